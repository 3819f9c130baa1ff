"""What a question speaks of: the things it asks for, whom it is about, and the words that no concept explains."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, islice, product
from typing import TYPE_CHECKING, Final

from pipeline.extraction.wording.combined import persons, together
from pipeline.extraction.wording.concept_words import (
    LANGUAGES,
    NOTHING,
    Span,
    aside,
    common_words,
    is_common,
    telling_words,
    vocabulary,
)
from pipeline.extraction.wording.rewording import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SCRIPTS: Final = {"ko": re.compile("[\uac00-\ud7a3]"), "ar": re.compile("[\u0600-\u06ff]")}
_LATIN: Final = tuple(language for language in LANGUAGES if language not in _SCRIPTS)
_MOST_READINGS: Final = 36  # of one text in one language; a label has one or two words with two meanings
_MOST_SPANS: Final = 16
_STEM: Final = 5
_HALF: Final = 0.3  # what a word that is known by its beginning alone speaks against a reading
_STRANGER: Final = 0.4  # what a common word of another language speaks against a reading

_MOST_OF_A_TITLE: Final = 14  # words; more are an answer that begins like the title of a question
_IN_FULL: Final = {
    "publication": frozenset({"consent"}),
    "term_years": frozenset({"term", "duration"}),
    "took_office": frozenset({"term", "start"}),
    "left_office": frozenset({"term", "end"}),
}
_ORGANISATION: Final = frozenset({"government", "applicant"})
_BOTH_WAYS: Final = {"city": ("government", "town")}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way to understand a text. `rest` are stems of its unexplained words."""

    language: str
    what: frozenset[str]
    whose: frozenset[str]
    rest: frozenset[str]


@lru_cache(maxsize=8192)
def meanings(folded: str, language: str = "") -> tuple[Meaning, ...]:
    """All ways to understand a folded text, in one language or in those that explain most of its words."""
    languages = (language,) if language in LANGUAGES else written_in(folded)
    telling, common = telling_words(folded), common_words(folded)
    read = [(each, vocabulary(each).spans(telling)) for each in languages]
    costs = {each: _unexplained(each, spans, common) for each, spans in read}
    least = min(costs.values(), default=0.0)
    best = [(each, spans) for each, spans in read if costs[each] <= least and len(spans) <= _MOST_SPANS]
    found = (meaning for each, spans in best for meaning in _readings(each, spans))
    return tuple(dict.fromkeys(found))


def asks(folded: str, language: str) -> bool:
    """Whether a text has a word that only questions have ("who", "which", "your")."""
    return _has_one(folded, aside("asking", language), language)


def heads(folded: str, language: str) -> bool:
    """Whether a text has a word that headings have ("about", "details", "part")."""
    return _has_one(folded, aside("about", language), language)


def prompts(folded: str, language: str) -> bool:
    """Whether a text calls for an answer in sentences: "why", "how", "describe", or "The role of ..." as a title."""
    return _has_one(folded, aside("prompting", language), language) or _is_title(folded, language)


def _is_title(folded: str, language: str) -> bool:
    """Whether a short text is the title of a longer one ("Importance of ...", "... 역할")."""
    words, titles = folded.split(), aside("titling", language)
    if len(words) > _MOST_OF_A_TITLE:
        return False
    if language == "ko":
        return folded.endswith(tuple(titles))
    begun = list(dropwhile(is_common, words))
    return any(" ".join(begun[:length]) in titles for length in (1, 2))


def _has_one(folded: str, words: frozenset[str], language: str) -> bool:
    if language in _SCRIPTS:  # particles and articles are written together with their words
        return any(word in folded for word in words)
    return not words.isdisjoint(folded.split()) or any(phrase in folded for phrase in _phrases(words))


@lru_cache(maxsize=64)
def _phrases(words: frozenset[str]) -> tuple[str, ...]:
    """Those of several words."""
    return tuple(sorted(word for word in words if " " in word))


def written_in(folded: str) -> tuple[str, ...]:
    """The languages that a folded text may be in, by its script."""
    for language, script in _SCRIPTS.items():
        if script.search(folded):
            return (language,)
    return _LATIN


def _unexplained(language: str, spans: Sequence[Span], common: Sequence[str]) -> float:
    missing = sum(not span.concepts for span in spans) + _HALF * sum(span.half for span in spans)
    return missing + _STRANGER * vocabulary(language).strangers(common)


def _readings(language: str, spans: Sequence[Span]) -> Iterable[Meaning]:
    rest = frozenset(stem(word, _STEM) for span in spans if not span.concepts for word in span.word.split())
    somebody = any(each in persons() - _ORGANISATION for span in spans for each in span.concepts)
    known = [_ways(span.concepts, at_home=somebody) for span in spans if span.concepts]
    for chosen in islice(product(*known), _MOST_READINGS):
        yield Meaning(language, *_what_and_whose(chosen), rest)


@lru_cache(maxsize=8192)
def _what_and_whose(chosen: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The things and the persons that words with these concepts speak of; few concepts go together on forms."""
    concepts = together({each for way in chosen if way != NOTHING for each in _IN_FULL.get(way, {way})})
    return frozenset(concepts - persons()), frozenset(concepts & persons())


@lru_cache(maxsize=4096)
def _ways(concepts: tuple[str, ...], *, at_home: bool) -> tuple[str, ...]:
    """What a word may mean; the "city" that somebody leads or works for is a government, no town of an address."""
    ways = dict.fromkeys(way for each in concepts for way in _BOTH_WAYS.get(each, (each,)))
    return tuple(way for way in ways if way != "town" or not at_home or "city" not in concepts)
