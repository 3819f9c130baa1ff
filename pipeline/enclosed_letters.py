"""Letters as a reply brings them along: written as Word files, made into PDFs all together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.drafts.letters import LetterRequest
from pipeline.drafts.letters import write_letters as files_of_letters
from pipeline.drafts.pdf import converter, write_pdfs
from pipeline.drafts.request import Attachment
from pipeline.languages.folders import templates_of
from pipeline.model import Finding, Severity
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

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
    requests = (
        LetterRequest(member, run.campaign, run.settings.secretariat, run.now.date(), draft.language)
        for member in members
    )
    written = files_of_letters(requests, folder, templates, ours)
    return Letters(tuple(each.file for each in written))


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
