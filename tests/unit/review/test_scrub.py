"""Taking somebody out of a workbook: words go wherever they stand, what staff made besides stays."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference

from pipeline.erasure.inside import file_names
from pipeline.review.grid import open_book
from pipeline.review.scrub import as_bytes, scrub

if TYPE_CHECKING:
    from pathlib import Path


def named(text: str) -> bool:
    return "quillon" in text.casefold()


def redacted(text: str) -> str:
    return text.replace("Ada Quillon", "[erased]").replace("Quillon", "[erased]")


def cleaned(path: Path) -> bytes:
    book = open_book(path, undrawn=True)
    assert scrub(book, ["M0001"], redacted, "[erased]")
    return as_bytes(book, path.read_bytes(), lambda made: file_names(made, named))


def sheet_with_chart(path: Path, title: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["met", CellRichText("by ", TextBlock(InlineFont(b=True), "Ada Quillon"))])
    sheet.append(["2026", 3])
    chart = BarChart()
    chart.title = title
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=2))
    sheet.add_chart(chart, "D4")
    book.save(path)


def parts(data: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.namelist()


def test_words_in_bold_go_and_charts_stay(tmp_path: Path) -> None:
    """Parts of a text in bold are a text all the same."""
    sheet_with_chart(tmp_path / "ledger.xlsx", "Visits")
    data = cleaned(tmp_path / "ledger.xlsx")
    assert not file_names(data, named)
    assert any("chart" in part for part in parts(data))


def test_a_chart_that_names_them_goes(tmp_path: Path) -> None:
    """Nobody can take a word out of a drawing: it goes as a whole."""
    sheet_with_chart(tmp_path / "ledger.xlsx", "Visits of Ada Quillon")
    data = cleaned(tmp_path / "ledger.xlsx")
    assert not file_names(data, named)
    assert not any("chart" in part for part in parts(data))
