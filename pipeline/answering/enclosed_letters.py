"""Letters and certificates as a reply brings them along: written as Word files, made into PDFs all together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.drafts.letters import Letter, LetterKind, LetterRequest, letter_exists
from pipeline.drafts.letters import write_letters as files_of_letters
from pipeline.drafts.pdf import converter, write_pdfs
from pipeline.drafts.pictures import picture_problems
from pipeline.drafts.request import Attachment, Role
from pipeline.languages.folders import templates_of
from pipeline.model import Finding, Severity
from pipeline.reconcile.certificates import may_be_certified
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from pipeline.records import DraftRow, Member
    from pipeline.run import Run

_NO_PDF: Final = Finding(
    "letters-without-pdf",
    Severity.WARNING,
    "The letters are there as Word files alone, and the replies bring those: LibreOffice, which makes PDFs of them, is "
    "not installed or failed. Install the Debian package libreoffice-writer-nogui, or set [outputs] letters_as_pdf = "
    "false.",
)


@dataclass(frozen=True, slots=True)
class Letters:
    """The Word files of one reply's letters."""

    written: tuple[Letter, ...] = ()  # one of welcome for each member, then the certificates

    @property
    def files(self) -> tuple[Path, ...]:
        """The files in that order."""
        return tuple(letter.file for letter in self.written)

    def attachments(self) -> tuple[Attachment, ...]:
        """The letters as they go with the reply: PDF where there is one."""
        return tuple(_attachment(letter) for letter in self.written)

    def prints(self, outputs: Path) -> dict[str, str]:
        """Each file, relative to the outputs, with its hash: what is another one later was changed by a person."""
        files = [each for file in self.files for each in (file, file.with_suffix(".pdf")) if each.exists()]
        return {each.relative_to(outputs).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def write_letters(run: Run, draft: DraftRow, members: Sequence[Member], ours: Container[str] = ()) -> Letters:
    """Write the letters that a reply brings, one for each of its members; other kinds of reply bring none.

    Args:
        run: the run.
        draft: the reply.
        members: whom it is about.
        ours: hashes of letters that we wrote: another file of that name was changed by staff, and stays.

    Raises:
        DefinitionError: a template has a mistake.
    """
    if draft.kind is not DraftKind.WELCOME:
        return Letters()
    folder, templates = run.settings.outputs.dir / "letters", templates_of(run.settings)
    return Letters(tuple(files_of_letters(_requests(run, draft, members), folder, templates, ours)))


def _requests(run: Run, draft: DraftRow, members: Sequence[Member]) -> Iterator[LetterRequest]:
    """A letter of welcome to each member, then the certificates: of those whose name and country are sure."""
    settings, templates = run.settings, templates_of(run.settings)
    for kind in LetterKind:
        for member in members:
            request = LetterRequest(
                member, run.campaign, settings.secretariat, run.now.date(), draft.language, kind, settings.letters
            )
            if kind is LetterKind.WELCOME or (
                settings.letters.certificate
                and may_be_certified(member, run.campaign)
                and letter_exists(request, templates)
            ):
                yield request


def without_pictures(run: Run) -> tuple[Finding, ...]:
    """What staff should know of pictures that the letters of this run had to do without."""
    code, text = (
        "letter-picture",
        "Letters were written without a picture: {problem}. Mend it, or leave the setting out.",
    )
    problems = picture_problems(run.settings.letters)
    return tuple(Finding(code, Severity.WARNING, text.format(problem=problem)) for problem in problems)


def as_pdf(run: Run, letters: Iterable[Letters]) -> tuple[Finding, ...]:
    """Make PDFs of all letters of the run, in one go; gives what staff should know where that failed."""
    files = [file for each in letters for file in each.files]
    if not files or not run.settings.outputs.letters_as_pdf:
        return ()
    run.progress.begin("letters as PDF", len(files))
    for file in files:  # what an earlier attempt made is not of this letter
        file.with_suffix(".pdf").unlink(missing_ok=True)
    made = write_pdfs(files) if converter() else ()
    return () if len(made) == len(files) else (_NO_PDF,)


def _attachment(letter: Letter) -> Attachment:
    role = Role.CERTIFICATE if letter.kind is LetterKind.CERTIFICATE else Role.LETTER
    pdf = letter.file.with_suffix(".pdf")
    if pdf.exists():
        return Attachment(pdf.name, pdf.read_bytes(), media.PDF, role)
    return Attachment(letter.file.name, letter.file.read_bytes(), role=role)
