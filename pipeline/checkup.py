"""`adhesion check`: everything a run needs, tried without changing anything, with what to mend."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.documents.ocr import program as ocr_program
from pipeline.documents.ocr.languages import model
from pipeline.documents.ocr.read import missing_models
from pipeline.documents.office.read import missing_parts
from pipeline.drafts.checking import template_problems
from pipeline.drafts.pdf import converter
from pipeline.drafts.pictures import picture_problems
from pipeline.editions import blank_files
from pipeline.errors import AdhesionError, CannotDoError, ExitCode, LedgerUnusableError, MailboxUnreachableError
from pipeline.handout.build import build_form, form_languages
from pipeline.handout.shape import Format
from pipeline.intake.source import drafts_of
from pipeline.languages.folders import templates_of
from pipeline.ledger.store import Ledger
from pipeline.model import Unreadable
from pipeline.opening import open_mailbox
from pipeline.reading import vocabularies
from pipeline.review.corrections import read_corrections
from pipeline.signin.notices import expiry_notices
from pipeline.storage import ledger_exists, ledger_url, state_folder
from pipeline.views import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.languages.folders import Templates
    from pipeline.model import Finding


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was tried. An `optional` one costs a run nothing but what `says` tells."""

    what: str
    fine: bool
    says: str
    optional: bool = False
    exit_code: ExitCode = ExitCode.CONFIGURATION


def check_all(settings: Settings, campaign: Campaign) -> list[Point]:
    """Try everything; the configuration and the campaign file have been read already, or we were not here."""
    return [
        Point("configuration", fine=True, says="no mistakes"),
        Point("campaign", fine=True, says=f"{campaign.id}, {len(campaign.fields)} fields"),
        *_points(settings, campaign),
    ]


def _points(settings: Settings, campaign: Campaign) -> Iterator[Point]:
    yield from (Point("secrets", fine=False, says=each.message, optional=True) for each in _expiring(settings))
    yield _tried("mailbox", ExitCode.MAILBOX_UNREACHABLE, lambda: _mailbox(settings))
    yield _writable("outputs", settings.outputs.dir)
    yield _writable("state", state_folder(settings))
    ledger = _tried("ledger", ExitCode.LEDGER_UNUSABLE, lambda: _ledger(settings))
    yield ledger
    if ledger.fine:
        yield _tried("workbook", ExitCode.SAFETY_STOP, lambda: _workbook(settings, campaign))
    yield from _editions(settings)
    problems = template_problems(campaign, templates_of(settings))
    yield Point("letter templates", not problems, "; ".join(problems) or f"good in {', '.join(campaign.languages)}")
    pictures = picture_problems(settings.letters)
    if pictures or settings.letters.logo or settings.letters.signature:
        yield Point("letter pictures", not pictures, "; ".join(pictures) or "logo and signature can be used")
    yield _scans(campaign)
    yield _office_files()
    if settings.outputs.letters_as_pdf:
        says = "made by LibreOffice" if converter() else "LibreOffice is not installed: letters come as Word alone"
        yield Point("letters as PDF", fine=converter() is not None, says=says, optional=True)
    yield from _pdf_forms(campaign, templates_of(settings))
    if settings.secretariat.address == "adhesion@example.org":
        says = "no address of your own is set ([secretariat] address); drafts carry adhesion@example.org"
        yield Point("secretariat", fine=False, says=says, optional=True)


def _pdf_forms(campaign: Campaign, templates: Templates) -> Iterator[Point]:
    """The forms to fill in, each made once: so it is known whether there are letters for its language."""
    languages, problems = form_languages(campaign, templates), dict[str, None]()
    for language in languages:
        try:
            build_form(campaign, language, Format.PDF, templates=templates)
        except CannotDoError as error:
            problems[str(error)] = None
        except AdhesionError as error:
            yield Point("blank forms", fine=False, says=str(error))
    if languages:
        says = "; ".join(problems) or f"made by typst in {', '.join(languages)}"
        yield Point("forms as PDF", not problems, says, optional=True)


def _office_files() -> Point:
    """What reads .rtf and older workbooks; .doc, .odt, .docx and .xlsx need no other program."""
    missing = missing_parts()
    if not missing:
        return Point("office files", fine=True, says="LibreOffice opens .rtf, .xls, .xlsb and .ods")
    says = (
        f"{' and '.join(missing)} not installed: .rtf files and those of Word 95 are listed as unreadable; of .xls, "
        ".xlsb and .ods files the values of cells are read, but no tick boxes, lists and bold labels"
    )
    return Point("office files", fine=False, says=says, optional=True)


def _editions(settings: Settings) -> Iterator[Point]:
    """The blank editions of the form, where there are some."""
    files = blank_files(settings)
    bad = [each.file.name for each in files if isinstance(each.placed, Unreadable)]
    says = f"cannot be read and are not used: {', '.join(bad)}" if bad else f"{len(files)} read (adhesion editions)"
    if files:
        yield Point("blank editions", not bad, says, optional=True)


def _scans(campaign: Campaign) -> Point:
    """Whether pictures of forms can be read, and in which of the campaign's languages."""
    wanted = vocabularies(campaign)
    missing = sorted(missing_models(wanted))
    if not ocr_program.languages():
        says = (
            "tesseract is not installed: photographs and scanned forms wait for staff. Install the Debian packages "
            f"tesseract-ocr and {', '.join(map(_package, sorted(wanted)))}"
        )
        return Point("scans", fine=False, says=says, optional=True)
    read = ", ".join(sorted(set(wanted) - set(missing)))
    if missing:
        says = f"read in {read or 'no language'}; for {', '.join(missing)} install {', '.join(map(_package, missing))}"
        return Point("scans", fine=False, says=says, optional=True)
    return Point("scans", fine=True, says=f"read by tesseract in {read}")


def _package(language: str) -> str:
    """The Debian package with tesseract's model of a language."""
    return f"tesseract-ocr-{(model(language) or language).replace('_', '-')}"


def _tried(what: str, code: ExitCode, attempt: Callable[[], str]) -> Point:
    try:
        return Point(what, fine=True, says=attempt())
    except AdhesionError as error:
        return Point(what, fine=False, says=str(error), exit_code=error.exit_code or code)


def _expiring(settings: Settings) -> tuple[Finding, ...]:
    return expiry_notices(settings, state_folder(settings), dt.datetime.now(dt.UTC).date())


def _mailbox(settings: Settings) -> str:
    with open_mailbox(settings) as mailbox:
        found = f"{settings.mailbox.source}: {len(mailbox.listing().places)} messages"
        folder = drafts_of(mailbox) if settings.drafts.target == "mailbox" else None
        try:
            if folder:
                folder.look((), ())
                found += ", replies go to its Drafts"
            elif settings.drafts.target == "mailbox":
                found += "; it has no Drafts, so replies go to the outputs folder whatever [drafts] target says"
        except CannotDoError as error:
            raise MailboxUnreachableError(str(error)) from error
    return found


def _ledger(settings: Settings) -> str:
    if not ledger_exists(settings):
        return "none yet; the first run makes it"
    with Ledger.open(ledger_url(settings), create=False) as ledger:
        faults = ledger.faults()
    if faults:
        raise LedgerUnusableError(
            f"{'; '.join(faults[:3])}. Move it away and put back the last backup of the state folder"
        )
    return "opens, no damage found"


def _workbook(settings: Settings, campaign: Campaign) -> str:
    """What a run does first: read what staff changed."""
    file = settings.outputs.dir / WORKBOOK
    if not file.exists() or not ledger_exists(settings):
        return "none yet; the first run makes it"
    with Ledger.open(ledger_url(settings), create=False) as ledger:
        view = ledger.view(campaign)
    language = settings.secretariat.language
    found = read_corrections(file, view, campaign, language=language, at=dt.datetime.now(dt.UTC))
    return f"can be read, {len(found.decisions)} corrections for the next run to take"


def _writable(what: str, folder: Path) -> Point:
    """The folder, or the nearest one above it that exists, takes files from us."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return Point(what, fine=True, says=f"{folder} can be written")
    return Point(what, fine=False, says=f"{place} cannot be written; give this user the right to, or set [outputs] dir")
