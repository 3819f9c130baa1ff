"""A value as a cell shows it, and a cell as staff left it read back. Both ways stand here, so that they agree."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale

from pipeline.campaign.definition import FieldType
from pipeline.review.plain import fitting, squeezed
from pipeline.words import words_in

if TYPE_CHECKING:
    from pipeline.campaign.definition import Choice, Field, Wordings
    from pipeline.model import FieldValue

Shown = str | int | float | dt.date | None
"""What is put into a cell: text, a number, a day, or nothing."""

SEPARATOR: Final = "; "  # between several choices

_FIRST_DAY: Final = dt.date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
_NO_COUNTRIES: Final = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # groups, pseudo-locales, "unknown"
_EPOCH: Final = dt.date(1899, 12, 30)
_YEARS: Final = range(1900, 2101)
_MOST_KNOWN: Final = 500  # a campaign has a dozen fields with choices
_KNOWN: Final[dict[tuple[int, str], tuple[Field, dict[str, str]]]] = {}
_LENGTH_OF_DAY: Final = len("2024-01-31")


def worded(wordings: Wordings, language: str, default: str) -> str:
    """The first wording in the language, else in English, else in any, else `default`."""
    for each in (language, "en", *wordings):
        if wordings.get(each):
            return wordings[each][0]
    return default


def choice_label(choice: Choice, field: Field, language: str) -> str:
    """How a choice is shown: its wording, with its key behind it where two choices are worded alike."""
    return _labels(field, language)[choice.key]


def _labels(field: Field, language: str) -> dict[str, str]:
    """Key -> label of all choices of a field; kept, since thousands of cells ask for them."""
    known = _KNOWN.get((id(field), language))
    if known is None or known[0] is not field:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[id(field), language] = (field, _made_labels(field, language))
    return known[1]


def _made_labels(field: Field, language: str) -> dict[str, str]:
    labels = {each.key: _listable(worded(each.labels, language, each.key)) for each in field.choices}
    often = Counter(labels.values())
    return {key: label if often[label] == 1 else f"{label} ({key})" for key, label in labels.items()}


def _listable(label: str) -> str:
    """A wording without the character that stands between several choices."""
    return fitting(label.replace(";", ",")).strip()


@lru_cache(maxsize=8)
def country_names(language: str) -> dict[str, str]:
    """ISO 3166-1 alpha-2 -> the country's name in the language (CLDR)."""
    names = Locale.parse(language).territories
    return {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES  # noqa: PLR2004 - alpha-2
    }


def show(value: FieldValue | None, field: Field, language: str) -> Shown:
    """The value as its cell holds it. A value that is no normal form (staff typed it so) is shown as it is."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return words_in(language).yes_no(value)
    if isinstance(value, tuple):
        return fitting(SEPARATOR.join(_choice(key, field, language) for key in value)) or None
    return _show_text(value, field, language) if isinstance(value, str) else value


def _show_text(value: str, field: Field, language: str) -> str | dt.date:
    match field.type:
        case FieldType.COUNTRY:
            return country_names(language).get(value, _fitting(value, language))
        case FieldType.CHOICE:
            return _choice(value, field, language)
        case FieldType.DATE:
            return _day(value) or _fitting(value, language)
        case _:
            return _fitting(value, language)


def _fitting(value: str, language: str) -> str:
    return fitting(value, _cut_note(language))


def _cut_note(language: str) -> str:
    return f"\n{words_in(language)('common.cut')}"


def _choice(key: str, field: Field, language: str) -> str:
    label = _labels(field, language).get(key)
    return label if label is not None else fitting(key)


def _day(value: str) -> dt.date | None:
    """A whole ISO day that a spreadsheet can hold as a date."""
    try:
        day = dt.date.fromisoformat(value) if len(value) == _LENGTH_OF_DAY else None
    except ValueError:
        return None
    return day if day and day >= _FIRST_DAY else None


def canonical(cell: object) -> str:
    """What must be equal for two cells to count as the same, whatever program saved them; "" for an empty one."""
    match cell:
        case None:
            return ""
        case bool():
            return "Yes" if cell else "No"  # any normaliser knows these
        case int() | float():
            return f"{cell:.15g}"
        case dt.datetime():
            return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
        case dt.date():
            return cell.isoformat()
        case _:
            return squeezed(str(cell))


def as_typed(cell: object, field: Field) -> str:
    """What staff typed into a cell of the field, as text for its normaliser."""
    if isinstance(cell, dt.datetime | dt.date) and field.type is FieldType.DATE:
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        serial = (day - _EPOCH).days  # a year alone, typed into a cell that shows dates, turns into a day of 1905
        return str(serial) if serial in _YEARS else day.isoformat()
    return canonical(cell)


def known_value(text: str, field: Field, language: str) -> FieldValue | None:
    """The value that `show` shows as this text; None where it shows no value so (or the text means itself)."""
    if field.type is FieldType.YES_NO:
        return {words_in(language).yes_no(each).casefold(): each for each in (True, False)}.get(text.casefold())
    if field.type is FieldType.COUNTRY:
        return next((code for code, name in country_names(language).items() if canonical(name) == text), None)
    labels = {each.key.casefold(): each.key for each in field.choices}
    labels |= {canonical(choice_label(each, field, language)).casefold(): each.key for each in field.choices}
    if field.type is FieldType.CHOICE:
        return labels.get(text.casefold())
    if field.type is FieldType.CHOICES:
        found = {labels.get(part.strip().casefold()) for part in text.replace("\n", ";").split(";") if part.strip()}
        return None if None in found or not found else tuple(each.key for each in field.choices if each.key in found)
    return None


def with_tail(cell: object, was: FieldValue | None, language: str) -> object:
    """The cell with what had been cut off put back, so that mending the shown part does not lose the rest."""
    note = _cut_note(language).strip()
    if not (isinstance(cell, str) and isinstance(was, str) and cell.rstrip().endswith(note)):
        return cell
    kept = len(_fitting(was, language)) - len(_cut_note(language))
    return cell.rstrip()[: -len(note)].rstrip("\n") + was[kept:]
