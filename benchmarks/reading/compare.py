"""When a value that was read is right, and which submission read belongs to which of the truth.

Right is equal to the truth's normal form, with these tolerances and no others: runs of white space count as one
space; a full stop at the very end does not count; the mark in front of a list's line does not count; a web address
may have http for https and a slash at its end; choices count as sets. `near` is a second, softer measure for pages
read by OCR: text and narratives with at most 2 % of their characters wrong.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz.distance import Levenshtein

from benchmarks.reading.words import campaign

NEAR: Final = 0.02
_MARKS: Final = re.compile(r"(?m)^[ \t]*(?:[•·▪‣◦*–—-]|\d{1,2}[.)])[ \t]+")
_SOFT: Final = frozenset({"text", "narrative", "person"})

Fields = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one field of one submission. `read` or `truth` is None where there is none."""

    field: str
    truth: Any
    read: Any
    right: bool
    near: bool
    confidence: float
    label: str
    source: str = ""


def is_right(field: str, truth: object, read: object) -> bool:
    """Whether a value equals the truth within the tolerances above."""
    return _plain(field, truth) == _plain(field, read)


def is_near(field: str, truth: object, read: object) -> bool:
    """Whether it is right, or a text with hardly any wrong character."""
    if is_right(field, truth, read):
        return True
    if campaign().field(field).type not in _SOFT:
        return False
    return Levenshtein.normalized_distance(str(_plain(field, truth)), str(_plain(field, read))) <= NEAR


def _plain(field: str, value: object) -> object:
    if isinstance(value, (list, tuple)):
        return frozenset(value)
    if not isinstance(value, str):
        return value
    if campaign().field(field).type == "url":
        return re.sub(r"^https?://", "", value).rstrip("/")
    folded = unicodedata.normalize("NFC", _MARKS.sub("", value))
    return " ".join(folded.split()).removesuffix(".").rstrip()


def judge(truths: list[Fields], readings: list[Fields]) -> list[Verdict]:
    """The verdicts on a document: its submissions are paired so that most fields are right."""
    best = max(_pairings(truths, readings), key=lambda pairs: sum(_agreed(*pair) for pair in pairs))
    return [verdict for truth, read in best for verdict in _verdicts(truth, read)]


def _pairings(truths: list[Fields], readings: list[Fields]) -> list[list[tuple[Fields, Fields]]]:
    """All ways to pair them, short lists filled up with empty submissions; beyond six, in order alone."""
    size = max(len(truths), len(readings))
    left = [*truths, *[Fields()] * (size - len(truths))]
    right = [*readings, *[Fields()] * (size - len(readings))]
    if size > 6:  # noqa: PLR2004 - 720 ways
        return [list(zip(left, right, strict=True))]
    return [list(zip(left, order, strict=True)) for order in itertools.permutations(right)]


def _agreed(truth: Fields, read: Fields) -> int:
    return sum(key in read and is_right(key, entry["value"], read[key]["value"]) for key, entry in truth.items())


def _verdicts(truth: Fields, read: Fields) -> list[Verdict]:
    made = []
    for key in sorted({*truth, *read}):
        wanted, found = truth.get(key), read.get(key)
        if found is None:
            if wanted and not wanted.get("may_be_absent"):
                made.append(
                    Verdict(key, wanted["value"], None, right=False, near=False, confidence=0, label=wanted["label"])
                )
            continue
        value = wanted["value"] if wanted else None
        right = wanted is not None and is_right(key, value, found["value"])
        near = right or (wanted is not None and is_near(key, value, found["value"]))
        label = wanted["label"] if wanted else "not asked"
        made.append(Verdict(key, value, found["value"], right, near, found["confidence"], label, found["source"]))
    return made
