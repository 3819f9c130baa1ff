"""Reading in an open folder: which messages there are, how large, and the messages. Nothing is marked as seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.errors import MailboxUnreachableError
from pipeline.intake.imap_places import uid_sets
from pipeline.intake.imap_replies import Fetched, fetched, searched
from pipeline.model import RawMessage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.intake.imap_session import Session

HEAD: Final = 1_000_000  # bytes of a header; what is longer is cut there

_SEARCH_ROOM: Final = 32 << 20  # bytes; a million UIDs have 10 MB
_AT_ONCE: Final = 2000  # messages that one command asks the sizes of
_LINE_ROOM: Final = 400  # bytes for a message in an answer without a body
_SLACK: Final = 1 << 20
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GROUP: Final = 4 << 20  # bytes of messages that are fetched with one command, and so in memory at once
_GROUP_MESSAGES: Final = 50


def undeleted(session: Session, *criteria: str) -> list[int]:
    r"""UIDs of the messages that no person has marked as `\Deleted`, rising; criteria of RFC 9051 section 6.4.4."""
    reply = session.run("UID", "SEARCH", "UNDELETED", *criteria, room=_SEARCH_ROOM)
    if not reply.ok:
        raise MailboxUnreachableError("The mail server refuses to search the mailbox. The next run tries again.")
    return searched(reply.of("SEARCH"))


def since_criteria(since: dt.date | None) -> tuple[str, ...]:
    """`SINCE 2-Feb-2026`, by the day of arrival as the server has it; nothing where all messages are wanted."""
    return ("SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year:04}") if since else ()


def fetch_sizes(session: Session, uids: Iterable[int]) -> dict[int, int]:
    """Size of each message in bytes, in the order asked for; those that are gone are left out."""
    wanted = list(uids)
    sizes: dict[int, int] = {}
    for text, some in uid_sets(wanted, _AT_ONCE):
        found = _told(session, text, "(UID RFC822.SIZE)", len(some) * _LINE_ROOM + _SLACK)
        sizes |= {each.uid: each.size for each in found.values() if each.size is not None}
    return {uid: sizes[uid] for uid in wanted if uid in sizes}


def fetch_head(session: Session, uid: int) -> bytes | None:
    """The header of a message, without its body being sent; None where it is gone."""
    found = _told(session, str(uid), f"(UID BODY.PEEK[HEADER]<0.{HEAD}>)", HEAD + _SLACK)
    return found[uid].body if uid in found else None


def fetch_start(session: Session, uid: int) -> bytes | None:
    """The first megabyte of a message; None where it is gone."""
    found = _told(session, str(uid), f"(UID BODY.PEEK[]<0.{HEAD}>)", HEAD + _SLACK)
    return found[uid].body if uid in found else None


def groups(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Places of messages that together are small enough to be fetched at once; a large one stands alone."""
    group: list[str] = []
    room = _GROUP
    for place, size in sizes.items():
        if group and (size > room or len(group) == _GROUP_MESSAGES):
            yield group
            group, room = [], _GROUP
        group.append(place)
        room -= size
    if group:
        yield group


def fetch_messages(session: Session, places: Mapping[int, str], sizes: Mapping[int, int]) -> list[RawMessage] | None:
    """The messages of some UIDs, those that are gone left out; None where the server refuses them, or one of them.

    `sizes` are as told before: a server that sends more than twice as much raises `MessageOversizedError`. (Exchange
    tells the size before base64, 3/4 of what it sends.)
    """
    text = ",".join(map(str, places))
    room = 2 * sum(sizes.values()) + len(places) * _LINE_ROOM + _SLACK
    reply = session.run("UID", "FETCH", text, "(UID INTERNALDATE BODY.PEEK[])", room=room)
    found = {uid: each for uid, each in fetched(reply.of("FETCH")).items() if each.body is not None}
    missing = places.keys() - found.keys()
    if missing and missing & _told(session, text, "(UID)", _SLACK).keys():  # still there: not given, and not gone
        return None
    return [_raw(place, found[uid]) for uid, place in places.items() if uid in found]


def _raw(place: str, found: Fetched) -> RawMessage:
    assert found.body is not None  # noqa: S101 - looked at by the caller
    return RawMessage(place, found.body, found.received)


def _told(session: Session, text: str, what: str, room: int) -> dict[int, Fetched]:
    reply = session.run("UID", "FETCH", text, what, room=room)
    if not reply.ok:
        raise MailboxUnreachableError("The mail server refuses to tell of messages it has. The next run tries again.")
    return fetched(reply.of("FETCH"))
