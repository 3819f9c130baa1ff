"""The stable names under which answers stand in every kind of file."""

from __future__ import annotations

import hashlib


def box_name(question: str, option: str) -> str:
    """The name of one box of a question: "themes.housing"."""
    return f"{question}.{option}"


def number_of(name: str) -> int:
    """A positive number of 31 bits for a name, always the same: Word wants one for each control."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % (2**31 - 2) + 1
