"""What stands in each place: the answer of an applicant to a question."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from benchmarks.reading import answers
from benchmarks.reading.answers import Answer, Applicant, Option
from benchmarks.reading.form import NARRATIVES
from benchmarks.reading.people import written_name
from benchmarks.reading.words import campaign

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.reading.answers import Truth
    from benchmarks.reading.chance import Chance
    from benchmarks.reading.form import Wish

_EMPTY: Final = ("", "", "-", "N/A", "n/a", "—")


def answer_to(key: str, keys: tuple[str, ...], who: Applicant, wish: Wish, chance: Chance) -> Answer:
    """The answer to the question of a field; `keys` are all fields that the form asks for."""
    if key == "leader_name":
        return _leader(who, keys, chance)
    if key in NARRATIVES:
        return answers.narrative_answer(who, chance, chance.number(1, 4 if wish.size == "long" else 2))
    made = _PLAIN.get(key)
    return made(who, chance) if made else _ticked(key, who, chance)


def emptied(answer: Answer, chance: Chance) -> Answer:
    """The same place left empty, or filled with a word that says so."""
    unticked = tuple(Option(each.key, each.label, ticked=False) for each in answer.options)
    if len(unticked) == 1:  # a box left empty says no, in its way
        return Answer("", truth=False, options=unticked, may_be_absent=True)
    return Answer("" if unticked else chance.one(_EMPTY), None, unticked)


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
