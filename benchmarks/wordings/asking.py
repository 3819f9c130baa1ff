"""One wording asked of the program: which fields it is taken for, and whether that is right."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.label import LEAST
from pipeline.extraction.labels.scopes import Scope, fit

if TYPE_CHECKING:
    from pipeline.extraction.wording.lexicon import Lexicon

HERE: Final = Path(__file__).resolve().parent
OTHER: Final = "other"
SURE: Final = 0.9
_KEPT: Final = 3  # every third wording is kept apart
_AS_GOOD: Final = 0.015  # of two matches that differ by less either may be meant


@dataclass(frozen=True, slots=True)
class Asked:
    """A wording, the field that it asks for (or `OTHER`), and the fields it is taken for, the likeliest first."""

    field: str
    wording: str
    kept: bool
    taken: tuple[str, ...]
    trust: float

    @property
    def right(self) -> bool:
        """Whether it is taken for what it asks for."""
        return self.field in self.taken if self.field != OTHER else not self.taken

    @property
    def as_field(self) -> str:
        """The one field it counts for; "" for none."""
        return self.field if self.field in self.taken else next(iter(self.taken), "")


def languages() -> tuple[str, ...]:
    """The languages that have a list."""
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


def ask_all(language: str, lexicon: Lexicon) -> list[Asked]:
    """Every wording of a language, asked; those that the campaign file has to the letter are left out."""
    lists: dict[str, list[str]] = tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
    return [
        _ask(field, wording, lexicon, kept=number % _KEPT == 0)
        for field, wordings in lists.items()
        for number, wording in enumerate(wordings, start=1)
        if field == OTHER or not any(match.field == field for match in lexicon.exactly(wording))
    ]


def _ask(field: str, wording: str, lexicon: Lexicon, *, kept: bool) -> Asked:
    section = lexicon.fields[field].section if field != OTHER else None
    scope = Scope(section, sure=section is not None)
    trust: dict[str, float] = {}
    for match in lexicon.labels(wording):
        suits = fit(match, scope, lexicon)
        if match.score >= LEAST and suits.score and (field != OTHER or lexicon.fields[match.field].kept):
            trust[match.field] = match.trust * suits.trust
    most = max(trust.values(), default=0.0)
    taken = sorted((key for key in trust if trust[key] >= most - _AS_GOOD), key=lambda key: -trust[key])
    return Asked(field, wording, kept, tuple(taken), most)
