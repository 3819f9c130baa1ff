"""What the forms are made of in each language, and which label wordings the campaign file does not know."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from pipeline.campaign.loader import load_campaign

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign, Wordings

LANGUAGES = ("en", "fr", "es", "id", "pt", "ca", "it", "de", "nl", "ko", "ar")
CAMPAIGN = "human-rights-cities-2030"
_FOLDER = Path(__file__).parent / "languages"
_NUMBERING = re.compile(r"^\s*(?:\d+[.)]?)+\s+")
_MANDATE = ("mandate_start", "mandate_end", "mandate_years")


class Kind(BaseModel):
    """One kind of government: how such ones are named and led. Offices stand in pairs, male and female."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    names: tuple[str, ...]
    offices: tuple[str, ...]
    offices_female: tuple[str, ...] = ()


class Words(BaseModel):
    """The words of one language (`languages/*.toml`). `held` are label wordings that no campaign file knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    countries: tuple[str, ...]
    female: tuple[str, ...]
    male: tuple[str, ...]
    surnames: tuple[str, ...]
    two_surnames: bool = False
    surname_first: bool = False
    civility_female: str = ""
    civility_male: str = ""
    degrees: tuple[str, ...] = ()
    degrees_after: tuple[str, ...] = ()
    places: tuple[str, ...]
    subdivisions: tuple[str, ...]
    streets: tuple[str, ...]
    address: str
    code: str
    roles: tuple[str, ...]
    intro: str
    hint: str
    placeholder: str
    network: str
    title: str
    page: str
    inhabitants: str
    years: str
    yes: str
    no: str
    generic: dict[str, str]
    prose: str
    letter: str
    decision: str
    other_network: str
    other_form: tuple[str, ...]
    narrative: tuple[str, ...]
    kinds: dict[str, Kind]
    held: dict[str, tuple[str, ...]]
    held_sections: dict[str, tuple[str, ...]]


@cache
def words(language: str) -> Words:
    """The words of a language, by its ISO 639-1 code."""
    return Words.model_validate(tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8")))


@cache
def campaign() -> Campaign:
    """The built-in campaign, whose labels count as known."""
    return load_campaign(CAMPAIGN)


def fold(wording: str) -> str:
    """A wording without case, accents, punctuation and numbering."""
    bare = unicodedata.normalize("NFKD", _NUMBERING.sub("", wording)).casefold()
    kept = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^\w]+", " ", kept).split())


@cache
def known_labels(key: str, language: str) -> tuple[str, ...]:
    """The wordings that the campaign file knows for a field; `mandate` stands for a whole term of office."""
    if key == "mandate":
        sets = [known_labels(each, language) for each in _MANDATE]
        return tuple(each for each in sets[0] if each in sets[1] and each in sets[2])
    return campaign().field(key).labels.get(language, ())


@cache
def own_labels(key: str, language: str) -> tuple[str, ...]:
    """The known wordings that mean this field alone, so that no heading is needed to understand them."""
    family = {key, *(_MANDATE if key == "mandate" else ())}
    others = [each for each in campaign().fields if each.key not in family]
    taken = {fold(label) for each in others for label in each.labels.get(language, ())}
    return tuple(each for each in known_labels(key, language) if fold(each) not in taken)


@cache
def is_known(label: str, key: str) -> bool:
    """Whether the campaign file knows a wording for the field, in any language and for either half of `A / B`."""
    keys = _MANDATE if key == "mandate" else (key,)
    lexicon = {fold(each) for one in keys for labels in campaign().field(one).labels.values() for each in labels}
    return any(fold(part) in lexicon for part in (label, *label.split(" / ")))


def heading(section: str, language: str, held: tuple[str, ...], at: int) -> str:
    """A heading for a section: the held-back ones first, then those that the campaign file knows."""
    known = next(each.labels.get(language, ()) for each in campaign().sections if each.key == section)
    every = (*held, *known)
    return every[at % len(every)]


def leaks() -> list[str]:
    """Held-back wordings that the campaign file does know, for any field or section; there must be none."""
    every: list[Wordings] = [each.labels for each in campaign().fields]
    every += [each.labels for each in campaign().sections]
    lexicon = {fold(label) for labels in every for known in labels.values() for label in known}
    return [
        f"{language}.{key}: {label}"
        for language in LANGUAGES
        for group in (words(language).held, words(language).held_sections)
        for key, labels in group.items()
        for label in labels
        if fold(label) in lexicon
    ]
