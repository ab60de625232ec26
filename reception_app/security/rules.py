"""Roles and what they may do: one table, checked by every service; delays after wrong passwords."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from reception_app.refusal import N_, Refusal

ADMINISTRATOR = "administrator"
ROLES = {
    ADMINISTRATOR: N_("Administrator"),
    "manager": N_("Front office manager"),
    "receptionist": N_("Receptionist"),
    "night_auditor": N_("Night auditor"),
    "porter": N_("Porter"),
    "concierge": N_("Concierge"),
    "housekeeping": N_("Housekeeping"),
    "accountant": N_("Accountant"),
    "observer": N_("Observer"),
}

_DESK = frozenset(
    {
        "stays.see", "stays.book", "stays.change", "stays.cancel", "stays.check_in", "stays.check_out", "rooms.assign",
        "rooms.status", "rooms.block", "guests.see", "guests.change", "folios.see", "folios.post", "folios.pay",
        "folios.void", "folios.refund", "folios.transfer", "invoices.see", "invoices.issue", "invoices.correct",
        "cashier.shift", "reports.see", "stays.override",
    }
)  # fmt: skip
_MANAGER = _DESK | {
    "rates.change",
    "house.change",
    "audit.run",
    "audit.see",
    "guests.blacklist",
    "users.see",
    "imports.run",
    "cashier.verify",
    "rooms.inspect",
}
PERMISSIONS: dict[str, frozenset[str]] = {
    ADMINISTRATOR: _MANAGER | {"users.change", "house.set_up", "database.backup", "database.restore"},
    "manager": _MANAGER | {"database.backup"},
    "receptionist": _DESK,
    "night_auditor": _DESK | {"audit.run", "audit.see", "database.backup"},
    "porter": frozenset({"stays.see", "guests.see"}),
    "concierge": frozenset({"stays.see", "guests.see", "folios.see", "folios.post"}),
    "housekeeping": frozenset({"stays.see", "rooms.status", "rooms.inspect"}),
    "accountant": frozenset(
        {
            "stays.see",
            "guests.see",
            "folios.see",
            "invoices.see",
            "invoices.issue",
            "invoices.correct",
            "reports.see",
            "audit.see",
        }
    ),
    "observer": frozenset({"stays.see", "guests.see", "folios.see", "invoices.see", "reports.see"}),
}
ALL_PERMISSIONS = frozenset().union(*PERMISSIONS.values())

FREE_FAILURES = 5
LONGEST_DELAY_S = 60
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 256
COMMON_PASSWORDS = frozenset(
    """
    password password1 password123 12345678 123456789 1234567890 qwertyui qwerty123 qwertyuiop 11111111
    00000000 abcd1234 iloveyou admin123 admin1234 administrator recepcja recepcja1 recepcja123 reception
    reception1 hotel123 hotel1234 haslo123 haslo1234 polska12 polska123 zaq12wsx 1qaz2wsx qazwsxedc trustno1
    welcome1 letmein1 sunshine princess football monkey123 dragon123 master123 88888888 87654321 asdfghjk
    zxcvbnm1 zxcvbnm123
    """.split()
)


def may(role: str, permission: str) -> bool:
    return permission in PERMISSIONS.get(role, frozenset())


def delay_after(failures: int) -> timedelta:
    """No delay for the first five wrong passwords, then 1, 2, 4 ... at most 60 s; never a lock for good."""
    if failures < FREE_FAILURES:
        return timedelta(0)
    return timedelta(seconds=min(LONGEST_DELAY_S, 2 ** (failures - FREE_FAILURES)))


def check_new_password(password: str, login: str) -> str:
    """The password in NFC; Refusal when it is too short, too long, common or the login itself (ASVS 6.2)."""
    password = unicodedata.normalize("NFC", password)
    if len(password) < SHORTEST_PASSWORD:
        raise Refusal(
            N_("The password has fewer than {shortest} characters."),
            remedy=N_("A sentence of a few words is easy to remember."),
            field="password",
            shortest=SHORTEST_PASSWORD,
        )
    if len(password) > LONGEST_PASSWORD:
        raise Refusal(
            N_("The password has more than {longest} characters."), field="password", longest=LONGEST_PASSWORD
        )
    if password.casefold() in COMMON_PASSWORDS or password.casefold() == login.casefold():
        raise Refusal(
            N_("This password is among the first that anyone would try."),
            remedy=N_("Choose another one."),
            field="password",
        )
    return password
