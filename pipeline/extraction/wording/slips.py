"""Slips of the pen: whether two short texts are the same but for a letter here and there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from pipeline.extraction.wording.language import COMMON_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

SWAPPED: Final = 0.95
"""How surely a text is a wording that has two neighbouring letters the other way round."""

_LEAST: Final = 0.7  # how alike the words must be that only one of two texts has


def swapped(text: str) -> Iterator[str]:
    """The text with each two neighbouring letters changed round: the slip that fingers make most."""
    for at in range(len(text) - 1):
        first, second = text[at], text[at + 1]
        if first not in {second, " "} and second != " ":
            yield text[:at] + second + first + text[at + 2 :]


def is_slip(text: str, wording: str) -> bool:
    """Whether what differs between two texts of much the same letters are misspelt words, not other words.

    "Nature of the body" and "Name of the body" are alike in their letters, and ask for different things.
    """
    said, asked = Counter(text.split()), Counter(wording.split())
    more = [word for word in (said - asked).elements() if word not in COMMON_WORDS]
    less = [word for word in (asked - said).elements() if word not in COMMON_WORDS]
    if not more or not less:  # small words are left out or added; another word makes another question
        return len("".join(more + less)) <= 1
    return OSA.normalized_similarity("".join(more), "".join(less)) >= _LEAST
