"""Remembered answers: what each operation was told, kept so that a replay is told the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from server.activities.rules.operation import BaseOperation
from server.sync.models import HeldOperation, SyncReceipt

# An operation that named no known municipality still gets its answer remembered.
NO_MUNICIPALITY = "0000"

Result = dict[str, Any]


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
        )


def load_receipts(
    session: Session, codes: Iterable[str], operation_ids: Iterable[str]
) -> dict[str, Receipt]:
    """The stored receipts among those operations, by operation id."""
    wanted = list(operation_ids)
    if not wanted:
        return {}
    rows = session.scalars(
        select(SyncReceipt).where(
            SyncReceipt.municipality_code.in_(list(codes)), SyncReceipt.operation_id.in_(wanted)
        )
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
    session: Session, activity_ids: Iterable[str], operation_ids: Iterable[str]
) -> list[HeldOperation]:
    """Operations that wait for one of those activities or operations, oldest first."""
    return list(
        session.scalars(
            select(HeldOperation)
            .where(
                HeldOperation.activity_id.in_(list(activity_ids))
                | HeldOperation.base_operation_id.in_(list(operation_ids))
            )
            .order_by(HeldOperation.recorded_at, HeldOperation.operation_id)
        )
    )


def write_receipts(
    session: Session, receipts: Iterable[Receipt], *, now: datetime, numbers: dict[str, int]
) -> None:
    """Store new receipts, and the settled answers of those that an earlier push held."""
    everything = list(receipts)
    new = [receipt for receipt in everything if receipt.is_new]
    settled = [receipt for receipt in everything if receipt.is_settled and not receipt.is_new]
    if new:
        session.execute(insert(SyncReceipt), [_row(receipt, now) for receipt in new])
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
