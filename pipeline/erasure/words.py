"""Names, addresses and numbers as they are looked for: whatever their case, accents, order and signs between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import phonenumbers

from pipeline.ledger.erasing import WORD_FOR_GONE
from pipeline.normalise.plain import flat, key, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST: Final = 4
"""So many letters and digits a name must have: shorter ones stand everywhere."""

_SIGNS: Final = r"(?:[\W_]|%[0-9a-f]{2}|=[0-9a-f]{2}){0,8}?"  # also as addresses of pages and mail write them
_BETWEEN: Final = r"(?:[\W_]|%[0-9a-f]{2}|=[0-9a-f]{2}){1,8}?"
_NO_SIGNS: Final = dict.fromkeys(map(ord, " \t\r\n\u00a0!\"#$%&'()*+,-./:;<=>?@[]_|~"))
_NUMBER: Final = re.compile(r"[\s()+.\-/\d]{7,40}")
_LEAST_DIGITS: Final = 7
_MOST_ROTATED: Final = 4  # words; a longer text is no name of a person


def is_long_enough(text: str) -> bool:
    """Whether a text can be looked for; in scripts without small letters two letters are a name."""
    letters = key(text)
    return len(letters) >= (LEAST if letters.isascii() else 2)


@dataclass(frozen=True)
class Words:
    """Texts that are looked for together."""

    texts: tuple[str, ...] = ()

    def names(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        flattened = flat(text) if self.texts else ""
        return any(each.may_stand_in(flattened) for each in self._parts) and bool(self._pattern.search(flattened))

    def redacted(self, text: str) -> str:
        """The text with a mark where one of them stands."""
        if not self.names(text):
            return text
        flattened, origins = _with_origins(text)
        parts, done = [], 0
        for found in self._pattern.finditer(flattened):
            start, end = origins[found.start()], origins[found.end() - 1] + 1
            if start >= done and end > start:
                parts += [text[done:start], WORD_FOR_GONE]
                done = end
        changed = "".join([*parts, text[done:]])
        return WORD_FOR_GONE if self.names(changed) else changed  # letters that only together are one

    def folded(self) -> Iterator[str]:
        """Each as it is hashed."""
        return (plain(text) for text in self.texts)

    @cached_property
    def _parts(self) -> tuple[_Parts, ...]:
        return tuple(map(_parts, self.texts))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for text in self.texts for each in _patterns(text)))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What must be somewhere in a text for a name to be there: much quicker to see than the name itself."""

    words: tuple[str, ...] = ()
    digits: str = ""

    def may_stand_in(self, flattened: str) -> bool:
        if self.digits:
            return self.digits in flattened.translate(_NO_SIGNS)
        return all(word in flattened for word in self.words)


def _parts(text: str) -> _Parts:
    if _is_number(text):
        return _Parts(digits=_own_digits(text))
    return _Parts(tuple(plain(text).split()))


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and sum(map(str.isdigit, text)) >= _LEAST_DIGITS


def _own_digits(text: str) -> str:
    """Of a number in its country: without the code of that."""
    try:
        return str(phonenumbers.parse(text).national_number)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", text)


def _patterns(text: str) -> Iterator[str]:
    if _is_number(text):
        yield _number(text)
        return
    words = plain(text).split()
    turns = range(len(words)) if len(words) <= _MOST_ROTATED and "@" not in text else range(1)
    for turn in turns:
        yield _in_order(words[turn:] + words[:turn])


def _in_order(words: list[str]) -> str:
    """Whole words, where the script has any."""
    inner = _BETWEEN.join(map(re.escape, words))
    spaced = all(word.isascii() or word.upper() != word for word in words)
    return rf"(?<![^\W_]){inner}(?![^\W_])" if spaced else inner


def _number(text: str) -> str:
    """Digits with any signs between them, with or without the code of the country."""
    return rf"(?:(?:\+|00)\s?\d{{1,3}}{_SIGNS}(?:\(?0\)?{_SIGNS})?)?{_SIGNS.join(_own_digits(text))}(?!\d)"


def _with_origins(text: str) -> tuple[str, list[int]]:
    """The flat text, and for each of its characters the place that it comes from."""
    parts, origins = [], []
    for place, letter in enumerate(text):
        each = flat(letter)
        parts.append(each)
        origins += [place] * len(each)
    return "".join(parts), origins
