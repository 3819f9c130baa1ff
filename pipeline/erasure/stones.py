"""Tombstones as a file, for backups that are put back when the ledger that knew them is lost."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import DefinitionError
from pipeline.files import write_private
from pipeline.ledger.tombstones import Erasure, Tombstone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE: Final = "tombstones.json"


def write_stones(file: Path, erasures: Iterable[Erasure]) -> None:
    """Write what was erased: hashes, no names."""
    rows = [
        {
            "by": each.by,
            "at": each.at.isoformat(),
            "salt": each.salt,
            "counts": each.counts,
            "tombstones": [[stone.kind, stone.hash, stone.member] for stone in each.tombstones],
        }
        for each in erasures
        if each.what == "erased"
    ]
    write_private(file, json.dumps({"format": 1, "erasures": rows}, indent=1).encode())


def read_stones(file: Path) -> tuple[Erasure, ...]:
    """What `write_stones` wrote.

    Raises:
        DefinitionError: it is no such file.
    """
    try:
        found: dict[str, Any] = json.loads(file.read_bytes())
        return tuple(_erasure(row) for row in found["erasures"])
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise DefinitionError(str(file), ["is no file of tombstones that this program wrote"]) from error


def _erasure(row: dict[str, Any]) -> Erasure:
    stones = tuple(
        Tombstone(str(kind), str(digest), None if member is None else int(member))
        for kind, digest, member in row["tombstones"]
    )
    counts = {str(key): int(number) for key, number in row["counts"].items()}
    at, salt = dt.datetime.fromisoformat(row["at"]), bytes.fromhex(row["salt"]).hex()
    return Erasure("erased", str(row["by"]), at, salt, counts, stones)
