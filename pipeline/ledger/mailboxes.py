"""Queries about mailboxes: what was listed, where known messages lie now, what was refused, what was touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from pipeline.ledger import schema
from pipeline.records import Concluded, Kept, Listed, Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Connection

_M = schema.MESSAGES.c
_F = schema.FOUND_AGAIN.c
_O = schema.OUTCOMES.c


def known_places(connection: Connection, account: str) -> dict[str, Kept]:
    """Place -> what was kept from it last, with the places at which messages were found again."""
    first = select(_M.place, _M.id, _M.sha256).where(_M.account == account).order_by(_M.id)
    again = select(_F.place, _M.id, _M.sha256).join_from(schema.FOUND_AGAIN, schema.MESSAGES)
    known = {place: Kept(number, sha256) for place, number, sha256 in connection.execute(first)}
    for place, number, sha256 in connection.execute(again.where(_F.account == account).order_by(_F.id)):
        known[place] = Kept(number, sha256)
    return known


def missing_twin(connection: Connection, account: str, sha256: str, size: int, present: AbstractSet[str]) -> int | None:
    """A message of the account with these bytes that lies at none of the present places: it was moved.

    The size is that of the whole message: of one that is too large only the header is known, and it tells as well.
    """
    same = (_M.account == account) & (_M.sha256 == sha256) & (_M.size == size)
    rows = connection.execute(select(_M.id, _M.place).where(same).order_by(_M.id))
    for number, place in rows.all():
        again = select(_F.place).where(_F.message == number, _F.account == account)
        if not {place, *connection.scalars(again)} & present:
            return int(number)
    return None


def last_listing(connection: Connection, account: str) -> Listed | None:
    """The mailbox as it was left; None where it was never listed, or staff accepted that it was reset."""
    table = schema.LISTINGS.c
    query = select(schema.LISTINGS).where(table.account == account).order_by(table.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None or row.run is None else Listed(row.epoch, row.highest, row.left)


def refused(connection: Connection, account: str, place: str, run: int, at: dt.datetime) -> int:
    """Note that the mailbox did not give a message; gives how often that was so."""
    table = schema.REFUSALS.c
    row = {"account": account, "place": place, "run": run, "at": at}
    connection.execute(insert(schema.REFUSALS), row)
    query = select(func.count()).where(table.account == account, table.place == place)
    return connection.scalar(query) or 0


def concluded(connection: Connection, account: str) -> list[Concluded]:
    """The messages of an account that have their outcome, with all places where they may lie and what was done."""
    latest = select(func.max(_O.id).label("id")).group_by(_O.message).subquery()
    query = (
        select(_M.id, _M.place, _O.outcome)
        .join_from(schema.OUTCOMES, latest, _O.id == latest.c.id)
        .join(schema.MESSAGES, _O.message == _M.id)
        .where(_M.account == account, _O.outcome != Outcome.FAILED.value)
        .order_by(_M.id)
    )
    again = {row.message: row.place for row in connection.execute(select(_F.message, _F.place).order_by(_F.id))}
    done: dict[int, set[tuple[str, str]]] = {}
    touches = schema.TOUCHES.c  # not their times: of 100,000 messages these take longer than all else here
    for number, action, target in connection.execute(select(touches.message, touches.action, touches.target)):
        done.setdefault(number, set()).add((action, target))
    return [
        Concluded(number, again.get(number, place), Outcome(outcome), frozenset(done.get(number, ())))
        for number, place, outcome in connection.execute(query)
    ]
