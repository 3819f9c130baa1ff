"""Words to lines, lines to segments: words side by side without a wide gap, a drawn line or a change of type.

A form puts label and value into columns of one line ("Country      Spain"), so a line alone says too little.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.boxes import around
from pipeline.documents.printed.backwards import addresses_whole, reading_order
from pipeline.documents.printed.columns import column_edges
from pipeline.documents.printed.glyphs import any_right_to_left, brackets_mended, left_to_right, right_to_left
from pipeline.documents.printed.word import Word
from pipeline.model import Box

if TYPE_CHECKING:
    from pipeline.documents.printed.grid import Grid

GAP = 1.5  # sizes of the font: a wider gap parts columns
GLUED = 0.2  # sizes of the font: a narrower gap is no space
MARK = 0.6  # sizes of the font: a full stop or comma nearer than this has no space before it
CLOSING = frozenset(".,")
RECENT = 64  # words compared with a new one: a hostile page must not cost the square of its words
LOOK_BACK = 6  # lines among which a word may find its own
OVERLAP = 0.5  # of the lower one of two words, to stand in one line
COVER = 0.3  # of the narrower one of two words: more, and they stand over each other
SPELT = 3  # single letters
LOOSE = 0.35  # sizes of the font between them: more than a blank
LONGEST_LABEL = 80  # letters: a longer bold run is a text in bold, not a label
TWICE = 1.5  # points: the same word so near is drawn twice to look bold


@dataclass(slots=True)
class Line:
    """Words that stand beside each other; `top` and `bottom` are those of its largest word."""

    top: float
    bottom: float
    words: list[Word] = field(default_factory=list)

    def takes(self, word: Word) -> bool:
        """Whether a word stands in this line: at its height, and over none of its words."""
        overlap = min(self.bottom, word.box[3]) - max(self.top, word.box[1])
        if overlap < OVERLAP * min(self.bottom - self.top, word.box[3] - word.box[1]):
            return False
        return not any(_covers(other.box, word.box) for other in self.words[-RECENT:])

    def add(self, word: Word) -> None:
        """Put a word into the line."""
        self.words.append(word)
        if word.box[3] - word.box[1] > self.bottom - self.top:
            self.top, self.bottom = word.box[1], word.box[3]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words in one line, as sure as its least sure word. `line` counts from 1 down the page."""

    text: str
    box: Box
    line: int
    bold: bool
    unseen: bool
    confidence: float = 1.0


def segments(words: list[Word], grid: Grid) -> list[Segment]:
    """All segments of a page from top to bottom and from left to right (right to left where the line runs so)."""
    lines = [(line.top, _runs(line.words, grid)) for line in _lines([word for word in words if word.level])]
    edges = column_edges([runs for _, runs in lines])
    level = [(top, [part for run in runs for part in edges.parted(run)]) for top, runs in lines]
    turned = [(run[0].box[1], [run]) for run in _turned([word for word in words if not word.level])]
    found: list[Segment] = []
    page = right_to_left("".join(word.text for word in words))
    for number, (_, runs) in enumerate(sorted(level + turned, key=lambda row: row[0]), start=1):
        row = [_segment(run, number, page=page) for run in runs]
        backwards = _backwards("".join(segment.text for segment in row), page=page)
        found += reversed(row) if backwards else row
    return found


def _lines(words: list[Word]) -> list[Line]:
    lines: list[Line] = []
    for word in sorted(_once(words), key=lambda word: (word.base, word.box[0])):
        line = next((line for line in reversed(lines[-LOOK_BACK:]) if line.takes(word)), None)
        if line is None:
            line = Line(word.box[1], word.box[3])
            lines.append(line)
        line.add(word)
    return lines


def _once(words: list[Word]) -> list[Word]:
    """The words without those drawn a second time at the same place."""
    kept: list[Word] = []
    seen: dict[str, list[Box]] = {}
    for word in words:
        places = seen.setdefault(word.text, [])
        if not any(all(abs(a - b) < TWICE for a, b in zip(place, word.box, strict=True)) for place in places[-RECENT:]):
            places.append(word.box)
            kept.append(word)
    return kept


def _covers(one: Box, other: Box) -> bool:
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > COVER * min(one[2] - one[0], other[2] - other[0])


def _runs(words: list[Word], grid: Grid) -> list[list[Word]]:
    """The words of a line in runs, from left to right."""
    runs: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box[0]):
        if not runs or _breaks(runs[-1], word, grid):
            runs.append([])
        runs[-1].append(word)
    least = 1 if any(_spelt_from(run, SPELT) < len(run) for run in runs) else SPELT
    return [part for run in runs for part in _letters_apart(run, least)]


def _letters_apart(run: list[Word], least: int) -> list[list[Word]]:
    """A run with the single letters that it ends with, if any, one by one: they stand in places of their own."""
    first = _spelt_from(run, least)
    return [*([run[:first]] if first else []), *([word] for word in run[first:])]


def _spelt_from(run: list[Word], least: int) -> int:
    """Where the letters far apart begin that a run ends with, at least so many; its length where there are none."""
    first = len(run)
    while first and len(run[first - 1].text) == 1 and (first == len(run) or _is_loose(run[first - 1], run[first])):
        first -= 1
    while 0 < first < len(run) and not _is_loose(run[first - 1], run[first]):
        first += 1
    return first if len(run) - first >= least else len(run)


def _is_loose(last: Word, word: Word) -> bool:
    return word.box[0] - last.box[2] > LOOSE * word.size


def _breaks(run: list[Word], word: Word, grid: Grid) -> bool:
    last = run[-1]
    gap = word.box[0] - last.box[2]
    if gap > GAP * (last.size + word.size) / 2 or (last.unseen, last.typed) != (word.unseen, word.typed):
        return True
    if gap > 0 and grid.divided(last.box[2], word.box[0], (word.box[1] + word.box[3]) / 2):
        return True
    label = last.bold and not word.bold and run[0].bold
    return label and sum(len(part.text) + 1 for part in run) <= LONGEST_LABEL


def _turned(words: list[Word]) -> list[list[Word]]:
    """Words that do not stand upright, in runs as the file has them; they belong to no line."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last is None or word.first - last.last > 3 or _apart(last, word):  # noqa: PLR2004 - one space or line end
            runs.append([])
        runs[-1].append(word)
    return runs


def _apart(last: Word, word: Word) -> bool:
    across = max(last.box[0] - word.box[2], word.box[0] - last.box[2])
    along = max(last.box[1] - word.box[3], word.box[1] - last.box[3])
    return max(across, along) > GAP * word.size


def _backwards(text: str, *, page: bool) -> bool:
    """Whether a text runs from right to left; `page`: most of its page does, so its labels do, however short."""
    return right_to_left(text) or (page and (any_right_to_left(text) or not left_to_right(text)))


def _segment(run: list[Word], line: int, *, page: bool) -> Segment:
    """The words of a run as one text in logical order."""
    backwards = _backwards("".join(word.text for word in run), page=page)
    run = addresses_whole(run) if page else run
    if backwards:
        run = reading_order(run)
    text = run[0].text
    for last, word in pairwise(run):
        near = max(word.box[0] - last.box[2], last.box[0] - word.box[2]) < GLUED * word.size
        near_mark = word.text in CLOSING and word.box[0] - last.box[2] < MARK * word.size
        together = near and (backwards or word.first - last.last == 1)
        text += word.text if together or (near_mark and not backwards) else f" {word.text}"
    if backwards:
        text = brackets_mended(text)
    heavy = sum(len(word.text) for word in run if word.bold)
    faint = sum(len(word.text) for word in run if word.unseen)
    size = sum(len(word.text) for word in run)
    sure = min(word.confidence for word in run)
    return Segment(text, around([word.box for word in run]), line, 2 * heavy > size, 2 * faint > size, sure)
