"""Opening the database: the file and its rights, SQLite's settings, transactions, faults in words."""

from __future__ import annotations

import contextlib
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from pipeline.errors import LedgerUnusableError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from sqlalchemy import URL, Row

_ADVICE = {
    "SQLITE_NOTADB": "it is no SQLite database; move the file away or name another one under [database] url",
    "SQLITE_CORRUPT": "the file is damaged; move it away and put back the last backup of the state folder",
    "SQLITE_BUSY": "another program holds it; close that program or wait for the other run, then run again",
    "SQLITE_LOCKED": "another program holds it; close that program or wait for the other run, then run again",
    "SQLITE_READONLY": "it cannot be written; give this user the right to write the file and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened; give this user the right to read and write the file and its folder",
    "SQLITE_PERM": "it cannot be opened; give this user the right to read and write the file and its folder",
    "SQLITE_FULL": "the disk is full; make room and run again, nothing was lost",
    "SQLITE_IOERR": "the disk reports an error; check the disk, then put back the last backup if it persists",
}


def open_engine(url: str, *, create: bool, patience: float) -> Engine:
    """An engine for `url`, with no connection made yet.

    Args:
        url: `sqlite:///path` or `postgresql://...`, as SQLAlchemy writes them.
        create: whether a file that is not there is made (in a folder of mode 0700, itself 0600).
        patience: seconds to wait for a lock that another program holds.

    Raises:
        LedgerUnusableError: the URL or the file cannot be used.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        _prepare_file(parsed, create=create)
        arguments: dict[str, float] = {"timeout": patience}
    else:
        arguments = {}
    try:
        # values of people stay out of the texts of errors, which may be logged
        engine = create_engine(parsed, connect_args=arguments, hide_parameters=True)
    except ImportError as error:
        raise LedgerUnusableError(f"the ledger {_shown(parsed)} needs a driver: install {error.name}") from error
    if engine.dialect.name == "sqlite":
        _set_up_sqlite(engine)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the ledger from its first query to its last."""
    with in_words(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - same one
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that takes the right to write at once; all of it stands, or nothing."""
    with in_words(engine), engine.connect().execution_options(adhesion_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def in_words(engine: Engine) -> Iterator[None]:
    """Say a fault of the database as a `LedgerUnusableError`; a broken rule of the schema stays a fault of ours."""
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise LedgerUnusableError(f"the ledger {_shown(engine.url)}: {_advice(error)}") from error


def find_faults(connection: Connection) -> tuple[str, ...]:
    """SQLite's own sentences about damaged pages, and rows that refer to rows that are not there."""
    if connection.dialect.name != "sqlite":
        return ()
    damage = [str(line) for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars()]
    lost = [f"{row[0]}: a row refers to a missing row of {row[2]}" for row in _dangling(connection)]
    return tuple(line for line in damage + lost if line != "ok")


def _dangling(connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
    return connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise LedgerUnusableError("[database] url is no database URL; write sqlite:///path/ledger.db") from error
    except ImportError as error:
        raise LedgerUnusableError(f"the ledger's database needs a driver: install {error.name}") from error
    if backend not in {"sqlite", "postgresql"}:
        raise LedgerUnusableError(f"the ledger cannot live in {backend}; use sqlite or postgresql in [database] url")
    return parsed


def _prepare_file(url: URL, *, create: bool) -> None:
    """Make the file before SQLite does: SQLite gives its journals the rights of the file, and they hold mail too."""
    if url.database in {None, "", ":memory:"} or str(url.database).startswith("file:"):
        return
    path = Path(str(url.database))
    try:
        if path.exists():
            return
        if not create:
            raise LedgerUnusableError(f"there is no ledger at {path} yet; `adhesion run` makes it")
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        text = f"the ledger {path} cannot be made: {error.strerror}; mend that or name another place in [database] url"
        raise LedgerUnusableError(text) from error


def _set_up_sqlite(engine: Engine) -> None:
    """Pragmas for each connection, and transactions that begin where we say (the driver's own begin too late)."""

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA page_count").fetchone() == (0,):  # a new file; the file of others stays untouched
            connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("adhesion_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _advice(error: DBAPIError) -> str:
    """What to mend. SQLite's extended codes (SQLITE_IOERR_WRITE) begin with their plain one."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    found = next((advice for code, advice in _ADVICE.items() if name == code or name.startswith(f"{code}_")), None)
    return found or f"the database answers: {str(error.orig).strip().splitlines()[0]}"


def _shown(url: URL) -> str:
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
