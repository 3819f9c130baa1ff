"""Rows of our lists by their hidden key, each with what staff may have typed into one column of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.review.cells import canonical
from pipeline.review.sheet_review import KEY_HEADING
from pipeline.review.sheets import Key, find_sheet
from pipeline.words import LANGUAGES, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook


def answered_rows(
    book: Workbook, sheet: Key, heading: str, apart: int | None = None
) -> Iterator[tuple[int, str, object]]:
    """Row, key and cell of each row with both; nothing where the sheet is gone.

    Args:
        book: the workbook.
        sheet: which of our lists.
        heading: key of the words over the column, in whatever language they stand there.
        apart: how many columns behind the keys it is, where staff gave it another heading; None: it is not read then.
    """
    found = find_sheet(book, sheet)
    if found is None:
        return
    headings = {canonical(words_in(each)(heading)) for each in LANGUAGES}
    key = column = None
    for number, row in enumerate(found.iter_rows(values_only=True), start=1):
        texts = [canonical(cell) for cell in row]
        if key is None or column is None:
            key = texts.index(KEY_HEADING) if KEY_HEADING in texts else None
            usual = None if key is None or apart is None else key + apart
            column = next((place for place, text in enumerate(texts) if text in headings), usual)
        elif column < len(texts) and texts[key] and texts[column]:
            yield number, texts[key], row[column]
