"""What is drawn on a PDF page besides its letters: lines, rectangles, small marks and pictures.

Tables and boxes of flat forms are nothing but lines; which text stands in which cell is told from them.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium_c

from pipeline.boxes import around
from pipeline.documents.printed.frame import Point
from pipeline.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2 as pdfium

    from pipeline.documents.printed.frame import Frame

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

MOST_OBJECTS = 20_000  # of one page
MOST_POINTS = 100_000
DEEPEST = 5  # forms within forms
THIN = 2.5  # points: a rectangle that is thinner is a line
SHORT = 4.0  # points: lines that are shorter divide nothing
LEVEL = 0.6  # points: how far a level line may be off
SQUARE = (5.0, 17.0)  # points: the sides of a box to tick
LARGE_MARK = 24.0  # points
STROKE_POINTS = 7  # two curves and more: an arc of a frame has one
STROKE_HEIGHT, STROKE_WIDTH = (5.0, 110.0), 260.0  # points
DARK, BRIGHT = 384, 745  # sums of red, green and blue


@dataclass(frozen=True, slots=True)
class Path:
    """One closed or open line of straight pieces as shown, with how it is drawn."""

    points: tuple[Point, ...]
    straight: bool
    stroked: bool
    filled: bool
    shade: int  # of the filling: sum of red, green and blue; 765 is white

    @property
    def box(self) -> Box:
        """The box around its points."""
        return around([(x, y, x, y) for x, y in self.points])


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page. `rules` are level or upright lines, as boxes without thickness."""

    rules: list[Box] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    paths: int = 0


def read_drawn(page: pdfium.PdfPage, frame: Frame) -> Drawn:
    """Everything drawn on a page, forms within it taken apart."""
    drawn = Drawn()
    points = 0
    for handle, kind, matrix in _objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures += _picture(handle, matrix, frame)
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and points < MOST_POINTS:
            for path in _paths(handle, matrix, frame):
                points += len(path.points)
                drawn.paths += 1
                _sort(path, drawn, frame)
    drawn.pictures = _whole(drawn.pictures)
    return drawn


def _whole(strips: list[Box]) -> list[Box]:
    """Pictures put together again that a program has cut into strips, one below the other."""
    done: list[Box] = []
    for box in sorted(dict.fromkeys(strips), key=lambda box: (box[0], box[2], box[1])):
        last = done[-1] if done else None
        if last and abs(last[0] - box[0]) < 1 and abs(last[2] - box[2]) < 1 and -1 <= box[1] - last[3] < 1:
            done[-1] = (last[0], last[1], last[2], box[3])
        else:
            done.append(box)
    return done


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[object, int, Matrix]]:
    """The objects of a page that are no forms, each with the matrix of the forms it stands in."""
    count, whole = 0, page.raw  # not the helper around it, which would be asked for it at each call
    stack = [
        (pdfium_c.FPDFPage_GetObject(whole, index), SAME, 0)
        for index in _downwards(pdfium_c.FPDFPage_CountObjects(whole))
    ]
    while stack and count < MOST_OBJECTS:
        handle, matrix, depth = stack.pop()
        if not handle:
            continue
        count += 1
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield handle, kind, matrix
        elif depth < DEEPEST:
            inner = _times(_matrix(handle), matrix)
            parts = _downwards(pdfium_c.FPDFFormObj_CountObjects(handle))
            stack += [(pdfium_c.FPDFFormObj_GetObject(handle, index), inner, depth + 1) for index in parts]


def _downwards(count: int) -> range:
    return range(min(count, MOST_OBJECTS) - 1, -1, -1)


def _matrix(handle: object) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, found):
        return SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    k, l, m, n, o, p = then  # noqa: E741 - the letters of the formula
    return a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p


def _at(matrix: Matrix, x: float, y: float, frame: Frame) -> Point:
    a, b, c, d, e, f = matrix
    return frame.point(a * x + c * y + e, b * x + d * y + f)


def _picture(handle: object, matrix: Matrix, frame: Frame) -> list[Box]:
    """The part of the page that a picture covers; it fills the unit square of its own matrix."""
    own = _times(_matrix(handle), matrix)
    corners = [_at(own, x, y, frame) for x in (0, 1) for y in (0, 1)]
    x0, y0, x1, y1 = around([(x, y, x, y) for x, y in corners])
    x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, frame.width), min(y1, frame.height)
    return [(x0, y0, x1, y1)] if x1 - x0 > 1 and y1 - y0 > 1 else []


def _paths(handle: object, matrix: Matrix, frame: Frame) -> Iterator[Path]:
    """The lines of one path object, cut where its pen moves."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(handle, mode, stroke)
    if not mode.value and not stroke.value:
        return  # it only clips
    own = _times(_matrix(handle), matrix)
    shade = _shade(handle)
    for points, straight in _pens(handle):
        shown = tuple(_at(own, x, y, frame) for x, y in points)
        if len(shown) > 1:
            yield Path(shown, straight, bool(stroke.value), bool(mode.value), shade)


def _pens(handle: object) -> Iterator[tuple[list[Point], bool]]:
    """The points of each line of a path in its own coordinates, and whether all its pieces are straight."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    straight = True
    for index in range(min(pdfium_c.FPDFPath_CountSegments(handle), MOST_POINTS)):
        piece = pdfium_c.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium_c.FPDFPathSegment_GetType(piece)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            yield points, straight
            points, straight = [], True
        pdfium_c.FPDFPathSegment_GetPoint(piece, x, y)
        points.append((x.value, y.value))
        straight = straight and kind != pdfium_c.FPDF_SEGMENT_BEZIERTO
        if pdfium_c.FPDFPathSegment_GetClose(piece):
            points.append(points[0])
    yield points, straight


def _shade(handle: object) -> int:
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(handle, red, green, blue, opaque):
        return 0
    return red.value + green.value + blue.value


def _sort(path: Path, drawn: Drawn, frame: Frame) -> None:
    """Put a line where it belongs: among the rules, the squares, the marks; backgrounds are nothing."""
    box = path.box
    width, height = box[2] - box[0], box[3] - box[1]
    if not path.stroked and (path.shade >= BRIGHT or width * height > 0.8 * frame.width * frame.height):
        return
    if path.straight and min(width, height) <= THIN:
        if max(width, height) >= SHORT:
            drawn.rules.append(_thin(box))
        return
    if not _rectangle(path):
        _unlevel(path, box, drawn)
        return
    if SQUARE[0] <= width <= SQUARE[1] and SQUARE[0] <= height <= SQUARE[1] and 0.7 <= width / height <= 1.4:  # noqa: PLR2004 - nearly square
        (drawn.squares if path.stroked else drawn.marks if path.shade < DARK else drawn.squares).append(box)
    elif not path.stroked and path.shade < DARK and max(width, height) < LARGE_MARK:
        drawn.marks.append(box)
    drawn.rules += [_thin(edge) for edge in _edges(box)]


def _thin(box: Box) -> Box:
    """A thin box as a line in its middle."""
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1


def _edges(box: Box) -> list[Box]:
    x0, y0, x1, y1 = box
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _rectangle(path: Path) -> bool:
    """Whether the line is a closed rectangle with level sides."""
    corners = {(round(x, 1), round(y, 1)) for x, y in path.points}
    box = path.box
    on_corners = all(
        min(abs(x - box[0]), abs(x - box[2])) < LEVEL and min(abs(y - box[1]), abs(y - box[3])) < LEVEL
        for x, y in path.points
    )
    return path.straight and on_corners and len(corners) == 4  # noqa: PLR2004 - corners


def _pen_stroke(path: Path, box: Box) -> bool:
    """Whether a line is drawn as by hand: curved, open, unfilled, of the size of a signature."""
    width, height = box[2] - box[0], box[3] - box[1]
    by_hand = path.stroked and not path.filled and not path.straight and len(path.points) >= STROKE_POINTS
    return (
        by_hand
        and path.points[0] != path.points[-1]
        and height > STROKE_HEIGHT[0]
        and height < STROKE_HEIGHT[1]
        and width < STROKE_WIDTH
    )


def _unlevel(path: Path, box: Box, drawn: Drawn) -> None:
    """Keep the level pieces of any other line as rules, and a small line as a mark."""
    if max(box[2] - box[0], box[3] - box[1]) < LARGE_MARK:
        drawn.marks.append(box)
        return
    if _pen_stroke(path, box):
        drawn.pictures.append(box)
    if not path.straight or not path.stroked:
        return
    for (ax, ay), (bx, by) in pairwise(path.points):
        piece = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if min(piece[2] - piece[0], piece[3] - piece[1]) <= LEVEL and max(abs(ax - bx), abs(ay - by)) >= SHORT:
            drawn.rules.append(_thin(piece))
