"""Answers that are written letter by letter into boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType
from pipeline.model import Block, BlockKind, PlacedDocument
from tests.unit.extraction.placing import HEIGHT, campaign, page, text, values

if TYPE_CHECKING:
    from pipeline.model import Box

CHOIR = campaign(
    ("name", FieldType.TEXT, ("Name of the choir",)),
    ("country", FieldType.COUNTRY, ("Country",)),
    ("singers", FieldType.NUMBER, ("Number of singers",)),
)
SIDE = 12.0  # points


def spelt(words: str, x: float, y: float, *, cells: bool = True) -> list[Block]:
    """Each letter in the middle of a box of its own; a blank is an empty box. Letters that are low stand lower."""
    blocks = []
    for n, letter in enumerate(words):
        cell = (x + n * SIDE, y - 3, x + (n + 1) * SIDE, y + SIDE - 3)
        low = 1.0 if letter in ",.aeo" else 0.0
        box = (cell[0] + 4, y + low, cell[0] + 8, y + HEIGHT + low)
        blocks.append(Block(BlockKind.TEXT, letter, 1, box, "page 1", cell=cell if cells else None, reader="pdf-text"))
    return [block for block in blocks if block.text != " "]


def read(*blocks: Block) -> dict[str, object]:
    return {key: value.value for key, value in values(CHOIR, page(*blocks)).items()}


def test_letters_in_boxes_are_one_text() -> None:
    """Below the question, with empty boxes for blanks, high and low letters, digits and commas."""
    blocks = [text("Name of the choir", 50, 0), *spelt("Larks of Alder", 50, 14)]
    blocks += [text("Country", 50, 40), *spelt("Ireland", 50, 54)]
    blocks += [text("Number of singers", 50, 80), *spelt("1,042", 50, 94)]
    assert read(*blocks) == {"name": "Larks of Alder", "country": "IE", "singers": 1042}


def test_letters_may_stand_beside_their_question_and_without_boxes() -> None:
    """Letters over short strokes, at even steps, on the right of the label."""
    blocks = [text("Name of the choir", 50, 0), *spelt("Ada", 250, 0, cells=False)]
    blocks += [text("Country", 50, 30), *spelt("Spain", 250, 30, cells=False)]
    assert read(*blocks) == {"name": "Ada", "country": "ES"}


def test_a_second_row_of_boxes_goes_on_with_the_first() -> None:
    """Words that had no room in the first row stand in the next one."""
    blocks = [text("Name of the choir", 50, 0), *spelt("The Larks", 50, 14), *spelt("of Alderwick", 50, 30)]
    blocks += [text("Country", 50, 60), *spelt("Spain", 50, 74)]
    assert read(*blocks) == {"name": "The Larks of Alderwick", "country": "ES"}


def test_a_row_that_is_full_leaves_the_next_word_in_doubt() -> None:
    """Nothing tells whether a word goes on behind the last box."""
    blocks = [text("Name of the choir", 50, 0), *spelt("Alderwick", 50, 14), *spelt("Larks", 50, 30)]
    blocks += [text("Country", 50, 60), *spelt("Spain", 50, 74)]
    assert values(CHOIR, page(*blocks))["name"].confidence < 0.9


def sheet(*rows: tuple[str, ...]) -> PlacedDocument:
    """A table whose places are those of its grid."""

    def cell(row: int, column: int) -> Box:
        return column * 50.0, row * 14.0, column * 50.0 + 50, row * 14.0 + 14

    blocks = [
        Block(BlockKind.TEXT, words, 1, (cell(r, c)[0], cell(r, c)[1], cell(r, c)[0] + 7, cell(r, c)[3]), "cell",
              cell=cell(r, c))
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
        if words.strip()
    ]  # fmt: skip
    return PlacedDocument("xlsx", tuple(blocks), 1, drawn=False)


def test_letters_in_the_cells_of_a_sheet_are_one_text() -> None:
    """A label and behind it one letter in each cell."""
    found = values(CHOIR, sheet(("Name of the choir", *"Larks of"), ("Country", *"Spain")))
    assert {key: value.value for key, value in found.items()} == {"name": "Larks of", "country": "ES"}


def test_numbers_in_the_cells_of_a_table_stay_apart() -> None:
    """A row of counts is no number of many digits, where nothing else is spelt letter by letter."""
    found = values(CHOIR, sheet(("Country", "Spain"), ("Number of singers", "4", "2", "1", "7")))
    assert found["country"].value == "ES"
    assert "singers" not in found or found["singers"].value != 4217
