"""Comments: what of one is ours and what is staff's. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from pipeline.review.plain import squeezed
from pipeline.review.put import is_our_comment, shown_comment

BELOW: Final = "\n— — —\n"
"""Stands between our words and those of staff."""

_LINE: Final = BELOW.strip()
_THREAD: Final = re.compile(
    r"\[Threaded comment\].*?linkid=\d+\s+(?:Comment|Commentaire|Comentario|Kommentar):\s*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Print:
    """What a comment of ours said: its length and a hash, so that what staff added to it can be told."""

    length: int
    hash: str

    @classmethod
    def of(cls, ours: str) -> Print:
        """The print of a comment."""
        text = squeezed(shown_comment(ours))
        return cls(len(text), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8])

    def is_of(self, ours: str) -> bool:
        """Whether it is the print of this comment."""
        return Print.of(ours) == self

    def __str__(self) -> str:
        """As it is kept; `print_from` reads it."""
        return f"{self.length}:{self.hash}"


def print_from(text: str) -> Print | None:
    """A print as `str` gave it."""
    length, _, found = text.partition(":")
    return Print(int(length), found) if length.isdecimal() and found else None


def staffs_part(text: str, wrote: Print | None) -> str:
    """What of a comment staff wrote.

    Args:
        text: the comment as it stands.
        wrote: the print of ours that was written there, None where that is not known or there was none.
    """
    clean = squeezed(_THREAD.sub("", text))
    before, line, after = clean.partition(_LINE)
    if line and (is_our_comment(before) or (wrote and wrote.is_of(before))):
        return after.strip()
    if wrote is not None and wrote.is_of(clean[: wrote.length]):
        return clean[wrote.length :].strip()
    if is_our_comment(clean):
        return clean if wrote is not None else ""  # staff wrote into ours: all of it is theirs now
    return clean
