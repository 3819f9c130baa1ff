"""Statuses as staff write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.review.wording import AUTOMATIC, STATUS

if TYPE_CHECKING:
    from pipeline.records import Status


def status_from(text: str) -> Status | str | None:
    """The status that a text words, `AUTOMATIC` for the wish to have it worked out, None where it words none."""
    folded = " ".join(text.replace("_", " ").casefold().split())
    if folded == AUTOMATIC.casefold():
        return AUTOMATIC
    return next((status for status, word in STATUS.items() if word.casefold() == folded), None)
