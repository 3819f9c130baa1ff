"""Letters as a reply brings them along: written as Word files, made into PDFs all together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.drafts.letters import LetterRequest, write_letter
from pipeline.drafts.pdf import converter, write_pdfs
from pipeline.drafts.request import Attachment
from pipeline.languages.folders import templates_of
from pipeline.model import Finding, Severity
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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

    files: tuple[Path, ...] = ()

    def attachments(self) -> tuple[Attachment, ...]:
        """The letters as they go with the reply: PDF where there is one."""
        return tuple(_attachment(file) for file in self.files)


def write_letters(run: Run, draft: DraftRow, members: Sequence[Member]) -> Letters:
    """Write the letters that a reply brings, one for each of its members; other kinds of reply bring none.

    Raises:
        DefinitionError: a template has a mistake.
    """
    if draft.kind is not DraftKind.WELCOME:
        return Letters()
    folder, templates = run.settings.outputs.dir / "letters", templates_of(run.settings)
    requests = (
        LetterRequest(member, run.campaign, run.settings.secretariat, run.now.date(), draft.language)
        for member in members
    )
    return Letters(tuple(write_letter(request, folder, templates) for request in requests))


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


def _attachment(file: Path) -> Attachment:
    pdf = file.with_suffix(".pdf")
    if pdf.exists():
        return Attachment(pdf.name, pdf.read_bytes(), media.PDF)
    return Attachment(file.name, file.read_bytes())
