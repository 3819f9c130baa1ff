"""Forms of one word: Arabic articles and endings, Korean and German words that are written together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

STEM: Final = "*"
_ARABIC_FRONT = re.compile(
    "^[\u0648\u0641]?(?:\u0644\u0644|[\u0628\u0643\u0644]?\u0627\u0644|[\u0628\u0643\u0644])?(?=...)"
)
_ARABIC_AND = re.compile("^[\u0648\u0641](?=...)")
_ARABIC_END = re.compile("(?<=...)(?:\u0643\u0645|\u0646\u0627|\u0647\u0627|\u0647\u0645|\u0647|\u064a)$")
_ARABIC_BOUND = re.compile(
    "\u062a(?:\u0643\u0645|\u0646\u0627|\u0647\u0627|\u0647\u0645|\u0643|\u0647)$"
)  # "your" behind a feminine
_TWO_LETTERS: Final = re.compile("(?<=[aou])e")  # "Behoerde", where the typewriter has no "ö"
_SUFFIXES: Final = {"id": re.compile(r"(?<=...)(?:nya|kah)$"), "en": re.compile(r"(?<=...)s$")}
WRITTEN_TOGETHER: Final = {"de", "nl", "ko"}
"""Languages whose words may be several."""

_LINKS: Final = ("", "s", "n", "e", "en", "es", "er", "ns", "in", "innen")
_DERIVED: Final = re.compile("(?:t?isch|lich|ig|ung|heit|keit|schaft|bar|end)(?:e[mnrs]?)?")  # "themat-ische"
_LONGEST: Final = 40  # letters of a word that is worth parting
_PARTICLES: Final = frozenset(
    "\uc744\ub97c\uc740\ub294\uc774\uac00\uc758\uc5d0\ub3c4\ub85c\uc640\uacfc\ub9cc"
)  # behind Korean nouns
_KOREAN_YEAR = re.compile("[0-9]+\ub144(?:\ub3c4)?$")
_LEAST_PART: Final = {"de": 3, "nl": 3, "ko": 1}
_LETTER: Final = 1.0  # what a letter costs that belongs to no known part
_PART: Final = 0.1
_SYLLABLE: Final = 0.5  # one Korean syllable is many words
_MOST_UNKNOWN: Final = 0.45  # of a Korean word; names are not read as words


def is_small(word: str) -> bool:
    """Whether a word is too small to tell anything: a letter, a number of two digits, a year."""
    return (len(word) == 1 and word.isascii()) or word.isdigit() or bool(_KOREAN_YEAR.match(word))


@lru_cache(maxsize=16384)
def forms(word: str, language: str) -> tuple[str, ...]:
    """The word itself first, then what is left of it without its article, preposition or ending."""
    if language == "ar":
        bare = [_ARABIC_AND.sub("", word), _ARABIC_FRONT.sub("", word)]
        bound = [_ARABIC_BOUND.sub("\u0647", each) for each in (word, *bare)]
        return tuple(dict.fromkeys([word, *bare, *bound, *(_ARABIC_END.sub("", each) for each in (word, *bare))]))
    if language == "de":
        return tuple(dict.fromkeys([word, _TWO_LETTERS.sub("", word)]))
    if language in _SUFFIXES:
        return tuple(dict.fromkeys([word, _SUFFIXES[language].sub("", word)]))
    return (word,)


def parted(word: str, language: str, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """The known words that a word is written together of; the word itself where it is none such."""
    if language == "ko" and len(word) == 2:  # noqa: PLR2004 - two syllables
        return tuple(word) if word[1] in _PARTICLES and knows(word[0]) else (word,)
    if language not in WRITTEN_TOGETHER or not 2 < len(word) <= _LONGEST:  # noqa: PLR2004 - two letters or more
        return (word,)
    if language == "ko":
        return _korean(word, knows)
    least = _LEAST_PART[language]
    return _compound(word, least, knows) or _half_known(word, least, knows) or (word,)


def _compound(word: str, least: int, knows: Callable[[str], bool]) -> tuple[str, ...] | None:
    """Germanic compounds, with the letters that link their parts; every letter must be explained."""
    ways: list[tuple[str, ...] | None] = [None] * (len(word) + 1)
    ways[0] = ()
    for end in range(least, len(word) + 1):
        for start in range(end - least, -1, -1):  # longest last, so that it wins
            before = ways[start]
            if before is None:
                continue
            known = _known_part(word[start:end], least, knows)
            best = ways[end]
            if known and (best is None or len(before) + 1 <= len(best)):
                ways[end] = (*before, known)
    return ways[-1]


def _half_known(word: str, least: int, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """A compound that begins or ends with what is known, and what is left: "Projektbudget" is no project."""
    for cut in range(least + 1, len(word) - least):
        if ends := _compound(word[cut:], least + 1, knows):
            return (word[:cut], *ends)
    for cut in range(len(word) - least - 1, least, -1):
        if begins := _known_part(word[:cut], least + 1, knows):
            return (begins,) if _DERIVED.fullmatch(word[cut:]) else (begins, word[cut:])
    return ()


def _known_part(part: str, least: int, knows: Callable[[str], bool]) -> str | None:
    for link in _LINKS:
        bare = part.removesuffix(link) if link else part
        if part.endswith(link) and len(bare) >= least and knows(bare):
            return bare
    return None


def _korean(word: str, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Nouns and particles that stand together without blanks; what no part explains stays as one piece."""
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(word) + 1):
        cost, parts = best[end - 1]
        options = [(cost + _LETTER, (*parts, word[end - 1] + "?"))]
        for start in range(max(0, end - 8), end):
            if knows(word[start:end]):
                cost, parts = best[start]
                options.append((cost + (_SYLLABLE if end - start == 1 else _PART), (*parts, word[start:end])))
        best.append(min(options, key=lambda option: option[0]))
    parts = best[-1][1]
    unknown = sum(part.endswith("?") for part in parts)
    if unknown > _MOST_UNKNOWN * len(word) or unknown == len(word):
        return (word,)
    left = "".join(part[0] for part in parts if part.endswith("?"))
    return (*(part for part in parts if not part.endswith("?")), *([left] if left else []))
