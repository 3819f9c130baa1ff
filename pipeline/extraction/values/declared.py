"""Dates and numbers in a sentence, told by the words beside them ("with 12,000 inhabitants", "decided on 3 May")."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.wording.concepts import meanings
from pipeline.normalise.dates import find_dates
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Field
    from pipeline.extraction.wording.lexicon import Lexicon

_NUMBER = re.compile(
    r"(?<![\d.,/+-])\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?![\d/])|(?<![\d.,/+-])\d{2,9}(?![\d/]|[.,]\d)"
)
_NEAR: Final = 8  # words before a date, or behind it
_CLOSE: Final = 3  # words before a number, or one behind it
_MOST: Final = 6  # dates and numbers of a sentence
_MOST_WORDS: Final = 150  # of a sentence
_OF_ANY: Final = frozenset(("date", "number", "city", "town"))
"""What a word tells that stands beside dates and numbers of every kind."""


def declared(sentence: str, lexicon: Lexicon) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """The dates and the numbers that a sentence gives, where the words beside them tell one field alone."""
    for said in _dates(sentence)[:_MOST]:
        before, _, behind = sentence.partition(said)
        words = _outwards(before.split(), behind.split())
        told = (_meant(FieldType.DATE, _things([word]), lexicon) for word in words)
        yield from ((field, (said,)) for field in next(filter(None, told), ()))
    for found in [*_NUMBER.finditer(sentence)][:_MOST]:
        near = _things(sentence[found.end() :].split()[:1]) or _things(sentence[: found.start()].split()[-_CLOSE:])
        yield from ((field, (found.group(),)) for field in _meant(FieldType.NUMBER, near, lexicon))


def _dates(sentence: str) -> list[str]:
    """The dates of a sentence as they are written."""
    words = sentence.split()
    found: list[str] = []
    for at, word in enumerate(words[:_MOST_WORDS]):
        if not word.strip("(")[:1].isdigit() and not (at + 1 < len(words) and words[at + 1][:1].isdigit()):
            continue
        for length in (5, 3, 1, 2):
            text = " ".join(words[at : at + length]).strip("(),.;")
            dates = find_dates(text, "DMY", None)
            if len(dates) == 1 and dates[0].iso.count("-") == 2 and text[-1:].isdigit():  # noqa: PLR2004 - a whole day
                if not any(text in each for each in found):
                    found.append(text)
                break
    return found


def _outwards(before: list[str], behind: list[str]) -> list[str]:
    """The words on both sides of a place, the nearest first."""
    pairs = zip_longest(before[: -_NEAR - 1 : -1], behind[:_NEAR])
    return [word for pair in pairs for word in pair if word]


def _things(words: list[str]) -> set[str]:
    """What single words speak of; of several meanings all."""
    folded = [fold(word) for word in words]
    return {thing for word in folded if word for meaning in meanings(word) for thing in meaning.what}


def _meant(kind: FieldType, near: set[str], lexicon: Lexicon) -> list[Field]:
    """The one field of a kind that asks for what the words speak of."""
    fields = [field for field in lexicon.fields.values() if field.type is kind and field.kept]
    fields = [field for field in fields if (lexicon.asks_about(field.key) - _OF_ANY) & near]
    return fields if len(fields) == 1 else []
