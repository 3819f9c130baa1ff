"""Places of messages on an IMAP server as text, and sets of UIDs as the server wants them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_UID: Final = 2**32 - 1
_PLACE: Final = re.compile(r"(.*);UIDVALIDITY=(\d{1,20});UID=(\d{1,10})", re.DOTALL)
_LINE: Final = 6000  # bytes of a set in one command; RFC 7162 section 4 wants lines below 8192


def place_prefix(folder: str, epoch: str) -> str:
    """What stands before the UID in the places of a folder, in the manner of RFC 5092."""
    name = folder.replace("%", "%25").replace(";", "%3B")
    return f"{name};UIDVALIDITY={epoch};UID="


def uids_of(places: Iterable[str], folder: str, epoch: str) -> dict[int, str]:
    """UID -> place, in the order asked for. Places of another folder or epoch are gone, and so left out."""
    name = folder.replace("%", "%25").replace(";", "%3B")
    found: dict[int, str] = {}
    for place in places:
        parts = _PLACE.fullmatch(place)
        if parts and parts[1] == name and parts[2] == epoch and 0 < int(parts[3]) <= MAX_UID:
            found.setdefault(int(parts[3]), place)
    return found


def uid_sets(uids: Iterable[int], most: int) -> Iterator[tuple[str, Sequence[int]]]:
    """Sets such as `3:7,9` with the UIDs in them: each short enough for a command, of `most` UIDs at most."""
    ordered = sorted(set(uids))
    for start in range(0, len(ordered), most):
        yield from _short_sets(ordered[start : start + most])


def _short_sets(ordered: Sequence[int]) -> Iterator[tuple[str, Sequence[int]]]:
    pieces: list[str] = []
    length = first = last = 0
    for begin, end in _runs(ordered):
        piece = str(ordered[begin]) if end == begin + 1 else f"{ordered[begin]}:{ordered[end - 1]}"
        if pieces and length + len(piece) >= _LINE:
            yield ",".join(pieces), ordered[first:last]
            pieces, length, first = [], 0, begin
        pieces.append(piece)
        length += len(piece) + 1
        last = end
    if pieces:
        yield ",".join(pieces), ordered[first:last]


def _runs(ordered: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Begin and end (beyond it) of each run of numbers without a gap."""
    breaks = [index for index, (low, high) in enumerate(pairwise(ordered), start=1) if high != low + 1]
    bounds = [0, *breaks, len(ordered)]
    return ((begin, end) for begin, end in pairwise(bounds) if end > begin)
