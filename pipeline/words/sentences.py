"""What other rooms said in English (findings, reasons, places), told in another language.

Such texts lie in the ledger, in English, and stay as they are. `said/<language>.toml` has each sentence as a pattern
with named {gaps}, and its translation with the same gaps; tables are named after the codes of findings. A text can be
several sentences, or several parts with "; " between them; what matches no pattern is told in English. Some gaps are
more than they hold:

    {reason}, {what}   told in the language too, where that is possible
    {said}             the same, and the pattern only matches where it is possible
    {at}               a place in a document; {day} a day (ISO 8601); {confidence} a number
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from babel.dates import format_date
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from babel import Locale

_GAP: Final = re.compile(r"\{(\w+)\}")
_ENDS: Final = re.compile(r"(?<=[.!?]) ")
_LONGEST: Final = 6_000  # characters; a longer text is told as it is
_LONGEST_ONE: Final = 1_000  # characters of one sentence
_MOST_PARTS: Final = 24
_TOGETHER: Final = 5  # parts that one pattern may be of
_DEEPEST: Final = 2  # gaps in gaps: names of files are anything
_NUMBER: Final = re.compile(r"\d{1,9}\.\d{1,9}", re.ASCII)
_HOLDS: Final = {"name": "[^;]+?"}  # of a document; ";" stands between several
_INDEXED: Final = 4  # first letters by which patterns are found


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English sentence with gaps, and how it is said in the language."""

    english: str
    pattern: re.Pattern[str]
    translation: str


def tables(language: str) -> Mapping[str, Mapping[str, str]]:
    """Code -> English -> translation; nothing for a language without a file, as for English itself."""
    file = files(__package__ or __name__).joinpath("said", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


class Sentences:
    """All sentences of one language."""

    def __init__(self, found: Iterable[tuple[str, str]], places: Iterable[tuple[str, str]], locale: Locale) -> None:
        self._sentences = _indexed(found)
        self._places = _indexed(places)
        self._locale = locale

    def told(self, text: str) -> str:
        """The text in the language, as far as its sentences are known."""
        return self._known(text, 0)[0]

    def place(self, at: str, depth: int = 0) -> str:
        """A place in a document: "page 2, line 3"."""
        parts = at.split(", ")
        return ", ".join(self._matched(part, self._places, depth) or part for part in parts) if depth < _DEEPEST else at

    def _known(self, text: str, depth: int) -> tuple[str, bool]:
        """The text in the language, and whether all of it is known."""
        if len(text) > _LONGEST or depth > _DEEPEST:
            return text, False
        whole = self._matched(text, self._sentences, depth)
        if whole is not None:
            return whole, True
        for parts, between in ((text.split("; "), "; "), (_ENDS.split(text), " ")):
            if 1 < len(parts) <= (_TOGETHER if depth else _MOST_PARTS):
                told = list(self._pieces(parts, between, depth))
                if any(known for _, known in told):
                    return between.join(each for each, _ in told), all(known for _, known in told)
        place = self.place(text, depth) if depth else text
        return place, place != text

    def _pieces(self, parts: list[str], between: str, depth: int) -> Iterator[tuple[str, bool]]:
        """The parts from left to right, as many at once as are known together."""
        at = 0
        while at < len(parts):
            ends = range(min(len(parts), at + _TOGETHER), at, -1)
            joined = ((end, between.join(parts[at:end])) for end in ends)
            told = ((end, self._matched(each, self._sentences, depth)) for end, each in joined)
            end, text = next(((end, text) for end, text in told if text is not None), (at + 1, None))
            yield (parts[at], False) if text is None else (text, True)
            at = end

    def _matched(self, text: str, among: Mapping[str, tuple[Sentence, ...]], depth: int) -> str | None:
        if len(text) > _LONGEST_ONE:
            return None
        for each in (*among.get(text[:_INDEXED], ()), *among.get("", ())):
            found = each.pattern.fullmatch(text)
            held = found.groupdict() if found else {}
            gaps = {name: self._filled(name, gap, depth + 1) for name, gap in held.items()}
            if found and None not in gaps.values():
                return each.translation.format_map(gaps)
        return None

    def _filled(self, name: str, gap: str, depth: int) -> str | None:
        """What a gap holds, in the language; None where it has to be known and is not."""
        match name:
            case "said" | "reason" | "what":
                told, known = self._known(gap, depth)
                return told if known or name != "said" else None
            case "at":
                return self.place(gap, depth)
            case "day" | "confidence":
                return self._styled(gap)
            case _:
                return gap

    def _styled(self, gap: str) -> str:
        """A day or a number as the language writes it."""
        try:
            return format_date(dt.date.fromisoformat(gap), "long", locale=self._locale)
        except ValueError:
            return format_decimal(gap, "0.00", locale=self._locale) if _NUMBER.fullmatch(gap) else gap


def _indexed(found: Iterable[tuple[str, str]]) -> dict[str, tuple[Sentence, ...]]:
    """By their first letters ("" where a gap is among them), those that say most first."""
    made = [Sentence(english, _pattern(english), translation) for english, translation in found]
    index: dict[str, list[Sentence]] = {}
    for each in sorted(made, key=lambda each: -len(_GAP.sub("", each.english))):
        begin = each.english[:_INDEXED]
        index.setdefault("" if "{" in begin or len(begin) < _INDEXED else begin, []).append(each)
    return {begin: tuple(each) for begin, each in index.items()}


def _pattern(english: str) -> re.Pattern[str]:
    parts = _GAP.split(english)  # text, gap, text, gap, ..., text
    made = (
        f"(?P<{part}>{_HOLDS.get(part, '.+?')})" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
    return re.compile("".join(made), re.DOTALL)
