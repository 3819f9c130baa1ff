"""What can be chosen as the answer to a question, each entry under its key and in words of its own."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.handout.shape import Option
from pipeline.languages.wording import country_text, typographic, wording
from pipeline.normalise.countries import codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.languages.language import Language

_LONGEST: Final = 240  # letters of an entry; Word and Excel take 255


def options_of(field: Field, campaign: Campaign, language: Language) -> tuple[Option, ...]:
    """The entries of a list or the boxes of a field; none where the answer is written."""
    if field.type is FieldType.COUNTRY:
        named = (Option(code, country_text(code, language)) for code in codes())
        return _distinct(sorted(named, key=lambda option: _in_order(option.label)))
    if field.type is FieldType.YES_NO and not field.mark:
        return (Option("yes", _capital(language.yes)), Option("no", _capital(language.no)))
    return _distinct(Option(each.key, typographic(wording(each.labels, language, campaign))) for each in field.choices)


def _distinct(options: Iterable[Option]) -> tuple[Option, ...]:
    """Two entries of the same words would be one to people, and an error to Word: they show their keys as well."""
    cut = [Option(each.key, each.label[:_LONGEST]) for each in options]
    times = Counter(each.label for each in cut)
    return tuple(each if times[each.label] == 1 else Option(each.key, f"{each.label} ({each.key})") for each in cut)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _in_order(name: str) -> tuple[str, str]:
    """Sorts as dictionaries do, without accents; the Arabic article counts, as it does in lists of countries."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), name
