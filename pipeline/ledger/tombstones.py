"""What was erased, known by hashes alone: a message that still lies in the mailbox is never taken in again."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select

from pipeline.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

MESSAGE: Final = "message"
BYTES: Final = "bytes"  # of a message that went after its time: all else of it stays
PLACE: Final = "place"
MEMBER: Final = "member"
WORDS: Final = "words"


@dataclass(frozen=True, slots=True)
class Erased:
    """What a run must not take in again."""

    account: str
    messages: frozenset[str] = frozenset()  # sha256 of their bytes
    places: frozenset[str] = frozenset()

    def lies_at(self, place: str) -> bool:
        """Whether a message that was erased lies at this place, as far as is known without looking into it."""
        return bool(self.places) and place_hash(self.account, place) in self.places


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One hash; `member` is the number that an erased member had."""

    kind: str
    hash: str
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure as it is noted: nothing in it tells whose."""

    what: str  # "erased" or "retention"
    by: str
    at: dt.datetime
    salt: str
    counts: dict[str, int]
    tombstones: tuple[Tombstone, ...] = ()


def place_hash(account: str, place: str) -> str:
    """A place of a mailbox, which may be a file whose name tells a city."""
    return hashlib.sha256(f"{account}\0{place}".encode("utf-8", "surrogatepass")).hexdigest()


def member_hash(number: int, created: dt.datetime) -> str:
    """A member by its number and the moment it was made: another ledger's member of that number is another one."""
    return hashlib.sha256(f"{number} {created.isoformat()}".encode()).hexdigest()


def words_hash(salt: str, folded: str) -> str:
    """A name, address or number, folded; the salt keeps lists of names from being tried on many erasures at once."""
    return hmac.new(bytes.fromhex(salt), folded.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def erased(connection: Connection, account: str) -> Erased:
    """What was erased; places from before staff accepted that the mailbox was reset do not count any more."""
    stones, erasures = schema.TOMBSTONES.c, schema.ERASURES.c
    query = select(stones.kind, stones.hash, erasures.at).join_from(schema.TOMBSTONES, schema.ERASURES)
    rows = connection.execute(query.where(stones.kind.in_((MESSAGE, PLACE)))).all()
    listings = schema.LISTINGS.c
    reset = connection.scalar(select(func.max(listings.at)).where(listings.account == account, listings.run.is_(None)))
    return Erased(
        account,
        frozenset(row.hash for row in rows if row.kind == MESSAGE),
        frozenset(row.hash for row in rows if row.kind == PLACE and (reset is None or row.at > reset)),
    )


def erased_members(connection: Connection) -> frozenset[int]:
    """Numbers of members that were erased: they are never given again."""
    number = schema.TOMBSTONES.c.member
    return frozenset(each for each in connection.scalars(select(number).where(number.is_not(None))) if each)


def without_bytes(connection: Connection) -> frozenset[int]:
    """Messages whose bytes are gone. Through the few tombstones: the bytes themselves are most of a ledger."""
    messages, contents, stones = schema.MESSAGES.c, schema.CONTENTS.c, schema.TOMBSTONES.c
    join = schema.TOMBSTONES.join(schema.MESSAGES, stones.hash == messages.sha256)
    join = join.join(schema.CONTENTS, contents.sha256 == messages.sha256)
    gone = stones.kind.in_((MESSAGE, BYTES)) & (func.length(contents.raw) == 0)
    return frozenset(connection.scalars(select(messages.id).select_from(join).where(gone)))


def erasures(connection: Connection) -> tuple[Erasure, ...]:
    """All erasures with their tombstones, oldest first."""
    stones: dict[int, list[Tombstone]] = {}
    for row in connection.execute(select(schema.TOMBSTONES).order_by(schema.TOMBSTONES.c.id)):
        stones.setdefault(row.erasure, []).append(Tombstone(row.kind, row.hash, row.member))
    return tuple(
        Erasure(row.what, row.by, row.at, row.salt, dict(row.counts), tuple(stones.get(row.id, ())))
        for row in connection.execute(select(schema.ERASURES).order_by(schema.ERASURES.c.id))
    )


def note(connection: Connection, erasure: Erasure) -> int:
    """Note an erasure; gives its number."""
    row = {"what": erasure.what, "by": erasure.by, "at": erasure.at, "salt": erasure.salt, "counts": erasure.counts}
    key = connection.execute(insert(schema.ERASURES), row).inserted_primary_key
    assert key is not None  # noqa: S101 - every insert of one row has a key
    add(connection, int(key[0]), erasure.tombstones)
    return int(key[0])


def add(connection: Connection, erasure: int, stones: Iterable[Tombstone]) -> None:
    """More tombstones for an erasure. Of another ledger's a member may never have been in this one."""
    here = set(connection.scalars(select(schema.MEMBERS.c.id)))
    rows = [
        {
            "erasure": erasure,
            "kind": each.kind,
            "hash": each.hash,
            "member": each.member if each.member in here else None,
        }
        for each in dict.fromkeys(stones)
    ]
    if rows:
        connection.execute(insert(schema.TOMBSTONES), rows)
