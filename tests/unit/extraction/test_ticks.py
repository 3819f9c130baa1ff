"""Boxes to tick: which wording is theirs, and which of them answer one question."""

from __future__ import annotations

from dataclasses import replace

from pipeline.campaign.definition import Choice, FieldType
from pipeline.model import Block, BlockKind, PlacedDocument
from tests.unit.extraction.placing import campaign, page, text, values

COLOURS = ("Red", "Green", "Blue")
_PLAIN = campaign(("colours", FieldType.CHOICES, ("Colours",)), ("agreed", FieldType.YES_NO, ("Agreed",)))
ASKED = replace(
    _PLAIN,
    fields=(
        replace(_PLAIN.fields[0], choices=tuple(Choice(key.lower(), {"en": (key,)}) for key in COLOURS)),
        _PLAIN.fields[1],
    ),
)


def tick(x: float, y: float, *, checked: bool, cell: tuple[float, float, float, float] | None = None) -> Block:
    return Block(
        BlockKind.TICK, "", 1, (x, y, x + 8, y + 8), "drawn box", cell=cell, checked=checked, reader="pdf-text"
    )


def test_a_row_with_its_boxes_behind_the_words_in_a_form_with_boxes_in_front() -> None:
    """Each row tells for itself: the box after its last word is that word's."""
    words = "Red \u2610     Green \u2611     Blue \u2610"
    cells = [(0.0, 14.0 * row, 100.0, 14.0 * row + 14) for row in range(2)]
    right = [(100.0, cell[1], 300.0, cell[3]) for cell in cells]
    lines = [("Colours", cells[0]), (words, right[0]), ("Agreed", cells[1]), ("\u2611 Yes     \u2610 No", right[1])]
    blocks = tuple(
        Block(BlockKind.TEXT, words, 1, cell, f"cell {number}", cell=cell, reader="xlsx")
        for number, (words, cell) in enumerate(lines)
    )
    read = values(ASKED, PlacedDocument("xlsx", blocks, 1, drawn=False))
    assert read["colours"].value == ("green",)
    assert read["agreed"].value is True


def test_boxes_of_two_questions_side_by_side_are_kept_apart_by_their_cells() -> None:
    """Questions in one row of a table, their boxes read by turns: each takes the boxes of its own cell."""
    themes, agreed = (100.0, 0.0, 250.0, 60.0), (350.0, 0.0, 500.0, 60.0)
    blocks = [
        text("Colours", 5, 4, bold=True, cell=(0, 0, 100, 60)),
        text("Agreed", 255, 4, bold=True, cell=(250, 0, 350, 60)),
        tick(355, 4, checked=True, cell=agreed),
        text("Yes", 366, 4, cell=agreed),
        tick(400, 4, checked=False, cell=agreed),
        text("No", 411, 4, cell=agreed),
    ]
    for row, (word, checked) in enumerate(zip(COLOURS, (True, False, True), strict=True)):
        blocks += [tick(105, 4 + 14 * row, checked=checked, cell=themes), text(word, 116, 4 + 14 * row, cell=themes)]
    read = values(ASKED, page(*blocks))
    assert read["colours"].value == ("red", "blue")
    assert read["agreed"].value is True


def test_a_list_of_boxes_goes_on_over_the_page() -> None:
    """The number of the page between two boxes is no label."""
    blocks = [text("Agreed", 5, 600, bold=True), tick(5, 614, checked=True), text("Yes", 16, 614)]
    blocks += [text("Colours", 5, 700, bold=True), tick(5, 714, checked=True), text("Red", 16, 714)]
    blocks += [text("Page 1 / 2", 200, 820), text("Page 2 / 2", 200, 820, page=2)]
    blocks += [replace(tick(5, 40 + 14 * row, checked=row == 1), page=2) for row in range(2)]
    blocks += [text(word, 16, 40 + 14 * row, page=2) for row, word in enumerate(COLOURS[1:])]
    assert values(ASKED, page(*blocks))["colours"].value == ("red", "blue")


def test_an_empty_box_worded_no_says_nothing_when_the_other_was_not_seen() -> None:
    """In a scan the crossed box beside "Yes" may be missed: the empty one beside "No" is no refusal."""
    seen = [text("Agreed", 5, 4, bold=True), text("K yes", 5, 20), tick(60, 20, checked=False), text("No", 72, 20)]
    assert "agreed" not in values(ASKED, page(*seen, text("Colours", 5, 40, bold=True), text("Red", 5, 56)))


def test_a_box_whose_mark_is_unclear_gives_a_doubtful_value() -> None:
    """Where the reader of a scan is not sure that a box is ticked, its value is not sure either."""
    asked = [text("Colours", 5, 4, bold=True), text("Red", 116, 4), text("Blue", 116, 18)]
    asked += [text("Agreed", 5, 40, bold=True), text("yes", 100, 40)]
    first, second = tick(100, 4, checked=True), tick(100, 18, checked=False)
    clear = values(ASKED, page(*asked, first, second))["colours"]
    unclear = values(ASKED, page(*asked, replace(first, confidence=0.6), second))["colours"]
    assert clear.value == unclear.value == ("red",)
    assert clear.confidence >= 0.9 > unclear.confidence


def test_an_empty_pair_of_brackets_in_a_scan_is_an_empty_box() -> None:
    """OCR leaves out the space of "( )": the cross behind the first word is the second word's."""
    blocks = [
        text("Colours", 5, 2, bold=True),
        text("() Red (X) Green () Blue", 105, 2),
        text("Agreed", 5, 22, bold=True),
        text("() Yes (X) No", 105, 22),
    ]
    read = values(ASKED, page(*(replace(block, reader="ocr") for block in blocks)))
    assert read["colours"].value == ("green",)
    assert read["agreed"].value is False
