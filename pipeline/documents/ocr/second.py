"""A second look at doubtful lines and addresses: another model reads them again, and the clearer reading counts.

Models differ in what they miss: the Spanish one takes many an @ for letters, the English one does not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PIL import Image

from pipeline.boxes import around
from pipeline.documents.ocr.program import Scrap
from pipeline.documents.ocr.words import weight
from pipeline.normalise.plain import flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.model import Box

    Reader = Callable[[Image.Image], list[Scrap]]

_DOUBTFUL: Final = 0.6  # a word of which the program is less sure
_SURE: Final = 0.93
_LATIN: Final = re.compile("[A-Za-z]")
_ADDRESS: Final = re.compile(r"[A-Za-z]{2}\.[A-Za-z]{2}")  # of mail or the web: no word list helps to read it
_LARGER: Final = 1.4  # times: small signs are told apart better
_CLEARER: Final = 0.05
_GAP: Final = 1.6  # heights of a line: a wider gap parts columns
_EDGE: Final = 14  # pixels around each line
_MOST: Final = 60  # lines of one page
_ACCENTS: Final = 0.85  # of the confidence where both agree but for accents
_AS_LONG: Final = 0.7  # of the letters of the first reading
_ALONE: Final = 0.9  # of the confidence in a word that only the second reading has
_TALLEST: Final = 20  # a line is lower than this part of the page


@dataclass(frozen=True, slots=True)
class _Run:
    """Words side by side, and where their line stands in the picture of all doubtful ones."""

    words: tuple[Scrap, ...]
    top: int = 0

    @property
    def box(self) -> Box:
        return around([word.box for word in self.words])


def with_second_look(scraps: list[Scrap], picture: Image.Image, reader: Reader, *, latin: bool) -> list[Scrap]:
    """The words of a page, doubtful lines read again with `reader` where that is clearer.

    `latin`: the page is in Latin letters.

    Raises:
        OcrError: as `reader` does.
    """
    runs = _runs(scraps)
    doubtful = [run for run in runs if _is_doubtful(run, picture, latin=latin)][:_MOST]
    if not doubtful:
        return scraps
    sheet, doubtful = _sheet(doubtful, picture)
    again: dict[int, list[Scrap]] = defaultdict(list)
    for scrap in map(_shrunk, reader(_enlarged(sheet))):
        again[_line_of(scrap, doubtful)].append(scrap)
    better = {id(run.words): _decided(run, again[index]) for index, run in enumerate(doubtful)}
    return [word for run in runs for word in better.get(id(run.words), run.words)]


def _enlarged(sheet: Image.Image) -> Image.Image:
    size = round(sheet.width * _LARGER), round(sheet.height * _LARGER)
    return sheet.resize(size, Image.Resampling.BICUBIC)


def _shrunk(scrap: Scrap) -> Scrap:
    x0, y0, x1, y1 = (side / _LARGER for side in scrap.box)
    return replace(scrap, box=(x0, y0, x1, y1))


def _runs(scraps: list[Scrap]) -> list[_Run]:
    lines: dict[tuple[int, int, int], list[Scrap]] = defaultdict(list)
    for scrap in scraps:
        lines[scrap.line].append(scrap)
    return [run for line in lines.values() for run in _parted(sorted(line, key=lambda word: word.box[0]))]


def _parted(line: list[Scrap]) -> list[_Run]:
    """A line cut at wide gaps."""
    height = sorted(word.box[3] - word.box[1] for word in line)[len(line) // 2]
    cuts = [
        0,
        *(at for at, (one, two) in enumerate(pairwise(line), 1) if two.box[0] - one.box[2] > _GAP * height),
        len(line),
    ]
    return [_Run(tuple(line[start:end])) for start, end in pairwise(cuts)]


def _is_doubtful(run: _Run, picture: Image.Image, *, latin: bool) -> bool:
    flat = run.box[3] - run.box[1] < picture.height / _TALLEST
    return flat and any(word.confidence < _least(word, latin=latin) for word in run.words if _wordy(word))


def _wordy(word: Scrap) -> bool:
    return any(letter.isalnum() for letter in word.text)


def _least(word: Scrap, *, latin: bool) -> float:
    """How sure a word must be to stand; short words of other scripts are taken for Latin letters."""
    strange = bool(_LATIN.search(word.text)) and not latin
    return _SURE if strange or _ADDRESS.search(word.text) else _DOUBTFUL


def _sheet(runs: list[_Run], picture: Image.Image) -> tuple[Image.Image, list[_Run]]:
    """The lines below each other on white, each cut out of the page."""
    pieces = [_cut(run, picture) for run in runs]
    sheet = Image.new(
        "L", (max(piece.width for piece in pieces) + 2 * _EDGE, sum(p.height for p in pieces) + 2 * _EDGE), 255
    )
    top, placed = _EDGE, []
    for run, piece in zip(runs, pieces, strict=True):
        sheet.paste(piece, (_EDGE, top))
        placed.append(replace(run, top=top))
        top += piece.height
    return sheet, placed


def _cut(run: _Run, picture: Image.Image) -> Image.Image:
    x0, y0, x1, y1 = (int(side) for side in run.box)
    piece = picture.crop((max(x0 - _EDGE // 2, 0), max(y0 - _EDGE // 3, 0), x1 + _EDGE // 2, y1 + _EDGE // 3))
    framed = Image.new("L", (piece.width + 2, piece.height + 2 * _EDGE), 255)
    framed.paste(piece, (0, _EDGE))
    return framed


def _line_of(scrap: Scrap, runs: list[_Run]) -> int:
    """The line that a word of the sheet belongs to."""
    return bisect_right([run.top for run in runs], (scrap.box[1] + scrap.box[3]) / 2) - 1


def _decided(run: _Run, again: list[Scrap]) -> tuple[Scrap, ...]:
    """The words of a line after both readings: of two that say the same one supports the other, else the clearer."""
    (old_sure, old_letters), (sure, letters) = weight(run.words), weight(again)
    if letters and _bare(again) == _bare(run.words):
        if "".join(word.text for word in again) == "".join(word.text for word in run.words):
            return _placed(again, run, 1.0) if sure > old_sure else run.words
        # The other model's language is no witness for accents: they stay as the first reading has them.
        return tuple(replace(word, confidence=max(word.confidence, _ACCENTS * sure)) for word in run.words)
    as_long = letters >= _AS_LONG * old_letters and letters > 0
    return _placed(again, run, _ALONE) if as_long and sure > old_sure + _CLEARER else run.words


def _bare(words: Iterable[Scrap]) -> str:
    """The letters and signs of some words, without accents and spaces."""
    return flat("".join(word.text for word in words)).replace(" ", "")


def _placed(again: list[Scrap], run: _Run, share: float) -> tuple[Scrap, ...]:
    """The words of the sheet put back to where their line stands in the page."""
    left = max(int(run.box[0]) - _EDGE // 2, 0) - _EDGE
    down = max(int(run.box[1]) - _EDGE // 3, 0) - run.top - _EDGE
    line, said = run.words[0].line, {word.text for word in run.words}
    return tuple(
        replace(
            word,
            line=line,
            box=(word.box[0] + left, word.box[1] + down, word.box[2] + left, word.box[3] + down),
            confidence=word.confidence if word.text in said else word.confidence * share,
        )
        for word in sorted(again, key=lambda word: word.box[0])
    )
