"""Bringing a database to this program's schema, and refusing one that is not ours or too new.

A new ledger is made as `schema` describes it. One that exists is taken forward step by step, each step in a
transaction of its own, so that a step that fails leaves the ledger as the step before left it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, false, insert, inspect, select, update

from pipeline.errors import LedgerUnusableError
from pipeline.ledger import schema
from pipeline.ledger.open import open_engine, reading, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

APPLICATION = "adhesion ledger"
APPLICATION_ID = 0x41444C47
"""SQLite's application_id ("ADLG"): `file` and other tools tell by it whose database this is."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the schema, in a ledger that exists: takes it from version `to - 1` to `to`."""

    to: int
    why: str
    apply: Callable[[Connection], None]


FIRST = 1


def _know_mailboxes(connection: Connection) -> None:
    for table in (schema.FOUND_AGAIN, schema.LISTINGS, schema.REFUSALS, schema.RETRIES, schema.TOUCHES):
        table.create(connection)
    schema.DRAFT_STATES.create(connection)
    connection.exec_driver_sql("ALTER TABLE messages ADD COLUMN partial INTEGER DEFAULT '0' NOT NULL")


def _know_staff(connection: Connection) -> None:
    tables = (
        schema.ENTRIES,
        schema.MERGES,
        schema.LIKENESSES,
        schema.KEPT_APART,
        schema.BELONGINGS,
        schema.QUESTIONS,
        schema.QUESTION_VALUES,
        schema.ANSWERS,
        schema.SETTLED,
        schema.REREADINGS,
        schema.ERASURES,
        schema.TOMBSTONES,
        schema.LAPSED,
    )
    for table in tables:
        table.create(connection)
    connection.exec_driver_sql("ALTER TABLE decisions ADD COLUMN released INTEGER DEFAULT '0' NOT NULL")


def _know_what_replies_say(connection: Connection) -> None:
    schema.REPLACED.create(connection)
    for column in ("facts", "prints"):
        connection.exec_driver_sql(f"ALTER TABLE draft_files ADD COLUMN {column} TEXT")


STEPS: tuple[Step, ...] = (
    Step(
        2,
        "the ledger knows mailboxes: what was listed, found again, refused, moved, and what became of drafts",
        _know_mailboxes,
    ),
    Step(
        3,
        "staff can merge and split members, enter some by hand, answer questions and tick things off",
        _know_staff,
    ),
    Step(
        4,
        "a reply that waits is drawn anew when what it says is no longer so",
        _know_what_replies_say,
    ),
)
"""In order, from version 2 on. A step never changes once it was released."""

LATEST = STEPS[-1].to
"""The version that this program makes."""


def bring_up_to_date(engine: Engine, *, create: bool = True, steps: Sequence[Step] = STEPS) -> int:
    """Make or migrate the ledger.

    Args:
        engine: of the database.
        create: whether an empty database becomes a ledger, and whether it must be possible to write it.
        steps: the changes since version 1.

    Returns:
        The version that the ledger has now.

    Raises:
        LedgerUnusableError: another program's database, one of a newer version, or an empty one without `create`.
    """
    latest = steps[-1].to if steps else FIRST
    with reading(engine) as connection:
        version = _version(connection)
    if version is None and not create:
        raise LedgerUnusableError("there is no ledger in this database yet; `adhesion run` makes it")
    if version is None:
        version = _make(engine, latest)
    if version > latest:
        raise LedgerUnusableError(
            f"the ledger was written by a newer program (its version is {version}, this program knows {latest}); "
            "install the newer adhesion-pipeline and run again, nothing was changed"
        )
    for step in steps:
        if step.to > version:
            _take(engine, step)
    if create:
        _try_to_write(engine)
    return latest


def is_up_to_date(url: str) -> bool:
    """Whether the ledger at `url` has this program's schema; one that is no ledger, or newer, is told so on opening."""
    engine = open_engine(url, create=False, patience=10.0)
    try:
        with reading(engine) as connection:
            return (_version(connection) or 0) >= STEPS[-1].to
    finally:
        engine.dispose()


def _version(connection: Connection) -> int | None:
    """The ledger's version; None for an empty database."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    meta = {} if schema.META.name not in tables else _meta(connection)
    if meta.get("application") != APPLICATION or not str(meta.get("version")).isdigit():
        raise LedgerUnusableError(
            "this is the database of another program and stays untouched; give the ledger one of its own "
            "in [database] url"
        )
    return int(meta["version"])


def _meta(connection: Connection) -> dict[str, str]:
    columns = {column["name"] for column in inspect(connection).get_columns(schema.META.name)}
    if not {"key", "value"} <= columns:
        return {}
    return {str(key): str(value) for key, value in connection.execute(select(schema.META.c.key, schema.META.c.value))}


def _make(engine: Engine, version: int) -> int:
    """A new ledger, unless another program made it in this moment; gives the version that it has then."""
    with writing(engine) as connection:
        made = _version(connection)
        if made is not None:
            return made
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        schema.METADATA.create_all(connection)
        rows = [{"key": "application", "value": APPLICATION}, {"key": "version", "value": str(version)}]
        connection.execute(insert(schema.META), rows)
        return version


def _try_to_write(engine: Engine) -> None:
    """SQLite begins to write a file without the right to, and fails at the first statement: here, not midway."""
    with writing(engine) as connection:
        connection.execute(update(schema.META).where(false()).values(value=""))


def _take(engine: Engine, step: Step) -> None:
    with writing(engine) as connection:
        if (_version(connection) or 0) >= step.to:
            return  # another program took it in this moment
        step.apply(connection)
        connection.execute(update(schema.META).where(schema.META.c.key == "version").values(value=str(step.to)))
