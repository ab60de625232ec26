"""The least a program like ours can take: Qt, SQLAlchemy's ORM with as many mapped classes, one painted rack query.

Words: path of the hotel, number of mapped classes, columns of each. Prints the moment after the first paint of a bare
widget with the rooms' stays of 34 days.
"""

# ruff: noqa: E402 - the collector is switched off before the imports, as in the program
from __future__ import annotations

import gc
import os
import sys
import time
from datetime import date, timedelta

gc.disable()

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

CLASSES, COLUMNS = int(sys.argv[2]), int(sys.argv[3])
DAYS, FIRST = 34, date(2026, 11, 22)


class Base(DeclarativeBase):
    pass


class Guest(Base):
    __tablename__ = "guest"
    id: Mapped[int] = mapped_column(primary_key=True)
    last_name: Mapped[str]
    first_name: Mapped[str]
    vip: Mapped[int]
    alert: Mapped[str]


class Reservation(Base):
    __tablename__ = "reservation"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    state: Mapped[str]
    arrival: Mapped[str]
    departure: Mapped[str]
    adults: Mapped[int]
    children: Mapped[int]
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"))
    guarantee: Mapped[str]
    version: Mapped[int]


class StaySegment(Base):
    __tablename__ = "stay_segment"
    id: Mapped[int] = mapped_column(primary_key=True)
    reservation_id: Mapped[int] = mapped_column(ForeignKey("reservation.id"))
    room_id: Mapped[int | None]
    arrival: Mapped[str]
    departure: Mapped[str]


class Folio(Base):
    __tablename__ = "folio"
    id: Mapped[int] = mapped_column(primary_key=True)
    reservation_id: Mapped[int]
    balance_minor: Mapped[int]


class Room(Base):
    __tablename__ = "room"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    type_id: Mapped[int]


for n in range(CLASSES - 5):
    fields = {f"c{m}": mapped_column() for m in range(COLUMNS - 1)}
    hints = {f"c{m}": Mapped[int if m % 2 else str] for m in range(COLUMNS - 1)}
    type(
        f"Other{n}",
        (Base,),
        {
            "__tablename__": f"other{n}",
            "__annotations__": {"id": Mapped[int], **hints},
            "id": mapped_column(primary_key=True),
            **fields,
        },
    )

engine = create_engine(f"sqlite:///{sys.argv[1]}", connect_args={"isolation_level": None})


@event.listens_for(engine, "connect")
def prepare(connection, _record) -> None:
    for pragma in ("foreign_keys=ON", "cache_size=-65536", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


class Rack(QWidget):
    """Bars as batched rectangles with names, as the program's painter draws them."""

    def __init__(self, rooms: list, bars: list) -> None:
        super().__init__()
        self.rows = {room.id: place for place, room in enumerate(rooms)}
        self.rooms, self.bars = rooms, bars

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        rects, texts = {}, []
        for bar in self.bars:
            row = self.rows.get(bar.room_id)
            if row is None or row * 24 > self.height():
                continue
            start = (date.fromisoformat(bar.arrival) - FIRST).days
            nights = (date.fromisoformat(bar.departure) - date.fromisoformat(bar.arrival)).days
            rect = QRect(start * 60 + 30, row * 24 + 2, nights * 60 - 2, 20)
            if rect.left() < self.width():
                rects.setdefault(bar.state, []).append(rect)
                texts.append((rect, bar.last_name))
        for nth, found in enumerate(rects.values()):
            painter.setBrush(QColor(("#dbe3f1", "#edf0f3", "#f6f7f9", "#fffdf2")[nth % 4]))
            painter.drawRects(found)
        painter.setFont(QFont("Lato", 9))
        for rect, name in texts:
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.end()
        print(time.time(), flush=True)  # noqa: T201
        os._exit(0)


app = QApplication(sys.argv[:1])
with Session(engine) as session:
    rooms = session.execute(select(Room.id, Room.number, Room.type_id)).all()
    first, until = FIRST.isoformat(), (FIRST + timedelta(days=DAYS)).isoformat()
    bars = session.execute(
        select(
            StaySegment.id, Reservation.id, Reservation.version, Reservation.number, StaySegment.room_id,
            StaySegment.arrival, StaySegment.departure, Reservation.state, Guest.last_name, Guest.first_name,
            Reservation.adults, Reservation.children, Guest.vip, Guest.alert, Reservation.guarantee,
            Folio.balance_minor,
        )
        .join(Reservation, Reservation.id == StaySegment.reservation_id)
        .join(Guest, Guest.id == Reservation.guest_id)
        .outerjoin(Folio, Folio.reservation_id == Reservation.id)
        .where(
            StaySegment.departure >= first,
            StaySegment.arrival < until,
            (Reservation.state + "").in_(("option", "confirmed", "in_house", "checked_out")),
        )
    ).all()  # fmt: skip
window = QMainWindow()
window.setCentralWidget(Rack(rooms, bars))
window.resize(1920, 1080)
window.show()
app.exec()
