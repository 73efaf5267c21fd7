"""Remembered answers: what each operation was told, kept so that a replay is told the same."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from server.activities.rules.operation import BaseOperation
from server.db import insert_rows
from server.sync.models import HeldOperation, SyncReceipt
from server.sync.service.results import Result

# Where the answer is kept for an operation in a municipality that its author has nothing to do
# with. The pull brings everyone their own answers from here.
NO_MUNICIPALITY = "0000"


@dataclass(slots=True)
class Receipt:
    """One remembered answer, as a run leaves it."""

    municipality_code: str
    operation_id: str
    author_id: str
    device_id: str
    activity_id: str | None
    type: str
    digest: str
    status: str
    result: Result
    skew_s: float
    is_new: bool = True
    is_settled: bool = False

    def as_base(self) -> BaseOperation:
        return BaseOperation(
            operation_id=self.operation_id,
            author_id=self.author_id,
            status=self.status,
            activity_id=self.activity_id,
            new_activity_id=self.result.get("new_activity_id"),
            revision=self.result["revision"],
        )


def load_receipts(
    session: Session, codes: Iterable[str], operation_ids: Iterable[str]
) -> dict[str, Receipt]:
    """The stored receipts among those operations, by operation id."""
    wanted = list(operation_ids)
    if not wanted:
        return {}
    rows = session.scalars(
        select(SyncReceipt)
        .where(SyncReceipt.municipality_code.in_(list(codes)), SyncReceipt.operation_id.in_(wanted))
        .execution_options(populate_existing=True)
    )
    return {
        row.operation_id: Receipt(
            municipality_code=row.municipality_code,
            operation_id=row.operation_id,
            author_id=row.author_id,
            device_id=row.device_id,
            activity_id=row.activity_id,
            type=row.type,
            digest=row.digest,
            status=row.status,
            result=row.result,
            skew_s=row.skew_s,
            is_new=False,
        )
        for row in rows
    }


def load_held(
    session: Session, activity_ids: Collection[str], operation_ids: Collection[str]
) -> list[HeldOperation]:
    """What waits for one of those activities or operations, oldest first.

    Also what waits for something that itself waits: a held move brings an activity that a later
    correction may be held for. One statement when nothing waits, else one more a link.
    """
    found: dict[str, HeldOperation] = {}
    while activity_ids or operation_ids:
        rows = session.scalars(
            select(HeldOperation).where(
                or_(
                    HeldOperation.activity_id.in_(activity_ids),
                    HeldOperation.base_operation_id.in_(operation_ids),
                )
            )
        )
        new = {row.operation_id: row for row in rows if row.operation_id not in found}
        found.update(new)
        operation_ids = set(new)
        activity_ids = {one for row in new.values() for one in activities_of(row)}
    return sorted(found.values(), key=lambda row: (row.recorded_at, row.operation_id))


def activities_of(row: HeldOperation) -> set[str]:
    """The activities that a held operation is about: the one it names, and the one it makes."""
    made = row.operation.get("new_activity_id")
    return {row.activity_id, str(uuid.UUID(made))} if made else {row.activity_id}


def write_receipts(
    session: Session, receipts: Iterable[Receipt], *, now: datetime, numbers: dict[str, int]
) -> None:
    """Store new receipts, and the settled answers of those that an earlier push held."""
    everything = list(receipts)
    new = [receipt for receipt in everything if receipt.is_new]
    settled = [receipt for receipt in everything if receipt.is_settled and not receipt.is_new]
    insert_rows(session, SyncReceipt, [_row(receipt, now) for receipt in new])
    if settled:
        session.execute(
            update(SyncReceipt),
            [
                {
                    "municipality_code": receipt.municipality_code,
                    "operation_id": receipt.operation_id,
                    "status": receipt.status,
                    "result": receipt.result,
                    "settled_at": now,
                    "change_seq": numbers[receipt.municipality_code],
                }
                for receipt in settled
            ],
        )
        session.execute(
            delete(HeldOperation).where(
                HeldOperation.municipality_code.in_({r.municipality_code for r in settled}),
                HeldOperation.operation_id.in_([r.operation_id for r in settled]),
            )
        )


def _row(receipt: Receipt, now: datetime) -> dict[str, Any]:
    return {
        "municipality_code": receipt.municipality_code,
        "operation_id": receipt.operation_id,
        "author_id": receipt.author_id,
        "device_id": receipt.device_id,
        "activity_id": receipt.activity_id,
        "type": receipt.type,
        "digest": receipt.digest,
        "status": receipt.status,
        "result": receipt.result,
        "skew_s": receipt.skew_s,
        "recorded_at": now,
        "settled_at": None,
        "change_seq": None,
    }
