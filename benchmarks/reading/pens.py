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


def cross_path(name: str, *, pen: bool) -> str:
    """A cross as an SVG path in a box of 11 by 11; by pen it is uneven, or a check mark."""
    if not pen:
        return "M1 1 L10 10 M10 1 L1 10"
    chance = Chance("cross", name)
    move = [chance.real(-2.5, 2.5) for _ in range(8)]
    if chance.yes(0.4):
        return (
            f"M{1 + move[0]:.1f} {5 + move[1]:.1f} L{4 + move[2] / 2:.1f} {10 + move[3]:.1f} "
            f"L{13 + move[4]:.1f} {-3 + move[5]:.1f}"
        )
    return (
        f"M{move[0]:.1f} {move[1]:.1f} L{11 + move[2]:.1f} {11 + move[3]:.1f} "
        f"M{11 + move[4]:.1f} {move[5]:.1f} L{move[6]:.1f} {11 + move[7]:.1f}"
    )


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
