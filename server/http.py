"""HTTP in and out: the only reader of request bodies, and the only writer of problems.

`load` gives a validated frozen dataclass or raises a `Problem`; `dump` gives a response.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, current_app, g, request
from marshmallow import Schema, ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from server.faults import field_errors
from server.problems import (
    FieldError,
    Internal,
    InvalidInput,
    MalformedJson,
    MethodNotAllowed,
    NotFound,
    Problem,
    TooLarge,
    Unavailable,
    UnsupportedMediaType,
    pointer_token,
)

logger = logging.getLogger("trygglogg.http")

PROBLEM_TYPE = "application/problem+json"


def load(schema: Schema, data: Any = None) -> Any:
    """Validate the request's JSON body (or `data`) and return what the schema builds from it.

    Raises malformed-json, unsupported-media-type, too-large or invalid-input.
    """
    body = read_json() if data is None else data
    try:
        return schema.load(body)
    except ValidationError as error:
        raise InvalidInput(errors=field_errors(error.messages)) from error


def load_query(schema: Schema) -> Any:
    """Validate the query string; a repeated or unknown parameter is an error, never ignored.

    A known one that is left empty says nothing, as null does in a body.
    """
    repeated = [name for name, values in request.args.lists() if len(values) > 1]
    if repeated:
        detail = "Ange värdet en gång."
        raise InvalidInput(
            errors=[FieldError(f"#/{pointer_token(name)}", detail) for name in repeated]
        )
    said = {
        name: value
        for name, value in request.args.items()
        if value or name not in schema.load_fields
    }
    return load(schema, said)


def read_json() -> Any:
    """The request's body as JSON. What it says is for the schemas to judge."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType()
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise UnsupportedMediaType("Skicka det okomprimerat, utan Content-Encoding.")
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise TooLarge() from error
    return parse_json(body)


def parse_json(body: bytes) -> Any:
    """Strict JSON: UTF-8, no NaN or Infinity, no name twice, nesting that can be followed."""
    try:
        return json.loads(
            body.decode("utf-8"), parse_constant=_no_constants, object_pairs_hook=_object
        )
    except (ValueError, RecursionError) as error:
        raise MalformedJson() from error


def dump(payload: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON response. The payload is plain data that a view function has already shaped."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    response = Response(text.encode("utf-8", "replace"), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(dict(headers or {}))
    return response


def init_http(app: Flask) -> None:
    """Request ids, and one handler that turns everything that goes wrong into problem+json."""

    @app.before_request
    def name_the_request() -> None:
        g.request_id = uuid.uuid4().hex

    @app.after_request
    def tell_the_request_id(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        return response

    app.register_error_handler(Exception, answer_problem)


def answer_problem(error: Exception) -> Response:
    """Turn a Problem, an HTTPException or anything unforeseen into an RFC 9457 answer."""
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return Response(error.get_response().get_data(), error.code, dict(error.get_headers()))
    problem = _as_problem(error)
    body = problem.as_json(base_url=current_app.config["PUBLIC_URL"])
    body["instance"] = request.path
    body["request_id"] = g.get("request_id", "")
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    response = Response(text, problem.status, mimetype=PROBLEM_TYPE)
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(problem.headers)
    return response


def _as_problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestEntityTooLarge):
        return TooLarge()
    if isinstance(error, HTTPException):
        return _http_problem(error)
    logger.error("unforeseen error", exc_info=error, extra={"request_id": g.get("request_id")})
    if isinstance(error, OperationalError):
        # A deadlock, a lock that never came free, no database: the same request may pass soon.
        return Unavailable(headers={"Retry-After": "5"})
    return Internal()


def _http_problem(error: HTTPException) -> Problem:
    if error.code == 404:
        return NotFound()
    if error.code == 405:
        allowed = dict(error.get_headers()).get("Allow", "")
        return MethodNotAllowed(headers={"Allow": allowed})
    if error.code == 415:
        return UnsupportedMediaType()
    if error.code is not None and error.code < 500:
        return MalformedJson()
    return Internal()


def _no_constants(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are its own: with one twice, nobody knows which value was meant."""
    found = dict(members)
    if len(found) != len(members):
        raise ValueError("a name stands twice in an object")
    return found
