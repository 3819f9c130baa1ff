"""What staff can answer to something that wants a look: codes that stay, and the words for them in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.review.cells import canonical
from pipeline.words import LANGUAGES, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.words import Words

RIGHT: Final = "right"  # the value is right
FORM: Final = "form"  # the form's value shall count again
SAME: Final = "same"  # two members are one
APART: Final = "apart"  # they are not
OTHER: Final = "other"  # a form is of none of the members that were named
DONE: Final = "done"

_AS: Final = "as "


def same_as(member: str) -> str:
    """The answer that a form is that member's."""
    return f"{_AS}{member}"


def member_of(answer: str) -> str | None:
    """The member of such an answer; None of any other."""
    return answer.removeprefix(_AS) if answer.startswith(_AS) else None


def answer_text(answer: str, words: Words) -> str:
    """An answer as the list in its cell words it."""
    member = member_of(answer)
    texts = {
        RIGHT: words("answer.right"),
        FORM: words("answer.form"),
        SAME: words("answer.same"),
        APART: words("answer.apart"),
        OTHER: words("answer.other"),
        DONE: words("answer.done"),
    }
    return words("answer.same_as", member=member) if member else texts[answer]


def answer_from(text: str, offered: Sequence[str]) -> str | None:
    """The offered answer that a text words, in whatever language; None where it words none of them."""
    folded = canonical(text).casefold()
    for language in LANGUAGES:
        words = words_in(language)
        for answer in offered:
            if canonical(answer_text(answer, words)).casefold() == folded:
                return answer
    return None
