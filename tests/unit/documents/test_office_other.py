from __future__ import annotations

import pytest

from pipeline.model import BlockKind, Unreadable
from tests.unit.documents.office import archive, codes, texts
from tests.unit.documents.office_made import outcome, read

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw", "form", "style")
)
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
ODT = "application/vnd.oasis.opendocument.text"


def odt(body: str, forms: str = "", manifest: str = "<m/>") -> bytes:
    """An OpenDocument text with this body and form layer."""
    content = (
        f"<office:document-content {SPACES} {LOEXT}><office:body><office:text>"
        f"<office:forms><form:form>{forms}</form:form></office:forms>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return archive({"mimetype": ODT, "content.xml": content, "META-INF/manifest.xml": manifest})


def test_controls_of_an_odt_form_are_read_where_they_are_drawn() -> None:
    """Text fields, boxes, radio buttons and lists of the form layer, which a conversion to Word would lose."""
    forms = (
        '<form:text form:id="c1" form:name="city" form:title="Official name" form:current-value="Vila Nova"/>'
        '<form:checkbox form:id="c2" form:name="yes" form:label="Yes" form:current-state="checked"/>'
        '<form:checkbox form:id="c3" form:name="no" form:state="unchecked"/>'
        '<form:radio form:id="c4" form:name="sex" form:current-selected="true"/>'
        '<form:listbox form:id="c5" form:name="kind"><form:option form:label="City" form:current-selected="true"/>'
        '<form:option form:label="Region"/></form:listbox>'
        '<form:textarea form:id="c6" form:name="why" form:current-value="One&#10;Two"/>'
    )
    body = "".join(f'<text:p><draw:control draw:control="c{number}"/></text:p>' for number in range(1, 7))
    blocks = read(odt(body, forms), "form.odt").blocks
    assert [(block.text, block.name, block.hint) for block in blocks if block.kind is BlockKind.FIELD] == [
        ("Vila Nova", "city", "Official name"),
        ("City", "kind", ""),
        ("One\nTwo", "why", ""),
    ]
    assert [block.checked for block in blocks if block.kind is BlockKind.TICK] == [True, False, True]
    assert texts(blocks) == ["Yes"]


def test_fields_in_the_text_of_an_odt_are_read() -> None:
    """Input fields, lists, placeholders that nobody used, content controls."""
    body = (
        '<text:p>Name: <text:text-input text:description="Official name">Vila Nova</text:text-input></text:p>'
        '<text:p><text:drop-down text:name="Kind"><text:label text:value="City"/>City</text:drop-down></text:p>'
        '<text:p><text:placeholder text:placeholder-type="text">&lt;Mayor&gt;</text:placeholder></text:p>'
        '<text:p><loext:content-control loext:checkbox="true" loext:checked="true">☒</loext:content-control>'
        " Yes</text:p>"
        '<text:p><loext:content-control loext:alias="Contact" loext:showing-place-holder="true">Click here'
        "</loext:content-control></text:p>"
    )
    blocks = read(odt(body), "form.odt").blocks
    assert [(block.text, block.hint) for block in blocks if block.kind is BlockKind.FIELD] == [
        ("Vila Nova", "Official name"),
        ("City", ""),
        ("", "Mayor"),
        ("", "Contact"),
    ]
    assert [block.checked for block in blocks if block.kind is BlockKind.TICK] == [True]


def test_what_a_change_deleted_stays_out_of_an_odt() -> None:
    """Deleted text is kept apart in an ODT; comments and the numbers of notes are no text of the form either."""
    body = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion><text:p>gone</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes><text:p>kept<office:annotation><text:p>a comment</text:p>"
        "</office:annotation><text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>a note</text:p></text:note-body></text:note></text:p>"
    )
    found = read(odt(body), "form.odt")
    assert texts(found.blocks) == ["kept", "a note"]
    assert codes(found) == ["tracked-changes"]


def test_merged_cells_of_an_odt_keep_their_places() -> None:
    """A cell over two rows and one over two columns; what follows them stands where it is seen."""
    body = (
        '<table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>A</text:p>'
        "</table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>C</text:p></table:table-cell>"
        '</table:table-row><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>D</text:p>'
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
    )
    cells = {block.text: block.cell for block in read(odt(body), "form.odt").blocks}
    assert cells == {
        "A": (0.0, 0.0, 300.0, 28.0),
        "B": (300.0, 0.0, 600.0, 14.0),
        "C": (300.0, 14.0, 600.0, 28.0),
        "D": (0.0, 28.0, 600.0, 42.0),
    }


def test_a_locked_odt_is_named() -> None:
    """Its manifest says that its parts are encrypted."""
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    found = outcome(odt("<text:p>x</text:p>", manifest=manifest), "form.odt")
    assert isinstance(found, Unreadable)
    assert found.code == "password"


@pytest.mark.parametrize(
    ("data", "name", "places"),
    [
        (
            b'Name;"Vila; Nova"\r\nWhy;"One\nTwo"',
            "a.csv",
            {"A1": "Name", "B1": "Vila; Nova", "A2": "Why", "B2": "One\nTwo"},
        ),
        (b"sep=|\nName|Vila Nova, Porto", "b.csv", {"A1": "Name", "B1": "Vila Nova, Porto"}),
        (
            b"Name,Vila Nova\nPopulation,53577",
            "c.csv",
            {"A1": "Name", "B1": "Vila Nova", "A2": "Population", "B2": "53577"},
        ),
        ("Name\tSaint-Loué".encode("utf-16"), "export.xls", {"A1": "Name", "B1": "Saint-Loué"}),
        ("Name\tSaint-Loué".encode("cp1252"), "export.tsv", {"A1": "Name", "B1": "Saint-Loué"}),
    ],
)
def test_text_tables_are_read_as_sheets(data: bytes, name: str, places: dict[str, str]) -> None:
    """The sign between columns is found or said; "workbooks" that are text with tabs are tables too."""
    found = read(data, name)
    assert {block.at.removeprefix("cell "): block.text for block in found.blocks} == places
    assert found.reader == "csv"


def test_a_csv_without_columns_is_plain_text() -> None:
    """Prose with a comma here and there is no table."""
    assert read(b"Dear all,\nwe join\nthe campaign\nof yours", "a.csv").reader == "text"


@pytest.mark.parametrize("name", ["form.mht", "form.doc"])
def test_a_saved_web_page_is_read(name: str) -> None:
    """A page with its pictures in one file, as Word saves it, in the charset that it names."""
    page = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="iso-8859-1"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<table><tr><td>Name<td>Saint-Lou=E9</table>\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    assert [(block.text, block.at) for block in read(page, name).blocks] == [
        ("Name", "table 1, row 1, cell 1"),
        ("Saint-Loué", "table 1, row 1, cell 2"),
    ]


def test_a_workbook_that_is_a_web_page_is_read() -> None:
    """Many programs export HTML under the name of a workbook."""
    assert read(b"<html><table><tr><td>Name<td>Vila Nova</table></html>", "export.xls").reader == "html"


def test_a_saved_page_without_a_page_is_damaged() -> None:
    """It says so, and what to ask for."""
    found = outcome(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\nnothing", "form.mht")
    assert isinstance(found, Unreadable)
    assert found.code == "damaged"
