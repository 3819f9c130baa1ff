"""What the mailbox gets from a run, after the ledger has it: replies in Drafts, messages moved or marked.

Everything here can be done again. A reply is looked for by our own Message-ID before it is put into Drafts; a message
that is not where it was is left alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from pipeline.drafts.message import is_id
from pipeline.errors import AdhesionError, CannotDoError, LoginRefusedError, MailboxUnreachableError
from pipeline.model import Finding, Severity
from pipeline.reconcile.mailbox import wanted_actions
from pipeline.records import Delivered, DraftState, Listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from pipeline.fetching import Fetched
    from pipeline.intake.mailbox import DraftsFolder, DraftsSeen, MessageSource, Stored
    from pipeline.records import DraftRow
    from pipeline.run import Run

log = structlog.get_logger()

_OPEN: Final = {DraftState.DRAFTED, DraftState.EDITED}
"""States that can still change. Whatever was sent or thrown away is not looked for any more."""
_CHUNK: Final = 100  # messages that are moved by one command


# --- what became of drafts -----------------------------------------------------------------------------


def became(draft: Delivered, seen: DraftsSeen, ours: AbstractSet[str] = frozenset()) -> DraftState:
    """What a person made of a reply that we put into Drafts.

    Mail programs keep the Message-ID of a draft, or give it a new one when it is changed or sent; what it answers
    (In-Reply-To) stays. A draft that is nowhere was thrown away, unless Drafts is not the folder that it was, or we
    took it back ourselves.

    Args:
        draft: the reply.
        seen: what is in Drafts and Sent.
        ours: ids of all our replies: another reply of ours to the same mail is not what became of this one.
    """
    seen = replace(seen, drafts=_but_for(seen.drafts, draft, ours), sent=_but_for(seen.sent, draft, ours))
    if _among(draft, seen.sent, since=True):
        return DraftState.SENT
    mine = [each for each in seen.drafts if each.message_id == draft.message_id]
    if mine:
        same = draft.sha256 is None or any(each.sha256 in {None, draft.sha256} for each in mine)
        return DraftState.DRAFTED if same else DraftState.EDITED
    if _among(draft, seen.drafts):
        return DraftState.EDITED
    if draft.epoch != seen.epoch:
        return draft.state
    return DraftState.REPLACED if draft.withdrawn else DraftState.DISCARDED


def _but_for(found: Sequence[Stored], draft: Delivered, ours: AbstractSet[str]) -> tuple[Stored, ...]:
    return tuple(each for each in found if each.message_id == draft.message_id or each.message_id not in ours)


def _among(draft: Delivered, found: Sequence[Stored], *, since: bool = False) -> bool:
    """Whether one of them is the draft or its successor; a sent one only if it is not older than the draft."""
    return any(
        each.message_id == draft.message_id
        or (_key(draft) in each.in_reply_to and not (since and each.date is not None and each.date < draft.at))
        for each in found
    )


def _key(draft: Delivered) -> str:
    """What stands in In-Reply-To of its successor: what it answers; where that has no usable id, its own."""
    return draft.answered if is_id(draft.answered) else draft.message_id


def watch_drafts(run: Run, folder: DraftsFolder) -> None:
    """Learn what became of the replies in Drafts since the last run."""
    waiting = [each for each in run.ledger.delivered() if each.state in _OPEN]
    if not waiting:
        return
    answered = [_key(each) for each in waiting]
    seen = _look(folder, [each.message_id for each in waiting], answered)
    ours = run.ledger.reply_ids()
    for draft in waiting:
        state = became(draft, seen, ours)
        if state is not draft.state:
            run.ledger.draft_stands(replace(draft, state=state), run.number, run.now)
            log.info("draft.became", draft=draft.draft, state=state.value)


def _look(folder: DraftsFolder, ids: Sequence[str], answered: Sequence[str]) -> DraftsSeen:
    """What is in Drafts and Sent; the epoch says which mailbox it is of: two may count alike."""
    seen = folder.look(ids, answered)
    return replace(seen, epoch=f"{folder.account};UIDVALIDITY={seen.epoch}")


def watch_files(run: Run, outputs: Path) -> None:
    """The same for replies that wait as files: a file that is gone was thrown away, other bytes were edited."""
    for draft, sha256 in run.ledger.draft_files():
        if draft.state is DraftState.REPLACED:
            continue
        state = _of_file(outputs / (draft.file or ""), sha256)
        state = DraftState.REPLACED if draft.withdrawn and state is DraftState.DISCARDED else state
        if state is not draft.state:
            row = Delivered(draft.id, draft.message_id, "", state, None, sha256, run.now)
            run.ledger.draft_stands(row, run.number, run.now)
            log.info("draft.became", draft=draft.id, state=state.value)


def _of_file(file: Path, sha256: str) -> DraftState:
    try:
        same = hashlib.sha256(file.read_bytes()).hexdigest() == sha256
    except FileNotFoundError:
        return DraftState.DISCARDED
    return DraftState.DRAFTED if same else DraftState.EDITED


# --- putting replies into Drafts -------------------------------------------------------------------------


class DraftsDelivery:
    """Puts the replies of one run into the Drafts folder, each once."""

    def __init__(self, run: Run, folder: DraftsFolder) -> None:
        self._run = run
        self._folder = folder
        self._ids = [draft.message_id for draft in run.ledger.undrawn()]
        self._seen: DraftsSeen | None = None
        self._put_now: set[int] = set()

    def put(self, draft: DraftRow, message: bytes) -> None:
        """Put a reply into Drafts unless it is there, or was sent, from an attempt that was interrupted.

        It is known by our own Message-ID alone: a person who answered by hand before still gets our reply.

        Raises:
            CannotDoError: the mailbox refuses it (quota, size).
            MailboxUnreachableError: the mailbox went away; whether the reply arrived, the next attempt sees.
        """
        self._run.patiently(lambda: self._put(draft, message), self._forget)

    def _put(self, draft: DraftRow, message: bytes) -> None:
        seen = self._look()
        sha256 = hashlib.sha256(message).hexdigest()
        place = None
        state = DraftState.DRAFTED
        if any(each.message_id == draft.message_id for each in (*seen.drafts, *seen.sent)):
            sha256 = self._as_written(draft, seen, sha256)
            before = Delivered(draft.id, draft.message_id, "", state, seen.epoch, sha256, self._run.now)
            state = became(before, seen)
        else:
            place = self._folder.append(message, self._run.now)
            self._put_now.add(draft.id)
        stands = Delivered(draft.id, draft.message_id, "", state, seen.epoch, sha256, self._run.now)
        self._run.ledger.draft_stands(stands, self._run.number, self._run.now, place)

    def _as_written(self, draft: DraftRow, seen: DraftsSeen, otherwise: str) -> str:
        """The hash of what an earlier attempt put into Drafts, if it lies there still: letters bear another day now."""
        wrote = self._run.ledger.wrote(draft.id)
        there = [each.sha256 for each in seen.drafts if each.message_id == draft.message_id]
        return next((each for each in there if each in wrote), otherwise)

    def confirm(self) -> None:
        """Note the drafts as the server keeps them: some servers write a message anew when they take it in."""
        written = {each.message_id: each for each in self._run.ledger.delivered() if each.draft in self._put_now}
        if not written:
            return
        for each in self._folder.look(list(written), ()).drafts:
            draft = written.get(each.message_id)
            if draft and draft.state is DraftState.DRAFTED and each.sha256 not in {None, draft.sha256}:
                kept = replace(draft, sha256=each.sha256)
                self._run.ledger.draft_stands(kept, self._run.number, self._run.now, each.place)

    def _look(self) -> DraftsSeen:
        if self._seen is None:
            self._seen = _look(self._folder, self._ids, ())
        return self._seen

    def _forget(self) -> None:
        """After a lost connection what was seen is no longer true."""
        self._seen = None
        self._folder.close()


# --- moving and marking ----------------------------------------------------------------------------------


@dataclass(slots=True)
class Touched:
    """What was done in the mailbox, and what could not be."""

    messages: int = 0
    problems: list[Finding] = field(default_factory=list)
    lost: AdhesionError | None = None


def touch_mailbox(run: Run, source: MessageSource, fetched: Fetched) -> Touched:
    """Move or mark the concluded messages as configured. The mailbox comes last: all of it is in the ledger."""
    settings = run.settings.mailbox
    touched = Touched()
    if not settings.processed_folder and not settings.after:
        return touched
    work: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for message in run.ledger.concluded(source.account):
        if message.place in fetched.places:
            for wanted in wanted_actions(message, settings):
                work.setdefault(wanted, []).append((message.message, message.place))
    leaving = sum(len(messages) for (action, _), messages in work.items() if action == "moved")
    before = run.ledger.last_listing(source.account)
    if leaving and before:  # first, so that a folder that we emptied ourselves is never a surprise
        left = Listed(before.epoch, before.highest, max(len(fetched.places) - leaving, 0))
        run.ledger.note_listing(source.account, left, run.number, run.now)
    run.progress.begin("mailbox", sum(map(len, work.values())))
    for (action, target), messages in sorted(work.items()):
        try:
            _touch(run, source, action, target, messages)
        except CannotDoError as error:
            touched.problems.append(Finding("mailbox-cannot", Severity.WARNING, str(error)))
        except (MailboxUnreachableError, LoginRefusedError) as error:
            touched.lost = error
            return touched
        else:
            touched.messages += len(messages)
    return touched


def _touch(run: Run, source: MessageSource, action: str, target: str, messages: Sequence[tuple[int, str]]) -> None:
    act = source.move if action == "moved" else source.flag
    for start in range(0, len(messages), _CHUNK):
        chunk = messages[start : start + _CHUNK]
        places = [place for _, place in chunk]
        run.patiently(partial(act, places, target), source.close)
        run.ledger.touched([number for number, _ in chunk], action, target, run.number, run.now)
        run.progress.advance(len(chunk))
        log.info("messages.touched", action=action, messages=len(chunk))
