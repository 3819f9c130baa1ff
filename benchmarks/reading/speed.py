"""Seconds per document and page, beside the bare parsers on the same files in the same run.

The bare floor: pypdfium2's text of every page, python-docx's load, calamine's cells, tesseract's words of every page
(in the document's language, pages of PDFs drawn at 300 dots per inch). Only the ratios say something about another
machine.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import time
from typing import TYPE_CHECKING, Any, Final

import docx
import pypdfium2
import pytesseract
import python_calamine
from PIL import Image, ImageSequence

from benchmarks.reading.readings import as_document
from benchmarks.reading.words import campaign
from pipeline.reading import read_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.model import Document

_TESSERACT: Final = {
    "en": "eng", "fr": "fra", "es": "spa", "id": "ind", "pt": "por", "ca": "cat", "it": "ita", "de": "deu", "nl": "nld",
    "ko": "kor", "ar": "ara",
}  # fmt: skip
_DOTS: Final = 300
_ROUNDS: Final = 3

Timed = tuple["Document", str]


def speed(folder: Path, each: int) -> None:
    """Measure `each` documents of every format of the tune split and print the table."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # tesseract's threads take longer than one of them on pages like these
    truths = [json.loads(path.read_text("utf-8")) for path in sorted((folder / "tune").glob("*.truth.json"))]
    print(f"{'format':12}{'docs':>6}{'pages':>7}{'ours s/doc':>12}{'s/page':>9}{'bare s/doc':>12}{'ratio':>8}")
    for kind, bare in _BARE.items():
        chosen = [_timed(folder, truth) for truth in truths if truth["format"] == kind][:each]
        if chosen:
            _measure(kind, chosen, bare)


def _timed(folder: Path, truth: dict[str, Any]) -> Timed:
    stem = folder / "tune" / truth["document"]
    file = next(path for path in stem.parent.glob(f"{stem.name}.*") if not path.name.endswith(".truth.json"))
    return as_document(file), _TESSERACT[truth["language"]]


def _measure(kind: str, chosen: list[Timed], bare: Callable[[Timed], int]) -> None:
    """The median of some rounds (one for scans, which take long) after one round that warms up."""
    rounds = 1 if kind in {"pdf_scan", "image"} else _ROUNDS
    read_form(chosen[0][0], campaign())
    pages = bare(chosen[0])
    ours, floor = [], []
    for _ in range(rounds):
        started = time.perf_counter()
        for document, _language in chosen:
            read_form(document, campaign())
        between = time.perf_counter()
        pages = sum(bare(timed) for timed in chosen)
        ours.append(between - started)
        floor.append(time.perf_counter() - between)
    mine, raw, count = statistics.median(ours), statistics.median(floor), len(chosen)
    print(f"{kind:12}{count:6}{pages:7}{mine / count:12.4f}{mine / pages:9.4f}{raw / count:12.4f}{mine / raw:8.2f}")


def _pdf_text(timed: Timed) -> int:
    with pypdfium2.PdfDocument(timed[0].data) as document:
        for page in document:
            page.get_textpage().get_text_bounded()
        return len(document)


def _docx_load(timed: Timed) -> int:
    docx.Document(io.BytesIO(timed[0].data))
    return 1


def _cells(timed: Timed) -> int:
    book = python_calamine.load_workbook(io.BytesIO(timed[0].data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
    return 1


def _scan_words(timed: Timed) -> int:
    with pypdfium2.PdfDocument(timed[0].data) as document:
        pages = [page.render(scale=_DOTS / 72).to_pil() for page in document]
    return _words(pages, timed[1])


def _picture_words(timed: Timed) -> int:
    with Image.open(io.BytesIO(timed[0].data)) as picture:
        return _words([page.convert("RGB") for page in ImageSequence.Iterator(picture)], timed[1])


def _words(pages: list[Image.Image], language: str) -> int:
    for page in pages:
        pytesseract.image_to_string(page, lang=language)
    return len(pages)


_BARE: Final = {
    "pdf": _pdf_text,
    "pdf_form": _pdf_text,
    "docx": _docx_load,
    "xlsx": _cells,
    "pdf_scan": _scan_words,
    "image": _picture_words,
}
