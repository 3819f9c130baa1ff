"""Words with a slip of the pen, mended to words that questions have."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.extraction.wording.concept_words import LANGUAGES, vocabulary
from pipeline.extraction.wording.language import COMMON_WORDS
from pipeline.extraction.wording.word_forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_LONG: Final = 7  # letters; in a shorter word one other letter makes another word ("valle", "calle")
_LONG_UNVOWELLED: Final = 6  # an Arabic word of so many letters is long
_LONG_KOREAN: Final = 6  # letters of syllables that are taken apart
_TURNED_FROM: Final = 5  # letters; from so many on two of them may be changed round
_LONGEST: Final = 24
_ENDINGS: Final = 3  # letters that may follow a stem
_MOST_WORDS: Final = 8  # of a text that is worth mending
_MOST_WAYS: Final = 6

Known = dict[tuple[str, int], dict[str, list[str]]]
"""Words with their languages, by their first letter and length."""


def mended(folded: str) -> tuple[tuple[str, str], ...]:
    """A text with one misspelt word as it was meant, each way with its language; nothing where all words are known.

    Texts with several unknown words are names and answers.
    """
    words = folded.split()
    if len(words) > _MOST_WORDS or (len(words) == 1 and not folded.isascii()):  # where words are short, all are alike
        return ()
    unknown = [word for word in words if not _is_known(word)]
    if len(unknown) != 1:
        return ()
    ways = _meant(unknown[0])
    return tuple(
        (language, " ".join(right if word == unknown[0] else word for word in words)) for language, right in ways
    )


@lru_cache(maxsize=4096)
def _meant(word: str) -> tuple[tuple[str, str], ...]:
    """The words (with their languages) that a word differs from by one letter, or by two that changed places."""
    found: dict[tuple[str, str], None] = {}
    for written in map(_letters, forms(word, "ar") if _ARABIC.match(word) else (word,)):
        if not _TURNED_FROM <= len(written) <= _LONGEST:
            continue
        whole, stems = _known()
        found |= dict.fromkeys(_near(written, whole))
        for cut in range(_ENDINGS + 1):
            begin, ending = written[: len(written) - cut], written[len(written) - cut :]
            found |= dict.fromkeys((language, stem + ending) for language, stem in _near(begin, stems))
    return tuple((language, unicodedata.normalize("NFC", right)) for language, right in found)[:_MOST_WAYS]


def _letters(word: str) -> str:
    """A word as its letters; Korean syllables have two or three."""
    return word if word.isascii() else unicodedata.normalize("NFD", word)


def _least(written: str) -> int:
    """From how many letters on a word of this script is long."""
    if written.isascii():
        return _LONG
    return _LONG_UNVOWELLED if _ARABIC.match(written) else _LONG_KOREAN


def _near(written: str, known: Known) -> Iterator[tuple[str, str]]:
    """The known words that are one slip away; people get the first letter right."""
    for length in range(len(written) - 1, len(written) + 2):
        words = known.get((written[:1], length), {})
        for word, _, _ in process.extract(written, words.keys(), scorer=OSA.distance, score_cutoff=1, limit=None):
            if min(len(written), length) >= _least(written) or (
                length >= _TURNED_FROM and sorted(written) == sorted(word)
            ):
                yield from ((language, word) for language in words[word])


@lru_cache(maxsize=16384)
def _is_known(word: str) -> bool:
    whole, stems = _everything()
    if (
        len(_letters(word)) < _TURNED_FROM
        or word in COMMON_WORDS
        or any(word[:end] in stems for end in range(2, len(word) + 1))
    ):
        return True
    if any(form in whole for language in LANGUAGES for form in forms(word, language)):
        return True
    return any(vocabulary(language).is_compound(word) for language in LANGUAGES)


@cache
def _everything() -> tuple[frozenset[str], frozenset[str]]:
    """All whole words and all stems of all languages."""
    every = [vocabulary(language) for language in LANGUAGES]
    return frozenset().union(*(each.words() for each in every)), frozenset().union(*(each.stems() for each in every))


@cache
def _known() -> tuple[Known, Known]:
    """All whole words of the tables, and all stems."""
    whole: Known = defaultdict(lambda: defaultdict(list))
    stems: Known = defaultdict(lambda: defaultdict(list))
    for language in LANGUAGES:
        for word in vocabulary(language).words():
            written = _letters(word)
            whole[written[0], len(written)][written].append(language)
        for word in vocabulary(language).stems():
            written = _letters(word)
            stems[written[0], len(written)][written].append(language)
    return whole, stems
