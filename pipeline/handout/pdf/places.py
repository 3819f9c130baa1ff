"""The places for answers on the pages of a PDF form: what their fields are called and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from pipeline.handout.shape import Asks, Option, Question
from pipeline.languages.wording import plain, plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.handout.shape import BlankForm, Filled

DIGITAL: Final = "-digital"
"""What the name of a field for a digital signature ends in; a key has no hyphen."""


class Kind(Enum):
    """What a person does in a place."""

    WRITE = auto()
    CHOOSE = auto()
    TICK = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `value` is the field's value ("" for none), of a box its own key where it is ticked."""

    question: Question
    kind: Kind
    value: str = ""
    option: Option | None = None

    @property
    def name(self) -> str:
        """The full name of its field; buttons of which one is chosen share one."""
        if self.kind is Kind.SIGN:
            return self.question.key + DIGITAL
        if self.option and self.question.asks is Asks.BOXES:
            return f"{self.question.key}.{self.option.key}"
        return self.question.key

    @property
    def said(self) -> str:
        """What a screen reader says at this place."""
        asked = self.question.label + (f" ({self.question.hint})" if self.question.hint else "")
        return f"{asked}: {self.option.label}" if self.option else asked


def one_of_buttons(question: Question) -> bool:
    """Whether one of several buttons answers the question: they show on paper, too, and where lists work badly."""
    return question.asks is Asks.YES_NO or (question.asks is Asks.LIST and question.is_short)


def places_of(form: BlankForm, filled: Filled) -> tuple[Place, ...]:
    """All places of the form in the order in which they are read."""
    return tuple(place for question in form.questions for place in _places(question, filled.get(question.key, "")))


def _places(question: Question, given: str | tuple[str, ...]) -> Iterator[Place]:
    keys = given if isinstance(given, tuple) else (given,)
    if question.asks is Asks.BOXES or one_of_buttons(question):
        for option in question.options:
            yield Place(question, Kind.TICK, option.key if option.key in keys else "", option)
    elif question.asks is Asks.LIST:
        known = (option.key for option in question.options if option.key in keys)
        yield Place(question, Kind.CHOOSE, next(known, ""))
    else:
        if question.asks is Asks.SIGNATURE:
            yield Place(question, Kind.SIGN)
        yield Place(question, Kind.WRITE, _typed(question, ", ".join(keys)))


def _typed(question: Question, text: str) -> str:
    """As a person can type it: no control characters, and one line where one is asked."""
    return "\n".join(plain_lines(text)) if question.asks is Asks.LINES else plain(text)
