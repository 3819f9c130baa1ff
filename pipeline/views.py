"""What staff open, made from the ledger's state: workbook, forms to look at, report. All can be made again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from pipeline import media
from pipeline.exporting import write_exports
from pipeline.files import write_private
from pipeline.intake.message import unwrap
from pipeline.model import Finding, Severity
from pipeline.records import Decision
from pipeline.review.copies import keep_copy, open_elsewhere
from pipeline.review.corrections import read_corrections
from pipeline.review.grid import file_print
from pipeline.review.links import links_of
from pipeline.review.report import RunFacts, write_report
from pipeline.review.stamp import Stamp, read_stamp, write_stamp
from pipeline.review.workbook import InUseError, fingerprint_of, write_workbook
from pipeline.showing import write_evidence
from pipeline.staffed import compared, conclude_answers
from pipeline.storage import state_folder

if TYPE_CHECKING:
    from pipeline.records import Balance, DocumentRecord, LedgerView, Member
    from pipeline.review.links import Links
    from pipeline.run import Run

log = structlog.get_logger()

WORKBOOK: Final = "ledger.xlsx"
REPORT: Final = "report.html"
STAMP: Final = "workbook.json"
_SAFE_TO_OPEN: Final = {media.PDF, media.DOCX, media.XLSX}
"""Kinds of form that are put beside the workbook for staff; anything else is opened in the mail program."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What staff changed in the workbook; `sha256` is of the file that was read."""

    decisions: tuple[Decision, ...] = ()
    problems: tuple[Finding, ...] = ()
    sha256: str = ""


def take_corrections(run: Run) -> Corrected:
    """Record what staff changed in the workbook as decisions.

    Raises:
        SafetyStopError: the workbook was changed and cannot be read.
    """
    file = run.settings.outputs.dir / WORKBOOK
    if not file.exists():
        return Corrected()
    stamp = read_stamp(state_folder(run.settings) / STAMP)
    if stamp and stamp.sha256 == file_print(file):
        return Corrected(sha256=stamp.sha256)
    language = run.settings.secretariat.language
    view, newest = run.ledger.view(run.campaign), stamp.fingerprint if stamp else ""
    found = read_corrections(file, view, run.campaign, language=language, at=run.now, newest=newest)
    name = f"ledger-{run.now:%Y%m%dT%H%M%SZ}-run{run.number}.xlsx"
    if found.said or stamp is None or stamp.wrote != found.sha256:
        keep_copy(file, state_folder(run.settings) / "workbooks", name)
    if found.said:
        new = run.ledger.take(compared(run, found.said), run.number)
        answered = conclude_answers(run, found.said)
        log.info("corrections.recorded", said=len(found.said), entered=len(new), answered=answered)
    return Corrected(found.decisions, found.problems, found.sha256)


def write_views(run: Run, counted: Balance, corrected: Corrected, problems: tuple[Finding, ...]) -> LedgerView:
    """Write forms, workbook and report from the ledger; gives the view they show.

    A workbook that staff saved since its corrections were taken is left alone; the next run reads it.
    """
    outputs = run.settings.outputs.dir
    view = run.ledger.view(run.campaign)
    run.progress.begin("writing", 4)
    links = links_of(view, _write_forms(run, view), write_evidence(run, view))
    run.progress.advance()
    problems = (*problems, *_write_workbook(run, view, links, corrected))
    run.progress.advance()
    problems = (*problems, *_write_exports(run, view))
    run.progress.advance()
    facts = RunFacts(run.now, run.now, counted, corrected.decisions, problems)
    write_report(outputs / REPORT, view, run.campaign, run.settings, links, facts)
    run.progress.advance()
    return view


def _write_workbook(run: Run, view: LedgerView, links: Links, corrected: Corrected) -> tuple[Finding, ...]:
    """Leave the workbook as it is where it is the one of the last run, with nothing to add; else read and write it.

    One that somebody has open is left alone too: what they save over a newer one would not have what that has.
    """
    file = run.settings.outputs.dir / WORKBOOK
    kept = state_folder(run.settings) / STAMP
    fingerprint = fingerprint_of(view, run.campaign, run.settings.secretariat.language, links)
    stamp = Stamp(corrected.sha256, fingerprint)
    before = read_stamp(kept)
    if stamp == before and file_print(file) == stamp.sha256:
        return ()
    sign = open_elsewhere(file)
    if sign:
        return (_is_open(f"{sign} says so"),)
    expected = corrected.sha256 or None
    try:
        written = write_workbook(file, view, run.campaign, run.settings, links, run.now, expected=expected)
    except InUseError:
        return (_is_open("it cannot be replaced"),)
    with suppress(OSError):  # without a stamp the next run reads the workbook, which only takes longer
        if corrected.problems:  # these are told again by each run until staff have mended them
            newest = fingerprint if written else before.fingerprint if before else ""
            write_stamp(kept, Stamp("", newest, written or (before.wrote if before else "")))
        elif written:
            write_stamp(kept, Stamp(written, fingerprint))
        elif not corrected.decisions and file_print(file) == corrected.sha256:  # saved by staff as it was
            write_stamp(kept, stamp)
    return ()


def _is_open(how: str) -> Finding:
    text = (
        f"The workbook is open in another program ({how}), so it was left as it is; what you saved in it was taken. "
        "Close it: the next run brings it up to date."
    )
    return Finding("workbook-open", Severity.WARNING, text)


def _write_exports(run: Run, view: LedgerView) -> tuple[Finding, ...]:
    """For website and mailings. That they cannot be written (one is open in another program) stops nothing."""
    try:
        publication = write_exports(run.settings.outputs.dir, view, run.campaign)
    except OSError as error:
        log.warning("exports.failed", error=type(error).__name__)
        text = "The files in “public” or “contacts” could not be replaced: close the programs that show them."
        return (Finding("exports-failed", Severity.WARNING, text),)
    if publication.members or publication.withheld:
        log.info("exports.written", public=len(publication.members), kept_back=len(publication.withheld))
    return ()


def _write_forms(run: Run, view: LedgerView) -> dict[str, str]:
    """The newest form of each member as a file of its own: member -> path relative to the outputs folder."""
    messages = {row.sha256: row for row in view.messages}
    paths = {}
    for member in view.members:
        for sha256, name in member.documents[:1]:
            named = [each for each in messages[sha256].documents if each.name == name]
            if len(named) == 1 and named[0].media in _SAFE_TO_OPEN:  # of two with one name nobody knows which is whose
                paths[member.id] = _write_form(run, member, messages[sha256].id, named[0])
    return paths


def _write_form(run: Run, member: Member, message: int, record: DocumentRecord) -> str:
    """The form under a name that its content decides, so that one that is there already need not be opened again."""
    outputs = run.settings.outputs.dir
    file = outputs / "forms" / f"{member.id}-{record.sha256[:8]}{media.EXTENSIONS[record.media]}"
    if not file.exists():
        documents = unwrap(run.ledger.raw(message)).documents
        write_private(file, next(each.data for each in documents if each.name == record.name))
    return file.relative_to(outputs).as_posix()
