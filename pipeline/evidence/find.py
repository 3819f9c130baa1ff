"""Where the text of a value stands on pages that another program drew (LibreOffice, from a Word or Excel file).

Texts are compared without blanks, marks and case, since line ends and hyphens are the drawing program's own. Of
several hits the one counts whose surroundings are those of the value in its document: a text that stands twice with
the same words around it is not found, rather than wrongly.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.boxes import around
from pipeline.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2 as pdfium

    from pipeline.model import Block

_BEGINNING: Final = 40  # letters by which a long text is looked for; a page's end may part the rest
_AROUND: Final = 60  # letters before and behind that are compared
_TELLING: Final = 4  # of them must agree where the text itself says little
_SHORT: Final = 4  # letters of such a text
_MOST_PAGES: Final = 30
_MOST_HITS: Final = 200


@dataclass(slots=True)
class Stream:
    """The letters and digits of a document in reading order, with the page and box of each where it has one."""

    text: str = ""
    places: list[tuple[int, Box]] = field(default_factory=list)


def plain(text: str) -> str:
    """Letters and digits only, without case and forms that look alike."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def stream_of(pdf: pdfium.PdfDocument) -> Stream:
    """The letters of the first pages with their boxes; marks beside a letter belong to its box ("+34")."""
    letters: list[str] = []
    places: list[tuple[int, Box]] = []
    for number in range(1, min(len(pdf), _MOST_PAGES) + 1):
        mark: Box | None = None  # in front of the letter that comes next
        fresh = True  # no letter since the last blank
        for letter, box in _letters(pdf[number - 1]):
            folded = plain(letter)
            if folded:
                letters.append(folded)
                places += [(number, around([mark, box]) if mark else box)] * len(folded)
                mark, fresh = None, False
            elif letter.isspace() or not letter.isprintable():
                mark, fresh = None, True
            elif fresh:
                mark = around([mark, box]) if mark else box
            else:
                places[-1] = (number, around([places[-1][1], box]))
    return Stream("".join(letters), places)


def _letters(page: pdfium.PdfPage) -> Iterator[tuple[str, Box]]:
    _, height = page.get_size()
    words = page.get_textpage()
    everything: Sequence[str] = words.get_text_range()
    if len(everything) != words.count_chars():  # rare letters count twice there: one by one, then
        everything = [words.get_text_range(index, 1) for index in range(words.count_chars())]
    for index, letter in enumerate(everything):
        left, bottom, right, top = words.get_charbox(index, loose=True)
        yield letter, (left, height - top, right, height - bottom)


def find(raw: str, at: str, blocks: Sequence[Block], pages: Stream) -> tuple[int, Box] | None:
    """Page and box of the value `raw` that stands at the place `at` of the document; None where that is not sure."""
    wanted = plain(raw)
    if not wanted:
        return None
    hits = _hits(wanted[:_BEGINNING], pages.text)
    before, behind = _surroundings(wanted, at, blocks)
    best = _best(hits, wanted, before, behind, pages.text)
    if best is None:
        return None
    length = _alike(wanted, pages.text[best : best + len(wanted)])
    return _around(pages.places[best : best + length])


def _hits(wanted: str, text: str) -> list[int]:
    hits: list[int] = []
    start = text.find(wanted)
    while start >= 0 and len(hits) < _MOST_HITS:
        hits.append(start)
        start = text.find(wanted, start + 1)
    return hits


def _surroundings(wanted: str, at: str, blocks: Sequence[Block]) -> tuple[str, str]:
    """What stands before and behind the value in its document; nothing where it is not there."""
    texts = [plain(block.text) for block in blocks]
    for index, block in enumerate(blocks):
        start = texts[index].find(wanted[: len(texts[index]) or 1]) if block.at == at else -1
        if start >= 0:
            whole = "".join(texts[index:])[start:]
            ahead = "".join(texts[:index])[-_AROUND:] + texts[index][:start]
            return ahead[-_AROUND:], whole[len(wanted) : len(wanted) + _AROUND]
    return "", ""


def _best(hits: list[int], wanted: str, before: str, behind: str, text: str) -> int | None:
    """The hit in the right surroundings; one hit alone needs none if the text says enough."""
    scores = [_likeness(hit, hit + len(wanted), before, behind, text) for hit in hits]
    if len(hits) == 1:
        return hits[0] if len(wanted) >= _SHORT or scores[0] >= _TELLING else None
    ranked = sorted(zip(scores, hits, strict=True), reverse=True)
    if not ranked or ranked[0][0] < _TELLING or ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]


def _likeness(start: int, end: int, before: str, behind: str, text: str) -> int:
    ahead = text[max(0, start - _AROUND) : start]
    return _alike(ahead[::-1], before[::-1]) + _alike(text[end : end + _AROUND], behind)


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    for index, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return index
    return min(len(one), len(other))


def _around(places: Sequence[tuple[int, Box]]) -> tuple[int, Box]:
    """The box around letters, of those on the page where they begin."""
    page = places[0][0]
    return page, around([box for number, box in places if number == page])
