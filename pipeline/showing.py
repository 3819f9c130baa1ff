"""Showing staff where doubtful values stand: what is wanted, out of the ledger, to the room that cuts it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evidence.folder import EvidenceFolder
from pipeline.evidence.make import can_show, make_evidence
from pipeline.evidence.wanted import wanted
from pipeline.intake.message import unwrap
from pipeline.model import DocumentKind
from pipeline.review.items import review_items

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.model import Document
    from pipeline.records import DocumentRecord, LedgerView, MessageRow, SubmissionRow
    from pipeline.run import Run


def write_evidence(run: Run, view: LedgerView) -> dict[tuple[str, str], str]:
    """Make the cut-outs that are wanted and new, remove those of submissions that are gone.

    Returns:
        Member id and field -> path, relative to the outputs folder, of the cut-out of its current value.
    """
    folder = EvidenceFolder(run.settings.outputs.dir)
    folder.forget_all_but({each.id for each in view.submissions})
    asked = {(item.member or "", item.field or "") for item in review_items(view, run.campaign)}
    sought = wanted(view, run.settings.outputs.evidence, asked, run.campaign.certain)
    paths = make_evidence(folder, sought, _opener(run, view), run.settings.limits)
    return {
        (member.id, value.field): paths[value.submission, value.field]
        for member in view.members
        for value in member.values
        if value.submission is not None and (value.submission, value.field) in paths
    }


def _opener(run: Run, view: LedgerView) -> Callable[[SubmissionRow], Document | None]:
    """Gives the document of a submission; the message is opened only where its pages can be seen."""
    messages = {row.sha256: row for row in view.messages if row.submissions}

    def opened(submission: SubmissionRow) -> Document | None:
        message = messages.get(submission.message)
        record = _record(message, submission) if message else None
        if message is None or record is None or not can_show(record.media):
            return None
        documents = unwrap(run.ledger.raw(message.id)).documents
        return next((each for each in documents if (each.name, each.inside) == (record.name, record.inside)), None)

    return opened


def _record(message: MessageRow, submission: SubmissionRow) -> DocumentRecord | None:
    """The form of that name; of two with one name nobody knows which is whose."""
    named = [each for each in message.documents if each.name == submission.document and each.kind is DocumentKind.FORM]
    return named[0] if len({each.sha256 for each in named}) == 1 else None
