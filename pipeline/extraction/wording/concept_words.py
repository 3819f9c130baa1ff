"""The words of questions, language by language, and what each of them speaks of (`data/what.toml`, `data/whose.toml`).

No wording of any campaign stands there, only words and short phrases as forms of all kinds have them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.extraction.data import table
from pipeline.extraction.wording.language import COMMON_BY_LANGUAGE
from pipeline.extraction.wording.word_forms import STEM, WRITTEN_TOGETHER, forms, is_small, parted
from pipeline.normalise.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


EVERYWHERE: Final = "all"
LANGUAGES: Final = ("en", "fr", "es", "id", "pt", "ca", "it", "de", "nl", "ko", "ar")
NOTHING: Final = ""
"""The concept of words that say nothing."""

_LEAST_STEM: Final = 2
_TOGETHER: Final = re.compile(r"\b(p[oe]r(?= que\b)|des(?= de\b)) ")  # common words that say a lot together
_MOST_SEEN: Final = 20_000
_MOST_ENDING: Final = 3  # letters behind a stem; more are another word written together with it
_ELIDED: Final = frozenset({"d", "qu"})  # what an apostrophe leaves of "de" and "que"
_OWN: Final = {language: frozenset(map(plain, own)) for language, own in COMMON_BY_LANGUAGE.items()}
_COMMON: Final = frozenset(word for own in _OWN.values() for word in own) - {"kota", "ens"}  # "city" and "body"


class Span(NamedTuple):
    """One word or phrase of a question: the concepts that it may mean, none for a word that is not known."""

    word: str
    concepts: tuple[str, ...]
    half: bool = False  # known by its beginning alone


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of one of the `LANGUAGES`."""
    found = Vocabulary(language)
    for name in ("what", "whose"):
        for concept, lines in table(name).items():
            for phrase in _phrases(lines, language):
                found.add(phrase, concept)
    for phrase in _phrases(table("aside")["empty"], language):
        found.add(phrase, NOTHING)
    return found


@cache
def aside(kind: str, language: str) -> frozenset[str]:
    """The single words of one kind (`about`, `asking`), plain."""
    return frozenset(plain(word) for word in _phrases(table("aside")[kind], language))


def telling_words(folded: str) -> list[str]:
    """The words of a folded text without the commonest ones of all languages."""
    return [word for word in _TOGETHER.sub(r"\1", folded).split() if word not in _COMMON and word not in _ELIDED]


def common_words(folded: str) -> list[str]:
    """The words of a folded text that are among the commonest of any language."""
    return [word for word in folded.split() if word in _COMMON]


def is_common(word: str) -> bool:
    """Whether a word is one of the commonest of any language."""
    return word in _COMMON


def _phrases(lines: dict[str, str], language: str) -> Iterator[str]:
    for heading in (EVERYWHERE, language):
        yield from (phrase.strip() for phrase in lines.get(heading, "").split(",") if phrase.strip())


_Begun = tuple[int, tuple[str, ...], str]
"""A phrase that a word begins: how many of its letters it has, its other words, its concept."""


@dataclass(slots=True)
class Vocabulary:
    """Words and phrases of one language. A phrase is found by its first word, whole or as a stem."""

    language: str
    _whole: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=lambda: defaultdict(list))
    _stems: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=lambda: defaultdict(list))
    _lone_words: set[str] = field(default_factory=set)  # those that are phrases of one word
    _lone_stems: set[str] = field(default_factory=set)
    _seen: dict[str, tuple[str, ...]] = field(default_factory=dict)  # words as their parts, once they are parted
    _begins: dict[str, tuple[tuple[int, tuple[_Begun, ...]], ...]] = field(default_factory=dict)
    _alone: dict[str, Span | None] = field(default_factory=dict)  # what words mean that begin no longer phrase
    _inner: dict[str, None] = field(default_factory=dict)  # words of phrases, stems with their star

    def add(self, phrase: str, concept: str) -> None:
        """Take in one phrase as it is written in the tables."""
        words = [plain(word) + (STEM if word.endswith(STEM) else "") for word in phrase.split()]
        words = [part for word in words for part in _parts(word)]
        telling = tuple(word for word in words if word.rstrip(STEM) not in _COMMON)
        if telling:
            index = self._stems if telling[0].endswith(STEM) else self._whole
            index[telling[0].rstrip(STEM)].append((telling[1:], concept))
            if len(telling) == 1:
                lone = self._lone_stems if telling[0].endswith(STEM) else self._lone_words
                lone.add(telling[0].rstrip(STEM))
            self._inner.update(dict.fromkeys(telling))

    def spans(self, words: Sequence[str]) -> list[Span]:
        """The telling words of a text as words and phrases, the longest that are known."""
        if self.language in WRITTEN_TOGETHER:
            words = [part for word in words for part in self._parts(word)]
        spans, at = list[Span](), 0
        while at < len(words):
            first = words[at]
            if first in self._alone:
                span, length = self._alone[first], 1
            else:
                span, length = self._span(words, at)
            if span is not None:
                spans.append(span)
            at += length
        return spans

    def _span(self, words: Sequence[str], at: int) -> tuple[Span | None, int]:
        """What stands at a place, if it tells anything, and how many words it has.

        It is remembered of a word that begins no phrase of several: then it does not matter what follows it.
        """
        length, concepts, half = self._longest(words, at)
        word = " ".join(words[at : at + length])
        span = Span(word, concepts, half) if concepts or not is_small(word) else None
        if not any(rest for _, phrases in self._forms_that_begin(words[at]) for _, rest, _ in phrases):
            if len(self._alone) >= _MOST_SEEN:
                self._alone.clear()
            self._alone[word] = span
        return span, length

    def strangers(self, common: Iterable[str]) -> int:
        """How many of the common words of a text are of other languages than this one."""
        own = _OWN.get(self.language, frozenset())
        return sum(word not in own for word in common)

    def knows(self, word: str) -> bool:
        """Whether a word stands in the tables by itself, whole or as a stem with its ending."""
        for form in forms(word, self.language):
            if form in self._lone_words:
                return True
            shortest = max(len(form) - _MOST_ENDING, _LEAST_STEM)
            if any(form[:end] in self._lone_stems for end in range(shortest, len(form) + 1)):
                return True
        return False

    def words(self) -> frozenset[str]:
        """All whole words, those inside phrases among them."""
        return frozenset(word for word in self._inner if not word.endswith(STEM))

    def stems(self) -> frozenset[str]:
        """All beginnings of words."""
        return frozenset(word.rstrip(STEM) for word in self._inner if word.endswith(STEM))

    def is_compound(self, word: str) -> bool:
        """Whether a word is written together of known ones."""
        parts = self._parts(word)
        return len(parts) > 1 and all(self.knows(part) for part in parts)

    def _parts(self, word: str) -> tuple[str, ...]:
        if word not in self._seen:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            self._seen[word] = self._split(word)
        return self._seen[word]

    def _split(self, word: str) -> tuple[str, ...]:
        begins = any(form in self._whole for form in forms(word, self.language))
        return (word,) if begins or self.knows(word) else parted(word, self.language, self.knows)

    def _forms_that_begin(self, word: str) -> tuple[tuple[int, tuple[_Begun, ...]], ...]:
        """The forms of a word that begin phrases (how long they are, and which phrases), remembered."""
        if word not in self._begins:
            if len(self._begins) >= _MOST_SEEN:
                self._begins.clear()
            found = ((len(form), tuple(self._begun(form))) for form in forms(word, self.language))
            self._begins[word] = tuple((letters, phrases) for letters, phrases in found if phrases)
        return self._begins[word]

    def _begun(self, form: str) -> Iterator[_Begun]:
        for length in range(_LEAST_STEM, len(form) + 1):
            yield from ((length, *known) for known in self._stems.get(form[:length], ()))
        yield from ((len(form), *known) for known in self._whole.get(form, ()))

    def _longest(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...], bool]:
        """How many words the longest known phrase from here on has, what it may mean, and whether it is half known.

        A stem that explains half a word counts less: "Kommunalwahl" is an election, though "kommunal" begins it.
        """
        best, concepts = (1, False), list[str]()
        for written, phrases in self._forms_that_begin(words[at]):
            for letters, rest, concept in phrases:
                length = (1 + len(rest), written - letters <= _MOST_ENDING)
                if length < best or not self._goes_on(rest, words, at + 1):
                    continue
                if length > best:
                    best, concepts = length, []
                concepts.append(concept)
            if concepts:
                break
        return best[0], tuple(dict.fromkeys(concepts)), bool(concepts) and best[0] == 1 and not best[1]

    def _goes_on(self, rest: tuple[str, ...], words: Sequence[str], at: int) -> bool:
        if at + len(rest) > len(words):
            return False
        return all(
            any(_is(pattern, form) for form in forms(word, self.language))
            for pattern, word in zip(rest, words[at:], strict=False)
        )


def _is(pattern: str, form: str) -> bool:
    return form.startswith(pattern[:-1]) if pattern.endswith(STEM) else form == pattern


def _parts(word: str) -> list[str]:
    """The words that a written word becomes when it is plain ("j'autorise": "j autorise")."""
    parts = word.split()
    return parts[1:] if len(parts) > 1 and len(parts[0]) == 1 else parts
