"""kill -9 in the middle of postings: what was acknowledged is there, nothing is half there, the ledger's sums hold."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from sqlalchemy import select

from reception_app import verify
from reception_app.db import Database
from reception_app.records.ledger import Posting
from tests.builders import make_house
from tests.trust.workers import post_until_killed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")


def killed_after(url: str, folio_id: int, seconds: float) -> set[str]:
    """Keys that the cashier's process had acknowledged when it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            post_until_killed(url, folio_id, writer)
        finally:
            os._exit(7)
    os.close(writer)
    # Counted from its first posting, so that the start of the process is not what is killed most.
    said = os.read(reader, 4096)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the cashier ended by itself: {status}"
    while more := os.read(reader, 65536):
        said += more
    os.close(reader)
    return set(said.decode().split())


def crash(database: Database, url: str, kills: int) -> None:
    house = make_house(database=database)
    _stay, folio_id = house.arrive(nights=30)
    database.close()
    rng = random.Random(7)
    acknowledged: set[str] = set()
    for nth in range(1, kills + 1):
        acknowledged |= killed_after(url, folio_id, rng.random() * 0.03)
        again = Database.open(url)
        with again.read() as session:
            there = set(session.scalars(select(Posting.key)))
        assert acknowledged <= there, f"kill {nth}: {len(acknowledged - there)} acknowledged postings are lost"
        if nth % 25 == 0 or nth == kills:
            faults = [str(fault) for check in verify.run(again) for fault in check.faults]
            assert faults == [], f"kill {nth}"
        again.close()
    assert len(acknowledged) >= kills
    # One posting may be committed and unheard of at each kill, more would be written twice.
    assert len(there) - len(acknowledged) <= kills


def test_two_hundred_kills_lose_nothing(sqlite_url: str) -> None:
    crash(Database.open(sqlite_url), sqlite_url, 200)


def test_kills_of_a_client_of_the_server_lose_nothing(postgres_url: str) -> None:
    crash(Database.open(postgres_url), postgres_url, 30)


@pytest.mark.nightly
def test_a_thousand_kills_lose_nothing(sqlite_url: str) -> None:
    crash(Database.open(sqlite_url), sqlite_url, 1000)
