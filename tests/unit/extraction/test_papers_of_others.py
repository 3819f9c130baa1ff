"""Papers of other organisations, read with a campaign of a few lines: captions, signatures, heads of columns."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from pipeline.campaign.definition import Campaign, FieldType
from pipeline.model import Block, BlockKind
from tests.unit.extraction.placing import campaign, page, text, values

HURRY: Campaign = campaign(
    ("firm", FieldType.TEXT, ("Registrant name", "Registrant")),
    ("number", FieldType.TEXT, ("Registration number",)),
    ("partner", FieldType.TEXT, ("Foreign partner",)),
    ("filed", FieldType.DATE, ("File date", "Received", "Date")),
    ("signer", FieldType.PERSON, ("Signer name", "Signature")),
    ("office", FieldType.TEXT, ("Signer title", "Title")),
    order="MDY",
)
FIRM = (text("1. Name of Registrant", 50, 100), text("Harrow and Pell Associates", 50, 112))


FILLED = (
    text("Foreign partner: Kingdom of Tarsis", 50, 130),
    text("Registration number: 1203", 50, 145),
    text("Signer name: Ruth Oakes", 50, 160),
    text("Date: March 3, 1990", 50, 175),
)


def told(*blocks: Block, without: tuple[str, ...] = ()) -> dict[str, object]:
    """What is read from a form with these texts and the usual ones, but for those that begin with a word."""
    usual = [block for block in FILLED if not block.text.startswith(without)]
    return {key: value.value for key, value in values(HURRY, page(*FIRM, *usual, *blocks)).items()}


@pytest.mark.parametrize(
    "label", ["2. Registration No.", "2. Registration No,", "(b) Registration No", "Registration No.:"]
)
def test_a_number_is_found_however_the_word_is_shortened(label: str) -> None:
    """A scan gives a comma for the full stop, or loses it."""
    assert told(text(label, 300, 100), text("2880", 300, 112), without=("Registration",))["number"] == "2880"


def test_what_says_that_a_code_is_a_number_is_no_part_of_it() -> None:
    """People type "No. 2880" in the box for the number."""
    assert (
        told(text("2. Registration No.", 300, 100), text("No. 2880", 300, 112), without=("Registration",))["number"]
        == "2880"
    )


def test_the_name_typed_under_a_drawn_signature_is_found() -> None:
    """The caption stands over the signature, and the name below it."""
    ink = Block(BlockKind.INK, "", 1, (280, 322, 380, 338), "page 1", reader="pdf-text")
    said = told(
        text("(Type or print name under each signature)", 280, 310),
        ink,
        text("Helen Thornbury", 280, 340),
        without=("Signer",),
    )

    assert said["signer"] == "Helen Thornbury"


def test_the_one_date_and_the_one_person_of_a_campaign_are_found_in_other_words_with_doubt() -> None:
    """A campaign of a few lines calls them "Date" and "Signer"; the form has a date of report, a name and a title."""
    row = (text("Date of Report", 50, 300), text("Name and Title", 200, 300))
    found = values(
        HURRY, page(*FIRM, *row, text("May 18, 2000", 50, 312), text("Ruth Oakes, Managing Director", 200, 312))
    )

    assert found["filed"].value == "2000-05-18"
    assert found["signer"].value == "Ruth Oakes"
    assert found["office"].value == "Managing Director"
    assert max(found[key].confidence for key in ("filed", "signer", "office")) < 0.9


def test_a_question_is_found_by_the_thing_that_it_asks_to_list() -> None:
    """The second line of the question is no answer to it."""
    said = told(
        text(
            "9. In addition to those named above, list foreign partner(s) whom you continued to represent during the",
            50,
            300,
        ),
        text("reporting period.", 50, 309),
        text("Tourist Board of Tarsis", 50, 324),
        without=("Foreign",),
    )

    assert said["partner"] == "Tourist Board of Tarsis"


def test_the_head_of_the_next_column_is_no_answer() -> None:
    """A table that was left empty has its heads beside each other."""
    said = told(text("Foreign partner", 50, 300), text("Date acquired", 300, 300), without=("Foreign",))

    assert "partner" not in said


def test_a_name_stands_under_the_word_name_below_its_question() -> None:
    """The question has a column for the name and one for the address."""
    said = values(
        HURRY,
        page(
            text("2. Registration No.", 300, 100),
            text("2880", 300, 112),
            text("Foreign partner", 50, 130),
            text("Kingdom of Tarsis", 50, 142),
            text("8. What is the name and address of the registrant?", 50, 200),
            text("Name", 50, 212),
            text("Address", 300, 212),
            text("Harrow and Pell Associates", 50, 224),
            text("88 Quarry Avenue", 300, 224),
        ),
    )

    assert said["firm"].value == "Harrow and Pell Associates"


def test_the_address_under_a_name_in_its_box_is_no_part_of_the_name() -> None:
    """The box asks for the name, and people type what their letterhead says."""
    box = (48.0, 98.0, 290.0, 150.0)
    lines = ("1. Name of Registrant", "Harrow and Pell Associates", "88 Quarry Avenue", "Alexandria, VA 22314")
    cell = [text(line, 50, 100 + 11 * number, cell=box) for number, line in enumerate(lines)]
    number = [
        text("2. Registration No.", 300, 100, cell=(290, 98, 500, 150)),
        text("2880", 300, 111, cell=(290, 98, 500, 150)),
    ]
    said = values(HURRY, page(*cell, *number, text("Foreign partner: Kingdom of Tarsis", 50, 180)))

    assert said["firm"].value == "Harrow and Pell Associates"


def test_an_answer_of_two_lines_over_its_caption_is_read_whole() -> None:
    """The office of who signs had no room beside the name."""
    said = told(
        text("February 4, 1995", 50, 302),
        text("Philip Quarles, Managing", 200, 302),
        text("Director", 200, 312),
        text("(Date)", 50, 324),
        text("(Name and Title)", 200, 324),
        without=("Signer", "Date"),
    )

    assert (said["filed"], said["signer"], said["office"]) == ("1995-02-04", "Philip Quarles", "Managing Director")


def test_a_stamp_that_says_who_received_a_paper_tells_when() -> None:
    """The word "received" is all that the campaign knows of the stamp."""
    said = told(text("Received by NSD Registration Unit 07/31/2012 10:20:36 AM", 250, 30), without=("Date",))

    assert said["filed"] == "2012-07-31"


def test_a_signature_that_a_scan_distorts_is_no_part_of_the_name() -> None:
    """What electronic filing writes around a name is read with a slip."""
    said = told(text("Signature", 50, 300), text("és/ Helen Thornbury eSigned", 50, 312), without=("Signer",))

    assert said["signer"] == "Helen Thornbury"


def test_the_same_form_is_read_the_same_every_day() -> None:
    """Nothing hangs on the order of sets, which is another in every process."""
    program = (
        "from tests.unit.extraction.test_papers_of_others import HURRY\n"
        "from pipeline.extraction.wording.lexicon import Lexicon\n"
        "texts = ('Position', 'Occupation', 'Gender', 'Title', 'Name and title', 'Date of report', 'Mr or Ms')\n"
        "print([Lexicon(HURRY).labels(text) for text in texts])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in range(1, 5)
    }

    assert len(said) == 1


def test_a_speck_in_a_box_does_not_make_an_answer_of_its_label() -> None:
    """A scan shows a stroke before the label of the second box."""
    left, right = (48.0, 98.0, 290.0, 125.0), (290.0, 98.0, 500.0, 125.0)
    speck = replace(text("_", 292, 99, cell=right), box=(292, 99, 294, 107))
    said = values(
        HURRY,
        page(
            text("1. Name of Registrant", 50, 100, cell=left),
            text("Harrow and Pell", 50, 111, cell=left),
            speck,
            text("2. Registration Number", 300, 100, cell=right),
            text("2880", 300, 111, cell=right),
            *(block for block in FILLED if not block.text.startswith("Registration")),
        ),
    )

    assert said["number"].value == "2880"


def test_an_answer_that_is_read_less_clearly_than_the_next_question_stays_the_answer() -> None:
    """A scan shows what stands beside the label a little worse than the line below it."""
    beside = replace(text("Embassy of Marshovia", 270, 300), confidence=0.95)
    below = replace(text("Description of the material", 50, 316), confidence=0.99)
    said = told(text("Foreign partner", 50, 300), beside, below, text("Pamphlet", 270, 316), without=("Foreign",))

    assert said["partner"] == "Embassy of Marshovia"
