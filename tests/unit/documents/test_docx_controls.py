from __future__ import annotations

import pytest

from pipeline.documents.word.breaks import GUESSED, RUN_TOGETHER
from pipeline.model import Block, BlockKind
from tests.unit.documents.office import (
    blocks_of,
    cell,
    codes,
    control,
    docx,
    docx_outcome,
    form_field,
    paragraph,
    placed,
    row,
    run,
    table,
    texts,
)


def the(kind: BlockKind, blocks: tuple[Block, ...]) -> Block:
    (found,) = [block for block in blocks if block.kind is kind]
    return found


def field_of(content: str) -> Block:
    """The one field of a labelled line."""
    return the(BlockKind.FIELD, blocks_of(paragraph(run("Label "), content)))


def test_a_run_control_is_a_field_on_its_line() -> None:
    """Tag, title and content come out; the field stands between the words before and after it."""
    inline = control('<w:tag w:val="city"/><w:alias w:val="City name"/><w:text/>', run("Vic"))
    before, field, after = blocks_of(paragraph(run("City: "), inline, run(" (Osona)")))
    assert (field.kind, field.text, field.name, field.hint) == (BlockKind.FIELD, "Vic", "city", "City name")
    assert field.at == "content control city in paragraph 1"
    assert before.box[2] < field.box[0] < field.box[2] < after.box[0]
    assert (before.text, after.text) == ("City:", "(Osona)")


def test_a_placeholder_is_no_text() -> None:
    """A control that shows its placeholder is an empty field, told by its flag."""
    empty = control('<w:tag w:val="city"/><w:showingPlcHdr/>', run("Click here to enter text."))
    assert field_of(empty).text == ""


GLOSSARY = (
    '<w:glossaryDocument xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docParts>'
    '<w:docPart><w:docPartPr><w:name w:val="P1"/></w:docPartPr><w:docPartBody><w:p><w:r><w:t>Write </w:t></w:r>'
    "<w:r><w:t>here</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
)


@pytest.mark.parametrize(
    ("flag", "shown", "text", "confidence"),
    [
        ("", "Write  here", "", 1.0),
        ("<w:showingPlcHdr/>", "Write here", "", 1.0),
        ("", "Vic", "Vic", 1.0),
        ("<w:showingPlcHdr/>", "Vic", "Vic", 0.6),
    ],
)
def test_a_known_placeholder_decides_over_the_flag(flag: str, shown: str, text: str, confidence: float) -> None:
    """Programs forget to set or to clear the flag; where the placeholder's text is known, it tells, but less surely."""
    sdt = control(f'<w:placeholder><w:docPart w:val="P1"/></w:placeholder>{flag}', run(shown))
    parts: dict[str, str | bytes] = {"word/glossary/document.xml": GLOSSARY}
    blocks = blocks_of(paragraph(run("City "), sdt), parts, g=("glossaryDocument", "glossary/document.xml"))
    field = the(BlockKind.FIELD, blocks)
    assert (field.text, field.confidence) == (text, confidence)


def test_a_list_control_gives_its_entries() -> None:
    """Options are the entries with a value; showing the entry without one is no choice."""
    entries = (
        '<w:dropDownList><w:listItem w:displayText="Choose" w:value=""/>'
        '<w:listItem w:displayText="City" w:value="c"/><w:listItem w:value="Region"/></w:dropDownList>'
    )
    chosen = field_of(control(entries, run("City")))
    unchosen = field_of(control(entries, run("Choose")))
    assert (chosen.text, chosen.options) == ("City", ("City", "Region"))
    assert unchosen.text == ""


@pytest.mark.parametrize(("state", "checked"), [("1", True), ("true", True), ("0", False), ("false", False)])
def test_a_box_control_is_a_tick(state: str, checked: bool) -> None:  # noqa: FBT001 - a table of cases
    """The state comes from the control, not from the glyph; the words beside the box are text to its right."""
    box = control(f'<w:tag w:val="yes"/><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>', run("☐"))
    tick, words = blocks_of(paragraph(box, run(" Yes")))
    assert (tick.kind, tick.text, tick.checked, tick.name) == (BlockKind.TICK, "", checked, "yes")
    assert words.text == "Yes"
    assert words.box[0] > tick.box[0]


def test_words_inside_a_box_control_are_kept() -> None:
    """Somebody typed the label into the box's control: it stands beside the box."""
    box = control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', run("☒ Agreed"))
    assert texts(blocks_of(paragraph(box))) == ["Agreed"]


def test_a_control_inside_a_box_control_is_its_sign() -> None:
    """LibreOffice wraps the sign of a box into a control without properties: it is no field."""
    sign = control('<w:id w:val="7"/>', run("\u2610"))
    box = control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', sign)
    assert [block.kind for block in blocks_of(paragraph(run("Agreed "), box))] == [BlockKind.TEXT, BlockKind.TICK]


BOX = control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', run("☐"))


def test_many_boxes_in_a_line_go_on_below() -> None:
    """A row of boxes that is wider than its cell wraps as it does on the page, each box beside its words."""
    words = ["Housing and land", "Gender equality", "Climate change", "Health"]
    line = paragraph(*(part for word in words for part in (BOX, run(f" {word} "))))
    blocks = blocks_of(table(row("Themes", cell(line))))[1:]
    for tick, label in zip(blocks[::2], blocks[1::2], strict=True):
        assert (tick.kind, tick.box[1]) == (BlockKind.TICK, label.box[1])
        assert tick.box[2] < label.box[0] < tick.box[2] + 10
        assert label.box[2] <= 600
    assert len({block.box[1] for block in blocks}) == 2


def test_boxes_after_their_words_wrap_with_them() -> None:
    """Where the line ends with a box, the words before each box are its own."""
    words = ["Housing and land", "Gender equality", "Climate change", "Health"]
    line = paragraph(*(part for word in words for part in (run(f" {word} "), BOX)))
    blocks = blocks_of(table(row("Themes", cell(line))))[1:]
    assert [label.box[1] == tick.box[1] for label, tick in zip(blocks[::2], blocks[1::2], strict=True)] == [True] * 4


def test_a_control_around_paragraphs_is_one_field() -> None:
    """Up to three paragraphs are one value, its lines kept."""
    block = control('<w:tag w:val="why"/>', paragraph("First.") + paragraph("Second."))
    field = the(BlockKind.FIELD, blocks_of(block + paragraph("After")))
    assert field.text == "First.\nSecond."
    assert field.box[3] - field.box[1] == 28


@pytest.mark.parametrize(
    "content",
    [
        table(row("Name", "Anna")),
        "".join(paragraph(word) for word in ("Name", "Anna", "Role", "Clerk")),
        paragraph(run("Name "), control('<w:tag w:val="inner"/>', run("Anna"))),
    ],
    ids=["table", "four paragraphs", "nested control"],
)
def test_a_control_around_parts_of_the_form_is_walked_through(content: str) -> None:
    """A wrapper gives what stands in it as if it were not there."""
    blocks = blocks_of(control('<w:tag w:val="wrapper"/>', content))
    assert not [block for block in blocks if block.name == "wrapper"]
    assert " ".join(block.text for block in blocks).startswith("Name Anna")


def test_an_old_text_field_is_a_field() -> None:
    """Its name and help come out; five en-spaces are an empty field; its default text is none."""
    data = '<w:name w:val="Text1"/><w:helpText w:type="text" w:val="Full name"/><w:textInput/>'
    filled = the(BlockKind.FIELD, blocks_of(paragraph(run("Name "), form_field(data, "FORMTEXT", run("Anna Puig")))))
    assert (filled.text, filled.name, filled.hint) == ("Anna Puig", "Text1", "Full name")
    assert field_of(form_field(data, "FORMTEXT", run("\u2002" * 5))).text == ""
    default = '<w:textInput><w:default w:val="your name"/></w:textInput>'
    assert field_of(form_field(default, "FORMTEXT", run("your name"))).text == ""


def test_an_old_text_field_may_go_over_paragraphs() -> None:
    """A field that ends in a later paragraph holds all its lines, and none of them is text beside it."""
    begin, end = form_field("<w:textInput/>", "FORMTEXT", run("One") + "|" + run("Two")).split("|")
    blocks = blocks_of(f"<w:p>{begin}</w:p><w:p>{end}</w:p>")
    assert [(block.kind, block.text) for block in blocks] == [(BlockKind.FIELD, "One\nTwo")]


@pytest.mark.parametrize(
    ("state", "checked"),
    [
        ("<w:checked/>", True),
        ('<w:checked w:val="0"/><w:default w:val="1"/>', False),
        ('<w:default w:val="1"/>', True),
        ('<w:default w:val="0"/>', False),
        ("", False),
    ],
)
def test_an_old_box_is_a_tick(state: str, checked: bool) -> None:  # noqa: FBT001 - a table of cases
    """`w:checked` without a value means ticked; without it the default counts (ECMA-376 part 1, 17.16.8)."""
    data = f'<w:name w:val="Check1"/><w:checkBox>{state}</w:checkBox>'
    tick = the(BlockKind.TICK, blocks_of(paragraph(form_field(data, "FORMCHECKBOX"), run(" Yes"))))
    assert (tick.checked, tick.name) == (checked, "Check1")


@pytest.mark.parametrize(
    ("state", "entries", "text"),
    [
        ('<w:result w:val="1"/>', ("City", "Region"), "Region"),
        ('<w:default w:val="1"/>', ("City", "Region"), "Region"),
        ("", ("City", "Region"), "City"),
        ("", ("Choose one", "Region"), ""),
        ("", ("-----", "Region"), ""),
        ("", ("Seleccione...", "Region"), ""),
        ("", ("Trier", "Kiel"), "Trier"),
        ('<w:result w:val="9"/>', ("City", "Region"), ""),
    ],
)
def test_an_old_list_gives_what_it_shows(state: str, entries: tuple[str, ...], text: str) -> None:
    """Result, else default, else the first entry, unless that one only asks to choose."""
    items = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    data = f"<w:ddList>{state}{items}</w:ddList>"
    field = field_of(form_field(data, "FORMDROPDOWN"))
    assert (field.text, field.options) == (text, entries)


def test_a_field_that_never_ends_loses_no_words() -> None:
    """Damaged fields give back their words as text, in the cell where they stand."""
    begin = form_field("<w:textInput/>", "FORMTEXT", run("Anna") + "|").split("|")[0]
    blocks = blocks_of(table(row(cell(f"<w:p>{begin}</w:p>"), "Vic")))
    assert texts(blocks) == ["Anna", "Vic"]
    assert blocks[0].at == "table 1, row 1, cell 1"


def test_an_active_x_control_is_told() -> None:
    """ActiveX keeps values where they cannot be read: staff are told, and its picture is no ink."""
    control_run = "<w:r><w:object><v:shape><v:imagedata/></v:shape><w:control/></w:object></w:r>"
    document = placed(docx_outcome(docx(paragraph(run("Name"), control_run))))
    assert codes(document) == ["active-x"]
    assert [block.kind for block in document.blocks] == [BlockKind.TEXT]


@pytest.mark.parametrize(
    ("before", "shown", "text", "confidence"),
    [
        ("", "12 Mill LaneAshcombe", "12 Mill Lane\nAshcombe", GUESSED),
        ("", "Carrer Major04695 Vic", "Carrer Major\n04695 Vic", GUESSED),
        ("", "Mill Lane 8417310 Vic", "Mill Lane 8417310 Vic", RUN_TOGETHER),
        (run("Address: "), "Mill Lane 8417310 Vic", "Mill Lane 8417310 Vic", RUN_TOGETHER),
        (run("Address: "), "12 Mill Lane", "12 Mill Lane", 1.0),
    ],
)
def test_line_breaks_that_were_moved_out_of_a_control_are_put_back(
    before: str, shown: str, text: str, confidence: float
) -> None:
    """LibreOffice writes the breaks before the control: lines that clearly meet are parted, others doubted."""
    sdt = control('<w:text w:multiLine="1"/>', run(shown))
    field = the(BlockKind.FIELD, blocks_of(paragraph(before, "<w:r><w:rPr/><w:br/></w:r>", sdt)))
    assert (field.text, field.confidence) == (text, confidence)


def test_a_control_that_kept_its_line_breaks_is_as_it_is() -> None:
    """A break before a control says nothing where there are breaks in it too, or where it has one line only."""
    several = control('<w:text w:multiLine="1"/>', run("Mill Lane") + "<w:r><w:br/></w:r>" + run("WestTown"))
    single = control("<w:text/>", run("WestTown"))
    for sdt in (several, single):
        field = the(BlockKind.FIELD, blocks_of(paragraph("<w:r><w:br/></w:r>", sdt)))
        assert (field.text.endswith("WestTown"), field.confidence) == (True, 1.0)
