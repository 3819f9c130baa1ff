"""The second witness of a form field: what the page shows in its place (its appearance, ISO 32000-1, 12.5.5).

A program may fill a field and leave what it shows as it was, or the other way round; then one reader sees one value
and a person sees another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import Box

_MOST: Final = 500  # fields of a page that are compared


def shown_otherwise(drawing: pdfium.PdfDocument, fields: list[Block]) -> frozenset[int]:
    """The indexes of the text fields whose places show something that is not their value.

    A place that shows nothing says nothing: viewers draw such fields themselves. The drawing's pages are changed: what
    the fields show becomes part of them, so read their text before.
    """
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, field in enumerate(fields):
        if field.kind is BlockKind.FIELD and _letters(field.text) and 1 <= field.page <= len(drawing):
            by_page[field.page].append(index)
    return frozenset(
        index
        for number, indexes in by_page.items()
        for index, shown in _shown(drawing, number, [(index, fields[index].box) for index in indexes[:_MOST]])
        if _differs(shown, fields[index]) and not _runs_into(shown, fields[index], [fields[each] for each in indexes])
    )


def _shown(drawing: pdfium.PdfDocument, number: int, places: list[tuple[int, Box]]) -> Iterator[tuple[int, str]]:
    """What stands in the places of a page; nothing where it cannot be drawn."""
    try:
        page = drawing[number - 1]
        flat = pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_SUCCESS
        upright = page.get_rotation() == 0
        page.close()
        if not flat or not upright:
            return
        page = drawing[number - 1]  # anew: its text was laid out before
        left, _, _, top = page.get_cropbox()
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return
    for index, (x0, y0, x1, y1) in places:
        yield index, text.get_text_bounded(left=left + x0, bottom=top - y1, right=left + x1, top=top - y0)
    text.close()
    page.close()


def _differs(shown: str, field: Block) -> bool:
    """Whether something is shown that is no part of the value; values may be cut off, lists show all they offer.

    Of a list some programs show what it keeps instead of the words for it.
    """
    value = _letters(field.text + field.stored + "".join(field.options))
    words = [letters for word in shown.split() if (letters := _letters(word))]
    if all(word in value for word in words) or _letters(field.text) in "".join(words):
        return False
    return bool(Counter("".join(words)) - Counter(value))  # pieces of one line may come in another order


def _runs_into(shown: str, field: Block, all_: list[Block]) -> bool:
    """Whether the value is shown whole, and beside it only what stands in other fields of the page.

    What pdfium finds in a place runs over its edges where lines are written from right to left.
    """
    seen, own = _words(shown), _words(field.text)
    others = frozenset(word for each in all_ for word in _words(each.text))
    return own <= seen <= own | others


def _words(text: str) -> frozenset[str]:
    return frozenset(letters for word in text.split() if (letters := _letters(word)))


def _letters(text: str) -> str:
    """Letters and digits alone, without case: blanks, dots and lines stand in fields for many reasons."""
    return "".join(character for character in text.casefold() if character.isalnum())
