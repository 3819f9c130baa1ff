"""Paragraphs as people write them: lines put together, the blanks round answers taken away, sentences parted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.extraction.page.layout import LINES
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.page.layout import Layout

_MOST_LINES: Final = 12
_CLOSE: Final = 0.8  # of the height of a line
_LEAST_WORDS: Final = 5
_MOST_LETTERS: Final = 3000
_HYPHEN = re.compile(r"(?<=[^\W\d_]-)\n(?=[^\W\d_])")  # "Saint-|Aubin"
_SAID: Final = r"[ ]?(?P<said>(?:[^\W_]|[+(])[^_…\[\]\n]{0,149}?)[ ]?"
_FILLED: Final = (
    re.compile(rf"(?<!_)_{{2,}}+{_SAID}_{{2,}}+"),
    re.compile(rf"\[{_SAID}\]"),
    re.compile(rf"(?<![.…])[.…]{{3,}}+{_SAID}(?:\.{{3,}}+|…++)"),
)
"""What stands in blanks to write on or in brackets."""

_AMID = re.compile(r"[^\W_][.)]?[ ]?(?:__|\.\.\.|…|\])[_.…,;)\]]{0,99}\s+[^\W\d_]")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|\d{1,2}|[A-ZÀ-Þ][^\W\d_]{1,2}|tel|tél|mél|no|nr|núm|art|av|Prof|Exma?|Sta|Ste)$"
)
"""Before a full stop: rather an abbreviation than the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: the pieces that it stands in, its sentences without blanks, how many blanks are filled in."""

    pieces: tuple[int, ...]
    sentences: tuple[str, ...]
    filled: int


def paragraphs(layout: Layout, others: frozenset[int]) -> Iterator[Paragraph]:
    """The paragraphs of a document in reading order. `others`: pieces that go on with none."""
    index = 0
    while index < len(layout.pieces):
        pieces = _lines(index, layout, others)
        index = pieces[-1] + 1
        text = _HYPHEN.sub("", "\n".join(layout.pieces[each].text for each in pieces)[:_MOST_LETTERS])
        if layout.pieces[pieces[0]].kind is BlockKind.TEXT and len(text.split()) >= _LEAST_WORDS:
            bare, filled = _without_blanks(" ".join(text.split()))
            yield Paragraph(pieces, tuple(_sentences(bare)), filled)


def has_blank(text: str) -> bool:
    """Whether a line goes on behind a blank that is filled in: "____Ada Ash____, Mayor of ..."."""
    return _AMID.search(text[:_MOST_LETTERS]) is not None


def _lines(index: int, layout: Layout, others: frozenset[int]) -> tuple[int, ...]:
    """A paragraph that printed lines have broken, up to a wider gap or another style; and what goes on beside it."""
    pieces = [index]
    for other in islice(range(index + 1, len(layout.pieces)), _MOST_LINES):
        before, here = layout.pieces[pieces[-1]], layout.pieces[other]
        if other in others or here.kind is not BlockKind.TEXT or here.page != before.page or here.cell != before.cell:
            break
        beside = here.box[1] < before.box[3] - 1 and here.box[0] > before.box[0]
        close = here.box[1] - before.box[3] < (before.box[3] - before.box[1]) * _CLOSE
        below = here.reader in LINES and close and here.bold == before.bold and here.box[1] > before.box[1]
        if not (below or (beside and here.text[:1] in ",;(")):
            break
        pieces.append(other)
    return tuple(pieces)


def _without_blanks(text: str) -> tuple[str, int]:
    """A text without the blanks round what was filled in, and how many there were."""
    count = 0
    for pattern in _FILLED:
        text, found = pattern.subn(_bare, text)
        count += found
    return re.sub(r"\s+([,.;)])", r"\1", " ".join(re.sub(r"_{2,}|\.{3,}|…+", " ", text).split())), count


def _bare(found: re.Match[str]) -> str:
    """What was filled in; a full stop where the dots behind are more than those before and one must be that."""
    dots = [len(part) for part in re.findall(r"^\.+|\.+$", found.group())]
    ended = len(dots) > 1 and dots[1] == dots[0] + 1
    return f" {found['said'].strip()}" + (". " if ended else "" if found.string[found.end() :][:1] in ",.;)" else " ")


def _sentences(text: str) -> Iterator[str]:
    begin = 0
    for end in re.finditer(r"[.;!?]\s+(?=[^\W\d_])", text):
        behind = text[end.end()]
        if behind.isupper() and not _SHORTENED.search(text[begin : end.start()]):
            yield text[begin : end.start()]
            begin = end.end()
    yield text[begin:].rstrip(".")
