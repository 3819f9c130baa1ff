"""What of an earlier erasure stands in a ledger again, after a backup was put back: told by hashes alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.ledger import schema
from pipeline.ledger.holding import strings_in
from pipeline.ledger.tombstones import MEMBER, MESSAGE, WORDS, member_hash, words_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from pipeline.ledger.tombstones import Erasure


@dataclass(frozen=True, slots=True)
class Recognised:
    """Numbers of members and messages, and the texts that were looked for then."""

    members: tuple[int, ...]
    messages: tuple[int, ...]
    texts: tuple[str, ...]


def recognise(connection: Connection, erasure: Erasure, folded: Callable[[str], str]) -> Recognised:
    """Look for it.

    Args:
        connection: with a transaction of the caller.
        erasure: with its tombstones.
        folded: a text as it was hashed.
    """
    hashes = {
        kind: {each.hash for each in erasure.tombstones if each.kind == kind} for kind in (MEMBER, MESSAGE, WORDS)
    }
    members, messages = schema.MEMBERS.c, schema.MESSAGES.c
    texts = set(_texts(connection)) if hashes[WORDS] else set()
    return Recognised(
        tuple(
            number
            for number, created in connection.execute(select(members.id, members.created)).all()
            if member_hash(number, created) in hashes[MEMBER]
        ),
        tuple(
            number
            for number, sha256 in connection.execute(select(messages.id, messages.sha256)).all()
            if sha256 in hashes[MESSAGE]
        ),
        tuple(sorted(each for each in texts if words_hash(erasure.salt, folded(each)) in hashes[WORDS])),
    )


def _texts(connection: Connection) -> Iterator[str]:
    """Everything that could be a name, an address or a number: whole values, and who sent something."""
    columns = [
        *(table.c.value for table in (schema.SUBMISSION_VALUES, schema.PLEDGE_VALUES, schema.QUESTION_VALUES)),
        *(table.c.raw for table in (schema.SUBMISSION_VALUES, schema.PLEDGE_VALUES, schema.QUESTION_VALUES)),
        schema.DECISIONS.c.value,
        schema.DECISIONS.c.was,
        schema.OUTCOMES.c.sender_address,
        schema.OUTCOMES.c.sender_name,
    ]
    for column in columns:
        for value in connection.scalars(select(column).distinct()):
            yield from strings_in(value)
