"""Ids that people read: members "M0001", submissions "S0001". The database counts plain numbers."""

from __future__ import annotations

import hashlib

_MOST_DIGITS = 9  # what every database's integer holds


def member_id(number: int) -> str:
    """`M0001` for 1; longer from 10,000 on."""
    return f"M{number:04d}"


def submission_id(number: int) -> str:
    """`S0001` for 1."""
    return f"S{number:04d}"


def number_of(name: str) -> int:
    """The number in an id. ValueError where it is none."""
    letter, digits = name[:1], name[1:]
    if letter not in {"M", "S"} or not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise ValueError(f"{name!r} is no id of a member or a submission")
    return int(digits)


def draft_message_id(kind: str, sha256: str, domain: str) -> str:
    """Our own Message-ID (RFC 5322, 3.6.4) for a reply: the same for the same message and kind, in every run.

    Args:
        kind: of the draft.
        sha256: of the message that it answers.
        domain: the right side of the id.
    """
    digest = hashlib.sha256(f"{sha256}{kind}".encode()).hexdigest()[:20]
    return f"<adhesion.{kind}.{digest}@{domain}>"
