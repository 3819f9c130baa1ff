"""Boxes on a page: what lies in what, and the box around several."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Box


def inside(inner: Box, outer: Box, slack: float = 1.0) -> bool:
    """Whether `inner` lies within `outer`, give or take `slack` points."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def middle(box: Box) -> tuple[float, float]:
    """The centre of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def holds(box: Box, point: tuple[float, float], slack: float = 0.0) -> bool:
    """Whether a point lies in a box, give or take `slack` points."""
    return box[0] - slack <= point[0] <= box[2] + slack and box[1] - slack <= point[1] <= box[3] + slack


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them; `boxes` must not be empty."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
