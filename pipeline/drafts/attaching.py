"""Which files a reply takes along: mail stays small, so that every mailbox takes it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.drafts.request import Attachment

MOST_BYTES: Final = 5_000_000  # of all files together; encoded for mail they are a third larger


def fitting(files: Sequence[Attachment]) -> tuple[tuple[Attachment, ...], tuple[Attachment, ...]]:
    """The files that go along, in their order, and those that would make the mail too large."""
    kept: list[Attachment] = []
    left: list[Attachment] = []
    room = MOST_BYTES
    for file in files:
        fits = len(file.data) <= room
        (kept if fits else left).append(file)
        room -= len(file.data) if fits else 0
    return tuple(kept), tuple(left)
