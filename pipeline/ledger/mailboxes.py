"""Queries about mailboxes: what was listed, where known messages lie now, what was refused, what was touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, insert, literal, select

from pipeline.ledger import schema
from pipeline.records import Concluded, Kept, Listed, Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Set as AbstractSet

    from sqlalchemy import CompoundSelect, Connection

_M = schema.MESSAGES.c
_F = schema.FOUND_AGAIN.c
_O = schema.OUTCOMES.c


def known_places(connection: Connection, account: str) -> dict[str, Kept]:
    """Place -> what was kept from it last, with the places at which messages were found again.

    Left out are places whose names a server may have given to other messages since: those from before a reset that
    staff accepted, and those that we moved their messages away from. Whatever lies there is known by its bytes alone.
    """
    places = _places(account, _last_run_before_reset(connection, account)).subquery()
    query = select(places.c.place, _M.id, _M.sha256).join_from(places, schema.MESSAGES, places.c.message == _M.id)
    known: dict[str, Kept] = {}
    for place, number, sha256 in connection.execute(query.order_by(places.c.found, places.c.id)):
        known.pop(place, None)  # so that the latest place of a message that came back to an old one stands last
        known[place] = Kept(number, sha256)
    return known


def _places(account: str, since: int) -> CompoundSelect[Any]:
    """Where the messages of an account were found in the runs after one, and not moved away from by ourselves."""
    moved = schema.TOUCHES.c
    gone = exists().where(moved.action == "moved")
    first = select(literal(0).label("found"), _M.id, _M.id.label("message"), _M.place).where(
        _M.account == account, _M.run > since, ~gone.where(moved.message == _M.id, moved.run >= _M.run)
    )
    again = select(literal(1).label("found"), _F.id, _F.message, _F.place).where(
        _F.account == account, _F.run > since, ~gone.where(moved.message == _F.message, moved.run >= _F.run)
    )
    return first.union_all(again)


def _last_run_before_reset(connection: Connection, account: str) -> int:
    """The last run that listed the mailbox before staff last accepted that it was reset; 0 where they never did."""
    table = schema.LISTINGS.c
    mine = table.account == account
    accepted = select(func.max(table.id)).where(mine, table.run.is_(None)).scalar_subquery()
    return connection.scalar(select(func.max(table.run)).where(mine, table.id < accepted)) or 0


def missing_twin(connection: Connection, account: str, sha256: str, size: int, present: AbstractSet[str]) -> int | None:
    """A message of the account with these bytes that lies at none of the present places: it was moved.

    The size is that of the whole message: of one that is too large only the header is known, and it tells as well.
    """
    places = _places(account, _last_run_before_reset(connection, account)).subquery()
    same = (_M.account == account) & (_M.sha256 == sha256) & (_M.size == size)
    for number in connection.scalars(select(_M.id).where(same).order_by(_M.id)).all():
        if present.isdisjoint(connection.scalars(select(places.c.place).where(places.c.message == number))):
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
    """The messages of an account that have their outcome, with the place where each lies and what was done with it."""
    latest = select(func.max(_O.id).label("id")).group_by(_O.message).subquery()
    query = (
        select(_O.message, _O.outcome)
        .join_from(schema.OUTCOMES, latest, _O.id == latest.c.id)
        .where(_O.outcome != Outcome.FAILED.value)
        .order_by(_O.message)
    )
    places = {kept.message: place for place, kept in known_places(connection, account).items()}
    done: dict[int, set[tuple[str, str]]] = {}
    touches = schema.TOUCHES.c  # not their times: of 100,000 messages these take longer than all else here
    for number, action, target in connection.execute(select(touches.message, touches.action, touches.target)):
        done.setdefault(number, set()).add((action, target))
    return [
        Concluded(number, places[number], Outcome(outcome), frozenset(done.get(number, ())))
        for number, outcome in connection.execute(query)
        if number in places
    ]
