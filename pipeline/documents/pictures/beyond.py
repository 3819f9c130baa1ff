"""What a pen drew beyond the box that it ticked: beside it, the first letters of the words are misread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.documents.pictures.boxes import TickBox
    from pipeline.documents.pictures.runs import Mask

_REACH: Final = 0.9  # sizes of the box that a stroke runs out of it
_BESIDE: Final = 0.25  # sizes in which there is no letter: so far a stroke is taken out that touches one
_MOST: Final = 200  # boxes of one page


def strokes_beyond(dark: Mask, boxes: Iterable[TickBox]) -> Mask:
    """The ink outside ticked boxes that hangs together with the ink inside. `dark`: the page without its lines."""
    found = np.zeros_like(dark)
    for box in [each for each in boxes if each.checked][:_MOST]:
        x0, y0, x1, y1 = box.square
        size = max(x1 - x0, y1 - y0)
        reach = round(_REACH * size)
        left, top = max(x0 - reach, 0), max(y0 - reach, 0)
        field = dark[top : y1 + reach, left : x1 + reach]
        seed = np.zeros_like(field)
        seed[y0 - top : y1 - top, x0 - left : x1 - left] = True
        ink = _hanging_together(field, seed & field)
        beside = round(_BESIDE * size)
        if ink[:, -1].any() or ink[:, 0].any():  # it runs on: into a letter, most likely
            ink[:, : max(x0 - left - beside, 0)] = False
            ink[:, x1 - left + beside :] = False
        if ink[-1].any() or ink[0].any():  # into a letter of the line above or below
            ink[: max(y0 - top - beside, 0)] = False
            ink[y1 - top + beside :] = False
        found[top : y1 + reach, left : x1 + reach] |= ink & ~seed
    return found


def _hanging_together(field: Mask, seed: Mask) -> Mask:
    """The ink that can be reached from the seed over ink."""
    found = seed
    for _ in range(field.shape[0] + field.shape[1]):
        grown = _grown(found) & field
        if int(grown.sum()) == int(found.sum()):
            break
        found = grown
    return found


def _grown(mask: Mask) -> Mask:
    """A mask that is one pixel larger on all sides, corners too."""
    padded = np.pad(mask, 1)
    wide = padded[:, :-2] | padded[:, 1:-1] | padded[:, 2:]
    grown: Mask = wide[:-2] | wide[1:-1] | wide[2:]
    return grown


def grown(mask: Mask, times: int) -> Mask:
    """A mask that is so many pixels larger on all sides: ink has a grey rim."""
    for _ in range(times):
        mask = _grown(mask)
    return mask
