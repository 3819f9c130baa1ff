from __future__ import annotations

import datetime as dt
import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.table import Table

from pipeline.drafts.letters import LetterKind, LetterRequest, render_letter
from pipeline.languages.folders import BUILT_IN
from tests.unit.drafts.everybody import EVERYBODY
from tests.unit.drafts.people import SECRETARIAT, campaign

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "letters"
WRITE = os.environ.get("GOLDEN") == "write"
DAY = dt.date(2026, 3, 1)
LANGUAGES = ("en", "fr", "es", "id", "pt", "ca", "ar", "ko")


def lines(data: bytes) -> Iterator[str]:
    """All lines of a letter from the letterhead to the footer."""
    document = Document(BytesIO(data))
    section = document.sections[0]
    yield from (paragraph.text for paragraph in section.header.paragraphs)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (paragraph.text for row in block.rows for cell in row.cells for paragraph in cell.paragraphs)
        else:
            yield f"* {block.text}" if block.style and block.style.name == "List Bullet" else block.text
    yield from (paragraph.text for paragraph in section.footer.paragraphs)


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_the_ones_people_have_read(language: str, kind: LetterKind) -> None:
    """To every kind of member, each language says what its golden text says. GOLDEN=write makes them anew."""
    requests = {
        who: LetterRequest(member, campaign(), SECRETARIAT, DAY, language, kind) for who, member in EVERYBODY.items()
    }
    said = "\n".join(
        f"===== {who}\n" + "".join(f"{line}\n" for line in lines(render_letter(request)) if line)
        for who, request in requests.items()
    )
    file = GOLDEN / f"{kind}-{language}.txt"
    if WRITE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8")

    assert said == file.read_text(encoding="utf-8")


def test_every_language_has_its_texts() -> None:
    """The languages that the campaign writes are those that can be written, and all have been read."""
    assert set(LANGUAGES) == set(campaign().languages) == set(BUILT_IN.languages())
