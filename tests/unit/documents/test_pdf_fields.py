from __future__ import annotations

import json

import pytest

from pipeline.documents.pdf.fields import field_values
from pipeline.documents.pdf.read import read_pdf
from pipeline.media import PDF
from pipeline.model import Block, BlockKind, Document, PlacedDocument
from tests.outside import SHARED, shared
from tests.unit.documents.pdf_builder import Page, pdf

RADIO = 1 << 15


def form(*objects: str, annots: str = "", fields: str = "", page: str = "") -> bytes:
    """A one-page PDF whose form's fields are the objects from number 10 on (all of them, unless told otherwise)."""
    every = " ".join(f"{10 + index} 0 R" for index in range(len(objects)))
    shown = Page(extra=f"/Annots [{annots or every}] {page}").text(50, 800, "A form")
    return pdf(shown, root=f"/AcroForm << /Fields [{fields or every}] >>", objects=objects)


def widget(rest: str, rect: str = "100 700 300 720") -> str:
    return f"<< /Type /Annot /Subtype /Widget /Rect [{rect}] {rest} >>"


def read(data: bytes) -> PlacedDocument:
    found = read_pdf(Document("form.pdf", PDF, data))
    assert isinstance(found, PlacedDocument)
    return found


def blocks(data: bytes) -> list[Block]:
    return [block for block in read(data).blocks if block.reader == "acroform"]


def one(data: bytes) -> Block:
    found = blocks(data)
    assert len(found) == 1
    return found[0]


def test_a_text_field_gives_its_value_name_tooltip_and_place() -> None:
    """A text field is a block with its value, full name and tooltip, placed from the page's top left corner."""
    block = one(form(widget("/FT /Tx /T (city) /TU (Name of the city) /V (Vila-Exemple)")))
    assert (block.kind, block.text, block.name, block.hint) == (
        BlockKind.FIELD,
        "Vila-Exemple",
        "city",
        "Name of the city",
    )
    assert (block.page, block.box, block.at) == (1, (100, 122, 300, 142), "form field city")


def test_an_empty_text_field_is_there_and_empty() -> None:
    """A field that nobody filled is given with an empty text, so that its label is not mistaken for a value."""
    assert one(form(widget("/FT /Tx /T (city)"))).text == ""


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("<FEFF00C90076006F00720061>", "Évora"),
        ("<EFBBBF C389766F7261>", "Évora"),
        (r"(\311vora)", "Évora"),
        (r"(one\rtwo)", "one\ntwo"),
        ("/Evora", "/Evora"),
        ("2030", "2030"),
        ("null", ""),
    ],
)
def test_text_is_decoded_whatever_its_encoding(stored: str, seen: str) -> None:
    """Values in UTF-16, UTF-8 and PDFDocEncoding, with any line end, and of unexpected types are read as text."""
    assert one(form(widget(f"/FT /Tx /T (city) /V {stored}"))).text == seen


def test_a_value_in_a_stream_is_read() -> None:
    """Long values may be stored in a stream of their own."""
    stream = "<< /Length 12 >>\nstream\nLong answer.\nendstream"
    assert (
        one(form(widget("/FT /Tx /T (a) /V 11 0 R"), stream, annots="10 0 R", fields="10 0 R")).text == "Long answer."
    )


def test_names_values_and_types_come_down_the_tree() -> None:
    """A kid has the full name of its parents and inherits type and value from them."""
    data = form(
        "<< /T (mayor) /FT /Tx /V (Ada Example) /Kids [11 0 R] >>",
        widget("/T (name) /Parent 10 0 R"),
        annots="11 0 R",
        fields="10 0 R",
    )
    assert (one(data).name, one(data).text) == ("mayor.name", "Ada Example")
    assert field_values(data) == {"mayor.name": "Ada Example"}


def test_one_field_at_several_places_is_one_block() -> None:
    """A field that shows at two places has one value and gives one block, at its first place."""
    data = form(
        "<< /T (city) /FT /Tx /V (Vila-Exemple) /Kids [11 0 R 12 0 R] >>",
        widget("/Parent 10 0 R", "100 500 200 520"),
        widget("/Parent 10 0 R", "100 100 200 120"),
        annots="11 0 R 12 0 R",
        fields="10 0 R",
    )
    assert one(data).box == (100, 322, 200, 342)


def test_a_choice_shows_what_a_person_sees() -> None:
    """Of a choice with pairs in its options, the display text counts and not what is stored."""
    block = one(form(widget("/FT /Ch /T (country) /V (ES) /Opt [[(FR) (France)] [(ES) (Spain)] (Other)]")))
    assert (block.text, block.options) == ("Spain", ("France", "Spain", "Other"))


def test_several_choices_stand_in_lines() -> None:
    """A list box with several choices gives each in a line of its own."""
    assert one(form(widget("/FT /Ch /T (themes) /V [(a) (c)] /Opt [[(a) (Water)] [(b) (Air)] [(c) (Work)]]"))).text == (
        "Water\nWork"
    )


def check_box(state: str, rest: str = "", rect: str = "100 700 110 710", on: str = "Yes") -> str:
    return widget(f"/FT /Btn /AS /{state} /AP << /N << /{on} null /Off null >> >> {rest}", rect)


@pytest.mark.parametrize(
    ("state", "value", "checked"),
    [("Yes", "/Yes", True), ("Off", "/Off", False), ("Yes", "null", True), ("Off", "/Yes", True)],
)
def test_a_check_box_is_on_or_off(state: str, value: str, *, checked: bool) -> None:
    """A check box is on where it shows so, or where a program that filled the form has set its value only."""
    block = one(form(check_box(state, f"/T (consent) /V {value}")))
    assert (block.kind, block.text, block.checked, block.group) == (BlockKind.TICK, "Yes", checked, "")


def radio(value: str, *states: str, options: str = "") -> bytes:
    kids = [
        check_box(state, "/Parent 10 0 R", f"100 {700 - 20 * index} 110 {710 - 20 * index}", on=f"c{index}")
        for index, state in enumerate(states)
    ]
    refs = " ".join(f"{11 + index} 0 R" for index in range(len(kids)))
    parent = f"<< /T (size) /FT /Btn /Ff {RADIO} /V {value} /Kids [{refs}] {options} >>"
    return form(parent, *kids, annots=refs, fields="10 0 R")


def test_of_a_radio_group_the_right_button_is_on() -> None:
    """The value stands on the group, the buttons are its kids; each is a tick of the same group."""
    found = blocks(radio("/c1", "Off", "c1", "Off"))
    assert [(block.text, block.checked, block.group) for block in found] == [
        ("c0", False, "size"),
        ("c1", True, "size"),
        ("c2", False, "size"),
    ]


def test_the_value_decides_where_buttons_contradict_it() -> None:
    """A button that shows as on while the group's value names another one is not on."""
    assert [block.checked for block in blocks(radio("/c1", "c0", "c1"))] == [False, True]


def test_buttons_are_told_by_their_texts_where_the_form_has_them() -> None:
    """Options of a group of buttons are the texts that they stand for."""
    found = blocks(radio("/c1", "Off", "c1", options="/Opt [(small) (large)]"))
    assert [(block.text, block.checked) for block in found] == [("small", False), ("large", True)]


def test_two_choices_where_one_is_allowed_do_not_look_certain() -> None:
    """Two buttons of one radio group that are both on are given, but as doubtful."""
    both = [
        check_box("a", f"/T (size) /Ff {RADIO} /V /a", on="a"),
        check_box("b", f"/T (size) /Ff {RADIO} /V /b", on="b"),
    ]
    assert [block.confidence for block in blocks(form(*both))] == [0.5, 0.5]


def test_push_buttons_hold_nothing() -> None:
    """A button that only starts something is no field."""
    data = form(widget(f"/FT /Btn /T (print) /Ff {1 << 16}"), widget("/FT /Tx /T (city)", "0 0 9 9"))
    assert one(data).name == "city"


@pytest.mark.parametrize(("value", "signed"), [("/V << /Type /Sig /Contents <00> >>", True), ("", False)])
def test_a_signature_field_tells_whether_it_is_signed(value: str, *, signed: bool) -> None:
    """A signature field is ink: signed, or an empty place for a signature."""
    block = one(form(widget(f"/FT /Sig /T (signature) {value}")))
    assert (block.kind, block.checked, block.text) == (BlockKind.INK, signed, "")


def test_fields_that_only_a_page_shows_are_found() -> None:
    """A field that is missing in the form's list but stands on a page was filled by somebody."""
    data = form(widget("/FT /Tx /T (lost) /V (found)"), "<< /FT /Tx /T (other) >>", annots="10 0 R", fields="11 0 R")
    assert {block.name: block.text for block in blocks(data)} == {"lost": "found", "other": ""}


def test_a_field_without_a_place_is_given() -> None:
    """A value without any widget still counts; its place is unknown."""
    found = blocks(form("<< /FT /Tx /T (ghost) /V (here) >>", annots="8 0 R"))
    assert [(block.text, block.page, block.box) for block in found] == [("here", 1, (0, 0, 0, 0))]


def test_a_hidden_value_is_given_with_doubt() -> None:
    """What no viewer shows was not necessarily meant by who filled the form."""
    assert one(form(widget("/FT /Tx /T (hidden) /V (value) /F 2"))).confidence < 1


def test_a_tree_that_goes_in_circles_ends() -> None:
    """A kid that is its own parent's parent does not stop the reading."""
    data = form("<< /T (a) /FT /Tx /V (x) /Kids [11 0 R] >>", "<< /T (b) /Kids [10 0 R] /Parent 10 0 R >>")
    assert isinstance(read(data), PlacedDocument)


@pytest.mark.parametrize(
    ("page", "box"),
    [
        ("", (100, 122, 300, 142)),
        ("/Rotate 90", (700, 100, 720, 300)),
        ("/Rotate 180", (295, 700, 495, 720)),
        ("/Rotate -90", (122, 295, 142, 495)),
        ("/CropBox [50 50 545 742]", (50, 22, 250, 42)),
        ("/Rotate 90 /CropBox [50 50 545 742]", (650, 50, 670, 250)),
    ],
)
def test_places_are_those_of_the_page_as_shown(page: str, box: tuple[float, ...]) -> None:
    """Boxes start at the top left corner of what a person sees, whatever the page's turn and crop."""
    assert one(form(widget("/FT /Tx /T (city)"), page=page)).box == box


@pytest.mark.outside
def test_every_value_of_real_forms_is_read() -> None:
    """Of 72 real forms, every value that qpdf and MuPDF agree on is read (`<obj>` is a stream, not decoded)."""
    shared("acroform")
    expected = json.loads((SHARED / "acroform" / "expected_fields.json").read_text(encoding="utf-8"))
    missed = []
    for name, fields in expected.items():
        found = field_values((SHARED / "acroform" / name).read_bytes())
        for key, truth in fields.items():
            value = tuple(truth["value"]) if isinstance(truth["value"], list) else truth["value"]
            met = bool(found.get(key)) if value == "<obj>" else found.get(key) == value
            missed += [] if met else [f"{name}: {key}"]
    assert sum(map(len, expected.values())) == 1144
    assert missed == []
