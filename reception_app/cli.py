"""The same services from the shell: demo, import, export, audit, backup, restore, verify, users.

Exit codes: 0 done, 1 refused (the reason on stderr), 2 wrong usage. Whoever may read the hotel's file or log in to its
server may use it: it signs in as the program's own user, as the permissions of the file are the lock here.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any

from reception_app import __version__
from reception_app.clock import SystemClock
from reception_app.db import Database
from reception_app.desk import SYSTEM_LOGIN, Desk
from reception_app.i18n import LANGUAGES, Translator, translator
from reception_app.refusal import N_, Refusal, Trouble
from reception_app.settings import Settings, default_url

DONE, REFUSED, USAGE = 0, 1, 2
# As in backoffice.exports, which is loaded only when something is exported.
EXPORTS = ("payments", "revenue", "folio", "invoice", "blocks", "arrivals", "inhouse", "departures")
Progress = Callable[[int, int], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _ = translator(_language(words))
    parser = _parser(_)
    try:
        options = parser.parse_args(words)
    except SystemExit as ended:
        return USAGE if ended.code not in (0, None) else DONE
    _ = translator(options.lang or _.language)
    try:
        code: int = options.run(options, _)
        return code
    except Trouble as trouble:
        _complain(_.explain(trouble))
        return REFUSED
    except KeyboardInterrupt:
        _complain(_("Stopped. Nothing was changed."))
        return REFUSED
    except BrokenPipeError:
        # The reader of a pipe (head) has left; Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def _language(words: list[str]) -> str:
    asked = dict(pairwise(" ".join(words).replace("=", " ").split())).get("--lang") or Settings.load().language
    return asked if asked in LANGUAGES else "pl" if os.environ.get("LANG", "").startswith("pl") else "en"


# -- the words ----------------------------------------------------------------------------------------------


def _parser(_: Translator) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reception", description=_("A hotel's front office. Without a command its windows open."), add_help=False
    )
    parser.add_argument("--db", metavar="URL", default="", help=_("address of the database, or a file's path"))
    parser.add_argument("--lang", choices=LANGUAGES, default="", help=_("language of texts and names"))
    parser.add_argument(
        "--version", action="version", version=f"reception {__version__}", help=_("print the program's version")
    )
    _add_help(parser, _)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title=_("commands"))

    def command(name: str, run: Callable[[argparse.Namespace, Translator], int], told: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=told, description=told, add_help=False)
        _add_help(added, _)
        added.add_argument("--json", action="store_true", help=_("print the figures as JSON"))
        added.set_defaults(run=run)
        return added

    demo = command("demo", _demo, _("make the demo hotel in a database of its own"))
    demo.add_argument("--rooms", type=int, default=60)
    demo.add_argument("--years", type=int, default=2)
    demo.add_argument("--seed", type=int, default=1, help=_("another number gives other guests"))
    demo.add_argument("--today", type=_day, metavar="DATE", help=_("business date of the hotel, 2026-11-23"))
    demo.add_argument("--replace", action="store_true", help=_("instead of an older demo hotel at the address"))

    bring = command("import", _import, _("import bookings of another program"))
    bring.add_argument("what", choices=("bookings",))
    bring.add_argument("file", type=Path)
    bring.add_argument(
        "--map",
        dest="mapping",
        default="hotel_booking_demand",
        metavar="NAME|FILE.toml",
        help=_("what its columns mean"),
    )
    bring.add_argument("--dry-run", action="store_true", help=_("only say what would become of each row"))
    bring.add_argument("--report", type=Path, metavar="OUT.csv", help=_("a file that accounts for every row"))
    bring.add_argument("--today", type=_day, metavar="DATE", help=_("business date of a hotel made for this import"))

    give = command("export", _export, _("write a list, journal, bill or invoice to a file"))
    give.add_argument("what", choices=EXPORTS)
    give.add_argument("--from", dest="since", type=_day, metavar="DATE")
    give.add_argument("--to", dest="until", type=_day, metavar="DATE")
    give.add_argument("--format", dest="form", choices=("csv", "csv-pl", "pdf"), default="csv")
    give.add_argument("--number", default="", help=_("number of the folio, its reservation or the invoice"))
    give.add_argument("--out", type=Path, required=True, metavar="PATH")

    audit = command("audit", _audit, _("the night audit: post the night and move the business date"))
    audit.add_argument("--yes", action="store_true", help=_("do it; without it only say what would be done"))
    audit.add_argument("--soon", action="store_true", help=_("even if the last audit is less than 6 hours old"))

    command("backup", _backup, _("write a verified backup")).add_argument("folder", type=Path, metavar="DIR")
    restore = command("restore", _restore, _("put a backup in the hotel's place; the replaced one is kept"))
    restore.add_argument("file", type=Path)
    command("verify", _verify, _("check the file, the ledger's sums and both hash chains"))

    user = command("user", _user, _("add a user or set a password (asked for, or the first line of the input)"))
    user.add_argument("action", choices=("add", "password"))
    user.add_argument("login")
    user.add_argument("--name", default="")
    user.add_argument("--role", default="receptionist")
    return parser


def _add_help(parser: argparse.ArgumentParser, _: Translator) -> None:
    """-h and the headings of the help in the reader's language; argparse has them in English only."""
    parser._positionals.title, parser._optionals.title = _("what"), _("options")
    parser.add_argument("-h", "--help", action="help", help=_("print this help"))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _address(options: argparse.Namespace, otherwise: str = "") -> str:
    url: str = options.db or otherwise or Settings.load().url or default_url()
    return url if "://" in url else f"sqlite:///{Path(url).expanduser().absolute().as_posix()}"


@contextmanager
def _desk(url: str) -> Iterator[Desk]:
    database = Database.open(url)
    try:
        yield _at(database)
    finally:
        database.close()


def _at(database: Database) -> Desk:
    desk = Desk(database, SystemClock(), workstation=Settings.load().workstation or "CLI")
    desk.sign_in_as(SYSTEM_LOGIN)
    return desk


@contextmanager
def _progress(told: str) -> Iterator[Progress]:
    """A bar on stderr when that is a terminal."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    with tqdm(
        desc=told, disable=None, leave=False, file=sys.stderr, bar_format="{desc} {percentage:3.0f} % |{bar}|"
    ) as bar:

        def report(done: int, total: int) -> None:
            bar.total = max(1, total)
            bar.n = done
            bar.refresh()

        yield report


def _say(options: argparse.Namespace, text: str, **figures: Any) -> None:
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, default=str))
    else:
        print(text)


def _complain(text: str) -> None:
    print(text, file=sys.stderr)


# -- the commands -------------------------------------------------------------------------------------------


def _demo(options: argparse.Namespace, _: Translator) -> int:
    from reception_app.demo.build import build
    from reception_app.demo.house import PASSWORD, USERS

    url, began = _address(options, default_url("demo")), monotonic()
    with _progress(_("Demo hotel")) as report:
        built = build(
            url,
            rooms=options.rooms,
            years=options.years,
            seed=options.seed,
            today=options.today or SystemClock().today(),
            progress=report,
            replace=options.replace,
        )
    took_s = round(monotonic() - began, 1)
    logins = ", ".join(user.login for user in USERS)
    told = (
        _("The demo hotel is ready: {stays} reservations, {guests} guests, {postings} postings in {took_s} s.",
          stays=built.reservations, guests=built.guests, postings=built.postings, took_s=took_s),
        _("Address: {url}", url=url),
        _("Users: {logins}; password of all: {password}", logins=logins, password=PASSWORD),
    )  # fmt: skip
    _say(
        options,
        "\n".join(told),
        url=url,
        reservations=built.reservations,
        guests=built.guests,
        postings=built.postings,
        business_date=built.business_date,
        seconds=took_s,
    )
    return DONE


def _import(options: argparse.Namespace, _: Translator) -> int:
    from reception_app.imports.files import import_file, write_report
    from reception_app.imports.mapping import load

    mapping = load(options.mapping)
    with _hotel_for_import(options, mapping.name, _) as (desk, is_new), _progress(_("Import")) as report:
        result = import_file(
            desk,
            options.file,
            options.mapping,
            dry_run=options.dry_run,
            new_hotel=is_new,
            today=options.today,
            progress=report,
        )
    if options.report is not None:
        write_report(options.report, result.lines, _)
    counts = {name: result.count(name) for name in ("imported", "refused", "already there")}
    told = [
        _("Only tried, nothing was written.") if result.dry else "",
        _(
            "{rows} rows: {imported} imported, {refused} refused, {already} already there, {overbooked} overbooked.",
            rows=len(result.lines),
            imported=counts["imported"],
            refused=counts["refused"],
            already=counts["already there"],
            overbooked=result.overbooked,
        ),
    ]
    if result.rooms:
        rooms = ", ".join(f"{code} {count}" for code, count in result.rooms.items())
        told.append(_("Rooms made: {rooms}.", rooms=rooms))
    refused = [line for line in result.lines if line.outcome == "refused" and line.reason is not None]
    told += [
        _("Line {line}: {reason}", line=line.line, reason=_.explain(line.reason))
        for line in refused[:10]
        if line.reason
    ]
    if len(refused) > 10 and options.report is None:
        told.append(_("The others stand in the report: --report OUT.csv"))
    _say(
        options,
        "\n".join(filter(None, told)),
        rows=len(result.lines),
        imported=counts["imported"],
        refused=counts["refused"],
        already_there=counts["already there"],
        overbooked=result.overbooked,
        rooms=result.rooms,
        dry_run=result.dry,
        encoding=result.encoding,
        business_date=result.business_date,
    )
    return DONE


@contextmanager
def _hotel_for_import(options: argparse.Namespace, name: str, _: Translator) -> Iterator[tuple[Desk, bool]]:
    """The desk of the hotel at the address, founded when there is none; a try-out founds it in a temporary folder."""
    from reception_app.setup.founding import found_hotel

    url = _address(options)
    path = Database(url).path
    if path is None or path.exists():
        with _desk(url) as desk:
            yield desk, False
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.dry_run:
            url = f"sqlite:///{(Path(folder) / 'hotel.sqlite').as_posix()}"
        database = found_hotel(url, language=_.language, name=name)
        try:
            yield _at(database), True
        except BaseException:
            # A hotel that was founded for a file that could not be imported is half a thing.
            if not options.dry_run:
                database.close()
                path.unlink(missing_ok=True)
            raise
        finally:
            database.close()


def _export(options: argparse.Namespace, _: Translator) -> int:
    from reception_app.backoffice.exports import export

    if options.what in ("folio", "invoice") and not options.number:
        raise Refusal(N_("Say which one: --number NUMBER."))
    with _desk(_address(options)) as desk:
        rows = desk.read(
            partial(
                export,
                what=options.what,
                form=options.form,
                path=options.out,
                since=options.since,
                until=options.until,
                number=options.number,
                language=options.lang,
            )
        )
    _say(options, _.plural("{path}: {n} row", "{path}: {n} rows", rows, path=options.out), path=options.out, rows=rows)
    return DONE


def _audit(options: argparse.Namespace, _: Translator) -> int:
    from reception_app import night_audit

    with _desk(_address(options)) as desk:
        if not options.yes:
            seen = desk.read(night_audit.preview)
            told = _(
                "{day}: {lines} lines to post, {blocking} guests to be settled first. To close the day: audit --yes",
                day=seen.business_date,
                lines=len(seen.lines),
                blocking=seen.blocking,
            )
            _say(options, told, business_date=seen.business_date, lines=len(seen.lines), blocking=seen.blocking)
            return DONE
        with _progress(_("Night audit")) as report:
            done = desk.change(partial(night_audit.run, soon=options.soon, progress=report)).value
    told = _(
        "{closed} is closed: {rows} lines on {stays} folios. The business date is {opened}.",
        closed=done.closed,
        rows=done.rows,
        stays=done.stays,
        opened=done.opened,
    )
    _say(options, told, closed=done.closed, opened=done.opened, rows=done.rows, gross_minor=done.gross_minor)
    return DONE


def _backup(options: argparse.Namespace, _: Translator) -> int:
    from reception_app.backup import back_up

    with _desk(_address(options)) as desk, _progress(_("Backup")) as report:
        path = back_up(desk.database, options.folder, desk.clock.now(), report)
    _say(options, _("Backup: {path}", path=path), path=path, bytes=path.stat().st_size)
    return DONE


def _restore(options: argparse.Namespace, _: Translator) -> int:
    from reception_app.backup import restore

    url = _address(options)
    with _progress(_("Restore")) as report:
        kept = restore(options.file, url, SystemClock().now(), report)
    told = _("Restored. The replaced hotel is kept as {kept}.", kept=kept) if kept else _("Restored.")
    _say(options, told, url=url, kept=kept)
    return DONE


def _verify(options: argparse.Namespace, _: Translator) -> int:
    from reception_app import verify

    database = Database.open(_address(options))
    try:
        with _progress(_("Check")) as report:
            checks = verify.run(database, report)
    finally:
        database.close()
    told, figures = [], []
    for check in checks:
        verdict = _("in order") if check.passed else _("FAULT")
        told.append(f"{verdict}: {_(check.name)}")
        shown = [_(fault.message, **fault.params) for fault in check.faults]
        told += [f"  {fault}" for fault in shown]
        if check.found > len(shown):
            told.append("  " + _("and {more} more", more=check.found - len(shown)))
        figures.append({"check": check.code, "passed": check.passed, "found": check.found, "faults": shown})
    fine = all(check.passed for check in checks)
    _say(options, "\n".join(told), passed=fine, checks=figures)
    if not fine:
        _complain(_("The database is not in order. Restore a backup or ask for help; do not go on working with it."))
    return DONE if fine else REFUSED


def _user(options: argparse.Namespace, _: Translator) -> int:
    from reception_app.security import service

    password = _asked_password(_)
    with _desk(_address(options)) as desk:
        if options.action == "add":
            work: Callable[..., Any] = partial(
                service.add_user,
                login=options.login,
                name=options.name or options.login,
                role=options.role,
                password=password,
                language=_.language,
            )
            told = _("User {login} is added.", login=options.login)
        else:
            work = partial(service.set_password, login=options.login, password=password)
            told = _("The password of {login} is set.", login=options.login)
        desk.change(work)
    _say(options, told, login=options.login, action=options.action)
    return DONE


def _asked_password(_: Translator) -> str:
    """Never an argument: those stand in the history of the shell and in the list of processes."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass(_("New password:") + " ")
    if getpass(_("Once more:") + " ") != first:
        raise Refusal(N_("The two passwords differ."), field="password")
    return first
