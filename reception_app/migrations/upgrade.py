"""Bringing a database to the newest schema, from the program rather than from alembic's command line."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def config() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    return settings


def to_head(engine: Engine) -> None:
    """Run every migration that the database lacks, in one transaction."""
    settings = config()
    with engine.connect() as plain:
        connection = plain.execution_options(write=True)
        with connection.begin():
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
