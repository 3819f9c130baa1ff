"""What the text of one field says about another: the office and the gender beside a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.base import Context, Normal
from pipeline.normalise.people import (
    Gender,
    civility,
    civility_length,
    holds_institution,
    is_office,
    office_length,
    segments,
)
from pipeline.normalise.person import without_titles
from pipeline.normalise.plain import key, plain
from pipeline.normalise.text import normalise_text
from pipeline.normalise.vocabulary import keys, written

if TYPE_CHECKING:
    from pipeline.campaign.definition import Choice, Field

MAX_LENGTH = 250  # characters
_ARTICLES = frozenset(("the", "la", "el", "le", "il"))
_OPEN_LINE = re.compile(r"(?:(?<=\bof)|(?<=\bde)|(?<=\bdu)|(?<=\bdi)|(?<=&))[^\S\n]*\n\s*", re.IGNORECASE)
"""A break of a line inside an office: "Director of / Administration"."""
_CERTAINTY = 0.97  # of what one field's text says about another
_WORDS: dict[Gender, tuple[str, ...]] = {
    "female": (
        "female",
        "woman",
        "femme",
        "mujer",
        "femenino",
        "perempuan",
        "mulher",
        "dona",
        "donna",
        "frau",
        "vrouw",
        "여성",
    ),
    "male": ("male", "man", "homme", "hombre", "masculino", "laki laki", "homem", "home", "uomo", "mann", "남성"),
}


def read_title(raw: str, field: Field, context: Context) -> Normal | None:
    """The office beside a name, as declared: "Mayor" of "KANG Gi-jung, Mayor"; None where there is none."""
    if len(raw) > MAX_LENGTH:
        return None
    for segment in segments(_OPEN_LINE.sub(" ", raw)):
        title = _title(segment, context.language)
        if title:
            read = normalise_text(title, field, context)
            return read and Normal(read.value, min(read.certainty, _CERTAINTY))
    return None


def _title(segment: str, language: str | None) -> str | None:
    """The office in a segment: the whole of it, what stands before the name, or what stands behind."""
    tokens = segment.split()
    while tokens and (length := civility_length(tokens, language)):
        tokens = tokens[length:]
    if len(tokens) > 1 and tokens[0].lower() in _ARTICLES and office_length(tokens[1:]):
        tokens = tokens[1:]
    if not tokens:
        return None
    text = " ".join(tokens)
    if is_office(text):
        return text
    front = office_length(tokens)
    name = without_titles(text, language)
    if front and len(tokens) > front and not holds_institution(" ".join(tokens[front:])):
        return " ".join(tokens[:front])
    behind = tokens[len(name) :] if name and tokens[: len(name)] == name else []
    return " ".join(behind) if behind and office_length(behind) else None


def read_gender(raw: str, field: Field, context: Context) -> Normal | None:
    """The choice that a civility or a feminine office says; None where neither does, or they disagree."""
    if len(raw) > MAX_LENGTH:
        return None
    genders = _genders(raw, context.language)
    if len(genders) != 1:
        return None
    choice = _choice(next(iter(genders)), field.choices)
    return None if choice is None else Normal(choice.key, _CERTAINTY)


def _genders(raw: str, language: str | None) -> set[Gender]:
    found: set[Gender] = set()
    for number, segment in enumerate(segments(raw)):
        tokens = segment.split()
        found |= _of_civilities(tokens, language, alone=not number) | _of_offices(tokens)
    return found - {"neutral"}


def _of_civilities(tokens: list[str], language: str | None, *, alone: bool) -> set[Gender]:
    """The genders of the civilities in front; offices and articles may stand between them.

    Behind a name only those count that have a name of their own: an Indonesian "M.M." is a degree, a French one is not.
    `alone`: they may stand without any, as the whole of an answer does. The "Lord" of a Lord Mayor is no civility.
    """
    found: set[Gender] = set()
    while tokens:
        length, office = civility_length(tokens, language), office_length(tokens)
        said = civility(" ".join(tokens[:length]), language) if length and length >= office else None
        found |= {said} if said else set()
        length = max(length, office) or int(tokens[0].lower() in _ARTICLES)
        if not length:
            break
        tokens = tokens[length:]
    return found if tokens or alone else set()


def _of_offices(tokens: list[str]) -> set[Gender]:
    """Feminine offices say "female"; masculine ones are generic and say nothing."""
    feminine, generic = keys("offices", "female"), keys("offices", "neutral")
    for at in range(len(tokens)):
        office = " ".join(tokens[at : at + office_length(tokens[at:])])
        if key(office) in feminine and key(office) not in generic:
            return {"female"}
        if office.lower() in written("offices", "female") - written("offices", "neutral"):
            return {"female"}
    return set()


def _choice(gender: Gender, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice that means a gender, by its key or its wordings."""
    for choice in choices:
        worded = {plain(choice.key), *(plain(label) for labels in choice.labels.values() for label in labels)}
        if not worded.isdisjoint(_WORDS.get(gender, ())):
            return choice
    return None
