"""Ink that is no print: signatures, stamps and pictures, told from what is left of a page without words and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.documents.pictures.clean import pooled
from pipeline.documents.pictures.runs import Mask, runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model import Box

Part = tuple[int, int, int, int]

_STEP: Final = 2  # pixels of the mask for one that is looked at: about 75 dpi
_HEIGHT, _WIDTH = 13.0, 24.0  # points: less is a letter, a smudge or a dash
_TALL, _LONG = 19.0, 26.0  # points: strokes of a hand are larger than letters, also than those of headings
_LOOSE: Final = 0.45  # of its box: more is a dark field with bright letters, or a heavy letter
_GAP: Final = 1.0  # points within a part
_NEAR: Final = 6.0  # points between parts of one signature
_EDGE: Final = 6.0  # points from the page's edge: the scanner's shadow
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Ink:
    """Strokes that are no letters: what of the mask belongs to them, and the boxes around each (x0, y0, x1, y1).

    `others`: the boxes around everything else that hangs together, such as words.
    """

    mask: Mask
    parts: list[Part]
    others: list[Part]


def find_scrawls(dark: Mask, scale: float) -> Ink:
    """Large loose strokes of a page without its lines: signatures, stamps, drawings. `scale`: points for a pixel.

    Letters that touch such a stroke go with it: they could not be read anyway.
    """
    small = pooled(dark, _STEP)
    unit = scale * _STEP
    runs_, parts = _connected(small, max(round(_GAP / unit), 1))
    ink: dict[Part, int] = {}
    for (_, start, end), part in runs_:
        ink[parts[part]] = ink.get(parts[part], 0) + end - start
    large = {box for box, count in ink.items() if _is_scrawl(box, count, unit)}
    mask = np.zeros_like(small)
    for (row, start, end), part in runs_:
        if parts[part] in large:
            mask[row, start:end] = True
    whole = np.zeros_like(dark)
    grown = np.repeat(np.repeat(mask, _STEP, axis=0), _STEP, axis=1)
    whole[: grown.shape[0], : grown.shape[1]] = grown
    return Ink(whole, _enlarged(large), _enlarged(set(ink) - large))


def _enlarged(parts: Iterable[Part]) -> list[Part]:
    """Boxes of the smaller mask in pixels of the whole one, from left to right."""
    return [(x0 * _STEP, y0 * _STEP, x1 * _STEP, y1 * _STEP) for x0, y0, x1, y1 in sorted(parts)]


def _is_scrawl(part: Part, count: int, unit: float) -> bool:
    x0, y0, x1, y1 = part
    width, height = x1 - x0, y1 - y0
    return (
        height * unit >= _TALL
        and max(width, height) * unit >= _LONG
        and count <= _LOOSE * width * height
        and min(width, height) * unit >= _TALL / 2
    )


def ink_places(left_over: Mask, scale: float) -> list[Box]:
    """The places of ink in what is left of a page without words and lines, in points of the mask's corner."""
    small = pooled(left_over, _STEP)
    unit = scale * _STEP
    height, width = small.shape[0] * unit, small.shape[1] * unit
    _, found = _connected(small, max(round(_GAP / unit), 1))
    parts = [_points(part, unit) for part in dict.fromkeys(found.values())]
    inner = [box for box in parts if not _at_edge(box, width, height) and _large(box)]
    return [box for box in _together(inner) if box[3] - box[1] >= _HEIGHT and box[2] - box[0] >= _WIDTH][:_MOST]


def _connected(dark: Mask, reach: int) -> tuple[list[tuple[tuple[int, int, int], int]], dict[int, Part]]:
    """The runs (row, start, end) of a mask, each with its part, and the box around each part.

    Runs of neighbouring rows that touch, give or take `reach` pixels, are of one part.
    """
    boxes: list[Part] = []
    owner: list[int] = []
    found: list[tuple[tuple[int, int, int], int]] = []
    above: list[tuple[int, int, int]] = []  # start, end, part
    here: list[tuple[int, int, int]] = []
    at = -1
    for row, start, end in runs(dark, 1):
        if row != at:
            above, here, at = (here if row == at + 1 else []), [], row
        touched = {_root(owner, part) for s, e, part in above if s <= end + reach and start <= e + reach}
        part = min(touched, default=len(boxes))
        if part == len(boxes):
            boxes.append((start, row, end, row + 1))
            owner.append(part)
        for other in touched:
            owner[other] = part
            boxes[part] = _around(boxes[part], boxes[other])
        boxes[part] = _around(boxes[part], (start, row, end, row + 1))
        here.append((start, end, part))
        found.append(((row, start, end), part))
    return [(run, _root(owner, part)) for run, part in found], {
        part: box for part, box in enumerate(boxes) if _root(owner, part) == part
    }


def _around(one: Part, other: Part) -> Part:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _root(owner: list[int], part: int) -> int:
    while owner[part] != part:
        part = owner[part]
    return part


def _points(part: Part, unit: float) -> Box:
    x0, y0, x1, y1 = part
    return x0 * unit, y0 * unit, x1 * unit, y1 * unit


def _large(box: Box) -> bool:
    return max(box[3] - box[1], box[2] - box[0]) >= _HEIGHT / 2


def _at_edge(box: Box, width: float, height: float) -> bool:
    return box[0] < _EDGE or box[1] < _EDGE or box[2] > width - _EDGE or box[3] > height - _EDGE


def _together(boxes: list[Box]) -> list[Box]:
    """Boxes with those near them made one: a signature is several strokes."""
    done: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0]))[: 20 * _MOST]:
        whole = box
        while near := [other for other in done if _touch(whole, other)]:
            done = [other for other in done if other not in near]
            for other in near:
                whole = (
                    min(whole[0], other[0]),
                    min(whole[1], other[1]),
                    max(whole[2], other[2]),
                    max(whole[3], other[3]),
                )
        done.append(whole)
    return done


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + _NEAR
        and other[0] <= one[2] + _NEAR
        and one[1] <= other[3] + _NEAR
        and other[1] <= one[3] + _NEAR
    )
