"""Adding places and wishes. Functions flush and never commit."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from server.catalogue.rules.definitions import Catalogue
from server.organisations.queries import next_change_seq
from server.places import queries
from server.places.models import Place, Wish
from server.places.rules import NewPlace, NewWish, place_errors, search_name, wish_errors
from server.problems import FieldError, InvalidInput


def create_place(
    session: Session,
    new: NewPlace,
    *,
    catalogue: Catalogue,
    now: datetime,
    place_id: str | None = None,
) -> Place:
    """A place from now on. Raises invalid-input."""
    errors = place_errors(new, catalogue)
    if new.organisation_id is not None and not queries.works_in(
        session, new.municipality_code, new.organisation_id
    ):
        errors.append(FieldError("#/organisation_id", "Organisationen finns inte i kommunen."))
    if errors:
        raise InvalidInput(errors=errors)
    place = Place(
        municipality_code=new.municipality_code,
        place_id=place_id or str(uuid4()),
        name=new.name,
        locality=new.locality,
        search_name=search_name(new.name),
        location_type=new.location_type,
        lat=None if new.position is None else new.position.lat,
        lon=None if new.position is None else new.position.lon,
        visibility=new.seen_by,
        organisation_id=new.organisation_id,
        speed_limit=new.speed_limit,
        revision=1,
        is_retired=False,
        recorded_at=now,
        change_seq=next_change_seq(session, new.municipality_code),
    )
    session.add(place)
    session.flush()
    return place


def create_wish(
    session: Session,
    new: NewWish,
    *,
    is_place_visible: bool,
    catalogue: Catalogue,
    today: date,
    now: datetime,
    wish_id: str | None = None,
) -> Wish:
    """What residents asked for at a place. Raises invalid-input.

    A place that the person may not see is refused in the same words as one that does not exist.
    """
    errors = wish_errors(new, catalogue, today=today)
    if not is_place_visible:
        errors.append(FieldError("#/place_id", "Platsen finns inte i den här kommunen."))
    if errors:
        raise InvalidInput(errors=errors)
    wish = Wish(
        municipality_code=new.municipality_code,
        wish_id=wish_id or str(uuid4()),
        place_id=new.place_id,
        kinds=list(dict.fromkeys(new.kinds)),
        asked_on=new.asked_on,
        source=new.source,
        text=new.text,
        status=new.status,
        recorded_at=now,
        change_seq=next_change_seq(session, new.municipality_code),
    )
    session.add(wish)
    session.flush()
    return wish
