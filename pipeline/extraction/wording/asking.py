"""Texts that only ask: every word of them belongs to what questions ask for, if only those of another campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.extraction.wording.concepts import meanings

if TYPE_CHECKING:
    from pipeline.extraction.wording.concepts import Meaning

_ANSWERS_TOO: Final = frozenset(
    {
        *("title", "department", "themes", "type", "gender", "actions", "consent"),
        *("region", "town", "city", "country", "place"),
    }
)
"""What words of answers speak of as often as those of questions: the name of an office, a theme."""

_MOST_UNKNOWN: Final = 2  # words of remarks and dates that no concept explains


_NEVER_ANSWERS: Final = frozenset(
    ("date", "address", "name", "nationality", "phone", "email", "website", "fax", "postcode", "birth", "signature")
)
_FOLLOWED: Final = frozenset({"remarks", "date"})
"""What questions ask for with any words behind it: "Remarks of the secretariat", "Date acquired"."""


def asks_plainly(folded: str) -> bool:
    """Whether a folded text asks, and does nothing else: for a fax number, remarks, a date of birth."""
    found = meanings(folded)
    return bool(found) and all(_only_asks(meaning) for meaning in found)


def heads_a_column(folded: str) -> bool:
    """Whether a folded text only asks for such a thing as is never worded so itself: a date, an address, a name."""
    return asks_plainly(folded) and all(meaning.what & _NEVER_ANSWERS for meaning in meanings(folded))


def _only_asks(meaning: Meaning) -> bool:
    most = _MOST_UNKNOWN if meaning.what & _FOLLOWED else 0
    return bool(meaning.what - _ANSWERS_TOO) and len(meaning.rest) <= most
