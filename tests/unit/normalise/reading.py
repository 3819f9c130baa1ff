"""Short ways to read a text as a value, for the tests of the normalisers."""

from __future__ import annotations

from pipeline.campaign.definition import Choice, Field, FieldType, Part
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.values import normalise, normalise_part

KINDS = (
    Choice("municipality", {"en": ("Municipality", "City"), "es": ("Municipio", "Ayuntamiento")}),
    Choice("region", {"en": ("Region", "State"), "fr": ("Région",)}),
    Choice("under_50k", {"en": ("Less than 50,000 inhabitants",)}),
    Choice("50k_250k", {"en": ("50,000 - 250,000 inhabitants",)}),
    Choice("other", {"en": ("Other (specify)",), "fr": ("Autre (préciser)",)}),
)
GENDERS = (
    Choice("female", {"en": ("Female",), "es": ("Mujer",)}),
    Choice("male", {"en": ("Male",), "es": ("Hombre",)}),
    Choice("other", {"en": ("Other",)}),
)


def field(kind: FieldType, part: Part | None = None) -> Field:
    """A field of that kind, with choices where the kind has some."""
    choices = GENDERS if part is Part.GENDER else KINDS
    has_choices = kind in {FieldType.CHOICE, FieldType.CHOICES}
    return Field(
        "asked",
        kind,
        {},
        choices=choices if has_choices else (),
        part=part,
        part_of=None if part is None else "whole",
        mark=kind is FieldType.YES_NO,
    )


def read(raw: str, kind: FieldType, language: str | None = None, country: str | None = None) -> Normal | None:
    """`raw` as a value of that kind."""
    return normalise(raw, field(kind), Context(language=language, country=country))


def value(raw: str, kind: FieldType, language: str | None = None, country: str | None = None) -> object:
    """The normal form alone; None where there is none."""
    normal = read(raw, kind, language, country)
    return None if normal is None else normal.value


def part(raw: str, kind: FieldType, which: Part, language: str | None = None) -> object:
    """What `raw` says about that part; None where it says nothing."""
    normal = normalise_part(raw, field(kind, which), Context(language=language))
    return None if normal is None else normal.value


def codes(normal: Normal | None) -> list[str]:
    """The codes of the findings of a value."""
    return [] if normal is None else [finding.code for finding in normal.findings]
