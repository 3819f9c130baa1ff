"""Tables drawn with letters in plain text."""

from __future__ import annotations

import pytest

from tests.unit.documents.office import placed, texts
from tests.unit.documents.test_text import outcome

PLAIN = "| Name | Country |\n| Ada Ash | Ireland |\n| Ben Birch | Spain |\n"
RULED = (
    "+---+---+\n| Name | Country |\n|:----|----|\n| Ada Ash | Ireland |\n+---+---+\n| Ben Birch | Spain |\n+---+---+\n"
)
OPEN = "Name | Country\nAda Ash | Ireland\nBen Birch | Spain\n"
DRAWN = "┌───┬───┐\n│ Name │ Country │\n├───┼───┤\n│ Ada Ash │ Ireland │\n│ Ben Birch │ Spain │\n└───┴───┘\n"


PASTED = "Name\tCountry\tE-mail\nAda Ash, the first\tIreland\ta@b.example\nBen\t\tb@b.example\n"


def test_columns_that_were_pasted_with_tabs_stand_under_each_other() -> None:
    """However long their texts are; a cell left empty stays empty."""
    cells = {block.text: block.cell for block in placed(outcome(PASTED.encode())).blocks}
    email, first, second = (cells[text] for text in ("E-mail", "a@b.example", "b@b.example"))
    assert email is not None
    assert first is not None
    assert second is not None
    assert email[::2] == first[::2] == second[::2]


@pytest.mark.parametrize("table", [PLAIN, RULED, OPEN, DRAWN])
def test_the_cells_of_a_drawn_table_stand_under_each_other(table: str) -> None:
    """However the table is drawn, each text has its cell, and the cells of a column have the same edges."""
    blocks = tuple(block for block in placed(outcome(table.encode())).blocks if block.cell)
    assert texts(blocks) == ["Name", "Country", "Ada Ash", "Ireland", "Ben Birch", "Spain"]
    assert len({(block.cell[0], block.cell[2]) for block in blocks if block.cell}) == 2
    assert len({block.cell[1] for block in blocks if block.cell}) == 3


def test_one_line_with_an_upright_stroke_is_no_table() -> None:
    """Mail footers part their words so."""
    (block,) = placed(outcome(b"Ada Ash | Mayor | Alderwick\n")).blocks
    assert (block.text, block.cell) == ("Ada Ash | Mayor | Alderwick", None)


def test_what_stands_after_a_table_stands_under_it() -> None:
    """The lines keep their places and their numbers."""
    last = placed(outcome((RULED + "Thank you\n").encode())).blocks[-1]
    assert (last.text, last.at, last.box[1]) == ("Thank you", "line 8", 98)
