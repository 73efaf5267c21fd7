"""Who may see how promises stand, and as whom they see it. Pure."""

from datetime import date

from server.organisations.policy import may_coordinate, may_see_municipality
from server.organisations.rules import Actor
from server.progress.rules.precision import Viewer


def may_see_progress(actor: Actor, municipality_code: str, promise_status: str, day: date) -> bool:
    """Everyone at work in the municipality; of a draft only those who coordinate there."""
    if promise_status == "draft":
        return may_coordinate(actor, municipality_code, day)
    return may_see_municipality(actor, municipality_code, day)


def viewer_in(actor: Actor, municipality_code: str, day: date) -> Viewer:
    """What a person is in a municipality, which decides how precisely they see its entries."""
    return Viewer(
        own_organisations=actor.organisation_ids(day),
        is_local=may_see_municipality(actor, municipality_code, day),
        coordinates=may_coordinate(actor, municipality_code, day),
    )
