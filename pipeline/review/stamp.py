"""The last workbook of ours, so that one that nobody has touched need not be read: a large one takes a minute."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from pipeline.files import write_private

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """A workbook in which nothing of staff's waits: the sha256 of the file, and what its content depends on."""

    sha256: str
    fingerprint: str  # see `workbook.fingerprint_of`
    wrote: str = field(default="", compare=False)  # the sha256 of what we wrote, where something of staff's waits


def read_stamp(file: Path) -> Stamp | None:
    """What `write_stamp` left; None where there is none, or nobody can make sense of it."""
    try:
        found = json.loads(file.read_bytes())
        return Stamp(str(found["sha256"]), str(found["fingerprint"]), str(found.get("wrote", "")))
    except (OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None


def write_stamp(file: Path, stamp: Stamp) -> None:
    """Keep it for the next run. Without it that run reads the workbook, and finds the same."""
    write_private(file, json.dumps(asdict(stamp)).encode())
