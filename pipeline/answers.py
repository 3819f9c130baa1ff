"""The replies and letters of a run: what the ledger says is to be drafted and has no file yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from pipeline.drafts.letters import LetterRequest, write_letter
from pipeline.drafts.pdf import write_pdfs
from pipeline.drafts.replies import render_reply, write_reply
from pipeline.drafts.request import (
    Applicant,
    Attachment,
    ReplyRequest,
    applicant_of,
    changed_keys,
    unread_files,
)
from pipeline.errors import (
    AdhesionError,
    CannotDoError,
    LedgerUnusableError,
    LoginRefusedError,
    MailboxUnreachableError,
)
from pipeline.intake.message import unwrap
from pipeline.languages.folders import templates_of
from pipeline.model import Finding, Severity
from pipeline.records import DraftKind, DraftRow, LedgerView, Member, MessageRow, SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.delivery import DraftsDelivery
    from pipeline.run import Run

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was written, and what kept the rest from being written."""

    replies: int = 0
    letters: tuple[Path, ...] = ()
    problems: tuple[Finding, ...] = ()
    lost: AdhesionError | None = None  # the mailbox went away; the next run goes on


@dataclass(frozen=True, slots=True)
class _Known:
    """What the ledger says, by id: looking through all of it for each of ten thousand replies takes minutes."""

    members: dict[str, Member]
    messages: dict[int, MessageRow]
    submissions: dict[str, SubmissionRow]


def _known(view: LedgerView) -> _Known:
    return _Known(
        {each.id: each for each in view.members},
        {each.id: each for each in view.messages},
        {each.id: each for each in view.submissions},
    )


def draw_answers(run: Run, delivery: DraftsDelivery | None = None) -> Drawn:
    """Write every reply that was not written yet, with its letters. One that fails is tried again by the next run.

    Args:
        run: the run.
        delivery: puts them into the mailbox's Drafts; without it they become files.
    """
    waiting = run.ledger.undrawn()
    run.progress.begin("drafting", len(waiting))
    if not waiting:
        return Drawn()
    known = _known(run.ledger.view(run.campaign))
    drawn = Drawn()
    for draft in waiting:
        try:
            letters = _draw(run, draft, known, delivery)
        except (LedgerUnusableError, OSError):
            raise  # the next reply would fail as well
        except (MailboxUnreachableError, LoginRefusedError) as error:
            drawn = replace(drawn, lost=error)
            break
        except Exception as error:  # noqa: BLE001 - one bad reply never stops the others
            what = type(error).__name__  # no traceback: it would hold names
            log.error("draft.failed", draft=draft.id, kind=draft.kind.value, error=what)  # noqa: TRY400 - see above
            drawn = replace(drawn, problems=(*drawn.problems, _problem(draft, error)))
        else:
            drawn = replace(drawn, replies=drawn.replies + 1, letters=(*drawn.letters, *letters))
        run.progress.advance()
    if run.settings.outputs.letters_as_pdf:
        run.progress.begin("letters as PDF", len(drawn.letters))
        made = write_pdfs(drawn.letters)
        log.info("letters.as_pdf", letters=len(drawn.letters), pdfs=len(made))
    return drawn


def _problem(draft: DraftRow, error: Exception) -> Finding:
    """The text of an error that is not ours may hold names: only its kind is told."""
    why = str(error) if isinstance(error, (AdhesionError, CannotDoError)) else f"{type(error).__name__}."
    again = "" if "next run tries again" in why else " The next run tries again."
    text = f"The reply to message {draft.message} could not be written: {why}{again}"
    return Finding("reply-not-written", Severity.ERROR, text)


def _draw(run: Run, draft: DraftRow, known: _Known, delivery: DraftsDelivery | None) -> list[Path]:
    """Write one reply with its letters; gives the letters.

    The ledger learns of it last, so that a crash leaves it to be written again.
    """
    outputs = run.settings.outputs.dir
    applicants = _applicants(draft, known, run)
    written = _letters(run, draft, [each.member for each in applicants]) if draft.kind is DraftKind.WELCOME else []
    message = known.messages[draft.message]
    request = ReplyRequest(
        draft,
        unwrap(run.ledger.raw(draft.message)),
        run.campaign,
        run.settings.secretariat,
        applicants,
        unread_files(message.documents),
        tuple(Attachment(file.name, file.read_bytes()) for file in written),
    )
    names = [letter.relative_to(outputs).as_posix() for letter in written]
    if delivery:
        reply = render_reply(request, templates_of(run.settings))
        run.ledger.draft_written(draft.id, "", names, hashlib.sha256(reply).hexdigest(), run.now)
        delivery.put(draft, reply)
    else:
        file = write_reply(request, outputs / "drafts", templates_of(run.settings))
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        run.ledger.draft_written(draft.id, file.relative_to(outputs).as_posix(), names, sha256, run.now)
    log.info("draft.written", draft=draft.id, kind=draft.kind.value, message=draft.message, letters=len(names))
    return written


def _applicants(draft: DraftRow, known: _Known, run: Run) -> tuple[Applicant, ...]:
    members = [known.members[each] for each in draft.members]
    return tuple(applicant_of(each, run.campaign, _changed(draft, each, known)) for each in members)


def _changed(draft: DraftRow, member: Member, known: _Known) -> tuple[str, ...]:
    """What the form that is answered says otherwise than the forms before it."""
    mine = [known.submissions[each] for each in sorted(member.submissions, key=lambda each: (len(each), each))]
    message = known.messages[draft.message]
    now = next((row for row in mine if row.message == message.sha256), None)
    if now is None:
        return ()
    return changed_keys(now, mine[: mine.index(now)])


def _letters(run: Run, draft: DraftRow, members: Sequence[Member]) -> list[Path]:
    folder = run.settings.outputs.dir / "letters"
    return [
        write_letter(
            LetterRequest(member, run.campaign, run.settings.secretariat, run.now.date(), draft.language),
            folder,
            templates_of(run.settings),
        )
        for member in members
    ]
