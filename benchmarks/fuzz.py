"""Mutated real files through the limited readers: each must have a named outcome within its limits.

    .venv/bin/python benchmarks/fuzz.py FOLDER [minutes] [seed]

Takes every document below FOLDER, damages copies of it in many ways and reads them as a run does. Prints the outcomes,
and every document for which a reader broke down or raised; such a document is written beside the table for a look.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Final

from pipeline import media
from pipeline.campaign.loader import load_campaign
from pipeline.config import LimitSettings
from pipeline.documents.workers.child import FAILED_CODE, MEMORY_CODE
from pipeline.documents.workers.pool import DIED_CODE, ReadingPool
from pipeline.model import Document
from pipeline.reading import read_form

BAD: Final = {DIED_CODE, FAILED_CODE, MEMORY_CODE}
LARGEST: Final = 3 << 20  # bytes of a file to be mutated
AT_ONCE: Final = 40
LIMITS: Final = LimitSettings(workers=2, seconds=20)
MAIL: Final = {".eml", ".msg", ".out", ".xml", ".json", ".md", ".csv", ".dat"}


def main() -> None:
    """Read for the given minutes, then print what came out."""
    folder = Path(sys.argv[1])
    minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 30.0  # noqa: PLR2004 - the second argument
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)  # noqa: PLR2004, S311 - the third; no secret
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() not in MAIL)
    files = [path for path in files if path.stat().st_size <= LARGEST]
    end, outcomes, slowest = time.monotonic() + 60 * minutes, Counter[str](), 0.0
    with ReadingPool(read_form, load_campaign("human-rights-cities-2030"), LIMITS) as pool:
        while time.monotonic() < end:
            documents = [_mutated(chance.choice(files), chance) for _ in range(AT_ONCE)]
            start = time.monotonic()
            for document, reading in zip(documents, pool.read_all(documents), strict=True):
                outcomes[f"{reading.kind} {reading.code or ''}".strip()] += 1
                if reading.code in BAD:
                    _keep(document, reading.code or "", reading.reason or "")
            slowest = max(slowest, time.monotonic() - start)
    print(f"{outcomes.total()} documents of {len(files)} files, {AT_ONCE} at a time; slowest round {slowest:.1f} s")
    for outcome, count in outcomes.most_common():
        print(f"{count:8}  {outcome}")


def _mutated(path: Path, chance: random.Random) -> Document:
    data = path.read_bytes()
    inside = zipfile.is_zipfile(path) and chance.random() < 0.7  # noqa: PLR2004 - else hardly a reader gets to the parts
    whole = _with_a_harmed_part(data, chance) if inside else _harmed(data, chance)
    return Document(path.name, media.identify(whole, path.name), whole)


def _harmed(data: bytes, chance: random.Random) -> bytes:
    harmed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        chance.choice((_flip, _cut, _overwrite, _swap, _double))(harmed, chance)
    return bytes(harmed)


def _with_a_harmed_part(data: bytes, chance: random.Random) -> bytes:
    """A Word, Excel or OpenDocument file that is a sound archive, with damage in one of its parts."""
    new = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as harmed:
            names = [info.filename for info in old.infolist() if info.file_size < LARGEST]
            victim = chance.choice(names)
            for name in names:
                harmed.writestr(name, _harmed(old.read(name), chance) if name == victim else old.read(name))
    except (OSError, ValueError, RuntimeError, IndexError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return _harmed(data, chance)  # it is no sound archive to begin with
    return new.getvalue()


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 8, 64))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.3 and data:  # noqa: PLR2004 - else little of the file would be left in the end
        del data[chance.randrange(len(data)) :]


def _overwrite(data: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(data) + 1), chance.choice((1, 4, 16, 256))
    data[start : start + length] = chance.choice((b"\0", b"\xff", b"A", b"9")) * length


def _swap(data: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(data) + 1), chance.choice((8, 64, 1024))
    part = bytes(data[start : start + length])
    del data[start : start + length]
    at = chance.randrange(len(data) + 1)
    data[at:at] = part


def _double(data: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(data) + 1), chance.choice((8, 64, 1024))
    data[start:start] = data[start : start + length] * chance.choice((1, 2, 50))


def _keep(document: Document, code: str, reason: str) -> None:
    """Leave a document that broke a reader in the working folder of the benchmark, and say so."""
    folder = Path("fuzz-found")
    folder.mkdir(exist_ok=True)
    name = f"{code}-{abs(hash(document.data)) % 10**8:08}-{document.name}"
    (folder / name).write_bytes(document.data)
    print(f"{code}: {name}: {reason}")


if __name__ == "__main__":
    main()
