from __future__ import annotations

from io import BytesIO

import docx as python_docx
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import BlockKind
from tests.unit.documents.office import (
    blocks_of,
    cell,
    codes,
    control,
    docx,
    docx_outcome,
    paragraph,
    placed,
    row,
    run,
    table,
    texts,
)

BOLD = "<w:b/>"


def test_paragraphs_stand_below_each_other() -> None:
    """Each paragraph is a line of its own, numbered in words; an empty one leaves its room."""
    first, second = blocks_of(paragraph("Name") + paragraph() + paragraph("Granollers"))
    assert (first.text, first.box[:2], first.at) == ("Name", (0, 0), "paragraph 1")
    assert (second.text, second.box[:2], second.at) == ("Granollers", (0, 28), "paragraph 3")


def test_long_text_is_as_high_as_its_lines() -> None:
    """A paragraph of 200 characters takes three lines of 90."""
    (block,) = blocks_of(paragraph("x" * 200))
    assert block.box == (0, 0, 600, 42)


def test_a_tab_sets_the_value_to_the_right() -> None:
    """What follows a tab is a block of its own on the same line."""
    label, value = blocks_of(paragraph(run("Country"), "<w:r><w:tab/></w:r>", run("Spain")))
    assert (label.text, value.text) == ("Country", "Spain")
    assert label.box[1] == value.box[1]
    assert label.box[2] < value.box[0]


def test_wide_gaps_part_a_short_line() -> None:
    """Blanks in a row set what follows to the right; in text over several lines they are a slip."""
    first, last = blocks_of(paragraph("First" + " " * 20 + "Last"))
    assert (first.text, last.text, last.box[1]) == ("First", "Last", first.box[1])
    assert last.box[0] > first.box[2] + 100
    assert len(blocks_of(paragraph("We agree.    And so on." * 9))) == 1


def test_a_line_break_stacks_lines() -> None:
    """Lines of one paragraph stand below each other."""
    upper, lower = blocks_of(paragraph(run("Carrer Nou 1"), "<w:r><w:br/></w:r>", run("Vic")))
    assert (upper.text, lower.text) == ("Carrer Nou 1", "Vic")
    assert upper.box[3] == lower.box[1]


def test_a_bold_label_is_parted_from_its_value() -> None:
    """Bold label, regular value: two blocks; the colon belongs to the label whichever run holds it."""
    label, value = blocks_of(paragraph(run("Na", BOLD), run("me", BOLD), run(": Anna "), run("Puig")))
    assert (label.text, label.bold) == ("Name:", True)
    assert (value.text, value.bold) == ("Anna Puig", False)
    assert label.box[2] < value.box[0]


def test_two_bold_labels_on_a_line_give_four_blocks() -> None:
    """A later bold stretch with a colon is one more label."""
    line = paragraph(run("Name:", BOLD), run(" Anna Puig "), run("Role:", BOLD), run(" Clerk"))
    assert texts(blocks_of(line)) == ["Name:", "Anna Puig", "Role:", "Clerk"]


def test_bold_inside_a_word_or_a_sentence_parts_nothing() -> None:
    """A bold initial and an emphasised word are no labels."""
    assert texts(blocks_of(paragraph(run("G", BOLD), run("ranollers")))) == ["Granollers"]
    assert texts(blocks_of(paragraph(run("We "), run("do", BOLD), run(" agree")))) == ["We do agree"]


def test_bold_comes_from_styles_too() -> None:
    """A character style that inherits bold makes a label; `w:b` with value 0 takes it back."""
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Label"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )
    label = run("Name ", '<w:rStyle w:val="Label"/>')
    light = run("Anna", '<w:rStyle w:val="Label"/><w:b w:val="0"/>')
    blocks = blocks_of(paragraph(label, light), {"word/styles.xml": styles}, rId9=("styles", "styles.xml"))
    assert [(block.text, block.bold) for block in blocks] == [("Name", True), ("Anna", False)]


def test_table_cells_share_the_width() -> None:
    """Two columns of 300 units; a cell's rectangle is as high as its row."""
    label, value = blocks_of(table(row("Country", cell(paragraph("Spain") + paragraph("(ES)")))))[:2]
    assert label.cell == (0, 0, 300, 28)
    assert value.cell == (300, 0, 600, 28)
    assert (label.at, value.at) == ("table 1, row 1, cell 1", "table 1, row 1, cell 2")


def test_merged_cells_span_columns_and_rows() -> None:
    """`gridSpan` widens, `vMerge` heightens the rectangle; words under a merge are kept."""
    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    blocks = blocks_of(
        table(
            row(cell("Mayor", start), "Name", "Anna"),
            row(cell("office", more), cell("Role", '<w:gridSpan w:val="2"/>')),
        )
    )
    boxes = {block.text: block.cell for block in blocks}
    assert boxes["Mayor"] == boxes["office"] == (0, 0, 200, 28)
    assert boxes["Role"] == (200, 14, 600, 28)


def test_nested_tables_stay_inside_their_cell() -> None:
    """An inner table lies within the outer cell's rectangle and is named inside it."""
    inner = table(row("Phone", "123"))
    blocks = blocks_of(table(row("Contact", cell(inner + paragraph())), row("Next", "row")))
    phone = next(block for block in blocks if block.text == "Phone")
    after = next(block for block in blocks if block.text == "Next")
    assert phone.at == "table 1, row 1, cell 2, table 1, row 1, cell 1"
    assert phone.cell == (300, 0, 450, 14)
    assert after.box[1] == 28


def test_rows_and_cells_inside_controls_are_not_lost() -> None:
    """Controls around rows are walked through; one around a cell makes the cell's content a field."""
    wrapped_row = control("", row("Name", "Anna"))
    wrapped_cell = control('<w:tag w:val="country"/>', cell("Spain"))
    blocks = blocks_of(table(wrapped_row, "<w:tr>" + cell("Country") + wrapped_cell + "</w:tr>"))
    assert texts(blocks) == ["Name", "Anna", "Country"]
    (field,) = [block for block in blocks if block.kind is BlockKind.FIELD]
    assert (field.text, field.name, field.cell) == ("Spain", "country", (300, 14, 600, 28))
    assert field.at == "content control country in table 1, row 2, cell 2"


def test_tracked_changes_are_read_as_accepted() -> None:
    """Insertions are kept, deletions left out, and staff hear of it."""
    body = paragraph(
        f"<w:ins>{run('Anna')}</w:ins>",
        "<w:del><w:r><w:delText>Old</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('moved')}</w:moveFrom>",
    )
    document = placed(docx_outcome(docx(body)))
    assert texts(document.blocks) == ["Anna"]
    assert codes(document) == ["tracked-changes"]


def test_text_boxes_are_read_once() -> None:
    """Word writes a text box twice, for old and new versions; its words come out once, after its paragraph."""
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    alternate = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    blocks = blocks_of(paragraph(run("Beside"), alternate) + paragraph("After"))
    assert texts(blocks) == ["Beside", "In the box", "After"]
    assert blocks[1].at == "text box in paragraph 1"


def test_links_smart_tags_and_simple_fields_are_walked_through() -> None:
    """Wrapped runs keep their words in the line; a field's code never appears."""
    body = paragraph(
        f'<w:hyperlink r:id="rId9">{run("anna@vic.example")}</w:hyperlink>',
        f"<w:smartTag>{run(' Vic ')}</w:smartTag>",
        f'<w:fldSimple w:instr="DATE">{run("2023")}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SECRET</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run(" page 7")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    assert texts(blocks_of(body)) == ["anna@vic.example Vic 2023 page 7"]


def test_wingdings_boxes_become_boxes() -> None:
    """Symbols of the Wingdings fonts are told as boxes and ticks, whether as symbol or as private character."""
    marks = "".join(f'<w:sym w:font="Wingdings" w:char="{code}"/>' for code in ("F06F", "F0A8", "F0FE", "F0FD", "F0FC"))
    body = paragraph(f"<w:r>{marks}</w:r>", run(" \uf0fe", '<w:rFonts w:ascii="Wingdings"/>'))
    assert texts(blocks_of(body)) == ["☐☐☑☒✓ ☑"]


def test_headers_come_first_and_footers_and_notes_last() -> None:
    """Parts that the sections refer to are read, each once, and named as what they are."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts: dict[str, str | bytes] = {
        "word/header1.xml": f"<w:hdr {space}>{paragraph('Top')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {space}>{paragraph('Bottom')}</w:ftr>",
        "word/footnotes.xml": f"<w:footnotes {space}><w:footnote>{paragraph('Note')}</w:footnote></w:footnotes>",
    }
    section = (
        '<w:sectPr><w:headerReference r:id="h"/><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>'
    )
    blocks = blocks_of(
        paragraph("Body") + section,
        parts,
        h=("header", "header1.xml"),
        f=("footer", "footer1.xml"),
        n=("footnotes", "footnotes.xml"),
    )
    assert [(block.text, block.at) for block in blocks] == [
        ("Top", "header"),
        ("Body", "paragraph 1"),
        ("Bottom", "footer"),
        ("Note", "footnote"),
    ]


def test_pictures_and_signature_lines_are_ink() -> None:
    """A picture is ink where it stands; Word's signature line is an empty place for a signature."""
    picture = '<w:r><w:drawing><wp:inline><wp:docPr descr="stamp"/><pic:pic/></wp:inline></w:drawing></w:r>'
    line = '<w:r><w:pict><v:shape><v:imagedata/><o:signatureline issignatureline="t"/></v:shape></w:pict></w:r>'
    text, stamp, place = blocks_of(paragraph(run("Signature"), picture) + paragraph(line))
    assert (stamp.kind, stamp.hint, stamp.checked) == (BlockKind.INK, "stamp", None)
    assert stamp.box[0] > text.box[2]
    assert (place.kind, place.checked) == (BlockKind.INK, False)


def test_hidden_text_is_told() -> None:
    """Text that nobody sees is read, and staff are warned of it."""
    document = placed(docx_outcome(docx(paragraph(run("Vic"), run(" secret", "<w:vanish/>")))))
    assert codes(document) == ["hidden-text"]


def test_the_strict_edition_is_read_alike() -> None:
    """Documents in the strict namespaces give the same blocks."""
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = docx(table(row("Country", "Spain")))
    strict = docx(table(row("Country", "Spain")), {"word/document.xml": _strict(transitional)})
    assert placed(docx_outcome(strict)).blocks == placed(docx_outcome(data)).blocks


def _strict(transitional: str) -> str:
    body = table(row("Country", "Spain"))
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    return f'<w:document xmlns:w="{transitional}"><w:body>{body}</w:body></w:document>'.replace(transitional, space)


def test_what_python_docx_writes_is_read() -> None:
    """A document made by an ordinary library comes out in reading order."""
    document = python_docx.Document()
    document.add_heading("Adhesion form", level=1)
    grid = document.add_table(rows=1, cols=2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "Country", "Spain"
    document.add_paragraph("Thank you")
    out = BytesIO()
    document.save(out)
    assert texts(placed(docx_outcome(out.getvalue())).blocks) == ["Adhesion form", "Country", "Spain", "Thank you"]


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=4)


@given(st.lists(WORDS, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_every_word_comes_out_exactly_once(paragraphs: list[list[str]], in_table: bool, bold: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Whatever the runs and whether in a table or not: the letters come out once and in order."""
    lines = [
        paragraph(*(run(f"{word} ", BOLD if bold and not n else "") for n, word in enumerate(words)))
        for words in paragraphs
    ]
    body = table(*(row(cell(line), "") for line in lines)) if in_table else "".join(lines)
    found = " ".join(texts(blocks_of(body))).split()
    assert found == [word for words in paragraphs for word in words]


@given(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=4), min_size=1, max_size=4))
def test_cells_never_overlap(grid: list[list[int]]) -> None:
    """Cells of one table lie beside or below each other, whatever they span, and within the page."""
    rows = [
        row(*(cell(f"r{r}c{c}", f'<w:gridSpan w:val="{span}"/>') for c, span in enumerate(spans)))
        for r, spans in enumerate(grid)
    ]
    boxes = [block.cell for block in blocks_of(table(*rows)) if block.cell is not None]
    for number, one in enumerate(boxes):
        assert one[2] <= 600.001
        for other in boxes[:number]:
            beside = one[0] >= other[2] - 0.001 or other[0] >= one[2] - 0.001
            assert beside or one[1] >= other[3] - 0.001
