"""Paragraphs put together again that a mail program wrapped: text/plain; format=flowed, RFC 3676."""

from __future__ import annotations

from typing import Final

_SIGNATURE: Final = "-- "


def unflow(text: str, *, delete_space: bool = False) -> str:
    """The text with its soft line breaks undone. `delete_space`: DelSp=yes, for scripts that use no blanks."""
    paragraphs: list[list[str]] = []  # of pieces: a text put together line by line takes minutes for some megabytes
    open_depth = -1  # how deeply the paragraph that goes on is quoted; -1: none goes on
    for line in text.replace("\r\n", "\n").split("\n"):
        depth, words = _quoted(line)
        flows = words.endswith(" ") and words != _SIGNATURE
        if flows and delete_space:
            words = words[:-1]
        if depth == open_depth and words != _SIGNATURE:
            paragraphs[-1].append(words)
        else:
            paragraphs.append([f"{'>' * depth} {words}" if depth else words])
        open_depth = depth if flows else -1
    return "\n".join(map("".join, paragraphs))


def _quoted(line: str) -> tuple[int, str]:
    """How deeply a line is quoted, and its words without marks and stuffed blank (RFC 3676 4.4)."""
    words = line.lstrip(">")
    return len(line) - len(words), words.removeprefix(" ")
