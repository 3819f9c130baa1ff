from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from pipeline import media
from pipeline.documents.read import read_document
from pipeline.model import BlockKind, Document, PlacedDocument, Unreadable
from tests.unit.documents.paper import DPI, Sheet, accented, filled_form, find, needs_tesseract, said, saved

pytestmark = needs_tesseract
FRENCH = {
    "en": frozenset({"name", "of", "the", "city", "country", "mayor", "telephone"}),
    "fr": frozenset({"nom", "de", "la", "commune", "pays", "maire", "telephone", "fonction", "adresse", "nombre"}),
}


def read(data: bytes, kind: str = media.PNG, **more: object) -> PlacedDocument | Unreadable:
    return read_document(Document("scan", kind, data), **more)  # type: ignore[arg-type]  # handed on


def placed(picture: Image.Image, kind: str = "PNG", **more: object) -> PlacedDocument:
    mime = {"PNG": media.PNG, "JPEG": media.JPEG, "TIFF": media.TIFF, "PDF": media.PDF}[kind]
    found = read(saved(picture, kind, **({"dpi": (DPI, DPI)} | more)), mime)
    assert isinstance(found, PlacedDocument), found
    return found


def stands_as_the_form(found: PlacedDocument) -> None:
    """The labels and values of `filled_form` are there, each value in the row of its label and right of it."""
    for label, value in (
        ("Name of the government", "City of Windhoek"),
        ("Name of the mayor", "Ndapewa Shilongo"),
        ("Electronic mail", "mayor@windhoek.example"),
    ):
        here, there = find(found, label).box, find(found, value).box
        assert there[0] > here[2]
        assert abs((here[1] + here[3]) / 2 - (there[1] + there[3]) / 2) < 5


def test_a_scanned_form_is_read_in_place() -> None:
    """Words come in segments with boxes in points, as from a PDF with text, and each says how sure it is."""
    found = placed(filled_form().picture)
    assert (found.reader, found.pages, found.drawn, found.findings) == ("ocr", 1, True, ())
    stands_as_the_form(found)
    value = find(found, "City of Windhoek")
    assert value.box[0] == pytest.approx(260, abs=2)
    assert (value.page, value.reader) == (1, "ocr")
    assert 0.7 < value.confidence < 1


@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_that_lies_on_its_side_is_turned(turn: int) -> None:
    """Turned pages read as upright ones, and the place of a value says that the page was turned."""
    found = placed(filled_form().picture.rotate(turn, expand=True, fillcolor=255))
    stands_as_the_form(found)
    assert f"turned by {turn}°" in find(found, "Namibia").at


def test_a_page_laid_askew_is_straightened() -> None:
    """At seven degrees the program alone reads hardly a word; label and value must stand in one row again."""
    stands_as_the_form(placed(filled_form().picture.rotate(-7, Image.Resampling.BICUBIC, fillcolor=255)))


def test_a_photograph_in_bad_light_is_read() -> None:
    """A page half in the shade, a little blurred, saved as JPEG with the camera held sideways."""
    page = filled_form().picture
    shade = Image.linear_gradient("L").resize(page.size).point(lambda value: 90 + value // 2)
    dim = Image.composite(page, Image.new("L", page.size, 0), shade).filter(ImageFilter.GaussianBlur(0.7))
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: to be turned by 90 degrees
    found = placed(dim.rotate(90, expand=True), "JPEG", quality=60, exif=exif)
    stands_as_the_form(found)
    assert "turned" not in find(found, "Namibia").at  # the camera had said so


def test_a_fax_of_several_pages_is_read() -> None:
    """Each picture of a TIFF is a page; twice as many dots across as down are no obstacle."""
    pages = [filled_form().picture, Sheet().text(60, 60, "Signed on behalf of the council of the city", 14).picture]
    fax = [page.resize((round(page.width * 1.02), page.height // 2)).convert("1") for page in pages]
    found = placed(fax[0], "TIFF", save_all=True, append_images=fax[1:], dpi=(204, 100), compression="group4")
    assert found.pages == 2
    assert find(found, "Signed on behalf of the council of the city").page == 2


def test_pages_may_lie_differently() -> None:
    """A page that lies on its side between upright ones is turned too."""
    pages = [filled_form().picture, filled_form().picture.rotate(90, expand=True, fillcolor=255)]
    found = placed(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [block.page for block in found.blocks if block.text == "City of Windhoek"] == [1, 2]


def test_tables_boxes_and_signatures_are_seen() -> None:
    """Lines make cells, small squares are boxes with or without a mark, strokes of a pen are ink and no words."""
    sheet = filled_form()
    for row in range(3):
        sheet.frame(55, 300 + 20 * row, 250, 320 + 20 * row, grey=150).frame(250, 300 + 20 * row, 540, 320 + 20 * row)
        sheet.text(60, 303 + 20 * row, ("Region", "District", "Population")[row])
        sheet.text(256, 303 + 20 * row, ("Khomas", "Central", "486 000")[row])
    sheet.box(60, 400, ticked=False).text(76, 399, "Municipality").box(200, 400, ticked=True).text(216, 399, "Region ")
    found = placed(sheet.text(60, 450, "Signature:").signature(160, 435).picture)
    cell = find(found, "Central").cell
    assert cell == pytest.approx((250, 320, 540, 340), abs=3)
    assert find(found, "District").cell == pytest.approx((55, 320, 250, 340), abs=3)
    ticks = [block for block in found.blocks if block.kind is BlockKind.TICK]
    assert [(block.checked, round(block.box[0] / 10)) for block in ticks] == [(False, 6), (True, 20)]
    inks = [block.box for block in found.blocks if block.kind is BlockKind.INK]
    assert len(inks) == 1
    assert inks[0] == pytest.approx((160, 435, 250, 464), abs=6)
    assert said(found)[-1] == "Signature:"


def test_the_language_is_told_by_the_words_of_the_campaign() -> None:
    """A French form is read with the French model, so that its accents are right."""
    sheet = Sheet(font=accented()).text(60, 50, "Nom de la commune").text(260, 50, "Ville de Namur")
    sheet.text(60, 80, "Nombre d'habitants, adresse et téléphone de la mairie, nom et fonction du maire")
    sheet.text(60, 110, "Être accompagnés pour écrire une charte locale avec les comités de quartier")
    found = read(saved(sheet.picture, "PNG", dpi=(DPI, DPI)), languages=FRENCH)
    assert isinstance(found, PlacedDocument)
    assert "Être accompagnés pour écrire une charte locale avec les comités de quartier" in said(found)


def test_paper_without_words_is_no_form() -> None:
    """An empty page, and a drawing without words, say that nothing could be read and what to do."""
    for sheet in (Sheet(), Sheet().signature(100, 200)):
        found = read(saved(sheet.picture, "PNG"))
        assert isinstance(found, Unreadable)
        assert (found.code, found.reason.count(".")) == ("scan", 2)


def _bomb() -> bytes:
    """A PNG of a few bytes that says it has a billion pixels."""
    data = bytearray(saved(Sheet((70, 70)).picture, "PNG"))
    data[16:24] = (32_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (saved(filled_form().picture, "JPEG")[:400], media.JPEG, "damaged"),
        (b"\xff\xd8\xff\xe0 and nothing more", media.JPEG, "damaged"),
        (b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\x00" * 40, media.TIFF, "damaged"),
        (_bomb(), media.PNG, "too-large"),
        (saved(Sheet((40, 30)).picture, "PNG"), media.PNG, "blank"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, media.HEIC, "damaged"),
    ],
)
def test_hostile_and_broken_pictures_are_refused_with_a_reason(data: bytes, kind: str, code: str) -> None:
    """Nothing in a picture raises, and the reason says what to ask for."""
    found = read(data, kind)
    assert isinstance(found, Unreadable)
    assert (found.code, found.reason.count(".")) == (code, 2)


def test_half_a_photograph_is_refused() -> None:
    """Of a JPEG that broke off the rest would be missing without anybody knowing: a whole one is asked for."""
    data = saved(filled_form().picture, "JPEG")
    found = read(data[: len(data) // 2], media.JPEG)
    assert isinstance(found, Unreadable)
    assert found.code == "damaged"


def test_boxes_keep_their_scale() -> None:
    """A picture that says nothing of its resolution is taken for an A4 page."""
    found = read(saved(filled_form().picture, "PNG"))
    assert isinstance(found, PlacedDocument)
    assert find(found, "Namibia").box[0] == pytest.approx(260, abs=3)


def test_a_photograph_taken_from_aside_is_laid_flat() -> None:
    """No two edges of the paper are parallel, and a dark grainy table is around it: cells and boxes are found."""
    sheet = filled_form()
    for row in range(6):
        sheet.frame(55, 300 + 20 * row, 540, 320 + 20 * row, grey=60).line(250, 300 + 20 * row, 250, 320 + 20 * row)
        sheet.text(60, 303 + 20 * row, f"Question {row}").text(280, 303 + 20 * row, f"Answer {row}")
        sheet.box(258, 305 + 20 * row, ticked=row % 2 == 0)
    wide, high = (side + 160 for side in sheet.picture.size)
    table = Image.effect_noise((wide, high), 40).point(lambda grey: grey * 2 // 3)
    table.paste(sheet.picture, (80, 80))
    aside = (20, 0, 0, high - 70, wide - 60, high, wide, 75)
    found = placed(table.transform(table.size, Image.Transform.QUAD, aside, Image.Resampling.BILINEAR), "JPEG")
    stands_as_the_form(found)
    ticks = [block for block in found.blocks if block.kind is BlockKind.TICK]
    assert [block.checked for block in ticks] == [True, False] * 3
    assert all(find(found, f"Answer {row}").cell == ticks[row].cell for row in range(6))
    assert ticks[0].cell is not None


def test_round_buttons_and_black_squares_are_ticks_and_letters_are_none() -> None:
    """A disc among rings, a square or check mark in a column of boxes, and a box under a large cross are ticked."""
    sheet = filled_form().text(60, 280, "Old Bond Board", 18)
    for row, words in enumerate(("Female", "Male", "Other")):
        sheet.button(60, 322 + 18 * row, ticked=row == 1).text(72, 318 + 18 * row, words)
    for row, words in enumerate(("Municipality", "Province", "Region", "District", "Other")):
        y = 400 + 18 * row
        sheet.text(76, y - 1, words)
        if row == 1:
            sheet.blot(60, y)
        elif row == 2:
            sheet.line(60, y + 5, 63, y + 9, 69, y)
        else:
            sheet.box(60, y, ticked=False)
    sheet.line(56, 468, 74, 486).line(57, 487, 73, 467)  # a large cross over the last box, into the words beside it
    found = placed(sheet.picture)
    ticks = [block for block in found.blocks if block.kind is BlockKind.TICK]
    assert [block.checked for block in ticks] == [False, True, False, False, True, True, False, True]
    assert [block.confidence < 0.9 for block in ticks] == [False] * 5 + [True, False, False]
    assert "Old Bond Board" in said(found)
    assert {"Female", "Male", "Other", "Province", "Region"} <= set(said(found))


def test_a_photograph_of_a_phone_in_heic_is_read() -> None:
    """HEIC as phones write it, held sideways and saying so (`files/form.heic` shows `filled_form`)."""
    found = read((Path(__file__).parent / "files" / "form.heic").read_bytes(), media.HEIC)
    assert isinstance(found, PlacedDocument)
    stands_as_the_form(found)
    assert "turned" not in find(found, "Namibia").at
