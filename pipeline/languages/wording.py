"""Labels and values as people read them in their language."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from pipeline.campaign.definition import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign, Field, Wordings
    from pipeline.languages.language import Language
    from pipeline.model import FieldValue

_LONG = 300  # characters; an answer that is longer is quoted by its beginning
_YEAR, _MONTH = 4, 7  # lengths of "2026" and "2026-03"
_MARK = (  # accents and the like, over and under letters
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")  # no letter has more; hundreds run over the lines above

_STUCK: Final = re.compile(r"(?<=\S) (?=[:;!?»])|(?<=«) |(?<=\d) (?=\d{3}\b)")


def plain(text: str) -> str:
    """One line of printable text: no control or direction-changing characters, blanks as single spaces."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or not _is_control(char))
    return re.sub(" +", " ", _MARKS.sub(r"\1", "".join(kept))).strip()


def short(text: str) -> str:
    """The same, cut visibly where it is longer than a name or a line of a letter can be."""
    return _shortened(plain(text))


def unbroken(text: str) -> str:
    """The same with blanks at which no line may end: before French signs, inside guillemets, between thousands."""
    return _STUCK.sub("\u00a0", text)


def typographic(text: str) -> str:
    """Words of ours with the apostrophe that letters are printed with: l’habitatge."""
    return re.sub(r"(?<=[^\W\d_])'(?=[^\W_])", "’", text)


def printed(text: str) -> str:
    """Words of ours as a form prints them: `typographic` and `unbroken`."""
    return unbroken(typographic(text))


def plain_lines(text: str) -> list[str]:
    """The lines of a text, each made `plain`."""
    return [plain(line) for line in text.splitlines()]


def campaign_name(campaign: Campaign, language: Language) -> str:
    """The campaign's name in that language."""
    return wording({code: (name,) for code, name in campaign.name.items()}, language, campaign)


def wording(labels: Wordings, language: Language, campaign: Campaign) -> str:
    """The nicest wording in that language, else in the campaign's first one, else in any."""
    for each in (language.code, *campaign.languages, *labels):
        if labels.get(each):
            return plain(labels[each][0])
    return ""


def value_text(field: Field, value: FieldValue, language: Language, campaign: Campaign) -> str:
    """A normal form for a reader: country and choice by name, dates and numbers in the language's own style."""
    if isinstance(value, tuple):
        return listed([_choice(field, each, language, campaign) for each in value], language)
    if isinstance(value, bool):
        return language.yes if value else language.no
    if isinstance(value, int | float):
        return str(format_decimal(value, locale=language.locale))
    if field.type == FieldType.CHOICE:
        return _choice(field, value, language, campaign)
    if field.type == FieldType.COUNTRY:
        return country_text(value, language)
    return date_text(value, language) if field.type == FieldType.DATE else short(value)


def date_text(value: str | dt.date, language: Language) -> str:
    """A date (or ISO 8601 text, perhaps cut to month or year) in the language's long style: 3 de mayo de 2026."""
    if isinstance(value, dt.date):
        written = str(format_date(value, format="long", locale=language.locale))
        return written.replace("1", language.first_of_month, 1) if _is_first(value, language) else written
    try:
        if len(value) == _YEAR:
            return value
        if len(value) == _MONTH:
            return str(format_skeleton("yMMMM", dt.date.fromisoformat(f"{value}-01"), locale=language.locale))
        return date_text(dt.date.fromisoformat(value), language)
    except ValueError:
        return plain(value)


def _is_first(day: dt.date, language: Language) -> bool:
    """Whether it is a first day that the language does not write as a plain number."""
    return day.day == 1 and bool(language.first_of_month)


def country_text(code: str, language: Language) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in that language; the code where it has none."""
    return language.countries.get(code) or str(language.locale.territories.get(code, plain(code)))


def listed(parts: Sequence[str], language: Language) -> str:
    """Parts joined as the language does: a, b and c."""
    return str(format_list(list(parts), locale=language.locale)) if parts else ""


def _choice(field: Field, key: str, language: Language, campaign: Campaign) -> str:
    found = next((choice for choice in field.choices if choice.key == key), None)
    return wording(found.labels, language, campaign) if found else plain(key)


def _shortened(text: str) -> str:
    if len(text) <= _LONG:
        return text
    end = text.rfind(" ", _LONG // 2, _LONG - 1)
    return text[: end if end > 0 else _LONG - 1].rstrip() + "…"


def _is_control(char: str) -> bool:
    """Control characters, surrogates, non-characters, and the invisible ones that turn the direction of a line."""
    return (
        unicodedata.category(char) in {"Cc", "Cs", "Cn", "Co"}
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
