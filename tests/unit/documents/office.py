"""Builds small office files and shows what a reader made of them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from pipeline import media
from pipeline.documents.sheets.xlsx import read_xlsx
from pipeline.documents.word.read import read_docx
from pipeline.model import BlockKind, Document, PlacedDocument, Unreadable

if TYPE_CHECKING:
    from pipeline.model import Block

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def relationships(**links: tuple[str, str]) -> str:
    """A relationship part; each link is its id with (kind, target)."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def docx(body: str, parts: dict[str, str | bytes] | None = None, **links: tuple[str, str]) -> bytes:
    """A DOCX whose body is this XML; `parts` and `links` add headers, notes, styles."""
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": relationships(rId1=("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relationships(**links),
            **(parts or {}),
        }
    )


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str) -> str:
    """A paragraph of runs, or of plain text."""
    return "<w:p>" + "".join(each if each.startswith("<") else run(each) for each in content) + "</w:p>"


def table(*rows: str) -> str:
    """A table of rows made by `row`."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row of cells; a cell is XML of its own, or plain text."""
    return "<w:tr>" + "".join(each if each.startswith("<w:") else cell(each) for each in cells) + "</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """A table cell of paragraphs, or of plain text."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def control(properties: str, content: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def form_field(data: str, code: str, result: str = "") -> str:
    """An old form field as complex field runs."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def docx_outcome(data: bytes) -> PlacedDocument | Unreadable:
    """What the DOCX reader gives."""
    return read_docx(Document("form.docx", media.DOCX, data))


def xlsx_outcome(data: bytes) -> PlacedDocument | Unreadable:
    """What the XLSX reader gives."""
    return read_xlsx(Document("form.xlsx", media.XLSX, data))


def placed(outcome: PlacedDocument | Unreadable) -> PlacedDocument:
    """The document; fails the test where it is unreadable."""
    assert isinstance(outcome, PlacedDocument), outcome
    return outcome


def blocks_of(body: str, parts: dict[str, str | bytes] | None = None, **links: tuple[str, str]) -> tuple[Block, ...]:
    """The blocks that the DOCX reader makes of this body."""
    return placed(docx_outcome(docx(body, parts, **links))).blocks


def texts(blocks: tuple[Block, ...], kind: BlockKind = BlockKind.TEXT) -> list[str]:
    """The texts of the blocks of one kind."""
    return [block.text for block in blocks if block.kind is kind]


def codes(document: PlacedDocument) -> list[str]:
    """The codes of a document's findings."""
    return [finding.code for finding in document.findings]
