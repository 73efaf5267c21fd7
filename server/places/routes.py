"""Places and wishes over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from server.clock import utc_now
from server.db import db, transaction
from server.http import dump, load, load_query
from server.login import current_actor, require
from server.openapi import describe
from server.places import policy, queries, service
from server.places.rules import NewPlace, NewWish
from server.places.schemas import (
    NewPlaceSchema,
    NewWishSchema,
    PlaceListView,
    PlaceQuerySchema,
    PlaceView,
    WishListView,
    WishQuerySchema,
    WishView,
)
from server.stockholm import stockholm_date

blueprint = Blueprint("places", __name__)


@blueprint.get("/places")
@describe("Places", query=PlaceQuerySchema, answer=PlaceListView)
def list_places() -> Response:
    asked = load_query(PlaceQuerySchema())
    seen = policy.visible_places(current_actor(), stockholm_date(utc_now()))
    code = asked["municipality_code"]
    page = queries.list_places(
        db.session(),
        municipality_codes=seen.municipality_codes & {code} if code else seen.municipality_codes,
        organisation_ids=seen.organisation_ids,
        limit=asked["limit"],
        cursor=asked["cursor"],
    )
    return dump(PlaceListView().dump(page))


@blueprint.post("/places")
@describe("Add a place", body=NewPlaceSchema, answer=PlaceView, status=201)
def create_place() -> Response:
    new: NewPlace = load(NewPlaceSchema())
    now = utc_now()
    require(
        policy.may_add_place(
            current_actor(),
            new.municipality_code,
            new.seen_by,
            new.organisation_id,
            stockholm_date(now),
        )
    )
    with transaction() as session:
        place = service.create_place(
            session, new, catalogue=current_app.extensions["trygglogg.catalogue"], now=now
        )
        body = PlaceView().dump(place)
    return dump(body, status=201)


@blueprint.get("/wishes")
@describe("What residents have asked for", query=WishQuerySchema, answer=WishListView)
def list_wishes() -> Response:
    asked = load_query(WishQuerySchema())
    codes = policy.wish_municipalities(current_actor(), stockholm_date(utc_now()))
    code = asked["municipality_code"]
    page = queries.list_wishes(
        db.session(),
        municipality_codes=codes & {code} if code else codes,
        status=asked["status"],
        limit=asked["limit"],
        cursor=asked["cursor"],
    )
    return dump(WishListView().dump(page))


@blueprint.post("/wishes")
@describe("Note what residents asked for", body=NewWishSchema, answer=WishView, status=201)
def create_wish() -> Response:
    new: NewWish = load(NewWishSchema())
    now = utc_now()
    today = stockholm_date(now)
    actor = current_actor()
    require(policy.may_add_wish(actor, new.municipality_code, today))
    with transaction() as session:
        place = queries.find_place(session, new.municipality_code, new.place_id)
        wish = service.create_wish(
            session,
            new,
            is_place_visible=place is not None
            and policy.may_see_place(
                actor, place.municipality_code, place.visibility, place.organisation_id, today
            ),
            catalogue=current_app.extensions["trygglogg.catalogue"],
            today=today,
            now=now,
        )
        body = WishView().dump(wish)
    return dump(body, status=201)
