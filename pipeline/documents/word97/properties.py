"""Properties of letters and paragraphs in a Word binary file: their places and words ([MS-DOC] 2.6, 2.8)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.documents.word97.file import WordFile

Properties = dict[int, bytes]
"""Operands by the number of the property (sprm)."""

PAGE: Final = 512
MAX_RUNS: Final = 200_000
_LETTERS: Final = 12
_PARAGRAPHS: Final = 13
_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)  # by the three highest bits; 0: it says so itself
_LONG: Final = 0xD608  # the definition of a row has a length of two bytes
_ELSEWHERE: Final = 0x6646  # too long for its place: the rest lies in the data stream
_TABS: Final = 0xC615
_UNSAID: Final = 255


class Runs:
    """Stretches of the main stream with the properties of each."""

    def __init__(self, runs: list[tuple[int, int, bytes]]) -> None:
        self._runs = sorted(runs)
        self._starts = [run[0] for run in self._runs]
        self._known: dict[bytes, Properties] = {}

    def at(self, offset: int) -> tuple[int, bytes]:
        """Where the stretch that holds this byte ends, and the properties as bytes; what lies in none has none."""
        number = bisect_right(self._starts, offset) - 1
        if number >= 0 and offset < self._runs[number][1]:
            return self._runs[number][1], self._runs[number][2]
        following = self._starts[number + 1] if number + 1 < len(self._starts) else 1 << 32
        return following, b""

    def said(self, group: bytes) -> Properties:
        """The properties that the bytes say, taken apart once."""
        if group not in self._known:
            self._known[group] = properties(group)
        return self._known[group]


def letter_runs(file: WordFile) -> Runs:
    """The stretches of letters (CHPX)."""
    return Runs(list(_runs(file, _LETTERS, 1)))


def paragraph_runs(file: WordFile) -> Runs:
    """The stretches of paragraphs (PAPX); the first two bytes of a group are the number of the style."""
    return Runs(list(_runs(file, _PARAGRAPHS, 13)))


def properties(group: bytes, data: bytes = b"") -> Properties:
    """What a group of properties says (grpprl); the last word on each counts. Damage ends it early."""
    found: Properties = {}
    at = 0
    while at + 2 <= len(group):
        number = int.from_bytes(group[at : at + 2], "little")
        start, size = _operand(group, at + 2, number)
        if size < 0:
            break
        found[number] = group[start : start + size]
        at = start + size
    where = found.get(_ELSEWHERE)
    if where and data:
        place = int.from_bytes(where, "little")
        length = int.from_bytes(data[place : place + 2], "little")
        found.update(properties(data[place + 2 : place + 2 + length]))
    return found


def _operand(group: bytes, at: int, number: int) -> tuple[int, int]:
    """Where an operand begins and how long it is; -1 where only Word knows."""
    size = _SIZES[number >> 13]
    if size:
        return at, size
    if number == _LONG:
        return at + 2, int.from_bytes(group[at : at + 2], "little") - 1
    said = group[at] if at < len(group) else -1
    return at + 1, -1 if number == _TABS and said == _UNSAID else said


def _runs(file: WordFile, number: int, entry: int) -> Iterator[tuple[int, int, bytes]]:
    """All stretches of the pages that a table of pages lists; `entry` is the length of an entry in a page."""
    pages = file.structure(number)
    count = max((len(pages) - 4) // 8, 0)
    total = 0
    for (which,) in struct.iter_unpack("<I", pages[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        at = (which & 0x3FFFFF) * PAGE
        for run in _page(file.main[at : at + PAGE], entry):
            total += 1
            if total > MAX_RUNS:
                return
            yield run


def _page(page: bytes, entry: int) -> Iterator[tuple[int, int, bytes]]:
    if len(page) < PAGE or 4 * (page[-1] + 1) + entry * page[-1] > PAGE:
        return
    count = page[-1]
    edges = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        at = 2 * page[4 * (count + 1) + entry * number]
        yield edges[number], edges[number + 1], (_group(page, at, entry) if at else b"")


def _group(page: bytes, at: int, entry: int) -> bytes:
    """The properties at a place of a page: a byte says their length, for paragraphs in words and not whole ones."""
    if entry == 1:
        return page[at + 1 : at + 1 + page[at]]
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < PAGE else b""
