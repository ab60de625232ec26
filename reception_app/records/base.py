"""What every mapped class shares: naming of constraints, column types, the version column."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, MetaData, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment: stored in UTC on both engines, refused when naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """topic: the revision topic that a change of this table bumps; audited: changes leave an audit row."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        str: Text(),
        datetime: UtcMoment(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }
    topic: ClassVar[str] = "house"
    audited: ClassVar[bool] = True


Key = Annotated[int, mapped_column(primary_key=True)]
Code = Annotated[str, mapped_column(String(20))]
Name = Annotated[str, mapped_column(String(300), default="")]
Day = date


def ref(target: str, *, index: bool = False, primary_key: bool = False, **options: Any) -> Any:
    """A foreign key column to ``table.id``; nullability follows the annotation."""
    column = target if "." in target else f"{target}.id"
    return mapped_column(ForeignKey(column), index=index, primary_key=primary_key, **options)
