"""Drafts and Sent on an IMAP server: which of our drafts are there, and putting one there."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.errors import CannotDoError, MailboxUnreachableError
from pipeline.intake.headers import first, message_ids, parse_date, raw_headers
from pipeline.intake.imap_folders import DRAFTS, SENT, find_folder, find_special, list_folders, names_shown
from pipeline.intake.imap_places import place_prefix, uid_sets, uids_of
from pipeline.intake.imap_reading import fetch_messages, fetch_sizes, undeleted
from pipeline.intake.imap_replies import Folder, fetched
from pipeline.intake.imap_session import quoted
from pipeline.intake.imap_wire import ROOM
from pipeline.intake.mailbox import DraftsSeen, Stored
from pipeline.intake.parsing import parse_head

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.config import MailboxSettings
    from pipeline.intake.imap_session import Selected, Session

MAX_DRAFT: Final = 100 << 20  # bytes; what is larger is none of ours, nor one of ours that was edited

_FIELDS: Final = "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID IN-REPLY-TO DATE)])"
_FEW: Final = 1000  # messages whose fields are fetched sooner than searched for
_AT_ONCE: Final = 200
_FIELDS_ROOM: Final = 50_000  # bytes for the fields of one message, which may be anybody's
_ASKED_AT_ONCE: Final = 20  # headers in one search; servers limit how deep OR may be nested
_LINE_END: Final = re.compile(rb"\r?\n")
_SEARCHABLE: Final = re.compile(r"[!#-\[\]-~]{1,200}")  # in a quoted string without more ado


def look_for(session: Session, settings: MailboxSettings, ids: frozenset[str], answered: frozenset[str]) -> DraftsSeen:
    """Messages in Drafts and Sent with one of `ids`, or that answer one of `answered`.

    Raises:
        CannotDoError: there is no Drafts folder, or none of a name in the configuration.
    """
    found = list_folders(session)
    drafts = drafts_folder(session, settings, found)
    sent = _folder(session, settings.sent_folder, SENT, found)
    gone = stored_in(session, sent, _open(session, sent), ids, answered) if sent else []
    selected = _open(session, drafts)
    here = stored_in(session, drafts, selected, ids, answered)
    whole = [with_hash(session, drafts, selected, each) if each.message_id in ids else each for each in here]
    return DraftsSeen(tuple(whole), tuple(gone), selected.epoch)


def append_draft(session: Session, settings: MailboxSettings, message: bytes, at: dt.datetime) -> str | None:
    """Put a message into Drafts; gives its place where the server tells it (UIDPLUS).

    Raises:
        CannotDoError: there is no such folder, or the server refuses the message.
    """
    folder = drafts_folder(session, settings, list_folders(session))
    reply = session.append(folder.raw, "(\\Draft \\Seen)", at, message)
    if not reply.ok:
        raise CannotDoError(_unstored(folder.name, reply.lines))
    epoch, _, uid = reply.text("APPENDUID").partition(" ")
    return f"{place_prefix(folder.name, epoch)}{uid}" if epoch.isdigit() and uid.isdigit() else None


def _unstored(name: str, codes: Collection[str]) -> str:
    reasons = {"OVERQUOTA": "the mailbox is full", "TOOBIG": "it is too large for the server"}
    why = next((text for code, text in reasons.items() if code in codes), "the server does not say why")
    return f'A draft cannot be put into the folder "{name}": {why}. The next run tries again.'


def drafts_folder(session: Session, settings: MailboxSettings, found: list[Folder]) -> Folder:
    """The folder that drafts lie in. Raises `CannotDoError` where it cannot be told."""
    folder = _folder(session, settings.drafts_folder, DRAFTS, found)
    if folder is None:
        raise CannotDoError(
            "The mailbox has no folder for drafts that can be told by its mark or name. Its folders are: "
            f"{names_shown(found)}. Name the right one in mailbox.drafts_folder."
        )
    return folder


def _folder(session: Session, name: str | None, use: str, found: list[Folder]) -> Folder | None:
    """The folder that the configuration names, else the one of that use."""
    if name is None:
        return find_special(found, use)
    folder = find_folder(session, name, found)
    if folder is None:
        raise CannotDoError(
            f'The mailbox has no folder "{name}". Its folders are: {names_shown(found)}. Mend drafts_folder or '
            "sent_folder in [mailbox]."
        )
    return folder


def _open(session: Session, folder: Folder) -> Selected:
    selected = session.open_folder(folder.raw, anew=True)
    if selected is None:
        raise CannotDoError(f'The server does not open the folder "{folder.name}". May this user read it?')
    return selected


def stored_in(
    session: Session, folder: Folder, selected: Selected, ids: frozenset[str], answered: frozenset[str]
) -> list[Stored]:
    """The messages looked for in the open folder, without the hash of any."""
    if not ids and not answered:
        return []
    prefix = place_prefix(folder.name, selected.epoch)
    stored = [
        _stored(f"{prefix}{uid}", head)
        for text, some in uid_sets(_candidates(session, selected, ids, answered), _AT_ONCE)
        for uid, head in _heads(session, text, len(some))
    ]
    return [each for each in stored if each.message_id in ids or _answers(each, answered)]


def with_hash(session: Session, folder: Folder, selected: Selected, stored: Stored) -> Stored:
    """The same with the hash of the whole message; as it is where the message cannot be had."""
    place = uids_of([stored.place], folder.name, selected.epoch)
    sizes = fetch_sizes(session, place)
    if not sizes or max(sizes.values()) > MAX_DRAFT:
        return stored
    found = fetch_messages(session, place, sizes)
    digest = hashlib.sha256(_LINE_END.sub(b"\r\n", found[0].data)).hexdigest() if found else None
    return replace(stored, sha256=digest)


def _candidates(
    session: Session, selected: Selected, ids: Collection[str], answered: Collection[str]
) -> Collection[int]:
    """Messages to look at: all of a small folder, of a large one those that the server finds."""
    if selected.count <= _FEW:
        return undeleted(session)
    asked = [
        *(f"HEADER MESSAGE-ID {key}" for key in _keys(ids)),
        *(f"HEADER IN-REPLY-TO {key}" for key in _keys(answered)),
    ]
    found: set[int] = set()
    for start in range(0, len(asked), _ASKED_AT_ONCE):
        found.update(undeleted(session, _any_of(asked[start : start + _ASKED_AT_ONCE])))
    return found


def _keys(ids: Collection[str]) -> Iterator[str]:
    """What to search for: HEADER finds parts of a value, so the longest plain part of an odd id will do."""
    for each in ids:
        pieces = _SEARCHABLE.findall(each)
        if pieces:
            yield quoted(max(pieces, key=len))


def _any_of(asked: Sequence[str]) -> str:
    return "OR " * (len(asked) - 1) + " ".join(asked)


def _heads(session: Session, text: str, count: int) -> Iterator[tuple[int, bytes]]:
    reply = session.run("UID", "FETCH", text, _FIELDS, room=count * _FIELDS_ROOM + ROOM)
    if not reply.ok:  # a draft that is not seen would be written again
        raise MailboxUnreachableError("The mail server refuses to show the drafts it has. The next run tries again.")
    return ((each.uid, each.body) for each in fetched(reply.of("FETCH")).values() if each.body is not None)


def _stored(place: str, head: bytes) -> Stored:
    headers = raw_headers(parse_head(head)[0])
    own, answers, date = (first(headers, name) for name in ("message-id", "in-reply-to", "date"))
    return Stored(place, own, answers, None, parse_date(date))


def _answers(stored: Stored, answered: Collection[str]) -> bool:
    """Some mail programs name several messages there, or put words beside the id."""
    return stored.in_reply_to in answered or any(each in answered for each in message_ids(stored.in_reply_to))
