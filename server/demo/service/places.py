"""The demo's places, what residents have wished for at them, and the units of coverage."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from server.commitments.models import Unit
from server.demo.rules.ids import demo_id
from server.demo.rules.places import DemoPlaces, wish_asked_on
from server.demo.service.rows import add_rows, change_numbers
from server.places.models import Place, Wish
from server.stockholm import STOCKHOLM


def add_places(session: Session, source: DemoPlaces, today: date) -> None:
    """Rows for places.json; a wish is recorded at noon of the day somebody asked."""
    numbers = change_numbers(session, (p.municipality_code for p in source.places))
    add_rows(
        session,
        (
            Place(
                municipality_code=p.municipality_code,
                place_id=demo_id("place", p.key),
                name=p.name,
                locality=p.locality,
                search_name=unicodedata.normalize("NFC", f"{p.locality} {p.name}").casefold(),
                location_type=p.location_type,
                lat=p.lat,
                lon=p.lon,
                visibility=p.visibility,
                speed_limit=p.speed_limit,
                recorded_at=source.recorded_at,
                change_seq=numbers[p.municipality_code],
            )
            for p in source.places
        ),
    )
    add_rows(
        session,
        (
            Wish(
                municipality_code=w.municipality_code,
                wish_id=demo_id("wish", w.key),
                place_id=demo_id("place", w.place),
                kinds=list(w.kinds),
                asked_on=wish_asked_on(w, today),
                source=w.source,
                text=w.text,
                status=w.status,
                recorded_at=datetime.combine(wish_asked_on(w, today), time(12), STOCKHOLM),
                change_seq=numbers[w.municipality_code],
            )
            for w in source.wishes
        ),
    )
    add_rows(
        session,
        (
            Unit(
                municipality_code=u.municipality_code,
                unit_id=demo_id("unit", u.key),
                unit_kind=u.unit_kind,
                name=u.name,
                grade=u.grade,
                valid_from=u.valid_from,
                valid_to=u.valid_to,
                recorded_at=source.recorded_at,
                change_seq=numbers[u.municipality_code],
            )
            for u in source.units
        ),
    )
