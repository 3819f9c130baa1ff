"""Makes the outline of the world that the report draws (`pipeline/review/page/world.txt`), as one path of SVG.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python scripts/world_outline.py package/land-50m.json

The data are those of Natural Earth (public domain), as the npm package `world-atlas` (ISC) packs them. Coasts only:
which borders to draw is no matter for a mailbox.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from pipeline.review.page.projection import HEIGHT, around_the_middle, on_map

_TARGET: Final = Path(__file__).parents[1] / "pipeline" / "review" / "page" / "world.txt"
_LEAST: Final = 6.0  # square units of the map: smaller islands would not be seen
_CLOSE: Final = 0.55  # units: a bend of a coast that is smaller is left out

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    """Read the atlas that is named, write the path."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("atlas", type=Path, help="land-50m.json of world-atlas")
    rings = _rings(json.loads(parser.parse_args().atlas.read_text(encoding="utf-8")))
    drawn = [_drawn(ring) for ring in map(_placed, rings) if min(y for _, y in ring) < HEIGHT and _area(ring) >= _LEAST]
    _TARGET.write_text("\n".join(drawn) + "\n", encoding="ascii")
    print(f"{len(drawn)} coasts, {_TARGET.stat().st_size:,} bytes: {_TARGET.name}")


def _rings(atlas: dict[str, Any]) -> list[Ring]:
    """The outlines of land in degrees: of TopoJSON, where they are made of arcs that are told step by step."""
    (east, north), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs: list[Ring] = []
    for steps in atlas["arcs"]:
        x = y = 0
        arc: Ring = []
        for across, up in steps:
            x, y = x + across, y + up
            arc.append((x * east + west, y * north + south))
        arcs.append(arc)
    rings: list[Ring] = []
    for geometry in atlas["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings += [_joined(ring, arcs) for polygon in polygons for ring in polygon]
    return rings


def _joined(ring: list[int], arcs: list[Ring]) -> Ring:
    """A ring of its arcs; one that is counted below zero runs backwards."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1 if points else 0 :]
    return points


def _placed(ring: Ring) -> Ring:
    """On the map; a ring stays whole, on the side where its middle lies, also where it crosses the 180th degree."""
    whole = [ring[0][0]]
    for east, _ in ring[1:]:
        whole.append(east - 360 * round((east - whole[-1]) / 360))
    middle = sum(whole) / len(whole)
    turn = around_the_middle(middle) - middle
    return [on_map(east + turn, north) for east, (_, north) in zip(whole, ring, strict=True)]


def _area(ring: Ring) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]))) / 2


def _drawn(ring: Ring) -> str:
    """A closed path in whole units, each step told from the one before."""
    half = len(ring) // 2  # a ring begins where it ends: two halves have ends that differ
    points = [(round(x), round(y)) for x, y in (*_simple(ring[: half + 1])[:-1], *_simple(ring[half:])[:-1])]
    steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points)]
    path = "".join(f" {x} {y}" if index else f"{x} {y}" for index, (x, y) in enumerate(s for s in steps if any(s)))
    return f"M{points[0][0]} {points[0][1]}l{path.replace(' -', '-')}z"


def _simple(line: Ring) -> Ring:
    """The line without the points that are near to it anyway (Douglas and Peucker)."""
    kept = {0, len(line) - 1}
    parts = [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        far, index = max(
            ((_away(line[each], line[first], line[last]), each) for each in range(first + 1, last)), default=(0.0, 0)
        )
        if far > _CLOSE:
            kept.add(index)
            parts += [(first, index), (index, last)]
    return [line[index] for index in sorted(kept)]


def _away(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the line between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    share = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    x, y = start[0] + share * across - point[0], start[1] + share * down - point[1]
    return float((x * x + y * y) ** 0.5)


if __name__ == "__main__":
    main()
