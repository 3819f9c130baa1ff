"""Looks at the place that a value's source names, by other means than the program's: is its text there?

DOCX by its raw XML, XLSX through openpyxl, the words of a PDF's page through pdfium, its fields through pypdf.
"""

from __future__ import annotations

import binascii
import email
import io
import re
import struct
import unicodedata
from email.policy import default
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, is_zipfile

import olefile
import pypdf
import pypdfium2
from lxml import etree, html
from openpyxl import load_workbook
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{each}:1.0}}" for each in ("table", "text"))
INK = (f"{W}drawing", f"{W}pict")
JPEG, A4_HEIGHT = b"\xff\xd8\xff", 842.0
LOOSE = 2.0  # points around a box: glyphs reach beyond what pdfium takes for theirs
LINE = 500.0  # points: the words beside a tick box stand in its line


def stands(mail: bytes, value: dict[str, Any]) -> bool:
    """Whether the raw text of an exported value stands, in some part of the message, where its source says."""
    source = value["source"]
    looks = {
        "ocr": in_picture,
        "docx": in_docx,
        "xlsx": in_xlsx,
        "html": in_html,
        "text": in_text,
        "doc": in_doc,
        "odt": in_odt,
    }
    look = looks.get(source["reader"], in_pdf)
    return any(look(data, value) for data in leaves(mail))


def leaves(mail: bytes) -> Iterator[bytes]:
    """Every part of a message that holds content, decoded; texts as UTF-8."""
    for part in email.message_from_bytes(mail, policy=default).walk():
        data = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(data, bytes):
            is_text = part.get_content_maintype() == "text"
            yield in_utf8(data, part.get_content_charset("utf-8")) if is_text else data
            yield from packed_in(data)


def packed_in(data: bytes) -> Iterator[bytes]:
    """The files in a zip, in uuencoded text, or after some other envelope: all that follows a file's first bytes."""
    if is_zipfile(io.BytesIO(data)) and b"[Content_Types].xml" not in data:
        archive = ZipFile(io.BytesIO(data))
        yield from (archive.read(each) for each in archive.infolist() if not each.flag_bits & 1)
    for lines in re.findall(rb"(?ms)^begin \d+ \S+\s+(.+?)^`", data):
        yield b"".join(map(binascii.a2b_uu, lines.splitlines()))
    for begins in (b"PK\3\4", b"%PDF"):
        if data.find(begins) > 0:
            yield data[data.find(begins) :]


def in_utf8(data: bytes, charset: str) -> bytes:
    try:
        return data.decode(charset, "replace").encode()
    except LookupError:  # a sample names a character set that there is none of
        return data


def folded(text: str) -> str:
    """A text without spaces and the differences that layout makes."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\xad", "").split())


def holds(text: str, raw: str) -> bool:
    """Whether all of a raw text, or each of its lines or ticked words, is in a text; Word draws list marks itself."""
    plain = re.sub("^[☒☐] ", "", raw)
    pieces = [re.sub(r"^(\d+[.)]|-) ", "", piece) for line in plain.split("\n") for piece in line.split("; ")]
    return folded(plain) in folded(text) or all(folded(piece) in folded(text) for piece in pieces)


def in_docx(data: bytes, value: dict[str, Any]) -> bool:
    """`table 1, row 3, cell 2` or `paragraph 4`, what stands there (a control, a picture) in front."""
    if not is_zipfile(io.BytesIO(data)) or "word/document.xml" not in ZipFile(io.BytesIO(data)).namelist():
        return False
    body = etree.fromstring(ZipFile(io.BytesIO(data)).read("word/document.xml"))[0]
    places = docx_places(body, value["source"]["at"])
    if value["raw"].startswith("picture in "):
        return next(places[0].iter(*INK), None) is not None
    texts = ["".join(each.text or "" for each in place.iter(f"{W}t")) for place in places]
    first, _, _ = value["raw"].partition("\n")
    return holds(texts[0], first) and holds(" ".join(texts), value["raw"])


def docx_places(body: Any, at: str) -> list[Any]:  # noqa: ANN401 - lxml's elements
    """The cell; or the paragraph with all that follow it, since an answer may be several."""
    cell = re.search(r"table (\d+), row (\d+), cell (\d+)$", at)
    if cell:
        table, row, column = map(int, cell.groups())
        tables = [each for each in body.iter(f"{W}tbl") if next(each.iterancestors(f"{W}tbl"), None) is None]
        return [list(list(tables[table - 1].iter(f"{W}tr"))[row - 1].iter(f"{W}tc"))[column - 1]]
    number = re.search(r"paragraph (\d+)$", at)
    assert number, at
    paragraphs = [each for each in body.iter(f"{W}p") if next(each.iterancestors(f"{W}tbl"), None) is None]
    return paragraphs[int(number[1]) - 1 :]


def in_odt(data: bytes, value: dict[str, Any]) -> bool:
    """The same in the raw XML of an OpenDocument text."""
    if not is_zipfile(io.BytesIO(data)) or "content.xml" not in ZipFile(io.BytesIO(data)).namelist():
        return False
    root = etree.fromstring(ZipFile(io.BytesIO(data)).read("content.xml"))
    at, table = value["source"]["at"], f"{TABLE}table"
    cell = re.search(r"table (\d+), row (\d+), cell (\d+)$", at)
    if cell:
        number, row, column = map(int, cell.groups())
        place = list(list(list(root.iter(table))[number - 1].iter(f"{TABLE}table-row"))[row - 1])[column - 1]
        picture = next((each for each in place.iter() if str(each.tag).endswith("}image")), None)
        return holds("".join(map(str, place.itertext())), value["raw"]) or (
            at.startswith("picture in ") and picture is not None
        )
    number = int(at.rpartition("paragraph ")[2])
    loose = [each for each in root.iter(f"{TEXT}p", f"{TEXT}h") if next(each.iterancestors(table), None) is None]
    return holds(" ".join("".join(map(str, each.itertext())) for each in loose[number - 1 :]), value["raw"])


def in_doc(data: bytes, value: dict[str, Any]) -> bool:
    """`paragraph 4` of a Word 97 file without tables, whose text lies in one piece ([MS-DOC] 2.5.1)."""
    if not data.startswith(olefile.MAGIC):
        return False
    main = olefile.OleFileIO(io.BytesIO(data)).openstream("WordDocument").read()
    start, letters = struct.unpack_from("<I", main, 0x18)[0], struct.unpack_from("<i", main, 0x4C)[0]
    paragraphs = main[start : start + 2 * letters].decode("utf-16-le").split("\r")
    number = int(value["source"]["at"].rpartition("paragraph ")[2])
    return holds(" ".join(paragraphs[number - 1 :]), value["raw"])


def in_xlsx(data: bytes, value: dict[str, Any]) -> bool:
    """`sheet X, cell B4`. Numbers and dates are shown as they are formatted, so only their digits are compared."""
    if not is_zipfile(io.BytesIO(data)) or "xl/workbook.xml" not in ZipFile(io.BytesIO(data)).namelist():
        return False
    place = re.fullmatch(r"sheet (.+), cell ([A-Z]+\d+)", value["source"]["at"])
    assert place, value["source"]["at"]
    book: Any = load_workbook(io.BytesIO(data), data_only=True)
    found = book[place[1]][place[2]].value if place[1] in book.sheetnames else None
    if isinstance(found, str):
        return holds(found, value["raw"])
    return found is not None and set(re.findall(r"[1-9]\d*", value["raw"])) <= set(re.findall(r"[1-9]\d*", str(found)))


def in_html(data: bytes, value: dict[str, Any]) -> bool:
    """`table 1, row 3, cell 2` of an HTML body."""
    place = re.fullmatch(r"table (\d+), row (\d+), cell (\d+)", value["source"]["at"])
    if b"<table" not in data or not place:
        return False
    table, row, column = map(int, place.groups())
    cell: Any = html.fromstring(data.decode()).xpath(f"((//table)[{table}]//tr)[{row}]/*[{column}]")
    return bool(cell) and holds(cell[0].text_content(), value["raw"])


def in_text(data: bytes, value: dict[str, Any]) -> bool:
    """`line 12` of a plain text body; an answer of several lines begins there."""
    lines = data.decode(errors="replace").splitlines()[int(value["source"]["at"].removeprefix("line ")) - 1 :]
    return bool(lines) and folded(lines[0]) != "" and holds(" ".join(lines), value["raw"])


def in_picture(data: bytes, value: dict[str, Any]) -> bool:
    """Print or ink in the box of a scanned or photographed page; what it says is known from the golden alone."""
    page = picture_of(data, value["source"]["page"])
    if page is None:
        return False
    unit = max(page.size) / A4_HEIGHT
    left, top, right, bottom = (edge * unit for edge in value["source"]["box"])
    if not (0 <= left < right <= page.width and 0 <= top < bottom <= page.height):
        return False
    darkest, brightest = page.crop((int(left), int(top), int(right), int(bottom))).getextrema()
    return bool(brightest > 2 * darkest)


def picture_of(data: bytes, number: int) -> Any:  # noqa: ANN401 - a picture or None
    """The page of a PDF, or the picture, in grey as a person sees it."""
    if data.startswith(b"%PDF"):
        return pypdfium2.PdfDocument(data)[number - 1].render(scale=2, grayscale=True).to_pil().convert("L")
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("L") if data.startswith(JPEG) else None


def in_pdf(data: bytes, value: dict[str, Any]) -> bool:
    """The named form field with its box, or the words that pdfium sees in the box."""
    if not data.startswith(b"%PDF"):
        return False
    source = value["source"]
    if source["at"].startswith("form field "):
        return in_pdf_field(data, value)
    page = pypdfium2.PdfDocument(data)[source["page"] - 1]
    if source["at"].endswith("picture"):
        return any(covers(source["box"], each.get_bounds(), page.get_height()) for each in page.get_objects())
    return any(holds(words_in(page, source["box"], beside=beside), value["raw"]) for beside in (0, LINE))


def words_in(page: Any, box: list[float], *, beside: float = 0.0) -> str:  # noqa: ANN401 - pypdfium2 has no types
    """The words in a box (from the page's top left corner), and those `beside` it to the right."""
    left, top, right, bottom = box
    height = page.get_height()
    edges = (left - LOOSE, height - bottom - LOOSE, right + LOOSE + beside, height - top + LOOSE)
    return str(page.get_textpage().get_text_bounded(*edges))


def covers(box: list[float], bounds: tuple[float, ...], height: float) -> bool:
    """Whether something drawn (in PDF's own coordinates) lies in a box."""
    left, bottom, right, top = bounds
    return (
        box[0] - LOOSE <= left
        and right <= box[2] + LOOSE
        and box[1] - LOOSE <= height - top
        and height - bottom <= box[3] + LOOSE
    )


def in_pdf_field(data: bytes, value: dict[str, Any]) -> bool:
    """A field of that name has its widget in the box on that page, and holds the text or has it beside it."""
    source = value["source"]
    name = source["at"].removeprefix("form field ")
    page = pypdf.PdfReader(io.BytesIO(data)).pages[source["page"] - 1]
    widgets = [each for each in map(resolved, page.get("/Annots", [])) if full_name(each) in {name, parent(name)}]
    held = " ".join(text_of(each) for each in widgets)
    beside = words_in(pypdfium2.PdfDocument(data)[source["page"] - 1], source["box"], beside=LINE)
    inside = any(
        covers(source["box"], tuple(map(float, each["/Rect"])), float(page.mediabox.height)) for each in widgets
    )
    return inside and (source["at"] == value["raw"] or holds(held, value["raw"]) or holds(beside, value["raw"]))


def resolved(reference: Any) -> Any:  # noqa: ANN401 - pypdf's objects
    return reference.get_object()


def parent(name: str) -> str:
    """Ticks are named after their box of a group (`themes.opt0`)."""
    return name.rpartition(".")[0]


def full_name(widget: Any) -> str:  # noqa: ANN401 - pypdf's objects
    """A widget's name with those of the fields above it."""
    above = full_name(widget["/Parent"].get_object()) if "/Parent" in widget else ""
    return ".".join(part for part in (above, str(widget.get("/T", ""))) if part)


def text_of(widget: Any) -> str:  # noqa: ANN401 - pypdf's objects
    """What a field holds: its value, in a list as it is shown."""
    held = str(widget.get("/V", "")) or (text_of(widget["/Parent"].get_object()) if "/Parent" in widget else "")
    shown = [str(each[1]) for each in widget.get("/Opt", []) if not isinstance(each, str) and each[0] == held]
    return " ".join([held, *shown])
