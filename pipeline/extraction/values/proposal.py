"""A text that may be the answer to a question, and how it stands to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Way(Enum):
    """How a value stands to its label."""

    FIELD = "field"  # a form field that carries the label itself
    BESIDE_FIELD = "beside field"  # a form field next to the printed label
    INLINE = "inline"
    RIGHT = "right"
    CELL = "cell"  # further down in the label's own cell
    BELOW = "below"
    BOX = "box"  # a ticked box
    TOTAL = "total"  # the sum of a column
    ABOVE = "above"  # over a caption in brackets
    WRAPPED = "wrapped"  # with the lines below that seem to belong to it
    ONE_OF_SEVERAL = "one of several"  # the first of numbers that could all be meant


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that may be a value. `pieces` are what it takes up; `text` is what they say."""

    way: Way
    pieces: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of answer is looked for: `long` ones go on up to the next label, numbers may stand in tables."""

    long: bool = False
    number: bool = False
    money: bool = False
    wraps: bool = False
