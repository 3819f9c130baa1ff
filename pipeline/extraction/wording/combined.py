"""What the concepts of a question say together: some add nothing to others, some mean another thing beside others."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pipeline.extraction.data import table

_ABSORBS: Final = {
    "email": {"address", "number", "place", "reference", "department"},
    "website": {"address", "place", "email"},
    "phone": {"number", "fax", "reference", "department", "title"},
    "fax": {"number"},
    "postcode": {"number", "reference", "address"},
    "reference": {"number"},
    "address": {"street", "place", "department"},
    "continent": {"region"},
    "birth": {"year"},
    "country": {"place"},
    "region": {"place"},
    "title": {"election"},
    "signature": {"signatory", "name"},
    "themes": {"number", "importance", "title", "joining", "election"},
    "actions": {"protecting"},
    "consent": {"website", "town", "secretariat"},
    "motivation": {"joining", "decision"},
    "decision": {"joining"},
    "gender": {"contact"},
    "population": {"number", "place", "region"},
    "name": {"surname", "given_name"},
    "joined": {"date", "year", "start", "joining", "number"},
    "deputy": {"leader", "government"},
    "second_contact": {"contact", "government"},
    "emergency": {"contact", "phone_book"},
    "third": {"contact", "government", "leader", "applicant", "department"},
    "leader": {"government", "applicant", "region"},
    "contact": {"government", "applicant", "leader", "project", "region", "secretariat"},
    "applicant": {"joining", "region", "town"},
    "signatory": {"government", "applicant"},
    "parent": {"applicant", "child"},
    "partner": {"applicant", "government", "leader", "contact"},
    "former": {"leader", "contact", "government", "applicant"},
    "duration": {"number", "year"},
    "money": {"number"},
    "fee": {"money", "number"},
    "price": {"money", "number"},
    "rent": {"money", "number"},
    "age": {"number", "year"},
}
"""A concept and those that add nothing to it ("telephone number", "e-mail address", "head of the government")."""


_OF_A_TIME: Final = frozenset({"start", "end", "duration"})
_DATED: Final = _OF_A_TIME | {"date", "year"}
_AGREED_BY_A_COUNCIL: Final = frozenset({"consent", "date", "government"})
_DONE_AT: Final = frozenset({"place", "date", "signature"})
_WHERE_AN_ORGANISATION_IS: Final = frozenset({"where", "government"})
_WHERE_IT_STANDS: Final = frozenset({"number", "town", "place", "government", "region"})
_ORGANISATION: Final = frozenset({"government", "applicant"})
_ONLY: Final = {
    frozenset({"band", "government"}): {"band", "population"},  # how big a city is, it is by its people
    frozenset({"joining", "government"}): {"applicant", "government"},  # "the city that joins" is who applies
}
"""What concepts mean where a question has no others."""


@lru_cache(maxsize=1)
def persons() -> frozenset[str]:
    """The concepts that say whom a question is about."""
    return frozenset(table("whose"))


def together(concepts: set[str]) -> set[str]:
    """The concepts of a text as they mean each other, without what the others imply."""
    concepts = _ONLY.get(frozenset(concepts), concepts)
    for reads in (_of_names, _of_a_term, _of_places, _of_a_decision, _of_rights):
        concepts = reads(concepts)
    lost: set[str] = set().union(*(_ABSORBS.get(each, set()) for each in concepts))
    return concepts - lost


def _of_names(concepts: set[str]) -> set[str]:
    """A surname and a given name are a name; "name of the country" asks for the country."""
    if {"surname", "given_name"} <= concepts:
        concepts = concepts | {"name"}
    somebody = concepts & persons()
    of_a_place = ("country" in concepts and somebody <= _ORGANISATION) or ("region" in concepts and not somebody)
    return concepts - {"name"} if of_a_place else concepts


def _of_a_term(concepts: set[str]) -> set[str]:
    """The time in an office, asked by "since when in this office"; "office or mandate held" asks for the office."""
    if concepts & {"title", "leader"} and concepts & _OF_A_TIME:
        concepts = concepts - {"title"} | {"term"}
    elif {"title", "term"} <= concepts and not concepts & _DATED:
        concepts = concepts - {"term"}
    until_when = {"end", "duration"} <= concepts and "start" not in concepts  # "until when does the term last"
    return concepts - {"duration"} if until_when else concepts


def _of_places(concepts: set[str]) -> set[str]:
    """Questions like "where is the town hall" and "street, number, postcode and town" ask for an address."""
    if "where" in concepts:
        concepts = concepts - {"where"} | {"address" if concepts <= _WHERE_AN_ORGANISATION_IS else "place"}
    if concepts >= {"street", "postcode"}:
        concepts = concepts - _WHERE_IT_STANDS - {"postcode"} | {"address"}
    return concepts


def _of_a_decision(concepts: set[str]) -> set[str]:
    """A council that gives its consent decides; of the place and date of a signature the date is what tells."""
    if concepts >= _AGREED_BY_A_COUNCIL:
        concepts = concepts - {"consent"} | {"decision"}
    return concepts - {"place"} if concepts >= _DONE_AT else concepts


def _of_rights(concepts: set[str]) -> set[str]:
    """Rights are those of the inhabitants, and services for rights are measures, not a department."""
    if "rights" not in concepts:
        return concepts
    return concepts - {"population"} - ({"department"} if "actions" in concepts else set())
