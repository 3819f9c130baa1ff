"""What a field asks for beyond its type, told from its key and wordings: an amount of money, a number that names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.normalise.plain import plain
from pipeline.normalise.vocabulary import table, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.campaign.definition import Field, Wordings

_MOST_KNOWN: Final = 1000
_Known = dict[int, tuple["Wordings", bool]]
_MONEY: Final[_Known] = {}
_CODES: Final[_Known] = {}


def asks_for_money(field: Field) -> bool:
    """Whether a field asks for an amount of money ("Monthly rent", "Montant demandé")."""
    return _once(field, _speaks_of_money, _MONEY)


def asks_for_code(field: Field) -> bool:
    """Whether a field asks for a number or code that names something ("Registration No.", "Order #")."""
    return _once(field, _speaks_of_a_code, _CODES)


def _once(field: Field, speaks: Callable[[str], bool], known: _Known) -> bool:
    """The answer for a field, found once: every text of a page is tried as its value."""
    found = known.get(id(field.labels))
    if found is not None and found[0] is field.labels:  # the wordings are kept, so that their id stays their own
        return found[1]
    wordings = (wording for each in field.labels.values() for wording in each)
    answer = any(speaks(wording) for wording in (field.key.replace("_", " "), *wordings))
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[id(field.labels)] = (field.labels, answer)
    return answer


def _speaks_of_money(wording: str) -> bool:
    if any(sign in wording for sign in table("money")["all"]["signs"]):
        return True
    said = set(plain(wording).split())
    return not said.isdisjoint(words("money", "about") | words("money", "codes"))


def _speaks_of_a_code(wording: str) -> bool:
    return "#" in wording or not set(plain(wording).split()).isdisjoint(words("forms", "codes"))
