"""The catalogue of one language: texts by key, plurals, numbers and dates."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from pipeline.words.sentences import Sentences, tables

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from pipeline.model import Severity
    from pipeline.records import DraftKind, DraftState, Outcome, Status

_HERE: Final = files(__package__ or __name__)
_ENGLISH: Final = "en"
_OTHER: Final = re.compile(r"@\{([\w.]+)\}")
_BEFORE: Final = re.compile(r" (?=[:;!?»])|(?<=«) ")  # French puts blanks here, at which no line may end

LANGUAGES: Final = tuple(sorted(each.name[: -len(".toml")] for each in _HERE.iterdir() if each.name.endswith(".toml")))
"""The languages there are words in."""


@dataclass(frozen=True)
class Words:
    """The words of one language. Asking for a key that is not there is a mistake of the program."""

    language: str
    locale: Locale
    texts: Mapping[str, str]
    sentences: Sentences

    def __call__(self, key: str, /, **gaps: str | int) -> str:
        """The text of a key, its gaps filled in."""
        text = self.texts[key]
        return text.format_map({name: self._filled(each) for name, each in gaps.items()}) if gaps else text

    def many(self, key: str, number: int, /, **gaps: str | int) -> str:
        """The text of a key that has one form for each kind of number; `{number}` is the number."""
        form = f"{key}.{self.locale.plural_form(number)}"
        return self(form if form in self.texts else f"{key}.other", number=number, **gaps)

    def _filled(self, gap: str | int) -> str:
        return self.number(gap) if isinstance(gap, int) else gap

    def status(self, status: Status) -> str:
        """Where an applicant stands."""
        return self.texts[f"status.{status.value}"]

    def status_meaning(self, status: Status) -> str:
        """What that means."""
        return self.texts[f"status_meaning.{status.value}"]

    def outcome(self, outcome: Outcome | None) -> str:
        """What became of a message."""
        return self.texts[f"outcome.{outcome.value if outcome else 'none'}"]

    def severity(self, severity: Severity) -> str:
        """How urgent something is."""
        return self.texts[f"severity.{severity.value}"]

    def draft(self, kind: DraftKind | None, state: DraftState | None) -> str:
        """What a reply does and what became of it: "Welcome (sent on)"; "" where there is none."""
        if kind is None:
            return ""
        more = self.texts[f"draft_state.{state.name.casefold() if state else 'none'}"]
        return f"{self.texts[f'draft.{kind.value}']} ({more})" if more else self.texts[f"draft.{kind.value}"]

    def yes_no(self, answer: bool) -> str:  # noqa: FBT001 - the answer itself
        """Yes or no."""
        return self("answer.yes") if answer else self("answer.no")

    def region(self, name: str | None) -> str | None:
        """A region of the world; one that has no name in the language keeps its own."""
        return self.texts.get(f"region.{name}", name)

    def wave(self, wave: str) -> str:
        """A call for members; the ids of waves are often mere numbers."""
        return self("wave.numbered", wave=wave) if wave.isdigit() else wave

    def said(self, text: str) -> str:
        """What another room says in English (a finding, a reason), in the language where that is known."""
        return _said(self.language, text)

    def place(self, at: str) -> str:
        """A place in a document, such as "page 2, line 3"."""
        return self.sentences.place(at)

    def number(self, number: float) -> str:
        """A number with its thousands apart."""
        return format_decimal(number, locale=self.locale)

    def percent(self, hundredths: int) -> str:
        """Whole percent."""
        return format_percent(hundredths / 100, "#,##0 %", locale=self.locale)

    def day(self, day: dt.date) -> str:
        """A day with its month in letters."""
        return format_date(day, "long", locale=self.locale)

    def month(self, day: dt.date) -> str:
        """A month, short, with its year."""
        return format_date(day, "MMM y", locale=self.locale)

    def moment(self, moment: dt.datetime) -> str:
        """A day and the time, with the time zone as it is given."""
        time = format_datetime(moment, "HH:mm", locale=self.locale)
        return f"{self.day(moment)}, {time} {moment.tzname() or ''}".strip()


@lru_cache(maxsize=16)
def words_in(language: str) -> Words:
    """The words of a language; what a file lacks is said in English."""
    table = _table(language) if language in LANGUAGES else {}
    texts = dict(_flat(_table(_ENGLISH))) | dict(_flat(table))
    locale = Locale.parse(texts.pop("locale"))
    spaced = {key: _BEFORE.sub("\u00a0", _whole(text, texts)) for key, text in texts.items()}
    return Words(language, locale, spaced, _sentences(language, locale))


@lru_cache(maxsize=16)
def edition(language: str) -> str:
    """A hash of all words of a language: what was written in others is written again."""
    texts = repr((words_in(language).texts, tables(language)))
    return hashlib.sha256(texts.encode()).hexdigest()


def _sentences(language: str, locale: Locale) -> Sentences:
    known = [
        (code, english, _BEFORE.sub("\u00a0", translation))
        for code, table in tables(language).items()
        for english, translation in table.items()
    ]
    sentences, places = (
        [(english, translation) for code, english, translation in known if (code == "place") is where]
        for where in (False, True)
    )
    return Sentences(sentences, places, locale)


@lru_cache(maxsize=8192)
def _said(language: str, text: str) -> str:
    return words_in(language).sentences.told(text)


def _table(language: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{language}.toml").read_text(encoding="utf-8"))


def _flat(table: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its whole key."""
    for key, each in table.items():
        if isinstance(each, dict):
            yield from _flat(each, f"{under}{key}.")
        else:
            yield f"{under}{key}", str(each)


def _whole(text: str, texts: Mapping[str, str]) -> str:
    return _OTHER.sub(lambda found: texts[found[1]], text)
