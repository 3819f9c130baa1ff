"""Invented people, with the ways in which forms write their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyascii import anyascii

from benchmarks.reading.words import words

if TYPE_CHECKING:
    from benchmarks.reading.chance import Chance


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    language: str
    given: str
    surname: str
    female: bool
    degree_after: str = ""

    @property
    def name(self) -> str:
        """The normal form: given name, then surname, degrees after it; Korean names as they are written."""
        plain = f"{self.surname}{self.given}" if self.language == "ko" else f"{self.given} {self.surname}"
        return f"{plain}, {self.degree_after}" if self.degree_after else plain

    @property
    def latin_given(self) -> str:
        """The given name in the letters of addresses."""
        return _latin(self.given)

    @property
    def latin_surname(self) -> str:
        """The surname in the letters of addresses."""
        return _latin(self.surname)

    @property
    def civility(self) -> str:
        """Mr or Ms in the language of the person, or "" where such words say nothing."""
        each = words(self.language)
        return each.civility_female if self.female else each.civility_male


def _latin(name: str) -> str:
    return "".join(each for each in anyascii(name).lower() if each.isalnum())


def invent_person(language: str, chance: Chance) -> Person:
    """A person of that language's names."""
    each = words(language)
    female = chance.yes(0.5)
    surname = chance.one(each.surnames)
    if each.two_surnames and chance.yes(0.7):
        surname += f" {chance.one([other for other in each.surnames if other != surname])}"
    after = chance.one(each.degrees_after) if each.degrees_after and chance.yes(0.4) else ""
    return Person(language, chance.one(each.female if female else each.male), surname, female, after)


def written_name(who: Person, chance: Chance) -> tuple[str, bool]:  # noqa: PLR0911 - one for each manner
    """A name as a form has it, and whether a civility in front declares the gender.

    Surnames first stand in capitals or before a comma, so that it shows which is which.
    """
    each = words(who.language)
    if who.language in {"ko", "ar"}:
        named = f"{who.civility} {who.name}" if who.language == "ar" and chance.yes(0.1) else who.name
        return named, named != who.name
    style = chance.one(("plain",) * 6 + ("caps", "caps", "comma", "degree", "civility"))
    if who.degree_after and style != "degree":
        return who.name, False
    if style == "caps":
        return chance.one((f"{who.surname.upper()} {who.given}", f"{who.given} {who.surname.upper()}")), False
    if style == "comma":
        return f"{who.surname.upper()}, {who.given}", False
    if style == "degree" and each.degrees:
        return f"{chance.one(each.degrees)} {who.name}", False
    if style == "civility" and who.civility:
        return f"{who.civility} {who.name}", True
    return who.name, False
