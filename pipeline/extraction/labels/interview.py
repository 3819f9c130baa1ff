"""Questions and answers marked as such, as in an interview ("Q: Country" over "A: Ireland"): the marks say nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.model import BlockKind
from pipeline.normalise.plain import plain
from pipeline.normalise.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model import Block

_MARK: Final = re.compile(r"(?m)^\s*([^\W\d_]{1,12})\s?\d{0,2}\s?[.:)\-–]+[^\S\n]+(?=\S)")
_LEAST: Final = 3  # questions with an answer


def without_marks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, without the marks in front of questions and answers where a document has them in turn."""
    blocks = list(blocks)
    texts = (block.text for block in blocks if block.kind is BlockKind.TEXT)
    marks = [plain(found[1]) for text in texts for found in _MARK.finditer(text)]
    pair = next((pair for pair in _pairs() if _turns(marks, *pair) >= _LEAST), None)
    words = pair[0] | pair[1] if pair else frozenset()
    for block in blocks:
        marked = words and block.kind is BlockKind.TEXT
        yield replace(block, text=_MARK.sub(lambda mark: _bare(mark, words), block.text)) if marked else block


def _bare(mark: re.Match[str], words: frozenset[str]) -> str:
    return "" if plain(mark[1]) in words else mark[0]


def _pairs() -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """How each language marks questions, and how answers."""
    for language in table("forms").values():
        yield frozenset(map(plain, language.get("asks", ()))), frozenset(map(plain, language.get("answers", ())))


def _turns(marks: list[str], asks: frozenset[str], answers: frozenset[str]) -> int:
    """How often the mark of an answer comes next after that of a question."""
    said = [mark for mark in marks if mark in asks or mark in answers]
    return sum(first in asks and second in answers for first, second in pairwise(said))
