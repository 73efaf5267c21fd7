"""The built app at `/`, served from memory-mapped knowledge of its files, compressed beforehand.

Files under /assets/ carry a hash of their content in their name and are kept for ever; the page,
the service worker and the manifest are asked for anew each time, or a new version would not be
found.
"""

from __future__ import annotations

import re
from wsgiref.headers import Headers

from flask import Blueprint, Flask, Response
from whitenoise import WhiteNoise

from server.headers import standing_headers
from server.settings import Settings

HASHED = re.compile(r"^/assets/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
NO_BUILD = """<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Trygglogg är inte byggd</title></head>
<body>
<h1>Appen är inte byggd än</h1>
<p>Servern är i gång, men appens filer saknas. Kör <code>make run</code>, eller
<code>npm ci</code> och <code>npm run build</code> i mappen <code>pwa</code>, och starta om.</p>
</body>
</html>
"""

blueprint = Blueprint("static_files", __name__)


@blueprint.get("/")
def show_no_build() -> Response:
    """Reached only without a build: the built page is answered before Flask is asked."""
    response = Response(NO_BUILD, 503, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def init_static_files(app: Flask, settings: Settings) -> None:
    """Serve the build in the settings' folder, if there is one, in front of the app."""
    folder = settings.static_folder
    if not (folder / "index.html").is_file():
        return
    headers = standing_headers(settings)

    def add_headers(found: Headers, path: str, url: str) -> None:
        for name, value in headers.items():
            found[name] = value
        if not _is_immutable(path, url):
            found["Cache-Control"] = "no-cache"

    served = WhiteNoise(
        app.wsgi_app,
        root=str(folder),
        index_file=True,
        # The app runs on one origin; the default would let any page read its files.
        allow_all_origins=False,
        immutable_file_test=_is_immutable,
        # A type that WhiteNoise does not know, and no browser guesses under nosniff.
        mimetypes={".webmanifest": "application/manifest+json"},
        add_headers_function=add_headers,
    )
    app.wsgi_app = served  # type: ignore[method-assign]  # Flask's documented way to wrap an app


def _is_immutable(path: str, url: str) -> bool:
    return HASHED.match(url) is not None
