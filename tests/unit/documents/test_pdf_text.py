from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.pdf.read import read_pdf
from pipeline.documents.printed.frame import Frame
from pipeline.documents.printed.glyphs import glyph, mended
from pipeline.media import PDF
from pipeline.model import Block, BlockKind, Document, PlacedDocument
from tests.unit.documents.pdf_builder import Page, pdf


def blocks(*pages: Page) -> list[Block]:
    found = read_pdf(Document("flat.pdf", PDF, pdf(*pages)))
    assert isinstance(found, PlacedDocument)
    return list(found.blocks)


def texts(*pages: Page) -> list[str]:
    return [block.text for block in blocks(*pages) if block.kind is BlockKind.TEXT]


def ticks(*pages: Page) -> list[bool | None]:
    return [block.checked for block in blocks(*pages) if block.kind is BlockKind.TICK]


def test_a_line_is_a_block_with_its_place() -> None:
    """Words of one line are one block, placed from the top left corner, with a place that a person can follow."""
    (block,) = blocks(Page().text(50, 742, "Name of the city", size=10))
    assert (block.text, block.page, block.at) == ("Name of the city", 1, "page 1, line 1")
    assert block.box == pytest.approx((50, 92, 125, 102), abs=3)


def test_columns_of_a_form_are_parted() -> None:
    """A wide gap parts label and value; an ordinary one does not."""
    assert texts(Page().text(50, 700, "Country").text(200, 700, "Costa Rica")) == ["Country", "Costa Rica"]


def test_a_column_is_parted_where_its_neighbour_comes_near() -> None:
    """Where other lines begin behind a wide gap, a text begins behind a narrow one too."""
    page = Page()
    for n, (label, value) in enumerate((("Country", "Chile"), ("City", "Lota"), ("Street", "Calle"), ("Mail", "a@b"))):
        page.text(50, 700 - 20 * n, label).text(150, 700 - 20 * n, value)
    page.text(58, 600, "Name of the mayor").text(150, 600, "Ada Ash")
    assert texts(page)[-2:] == ["Name of the mayor", "Ada Ash"]


def test_letters_in_places_of_their_own_stay_apart() -> None:
    """Single letters at even steps are no words; a label in front of them is one text."""
    page = Page().text(50, 700, "Name", size=9)
    for n, letter in enumerate("ADA"):
        page.text(80 + 12 * n, 700, letter, size=9)
    assert texts(page) == ["Name", "A", "D", "A"]


def test_the_order_of_the_file_does_not_matter() -> None:
    """Many programs write all labels first and then all values; blocks come in reading order all the same."""
    page = Page().text(50, 650, "E-mail").text(50, 700, "Name")
    page.text(200, 700, "Ada").text(200, 650, "ada@city.example")
    assert texts(page) == ["Name", "Ada", "E-mail", "ada@city.example"]


def test_a_bold_label_is_parted_from_its_value() -> None:
    """Where type changes from bold to regular, a label ends and a value begins."""
    found = blocks(Page().text(50, 700, "Name", font="F2").text(80, 700, "Ada Example"))
    assert [(block.text, block.bold) for block in found] == [("Name", True), ("Ada Example", False)]


def test_a_drawn_line_parts_what_stands_beside_it() -> None:
    """Words in neighbouring table cells are apart, however near they stand."""
    page = Page().text(50, 700, "City").text(72, 700, "Lima").line(70, 690, 70, 715)
    assert texts(page) == ["City", "Lima"]


def test_text_stands_in_its_table_cell() -> None:
    """The smallest rectangle of drawn lines around a text is its cell."""
    page = Page().box(40, 600, 400, 100).line(200, 600, 200, 700).line(40, 650, 440, 650)
    page.text(50, 670, "City").text(210, 670, "Lima").text(50, 500, "outside")
    cells = {block.text: block.cell for block in blocks(page) if block.kind is BlockKind.TEXT}
    assert cells["City"] == pytest.approx((40, 142, 200, 192))
    assert cells["Lima"] == pytest.approx((200, 142, 440, 192))
    assert cells["outside"] is None


def test_a_broken_frame_is_no_cell() -> None:
    """Lines that do not close make no cell."""
    page = Page().line(40, 600, 40, 700).line(40, 700, 440, 700).line(40, 600, 440, 600).text(50, 650, "City")
    assert next(block.cell for block in blocks(page) if block.kind is BlockKind.TEXT) is None


def test_drawn_lines_are_rules() -> None:
    """Lines, thin filled boxes and pieces of one line give rules; pieces that touch are one."""
    page = Page().text(50, 700, "Name").line(100, 698, 200, 698).line(200, 698, 300, 698).raw("50 500 200 1 re f")
    rules = [block.box for block in blocks(page) if block.kind is BlockKind.RULE]
    assert rules == [pytest.approx((100, 144, 300, 144)), pytest.approx((50, 341.5, 250, 341.5))]


@pytest.mark.parametrize(
    ("inside", "checked"),
    [
        ("", False),
        ("BT /F1 9 Tf 1 0 0 1 51.5 702 Tm (X) Tj ET", True),
        ("BT /F3 9 Tf 1 0 0 1 51 702 Tm (4) Tj ET", True),
        ("50 700 m 60 710 l 50 710 m 60 700 l S", True),
        ("52 702 6 6 re f", True),
    ],
)
def test_a_drawn_square_is_a_box_to_tick(inside: str, *, checked: bool) -> None:
    """A small square is a box to tick; a letter, a cross or a filling in it ticks it."""
    assert ticks(Page().box(50, 700, 10, 10).text(65, 701, "I agree").raw(inside)) == [checked]


def test_boxes_to_tick_and_their_wordings_stand_in_the_cell_around_them() -> None:
    """The sides of a small square are no cell of a table, and words on both sides of it are apart."""
    page = Page().box(40, 600, 400, 100).line(200, 600, 200, 700)
    page.box(206, 650, 9, 9).text(219, 651, "Yes").box(240, 650, 9, 9).text(253, 651, "No").text(50, 651, "Agreed?")
    found = [block for block in blocks(page) if block.kind is not BlockKind.RULE]
    assert [block.text for block in found] == ["Agreed?", "", "Yes", "", "No"]
    assert [block.cell for block in found[1:]] == [pytest.approx((200, 142, 440, 242))] * 4


def test_squares_in_a_row_are_places_for_letters() -> None:
    """Frames for single letters are no boxes to tick, and their letters are text."""
    page = Page().text(50, 750, "Postcode")
    for index in range(5):
        page.box(50 + 12 * index, 700, 12, 12)
    assert ticks(page.text(53, 702, "8")) == []
    assert "8" in texts(page)


def test_signs_of_symbol_fonts_become_box_signs() -> None:
    """Boxes and ticks out of ZapfDingbats are the signs that a person sees."""
    assert texts(Page().text(50, 700, "o", font="F3").text(62, 700, "Yes")) == ["☐ Yes"]


@pytest.mark.parametrize(
    ("code", "font", "sign"),
    [
        (0xF06F, "", "☐"),
        (0xF0A8, "Wingdings", "☐"),
        (0xF0FE, "Wingdings", "☑"),
        (0xF0FD, "", "☒"),
        (0xF0FC, "", "✓"),
        (0xF078, "", "☒"),
        (0xFE, "ABCDEF+Wingdings-Regular", "☑"),
        (0x52, "Wingdings2", "☑"),
        (0x41, "Arial", "A"),
    ],
)
def test_private_signs_are_known(code: int, font: str, sign: str) -> None:
    """The usual box signs of Word's symbol fonts are told by their code, and by the font where it says more."""
    assert glyph(code, font) == sign


@pytest.mark.parametrize(("raw", "seen"), [("oﬃce", "office"), ("co\xadop", "coop"), ("word\x02", "word-"), ("½", "½")])
def test_letters_are_mended(raw: str, seen: str) -> None:
    """Ligatures are taken apart and soft hyphens go, nothing else is changed."""
    assert mended(raw) == seen


def test_right_to_left_text_is_in_logical_order() -> None:
    """Hebrew stands in the file from left to right as it is seen; it is given as it is read."""
    assert texts(Page().text(50, 700, "cba 12 fed", font="F4")) == ["דהו 12 אבג"]


def test_brackets_and_latin_words_in_right_to_left_text() -> None:
    """Latin words among Hebrew ones keep their own order, and brackets open before they close."""
    page = Page().text(50, 700, "fed", font="F4").text(70, 700, "UN Day").text(110, 700, "cba ihg", font="F4")
    page.text(50, 650, "fed", font="F4").text(68, 650, ")12(").text(90, 650, "cba", font="F4")
    assert texts(page) == ["זחט אבג UN Day דהו", "אבג (12) דהו"]


def test_a_turned_page_is_read_upright() -> None:
    """On a page that is shown turned, places and lines are those that a person sees."""
    page = Page(extra="/Rotate 90")
    page.raw("BT /F1 10 Tf 0 1 -1 0 100 50 Tm (Country) Tj ET BT 0 1 -1 0 100 200 Tm (Peru) Tj ET")
    found = blocks(page)
    assert [block.text for block in found] == ["Country", "Peru"]
    assert found[0].box == pytest.approx((50, 93, 86, 102), abs=2)


def test_text_along_the_margin_is_one_block() -> None:
    """Upright text on a level page is read as one piece and mixes with no line."""
    page = Page().text(50, 700, "Name of the city").raw("BT /F1 10 Tf 0 1 -1 0 30 650 Tm (Form 7 b) Tj ET")
    assert sorted(texts(page)) == ["Form 7 b", "Name of the city"]


def test_invisible_text_is_given_with_doubt() -> None:
    """An invisible layer comes from some text recognition."""
    (block,) = blocks(Page().raw("BT 3 Tr /F1 10 Tf 1 0 0 1 50 700 Tm (Recognised) Tj ET"))
    assert (block.text, block.confidence) == ("Recognised", 0.6)


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    """Lines are not joined here, so that a broken word keeps its hyphen."""
    assert texts(Page().text(50, 700, "under-").text(50, 688, "standing")) == ["under-", "standing"]


def test_large_letters_beside_small_lines_keep_lines_apart() -> None:
    """Two lines beside a tall heading are not mixed with each other."""
    page = Page().text(50, 700, "2030", size=30)
    found = texts(page.text(200, 712, "first line").text(200, 701, "second line"))
    assert [text for text in found if text != "2030"] == ["first line", "second line"]


def test_pictures_are_ink_but_backgrounds_are_not() -> None:
    """A picture may be a signature; one that covers the page behind text is paper."""
    page = Page().text(50, 700, "Signature of the mayor of the city").picture(0, 0, 595, 842).picture(200, 690, 80, 30)
    inks = [block.box for block in blocks(page) if block.kind is BlockKind.INK]
    assert inks == [pytest.approx((200, 122, 280, 152))]


def note(kind: str, rest: str, rect: str = "200 695 300 712") -> Page:
    return Page(extra=f"/Annots [<< /Type /Annot /Subtype /{kind} /Rect [{rect}] {rest} >>]").text(50, 700, "Name:")


def test_typed_notes_are_text() -> None:
    """What a viewer's typewriter put onto a flat form is read like text of the page."""
    found = texts(note("FreeText", r"/Contents (Ada Example\rMayor) /DA (/Helv 10 Tf)", "200 690 300 714"))
    assert sorted(found) == ["Ada Example", "Mayor", "Name:"]
    assert texts(note("FreeText", "/Contents (hidden) /F 2")) == ["Name:"]


def test_a_stamp_is_ink_and_ticks_a_box() -> None:
    """A stamp or stroke of a pen is ink; a small one in a box ticks it."""
    assert [block.kind for block in blocks(note("Stamp", ""))] == [BlockKind.TEXT, BlockKind.INK]
    assert ticks(note("Ink", "", "99 699 111 711").box(100, 700, 10, 10)) == [True]


def test_text_drawn_under_its_field_is_given_once() -> None:
    """A form that draws the value of a field on the page as well says it once, other text in its frame stays."""
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (city) /V (Lima) /Rect [100 690 300 720] >>"
    page = Page(extra="/Annots [10 0 R]").text(105, 700, "Lima").text(200, 700, "(in capitals)").text(280, 700, "L")
    found = read_pdf(Document("x.pdf", PDF, pdf(page, root="/AcroForm << /Fields [10 0 R] >>", objects=(field,))))
    assert isinstance(found, PlacedDocument)
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.FIELD, "Lima"),
        (BlockKind.TEXT, "(in capitals)"),
        (BlockKind.TEXT, "L"),
    ]


FRAMES = st.builds(
    Frame,
    st.floats(-500, 500),
    st.floats(-500, 500),
    st.floats(600, 1500),
    st.floats(600, 1500),
    st.sampled_from([0, 90, 180, 270]),
)


@given(FRAMES, st.tuples(*[st.floats(0, 1)] * 4))
def test_what_is_on_the_page_stays_on_it(frame: Frame, parts: tuple[float, ...]) -> None:
    """A rectangle within the visible page is a box within the page as shown, of the same size."""
    x0, x1 = (frame.left + part * (frame.right - frame.left) for part in sorted(parts[:2]))
    y0, y1 = (frame.bottom + part * (frame.top - frame.bottom) for part in sorted(parts[2:]))
    left, top, right, bottom = frame.box(x0, y0, x1, y1)
    assert -0.01 <= left <= right <= frame.width + 0.01
    assert -0.01 <= top <= bottom <= frame.height + 0.01
    assert (right - left) * (bottom - top) == pytest.approx((x1 - x0) * (y1 - y0), abs=0.01)


WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJ", min_size=1, max_size=9)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12))
def test_no_word_of_a_form_is_lost(rows: list[tuple[str, str]]) -> None:
    """Whatever stands in two columns of a form comes out complete, in rows, label before value."""
    page = Page()
    for number, (label, value) in enumerate(rows):
        page.text(50, 800 - 20 * number, label).text(300, 800 - 20 * number, value)
    assert texts(page) == [word for row in rows for word in row]
