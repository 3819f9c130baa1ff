r"""Messages taken to another folder, marked, and nothing else: no plain EXPUNGE, which removes what staff marked.

imap_tools' `move`, `delete` and `flag` all end with one.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from pipeline.errors import CannotDoError
from pipeline.intake.imap_places import uid_sets
from pipeline.intake.imap_reading import fetch_sizes, fetch_start, undeleted
from pipeline.intake.imap_session import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.intake.imap_replies import Folder
    from pipeline.intake.imap_session import Selected, Session

_AT_ONCE: Final = 100  # messages that one command moves: a server needs time for each
_KEYWORD: Final = re.compile(r"[!#$&'+,./0-9:;<=>?@A-Z^_`a-z|}~-]{1,100}")  # RFC 9051: an atom without "(){ %*\"\\]"


def still_there(session: Session, uids: Iterable[int]) -> list[int]:
    """Which of some messages are in the open folder, and not marked as deleted by a person."""
    return [uid for text, _ in uid_sets(uids, _AT_ONCE) for uid in undeleted(session, "UID", text)]


def flag_messages(session: Session, selected: Selected, uids: Sequence[int], keyword: str) -> None:
    """Set a keyword. Raises `CannotDoError` where the folder keeps none, or not this one."""
    if not _KEYWORD.fullmatch(keyword):
        raise CannotDoError(f'"{keyword}" cannot be a keyword of a mailbox: use letters and digits only.')
    kept = selected.keywords
    if kept is not None and "\\*" not in kept and keyword.lower() not in kept:
        raise CannotDoError(f'The server keeps no keyword "{keyword}" in this folder. Move the messages instead.')
    for text, _ in uid_sets(uids, _AT_ONCE):
        if not session.run("UID", "STORE", text, "+FLAGS.SILENT", f"({keyword})").ok:
            raise CannotDoError(
                f'The server refuses the keyword "{keyword}" in this folder. Move the messages instead.'
            )


def move_messages(session: Session, source: Selected, uids: Sequence[int], target: Folder) -> None:
    """Move messages from the open folder.

    Raises:
        CannotDoError: the server has neither MOVE (RFC 6851) nor UIDPLUS (RFC 4315), or refuses (quota, rights).
    """
    if "MOVE" in session.capabilities:
        for text, _ in uid_sets(still_there(session, uids), _AT_ONCE):
            _insist(session, target, "UID", "MOVE", text, quoted(target.raw))
    elif "UIDPLUS" in session.capabilities:
        _copy_and_remove(session, source, uids, target)
    else:
        raise CannotDoError(
            "This mail server cannot move a message without removing others that people marked as deleted "
            "(it has neither MOVE nor UIDPLUS). Leave processed_folder out, and mark messages with a keyword."
        )


def _copy_and_remove(session: Session, source: Selected, uids: Sequence[int], target: Folder) -> None:
    r"""As MOVE would, one by one. An earlier attempt may have ended at any point: what it copied is not copied again.

    A message with `\Deleted` is touched only where its copy is in the target: then it was us who marked it.
    """
    sizes = fetch_sizes(session, uids)
    unmarked = set(still_there(session, sizes))
    prints = {uid: _fingerprint(session, uid) for uid in sizes}
    copied = _copied(session, target, sizes, prints)
    if session.open_folder(source.name, writable=True) is None or session.selected is None:
        return
    if session.selected.epoch != source.epoch:  # the folder was made anew meanwhile: these UIDs mean nothing
        return
    for uid in sizes:
        if uid not in copied and uid in unmarked:
            _insist(session, target, "UID", "COPY", str(uid), quoted(target.raw))
        if uid in copied or uid in unmarked:
            _insist(session, target, "UID", "STORE", str(uid), "+FLAGS.SILENT", "(\\Deleted)")
            _insist(session, target, "UID", "EXPUNGE", str(uid))


def _copied(session: Session, target: Folder, sizes: dict[int, int], prints: dict[int, bytes | None]) -> set[int]:
    """Which messages the target has already: of the same size, and the same as far as looked."""
    if session.open_folder(target.raw, anew=True) is None:
        return set()
    found: set[int] = set()
    for uid, size in sizes.items():
        candidates = undeleted(session, "LARGER", str(max(size - 1, 0)), "SMALLER", str(size + 1))
        if any(_fingerprint(session, each) == prints[uid] for each in candidates):
            found.add(uid)
    return found


def _fingerprint(session: Session, uid: int) -> bytes | None:
    start = fetch_start(session, uid)
    return None if start is None else hashlib.sha256(start).digest()


def _insist(session: Session, target: Folder, *command: str) -> None:
    if not session.run(*command).ok:
        raise CannotDoError(
            f'The server refuses to move messages to the folder "{target.name}". '
            "Is the mailbox full, or may this user not write there?"
        )
