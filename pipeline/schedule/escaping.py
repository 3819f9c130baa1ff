"""Paths and words as systemd reads them (systemd.syntax(7), systemd.service(5), systemd.unit(5) for the % signs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=:,@%")


def line(value: object) -> str:
    """A value that takes up the whole line, such as WorkingDirectory=. ValueError where it cannot be written."""
    text = str(value)
    if not text.isprintable() or not text.strip() or text != text.strip() or text.endswith("\\"):
        raise ValueError(
            f"{text!r} cannot stand in a unit file: rename it without control characters or blanks at its ends"
        )
    return text.replace("%", "%%")


def word(value: object) -> str:
    """One word of several: in quotes where it needs them."""
    text = line(value)
    if set(text) <= _BARE:
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def words(values: Iterable[object]) -> str:
    """Several words."""
    return " ".join(map(word, values))


def command(values: Sequence[object]) -> str:
    """A command for ExecStart=. The colon switches off the $ signs, which would be variables.

    systemd takes no program with quotes or backslashes in its path; env(1) does.
    """
    odd = set("\\\"'") & set(str(values[0]))
    text = words(["/usr/bin/env", *values] if odd else values)
    return f":{text}" if "$" in text else text
