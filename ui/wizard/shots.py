"""What of the first run is drawn for looking at: every step, filled as by somebody who is setting up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from reception_app.settings import Settings, home_dir
from ui.wizard.window import FirstRun

ROOMS = (("101-112", 0, 22000), ("201-226", 1, 34000), ("301-312, 314-319", 4, 52000))


def _filled(place: Any, until: int) -> FirstRun:
    folder = home_dir() / "first-run"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"hotel-{len(list(folder.iterdir()))}.sqlite"
    wizard = FirstRun(f"sqlite:///{path.as_posix()}", Settings(), place.language, lambda _url: None)
    for number in range(until):
        if wizard.step.name == "hotel":
            wizard.step.fields["name"].setText("Hotel Pod Lipami")  # type: ignore[attr-defined]
        elif wizard.step.name == "rooms":
            _fill_rooms(wizard)
        if number == 4:
            wizard.skip()
        else:
            wizard.go_on()
    if wizard.step.name == "rooms":
        _fill_rooms(wizard)
        wizard.step.numbers.setText("405-408")  # type: ignore[attr-defined]
    return wizard


def _fill_rooms(wizard: FirstRun) -> None:
    step: Any = wizard.step
    for numbers, kind, price in ROOMS:
        step.numbers.setText(numbers)
        step.kind.setCurrentIndex(kind)
        step.price.set_minor(price)
        step.add()


def _step(until: int) -> Callable[[Any, Any], QWidget]:
    return lambda place, _shell: _filled(place, until)


def _building(place: Any, _shell: Any) -> QWidget:
    wizard = _filled(place, 0)
    wizard.right.setCurrentWidget(wizard.demo_page)
    wizard.demo_page._progress(42, 100)
    QApplication.processEvents()
    return wizard


NAMES = ("language", "hotel", "rooms", "charges", "administrator", "backup", "start")
SHOTS = {f"wizard.{name}": _step(number) for number, name in enumerate(NAMES)}
SHOTS["wizard.building"] = _building
