"""Labels that the page breaks into two lines."""

from __future__ import annotations

from pipeline.campaign.definition import FieldType
from tests.unit.extraction.placing import campaign, page, text, values

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
