"""Straight strokes in a picture: runs of dark pixels along a row, put together across neighbouring rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
"""What is dark in a picture."""
Grey = npt.NDArray[np.uint8]
"""The pixels of a grey picture: 0 is black, 255 white."""

MOST_RUNS = 60_000  # a page with more is a pattern


@dataclass(slots=True)
class Stroke:
    """A straight stroke: it runs from `start` to `end` (not included), across the rows `first` to `last`, in pixels."""

    first: int
    last: int
    start: int
    end: int
    dark: int  # pixels in its runs

    @property
    def thick(self) -> float:
        """How thick it is on the average."""
        return self.dark / max(self.end - self.start, 1)


def runs(dark: Mask, least: int) -> list[tuple[int, int, int]]:
    """Row, start and end of each run of at least so many dark pixels, row by row."""
    height, width = dark.shape
    padded = np.zeros((height, width + 2), dtype=np.int8)
    padded[:, 1:-1] = dark
    turns = np.diff(padded, axis=1)
    rows, starts = np.nonzero(turns == 1)
    _, ends = np.nonzero(turns == -1)
    long = np.flatnonzero(ends - starts >= least)[:MOST_RUNS]
    return list(zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True))


def strokes(dark: Mask, least: int, slack: int = 2) -> list[Stroke]:
    """Runs of neighbouring rows that overlap, as one stroke; a slightly slanting line is one stroke too.

    `slack`: how many pixels its runs may lie apart along the row.
    """
    done: list[Stroke] = []
    open_: list[Stroke] = []
    for row, start, end in runs(dark, least):
        kept = [stroke for stroke in open_ if stroke.last >= row - 1]
        done += [stroke for stroke in open_ if stroke.last < row - 1]
        open_ = kept
        mine = [stroke for stroke in open_ if stroke.start - slack <= end and start <= stroke.end + slack]
        if not mine:
            open_.append(Stroke(row, row, start, end, end - start))
            continue
        whole = mine[0]
        for other in mine[1:]:
            whole.first, whole.dark = min(whole.first, other.first), whole.dark + other.dark
            whole.start, whole.end = min(whole.start, other.start), max(whole.end, other.end)
            open_.remove(other)
        whole.last, whole.dark = row, whole.dark + end - start
        whole.start, whole.end = min(whole.start, start), max(whole.end, end)
    return done + open_
