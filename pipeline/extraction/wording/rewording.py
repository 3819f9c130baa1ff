"""Wordings that say the same in other words: translators re-word long questions and turn short ones round."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.extraction.wording.language import COMMON_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG: Final = 6  # words that say something; from so many on a wording is a question
_SHARE: Final = 0.65  # of a question's words that stand in the re-worded one
_SHARE_BACK: Final = 0.5  # of the re-worded one's words that stand in the question
_TURNED: Final = 0.9  # what a short wording is worth whose words stand in another order
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_FRONT = re.compile("^[\u0648\u0641]?[\u0628\u0644\u0643]?(?:\u0627\u0644)?(?=...)")


class Rewordings:
    """The wordings of a campaign by the words in them that say something, whatever their endings and order."""

    def __init__(self, wordings: Iterable[str], titles: Iterable[str]) -> None:
        self._titles = tuple(title for title in titles if title)
        self._short: dict[frozenset[str], list[str]] = defaultdict(list)
        self._long: list[tuple[frozenset[str], str]] = []
        self._with_stem: dict[str, list[int]] = defaultdict(list)  # the long ones (of `_long`) by their words
        for wording in wordings:
            words = _telling(wording)
            if len(words) >= _LONG:
                stems = _stems(words, 4)
                for each in stems:
                    self._with_stem[each].append(len(self._long))
                self._long.append((stems, wording))
            elif len(words) > 1:
                self._short[_stems(words, 5)].append(wording)

    def alike(self, folded: str) -> list[tuple[str, float]]:
        """The wordings that a folded text may re-word, each with how surely (0..1)."""
        words = _telling(folded)
        if any(title in folded for title in self._titles):  # a form's title has the words of its questions
            return []
        if len(words) < _LONG:
            turned = self._short.get(_stems(words, 5), []) if len(words) > 1 else []
            return [(wording, _TURNED) for wording in turned]
        stems = _stems(words, 4)
        found = []
        shared = Counter(number for each in stems for number in self._with_stem.get(each, ()))
        for number, common in sorted(shared.items()):
            other, wording = self._long[number]
            if common >= _SHARE * len(other) and common >= _SHARE_BACK * len(stems):
                found.append((wording, 0.76 + 0.17 * common / len(other | stems)))
        return sorted(found, key=lambda hit: -hit[1])[:6]


def _telling(folded: str) -> list[str]:
    """The words of a text that say something: no articles, prepositions and the like."""
    return [word for word in folded.split() if word not in COMMON_WORDS and (len(word) > 1 or not word.isascii())]


def _stems(words: list[str], length: int) -> frozenset[str]:
    return frozenset(stem(word, length) for word in words)


def stem(word: str, length: int) -> str:
    """The beginning of a word: endings differ; in Korean particles follow, in Arabic articles go before."""
    if word.isascii():
        return word[:length]
    if _HANGUL.match(word):
        return word[:2]
    if _ARABIC.match(word):
        return _ARABIC_FRONT.sub("", word)[:4]
    return word[:length]
