from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from pipeline import media
from pipeline.config import LimitSettings
from pipeline.documents.read import read_document
from pipeline.evidence.find import Stream, find, plain, stream_of
from pipeline.evidence.job import Job, Spot
from pipeline.evidence.office import pages_of
from pipeline.evidence.task import cut_out
from pipeline.model import Block, BlockKind, Document, PlacedDocument
from tests.unit.documents.pdf_builder import Page, pdf
from tests.unit.evidence.seeing import SAME_FORM, document, framed, ink, needs_office, picture, text_in, values

if TYPE_CHECKING:
    from pipeline.model import Box

TYPED = ("government_name", "population", "leader_name", "leader_title", "contact_email", "contact_phone", "motivation")
LIMITS = LimitSettings(seconds=60, memory_mb=1024, workers=1)


@pytest.mark.parametrize("name", ["flat.pdf", "acroform.pdf"])
def test_the_frame_in_a_pdf_holds_the_value(name: str) -> None:
    """Every value of a PDF has a cut-out; inside its frame there is ink, and the page's own text there is the value."""
    form = document(SAME_FORM / name)
    read = values(form)

    found = cut_out(Job(form, tuple(map(Spot.of, read))))

    for value, png in zip(read, found, strict=True):
        assert ink(framed(png)) > 0.005, value.field
        if value.source.page and value.source.box and name == "flat.pdf" and value.field in TYPED:
            assert plain(value.raw) in text_in(form.data, value.source.page, value.source.box), value.field


@needs_office
def test_values_of_word_and_excel_forms_are_found_where_they_are_drawn() -> None:
    """Each found place holds the text of its value, letter by letter, and nearly every value is found."""
    forms = [document(SAME_FORM / name) for name in ("table.docx", "controls.docx", "sheet.xlsx")]
    for form, pages in zip(forms, pages_of(forms, LIMITS), strict=True):
        assert pages is not None
        placed = read_document(form)
        assert isinstance(placed, PlacedDocument)
        with pdfium.PdfDocument(pages) as drawn:
            letters = stream_of(drawn)
        read = [value for value in values(form) if isinstance(value.value, str)]
        places = {value.field: find(value.raw, value.source.at, placed.blocks, letters) for value in read}
        for value in read:
            place = places[value.field]
            if place is not None:
                assert text_in(pages, *place) == plain(value.raw), value.field
        assert sum(place is not None for place in places.values()) >= len(read) - 1


def blocks(*texts: str) -> tuple[Block, ...]:
    here: Box = (0, 0, 1, 1)
    return tuple(Block(BlockKind.TEXT, text, 1, here, f"row {row}") for row, text in enumerate(texts, 1))


def drawn(*lines: str) -> Stream:
    """The same letters on a page, one line below the other."""
    letters = "".join(map(plain, lines))
    rows = [row for row, line in enumerate(lines) for _ in plain(line)]
    return Stream(letters, [(1, (0.0, 10.0 * row, 100.0, 10.0 * row + 8)) for row in rows])


def test_a_text_that_stands_twice_is_found_in_its_own_row() -> None:
    """The mayor's telephone and the contact's are the same: each is shown beside its own label."""
    texts = ("Mayor", "Telephone", "555 0100", "Contact", "Phone", "555 0100", "Website")
    assert find("555 0100", "row 3", blocks(*texts), drawn(*texts)) == (1, (0, 20, 100, 28))
    assert find("555 0100", "row 6", blocks(*texts), drawn(*texts)) == (1, (0, 50, 100, 58))


def test_nothing_rather_than_the_wrong_place() -> None:
    """Two alike with the same words around them, a text that is not drawn, and marks alone have no place."""
    once = ("Name", "Ana", "Post")
    assert find("Ana", "row 2", blocks(*once), drawn(*once, *once)) is None
    assert find("2022-09-05", "row 1", blocks("2022-09-05"), drawn("5 September 2022")) is None
    assert find("☒", "row 1", blocks("☒"), drawn("☒ Yes")) is None
    assert find("12", "row 1", blocks("12"), drawn("Since 2012 in the town of")) is None


def test_a_turned_page_is_shown_as_a_person_sees_it() -> None:
    """A page with a quarter turn: the cut-out is of the page as shown, where the box is meant."""
    data = pdf(Page(extra="/Rotate 90").text(100, 700, "Turned city", size=24))
    placed = read_document(Document("form.pdf", media.PDF, data))
    assert isinstance(placed, PlacedDocument)
    (block,) = placed.blocks

    (png,) = cut_out(Job(Document("form.pdf", media.PDF, data), (Spot("name", block.text, "", 1, block.box),)))

    assert ink(framed(png)) > 0.05


def test_cut_outs_are_small_whatever_the_page_is() -> None:
    """A page as large as a wall and a box as large as the page: at most 700 pixels wide and 420 high."""
    data = pdf(Page(14_000, 14_000).text(100, 700, "Far away"))
    spots = (
        Spot("all", "", "", 1, (0, 0, 14_000, 14_000)),
        Spot("some", "", "", 1, (100, 13_290, 300, 13_310)),
    )
    for png in cut_out(Job(Document("form.pdf", media.PDF, data), spots)):
        width, height = picture(png).size
        assert width <= 701
        assert height <= 421
        assert png is not None
        assert len(png) < 60_000


def test_a_place_that_is_not_there_has_no_cut_out() -> None:
    """A page beyond the last, a box outside the page or without any size, and endless numbers."""
    form = Document("form.pdf", media.PDF, pdf(Page().text(100, 700, "City")))
    boxes: tuple[tuple[int, Box], ...] = (
        (2, (10, 10, 20, 20)),
        (0, (10, 10, 20, 20)),
        (1, (900, 900, 950, 950)),
        (1, (0, 0, 0, 0)),
        (1, (10, 10, float("inf"), 20)),
        (1, (float("nan"), 10, 20, 20)),
    )
    assert cut_out(Job(form, tuple(Spot("x", "", "", *each) for each in boxes))) == [None] * len(boxes)


def test_a_text_that_nobody_can_see_has_no_cut_out() -> None:
    """White on white, as what is cut off by the edge of a cell: its frame would be empty."""
    pages = pdf(Page().text(50, 700, "City").raw("1 g").text(150, 700, "Exampleville"), Page().text(50, 700, "Nothing"))
    form = Document("form.docx", media.DOCX, b"")
    spots = (Spot("city", "Exampleville", ""), Spot("label", "City", ""))
    hidden, seen = cut_out(Job(form, spots, pages))
    assert hidden is None
    assert ink(framed(seen)) > 0.02
