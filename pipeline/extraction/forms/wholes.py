"""Whole forms one after another in one document, each of another applicant: where the printed texts begin anew."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.label import LEAST
from pipeline.extraction.page.pieces import MOST_PIECES
from pipeline.model import BlockKind
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block

_TEXTS: Final = 5  # so many different texts begin anew together, at least
_MOST: Final = 0.8  # of those that stand as often, which stand once in each of the forms
_MANY: Final = 6  # different questions; so many prove it also where the name is asked for in words nobody told us
_TITLES: Final = 3  # texts that may stand somewhere else in the first form than in the others: running titles
_BEFORE: Final = 3  # texts before the first form, then
_MOST_FORMS: Final = 200
_END = re.compile(r"[:：?？؟]|\s[-–—]\s|[._…]{3,}|\t")


def wholes(blocks: Sequence[Block], lexicon: Lexicon, name: str) -> list[tuple[Block, ...]]:
    """The blocks of each form, the first with what stands before it; [] where a document holds one form at most.

    `name` is the field that says who an applicant is: sections of one form repeat their questions, but never that one.
    """
    blocks = blocks[:MOST_PIECES]
    places: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TEXT and (words := asked_in(block.text)):
            places[words].append(index)
    for texts in _equally_often(places):
        starts = _starts(texts)
        if starts and _is_whole(texts, starts[0], places, lexicon, name):
            ends = [*starts[1:], len(blocks)]
            begins = [0, *starts[1:]]
            return [tuple(blocks[begin:end]) for begin, end in zip(begins, ends, strict=True)]
    return []


def asked_in(text: str) -> str:
    """The printed part of a text that may hold its answer too: up to a colon, a dash or blanks."""
    end = _END.search(text)
    return fold(text[: end.start()] if end and end.start() else text)


def _equally_often(places: dict[str, list[int]]) -> Iterator[dict[str, list[int]]]:
    """The texts that stand equally often, more than once; those first of which there are most."""
    groups: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for text, where in places.items():
        if 1 < len(where) <= _MOST_FORMS:
            groups[len(where)][text] = where
    yield from sorted((each for each in groups.values() if len(each) >= _TEXTS), key=len, reverse=True)


def _starts(texts: dict[str, list[int]]) -> list[int]:
    """Where the forms begin, if nearly all of the texts stand once in each; else [].

    A running title may come before.
    """
    for starts in sorted(texts.values())[:_TITLES]:
        each = list(range(1, len(starts) + 1))
        once = sum(each == [bisect_right(starts, at) for at in where] for where in texts.values())
        if once >= max(_TEXTS, _MOST * len(texts)):
            return starts
    return []


def _is_whole(
    texts: dict[str, list[int]], start: int, places: dict[str, list[int]], lexicon: Lexicon, name: str
) -> bool:
    """Whether it is forms that begin anew, not the parts of one: each asks who applies, or for nearly everything."""
    matches = (lexicon.labels(text)[:1] for text in texts)
    asked = {match.field for found in matches for match in found if match.score >= LEAST}
    if name in asked:
        return len(asked) > 1
    before = sum(where[0] < start for where in places.values())
    return len(asked) >= _MANY and before <= _BEFORE
