"""Answers of several lines in documents whose reader knows the paragraphs."""

from __future__ import annotations

from dataclasses import replace

from pipeline.campaign.definition import Field, FieldType
from pipeline.model import CERTAIN, Block, BlockKind, PlacedDocument
from tests.unit.extraction.placing import campaign, values

ASKED = campaign(
    ("address", FieldType.TEXT, ("Postal address",)),
    ("website", FieldType.URL, ("Website",)),
    ("name", FieldType.PERSON, ("Name",)),
)


def flow(*lines: tuple[str, int, bool]) -> PlacedDocument:
    """A flow of lines: text, number of its paragraph, whether it is bold."""
    blocks = [
        Block(
            BlockKind.TEXT,
            text,
            1,
            (0, 14.0 * row, 7.0 * len(text), 14.0 * row + 14),
            f"paragraph {number}",
            bold=bold,
            reader="docx",
        )
        for row, (text, number, bold) in enumerate(lines)
    ]
    return PlacedDocument("docx", tuple(blocks), 1, drawn=False)


def test_all_lines_of_the_paragraph_are_the_answer() -> None:
    """A line break inside a paragraph does not end the address; the next paragraph does."""
    read = values(
        ASKED,
        flow(
            ("Postal address", 1, True),
            ("12 Mill Lane", 2, False),
            ("AB1 2CD Ashcombe", 2, False),
            ("Website", 3, True),
            ("ashcombe.example", 4, False),
            ("Name", 5, True),
            ("Ada Ashworth", 6, False),
        ),
    )
    assert read["address"].value == "12 Mill Lane, AB1 2CD Ashcombe"
    assert read["name"].value == "Ada Ashworth"


def test_a_line_that_asks_for_something_ends_the_answer() -> None:
    """In one paragraph with line breaks, each label begins something new, known or not."""
    read = values(
        ASKED,
        flow(
            ("Postal address: 12 Mill Lane", 1, False),
            ("Favourite colour: blue", 1, False),
            ("Website: ashcombe.example", 1, False),
            ("Name: Ada Ashworth", 1, False),
        ),
    )
    assert read["address"].value == "12 Mill Lane"


def test_letters_alone_do_not_say_that_nobody_signed() -> None:
    """A form pasted into a mail has no place for ink: no mark there is no sure "no"."""
    signature = Field("signed", FieldType.YES_NO, {"en": ("Signature",)}, mark=True)
    lines = ("Name: Ada Ashworth", "Website: ashcombe.example", "Signature:")
    blocks = tuple(
        Block(BlockKind.TEXT, line, 1, (0, 14.0 * row, 7.0 * len(line), 14.0 * row + 14), f"line {row}", reader="text")
        for row, line in enumerate(lines)
    )
    asked = replace(ASKED, fields=(*ASKED.fields, signature))

    signed = values(asked, PlacedDocument("text", blocks, 1, drawn=False))["signed"]

    assert signed.value is False
    assert signed.confidence < CERTAIN
