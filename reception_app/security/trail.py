"""The audit trail: a row for each changed thing, chained by SHA-256 so that a later change of any row shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from reception_app.db import CHANGES
from reception_app.records.staff import AuditEntry
from reception_app.security.acting import acting

GENESIS = "0" * 64


def link(before: str, *values: Any) -> str:
    """The chain value of a row: sha256 of the chain before and the row's values as canonical JSON."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=plain)
    return hashlib.sha256(f"{before}{text}".encode()).hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON keeps it, the same on both engines."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return str(value)


def record(session: Session, action: str) -> None:
    """Write the audit rows of this transaction: one for each changed object, or one for the action itself."""
    session.flush()
    who = acting(session)
    merged: dict[int, tuple[Any, str, dict[str, tuple[Any, Any]]]] = {}
    for row, what, fields in session.info[CHANGES]:
        known = merged.get(id(row))
        if known is None:
            merged[id(row)] = (row, what, dict(fields))
        else:
            for name, (old, new) in fields.items():
                first = known[2][name][0] if name in known[2] else old
                known[2][name] = (first, new)
    session.info[CHANGES] = []
    last_id, chain = session.execute(
        select(AuditEntry.id, AuditEntry.chain).order_by(AuditEntry.id.desc()).limit(1)
    ).one_or_none() or (0, GENESIS)
    rows = []
    for row, what, fields in merged.values() or [(None, "", {})]:
        last_id += 1
        entity = row.__tablename__ if row is not None else ""
        # A night has no id of its own: it stands under its reservation, where the change log looks for it.
        entity_id = getattr(row, "id", None) or getattr(row, "reservation_id", None) if row is not None else None
        changes = json.dumps({"": what, **fields} if what else {}, ensure_ascii=False, default=plain)
        values = {
            "id": last_id,
            "at": who.now,
            "business_date": who.business_date,
            "user_id": who.user_id,
            "workstation": who.workstation,
            "shift_id": who.shift_id,
            "action": action,
            "entity": entity,
            "entity_id": entity_id,
            "changes": changes,
        }
        chain = link(chain, *values.values())
        rows.append({**values, "chain": chain})
    session.execute(insert(AuditEntry), rows)


def faults(session: Session) -> Iterator[str]:
    """Rows of the trail that do not fit the chain: changed, missing or exchanged; English, for ``verify``."""
    chain, expected = GENESIS, 0
    columns = [c for c in AuditEntry.__table__.c if c.name != "chain"]
    for *values, stored in session.execute(
        select(*columns, AuditEntry.chain).order_by(AuditEntry.id).execution_options(yield_per=5000)
    ):
        expected += 1
        if values[0] != expected:
            yield f"audit_entry: {expected} is missing"
            expected = values[0]
        chain = link(chain, *values)
        if chain != stored:
            yield f"audit_entry: row {values[0]} does not fit the chain"
            chain = stored
