"""What the tables of the ledger are made of: columns of our kinds, and the one list of all tables."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, String, Table

from pipeline.ledger.columns import CleanText, Json, UtcTime

METADATA = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})


def row_id() -> Column[int]:
    """The number by which a row is known."""
    return Column("id", Integer, primary_key=True)


def ref(name: str, target: str, *, null: bool = False, index: bool = False) -> Column[int]:
    """The number of a row of another table."""
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=null, index=index)


def sha256(name: str = "sha256", *, index: bool = False) -> Column[str]:
    """A hash in hexadecimal digits."""
    return Column(name, String(64), nullable=False, index=index)


def word(name: str, *, null: bool = False) -> Column[str]:
    """A short word of ours."""
    return Column(name, String(64), nullable=null)


def text(name: str, *, null: bool = False) -> Column[str]:
    """Text of strangers."""
    return Column(name, CleanText, nullable=null)


def time(name: str, *, null: bool = False) -> Column[object]:
    """A moment in UTC."""
    return Column(name, UtcTime, nullable=null)


def values_of(name: str, owner: str) -> Table:
    """Values as they were read; `position` keeps their order."""
    return Table(
        name,
        METADATA,
        row_id(),
        ref(owner, f"{owner}s", index=True),
        Column("position", Integer, nullable=False),
        text("field"),
        Column("value", Json, nullable=False),
        text("raw"),
        Column("confidence", Float, nullable=False),
        text("reader"),
        text("at"),
        Column("page", Integer),
        Column("box", Json),
        comment="one value that was read, and where it stands in its document",
    )
