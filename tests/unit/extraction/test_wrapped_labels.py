"""Labels that the page breaks into two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType
from tests.unit.extraction.placing import campaign, page, text, values

if TYPE_CHECKING:
    from pipeline.model import Block

ASKED = campaign(
    ("role", FieldType.TEXT, ("Job title",)),
    ("place", FieldType.TEXT, ("Office",)),
    ("name", FieldType.PERSON, ("Full name",)),
)


def test_the_second_line_of_a_bold_label_is_no_answer() -> None:
    """Words behind a known label belong to it where the next line is as bold and the answer stands under that."""
    read = values(
        ASKED,
        page(
            text("Full name", 50, 80, bold=True),
            text("Ada Ashworth", 50, 92),
            text("JOB TITLE OF THE CLERK WHO", 50, 110, bold=True),
            text("IS IN CHARGE", 50, 120, bold=True),
            text("Deputy of the mayor", 50, 132),
            text("Office", 50, 150, bold=True),
            text("Mill Lane", 50, 162),
        ),
    )
    assert {key: value.value for key, value in read.items()} == {
        "name": "Ada Ashworth",
        "role": "Deputy of the mayor",
        "place": "Mill Lane",
    }


def _row(y: float, *lines: str, answer: str) -> list[Block]:
    """A row of a table: a narrow cell with a question on several lines, and a cell with its answer."""
    bottom = y + 12 * len(lines)
    question = (50.0, y, 122.0, bottom)
    asked = [text(line, 56, y + 2 + 12 * at, cell=question) for at, line in enumerate(lines)]
    return [*asked, text(answer, 135, y + 2, cell=(122.0, y, 300.0, bottom))]


TABLE = campaign(
    ("name", FieldType.TEXT, ("Name of the local government",)),
    ("role", FieldType.TEXT, ("Position of the contact person",)),
    ("website", FieldType.URL, ("Website",)),
    ("country", FieldType.COUNTRY, ("Country",)),
)
KNOWN = (text("Website:", 56, 10), text("www.alder.example", 135, 10), text("Country:", 56, 25), text("Spain", 135, 25))


def test_a_question_that_fills_its_cell_is_read_whole() -> None:
    """Its first line alone would be a question too: what follows in the cell is no answer."""
    rows = [*_row(50, "Name of our city", answer="Alder"), *_row(90, "Job of the contact", "person", answer="")]

    assert "role" not in values(TABLE, page(*KNOWN, *rows))


def test_a_word_that_a_narrow_cell_broke_without_a_hyphen_is_one_word() -> None:
    """The line goes to the edge of its cell, and the next one begins with a small letter."""
    rows = [*_row(50, "Name of our city", answer="Alder"), *_row(90, "Job of contac", "t person", answer="Clerk")]

    assert values(TABLE, page(*KNOWN, *rows))["role"].value == "Clerk"
