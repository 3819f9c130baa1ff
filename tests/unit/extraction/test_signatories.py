from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign, Field, FieldType, Part
from tests.unit.extraction.placing import campaign, page, text, values

if TYPE_CHECKING:
    from pipeline.model import Block

ASKED: Campaign = campaign(
    ("firm", FieldType.TEXT, ("Name of Registrant",)),
    ("filed", FieldType.DATE, ("Received by the Registration Unit", "Date of signature", "Date")),
    ("signer", FieldType.PERSON, ("Type or print name under each signature", "Name and Title")),
    order="MDY",
)
OFFICE = Field("office", FieldType.TEXT, {"en": ("Title",)}, part_of="signer", part=Part.TITLE)
WITH_OFFICE = replace(ASKED, fields=(*ASKED.fields, OFFICE))
FIRM = (text("1. Name of Registrant", 50, 100), text("Harrow and Pell Associates", 50, 112))


def told(*blocks: Block) -> dict[str, object]:
    return {key: value.value for key, value in values(WITH_OFFICE, page(*FIRM, *blocks)).items()}


def test_captions_side_by_side_each_ask_for_what_stands_over_them() -> None:
    """The second caption, which no campaign knows, is not the answer to the first."""
    said = told(
        text("7/28/2016", 50, 300),
        text("Helen A. Thornbury", 280, 300),
        text("(Date of signature)", 50, 312),
        text("(Sign here in full)", 280, 312),
    )

    assert said["filed"] == "2016-07-28"


def test_a_tall_signature_beside_a_caption_is_not_its_answer() -> None:
    """What a reader makes of handwriting reaches down to the caption beside it."""
    pen = replace(text("ANY", 280, 296), box=(280, 296, 340, 316), confidence=0.5)
    said = told(text("4/23/1992", 50, 300), pen, text("(Date of signature)", 50, 312))

    assert said["filed"] == "1992-04-23"


def test_the_name_in_print_under_a_scribbled_signature_is_read_with_the_office_under_it() -> None:
    """Over the caption stands handwriting, under it who signed and as what."""
    pen = replace(text("Aly Wn", 280, 300), confidence=0.4)
    said = told(
        pen,
        text("(Type or print name under each signature)", 280, 312),
        text("Helen A. Thornbury", 280, 322),
        text("General Counsel", 280, 332),
    )

    assert (said["signer"], said["office"]) == ("Helen A. Thornbury", "General Counsel")


def test_what_stands_under_a_name_and_is_no_office_is_none() -> None:
    """A street under the name of who signs is no title."""
    said = told(text("Name and Title", 280, 312), text("Helen A. Thornbury", 280, 322), text("88 Quarry Way", 280, 332))

    assert "office" not in said


def test_a_stamp_gives_its_day_whatever_the_clock_says() -> None:
    """The colon of a clock ends no label, and the day before it is read."""
    said = told(text("Received by the Registration Unit 07/31/2012 10:20:36 AM", 300, 40))

    assert said["filed"] == "2012-07-31"


def test_the_date_of_something_else_is_not_the_date() -> None:
    """A date of birth answers another question than a date alone."""
    said = told(text("Date of birth March 3, 1941", 50, 200), text("Name and Title", 50, 312), text("Ada Ash", 50, 322))

    assert "filed" not in said
