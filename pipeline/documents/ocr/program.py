"""Tesseract as a program: which languages it has, and one picture into words, under limits and never left behind.

The program is started directly: pytesseract would write each picture to a file and cannot bound what is started.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipeline.model import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

PROGRAM: Final = "tesseract"
ONE_COLUMN: Final = 4  # --psm: lines of differing size, read across the page; as good as 11 on forms, far better than 6
NO_MODELS: Final = frozenset({"osd", "equ", "snum"})  # they hold no language
_LIST_SECONDS: Final = 20
_COLUMNS: Final = 12
_WORD_LEVEL: Final = "5"
_MOST_WORDS: Final = 20_000  # of one page


_LEADER: Final = re.compile(r"([^\W\d_])\1{4}")  # a letter five times over: a dotted line or a pattern, no word


class OcrError(Exception):
    """The program could not read a picture: `str()` says in a word why, nothing of the picture."""


@dataclass(frozen=True, slots=True)
class Scrap:
    """A word as the program saw it: its box in pixels, how sure (0..1), and which of its lines it stands in."""

    text: str
    box: Box
    confidence: float
    line: tuple[int, int, int]


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """The languages that the program has here, by its own names ("fra"); none where it is not installed."""
    program = shutil.which(PROGRAM)
    if program is None:
        return frozenset()
    try:
        said = subprocess.run(  # noqa: S603 - our own words
            [program, "--list-langs"], capture_output=True, timeout=_LIST_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(said.stdout.decode("utf-8", "replace").split("\n")[1:]) - NO_MODELS - {""}


def recognised(picture: Image, wanted: Sequence[str], dpi: int, seconds: float) -> list[Scrap]:
    """The words of an upright grey picture, in the program's order.

    Raises:
        OcrError: the program is not there, takes too long or breaks down.
    """
    command = [*_dying_with_us(), PROGRAM, "stdin", "stdout", "-l", "+".join(wanted)]
    command += ["--psm", str(ONE_COLUMN), "--dpi", str(dpi), "tsv"]
    head = b"P5 %d %d 255\n" % picture.size  # PGM: nothing to compress or decode
    return _scraps(_output(command, head + picture.convert("L").tobytes(), seconds))


def _output(command: list[str], data: bytes, seconds: float) -> str:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its own threads cost more than they bring
    try:
        with subprocess.Popen(  # noqa: S603 - our own words
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as running:
            _bound(running.pid, seconds)
            try:
                said, _ = running.communicate(data, timeout=seconds)
            except subprocess.TimeoutExpired as error:
                raise OcrError("too slow") from error
            finally:
                running.kill()
    except OSError as error:
        raise OcrError("not installed") from error
    if running.returncode:
        raise OcrError(f"ended with {running.returncode}")
    return said.decode("utf-8", "replace")


def _dying_with_us() -> list[str]:
    """What starts the program so that it ends with the process that started it, however that one dies (Linux)."""
    return ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


def _bound(process: int, seconds: float) -> None:
    """No more processor time than it may take time; memory and file size it has inherited from the reading process."""
    limit = getattr(resource, "prlimit", None)  # Linux only
    if limit is not None:
        try:
            limit(process, resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
        except (OSError, ValueError):  # it has ended already
            return


def _scraps(table: str) -> list[Scrap]:
    """The words in tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    found: list[Scrap] = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == _COLUMNS and cells[0] == _WORD_LEVEL and cells[11].strip() and not _LEADER.search(cells[11]):
            block, paragraph, line = (int(cell) for cell in cells[2:5])
            x, y, width, height = (float(cell) for cell in cells[6:10])
            sure = min(max(float(cells[10]) / 100, 0.0), 1.0)
            found.append(Scrap(cells[11].strip(), (x, y, x + width, y + height), sure, (block, paragraph, line)))
            if len(found) == _MOST_WORDS:
                break
    return found
