"""Alembic's environment: the connection comes from the program, or an address from the command line."""

from alembic import context
from sqlalchemy import create_engine

from reception_app.records.all import metadata

given = context.config.attributes.get("connection")


def run(connection) -> None:  # type: ignore[no-untyped-def]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=lambda name, kind, _parent: not (kind == "table" and name == "schema_version"),
    )
    with context.begin_transaction():
        context.run_migrations()


if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).connect() as connection:
        run(connection)
        connection.commit()
