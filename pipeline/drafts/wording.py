"""Labels and values as people read them in their language."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from pipeline.campaign.definition import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign, Field, Wordings
    from pipeline.model import FieldValue

YES_NO = {
    "en": ("yes", "no"),
    "fr": ("oui", "non"),
    "es": ("sí", "no"),
    "id": ("ya", "tidak"),
    "pt": ("sim", "não"),
    "ca": ("sí", "no"),
    "it": ("sì", "no"),
    "de": ("ja", "nein"),
    "nl": ("ja", "nee"),
    "ko": ("예", "아니오"),
    "ar": ("نعم", "لا"),
}
_OFFICIAL = {
    "CD": {
        "en": "Democratic Republic of the Congo",
        "fr": "République démocratique du Congo",
        "id": "Republik Demokratik Kongo",
    },
    "CG": {"en": "Republic of the Congo", "fr": "République du Congo", "es": "República del Congo"},
    "KR": {"en": "Republic of Korea", "fr": "République de Corée", "es": "República de Corea", "id": "Republik Korea"},
    "MM": {"en": "Myanmar", "fr": "Myanmar", "es": "Myanmar", "id": "Myanmar"},
    "PS": {"en": "Palestine", "fr": "Palestine", "es": "Palestina", "id": "Palestina"},
}
"""Countries whose short name in the CLDR (`Congo - Kinshasa`) does not belong on a letter to one of their mayors."""
_LONG = 300  # characters; an answer that is longer is quoted by its beginning
_YEAR, _MONTH = 4, 7  # lengths of "2026" and "2026-03"


def plain(text: str) -> str:
    """One line of printable text: no control or direction-changing characters, blanks as single spaces."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or not _is_control(char))
    return re.sub(" +", " ", "".join(kept)).strip()


def plain_lines(text: str) -> list[str]:
    """The lines of a text, each made `plain`."""
    return [plain(line) for line in text.splitlines()]


def wording(labels: Wordings, language: str, campaign: Campaign) -> str:
    """The nicest wording in that language, else in the campaign's first one, else in any."""
    for each in (language, *campaign.languages, *labels):
        if labels.get(each):
            return plain(labels[each][0])
    return ""


def value_text(field: Field, value: FieldValue, language: str, campaign: Campaign) -> str:
    """A normal form for a reader: country and choice by name, dates and numbers in the language's own style."""
    if isinstance(value, tuple):
        return listed([_choice(field, each, language, campaign) for each in value], language)
    if isinstance(value, bool):
        return YES_NO.get(language, YES_NO["en"])[0 if value else 1]
    if isinstance(value, int | float):
        return str(format_decimal(value, locale=_locale(language)))
    if field.type == FieldType.CHOICE:
        return _choice(field, value, language, campaign)
    if field.type == FieldType.COUNTRY:
        return country_text(value, language)
    return date_text(value, language) if field.type == FieldType.DATE else _shortened(plain(value))


def date_text(value: str | dt.date, language: str) -> str:
    """A date (or ISO 8601 text, perhaps cut to month or year) in the language's long style: 3 de mayo de 2026."""
    if isinstance(value, dt.date):
        return str(format_date(value, format="long", locale=_locale(language)))
    try:
        if len(value) == _YEAR:
            return value
        if len(value) == _MONTH:
            return str(format_skeleton("yMMMM", dt.date.fromisoformat(f"{value}-01"), locale=_locale(language)))
        return date_text(dt.date.fromisoformat(value), language)
    except ValueError:
        return plain(value)


def country_text(code: str, language: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in that language; the code where it has none."""
    if language in _OFFICIAL.get(code, {}):
        return _OFFICIAL[code][language]
    return str(_locale(language).territories.get(code, plain(code)))


def listed(parts: Sequence[str], language: str) -> str:
    """Parts joined as the language does: a, b and c."""
    return str(format_list(list(parts), locale=_locale(language))) if parts else ""


def _locale(language: str) -> Locale:
    """English as the United Nations write it: 3 March 2026, not March 3."""
    return Locale("en", "GB") if language == "en" else Locale.parse(language)


def _choice(field: Field, key: str, language: str, campaign: Campaign) -> str:
    found = next((choice for choice in field.choices if choice.key == key), None)
    return wording(found.labels, language, campaign) if found else plain(key)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1].rsplit(" ", 1)[0].rstrip() + "…"


def _is_control(char: str) -> bool:
    """Control characters, surrogates, non-characters, and the invisible ones that turn the direction of a line."""
    return (
        unicodedata.category(char) in {"Cc", "Cs", "Cn", "Co"}
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
