"""The replies and letters of a run: what the ledger says is to be drafted and has no file yet."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from pipeline.answering.enclosed_forms import Forms
from pipeline.answering.enclosed_letters import Letters, as_pdf, without_pictures, write_letters
from pipeline.answering.requests import Known, known_from, reply_request
from pipeline.delivery import DraftsDelivery
from pipeline.drafts.attaching import fitting
from pipeline.drafts.replies import render_reply, write_reply
from pipeline.errors import (
    AdhesionError,
    CannotDoError,
    DefinitionError,
    LedgerUnusableError,
    LoginRefusedError,
    MailboxUnreachableError,
)
from pipeline.languages.folders import templates_of
from pipeline.model import Finding, Severity
from pipeline.reconcile.reply_facts import ByNumber, Reply, facts_of
from pipeline.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.drafts.request import Attachment, ReplyRequest
    from pipeline.records import DraftRow

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was written, and what kept the rest from being written. `notes` keep nothing from it."""

    replies: int = 0
    letters: tuple[Path, ...] = ()
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    lost: AdhesionError | None = None  # the mailbox went away; the next run goes on


def draw_answers(run: Run, delivery: DraftsDelivery | None = None) -> Drawn:
    """Write every reply that was not written yet: first all letters, then their PDFs in one go, then the replies.

    One that fails is tried again by the next run, and stops no other.

    Args:
        run: the run.
        delivery: puts them into the mailbox's Drafts; without it they become files.
    """
    waiting = run.ledger.undrawn()
    run.progress.begin("letters", len(waiting))
    if not waiting:
        return Drawn()
    view = run.ledger.view(run.campaign)
    work = _Work(run, known_from(view), ByNumber.of(view), delivery, Forms(run), run.ledger.letter_prints())
    letters = {draft.id: made for draft in waiting if (made := work.letters(draft)) is not None}
    without = as_pdf(run, letters.values())
    run.progress.begin("drafting", len(letters))
    done = [draft for draft in waiting if draft.id in letters and work.reply(draft, letters[draft.id])]
    files = tuple(file for draft in done for file in letters[draft.id].files)
    notes = (*without, *(without_pictures(run) if files else ()), *work.forms.notes.values(), *work.left)
    return Drawn(len(done), files, work.problems(), notes, work.lost)


@dataclass(slots=True)
class _Work:
    """The replies of a run in the making, with what went wrong so far."""

    run: Run
    known: Known
    numbers: ByNumber
    delivery: DraftsDelivery | None
    forms: Forms
    ours: frozenset[str]  # hashes of the letters that we wrote
    failed: dict[str, list[int]] = field(default_factory=dict)  # reason -> the messages that got no reply
    left: list[Finding] = field(default_factory=list)  # files that replies do without
    lost: AdhesionError | None = None

    def letters(self, draft: DraftRow) -> Letters | None:
        """The letters of a reply, written; None where that failed."""
        with self._going_on(draft):
            members = [self.known.members[each] for each in draft.members]
            return write_letters(self.run, draft, members, self.ours)
        return None

    def reply(self, draft: DraftRow, letters: Letters) -> bool:
        """Write or deliver a reply; whether that was done."""
        if self.lost:
            return False
        with self._going_on(draft):
            bare = reply_request(self.run, draft, self.known)
            request = replace(bare, attachments=(*letters.attachments(), *self.forms.attachments(bare, self.known)))
            self._tell_left(draft, request.attachments)
            told = Reply(draft.kind, draft.language, self.known.messages[draft.message], draft.members)
            facts = facts_of(told, self.numbers, self.run.campaign)
            _write(self.run, request, letters, facts, self.delivery)
            return True
        return False

    def _tell_left(self, draft: DraftRow, files: Sequence[Attachment]) -> None:
        for file in fitting(files)[1]:
            text = (
                f"The reply to message {draft.message} would be too large with {file.name}, which was left out: "
                "send it in a mail of its own."
            )
            self.left.append(Finding("attachment-left-out", Severity.WARNING, text))

    @contextmanager
    def _going_on(self, draft: DraftRow) -> Iterator[None]:
        """One bad reply never stops the others; what the next one would meet as well stops the run."""
        self.run.progress.advance()
        try:
            yield
        except (LedgerUnusableError, OSError):
            raise
        except (MailboxUnreachableError, LoginRefusedError) as error:
            self.lost = error
        except Exception as error:  # noqa: BLE001 - see above
            what = type(error).__name__  # no traceback: it would hold names
            log.error("draft.failed", draft=draft.id, kind=draft.kind.value, error=what)  # noqa: TRY400 - see above
            self.failed.setdefault(_reason(error), []).append(draft.message)

    def problems(self) -> tuple[Finding, ...]:
        """Why replies were not written. A mistake in a template that many of them need is one problem."""
        return tuple(_problem(messages, why) for why, messages in self.failed.items())


def _reason(error: Exception) -> str:
    """The text of an error that is not ours may hold names: only its kind is told."""
    if isinstance(error, DefinitionError):
        return f"{error.file}: {'; '.join(error.problems)}."
    return str(error) if isinstance(error, (AdhesionError, CannotDoError)) else f"{type(error).__name__}."


def _problem(messages: Sequence[int], why: str) -> Finding:
    again = "" if "next run tries again" in why else " The next run tries again."
    numbers = ", ".join(map(str, messages))
    text = f"The reply to message {numbers} could not be written: {why}{again}"
    if len(messages) > 1:
        text = f"The replies to messages {numbers} could not be written: {why}{again}"
    return Finding("reply-not-written", Severity.ERROR, text)


def _write(
    run: Run, request: ReplyRequest, letters: Letters, facts: dict[str, str], delivery: DraftsDelivery | None
) -> None:
    """Write one reply. The ledger learns of a file last, so that a crash leaves it to be written again."""
    outputs, draft, templates = run.settings.outputs.dir, request.draft, templates_of(run.settings)
    names = [letter.relative_to(outputs).as_posix() for letter in letters.files]
    made = {"facts": facts, "prints": letters.prints(outputs)}
    if delivery:
        reply = render_reply(request, templates)
        run.ledger.draft_written(draft.id, "", names, hashlib.sha256(reply).hexdigest(), run.now, **made)
        delivery.put(draft, reply)
    else:
        file = write_reply(request, outputs / "drafts", templates)
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        run.ledger.draft_written(draft.id, file.relative_to(outputs).as_posix(), names, sha256, run.now, **made)
    log.info("draft.written", draft=draft.id, kind=draft.kind.value, message=draft.message, letters=len(names))
