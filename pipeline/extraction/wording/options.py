"""Questions that print their answers behind a colon, to strike out or tick: "We are: city / province / region"."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extraction.wording.concept_words import is_common
from pipeline.normalise.fold import fold

_LISTED = re.compile(r"^([^:：]{2,60})[:：]\s*([^:：]{5,160})$")
_BETWEEN = re.compile(r"\s*[/|]\s*")
_FEWEST = 3  # options; two are as often two languages
_LONGEST = 40  # letters of an option


class Options(NamedTuple):
    """What stands before the colon, and the options behind it, folded, without articles in front."""

    head: str
    listed: tuple[str, ...]


def options(text: str) -> Options | None:
    """The question and its printed options; None where a text lists none."""
    found = _LISTED.match(text.strip())
    if found is None:
        return None
    listed = [_bare(part) for part in _BETWEEN.split(found[2].strip(" *.…"))]
    if len(listed) < _FEWEST or not all(0 < len(each) <= _LONGEST for each in listed):
        return None
    return Options(found[1], tuple(listed))


def _bare(option: str) -> str:
    """An option as the campaign writes it: "a region" is "region"."""
    first, _, others = fold(option).partition(" ")
    return others if others and is_common(first) else fold(option)
