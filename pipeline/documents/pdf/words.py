"""The words of a PDF page with their places, from pdfium's letters and their boxes.

Letters come from pdfium nearly in logical order; here they are cut into words, at white space, at jumps, and where type
changes from bold to regular or to a font of pictographs. Those of right-to-left pages are put right, word by word.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium_c

from pipeline.boxes import around
from pipeline.documents.pdf.logical import read_order
from pipeline.documents.printed.glyphs import glyph, mended, symbol_font
from pipeline.documents.printed.word import Word

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from pipeline.documents.printed.frame import Frame
    from pipeline.model import Box

BOLD_NAME = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
TELLING_NAME = re.compile(r"[a-z]{4}", re.IGNORECASE)
SUBSET = re.compile(r"^[A-Z]{6}\+|^CIDFont\+")
BOLD_WEIGHTS = (600, 1000)
FORCE_BOLD = 1 << 18  # of a font's flags, ISO 32000-1, table 123
STROKED, INVISIBLE = 2, 3  # ways to draw text, ISO 32000-1, table 106
SPACES = frozenset({0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)})
HYPHEN_CODE, BLANK_CODE = 2, 0x20
LEVEL = 0.95  # cosine of the widest angle that still counts as level
JUMP = 1.5  # in sizes of the font: letters further apart are no word
TALL, DEEP = 0.72, 0.21  # how far letters usually reach above and below their line, in sizes
NAME_BYTES = 128
FIRST_PRIVATE = 0xE000
FIRST_BACKWARDS, LAST_BACKWARDS = 0x590, 0x8FF  # Hebrew, Arabic, and what is near to them


@dataclass(frozen=True, slots=True)
class _Type:
    """How a letter is set."""

    font: str
    size: float
    base: float
    bold: bool
    level: bool
    unseen: bool

    def like(self, other: _Type) -> bool:
        return self.bold == other.bold and symbol_font(self.font) == symbol_font(other.font)


class _Letter(NamedTuple):
    number: int
    code: int
    box: Box  # as shown


class Letters:
    """The letters of one page: pdfium's C functions behind a few short methods."""

    def __init__(self, page: pdfium.PdfTextPage, frame: Frame) -> None:
        self._count = page.count_chars()
        self._page = page.raw  # the helper around it would be asked for it at each of thousands of calls
        self._frame = frame
        self._turn, self._left, self._top = frame.turn, frame.left, frame.top
        self._numbers = tuple(ctypes.c_double() for _ in range(4))
        self._places = tuple(map(ctypes.byref, self._numbers))
        self._name = ctypes.create_string_buffer(NAME_BYTES)
        self._flags = ctypes.c_int()
        self._matrix = pdfium_c.FS_MATRIX()
        self._types: dict[int, _Type] = {}
        self.backwards = False  # letters that run from right to left stand among them

    def codes(self, most: int) -> list[int]:
        """The code point of each letter, at most so many."""
        read, page = pdfium_c.FPDFText_GetUnicode, self._page
        return [read(page, index) for index in range(min(self._count, most))]

    def box(self, index: int) -> Box:
        """The box of a letter as shown."""
        pdfium_c.FPDFText_GetCharBox(self._page, index, *self._places)
        left, right, bottom, top = self._numbers
        if self._turn:
            return self._frame.box(left.value, bottom.value, right.value, top.value)
        return left.value - self._left, self._top - top.value, right.value - self._left, self._top - bottom.value

    def type(self, index: int) -> _Type:
        """How a letter is set; letters drawn by one operator are set alike."""
        drawn = pdfium_c.FPDFText_GetTextObject(self._page, index)
        if not drawn:
            return self._type(index, 0)
        key = ctypes.addressof(drawn.contents)
        if key not in self._types:
            self._types[key] = self._type(index, int(pdfium_c.FPDFTextObj_GetTextRenderMode(drawn)))
        return self._types[key]

    def _type(self, index: int, mode: int) -> _Type:
        x, y = self._numbers[:2]
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, x, y)
        matrix = self._matrix
        known = pdfium_c.FPDFText_GetMatrix(self._page, index, matrix)
        a, b, c, d = (matrix.a, matrix.b, matrix.c, matrix.d) if known else (1.0, 0.0, 0.0, 1.0)
        zero, along = self._frame.point(0, 0), self._frame.point(a, b)
        length = math.hypot(a, b)
        size = pdfium_c.FPDFText_GetFontSize(self._page, index) * math.hypot(c, d)
        font = self._font(index)
        return _Type(
            font,
            size if size > 1 else max(self.box(index)[3] - self.box(index)[1], 1.0),
            self._frame.point(x.value, y.value)[1],
            mode == STROKED or self._bold(index, font),
            length == 0 or (along[0] - zero[0]) / length > LEVEL,
            mode == INVISIBLE,
        )

    def _font(self, index: int) -> str:
        length = pdfium_c.FPDFText_GetFontInfo(self._page, index, self._name, NAME_BYTES, self._flags)
        return self._name.raw[: max(min(length, NAME_BYTES) - 1, 0)].decode("utf-8", errors="replace")

    def _bold(self, index: int, font: str) -> bool:
        """Call after `_font`, which reads the flags.

        pdfium guesses weights from the width of stems and gives 700 to plain Helvetica: a telling name comes first.
        """
        if BOLD_NAME.search(font) or self._flags.value & FORCE_BOLD:
            return True
        if TELLING_NAME.search(SUBSET.sub("", font)):
            return False
        weight = pdfium_c.FPDFText_GetFontWeight(self._page, index)
        return bool(BOLD_WEIGHTS[0] <= weight <= BOLD_WEIGHTS[1])


def read_words(page: pdfium.PdfTextPage, frame: Frame, most: int) -> list[Word]:
    """The words of a page in pdfium's order, of at most so many letters."""
    letters = Letters(page, frame)
    codes = letters.codes(most)
    letters.backwards = any(FIRST_BACKWARDS <= code <= LAST_BACKWARDS for code in set(codes))
    words: list[Word] = []
    run: list[_Letter] = []
    kind = _Type("", 1.0, 0.0, bold=False, level=True, unseen=False)
    for index, code in enumerate(codes):
        if code in SPACES or (code <= BLANK_CODE and code != HYPHEN_CODE):
            words += _words(run, kind, letters)
            run = []
            continue
        letter = _Letter(index, code, letters.box(index))
        if run and _jumps(run[-1].box, letter.box, kind):
            words += _words(run, kind, letters)
            run = []
        if not run:
            kind = letters.type(index)
        run.append(letter)
    return words + _words(run, kind, letters)


def _jumps(last: Box, here: Box, kind: _Type) -> bool:
    """Whether a letter stands too far from the last one to belong to its word."""
    reach = JUMP * kind.size
    if kind.level:
        middle = (here[1] + here[3]) / 2
        if not kind.base - 1.3 * kind.size <= middle <= kind.base + 0.6 * kind.size:
            return True
    return max(last[0] - here[2], here[0] - last[2]) > reach or max(last[1] - here[3], here[1] - last[3]) > reach


def _words(run: list[_Letter], kind: _Type, letters: Letters) -> list[Word]:
    """The run as words, cut where the type changes; that is looked for only where its last letter is set otherwise."""
    if not run:
        return []
    if (len(run) == 1 or kind.like(letters.type(run[-1].number))) and not symbol_font(kind.font):
        return _word(run, kind, page=letters.backwards)
    words: list[Word] = []
    part: list[_Letter] = []
    for letter in run:
        here = letters.type(letter.number)
        if part and not here.like(kind):
            words += _word(part, kind, page=letters.backwards)
            part = []
        kind = here if not part else kind
        part.append(letter)
    return words + _word(part, kind, page=letters.backwards)


def _word(run: list[_Letter], kind: _Type, *, page: bool) -> list[Word]:
    """The letters as one word; none where nothing of them is seen."""
    codes = [letter.code for letter in run]
    symbols = max(codes) >= FIRST_PRIVATE or symbol_font(kind.font)
    shown = "".join(map(chr, codes))
    if not symbols and kind.level:
        shown = read_order(shown, [letter.box for letter in run], page=page)
    text = mended("".join(glyph(code, kind.font) for code in codes) if symbols else shown)
    if not text.strip():
        return []
    box = around([letter.box for letter in run])
    if kind.level:
        top, bottom = kind.base - TALL * kind.size, kind.base + DEEP * kind.size
        box = box[0], min(box[1], top), box[2], max(box[3], bottom)
    return [
        Word(
            text,
            box,
            kind.base,
            kind.size,
            bold=kind.bold,
            level=kind.level,
            unseen=kind.unseen,
            first=run[0].number,
            last=run[-1].number,
        )
    ]
