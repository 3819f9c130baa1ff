"""Fields that no other of their campaign can be taken for: what asks for such a thing at all asks for them, perhaps.

A campaign of a few lines names its one date "Date" and its one person "Applicant"; forms say "Date of report" and "Name
and title". Such readings are never sure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.campaign.definition import FieldType, Part
from pipeline.extraction.wording.concepts import Meaning, meanings
from pipeline.normalise.asked import asks_for_money
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign, Field

OF_THE_PAPER: Final = 0.84  # "Date of signature": the day of the paper itself
PERHAPS: Final = 0.81
_MOST_UNKNOWN: Final = 2  # words that no concept explains
_MOST_WORDS: Final = 8
_OTHER_DAYS: Final = frozenset({"birth", "start", "end", "age", "decision", "joined", "duration", "term", "election"})
_OF_A_DAY: Final = frozenset({"date", "signature"})
_OF_A_PERSON: Final = frozenset({"name", "title", "signature"})
_ANYBODY: Final = frozenset({"applicant", "government", "signatory"})
_MONEY: Final = frozenset({"money", "price", "fee"})
_LISTED = re.compile(
    r"\b(?:list|state|give|name|indicate|enter|specify|provide|identify|citez|indiquez|enumerez|enumere|indique|liste|nombre|"
    r"indicare|elencare|nennen sie|vermeld|noem|sebutkan)(?: (?:every|each|all|the|any|your|name|names|of|le|la|les|el|"
    r"los|las|o|os|as|i|gli|il|die|den|das|de|het|alle|tous|toutes|todos|todas|tutti|tutte|semua)){0,4} (.+)$"
)
_SHORTEST: Final = 8  # letters of a wording that is looked for inside a question


class Asked(NamedTuple):
    """A field that a text may ask for, and the folded wording of it."""

    field: str
    language: str
    wording: str
    score: float


class Alone:
    """The one date, person and amount of money of a campaign, and its wordings as long questions have them."""

    def __init__(self, campaign: Campaign) -> None:
        plain = [field for field in campaign.fields if not field.part and not field.mark]
        date = _only(field for field in plain if field.type is FieldType.DATE)
        person = _only(field for field in plain if field.type is FieldType.PERSON)
        self._date = date if date and _asks_plainly(date, _OF_A_DAY) else None
        self._person = person if person and _asks_plainly(person, _OF_A_PERSON) else None
        self._amount = _only(field for field in plain if field.type is FieldType.NUMBER and asks_for_money(field))
        self._wordings = [
            (fold(wording), field.key, language)
            for field in plain
            for language, wordings in field.labels.items()
            for wording in wordings
            if len(fold(wording)) >= _SHORTEST
        ]

    def fields(self, folded: str) -> Iterator[Asked]:
        """The fields that a folded text may ask for."""
        if not 1 < len(folded.split()) <= _MOST_WORDS:
            return  # "Amount" and "Number" are the heads of any column
        for meaning in meanings(folded):
            for field, score in self._of(meaning):
                language, wordings = next(iter(field.labels.items()), ("", ("",)))
                yield Asked(field.key, language, fold(wordings[0]), score)

    def _of(self, meaning: Meaning) -> Iterator[tuple[Field, float]]:
        if len(meaning.rest) > _MOST_UNKNOWN:
            return
        if self._date and "date" in meaning.what and not meaning.what & _OTHER_DAYS:
            yield self._date, OF_THE_PAPER if "signature" in meaning.what else PERHAPS
        of_a_person = "name" in meaning.what <= _OF_A_PERSON and meaning.whose <= _ANYBODY
        if self._person and of_a_person and len(meaning.rest) < _MOST_UNKNOWN:
            yield self._person, PERHAPS
        if self._amount and meaning.what & _MONEY:
            yield self._amount, PERHAPS

    def listed(self, folded: str) -> Asked | None:
        """The field that a long question names after its verb ("List every foreign partner for whom you act")."""
        found = _LISTED.search(folded)
        for wording, key, language in self._wordings if found else ():
            # its letters first: a pattern for each of thousands of wordings took more time than all else of a reading
            if found and found[1].startswith(wording) and re.match(rf"{re.escape(wording)}(?:s|es)?\b", found[1]):
                return Asked(key, language, wording, PERHAPS)
        return None


def offices(campaign: Campaign) -> dict[str, Field]:
    """The one field about an office, as a part of the one about a person: papers write "Ana Ash, Director"."""
    person = _only(field for field in campaign.fields if field.type is FieldType.PERSON)
    asking = [field for field in campaign.fields if field.type is FieldType.TEXT and _asks_for_office(field)]
    if person is None or len(asking) != 1 or asking[0].part_of or asking[0].section != person.section:
        return {}
    return {asking[0].key: replace(asking[0], part_of=person.key, part=Part.TITLE)}


def _asks_for_office(field: Field) -> bool:
    wordings = [fold(wording) for each in field.labels.values() for wording in each]
    about = [any(meaning.what == {"title"} for meaning in meanings(wording)) for wording in wordings]
    return bool(about) and all(about)


def _asks_plainly(field: Field, things: frozenset[str]) -> bool:
    """Whether a wording of a field asks for nothing more particular: "Date", not "Date of the fair"."""
    wordings = [fold(wording) for each in field.labels.values() for wording in each]
    found = (meaning for wording in wordings for meaning in meanings(wording))
    return any(meaning.what and meaning.what <= things and not meaning.rest for meaning in found)


def _only(fields: Iterator[Field]) -> Field | None:
    found = list(fields)
    return found[0] if len(found) == 1 else None
