"""Yes or no: words in many languages, and the marks that people make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.base import Context, Normal
from pipeline.normalise.plain import flat, one_line, plain, words_only
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 200  # characters
MAX_WORDS = 12  # of a sentence that begins with yes or no
_TICKED = "☑☒✓✔✅🗹√✗✘✕✖■⊠⌧☓❌"
_ANY_BOX = rf"☐□▢○◯❏❑{_TICKED}●◉"
_BOXES = re.compile(rf"([{_ANY_BOX}]|\[\s*[xXvV✓]?\s*\]|\(\s*[xXvV✓]?\s*\))\s*([^{_ANY_BOX}\[\](){{}}]*)")
_MARK = re.compile(rf"^[\s\[(]*(?:[xXvV×{_TICKED}●◉]{{1,3}})[\s\])]*[.]?$")
_TYPED_SIGNATURE = re.compile(r"^\W*(?:/\s?s\s?/|s/|\[s\]|\(s\))\s*\w", re.IGNORECASE)
_KOREAN_CROSS = frozenset(("x", "×", "✕", "✖"))


def normalise_yes_no(raw: str, field: Field, context: Context) -> Normal | None:
    """True or False, or None where `raw` says neither. Unticked boxes alone say nothing."""
    text = one_line(raw[: 2 * MAX_LENGTH])
    if not text or len(text) > MAX_LENGTH:
        return None
    return _from_mark(text, context) or _from_boxes(text) or _from_words(text) or _from_signature(text, field)


def _from_mark(text: str, context: Context) -> Normal | None:
    if not _MARK.match(text):
        return None
    if context.language == "ko" and text.lower() in _KOREAN_CROSS:
        return None  # O means yes and X means no there, but a cross in a box is a tick
    return Normal(value=True, certainty=0.95)


def _from_boxes(text: str) -> Normal | None:
    """`☒ Yes ☐ No`: the words behind the one ticked box decide."""
    boxes = [(mark.strip("[]() "), words_behind) for mark, words_behind in _BOXES.findall(text)]
    ticked = [behind for mark, behind in boxes if mark and mark in f"xXvV✓{_TICKED}●◉"]
    if len(boxes) < 2 or len(ticked) != 1:  # noqa: PLR2004 - one box alone has nothing to choose from
        return None
    said = _from_words(ticked[0])
    return None if said is None else Normal(said.value, min(said.certainty, 0.95))


def _from_words(text: str) -> Normal | None:
    said = words_only(flat(text))
    for value, kind in ((True, "yes"), (False, "no")):
        if said in words("yes_no", kind):
            return Normal(value, 1.0)
    return _from_sentence(text, said)


def _from_sentence(text: str, said: str) -> Normal | None:
    """As `Sí, autorizo la publicación`: the first word decides, if a comma or the like stands behind it."""
    first = plain(re.split(r"[,;:!–—،]|\s-\s", text, maxsplit=1)[0])
    if first == said or len(said.split()) > MAX_WORDS:
        return None
    has_both = any(word in words("yes_no", "no") for word in said.split()) and first in words("yes_no", "yes")
    if has_both:
        return None
    for value, kind in ((True, "yes"), (False, "no")):
        if first in words("yes_no", kind):
            return Normal(value, 0.85)
    return None


def _from_signature(text: str, field: Field) -> Normal | None:
    """A signature that is typed ("/s/ ...") or reported by a signing program, at a place that wants one."""
    if not field.mark:
        return None
    if _TYPED_SIGNATURE.match(text):
        return Normal(value=True, certainty=0.9)
    said = f" {plain(text)} "
    if any(f" {phrase} " in said for phrase in words("yes_no", "signed")):
        return Normal(value=True, certainty=0.85)
    return None
