from __future__ import annotations

import datetime as dt
import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document

from pipeline.drafts.letters import LetterKind, LetterRequest, render_letter
from pipeline.languages.direction import pieces
from pipeline.languages.folders import BUILT_IN, Templates
from tests.unit.drafts.people import SECRETARIAT, campaign, member

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model import FieldValue

NAME, TITLE = "Marta Exemple, S.Pi.", "3ème adjointe (Vallclara)"
MARK, BACK = "\u200e", "\u200f"


def runs(language: str, values: dict[str, FieldValue], templates: Templates = BUILT_IN) -> dict[str, bool]:
    """The pieces of a letter, and whether Word sets each from right to left."""
    request = LetterRequest(member(values), campaign(), SECRETARIAT, dt.date(2026, 3, 4), language, LetterKind.WELCOME)
    document = Document(BytesIO(render_letter(request, templates)))
    every = [*document.sections[0].footer.paragraphs, *document.paragraphs]
    return {run.text: bool(run.font.rtl) for paragraph in every for run in paragraph.runs}


def test_in_an_arabic_letter_each_piece_runs_as_it_is_written() -> None:
    """Latin names and addresses keep the order of their words and signs; all else runs from right to left."""
    said = runs("ar", {"government_name": "Ajuntament de Vallclara", "leader_name": NAME, "leader_title": TITLE})

    latin = [f"{MARK}{each}{MARK}" for each in ("Ajuntament de Vallclara", NAME, TITLE, "office@committee.example")]
    assert [said[each] for each in latin] == [False] * 4
    assert all(said[each] for each in ("يسعدنا أن نرحب بانضمام ", "المرجع: ", " إلى الحملة، ونشكركم على ذلك."))


def test_arabic_in_a_letter_of_another_language_is_marked() -> None:
    """So that Word goes by it as where somebody had typed it there."""
    said = runs("fr", {"government_name": "جماعة وادي المثال", "leader_name": "ليلى المثالي"})

    assert said["جماعة وادي المثال"]
    assert not any(right for text, right in said.items() if "Nous vous remercions" in text)


def test_a_template_that_staff_wrote_without_a_thought_of_direction_does_as_well(tmp_path: Path) -> None:
    """One run for a whole sentence, and paragraphs that say themselves that they are written from the right."""
    (tmp_path / "ar").mkdir()
    file = shutil.copy(BUILT_IN.find("en", "welcome.docx"), tmp_path / "ar" / "welcome.docx")
    document = Document(str(file))
    paragraph = document.add_paragraph()
    paragraph.add_run("عضو جديد: {{ government }}، (2026)").font.rtl = True
    paragraph._p.get_or_add_pPr().append(paragraph._p.makeelement(f"{{{paragraph._p.nsmap['w']}}}bidi", {}))  # noqa: SLF001 - python-docx has no call for it
    document.save(str(file))
    said = runs("ar", {"government_name": "Vallclara"}, Templates(own=tmp_path))

    assert (said["عضو جديد: "], said[f"{MARK}Vallclara{MARK}"], said[f"{BACK}، (2026)"]) == (True, False, True)


@pytest.mark.parametrize(
    ("text", "right", "expected"),
    [
        ("في 10 Downing Street 12.", True, [("في 10 ", True), ("Downing Street 12", False), (".", True)]),
        ("the بلدية 3 المثال!", False, [("the ", False), ("بلدية 3 المثال", True), ("!", False)]),
        ("12, 13", True, [("12, 13", True)]),
        ("", True, []),
    ],
)
def test_pieces_of_one_direction(text: str, *, right: bool, expected: list[tuple[str, bool]]) -> None:
    """Numbers go with the letters before them; signs with what is around them, else with the paragraph."""
    assert pieces(text, right=right) == expected
