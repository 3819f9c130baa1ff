"""Replies taken back that nobody touched and that say what is no longer so; those that come instead are there before.

Killed at any point, the next run goes on: what is to be taken back stands in the ledger.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from pipeline.errors import CannotDoError
from pipeline.model import Finding, Severity
from pipeline.records import Delivered, DraftState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.intake.mailbox import DraftsFolder
    from pipeline.records import DraftRow, Withdrawn
    from pipeline.run import Run

log = structlog.get_logger()

_CHUNK: Final = 50  # drafts that are taken back before the ledger notes it


def take_back(run: Run, folder: DraftsFolder | None) -> tuple[Finding, ...]:
    """Take back what is to be taken back: files, and drafts in the mailbox; gives what could not be done.

    Raises:
        MailboxUnreachableError: the mailbox went away; the next run goes on.
    """
    going = run.ledger.to_take_back()
    if not going:
        return ()
    for each in going:
        if each.draft.file:
            _note(run, each, _of_file(run.settings.outputs.dir / each.draft.file, each.sha256))
    try:
        if folder:
            _from_mailbox(run, folder, [each for each in going if not each.draft.file and _is_of(each, folder)])
    except CannotDoError as error:
        return (Finding("draft-not-taken-back", Severity.WARNING, str(error)),)
    finally:
        _remove_letters(run, {each.draft.id for each in going})
    return ()


def _of_file(file: Path, sha256: str) -> DraftState:
    """What becomes of a reply that is a file: it goes, unless a person changed it."""
    try:
        if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            return DraftState.EDITED
    except FileNotFoundError:
        return DraftState.REPLACED
    file.unlink(missing_ok=True)
    return DraftState.REPLACED


def _is_of(withdrawn: Withdrawn, folder: DraftsFolder) -> bool:
    """Whether it lies in this mailbox, as far as is known: the office may have another one now."""
    return withdrawn.epoch is None or withdrawn.epoch.startswith(f"{folder.account};UIDVALIDITY=")


def _from_mailbox(run: Run, folder: DraftsFolder, going: Sequence[Withdrawn]) -> None:
    for start in range(0, len(going), _CHUNK):
        chunk = going[start : start + _CHUNK]
        wrote = {each.draft.message_id: each.sha256 for each in chunk}
        changed = run.patiently(partial(folder.take_back, wrote), folder.close)
        for each in chunk:
            edited = each.draft.message_id in changed
            _note(run, each, DraftState.EDITED if edited else DraftState.REPLACED)


def _note(run: Run, withdrawn: Withdrawn, state: DraftState) -> None:
    draft = withdrawn.draft
    stands = Delivered(draft.id, draft.message_id, "", state, withdrawn.epoch, withdrawn.sha256, run.now)
    run.ledger.draft_stands(stands, run.number, run.now)
    log.info("draft.taken_back", draft=draft.id, state=state.value)


def _remove_letters(run: Run, taken: set[int]) -> None:
    """Letters of replies that are no more, where no other reply has them and nobody changed them."""
    drafts = run.ledger.drafts()
    kept = {file for each in drafts if each.state is not DraftState.REPLACED for file in each.prints}
    for draft in drafts:
        if draft.id in taken and draft.state is DraftState.REPLACED:
            _remove_unchanged(run.settings.outputs.dir, draft, kept)


def _remove_unchanged(outputs: Path, draft: DraftRow, kept: set[str]) -> None:
    for name, sha256 in draft.prints.items():
        file = outputs / name
        if name not in kept and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256:
            file.unlink(missing_ok=True)
