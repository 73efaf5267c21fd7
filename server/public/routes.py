"""The residents' pages: rendered here, without JavaScript, loading nothing from other hosts."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template

from server.clock import utc_now
from server.db import snapshot
from server.organisations.queries import find_municipality_by_slug
from server.public import queries
from server.public.service import municipality_page

blueprint = Blueprint(
    "public",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/offentligt",
)


@blueprint.get("/<slug>/")
def show_municipality(slug: str) -> Response:
    """A municipality's promises and how they stand, up to the public delay."""
    with snapshot() as session:
        is_demo = queries.is_demo(session)
        municipality = find_municipality_by_slug(session, slug)
        if municipality is None:
            return _page("public/not_found.html", status=404, is_demo=is_demo)
        page = municipality_page(
            session,
            current_app.extensions["trygglogg.catalogue"],
            municipality,
            now=utc_now(),
        )
        return _page("public/municipality.html", status=200, is_demo=is_demo, page=page)


def _page(template: str, *, status: int, **values: object) -> Response:
    response = Response(render_template(template, **values), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-cache"
    if values["is_demo"]:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
