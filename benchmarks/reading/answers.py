"""Invented applicants: every answer twice, as people write it and in the normal form that is the truth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import phonenumbers
from anyascii import anyascii
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from benchmarks.reading.people import Person, invent_person
from benchmarks.reading.words import Words, campaign, words

if TYPE_CHECKING:
    from benchmarks.reading.chance import Chance

Truth = str | int | bool | list[str]


@dataclass(frozen=True, slots=True)
class Option:
    """One box of a list to tick."""

    key: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one place of a form.

    `printed` is "" for an empty place. `truth` is None where there is nothing to read. `may_be_absent`: an answer of
    "no" that a reader may leave out without fault (no ink at the place for it, a consent box left empty).
    `also` are other fields that the same words declare (the title after a name, the gender of a feminine title).
    """

    printed: str = ""
    truth: Truth | None = None
    options: tuple[Option, ...] = ()
    may_be_absent: bool = False
    ink: bool = False
    also: dict[str, Truth] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applicant:
    """One government that fills in a form."""

    language: str
    country: str
    kind: str
    place: str
    name: str
    leader: Person
    office: str
    office_declares: bool  # a feminine title, which says that the leader is a woman
    contact: Person
    population: int
    today: dt.date

    @property
    def words(self) -> Words:
        """The words of its language."""
        return words(self.language)

    @property
    def slug(self) -> str:
        """Its place in plain letters, for domains."""
        return "".join(each for each in anyascii(self.place).lower() if each.isalnum())


def invent_applicant(language: str, chance: Chance) -> Applicant:
    """A government that nobody has heard of."""
    each = words(language)
    kind = chance.one(("municipality",) * 6 + ("province", "region"))
    made, place, leader = each.kinds[kind], chance.one(each.places), invent_person(language, chance)
    at = chance.number(0, len(made.offices) - 1)
    office = (made.offices_female or made.offices)[at] if leader.female else made.offices[at]
    return Applicant(
        language, chance.one(each.countries), kind, place, chance.one(made.names).format(p=place), leader, office,
        office != made.offices[at], invent_person(language, chance), _head_count(kind, chance),
        dt.date(2022, 1, 3) + dt.timedelta(days=chance.number(0, 1700)),
    )  # fmt: skip


def _head_count(kind: str, chance: Chance) -> int:
    low, high = (3_000, 90_000) if kind == "municipality" and chance.yes(0.6) else (90_000, 3_400_000)
    return chance.number(low, high)


def country_answer(who: Applicant, chance: Chance) -> Answer:
    """The country by its name in the form's language, now and then in capitals."""
    name = Locale(who.language).territories[who.country]
    return Answer(name.upper() if chance.yes(0.1) else name, who.country)


def population_answer(who: Applicant, chance: Chance) -> Answer:
    """A number with the separators of the country, at times with a unit or the year of the census."""
    locale = f"{who.language}_{who.country}" if who.language not in {"ca", "ar"} else who.language
    printed = format_decimal(who.population, locale=locale).replace("\u202f", " ")
    if chance.yes(0.2):
        printed = str(who.population)
    extra = chance.one(("", "", "", f" {who.words.inhabitants}", f" ({who.today.year - 1})"))
    return Answer(printed + extra, who.population)


def range_key(population: int, kind: str) -> str:
    """The band of the campaign in which a population lies."""
    if kind != "municipality":
        return "supralocal"
    bands = ((50_000, "under_50k"), (250_000, "50k_250k"), (1_000_000, "250k_1m"))
    return next((key for limit, key in bands if population < limit), "over_1m")


def phone_answer(who: Applicant, chance: Chance) -> Answer:
    """A valid number of the country, as written there or with its prefix; the truth is E.164."""
    example = phonenumbers.example_number(who.country)
    assert example  # noqa: S101 - every country of the words has one
    for _ in range(50):
        base = str(example.national_number)
        digits = base[:-5] + f"{chance.number(0, 99_999):05d}"
        number = phonenumbers.PhoneNumber(country_code=example.country_code, national_number=int(digits))
        number.italian_leading_zero = example.italian_leading_zero
        if phonenumbers.is_valid_number(number):
            break
    else:
        number = example
    styles = phonenumbers.PhoneNumberFormat
    printed = phonenumbers.format_number(number, chance.one((styles.NATIONAL, styles.INTERNATIONAL)))
    if printed.startswith("+") and chance.yes(0.3):
        printed = "00" + printed[1:]
    if chance.yes(0.2):
        printed = printed.replace(" ", ".") if "-" not in printed and "(" not in printed else printed
    return Answer(printed, phonenumbers.format_number(number, styles.E164))


def date_answer(who: Applicant, day: dt.date, chance: Chance) -> Answer:
    """A date in the local manner: with the month in words, or numbers in the order of the place."""
    locale = who.language
    forms = ["long", "long", "d/M/y", "dd.MM.y", "y-MM-dd"] if locale != "ko" else ["long", "y. M. d.", "y-MM-dd"]
    pattern = chance.one(forms)
    return Answer(format_date(day, pattern, locale="en_GB" if locale == "en" else locale), day.isoformat())


def email_answer(who: Applicant, chance: Chance) -> Answer:
    """An address of the contact; some as typed by hand, with capitals in the domain."""
    local = chance.one((f"{who.contact.latin_given}.{who.contact.latin_surname}", "international", "gabinet.relacions"))
    address = f"{local}@{who.slug}.example"
    return Answer(address.replace(".example", ".Example") if chance.yes(0.08) else address, address)


def website_answer(who: Applicant, chance: Chance) -> Answer:
    """A web page, mostly without its scheme."""
    bare = chance.one((f"www.{who.slug}.example", f"{who.slug}.example"))
    scheme = chance.one(("", "", "https://"))
    return Answer(scheme + bare, f"https://{bare}")


def address_answer(who: Applicant, chance: Chance) -> Answer:
    """A postal address over two lines; the truth is one line, parts joined by a comma."""
    each = who.words
    letters = "ABCDEGHJKLNPRSTWXY"
    code = "".join(
        str(chance.number(1, 9)) if mark == "#" else chance.one(letters) if mark == "A" else mark for mark in each.code
    )
    street = chance.one(each.streets)
    printed = each.address.format(street=street, n=chance.number(1, 180), code=code, place=who.place)
    return Answer(printed, printed.replace("\n", ", "))


def narrative_answer(who: Applicant, chance: Chance, paragraphs: int) -> Answer:
    """Some paragraphs; one in three is a list of points."""
    sentences = chance.shuffled(who.words.narrative)[: max(paragraphs * 2, 2)]
    made = [sentence.format(p=who.place) for sentence in sentences]
    if chance.yes(0.25):
        return Answer("\n".join(f"• {each}" for each in made), "\n".join(f"• {each}" for each in made))
    paired = [" ".join(made[at : at + 2]) for at in range(0, len(made), 2)]
    return Answer("\n".join(paired), "\n".join(paired))


def choice_answer(key: str, chosen: set[str], who: Applicant, chance: Chance, shown: int = 8) -> Answer:
    """Boxes to tick: the chosen ones and some of the others, in the campaign's order and in its words."""
    choices = [each for each in campaign().field(key).choices if each.labels.get(who.language)]
    others = chance.some([each.key for each in choices if each.key not in chosen], max(shown - len(chosen), 0))
    on_form = [each for each in choices if each.key in chosen or each.key in others]
    options = tuple(Option(each.key, each.labels[who.language][0], each.key in chosen) for each in on_form)
    truth: Truth = [each.key for each in on_form if each.key in chosen]
    if campaign().field(key).type != "choices":
        truth = next(iter(chosen))
    return Answer(", ".join(each.label for each in options if each.ticked), truth, options)
