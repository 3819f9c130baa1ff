"""What staff may say of a member beside its fields and its status: its wave, two days, that it is one with another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Field, FieldType
from pipeline.normalise.base import Context
from pipeline.normalise.values import normalise
from pipeline.review import columns
from pipeline.review.cells import as_typed, canonical
from pipeline.words import LANGUAGES, words_in

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign

_DAY: Final = Field("day", FieldType.DATE, {})
_NUMBER: Final = re.compile(r"[Mm]\s?0*(\d{1,9})\b")
_WHOLE_DAY: Final = len("2024-01-31")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell says: a value, or (`released`) that the program shall work it out again."""

    value: str | None
    released: bool = False


def meant(key: str, cell: object, campaign: Campaign, language: str) -> Meant | None:
    """What staff mean by a cell of one of the columns `SAID`; None where that cannot be understood."""
    if not canonical(cell) or canonical(cell).casefold() in _automatic():
        return Meant(None, released=True)
    return _wave(canonical(cell), campaign, language) if key == columns.WAVE else _day(cell, campaign, language)


def member_meant(cell: object) -> str | None:
    """The member that a cell names ("M0003", "m3", "M0003 Ajuntament de ..."); None where it names none."""
    found = _NUMBER.match(canonical(cell))
    return f"M{int(found[1]):04d}" if found else None


def _wave(text: str, campaign: Campaign, language: str) -> Meant | None:
    """The id of a wave; "" for between waves."""
    for each in (language, *LANGUAGES):
        words = words_in(each)
        if text.casefold() == words("wave.between").casefold():
            return Meant("")
        for wave in campaign.waves:
            if text.casefold() in {wave.id.casefold(), words.wave(wave.id).casefold()}:
                return Meant(wave.id)
    return None


def _day(cell: object, campaign: Campaign, language: str) -> Meant | None:
    normal = normalise(as_typed(cell, _DAY), _DAY, Context(language, None, campaign.date_order))
    whole = normal is not None and isinstance(normal.value, str) and len(normal.value) == _WHOLE_DAY
    return Meant(str(normal.value)) if normal is not None and whole else None


def _automatic() -> set[str]:
    return {words_in(each)("answer.automatic").casefold() for each in LANGUAGES}
