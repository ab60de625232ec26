"""DDL that alembic cannot see: append-only triggers and the mark of the schema's version, for both engines."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

MESSAGE = "rows of %s are never changed or deleted"


def refuse_changes(connection: Connection, tables: Iterable[str]) -> None:
    """Triggers that refuse UPDATE and DELETE on each table."""
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.execute(
            text(
                "create or replace function refuse_change() returns trigger language plpgsql as $$ begin "
                "raise exception 'rows of % are never changed or deleted', tg_table_name; end $$"
            )
        )
    for table in tables:
        for verb in ("update", "delete"):
            if sqlite:
                body = f"begin select raise(abort, '{MESSAGE % table}'); end"
                connection.exec_driver_sql(f"create trigger {table}_no_{verb} before {verb} on {table} {body}")
            else:
                connection.execute(
                    text(
                        f"create trigger {table}_no_{verb} before {verb} on {table} "
                        "for each statement execute function refuse_change()"
                    )
                )


def mark_version(connection: Connection, number: int, application_id: int) -> None:
    """Write the schema's number where Database.open reads it without alembic."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {application_id}")
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
        return
    connection.execute(text("create table if not exists schema_version (number integer not null)"))
    connection.execute(text("delete from schema_version"))
    connection.execute(text("insert into schema_version values (:number)"), {"number": number})
