"""Pictures without an imaging library: a drawn signature and a coat of arms, as PNG."""

from __future__ import annotations

import math
import struct
import zlib

WIDTH, HEIGHT = 180, 60


def _png(rows: list[bytearray]) -> bytes:
    """Grey pixels, one byte each, as a PNG file (ISO/IEC 15948)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def signature() -> bytes:
    """A pen stroke that winds over white paper."""
    rows = [bytearray(b"\xff" * WIDTH) for _ in range(HEIGHT)]
    for step in range(4000):
        turn = step / 4000 * 9 * math.pi
        x = 12 + (WIDTH - 24) * step / 4000 + 9 * math.sin(turn * 1.3)
        y = HEIGHT / 2 + (20 - step / 260) * math.sin(turn)
        for dx in (0, 1):
            rows[round(y)][min(WIDTH - 1, max(0, round(x) + dx))] = 30
    return _png(rows)


def coat_of_arms() -> bytes:
    """A shield in two halves, as in the corner of a letterhead."""
    rows = [bytearray(b"\xff" * 80) for _ in range(96)]
    for y in range(6, 92):
        half = 34 if y < 55 else int(34 * math.sqrt(max(0.0, 1 - ((y - 55) / 37) ** 2)))
        for x in range(40 - half, 40 + half):
            rows[y][x] = 90 if (x < 40) == (y < 48) else 200
    return _png(rows)
