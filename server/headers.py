"""What every answer carries: the API's, the pages' and the built app's files alike."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response

from server.settings import Settings

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


def standing_headers(settings: Settings) -> Mapping[str, str]:
    """The headers by name.

    Under HTTPS browsers are told never to come back without it, and no search engine may show a
    demo's invented numbers as a municipality's own.
    """
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if settings.is_demo:
        headers["X-Robots-Tag"] = "noindex"
    if settings.public_url.startswith("https://"):
        headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS_S}"
    return headers


def init_headers(app: Flask, settings: Settings) -> None:
    """Set them on everything that Flask answers; static_files.py sets them on the rest."""
    headers = standing_headers(settings)

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers.update(headers)
        return response
