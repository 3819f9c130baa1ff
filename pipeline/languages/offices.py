"""Which office a title names, whatever its language, and how a language addresses whoever holds it.

Each language says in its `offices.toml` how it calls an office, and by which titles it knows it:

    [offices.mayor]
    female = "alcaldesa"
    male = "alcalde"
    neutral = ""                       # what suits everybody; left out where there is no such word
    known = ["alcalde presidente"]     # further titles that mean it; they say nothing about gender
    feminine = ["alcaldesa presidenta"]  # further titles that only women bear

`titles.toml` beside the folders knows titles of languages in which no letters are written.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE: Final = "offices.toml"
TITLES: Final = "titles.toml"
_LONGEST: Final = 300  # characters of a title that are looked at
_CIVILITIES: Final = 4  # words before an office that are passed over


@dataclass(frozen=True, slots=True)
class Holder:
    """How somebody is addressed. Both are "" where they are not surely known."""

    office: str  # in the language of the letter, in the form for that gender
    gender: str  # "female", "male", "other"


class _Office(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    female: str = ""
    male: str = ""
    neutral: str = ""
    known: tuple[str, ...] = ()
    feminine: tuple[str, ...] = ()
    like: str = ""  # the office whose words serve where a language has none for this one


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    before: tuple[str, ...] = ()  # civilities and articles that may stand before an office
    after: tuple[str, ...] = ()  # words with which a title may go on ("of"); empty: with any
    at_end: bool = False  # the office is the end of the title: 수원시장
    offices: dict[str, _Office]


@dataclass(frozen=True, slots=True)
class _Found:
    office: str
    feminine: bool
    length: int


@dataclass(frozen=True, slots=True)
class _Table:
    """A file made ready for looking titles up."""

    offices: Mapping[str, _Office]
    titles: Mapping[str, _Found]  # by their folded words
    before: frozenset[str]
    after: frozenset[str]
    at_end: bool


def holder(title: str, gender: str, language: str, templates: Templates = BUILT_IN) -> Holder:
    """Who bears that title, for a letter in that language.

    Args:
        title: as declared, in any language.
        gender: as declared; a title that only women bear declares it as well. Where both contradict, neither counts.
        language: of the letter.
        templates: where the folders of the languages lie.

    Raises:
        DefinitionError: an `offices.toml` has mistakes.
    """
    found = _find(title, language, templates)
    feminine = found is not None and found.feminine
    sure = "" if feminine and gender not in {"", "female"} else "female" if feminine else gender
    words = _words(found.office, language, templates) if found else _Office()
    office = {"female": words.female, "male": words.male}.get(sure, words.neutral)
    return Holder(office or words.neutral, sure)


def _find(title: str, language: str, templates: Templates) -> _Found | None:
    """The longest known title with which it begins; of the same length, that of the letter's language."""
    files = sorted(_files(templates), key=lambda each: each[0] != language)
    found = [match for _, said in files if (match := _in_file(title, said))]
    return max(found, key=lambda match: match.length, default=None)


def _in_file(title: str, said: _Table) -> _Found | None:
    words = _folded(title)
    matches = (_ending(words, said) if said.at_end else _beginning(words, said)) if words else ()
    return max(matches, key=lambda match: match.length, default=None)


def _beginning(words: tuple[str, ...], said: _Table) -> Iterator[_Found]:
    for start in range(_CIVILITIES + 1):
        rest = words[start:]
        for end in range(1, len(rest) + 1):
            match = said.titles.get(" ".join(rest[:end]))
            if match and (not said.after or end == len(rest) or rest[end] in said.after):
                yield match
        if not rest or rest[0] not in said.before:
            return


def _ending(words: tuple[str, ...], said: _Table) -> Iterator[_Found]:
    last = words[-1]
    return (match for known, match in said.titles.items() if last.endswith(known))


def _titles(offices: Mapping[str, _Office]) -> dict[str, _Found]:
    """Folded title -> what it means."""
    found: dict[str, _Found] = {}
    for key, office in offices.items():
        alike = {" ".join(_folded(word)) for word in (office.male, office.neutral, *office.known) if word}
        women = {" ".join(_folded(word)) for word in (office.female, *office.feminine) if word} - alike
        found |= {title: _Found(key, title in women, len(title)) for title in alike | women}
    return found


def _words(office: str, language: str, templates: Templates) -> _Office:
    """How a language calls an office, else what is like it; empty where it has no word."""
    files = list(_files(templates))
    own = next((said.offices for code, said in files if code == language), {})
    for _ in files:  # no longer chain is sensible, and a circle ends
        words = own.get(office)
        if words and (words.female or words.male or words.neutral):
            return words
        office = next((said.offices[office].like for _, said in files if _like(said, office)), "")
    return _Office()


def _like(said: _Table, office: str) -> str:
    return said.offices[office].like if office in said.offices else ""


def _files(templates: Templates) -> Iterator[tuple[str, _Table]]:
    """The tables of all languages: titles are known also in those whose letters are not finished."""
    roots = [root for root in (templates.own, templates.built_in) if root and root.is_dir()]
    for language in sorted({entry.parent.name for root in roots for entry in root.glob(f"*/{FILE}")}):
        yield language, _read(file := templates.find(language, FILE), file.stat().st_mtime_ns)
    others = templates.built_in / TITLES
    if others.is_file():
        yield "", _read(others, others.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int) -> _Table:
    try:
        said = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except ValidationError as error:
        problems = [f"{'.'.join(str(step) for step in each['loc'])}: {each['msg']}" for each in error.errors()]
        raise DefinitionError(str(file), problems) from error
    except (OSError, ValueError, RecursionError) as error:
        raise DefinitionError(str(file), [str(error)]) from error
    before, after = _each_folded(said.before), _each_folded(said.after)
    return _Table(said.offices, _titles(said.offices), before, after, said.at_end)


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[str, ...]:
    """Words without capitals, accents and marks."""
    apart = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    kept = "".join(char for char in apart if unicodedata.category(char) != "Mn")
    return tuple(re.findall(r"\w+", unicodedata.normalize("NFC", kept)))


def _each_folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for each in words for word in _folded(each))
