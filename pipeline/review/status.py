"""The kinds of statuses, and statuses as staff write them."""

from __future__ import annotations

from typing import Final

from pipeline.records import Status
from pipeline.words import LANGUAGES, words_in

IN_HAND: Final = (Status.READY, Status.TO_REVIEW, Status.INCOMPLETE)
"""Forms that are here and not decided on."""

AUTOMATIC: Final = "automatic"
"""The wish of staff to give the decision back to the program."""


def status_from(text: str, language: str) -> Status | str | None:
    """The status that a text words, `AUTOMATIC` for the wish to have it worked out, None where it words none.

    In the language of the workbook, or else in any other one.
    """
    folded = " ".join(text.replace("_", " ").casefold().split())
    for each in (language, *LANGUAGES):
        words = words_in(each)
        if folded == words("answer.automatic").casefold():
            return AUTOMATIC
        found = next((status for status in Status if words.status(status).casefold() == folded), None)
        if found:
            return found
    return None
