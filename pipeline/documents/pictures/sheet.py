"""The sheet of paper in a photograph: found by its edges, laid flat, and what lies around it painted white.

A page that was photographed from aside has lines that run in several directions: no one turn makes them level, and no
frame, box or row of a table is found in it. The table that it lies on is full of specks that are taken for print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

    Line = tuple[float, float]
    """How far in from its side of the picture an edge begins, and by how much more for each pixel along it."""
    Edges = tuple[Line, Line, Line, Line]
    """The left, upper, right and lower one."""

_LOOKED_AT: Final = 500  # pixels of the longer side: enough to find an edge of some hundred points exactly
_CORNER: Final = 0.12  # of an edge at each of its ends that is not looked at
_NEAR: Final = 2.0  # pixels that a point may lie off the edge it belongs to
_ENOUGH: Final = 0.7  # of the points of an edge
_STEEP: Final = 0.12  # more than this is a page laid askew, which turning mends
_BRIGHTER: Final = 1.4  # times: paper beside the table, also where a shadow lies on both
_BLACK: Final = 24  # of 255: no table is taken for darker
_CONTRAST: Final = 40  # of 255 between paper and table
_RIM: Final = 3  # pixels of a row at its end: table, where there is any
_SMOOTH: Final = 15  # rows whose rims are taken together
_SIDE: Final = 0.6  # of the picture's side that the sheet takes at least
_BARE: Final = 0.004  # of a side: so close to it, there is no table to be seen there
_SIDES: Final = 3  # with table beside them: a dark band at the head of a page is no table
_GROWN: Final = 2  # pixels by which paper grows when the print on it is taken away
_INNER: Final = 6  # pixels at the edge of the sheet that are table as well


def laid_flat(picture: Image.Image) -> tuple[Image.Image, tuple[int, int]]:
    """The sheet in a grey picture as a rectangle, and where its corner lies; the whole picture where none is seen."""
    step = max(max(picture.size) // _LOOKED_AT, 1)
    small = picture.reduce(step).filter(ImageFilter.MaxFilter(2 * _GROWN + 1)).filter(ImageFilter.MedianFilter(5))
    grey = np.asarray(small, dtype=np.float64)
    edges = _edges(grey)
    if edges is None or not _is_sheet(grey, edges):
        return picture, (0, 0)
    return _flat(picture, _corners(edges, grey.shape) * step)


def _edges(grey: Floats) -> Edges | None:
    """The left, upper, right and lower edge of the paper; None where one of them is no straight line."""
    paper = float(np.percentile(grey, 75))
    views = grey, grey.T, grey[:, ::-1], grey[::-1].T
    left, top, right, bottom = (_edge(view, paper) for view in views)
    if left is None or top is None or right is None or bottom is None:
        return None
    edges = left, top, right, bottom
    return edges if sum(start > _BARE * len(grey) for start, _ in edges) >= _SIDES else None


def _edge(grey: Floats, paper: float) -> Line | None:
    """The line at which the rows of a picture become bright, from the left."""
    height, width = grey.shape
    rows = np.arange(int(_CORNER * height), height - int(_CORNER * height))
    half = len(rows) // 2
    if not half or width <= _RIM:
        return None
    starts = _starts(grey, paper)[rows]
    slope = float(np.median((starts[half : 2 * half] - starts[:half]) / half))
    start = float(np.median(starts - slope * rows))
    for _ in range(2):
        near = np.abs(starts - slope * rows - start) <= _NEAR
        if near.mean() < _ENOUGH or abs(slope) > _STEEP:
            return None
        slope, start = (float(each) for each in np.polyfit(rows[near], starts[near], 1))
    return (start + _GROWN if start > _GROWN else start), slope


def _starts(grey: Floats, paper: float) -> Floats:
    """Where each row becomes brighter than the table at its rim: 0 where it is paper from there on, else its width."""
    rim = np.pad(np.median(grey[:, :_RIM], axis=1), _SMOOTH // 2, mode="edge")
    table = np.median(np.lib.stride_tricks.sliding_window_view(rim, _SMOOTH), axis=1)
    bright = grey > _BRIGHTER * np.maximum(table, _BLACK)[:, None]
    found = np.where(bright.any(axis=1), bright.argmax(axis=1), np.where(2 * table > paper, 0, grey.shape[1]))
    return found.astype(np.float64)


def _is_sheet(grey: Floats, edges: Edges) -> bool:
    """Whether it is large, and bright beside what is around it."""
    height, width = grey.shape
    (left, down_left), (top, along_top), (right, down_right), (bottom, along_bottom) = edges
    rows, columns = np.ogrid[:height, :width]
    inside = (columns > left + down_left * rows) & (columns < width - right - down_right * rows)
    inside = inside & (rows > top + along_top * columns) & (rows < height - bottom - along_bottom * columns)
    large = bool(inside.any(axis=0).mean() >= _SIDE and inside.any(axis=1).mean() >= _SIDE)
    return large and not inside.all() and bool(np.median(grey[inside]) - np.median(grey[~inside]) >= _CONTRAST)


def _corners(edges: Edges, shape: tuple[int, ...]) -> Floats:
    """The corners where the edges meet, as x and y: upper left, upper right, lower right, lower left."""
    height, width = shape
    left, top, right, bottom = edges
    across = left, (width - right[0], -right[1])
    down = top, (height - bottom[0], -bottom[1])
    return np.array([_meeting(across[a], down[d]) for a, d in ((0, 0), (1, 0), (1, 1), (0, 1))])


def _meeting(upright: Line, level: Line) -> tuple[float, float]:
    """Where x = a + b * y meets y = c + d * x."""
    (a, b), (c, d) = upright, level
    x = (a + b * c) / (1 - b * d)
    return x, c + d * x


def _flat(picture: Image.Image, corners: Floats) -> tuple[Image.Image, tuple[int, int]]:
    """What lies between these corners, drawn as a rectangle in their middle, and where that lies."""
    x0, x1 = (float(corners[pair, 0].mean()) for pair in ([0, 3], [1, 2]))
    y0, y1 = (float(corners[pair, 1].mean()) for pair in ([0, 1], [2, 3]))
    left, top = max(round(x0) + _INNER, 0), max(round(y0) + _INNER, 0)
    right, bottom = min(round(x1) - _INNER, picture.width), min(round(y1) - _INNER, picture.height)
    straight = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]) - (left, top)
    way, size = _projection(straight, corners), (right - left, bottom - top)
    flat = picture.transform(size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC, fillcolor=255)
    return flat, (left, top)


def _projection(wanted: Floats, there: Floats) -> tuple[float, ...]:
    """The eight numbers of the projection that takes the first four points to the others."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(wanted.tolist(), there.tolist(), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    return tuple(np.linalg.solve(np.array(rows), there.ravel()).tolist())
