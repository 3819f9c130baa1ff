from __future__ import annotations

import pytest

from pipeline.documents.pdf.read import read_pdf
from pipeline.media import PDF
from pipeline.model import Block, BlockKind, Document, PlacedDocument
from tests.unit.documents.pdf_builder import Page, pdf

TALL = "100 660 300 720"


def form(value: str, shown: str, *, rect: str = TALL, page: str = "", extra: str = "") -> bytes:
    """A PDF with one text field and what is drawn in its place."""
    content = f"/Tx BMC q {shown} Q EMC"
    look = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 200 60] /Resources << /Font << /Helv 12 0 R >> >> "
        f"/Length {len(content)} >>\nstream\n{content}\nendstream"
    )
    field = (
        f"<< /Type /Annot /Subtype /Widget /F 4 /Rect [{rect}] /FT /Tx /T (mayor) /V ({value}) /AP << /N 11 0 R >> "
        f"{extra} >>"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return pdf(
        Page(extra=f"/Annots [10 0 R] {page}").text(100, 740, "Mayor"),
        root="/AcroForm << /Fields [10 0 R] >>",
        objects=(field, look, font),
    )


def lines(*texts: str) -> str:
    """The operators that draw lines of text."""
    return " ".join(f"BT /Helv 9 Tf 1 0 0 1 2 {45 - 12 * n} Tm ({text}) Tj ET" for n, text in enumerate(texts))


def read(data: bytes) -> tuple[Block, list[str]]:
    """The form field as it was read, and the codes of all findings."""
    placed = read_pdf(Document("form.pdf", PDF, data))
    assert isinstance(placed, PlacedDocument)
    [field] = [block for block in placed.blocks if block.kind is BlockKind.FIELD]
    return field, [finding.code for finding in placed.findings]


def test_a_field_that_shows_another_value_is_doubted() -> None:
    """One program reads one value, a person sees another: nobody knows which one was meant, and staff are told."""
    field, found = read(form("Ada Example", lines("Bruno Sample")))
    assert (field.text, found) == ("Ada Example", ["field-looks-otherwise"])
    assert field.confidence < 0.9


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(lines("Ada Example of Vila-Exemple"), id="the same"),
        pytest.param(lines("ADA EXAMPLE", "OF VILA-EXEMPLE"), id="wrapped, in capitals"),
        pytest.param(lines("Ada Exa"), id="cut off"),
        pytest.param("", id="nothing"),
        pytest.param(lines("........................"), id="dots"),
        pytest.param("1 0 0 rg 0 0 200 60 re f", id="a colour"),
        pytest.param("BT /Helv 1e40 Tf (x", id="nonsense"),
    ],
)
def test_a_field_that_shows_its_value_or_nothing_is_sure(shown: str) -> None:
    """A value may be wrapped, cut off, or left to the viewer to draw."""
    field, found = read(form("Ada Example of Vila-Exemple", shown))
    assert (field.confidence, found) == (1.0, [])


def test_a_list_shows_more_than_what_was_chosen() -> None:
    """A list box shows all that it offers; that is no contradiction."""
    offers = "/Ff 0 /Opt [(Region) (City) (Province)]"
    data = form("City", lines("Region", "City", "Province"), extra=offers).replace(b"/FT /Tx", b"/FT /Ch")
    assert read(data)[1] == []
