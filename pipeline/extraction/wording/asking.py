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

_MOST_OF_REMARKS: Final = 2  # words that say whose they are


def asks_plainly(folded: str) -> bool:
    """Whether a folded text asks, and does nothing else: for a fax number, remarks, a date of birth."""
    found = meanings(folded)
    return bool(found) and all(_only_asks(meaning) for meaning in found)


def _only_asks(meaning: Meaning) -> bool:
    most = _MOST_OF_REMARKS if "remarks" in meaning.what else 0  # "Remarks of the secretariat"
    return bool(meaning.what - _ANSWERS_TOO) and len(meaning.rest) <= most
