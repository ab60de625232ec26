"""Every public service function against every role: the table is the measure, a missing row is a failing test."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

import reception_app
from reception_app.refusal import Denied
from reception_app.security.rules import ALL_PERMISSIONS, PERMISSIONS, ROLES
from tests.builders import House, make_house

PACKAGE = Path(reception_app.__file__).parent
# Called inside other services, by the desk at sign-in, or before anybody can sign in; never by a window.
INTERNAL = {
    "security.service": {"hasher", "password_fits", "note_attempt", "new_user"},
    "folios.service": {"open_folio", "open_or_refuse", "window_of", "open_shift", "close_folio"},
    "bookings.service": {"load"},
    "bookings.states": {"occupant"},
    "numbering.service": {"next_number"},
    "cashier.service": {"need_shift"},
    "night_audit": {"obstacles", "preview"},
}


def service_modules() -> list[str]:
    found = [
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name in ("service.py", "states.py", "charges.py")
    ]
    return [*found, "night_audit"]


def services() -> list[tuple[str, str]]:
    rows = []
    for name in service_modules():
        module = importlib.import_module(f"reception_app.{name}")
        for function_name, function in inspect.getmembers(module, inspect.isfunction):
            mine = getattr(inspect.unwrap(function), "__module__", "") == module.__name__
            if mine and not function_name.startswith("_") and function_name not in INTERNAL.get(name, set()):
                rows.append((name, function_name))
    return rows


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return make_house(f"sqlite:///{tmp_path_factory.mktemp('house') / 'h.sqlite'}")


def test_there_are_services_to_walk() -> None:
    assert len(services()) > 40


def test_every_role_has_rows_and_every_permission_an_owner() -> None:
    assert set(PERMISSIONS) == set(ROLES)
    assert all(PERMISSIONS[role] for role in ROLES)
    assert PERMISSIONS["administrator"] == ALL_PERMISSIONS


@pytest.mark.parametrize(("module_name", "function_name"), services())
def test_a_service_asks_the_table(house: House, module_name: str, function_name: str) -> None:
    """Allowed roles get past the check (and then miss the arguments), every other role is refused before anything."""
    function = getattr(importlib.import_module(f"reception_app.{module_name}"), function_name)
    permission = getattr(function, "permission", None)
    assert permission is not None, f"{module_name}.{function_name} checks no permission"
    for role in ROLES:
        desk = house.as_role(role) if role != "administrator" else house.desk
        if permission in PERMISSIONS[role]:
            try:
                desk.change(function)
            except Denied:
                raise AssertionError(f"{role} may {permission} and was refused") from None
            except Exception:  # the arguments are missing, which is behind the check
                continue
        else:
            with pytest.raises(Denied):
                desk.change(function)
