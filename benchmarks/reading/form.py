"""One filled form, before it has a layout: its questions with their wordings, and the answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from benchmarks.reading import answers
from benchmarks.reading.answers import Answer, Applicant, Option
from benchmarks.reading.people import written_name
from benchmarks.reading.words import campaign, heading, is_known, known_labels, own_labels, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.reading.answers import Truth
    from benchmarks.reading.chance import Chance

HELD_SHARE: Final = 0.42
"""Share of questions that are worded as no campaign file knows."""
_TYPO_SHARE: Final = 0.06  # of the known wordings
_CAPITALS_SHARE: Final = 0.1  # of the forms
_LONG_WORD: Final = 6  # letters
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
NARRATIVES: Final = ("vision_government", "vision_values", "motivation", "policies")
_SPLIT_MANDATE: Final = {"start": "mandate_start", "end": "mandate_end"}
_EMPTY: Final = ("", "", "-", "N/A", "n/a", "—")
_UNFIT: Final = ("...", " n.", "secondary", "secundari", "second ", "kedua", "tweede")


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

    def truth(self) -> dict[str, dict[str, object]]:
        """What a perfect reader finds: field, its normal form, and how the label was worded."""
        found: dict[str, dict[str, object]] = {}
        for question in self.questions:
            for key, value in _declared(question).items():
                entry: dict[str, object] = {"value": value, "label": question.asked_as}
                if question.answer.may_be_absent:
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
            parts.append(Part(section, _heading(section, who, wish, chance), tuple(questions)))
    if chance.yes(_CAPITALS_SHARE):
        parts = [replace(part, questions=tuple(_in_capitals(each) for each in part.questions)) for part in parts]
    return Form(who, tuple(parts), named=chance.yes(_NAMED_SHARE))


def _in_capitals(question: Question) -> Question:
    return question if question.key in NARRATIVES else replace(question, label=question.label.upper())


def _heading(section: str, who: Applicant, wish: Wish, chance: Chance) -> str:
    if not section or not wish.headings:
        return ""
    held = words(who.language).held_sections[section]
    at = chance.number(0, len(held) - 1) if chance.yes(0.3) else len(held) + chance.number(0, 2)
    return heading(section, who.language, held if wish.later else held[:1], at)


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
    answer = _answer(key, keys, who, wish, chance)
    if key not in _ALWAYS and key != "signed" and chance.yes(wish.empties):
        answer = _emptied(answer, chance)
    return [_worded(key, answer, who, wish, chance)]


def _emptied(answer: Answer, chance: Chance) -> Answer:
    unticked = tuple(Option(each.key, each.label, ticked=False) for each in answer.options)
    return Answer("" if unticked else chance.one(_EMPTY), None, unticked)


def _mandate(who: Applicant, wish: Wish, chance: Chance) -> list[Question]:
    start = chance.number(2015, who.today.year)
    length = chance.number(3, 6)
    style = chance.one(("period", "period", "years", "split"))
    if style == "split":
        days = (dt.date(start, chance.number(1, 12), chance.number(1, 28)), dt.date(start + length, 6, 30))
        answers_ = [answers.date_answer(who, day, chance) for day in days]
        return [
            _worded(key, each, who, replace(wish, headings=True), chance)
            for key, each in zip(_SPLIT_MANDATE.values(), answers_, strict=True)
        ]
    if style == "years":
        answer = Answer(f"{length} {who.words.years}", length, also={"mandate_years": length})
    else:
        printed = chance.one((f"{start} - {start + length}", f"{start}-{start + length}", f"{start}–{start + length}"))
        answer = Answer(printed, printed, also={"mandate_start": str(start), "mandate_end": str(start + length)})
    return [_worded("mandate", answer, who, wish, chance)]


def _worded(key: str, answer: Answer, who: Applicant, wish: Wish, chance: Chance) -> Question:
    label = _label(key, who.language, wish, chance)
    if wish.bilingual and wish.bilingual != who.language:
        label = f"{label} / {_label(key, wish.bilingual, wish, chance)}"
    if key == "signature_date" and answer.truth is not None and _asks_place(label):
        answer = replace(answer, printed=f"{who.place}, {answer.printed}")
    if wish.prose and "{" + key + "}" in who.words.prose:
        return Question(key, label, answer, "none")
    return Question(key, label, answer, "known" if is_known(label, key) else "held_back")


def _asks_place(label: str) -> bool:
    marks = (
        "place",
        "lieu",
        "fait à",
        "lugar",
        "tempat",
        "local ",
        "lloc",
        "luogo",
        "ort",
        "plaats",
        "المكان",
        "signat a",
    )
    return label.casefold().startswith(marks)


def _label(key: str, language: str, wish: Wish, chance: Chance) -> str:
    generic = {"leader_name": "name", "contact_name": "name", "leader_title": "role", "contact_role": "role",
               "contact_email": "email", "contact_phone": "phone"}  # fmt: skip
    if wish.generic and key in generic:
        return words(language).generic[generic[key]]
    held = words(language).held[key]
    if chance.yes(HELD_SHARE):
        return chance.one(held if wish.later else held[:1])
    known = known_labels(key, language) if wish.headings else own_labels(key, language)
    fit = [each for each in known if _fits(key, each, language)]
    label = chance.one(fit or list(held))
    return _misspelt(label, chance) if language not in {"ko", "ar"} and chance.yes(_TYPO_SHARE) else label


def _misspelt(label: str, chance: Chance) -> str:
    """Two letters of the longest word in the wrong order; short words stay."""
    word = max(label.split(), key=len)
    if len(word) < _LONG_WORD or not word.isalpha():
        return label
    at = chance.number(1, len(word) - 3)
    return label.replace(word, f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}", 1)


def _fits(key: str, label: str, language: str) -> bool:
    if any(unfit in f"{label.casefold()} " for unfit in _UNFIT):
        return False
    if key in {"population", "mandate_start", "mandate_end"}:
        return label in own_labels(key, language)
    return True


def _distractors(who: Applicant, chance: Chance) -> list[Question]:
    """The leader's own address and number: the same words as the contact's, and nobody asks for them."""
    each = who.words
    address = f"{who.leader.latin_given}@{who.slug}.example"
    return [
        Question("", each.generic["email"], Answer(address)),
        Question("", each.generic["phone"], Answer(answers.phone_answer(who, chance).printed)),
    ]


def _answer(key: str, keys: tuple[str, ...], who: Applicant, wish: Wish, chance: Chance) -> Answer:
    if key == "leader_name":
        return _leader(who, keys, chance)
    if key in NARRATIVES:
        return answers.narrative_answer(who, chance, chance.number(1, 4 if wish.size == "long" else 2))
    made = _PLAIN.get(key)
    return made(who, chance) if made else _ticked(key, who, chance)


def _same(printed: str) -> Answer:
    return Answer(printed, printed)


def _gender_of_title(who: Applicant) -> dict[str, Truth]:
    return {"leader_gender": "female"} if who.office_declares else {}


def _leader(who: Applicant, keys: tuple[str, ...], chance: Chance) -> Answer:
    printed, declares = written_name(who.leader, chance)
    also: dict[str, Truth] = {}
    if declares:
        also["leader_gender"] = "female" if who.leader.female else "male"
    if "leader_title" not in keys and not who.leader.degree_after and "," not in printed and chance.yes(0.6):
        also = {"leader_title": who.office, **also, **_gender_of_title(who)}
        printed = f"{printed}, {who.office}" if who.language != "ko" else f"{printed} {who.office}"
    return Answer(printed, who.leader.name, also=also)


def _signature(who: Applicant, chance: Chance) -> Answer:
    style = chance.one(("ink", "ink", "typed", "empty"))
    if style == "ink":
        return Answer("", truth=True, ink=True)
    if style == "typed":
        return Answer(f"/s/ {who.leader.name}", truth=True)
    return Answer("", truth=False, may_be_absent=True)


def _ticked(key: str, who: Applicant, chance: Chance) -> Answer:
    if key == "government_type":
        made = answers.choice_answer(key, {who.kind}, who, chance, chance.number(4, 7))
        return made if chance.yes(0.6) else replace(made, options=())
    if key == "population_range":
        return answers.choice_answer(key, {answers.range_key(who.population, who.kind)}, who, chance)
    if key == "leader_gender":
        made = answers.choice_answer(key, {"female" if who.leader.female else "male"}, who, chance, 3)
        return made if chance.yes(0.7) else replace(made, options=())
    every = [each.key for each in campaign().field(key).choices]
    return answers.choice_answer(key, set(chance.some(every, chance.number(1, 4))), who, chance, 9)


def _consent(who: Applicant, chance: Chance) -> Answer:
    each = who.words
    agreed = chance.yes(0.75)
    if chance.yes(0.5):
        return Answer("", truth=agreed, options=(Option("yes", "", agreed),), may_be_absent=not agreed)
    options = (Option("yes", each.yes, agreed), Option("no", each.no, not agreed))
    return Answer(each.yes if agreed else each.no, truth=agreed, options=options)


def _days_before(who: Applicant, chance: Chance) -> dt.date:
    return who.today - dt.timedelta(days=chance.number(5, 90))


_PLAIN: Final[dict[str, Callable[[Applicant, Chance], Answer]]] = {
    "government_name": lambda who, _: _same(who.name),
    "country": answers.country_answer,
    "subdivision": lambda who, chance: _same(chance.one(who.words.subdivisions)),
    "population": answers.population_answer,
    "leader_title": lambda who, _: Answer(who.office, who.office, also=_gender_of_title(who)),
    "contact_name": lambda who, chance: Answer(written_name(who.contact, chance)[0], who.contact.name),
    "contact_role": lambda who, chance: _same(chance.one(who.words.roles)),
    "contact_email": answers.email_answer,
    "contact_phone": answers.phone_answer,
    "postal_address": answers.address_answer,
    "website": answers.website_answer,
    "signed": _signature,
    "consent": _consent,
    "decision_date": lambda who, chance: answers.date_answer(who, _days_before(who, chance), chance),
    "signature_date": lambda who, chance: answers.date_answer(who, who.today, chance),
}
