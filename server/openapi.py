"""OpenAPI 3.1, generated from the marshmallow schemas and what each view says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, Flask, Response, current_app
from marshmallow import Schema
from werkzeug.routing import Rule

from server.http import PROBLEM_TYPE, dump

API = "/api/v1"
View = TypeVar("View", bound=Callable[..., Any])
DESCRIPTION = "openapi_description"

blueprint = Blueprint("openapi", __name__)


@dataclass(frozen=True, slots=True)
class Description:
    """What a view takes and gives, as schemas."""

    summary: str
    answer: type[Schema] | None
    body: type[Schema] | None
    query: type[Schema] | None
    status: int


def describe(
    summary: str,
    *,
    answer: type[Schema] | None = None,
    body: type[Schema] | None = None,
    query: type[Schema] | None = None,
    status: int = 200,
) -> Callable[[View], View]:
    """Say what a view takes and gives; the document and its test read it."""

    def attach(view: View) -> View:
        setattr(view, DESCRIPTION, Description(summary, answer, body, query, status))
        return view

    return attach


@blueprint.get("/openapi.json")
@describe("This document")
def show_openapi() -> Response:
    return dump(build(current_app))


def build(app: Flask) -> dict[str, Any]:
    """The whole document. Every rule under the base must be described; a test holds us to it."""
    spec = APISpec(
        title="Trygglogg",
        version="1",
        openapi_version="3.1.0",
        info={"description": "Logging of activities against citizen promises."},
        servers=[{"url": API}],
        plugins=[MarshmallowPlugin(schema_name_resolver=_schema_name)],
    )
    spec.components.security_scheme(
        "session", {"type": "apiKey", "in": "cookie", "name": "trygglogg"}
    )
    spec.components.schema("Problem", _PROBLEM)
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.rule.startswith(API + "/"):
            _add_path(spec, app, rule)
    document: dict[str, Any] = spec.to_dict()
    return document


def described(app: Flask, rule: Rule) -> Description | None:
    view = app.view_functions[rule.endpoint]
    found: Description | None = getattr(view, DESCRIPTION, None)
    return found


def _add_path(spec: APISpec, app: Flask, rule: Rule) -> None:
    description = described(app, rule)
    if description is None:
        return
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix(API))
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        spec.path(path=path, operations={method.lower(): _operation(rule, method, description)})


def _operation(rule: Rule, method: str, description: Description) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": "uuid"},
        }
        for name in sorted(rule.arguments)
    ]
    if description.query is not None:
        parameters.append({"in": "query", "schema": description.query})
    if method != "GET" and rule.endpoint != "auth.sign_in":
        parameters.append(
            {"name": "X-CSRF-Token", "in": "header", "required": True, "schema": {"type": "string"}}
        )
    answer: dict[str, Any] = {"description": description.summary}
    if description.answer is not None:
        answer["content"] = {"application/json": {"schema": description.answer}}
    operation: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": description.summary,
        "parameters": parameters,
        "security": []
        if rule.endpoint in {"auth.sign_in", "openapi.show_openapi"}
        else [{"session": []}],
        "responses": {
            str(description.status): answer,
            "default": {
                "description": "A problem (RFC 9457)",
                "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        },
    }
    if description.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": description.body}},
        }
    return operation


def _schema_name(schema: Any) -> str:
    name = schema.__name__ if isinstance(schema, type) else type(schema).__name__
    return str(name).removesuffix("Schema")


_PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
