"""The security headers of every answer: the API's, the pages' and the built app's files alike."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response

# Nothing is inline and nothing comes from other hosts, so the shortest policy is the strictest.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
# The position only sorts suggestions of places; nothing else of the phone is ever asked for.
PERMISSIONS_POLICY = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()"
TWO_YEARS_S = 63_072_000


def security_headers(*, is_https: bool) -> Mapping[str, str]:
    """The headers by name. Under HTTPS browsers are also told never to come back without it."""
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if is_https:
        headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS_S}"
    return headers


def init_headers(app: Flask) -> None:
    """Set them on everything that Flask answers; static_files.py sets them on the rest."""
    headers = security_headers(is_https=app.config["PUBLIC_URL"].startswith("https://"))

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers.update(headers)
        return response
