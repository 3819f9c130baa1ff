from __future__ import annotations

import numpy as np

from pipeline import media
from pipeline.documents.pictures.beyond import strokes_beyond
from pipeline.documents.pictures.boxes import TickBox
from pipeline.documents.pictures.marks import Things, find_marks
from pipeline.documents.read import read_document
from pipeline.model import BlockKind, Document, PlacedDocument
from tests.unit.documents.paper import DPI, filled_form, needs_tesseract, said, saved

Mask = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


def page() -> Mask:
    return np.zeros((200, 300), dtype=np.bool_)


@needs_tesseract
def test_boxes_within_a_line_part_its_words() -> None:
    """Two words with boxes behind them are two wordings, also where the boxes leave little room between."""
    sheet = filled_form().text(60, 300, "Yes").box(83, 302, ticked=True).text(97, 300, "No").box(116, 302, ticked=False)
    found = read_document(Document("scan", media.PNG, saved(sheet.picture, "PNG", dpi=(DPI, DPI))))
    assert isinstance(found, PlacedDocument)
    assert {"Yes", "No"} <= set(said(found))
    assert [block.checked for block in found.blocks if block.kind is BlockKind.TICK] == [True, False]


def test_a_stroke_that_runs_out_of_its_box_is_found_and_the_letter_beside_it_stays() -> None:
    """The end of a pen's cross is no letter; a letter stays, whether it touches it or not."""
    dark = page()
    for at in range(34):
        dark[60 - at : 63 - at, 40 + at] = True
    dark[38:60, 80:84] = True  # a letter farther right
    box = TickBox((40, 40, 62, 62), checked=True, confidence=0.9)
    beyond = strokes_beyond(dark, [box])
    assert beyond[:40].any()
    assert not beyond[40:62, 40:62].any()
    assert not beyond[:, 80:].any()
    dark[26:29, 73:84] = True  # now it touches
    assert not strokes_beyond(dark, [box])[:, 80:].any()


def test_a_number_in_a_column_of_boxes_is_no_mark() -> None:
    """Numbers of questions as far apart as the boxes above them stay; a check mark over the boxes is a mark."""
    dark = page()
    boxes = [TickBox((40, top, 60, top + 20), checked=False, confidence=0.95) for top in (52, 84)]
    number, mark = (40, 116, 59, 136), (40, 20, 58, 38)
    dark[116:136, 42:48] = True  # the figure
    dark[132:136, 54:59] = True  # its full stop
    for at in range(18):
        dark[35 - at : 38 - at, 40 + at] = True
    words = [(66, top, 120, top + 16) for top in (22, 54, 86, 118)]
    found = find_marks(dark, Things([number, mark, *words]), boxes)
    assert [each.square for each in found] == [mark]


def test_a_check_mark_that_is_higher_than_wide_is_a_mark() -> None:
    """Check marks may be narrow; what is wider than high is two letters."""
    dark = page()
    boxes = [TickBox((40, top, 60, top + 20), checked=False, confidence=0.95) for top in (52, 84)]
    narrow = (44, 20, 56, 40)
    for at in range(12):
        dark[38 - at : 40 - at, 44 + at] = True
    words = [(66, top, 120, top + 16) for top in (22, 54, 86)]
    assert [each.square for each in find_marks(dark, Things([narrow, *words]), boxes)] == [narrow]


def test_a_stroke_that_runs_into_the_line_below_leaves_its_letters() -> None:
    """The first letter of the next line is not wiped away with the pen's cross that touches it."""
    dark = page()
    dark[40:90, 50:53] = True  # the stroke, down out of its box
    dark[72:90, 50:66] = True  # the letter that it touches
    box = TickBox((40, 40, 62, 62), checked=True, confidence=0.9)
    beyond = strokes_beyond(dark, [box])
    assert beyond[62:66, 50:53].all()
    assert not beyond[72:].any()
