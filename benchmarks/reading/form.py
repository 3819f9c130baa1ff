"""One filled form, before it has a layout: its questions with their wordings, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.reading.answers import Answer, Applicant

if TYPE_CHECKING:
    from benchmarks.reading.answers import Truth

NARRATIVES: Final = ("vision_government", "vision_values", "motivation", "policies")


@dataclass(frozen=True, slots=True)
class Question:
    """One question as printed. `key` is "" for one that the campaign does not keep. `asked_as` names the label."""

    key: str
    label: str
    answer: Answer
    asked_as: str = "known"  # known, held_back, or none where prose holds the answer

    @property
    def name(self) -> str:
        """A short name, as form fields have."""
        return self.key or "extra"


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form; `heading` may be ""."""

    key: str
    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form of one applicant. `named`: the campaign's name stands on it."""

    who: Applicant
    parts: tuple[Part, ...]
    named: bool = True

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(each for part in self.parts for each in part.questions)

    def get(self, key: str) -> Question | None:
        """The question of a field, or None where the form does not ask it."""
        return next((each for each in self.questions if each.key == key), None)

    def truth(self, *, pictures: bool = True) -> dict[str, dict[str, object]]:
        """What a perfect reader finds: field, its normal form, and how the label was worded.

        Where there are no `pictures`, as in plain text, a signature in ink is none.
        """
        found: dict[str, dict[str, object]] = {}
        for question in self.questions:
            lost = question.answer.ink and not pictures
            for key, value in _declared(question).items():
                entry: dict[str, object] = {"value": False if lost else value, "label": question.asked_as}
                if question.answer.may_be_absent or lost:
                    entry["may_be_absent"] = True
                found.setdefault(key, entry)
        return found


def _declared(question: Question) -> dict[str, Truth]:
    told: dict[str, Truth] = dict(question.answer.also)
    if question.answer.truth is not None and question.key and question.key != "mandate":
        told[question.key] = question.answer.truth
    return told


@dataclass(frozen=True, slots=True)
class Wish:
    """What a layout needs of a form.

    `size` is how much is asked: short (contact data), middle, long (narratives of pages). `generic`: the bare words
    Name, E-mail, ... stand in each section. `headings`: sections have headings. `later`: wordings of the held split.
    `bilingual`: the other language of each label. `prose`: some answers stand in a sentence, without a label.
    """

    size: str = "middle"
    generic: bool = False
    headings: bool = True
    later: bool = False
    empties: float = 0.05
    bilingual: str = ""
    prose: bool = False
    keys: tuple[str, ...] = ()
