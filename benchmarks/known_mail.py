"""An office that has known 100,000 messages for years: in the mailbox, and concluded in the ledger."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, create_engine, insert, select

from pipeline.ledger import schema
from tests.mail.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from tests.mail.dovecot import Dovecot

AFTER = """
            [mailbox.after]
            question = { flag = "Known" }
            ignored = { flag = "Known" }
"""
"""Every message was marked, so that there is nothing to do."""

_KINDS = (
    b"From: a@b.example\r\nSubject: When?\r\nMessage-ID: <%d@b.example>\r\n\r\nWhen does the next wave open?\r\n",
    (
        b"From: MAILER-DAEMON@mail.example\r\nSubject: Undelivered\r\nMessage-ID: <%d@b.example>\r\n"
        b"Auto-Submitted: auto-replied\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nno\r\n--b--\r\n"
    ),
)


def message(number: int) -> bytes:
    """A question or a bounce, in turns; the first has the number 1."""
    return _KINDS[(number - 1) % len(_KINDS)] % number + b"old\r\n" * 200


def place(server: Dovecot, user: str, numbers: range) -> None:
    """Write messages where the server keeps them, and let it number them."""
    with server.opened(user):
        pass
    folder = server.maildir(user) / "cur"
    for number in numbers:
        server.place(folder / f"{1_700_000_000 + number}.M{number}.old:2,S", message(number))
    with server.opened(user):
        pass


def knowing_office(server: Dovecot, folder: Path, count: int) -> Office:
    """A run takes in one message of each kind; what it wrote of them is written of all the others as well.

    The same as a run for all of them, which takes long. Another run writes the workbook.
    """
    office = Office.open(server, folder, AFTER)
    place(server, office.user, range(1, len(_KINDS) + 1))
    office.run().ok()
    place(server, office.user, range(len(_KINDS) + 1, count + 1))
    engine = create_engine(f"sqlite:///{office.outputs / 'state' / 'ledger.db'}")
    with engine.begin() as connection:
        _multiply(connection, range(len(_KINDS) + 1, count + 1))
    engine.dispose()
    office.run().ok()
    return office


def _multiply(connection: Connection, numbers: range) -> None:
    first = {row["id"]: dict(row) for row in connection.execute(select(schema.MESSAGES)).mappings()}
    contents, messages = [], []
    for number in numbers:
        data = message(number)
        sha256 = hashlib.sha256(data).hexdigest()
        like = first[_like(number)]
        where = like["place"].rpartition("=")[0]
        contents.append({"sha256": sha256, "raw": zlib.compress(data)})
        messages.append({**like, "id": number, "sha256": sha256, "size": len(data), "place": f"{where}={number}"})
    if not messages:
        return
    connection.execute(insert(schema.CONTENTS), contents)
    connection.execute(insert(schema.MESSAGES), messages)
    for table in schema.METADATA.tables.values():
        if "message" in table.c:
            _multiply_rows(connection, table, numbers)


def _multiply_rows(connection: Connection, table: Table, numbers: range) -> None:
    """What hangs on a message hangs on each that is like it."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(select(table)).mappings():
        found.setdefault(row["message"], []).append({key: row[key] for key in row if key != "id"})
    rows = [{**row, "message": number} for number in numbers for row in found.get(_like(number), ())]
    if rows:
        connection.execute(insert(table), rows)


def _like(number: int) -> int:
    """The first message of its kind."""
    return (number - 1) % len(_KINDS) + 1
