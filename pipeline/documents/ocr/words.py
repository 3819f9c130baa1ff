"""What tesseract saw, as words on a page in points; the rest of reading is as for PDFs with text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from pipeline.boxes import around
from pipeline.documents.printed.word import Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.documents.ocr.program import Scrap
    from pipeline.documents.pictures.clean import Page
    from pipeline.model import Box

LEAST_SURE: Final = 0.25  # below, it is a guess at something that is no word
LEAST_AMONG_WORDS: Final = 0.05
_CLEAR_LINE: Final = 0.6
_MARKS_SURE: Final = 0.7  # signs alone, which lines and dirt are taken for
_TALL, _DEEP = 0.72, 0.21  # how far letters reach above and below their line, in sizes
_BELOW: Final = frozenset("gjpqyQçÇşţµ,;()[]{}/|@ß")
_GARBLED: Final = 0.6
_TOO_TALL: Final = 1.6  # times the usual size of a page: a signature taken for letters
_LEAST_LETTERS: Final = 15
_ASKED: Final = re.compile(r"(?<=[^\W\dA-Z_]{3})2(?=:?$)")
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")
_SYLLABLES: Final = 0.38  # of their height: wider gaps between syllables are spaces


def weight(scraps: Iterable[Scrap]) -> tuple[float, int]:
    """How sure the program is of some words on the average (0..1), long ones counting more, and their letters."""
    weighed = [(sum(letter.isalnum() for letter in scrap.text), scrap.confidence) for scrap in scraps]
    letters = sum(size for size, _ in weighed)
    return sum(size * sure for size, sure in weighed) / max(letters, 1), letters


def clearness(scraps: Iterable[Scrap]) -> float:
    """How sure the program is of a page as a whole (0..1); 0 where there is hardly any text."""
    sure, letters = weight(scraps)
    return sure if letters >= _LEAST_LETTERS else 0.0


def words_of(scraps: list[Scrap], page: Page) -> list[Word]:
    """The words, without dirt and signatures that were taken for letters."""
    lines: dict[tuple[int, int, int], list[Scrap]] = defaultdict(list)
    for scrap in scraps:
        lines[scrap.line].append(scrap)
    lines = {name: kept for name, line in lines.items() if (kept := _real(line))}
    usual = median(_size(line) for line in lines.values()) if lines else 0.0
    found: list[Word] = []
    for line in lines.values():
        size = _size(line)
        kept = _syllables_joined(_apart([_asking(scrap) for scrap in line if not _scrawl(scrap, usual)]))
        found += [_word(scrap, size, page, 2 * (len(found) + index)) for index, scrap in enumerate(kept)]
    return found


def _real(line: list[Scrap]) -> list[Scrap]:
    """The words of a line without dirt; a word of which the program is unsure counts where its neighbours are clear."""
    least = LEAST_AMONG_WORDS if weight(line)[0] >= _CLEAR_LINE else LEAST_SURE
    return [scrap for scrap in line if scrap.confidence >= (least if _wordy(scrap) else _MARKS_SURE)]


def _wordy(scrap: Scrap) -> bool:
    return any(letter.isalnum() for letter in scrap.text)


def _scrawl(scrap: Scrap, usual: float) -> bool:
    return scrap.confidence < _GARBLED and scrap.box[3] - scrap.box[1] > _TOO_TALL * usual


def _asking(scrap: Scrap) -> Scrap:
    """The word with its question mark, which some models take for a 2: no word ends so."""
    return replace(scrap, text=_ASKED.sub("?", scrap.text))


def _apart(line: list[Scrap]) -> list[Scrap]:
    """The words of a line from left to right, none over the next: boxes of slanted letters overlap."""
    done: list[Scrap] = []
    for scrap in sorted(line, key=lambda scrap: scrap.box[0]):
        if done and done[-1].box[2] > scrap.box[0]:
            last = done[-1]
            edge = max((last.box[2] + scrap.box[0]) / 2, last.box[0] + 1)
            done[-1] = replace(last, box=(last.box[0], last.box[1], edge, last.box[3]))
            scrap = replace(scrap, box=(min(edge, scrap.box[2] - 1), *scrap.box[1:]))  # noqa: PLW2901 - the same word
        done.append(scrap)
    return done


def _syllables_joined(line: list[Scrap]) -> list[Scrap]:
    """Korean words made whole: the program takes the narrow gaps between their syllables for spaces."""
    done: list[Scrap] = []
    for scrap in line:
        last = done[-1] if done else None
        if last and _goes_on(last.text, scrap.text) and _close(last, scrap):
            whole = replace(last, text=last.text + scrap.text, box=around([last.box, scrap.box]))
            done[-1] = replace(whole, confidence=min(last.confidence, scrap.confidence))
        else:
            done.append(scrap)
    return done


def _goes_on(last: str, text: str) -> bool:
    """Whether a narrow gap is no space: between Korean syllables, and within an address."""
    korean = _HANGUL.match(last[-1]) and _HANGUL.match(text[0])
    return bool(korean) or (last[-1] in "@." and len(last) > 1 and text[0].islower() and "@" in last + text)


def _close(last: Scrap, scrap: Scrap) -> bool:
    height = min(last.box[3] - last.box[1], scrap.box[3] - scrap.box[1])
    return scrap.box[0] - last.box[2] < _SYLLABLES * height


def _size(line: list[Scrap]) -> float:
    """The size of the type of a line in pixels, from its taller words."""
    heights = sorted(scrap.box[3] - scrap.box[1] for scrap in line)
    tall = heights[int(0.75 * (len(heights) - 1))]
    deep = any(_BELOW & set(scrap.text) for scrap in line)
    return max(tall / (_TALL + _DEEP if deep else _TALL), 1.0)


def _word(scrap: Scrap, size: float, page: Page, index: int) -> Word:
    x0, y0, x1, y1 = scrap.box
    base = y1 - _DEEP * size if _BELOW & set(scrap.text) else y1
    box = x0, min(y0, base - _TALL * size), x1, max(y1, base + _DEEP * size)
    at = page.scale
    return Word(
        scrap.text,
        placed(box, page),
        (base - page.top) * at,
        size * at,
        first=index,
        last=index,
        confidence=_chance(scrap.confidence),
    )


def placed(box: Box, page: Page) -> Box:
    """A box in pixels as points from the top left corner of the page as it came."""
    at = page.scale
    return (
        (box[0] - page.left) * at,
        (box[1] - page.top) * at,
        (box[2] - page.left) * at,
        (box[3] - page.top) * at,
    )


def _chance(sure: float) -> float:
    """How often a word is right of which the program is so sure."""
    return round(min(max(sure, 0.0), 0.99), 3)
