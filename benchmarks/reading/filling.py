"""Fill in a form: which questions it asks, in which sections, and what an applicant answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from benchmarks.reading import answers
from benchmarks.reading.answers import Answer, Applicant
from benchmarks.reading.asking import answer_to, emptied
from benchmarks.reading.form import NARRATIVES, Form, Part, Question, Wish
from benchmarks.reading.wording import heading_of, worded

if TYPE_CHECKING:
    from benchmarks.reading.chance import Chance

_CAPITALS_SHARE: Final = 0.1  # of the forms
_NAMED_SHARE: Final = 0.8  # the others were retyped or pasted without their title
_SECTION_OF: Final = {
    "government": (
        "government_name", "government_type", "country", "subdivision", "population", "population_range",
        "postal_address", "website",
    ),
    "leader": ("leader_name", "leader_title", "leader_gender", "mandate"),
    "contact": ("contact_name", "contact_role", "contact_email", "contact_phone"),
    "": ("vision_government", "vision_values", "motivation", "policies", "themes", "decision_date", "consent",
         "signature_date", "signed"),
}  # fmt: skip
_ALWAYS: Final = frozenset({"government_name", "country", "leader_name", "contact_name", "contact_email"})
_PROSE: Final = frozenset({"leader_title", "decision_date"})
_SPLIT_MANDATE: Final = {"start": "mandate_start", "end": "mandate_end"}


def invent_form(language: str, wish: Wish, chance: Chance) -> Form:
    """A form of an invented applicant as a layout wishes it."""
    return fill_form(answers.invent_applicant(language, chance), wish, chance)


def fill_form(who: Applicant, wish: Wish, chance: Chance) -> Form:
    """The questions of a form with the answers of one applicant."""
    keys = wish.keys or tuple(_asked(wish, chance))
    parts = []
    for section, of_section in _SECTION_OF.items():
        questions = [each for key in of_section if key in keys for each in _questions(key, keys, who, wish, chance)]
        if wish.generic and section == "leader":
            questions += _distractors(who, chance)
        if questions:
            parts.append(Part(section, heading_of(section, who, wish, chance), tuple(questions)))
    if chance.yes(_CAPITALS_SHARE):
        parts = [replace(part, questions=tuple(_in_capitals(each) for each in part.questions)) for part in parts]
    return Form(who, tuple(parts), named=chance.yes(_NAMED_SHARE))


def _in_capitals(question: Question) -> Question:
    return question if question.key in NARRATIVES else replace(question, label=question.label.upper())


def _asked(wish: Wish, chance: Chance) -> list[str]:
    narratives = {"short": 0, "middle": chance.number(0, 2), "long": chance.number(2, 4)}[wish.size]
    stories = chance.some(NARRATIVES, narratives)
    share = 0.55 if wish.size == "short" else 0.75
    sized = chance.one(("population", "population_range"))
    asked = []
    for key in (each for every in _SECTION_OF.values() for each in every):
        if key in NARRATIVES:
            asked += [key] if key in stories else []
        elif key in {"population", "population_range"}:
            asked += [key] if key == sized else []
        elif key in _ALWAYS or (wish.prose and key in _PROSE) or chance.yes(share):
            asked.append(key)
    return asked


def _questions(key: str, keys: tuple[str, ...], who: Applicant, wish: Wish, chance: Chance) -> list[Question]:
    if key == "mandate":
        return _mandate(who, wish, chance)
    answer = answer_to(key, keys, who, wish, chance)
    if key not in _ALWAYS and key != "signed" and chance.yes(wish.empties):
        answer = emptied(answer, chance)
    return [worded(key, answer, who, wish, chance)]


def _mandate(who: Applicant, wish: Wish, chance: Chance) -> list[Question]:
    start = chance.number(2015, who.today.year)
    length = chance.number(3, 6)
    style = chance.one(("period", "period", "years", "split"))
    if style == "split":
        days = (dt.date(start, chance.number(1, 12), chance.number(1, 28)), dt.date(start + length, 6, 30))
        answers_ = [answers.date_answer(who, day, chance) for day in days]
        return [
            worded(key, each, who, replace(wish, headings=True), chance)
            for key, each in zip(_SPLIT_MANDATE.values(), answers_, strict=True)
        ]
    if style == "years":
        answer = Answer(f"{length} {who.words.years}", length, also={"mandate_years": length})
    else:
        printed = chance.one((f"{start} - {start + length}", f"{start}-{start + length}", f"{start}–{start + length}"))
        answer = Answer(printed, printed, also={"mandate_start": str(start), "mandate_end": str(start + length)})
    return [worded("mandate", answer, who, wish, chance)]


def _distractors(who: Applicant, chance: Chance) -> list[Question]:
    """The leader's own address and number: the same words as the contact's, and nobody asks for them."""
    each = who.words
    address = f"{who.leader.latin_given}@{who.slug}.example"
    return [
        Question("", each.generic["email"], Answer(address)),
        Question("", each.generic["phone"], Answer(answers.phone_answer(who, chance).printed)),
    ]
