"""Names of people, without civilities, degrees in front and offices; degrees behind the name stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model import Finding, Severity
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.capitals import PARTICLES, in_ordinary_capitals, is_capitals
from pipeline.normalise.people import (
    also_names,
    civility_length,
    holds_institution,
    is_degree,
    is_office,
    office_length,
    segments,
)
from pipeline.normalise.plain import key, plain, visible
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH, MAX_NAME = 200, 80  # characters
MAX_TOKENS = 8
MAX_WORDS = 24  # with civilities and offices; more is prose
_REFUSED = re.compile(r"[@\d?!=<>#%€$*{}_\\^~+]|www\.|://")
_TWO_PEOPLE = re.compile(
    r"\s+(?:and|et|dan|und|en|&|y/o|or|ou|atau|و|및)\s+|\s*[&;]\s*|\s+/\s+|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})"
)
_SIGNED = re.compile(
    r"^\s*(?:\S{0,2}s[/|\\]|/sl)\s*|\s+\(?(?:e-?|electronically |digitally )sign(?:ed|ea)\b\)?"
    r"|\s+\(?sign(?:ed|ea|ature)\)?\s*$",
    re.IGNORECASE,
)
"""What stands around a name that is a signature: "/s/ Ana Ash eSigned"."""
_JOINED = re.compile(r"\s+[yie]\s+")
_TOKEN = re.compile(
    r"^[^\W\d_][^\W\d_\u0300-\u036f\u0900-\u109f.'’‘ʼ`´-]*(?:[.'’‘ʼ`´\u0900-\u109f\u200c\u200d-]+[^\W\d_]*)*$|^'t$"
)
_ABBREVIATION = re.compile(r"^[^\W\d_]{3,}\.$")  # in front of a name: perhaps a degree that nobody told us
_ELIDED = re.compile(r"^[a-z]{1,4}['’‘ʼ`´][A-ZÀ-ÖØ-Þ]")  # d'Estaing, dell'Orto: a capital stands in it
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1eff]")
_HANGUL = re.compile(r"^[\uac00-\ud7a3]{2,5}$")
_KOREAN_BODY = re.compile("(?:팀|과|국|실|청|부|센터|도시)$")
_HAN = re.compile(r"^[\u3040-\u30ff\u4e00-\u9fff・]{2,8}$")
_KOREAN_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명"
    "기반라왕금옥육인맹제모탁국어은편용남황제사선독동"
)
_ARTICLES = frozenset(("the", "la", "le", "el", "il", "l"))
_STOP_WORDS = frozenset(
    (
        *("the", "of", "and", "for", "with", "to", "in", "is", "are", "we", "our", "by", "on", "not", "or"),
        *("les", "des", "pour", "est", "nous", "dans", "sur", "par", "une", "un", "que", "en", "al", "se"),
        *("para", "por", "con", "una", "es", "no", "sin", "com", "uma", "amb", "per", "een", "met", "voor"),
        *("yang", "dan", "untuk", "kami", "dengan", "und", "für", "ist", "wir"),
        *(
            "die",
            "das",
            "dem",
            "auf",
            "nach",
            "bis",
            "mit",
            "im",
            "aus",
            "bei",
            "ein",
            "eine",
            "einer",
            "be",
            "must",
            "if",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it was cut out: its words, degrees behind it, and how sure."""

    tokens: tuple[str, ...]
    degrees: tuple[str, ...]
    certainty: float


def normalise_person(raw: str, field: Field, context: Context) -> Normal | None:
    """The name in `raw`, given name first where the text shows which is which; None for offices, bodies and sentences.

    Names in other scripts stay as written. Of two people the first is taken, with a finding.
    """
    text = _SIGNED.sub("", visible(raw)).strip()
    if len(text) > MAX_LENGTH or len(text.split()) > MAX_WORDS or _REFUSED.search(text):
        return None
    people = _people(text)
    several = len(people) > 1 and all(_found(part, context.language) for part in people[:2])
    found = _found(people[0] if several else text, context.language)
    if found is None:
        return None
    value = _written(found, context.language)
    again = _found(value, context.language)
    if len(value) > MAX_NAME or again is None or _written(again, context.language) != value:
        return None  # what reads otherwise the second time is no plain name
    return Normal(value, 0.5 if several else found.certainty, _findings(field.key, several=several))


def _written(name: _Name, language: str | None) -> str:
    """The normal form of a name."""
    return ", ".join([" ".join(in_ordinary_capitals(list(name.tokens), language)), *name.degrees])


def _people(text: str) -> list[str]:
    """The parts of a text that may be people of their own; "Ortega y Gasset" is one, "Ana Ruiz y Juan Pérez" two."""
    people = [part for part in _TWO_PEOPLE.split(text) if plain(part)]
    if len(people) == 1:
        parts = _JOINED.split(text)
        people = parts if len(parts) > 1 and all(len(part.split()) > 1 for part in parts) else people
    return people


def _findings(field: str, *, several: bool) -> tuple[Finding, ...]:
    if not several:
        return ()
    message = "Several people seem to be named; the first one was taken."
    return (Finding("several-people", Severity.WARNING, message, field),)


@lru_cache(maxsize=4096)
def _found(text: str, language: str | None) -> _Name | None:
    """The name among the segments of a text; what stands before it must be an office or a civility."""
    parts = segments(text)
    for position, part in enumerate(parts):
        tokens = without_titles(part, language)
        if tokens and not is_office(part) and _is_name(tokens):
            return _with_rest(tokens, parts[position + 1 :], language)
        if tokens and not is_office(part) and not holds_institution(part):
            return None
    return None


def without_titles(segment: str, language: str | None) -> list[str]:
    """The words of a segment without the civilities, degrees and offices before and the office behind the name."""
    tokens = [piece for token in segment.split() for piece in _unfused(token, language) if plain(piece)]
    while tokens:
        length = civility_length(tokens, language) or _office_in_front(tokens)
        if not length and len(tokens) > 1 and tokens[0].lower() in _ARTICLES:
            behind = civility_length(tokens[1:], language) or office_length(tokens[1:])
            length = behind and behind + 1
        if not length:
            break
        tokens = tokens[length:]
    return _without_office_behind(tokens)


def _unfused(token: str, language: str | None) -> list[str]:
    """`Dr.H.Ahmad` as its parts, as long as they are civilities."""
    parts: list[str] = []
    if civility_length([token], language):
        return [token]
    while (stop := token.find(".") + 1) and stop < len(token) and civility_length([token[:stop]], language):
        parts.append(token[:stop])
        token = token[stop:]
    return [*parts, token]


def _office_in_front(tokens: list[str]) -> int:
    """The length of an office before a name; a word that is also a surname counts only before at least two others."""
    length = office_length(tokens)
    if length == 1 and key(tokens[0]) in also_names() and len(tokens) == 2:  # noqa: PLR2004 - "Mayor Oreja"
        return 0 if not tokens[0].isupper() and tokens[0][:1].islower() else length
    return length


def _without_office_behind(tokens: list[str]) -> list[str]:
    """`한소영 시장`, `Ana Ruiz Gómez Alcaldesa`: the office behind a name goes, unless it may be a surname."""
    for at in range(1, len(tokens)):
        rest = tokens[at:]
        if office_length(rest) == len(rest) or civility_length(rest, "ko") == len(rest):
            surname = len(rest) == 1 and key(rest[0]) in also_names() and not _after_capitals(tokens[:at])
            return tokens if surname else tokens[:at]
    return tokens


def _after_capitals(tokens: list[str]) -> bool:
    """Whether the name is complete already: `KANG Gi-jung Mayor`."""
    return is_capitals(tokens[0]) and len(tokens) > 1 and not is_capitals(tokens[-1])


def _with_rest(tokens: list[str], rest: list[str], language: str | None) -> _Name | None:
    """A name together with what the segments behind it say: degrees, a given name after its surname, offices."""
    degrees: list[str] = []
    certainty = _certainty(tokens, language)
    for position, part in enumerate(rest):
        if is_degree(part, behind_full_name=len(tokens) > 1):
            degrees.append(part)
        elif is_office(part) or holds_institution(part):
            break
        elif position == 0 and _is_given_name(part, tokens, language):
            certainty = _turned_certainty(tokens, part)
            tokens = [*without_titles(part, language), *tokens]
        else:
            certainty = min(certainty, 0.85)
    return _Name(tuple(tokens), tuple(degrees), certainty)


def _is_given_name(part: str, surname: list[str], language: str | None) -> bool:
    """Whether the segment behind the first comma is the given name: `MARTÍNEZ LÓPEZ, Ana`."""
    tokens = without_titles(part, language)
    mixed = is_capitals(surname[0]) and not all(is_capitals(each) or each.lower() in PARTICLES for each in surname)
    short = 1 <= len(tokens) <= 3 and len(surname) <= 4  # noqa: PLR2004 - words of a given name, of surnames
    latin = _LATIN.search(part) and _LATIN.search(surname[0])
    return bool(short and latin) and not mixed and _is_name(tokens)


def _turned_certainty(surname: list[str], given: str) -> float:
    """How sure it is that the name was written surname first: capitals tell, else the comma does."""
    told = any(is_capitals(token) for token in surname) and not given.isupper()
    return 0.95 if told else 0.75


def _certainty(tokens: list[str], language: str | None) -> float:
    if len(tokens) == 1:
        return _certainty_alone(tokens[0], language)
    unusual = any(key(token) in also_names() for token in tokens) or len(tokens) > 6  # noqa: PLR2004
    if all(token == token.lower() != token.upper() for token in tokens):
        return 0.65  # small letters throughout: a name typed in haste, or any two words
    return 0.8 if unusual or _ABBREVIATION.match(tokens[0]) else 1.0


def _certainty_alone(token: str, language: str | None) -> float:
    """A single word: a Korean or Chinese full name, a mononym as in Indonesia, or something else altogether."""
    if _HANGUL.match(token):
        return 1.0 if token[0] in _KOREAN_SURNAMES and len(token) == 3 and not _KOREAN_BODY.search(token) else 0.6  # noqa: PLR2004
    if _HAN.match(token):
        return 0.85
    return 0.8 if language == "id" else 0.6


def _is_name(tokens: list[str]) -> bool:
    """Whether words can be a person's name."""
    text = " ".join(tokens)
    if not 1 <= len(tokens) <= MAX_TOKENS or not all(_TOKEN.match(token) for token in tokens):
        return False
    if len(text.replace(".", "")) < 2 or _is_ordinary_speech(tokens):  # noqa: PLR2004 - letters
        return False
    if any(_forbidden(token) or office_length(tokens[at:]) > 1 for at, token in enumerate(tokens)):
        return False
    return not _is_country(text)


def _forbidden(token: str) -> bool:
    """Whether a word, or a part of a compound, stands in no name: an office, a body, what forms ask for."""
    name = key(token)
    if name in also_names():
        return False
    parts = {name, *(key(part) for part in token.split("-"))}
    return bool(office_length([token])) or not parts.isdisjoint(_no_names())


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    lists = (
        ("offices", "institutions"),
        ("forms", "labels"),
        ("forms", "matters"),
        ("yes_no", "yes"),
        ("yes_no", "no"),
    )
    return frozenset(word for name, kind in lists for word in words(name, kind)) - also_names()


def _is_ordinary_speech(tokens: list[str]) -> bool:
    """Small letters where a name has capitals, or words that no name has."""
    latin = [token for token in tokens if _LATIN.match(token)]
    small = [token for token in latin if _is_small(token) and token.lower() not in PARTICLES]
    stop = [token for token in latin if token.lower() in _STOP_WORDS - PARTICLES]
    starts_small = bool(latin) and latin[0].lower() in _STOP_WORDS
    if len(small) == len([token for token in latin if token.lower() not in PARTICLES]):
        return bool(stop) or len(latin) > 4 or len(latin) == 1  # noqa: PLR2004 - a name typed in small letters is short
    too_many = len(small) > 1 or (len(small) == 1 and len(latin) < 3)  # noqa: PLR2004
    return too_many or bool(stop) or starts_small


def _is_small(token: str) -> bool:
    return token[0].islower() and not _ELIDED.match(token)


def _is_country(text: str) -> bool:
    from pipeline.normalise.countries import first_index  # noqa: PLC0415 - loads CLDR

    return plain(text) in first_index().names
