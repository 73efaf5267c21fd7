"""What a commitment says. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from server.commitments.rules.counting_rules import NewCountingRule
from server.commitments.rules.promises import Party, party_texts


@dataclass(frozen=True, slots=True)
class NewCommitment:
    short_name: str
    text: str
    role: str = "promise"
    focus_area_id: str | None = None
    position: int | None = None
    parties: tuple[Party, ...] = ()
    parts_note: str | None = None
    counting_rule: NewCountingRule | None = None


@dataclass(frozen=True, slots=True)
class CommitmentChange:
    """None leaves a member as it is; a withdrawn commitment is kept and shown as withdrawn."""

    base_revision: int
    short_name: str | None = None
    text: str | None = None
    role: str | None = None
    focus_area_id: str | None = None
    position: int | None = None
    parties: tuple[Party, ...] | None = None
    parts_note: str | None = None
    withdrawn: bool | None = None


def commitment_texts(said: NewCommitment | CommitmentChange) -> list[tuple[str, str | None]]:
    return [
        ("short_name", said.short_name),
        ("text", said.text),
        ("parts_note", said.parts_note),
        *party_texts(said.parties or ()),
    ]
