from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.model import BlockKind, PlacedDocument, Unreadable
from tests.outside import shared
from tests.patience import patience
from tests.unit.documents.office import archive, codes, placed, relationships, texts, xlsx_outcome

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.model import Block


def saved(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def sheet_of(workbook: Workbook, title: str = "Formulario") -> Worksheet:
    sheet = workbook.worksheets[0]
    sheet.title = title
    return sheet


def with_parts(data: bytes, sheet_end: str, parts: dict[str, str | bytes]) -> bytes:
    """The workbook with more parts, and this XML at the end of its first sheet."""
    with ZipFile(BytesIO(data)) as opened:
        old = {name: opened.read(name) for name in opened.namelist()}
    sheet = old["xl/worksheets/sheet1.xml"].decode()
    return archive(
        {**old, "xl/worksheets/sheet1.xml": sheet.replace("</worksheet>", f"{sheet_end}</worksheet>"), **parts}
    )


def blocks_of(workbook: Workbook) -> tuple[Block, ...]:
    return placed(xlsx_outcome(saved(workbook))).blocks


def test_cells_stand_on_their_grid() -> None:
    """A cell is a rectangle by its column and row, named as people name it; a sheet is a page."""
    workbook = Workbook()
    sheet = sheet_of(workbook)
    sheet["A1"], sheet["B1"] = "Country", "Spain"
    sheet["A1"].font = Font(bold=True)
    workbook.create_sheet("Otra")["B2"] = "x"
    label, value, other = blocks_of(workbook)
    assert (label.text, label.box, label.cell, label.bold) == ("Country", (0, 0, 100, 14), (0, 0, 100, 14), True)
    assert (value.text, value.box, value.at) == ("Spain", (100, 0, 200, 14), "sheet Formulario, cell B1")
    assert (other.page, other.at) == (2, "sheet Otra, cell B2")


def test_a_merged_cell_spans_its_range() -> None:
    """The rectangle of a merged cell is the whole range."""
    workbook = Workbook()
    sheet = sheet_of(workbook)
    sheet["B2"] = "Our city works for rights."
    sheet.merge_cells("B2:D4")
    (block,) = blocks_of(workbook)
    assert block.box == (100, 14, 400, 56)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (61983, "General", "61983"),
        (61983.0, "#,##0", "61983"),
        (34938426610, "General", "34938426610"),
        (1.5e20, "General", "150000000000000000000"),
        (0.1 + 0.2, "General", "0.3"),
        (-0.00001, "General", "-0.00001"),
        (8001, "00000", "08001"),
        ("0034 938", "General", "0034 938"),
        (True, "General", "TRUE"),
        (dt.date(2023, 5, 1), "dd/mm/yyyy", "2023-05-01"),
        (dt.datetime.fromisoformat("2023-05-01T12:30"), "dd/mm/yyyy hh:mm", "2023-05-01 12:30"),
        ("one\ntwo", "General", "one\ntwo"),
    ],
)
def test_values_are_told_plainly(value: float | str | dt.date, number_format: str, text: str) -> None:
    """Numbers without notation, days in ISO 8601, text as it was typed."""
    workbook = Workbook()
    cell = sheet_of(workbook)["A1"]
    cell.value, cell.number_format = value, number_format
    assert texts(blocks_of(workbook)) == [text]


def test_a_formula_counts_by_its_result() -> None:
    """A formula that was never calculated has no value: it is left out and named."""
    workbook = Workbook()
    sheet = sheet_of(workbook)
    sheet["A1"], sheet["B1"] = "Total", "=1+1"
    bare = saved(workbook)
    document = placed(xlsx_outcome(bare))
    assert texts(document.blocks) == ["Total"]
    assert codes(document) == ["formula-without-value"]
    assert "B1" in document.findings[0].message
    with ZipFile(BytesIO(bare)) as opened:
        xml = opened.read("xl/worksheets/sheet1.xml").decode()
    counted = with_parts(bare, "", {"xl/worksheets/sheet1.xml": re.sub(r"<v ?/>|<v></v>", "<v>2</v>", xml)})
    assert texts(placed(xlsx_outcome(counted)).blocks) == ["Total", "2"]


def test_a_cell_with_a_list_is_a_field() -> None:
    """Empty or not, with the entries from the rule itself, from cells of a hidden sheet, or by a name."""
    workbook = Workbook()
    sheet = sheet_of(workbook)
    lists = workbook.create_sheet("Lists")
    lists["A1"], lists["A2"], lists.sheet_state = "City", "Region", "hidden"
    for cell, source in (("B1", '"Yes,No"'), ("B2", "Lists!$A$1:$A$9"), ("B3", "'Lists'!$A$2")):
        rule = DataValidation(type="list", formula1=source, prompt="Choose")
        rule.add(cell)
        sheet.add_data_validation(rule)
    sheet["A1"], sheet["B1"] = "Consent", "Yes"
    document = placed(xlsx_outcome(saved(workbook)))
    fields = [block for block in document.blocks if block.kind is BlockKind.FIELD]
    assert [(field.text, field.options) for field in fields] == [
        ("Yes", ("Yes", "No")),
        ("", ("City", "Region")),
        ("", ("Region",)),
    ]
    assert fields[0].hint == "Choose"
    assert texts(document.blocks) == ["Consent"]


def test_a_list_over_a_long_column_makes_no_empty_fields() -> None:
    """A list over a table's column is no hundred questions; what is filled in is a field all the same."""
    workbook = Workbook()
    sheet = sheet_of(workbook)
    rule = DataValidation(type="list", formula1='"a,b"')
    rule.add("A1:A1000")
    sheet.add_data_validation(rule)
    sheet["A5"] = "a"
    assert texts(blocks_of(workbook), BlockKind.FIELD) == ["a"]


def test_hidden_sheets_are_left_out_and_told() -> None:
    """What nobody sees is no answer; staff learn that it is there."""
    workbook = Workbook()
    sheet_of(workbook)["A1"] = "x"
    secret = workbook.create_sheet("Old")
    secret["A1"], secret.sheet_state = "secret", "veryHidden"
    document = placed(xlsx_outcome(saved(workbook)))
    assert texts(document.blocks) == ["x"]
    assert codes(document) == ["hidden-sheet"]


def test_hidden_rows_are_told() -> None:
    """Values in hidden rows are read, with a warning."""
    workbook = Workbook()
    sheet = sheet_of(workbook)
    sheet["A1"], sheet["A2"] = "x", "y"
    sheet.row_dimensions[2].hidden = True
    assert codes(placed(xlsx_outcome(saved(workbook)))) == ["hidden-cells"]


VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025"><v:textbox><div><font>City</font><br></div>
 </v:textbox><x:ClientData ObjectType="Checkbox"><x:Anchor>1, 4, 2, 1, 3, 0, 3, 1</x:Anchor></x:ClientData></v:shape>
 <v:shape id="_x0000_s1026"><x:ClientData ObjectType="Checkbox"><x:Anchor>1, 4, 3, 0, 3, 0, 4, 0</x:Anchor>
 <x:Checked>1</x:Checked></x:ClientData></v:shape><v:shape id="_x0000_s1027">
 <x:ClientData ObjectType="Note"><x:Anchor>1, 4, 3, 0, 3, 0, 4, 0</x:Anchor></x:ClientData></v:shape></xml>"""


def test_check_boxes_over_cells_are_ticks() -> None:
    """A form control is a tick near its anchor; its state is the control part's, else the drawing's."""
    workbook = Workbook()
    sheet_of(workbook)["A3"] = "Kind"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    end = (
        f'<legacyDrawing xmlns:r="{office}" r:id="rId1"/>'
        f'<controls xmlns:r="{office}"><control shapeId="1025" r:id="rId2" name="Check Box 1"/></controls>'
    )
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            rId1=("vmlDrawing", "../drawings/vmlDrawing1.vml"), rId2=("ctrlProp", "../ctrlProps/ctrlProp1.xml")
        ),
        "xl/drawings/vmlDrawing1.vml": VML,
        "xl/ctrlProps/ctrlProp1.xml": f'<formControlPr xmlns="{main}" objectType="CheckBox" checked="Checked"/>',
    }
    document = placed(xlsx_outcome(with_parts(saved(workbook), end, parts)))
    kind, city, words, other = document.blocks
    assert (city.kind, city.checked, words.text) == (BlockKind.TICK, True, "City")
    assert (other.kind, other.checked, other.at) == (BlockKind.TICK, True, "sheet Formulario, check box at B4")
    assert kind.box[2] <= city.box[0] < words.box[0]
    assert abs(city.box[1] - kind.box[1]) < 2


def test_reading_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A style that points nowhere makes openpyxl print; standard output belongs to the program's own answers."""
    workbook = Workbook()
    sheet_of(workbook)["A1"] = "x"
    data = saved(workbook)
    with ZipFile(BytesIO(data)) as opened:
        styles = opened.read("xl/styles.xml").decode()
    broken = re.sub(r'(<cellStyle [^>]*xfId=)"0"', r'\1"77"', styles)
    assert broken != styles
    xlsx_outcome(with_parts(data, "", {"xl/styles.xml": broken}))
    assert capsys.readouterr().out == ""


def test_active_x_controls_are_told() -> None:
    """Their values stand in parts that cannot be read: staff must look."""
    workbook = Workbook()
    sheet_of(workbook)["A1"] = "x"
    links = relationships(rId1=("control", "../activeX/activeX1.xml"))
    document = placed(xlsx_outcome(with_parts(saved(workbook), "", {"xl/worksheets/_rels/sheet1.xml.rels": links})))
    assert codes(document) == ["active-x"]


def test_pictures_and_text_boxes_stand_at_their_anchor() -> None:
    """A picture is ink; a shape's words are text."""
    workbook = Workbook()
    sheet_of(workbook)["A1"] = "Signature"
    xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    art = "http://schemas.openxmlformats.org/drawingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{art}">'
        "<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>0</xdr:row></xdr:from><xdr:pic/></xdr:oneCellAnchor>"
        "<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>4</xdr:row></xdr:from>"
        "<xdr:sp><a:p><a:r><a:t>In the </a:t></a:r><a:r><a:t>box</a:t></a:r></a:p></xdr:sp></xdr:twoCellAnchor>"
        "</xdr:wsDr>"
    )
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(rId1=("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": drawing,
    }
    end = f'<drawing xmlns:r="{office}" r:id="rId1"/>'
    _, ink, box = placed(xlsx_outcome(with_parts(saved(workbook), end, parts))).blocks
    assert (ink.kind, ink.box[:2], ink.at) == (BlockKind.INK, (100, 0), "sheet Formulario, picture at B1")
    assert (box.text, box.box[1]) == ("In the box", 56)


def test_an_empty_workbook_is_blank() -> None:
    """Nothing in any cell: ask for the filled form."""
    outcome = xlsx_outcome(saved(Workbook()))
    assert isinstance(outcome, Unreadable)
    assert outcome.code == "blank"


def test_a_wide_row_costs_little() -> None:
    """A cell at the far end of the sheet does not make the reader fill millions of cells."""
    workbook = Workbook()
    sheet = sheet_of(workbook)
    for number in range(1, 2000, 2):
        sheet.cell(number, 1, "x")
    sheet.cell(1, 16384, "far")
    with patience():
        document = placed(xlsx_outcome(saved(workbook)))
    assert codes(document) == ["document-cut"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", archive({"xl/workbook.xml": "<x/>"}), archive({"a": "b"})])
def test_broken_workbooks_are_damaged(data: bytes) -> None:
    """Whatever is broken, the reader says so."""
    outcome = xlsx_outcome(data)
    assert isinstance(outcome, Unreadable)
    assert outcome.code == "damaged"


@pytest.mark.outside
def test_hostile_workbooks_never_raise() -> None:
    """Every file gives blocks or a reason; the slowest is one with 50,000 merged cells."""
    for path in shared("xlsx_hostile"):
        with patience():
            assert isinstance(xlsx_outcome(path.read_bytes()), PlacedDocument | Unreadable), path.name
