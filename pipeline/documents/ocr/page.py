"""One page picture read: turned upright, straightened, cleaned of lines and boxes, its words recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from pipeline.documents.ocr import languages as ocr_languages
from pipeline.documents.ocr.program import Scrap, recognised
from pipeline.documents.ocr.second import with_second_look
from pipeline.documents.ocr.words import clearness
from pipeline.documents.pictures.beyond import grown, strokes_beyond
from pipeline.documents.pictures.boxes import TickBox, find_boxes
from pipeline.documents.pictures.clean import STRUCTURE_DPI, Page, evened, pooled, skew, structure, turned
from pipeline.documents.pictures.crossed import find_crossed
from pipeline.documents.pictures.ink import Ink, find_scrawls
from pipeline.documents.pictures.lines import Rules, find_rules, without_lines
from pipeline.documents.pictures.marks import Things, find_marks
from pipeline.documents.pictures.rounds import find_rounds
from pipeline.documents.pictures.runs import Grey, Mask
from pipeline.documents.pictures.sheet import laid_flat

if TYPE_CHECKING:
    from collections.abc import Iterator

CLEAR: Final = 0.72  # of a text read in the right way up and script; wrong ones come out below 0.6
SIDEWAYS: Final = 1.4  # times: lines are seen so much more clearly when the page is turned by a quarter
_STRANGE: Final = 0.8  # of the clearness of Latin letters in which no known word is seen
_BARE: Final = 0.0002  # of a page that is dark: less than one line of print
_POINTS: Final = 72.0
_STRIP_DPI: Final = 160  # enough to tell a language and which way is up
_STRIP: Final = 0.15  # of the page's height, from which language and script are told
_SMALL: Final = 2  # pixels of the structure for one looked at for the skew


@dataclass(frozen=True, slots=True)
class Means:
    """With what pages are read: the models that are installed, and the words by which languages are known.

    `seconds`: the longest that one run of the program may take.
    """

    installed: frozenset[str]
    vocabularies: Mapping[str, frozenset[str]]
    seconds: float

    @property
    def models(self) -> list[str]:
        """The models for the languages that are looked for."""
        return ocr_languages.models(self.vocabularies, self.installed)


@dataclass(frozen=True, slots=True)
class Guess:
    """How a page turned out to be: to be turned clockwise by 0, 90, 180 or 270 degrees, and read with a model."""

    turn: int
    model: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A page with all that was found in it, in pixels of `page` or of the mask (each is `step` of those)."""

    page: Page
    guess: Guess
    scraps: list[Scrap]
    rules: Rules
    boxes: list[TickBox]
    rest: Mask
    step: int


@dataclass(frozen=True, slots=True)
class _Upright:
    """A page straightened, at one of its four turns, not yet read."""

    page: Page
    turn: int
    rules: Rules
    boxes: list[TickBox]
    rest: Mask
    step: int
    plain: Image.Image  # without lines and boxes


def see(picture: Image.Image, dpi: float, means: Means, hint: Guess | None) -> Seen:
    """Read one page picture (grey). `hint`: how the page before was, tried first.

    Raises:
        OcrError: the program failed.
    """
    page = Page(_fit_to_read(picture), dpi)
    ways = _Ways(page)
    if hint is None and len(means.models) == 1:
        hint = Guess(ways.order[0], means.models[0])
    if hint is not None:
        seen = _read(ways.upright(hint.turn), hint.model, means)
        if clearness(seen.scraps) >= CLEAR or seen.rest.mean() < _BARE:
            return seen
    guess = _guessed(ways, means)
    seen = _read(ways.upright(guess.turn), guess.model, means)
    better = _language(seen.scraps, guess.model, means)  # the whole page may say what its strip did not
    return seen if better == guess.model else _read(ways.upright(guess.turn), better, means)


def _fit_to_read(picture: Image.Image) -> Image.Image:
    """The page laid flat and in even light, with nothing but white around it."""
    sheet, place = laid_flat(picture)
    even = evened(sheet)
    if even.size == picture.size:
        return even
    page = Image.new("L", picture.size, 255)
    page.paste(even, place)
    return page


class _Ways:
    """The four ways up of a page, each straightened when it is first asked for; the likely ones come first."""

    def __init__(self, page: Page) -> None:
        self._page = page
        grey, _, threshold = structure(page.picture, page.dpi)
        small = pooled(grey < threshold, _SMALL)
        level, upright = skew(small), skew(np.ascontiguousarray(small.T))
        self._angles = {0: level[0], 180: level[0], 90: -upright[0], 270: -upright[0]}
        aside = upright[1] > SIDEWAYS * level[1]
        self.order = (90, 270, 0, 180) if aside else (0, 180, 90, 270)
        self._made: dict[int, _Upright] = {}

    def upright(self, turn: int) -> _Upright:
        """The page turned clockwise by so many degrees and straightened."""
        if turn not in self._made:
            self._made[turn] = _upright(self._page, turn, self._angles[turn])
        return self._made[turn]


def _upright(page: Page, turn: int, angle: float) -> _Upright:
    quarter = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    picture = page.picture.transpose(quarter[turn]) if turn else page.picture
    straight = turned(Page(picture, page.dpi), angle)
    small, step, threshold = structure(straight.picture, straight.dpi)
    dark, scale = small < threshold, straight.scale * step
    rules, boxes = find_rules(dark, small, scale), find_boxes(dark, scale)
    boxes += find_crossed(dark, boxes, scale)
    beyond = strokes_beyond(without_marks(dark, rules, []), boxes)
    rest = without_marks(dark, rules, boxes) & ~beyond
    ink = find_scrawls(rest, scale)
    things = Things(ink.others)
    rounds = find_rounds(rest, things, scale)
    marks = rounds + find_marks(rest, things, boxes + rounds)
    rest, boxes = without_marks(rest, Rules([], []), marks), boxes + marks
    clean = without_lines(np.asarray(straight.picture), rules, step, threshold)
    for box in boxes:
        x0, y0, x1, y1 = (side * step for side in box.square)
        clean[max(y0 - step, 0) : y1 + step, max(x0 - step, 0) : x1 + step] = 255
    _wipe(clean, ink, step)
    _wipe_all(clean, grown(beyond, 1), step)
    return _Upright(straight, turn, rules, boxes, rest, step, Image.fromarray(clean))


def _wipe(clean: Grey, ink: Ink, step: int) -> None:
    """Paint the strokes of hands white: beside them, letters are misread."""
    for x0, y0, x1, y1 in ink.parts:
        part = np.repeat(np.repeat(ink.mask[y0:y1, x0:x1], step, axis=0), step, axis=1)
        field = clean[y0 * step : y1 * step, x0 * step : x1 * step]
        field[part[: field.shape[0], : field.shape[1]]] = 255


def _wipe_all(clean: Grey, ink: Mask, step: int) -> None:
    """Paint white what is ink."""
    if ink.any():
        part = np.repeat(np.repeat(ink, step, axis=0), step, axis=1)
        clean[: part.shape[0], : part.shape[1]][part[: clean.shape[0], : clean.shape[1]]] = 255


def without_marks(dark: Mask, rules: Rules, boxes: list[TickBox]) -> Mask:
    """What is dark besides the lines and the boxes to tick."""
    rest = dark.copy()
    for line in rules.level:
        rest[max(line.first - 1, 0) : line.last + 3, line.start : line.end] = False
    for line in rules.upright:
        rest[line.start : line.end, max(line.first - 1, 0) : line.last + 3] = False
    for box in boxes:
        x0, y0, x1, y1 = box.square
        rest[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1] = False
    return rest


def _guessed(ways: _Ways, means: Means) -> Guess:
    """Which way up and in which language a page is, told from a strip of it."""
    best, best_clear = Guess(ways.order[0], means.models[0]), 0.0
    latin = ocr_languages.latin(means.models)
    for turn, name in _tries(ways, means):
        upright = ways.upright(turn)
        scraps = _recognised(_strip(upright), [name], _STRIP_DPI, means)
        clear = clearness(scraps)
        if clear >= CLEAR:
            return Guess(turn, _language(scraps, name, means))
        if name in latin and ocr_languages.likeliest(scraps, means.vocabularies) is None:
            clear *= _STRANGE  # other scripts, badly printed, look like Latin letters that make no words
        if clear > best_clear:
            best, best_clear = Guess(turn, _language(scraps, name, means)), clear
    return best


def _tries(ways: _Ways, means: Means) -> Iterator[tuple[int, str]]:
    """Ways up and models, the likely ones first: one model for all Latin letters, then each of the other scripts."""
    latin = ocr_languages.latin(means.models)
    one = latin[:1] if ocr_languages.ENGLISH not in latin else [ocr_languages.ENGLISH]
    one_for_each = [*one, *(name for name in means.models if name not in latin)]
    for turns in (ways.order[:2], ways.order[2:]):
        yield from ((turn, name) for name in one_for_each for turn in turns)


def _language(scraps: list[Scrap], name: str, means: Means) -> str:
    """The model of the language that a text is in, which `name` has read: of the same letters, or the same model."""
    latin = ocr_languages.latin(means.models)
    if name not in latin:
        return name
    found = ocr_languages.model(ocr_languages.likeliest(scraps, means.vocabularies) or "")
    return found if found in latin else name


def _strip(upright: _Upright) -> Image.Image:
    """The part of a page that has the most print, without its margins left and right."""
    turns = (upright.rest[:, 1:] != upright.rest[:, :-1]).sum(axis=1)
    height = max(int(len(turns) * _STRIP), 1)
    sums = np.convolve(turns, np.ones(height, dtype=np.int64), "valid")
    top, width = int(sums.argmax()) * upright.step, upright.plain.width
    share = min(_STRIP_DPI / upright.page.dpi, 1.0)
    size = round(width * share), round(height * upright.step * share)
    return upright.plain.resize(size, box=(0, top, width, top + height * upright.step), reducing_gap=2.0)


def _read(upright: _Upright, name: str, means: Means) -> Seen:
    together = ocr_languages.together(name, means.installed)
    scraps = _recognised(upright.plain, together, upright.page.dpi, means)
    other = ocr_languages.second(name, means.installed)
    if other and clearness(scraps) >= CLEAR:
        again = partial(_recognised, names=[other], dpi=upright.page.dpi, means=means)
        latin = bool(ocr_languages.latin([name]))
        scraps = with_second_look(scraps, upright.plain, again, latin=latin)
    guess = Guess(upright.turn, name)
    return Seen(upright.page, guess, scraps, upright.rules, upright.boxes, upright.rest, upright.step)


def _recognised(picture: Image.Image, names: list[str], dpi: float, means: Means) -> list[Scrap]:
    return recognised(picture, names, round(dpi), means.seconds)


def fitting(picture: Image.Image, dpi: tuple[float, float]) -> tuple[Image.Image, float]:
    """A grey picture at a resolution that suits the program, with pixels as wide as high, and that resolution."""
    across, down = dpi
    best = min(max(down, LEAST_DPI), MOST_DPI)
    best = FULL_DPI if down < LEAST_DPI else best
    size = round(picture.width * best / across), round(picture.height * best / down)
    if size == picture.size:
        return picture, best
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0), best


LEAST_DPI: Final = 190.0
MOST_DPI: Final = 220.0
FULL_DPI: Final = 220.0
assert STRUCTURE_DPI < LEAST_DPI  # noqa: S101 - else the structure would need pixels that are not there
