from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from docx import Document as Word
from docx.shared import Cm

from pipeline import media
from pipeline.documents.read import read_document
from pipeline.model import Document, PlacedDocument, Unreadable
from tests.unit.documents.paper import DPI, Sheet, filled_form, find, needs_tesseract, said, saved
from tests.unit.documents.pdf_builder import Page, pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

T = TypeVar("T")
ENGLISH = {"en": frozenset({"name", "of", "the", "city", "government", "mayor", "country", "telephone", "form"})}


def scanned(picture: Image.Image, texts: dict[tuple[float, float], str] | None = None, mode: int = 3) -> bytes:
    """A PDF page that is a picture, with texts at places from the top left corner, hidden as scanners' layers are."""
    jpeg = saved(picture, "JPEG", quality=85)
    page = Page().raw("q 595 0 0 842 0 0 cm /Im9 Do Q")
    for (x, y), words in (texts or {}).items():
        page.raw(f"BT {mode} Tr /F1 11 Tf 1 0 0 1 {x} {842 - y} Tm ({words}) Tj ET")
    width, height = picture.size
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(jpeg)} >>\nstream\n"
    )
    return with_picture(pdf(page), head.encode() + jpeg + b"\nendstream")


def with_picture(data: bytes, stream: bytes) -> bytes:
    """The PDF with one more object, /Im9 of each page; its table of objects is lost, which readers mend."""
    body = data[: data.index(b"xref\n0")] + b"900 0 obj\n" + stream + b"\nendobj\n" + data[data.index(b"trailer") :]
    return body.replace(b"/XObject <<", b"/XObject << /Im9 900 0 R")


def read(data: bytes, kind: str = media.PDF, seconds: float = 60.0) -> PlacedDocument | Unreadable:
    return read_document(Document("form", kind, data), ENGLISH, seconds)


def placed(data: bytes, kind: str = media.PDF) -> PlacedDocument:
    found = read(data, kind)
    assert isinstance(found, PlacedDocument), found
    return found


def codes(found: PlacedDocument) -> list[str]:
    return [finding.code for finding in found.findings]


@needs_tesseract
def test_a_scanned_pdf_is_read() -> None:
    """A PDF page that is a picture gives its words at their places."""
    found = placed(scanned(filled_form().picture))
    assert (found.reader, codes(found)) == ("ocr", [])
    assert find(found, "City of Windhoek").box[0] == pytest.approx(260, abs=2)


@needs_tesseract
def test_a_hidden_text_that_agrees_makes_surer() -> None:
    """What the scanner's own reading and ours both say is surer than what one of them says."""
    alone = find(placed(scanned(filled_form().picture)), "City of Windhoek").confidence
    found = placed(scanned(filled_form().picture, {(260, 132): "x", (260, 110): "City of Windhoek"}))
    assert find(found, "City of Windhoek").confidence > alone


@needs_tesseract
def test_a_hidden_text_that_differs_is_said_and_doubted() -> None:
    """Where the hidden layer says something else than the picture, staff are told and the value is no longer sure."""
    found = placed(
        scanned(filled_form().picture, {(260, 110): "Gity 0f Vlindhock", (60, 110): "Narne 0f the govemment"})
    )
    assert codes(found) == ["text-layers-differ"]
    assert find(found, "City of Windhoek").confidence < 0.7
    assert find(found, "Namibia").confidence > 0.8


@needs_tesseract
def test_text_typed_onto_a_scanned_form_is_kept_as_it_is() -> None:
    """The value is text and certain, its label is in the picture."""
    blank = Sheet().text(60, 100, "Name of the government").text(60, 122, "Country").picture
    found = placed(scanned(blank, {(260, 110): "Windhoek"}, mode=0))
    assert find(found, "Windhoek").confidence == 1.0
    assert find(found, "Name of the government").reader == "ocr"


@needs_tesseract
def test_a_form_scanned_into_a_word_file_is_read() -> None:
    """A DOCX that holds nothing but a picture of a page is read like the picture."""
    word, out = Word(), io.BytesIO()
    word.add_picture(io.BytesIO(saved(filled_form().picture, "PNG")), width=Cm(16))
    word.save(out)
    assert "City of Windhoek" in said(placed(out.getvalue(), media.DOCX))


@needs_tesseract
def test_a_form_scanned_into_a_word_file_under_a_title_is_read() -> None:
    """A few words around the picture change nothing: they stand before it; beside long text it is named only."""
    few, much = (scanned_under(words) for words in ("Our form, with kind regards", "We have read your letter. " * 30))
    assert said(few)[0] == "Our form, with kind regards"
    assert "City of Windhoek" in said(few)
    assert (few.reader, few.pages) == ("ocr", 2)
    assert (much.reader, [finding.code for finding in much.findings]) == ("docx", ["pictures-unread"])


def scanned_under(words: str) -> PlacedDocument:
    word, out = Word(), io.BytesIO()
    word.add_paragraph(words)
    word.add_picture(io.BytesIO(saved(filled_form().picture, "PNG")), width=Cm(16))
    word.save(out)
    return placed(out.getvalue(), media.DOCX)


@needs_tesseract
def test_pages_with_text_are_not_looked_at() -> None:
    """A born-digital page keeps what its text says, also with a small picture on it."""
    page = Page().text(50, 700, "Name of the city of the mayor of the country").picture(50, 300, 200, 100)
    assert {block.reader for block in placed(pdf(page)).blocks} == {"pdf-text"}


def test_without_time_pictures_are_named_and_text_is_read() -> None:
    """Pages for whose pictures no time is left are named; the rest of the document is read."""
    found = read(pdf(Page().text(50, 700, "Name of the city"), Page().picture(0, 0, 595, 842)), seconds=0.5)
    assert isinstance(found, PlacedDocument)
    assert said(found) == ["Name of the city"]
    assert any("page 2" in finding.message.lower() for finding in found.findings)


def test_without_tesseract_a_scan_says_what_to_install(tmp_path: Path) -> None:
    """Where the program is missing, pictures are unreadable as before and the reason names the packages."""
    (tmp_path / "scan.png").write_bytes(saved(filled_form().picture, "PNG"))
    script = (
        "import json, pathlib, sys; from pipeline.model import Document; "
        "from pipeline.documents.read import read_document; "
        "print(json.dumps([read_document(Document('a', kind, pathlib.Path(file).read_bytes())).reason "
        "for file, kind in (each.split(',') for each in sys.argv[1:])]))"
    )
    (tmp_path / "scan.pdf").write_bytes(pdf(Page().picture(0, 0, 595, 842)))
    files = [f"{tmp_path}/scan.png,{media.PNG}", f"{tmp_path}/scan.pdf,{media.PDF}"]
    said_ = subprocess.run(
        [sys.executable, "-c", script, *files],
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    reasons = json.loads(said_.stdout)
    assert all("tesseract-ocr" in reason for reason in reasons)


@needs_tesseract
@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux to look at processes")
def test_a_killed_reader_leaves_no_program_behind(tmp_path: Path) -> None:
    """Tesseract ends with the process that started it, also when that one is killed outright."""
    dense = Sheet()
    for row in range(70):
        dense.text(
            20, 10 + 11 * row, f"{row} the quick brown fox jumps over the lazy dog and over many other animals" * 2, 8
        )
    (tmp_path / "page.png").write_bytes(saved(dense.picture, "PNG", dpi=(DPI, DPI)))
    script = (
        "import pathlib, sys; from pipeline.model import Document; from pipeline.documents.read import read_document; "
        f"read_document(Document('a', {media.PNG!r}, pathlib.Path(sys.argv[1]).read_bytes()))"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "page.png")]) as reader:
        child = wait_for(lambda: children(reader.pid))
        reader.send_signal(signal.SIGKILL)
    assert wait_for(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in child))


def children(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{parent}/task/{parent}/children").parent.parent.glob("*/children")
    return [int(pid) for file in found for pid in file.read_text().split()]


def wait_for(look: Callable[[], T]) -> T:
    """What `look` finds as soon as it finds something."""
    for _ in range(600):
        if seen := look():
            return seen
        time.sleep(0.05)
    raise AssertionError("waited in vain")
