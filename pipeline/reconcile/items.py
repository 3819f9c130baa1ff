"""The keys by which things that staff answer are known again in every run. Pure."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.model import FieldValue

LIKENESS: Final = "may-be-known"
"""The code of the finding that a form's member may be another one."""


def finding_key(submission: str, code: str) -> str:
    """Of what was found about a form as a whole."""
    return f"finding {submission} {code}"


def message_key(message: int, code: str) -> str:
    """Of what is to be done about a message: the code of its outcome or of a finding."""
    return f"message {message} {code}"


def pair_key(one: str, other: str) -> str:
    """Of two members that may be one."""
    return f"pair {one} {other}"


def question_key(question: int) -> str:
    """Of a form that waits to be told whose it is."""
    return f"question {question}"


def value_key(member: str, field: str, value: FieldValue | None) -> str:
    """Of a value of a member: an answer is about this value, not about one that came since."""
    digest = hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"value {member} {field} {digest}"
