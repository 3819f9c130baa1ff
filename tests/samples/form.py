"""A form as data: what is printed, what a person typed, and beside it the normal form that must come out.

The goldens are written from `Form.expected`, never from what the program says.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Typed(Enum):
    """The normal form is the text as it was typed."""

    AS_TYPED = "as typed"


TYPED = _Typed.AS_TYPED
Normal = str | int | bool | list[str]
Expected = dict[str, Normal]


@dataclass(frozen=True)
class Heading:
    """A heading between questions."""

    text: str


@dataclass(frozen=True)
class Note:
    """An instruction or a line of explanation."""

    text: str


@dataclass(frozen=True)
class Ask:
    """A question with its answer; `typed` is empty where nobody answered."""

    label: str
    typed: str
    expected: Expected
    long: bool = False  # an answer of several lines
    hint: str = ""  # small print beside the label
    options: tuple[str, ...] = ()  # of a drop-down list
    name: str = ""  # of the form field or content control
    tip: str = ""  # tooltip or title of the same
    cell: int | dt.date | None = None  # how a spreadsheet holds it, where not as text


@dataclass(frozen=True)
class Ticks:
    """A question with boxes; `one`: round buttons of which one can be chosen."""

    label: str
    options: tuple[str, ...]
    ticked: tuple[str, ...]
    expected: Expected
    one: bool = False
    name: str = ""


@dataclass(frozen=True)
class Sign:
    """The place for a signature. `mark` is typed text, "ink" for a drawn signature, "" for none."""

    label: str
    mark: str
    expected: Expected


Item = Heading | Note | Ask | Ticks | Sign


@dataclass(frozen=True)
class Form:
    """One filled form."""

    language: str
    title: str
    intro: str
    items: tuple[Item, ...]
    boxes: tuple[str, str] = ("☐", "☒")

    @property
    def expected(self) -> Expected:
        """All values that must come out, key to normal form."""
        found: Expected = {}
        for item in self.items:
            if isinstance(item, Ask | Ticks | Sign):
                twice = found.keys() & item.expected.keys()
                assert not twice, f"{twice} expected twice in {self.title}"
                found |= item.expected
        return found

    def but(self, **typed: Item) -> Form:
        """The same form with other answers: the item that expects the key is put in its place."""
        items = tuple(
            next((new for key, new in typed.items() if key in getattr(item, "expected", {})), item)
            for item in self.items
        )
        return replace(self, items=items)


def ask(label: str, typed: str = "", **expected: Normal | _Typed) -> Ask:
    """A short answer."""
    return Ask(label, typed, {key: typed if value is TYPED else value for key, value in expected.items()})


def long(label: str, typed: str = "", **expected: Normal | _Typed) -> Ask:
    """An answer of several lines; paragraphs are parted by a newline."""
    return replace(ask(label, typed, **expected), long=True)


def choose(label: str, options: Iterable[str], typed: str = "", **expected: Normal | _Typed) -> Ask:
    """An answer from a drop-down list."""
    return replace(ask(label, typed, **expected), options=tuple(options))


def ticks(label: str, options: str, ticked: str = "", **expected: Normal) -> Ticks:
    """Boxes; options and the ticked ones are given as text with bars: "Housing|Youth"."""
    return Ticks(label, tuple(options.split("|")), tuple(filter(None, ticked.split("|"))), dict(expected))


def pick(label: str, options: str, ticked: str = "", **expected: Normal) -> Ticks:
    """Round buttons, given like `ticks`."""
    return replace(ticks(label, options, ticked, **expected), one=True)


def sign(label: str, mark: str = "", *, said: bool = True) -> Sign:
    """The place for a signature; `said` False where the form has none that a reader could know of."""
    return Sign(label, mark, {"signed": bool(mark)} if said else {})


def hint(text: str, question: Ask) -> Ask:
    """The question with small print."""
    return replace(question, hint=text)


def named(name: str, question: Ask, tip: str = "") -> Ask:
    """The question with the name (and tooltip) that its form field carries."""
    return replace(question, name=name, tip=tip)
