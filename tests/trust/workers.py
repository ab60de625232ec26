"""What runs in processes of its own: clerks who book against each other, and a cashier who is killed."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

from sqlalchemy import select

from reception_app.bookings import service as bookings
from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.desk import Desk, SignedIn
from reception_app.folios import service as folios
from reception_app.records.staff import User
from reception_app.refusal import Refusal, Unavailable
from tests.builders import TODAY


@dataclass
class Tally:
    """What one clerk met: booked, refused, asked to wait; errors are texts of anything else."""

    booked: int = 0
    refused: int = 0
    busy: int = 0
    errors: tuple[str, ...] = ()


def desk_at(url: str) -> Desk:
    """A desk of its own, signed in as anna."""
    desk = Desk(Database.open(url), FixedClock(), workstation=f"REC-{os.getpid()}")
    with desk.database.read() as session:
        user = session.scalars(select(User).where(User.login == "anna")).one()
    desk.user = SignedIn(user.id, user.login, user.name, user.initials, user.role, user.language)
    return desk


def clerk(url: str, seed: int, attempts: int, nights: int, rooms: list[tuple[int, int]], named: bool) -> Tally:
    """Tries to book one- to three-night stays among few nights and rooms; named: a certain room, else just its type."""
    rng = random.Random(seed)
    desk = desk_at(url)
    tally, errors = Tally(), []
    for _attempt in range(attempts):
        room_id, type_id = rng.choice(rooms)
        arrival = TODAY + timedelta(days=rng.randrange(nights))
        work = partial(
            bookings.book,
            arrival=arrival,
            departure=arrival + timedelta(days=rng.randint(1, 3)),
            room_type_id=type_id,
            room_id=room_id if named else None,
            last_name=f"Gość {seed}",
        )
        # A clerk who is told that another workstation is writing tries again.
        for _again in range(5):
            try:
                desk.change(work)
                tally.booked += 1
            except Refusal:
                tally.refused += 1
            except Unavailable:
                tally.busy += 1
                continue
            except Exception as fault:
                errors.append(f"{type(fault).__name__}: {fault}")
            break
    tally.errors = tuple(errors)
    desk.database.close()
    return tally


def last_nights(url: str, seed: int, type_id: int, arrival: date) -> Tally:
    """One clerk, one wish: a room of this type for this one night."""
    desk = desk_at(url)
    tally = Tally()
    try:
        desk.change(
            partial(
                bookings.book,
                arrival=arrival,
                departure=arrival + timedelta(days=1),
                room_type_id=type_id,
                last_name=f"Gość {seed}",
            )
        )
        tally.booked = 1
    except Refusal:
        tally.refused = 1
    except Exception as fault:
        tally.errors = (f"{type(fault).__name__}: {fault}",)
    desk.database.close()
    return tally


def post_until_killed(url: str, folio_id: int, pipe: int) -> None:
    """Posts charges and payments for ever; writes each key to the pipe once its transaction is committed."""
    desk = desk_at(url)
    turn = 0
    while True:
        turn += 1
        key = uuid4().hex
        if turn % 3:
            work = partial(folios.post_charge, folio_id=folio_id, code="MIN", unit_minor=100 + turn, key=key)
        else:
            work = partial(folios.take_payment, folio_id=folio_id, amount_minor=100, method="card", key=key)
        desk.change(work, key=key)
        os.write(pipe, f"{key}\n".encode())
