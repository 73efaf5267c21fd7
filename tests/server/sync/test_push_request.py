"""A push that is refused whole: nothing of it is stored, and the phone halves its batch."""

import json
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from server.settings import MAX_BODY_BYTES
from tests.browser import API, Browser, anonymous, pointers, slug
from tests.server.sync.answers import slug_of
from tests.server.sync.phone import Field, Phone, without_times

TOO_MANY = 201


def send_bytes(phone: Phone, body: bytes, content_type: str = "application/json") -> TestResponse:
    return phone.browser.client.post(
        f"{API}/sync/push",
        data=body,
        content_type=content_type,
        headers={"X-CSRF-Token": phone.browser.csrf_token},
    )


def body_of(phone: Phone, *operations: dict[str, Any], **members: Any) -> bytes:
    envelope = {
        "device_id": phone.device_id,
        "device_time": phone.clock().isoformat(),
        "operations": list(operations),
        **members,
    }
    return json.dumps(envelope).encode()


def test_two_hundred_operations_pass_and_one_more_is_too_large(field: Field) -> None:
    operations = [field.officer.log() for _ in range(TOO_MANY)]
    before = field.rows()

    refused = field.officer.send(operations)

    assert (refused.status_code, slug(refused)) == (413, "too-large")
    assert without_times(field.rows()) == without_times(before)
    assert len(field.officer.applied(*operations[:-1])) == TOO_MANY - 1


def test_an_empty_push_is_a_question_for_the_epoch_and_the_time(field: Field) -> None:
    answer = field.officer.send([])

    assert answer.status_code == 200
    assert answer.get_json()["results"] == []
    assert answer.get_json()["epoch"] == field.officer.epoch
    assert answer.get_json()["server_time"] == field.clock().isoformat()


def spoiled_number(phone: Phone) -> list[dict[str, Any]]:
    return [{**phone.log(), "operation_id": "not-a-number"}]


def missing_number(phone: Phone) -> list[dict[str, Any]]:
    return [{name: value for name, value in phone.log().items() if name != "operation_id"}]


def number_that_is_a_number(phone: Phone) -> list[dict[str, Any]]:
    return [{**phone.log(), "operation_id": 17}]


def same_number_twice(phone: Phone) -> list[dict[str, Any]]:
    return [{**phone.log(), "operation_id": phone.device_id} for _ in range(2)]


def test_operations_that_cannot_be_answered_by_number_refuse_the_push(field: Field) -> None:
    good = field.officer.log()
    before = field.rows()

    for spoil in (spoiled_number, missing_number, number_that_is_a_number, same_number_twice):
        spoiled = spoil(field.officer)
        answer = field.officer.send([good, *spoiled])

        assert (answer.status_code, slug(answer)) == (422, "invalid-input")
        assert pointers(answer) == [f"#/operations/{len(spoiled)}/operation_id"]
    assert without_times(field.rows()) == without_times(before)
    assert field.officer.push_one(good)["status"] == "applied"


WRONG_ENVELOPES: list[tuple[dict[str, Any], str]] = [
    ({"device_id": None}, "#/device_id"),
    ({"device_id": "my phone"}, "#/device_id"),
    ({"device_time": "noon"}, "#/device_time"),
    ({"device_time": "2026-02-02T12:00:00"}, "#/device_time"),
    ({"operations": None}, "#/operations"),
    ({"operations": {}}, "#/operations"),
    ({"operations": ["log"]}, "#/operations/0"),
    ({"orders": []}, "#/orders"),
]


def test_an_envelope_of_the_wrong_shape_is_refused(field: Field) -> None:
    before = field.rows()

    for members, pointer in WRONG_ENVELOPES:
        answer = field.officer.send([field.officer.log()], **members)

        assert (answer.status_code, slug(answer)) == (422, "invalid-input")
        assert pointers(answer) == [pointer]
    assert without_times(field.rows()) == without_times(before)


NO_JSON = {
    "empty": b"",
    "cut off": b'{"operations": [',
    "NaN": b'{"device_time": NaN}',
    "not UTF-8": b"\xff\xfe",
    "deep list": b"[" * 200_000,
    "deep object": b'{"a":' * 50_000,
    "long number": b"9" * 5_000,
}


def test_a_body_that_is_no_json_is_refused(field: Field) -> None:
    answers = {name: send_bytes(field.officer, body) for name, body in NO_JSON.items()}

    assert {name: slug(answer) for name, answer in answers.items()} == dict.fromkeys(
        NO_JSON, "malformed-json"
    )
    assert {answer.status_code for answer in answers.values()} == {400}


def test_json_that_is_no_push_is_refused(field: Field) -> None:
    for body in (b"null", b"[]", b'"push"', b"17", b"{}"):
        answer = send_bytes(field.officer, body)

        assert (answer.status_code, slug(answer)) == (422, "invalid-input")


def test_a_body_over_two_mebibytes_is_too_large(field: Field) -> None:
    padded = {**field.officer.log(), "reason": "x" * MAX_BODY_BYTES}
    before = field.rows()

    answer = send_bytes(field.officer, body_of(field.officer, field.officer.log(), padded))

    assert (answer.status_code, slug(answer)) == (413, "too-large")
    assert without_times(field.rows()) == without_times(before)


def test_another_content_type_is_refused(field: Field) -> None:
    body = body_of(field.officer, field.officer.log())

    answer = send_bytes(field.officer, body, "text/plain")

    assert (answer.status_code, slug(answer)) == (415, "unsupported-media-type")


def test_a_push_without_the_sign_ins_own_token_is_refused(field: Field) -> None:
    before = field.rows()

    for token in ("", "guessed", field.colleague.browser.csrf_token):
        browser = Browser(field.officer.browser.client, token)
        answer = browser.post("/sync/push", json.loads(body_of(field.officer, field.officer.log())))

        assert (answer.status_code, slug(answer)) == (403, "csrf-failed")
    assert without_times(field.rows()) == without_times(before)


def test_a_push_without_signing_in_is_refused(app: Flask, field: Field) -> None:
    body = json.loads(body_of(field.officer, field.officer.log()))
    before = field.rows()

    answer = anonymous(app).post("/sync/push", body)
    pulled = anonymous(app).get("/sync/pull")

    assert (answer.status_code, slug(answer)) == (401, "not-signed-in")
    assert (pulled.status_code, slug(pulled)) == (401, "not-signed-in")
    assert without_times(field.rows()) == without_times(before)


def test_a_device_registers_at_its_first_push(field: Field) -> None:
    field.officer.push_one({**field.officer.log(), "app_version": "1.0.0"})
    ahead = {"device_time": "2026-02-02T12:03:00+00:00"}
    field.officer.push(
        {**field.officer.log(), "app_version": "1.1.0"}, field.officer.log(), **ahead
    )

    device = field.row_of("devices", device_id=field.officer.device_id)

    assert device["app_version"] == "1.0.0"
    assert device["skew_s"] == -180
    assert device["user_id"] == field.officer.user_id


HOSTILE: list[dict[str, Any]] = [
    {"app_version": "1.0\x00"},
    {"app_version": "1.0\ud800"},
    {"app_version": 17},
    {"app_version": "1" * 101},
    {"type": {"log": []}},
    {"type": None},
    {"activity_id": ["x"]},
    {"municipality_code": "0\x000"},
    {"device_time": "9999-12-31T23:59:59-14:00"},
    {"device_time": "0001-01-01T00:00:00+14:00"},
    {"base_revision": 10**30},
    {"activity": [[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]},
    {"activity": {"kind": "\ud800"}},
    {"activity": {"\x00": 1}},
    {"activity": 10**308 * 10},
    {"unheard_of": True},
]


def test_nothing_a_stranger_sends_is_unforeseen(field: Field) -> None:
    spoiled = [{**field.officer.log(), **members} for members in HOSTILE]
    good = field.officer.log()

    *refused, done = field.officer.push(*spoiled, good)
    again = field.officer.push(*spoiled, good)

    assert [(one["status"], slug_of(one)) for one in refused] == [
        ("rejected", "invalid-input") for _ in HOSTILE
    ]
    assert done["status"] == "applied"
    assert again == [*refused, done]


def test_a_phone_whose_clock_was_reset_is_not_refused_whole(field: Field) -> None:
    result = field.officer.push_one(field.officer.log(), device_time="1970-01-01T00:00:30+00:00")

    assert result["status"] == "applied"
