"""What hands leave on paper: signatures, crosses, stamps. All of it is drawn by chance."""

from __future__ import annotations

import io
import math
from functools import cache

from PIL import Image, ImageDraw

from benchmarks.reading.chance import Chance


@cache
def signature_png(seed: int) -> bytes:
    """A scribble that looks like a signature: 600 x 200 pixels on a clear ground, PNG."""
    chance = Chance("signature", seed)
    picture = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    ink = (20, 24, chance.number(60, 150), 255)
    loops, lean = chance.number(4, 8), chance.real(0.5, 1.6)
    points = []
    for step in range(240):
        at = step / 240
        x = 40 + 500 * at + 34 * math.cos(at * loops * 7) * lean
        y = 100 + (62 * math.sin(at * loops * 6.3) + 18 * math.sin(at * 41)) * (1.15 - at)
        points.append((x, y))
    pen.line(points, fill=ink, width=5, joint="curve")
    pen.line([(60, 160), (chance.number(380, 560), chance.number(140, 175))], fill=ink, width=4)
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def cross_lines(name: str, *, pen: bool) -> list[tuple[float, float, float, float]]:
    """The strokes of a cross in a box of 10 by 10; by pen they are uneven, or a check mark."""
    if not pen:
        return [(1, 1, 9, 9), (9, 1, 1, 9)]
    chance = Chance("cross", name)
    a, b, c, d, e, f, g, h = (round(chance.real(-2.5, 2.5), 1) for _ in range(8))
    if chance.yes(0.4):
        return [(1 + a, 5 + b, 4 + c / 2, 9 + d), (4 + c / 2, 9 + d, 12 + e, f - 3)]
    return [(a, b, 10 + c, 10 + d), (10 + e, f, g, 10 + h)]


def cross_path(name: str, *, pen: bool) -> str:
    """The same as a path of SVG."""
    return " ".join(f"M{x0} {y0} L{x1} {y1}" for x0, y0, x1, y1 in cross_lines(name, pen=pen))


@cache
def stamp_png(seed: int, words: str) -> bytes:
    """A round office stamp, a little worn, on a clear ground: 360 x 360 pixels, PNG."""
    chance = Chance("stamp", seed)
    picture = Image.new("RGBA", (360, 360), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    ink = chance.one([(30, 60, 160, 120), (150, 30, 60, 110), (60, 60, 70, 110)])
    for edge in (8, 18, 96):
        pen.ellipse((edge, edge, 360 - edge, 360 - edge), outline=ink, width=5)
    for at in range(0, 360, 12):
        angle = math.radians(at)
        pen.line(
            [(180 + 110 * math.cos(angle), 180 + 110 * math.sin(angle)),
             (180 + (118 + (at % 5) * 6) * math.cos(angle), 180 + (118 + (at % 5) * 6) * math.sin(angle))],
            fill=ink, width=4,
        )  # fmt: skip
    pen.text((180, 180), words[:12], fill=ink, anchor="mm")
    held = io.BytesIO()
    picture.rotate(chance.number(-35, 35)).save(held, "PNG")
    return held.getvalue()
