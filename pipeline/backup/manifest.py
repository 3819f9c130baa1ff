"""What stands in a backup: its parts with their hashes, and which program wrote it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import Any, Final

FORMAT: Final = 1
NAME: Final = "manifest.json"
LEDGER: Final = "state/ledger.db"

_LARGEST: Final = 64 << 20  # bytes; a manifest of 100,000 parts has 15 MB


class BadManifestError(ValueError):
    """It is missing, damaged, or of a kind that this program does not know."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file; its name is relative to the outputs folder."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All of it. `ledger` is "sqlite" where the ledger is a part, else the kind of the database that holds it."""

    program: str
    schema: int | None
    made: dt.datetime
    ledger: str
    members: int
    messages: int
    parts: tuple[Part, ...]


def to_json(manifest: Manifest) -> bytes:
    """As it stands in the backup."""
    row = {**asdict(manifest), "format": FORMAT, "made": manifest.made.isoformat()}
    return json.dumps(row, indent=1, ensure_ascii=False).encode("utf-8", "surrogateescape")


def from_json(data: bytes) -> Manifest:
    """What `to_json` gave.

    Raises:
        BadManifestError: it is no such thing, or of a newer kind.
    """
    if len(data) > _LARGEST:
        raise BadManifestError("its list of parts is unreasonably large")
    try:
        row: dict[str, Any] = json.loads(data.decode("utf-8", "surrogateescape"))
        kind = int(row["format"])
        parts = tuple(Part(str(each["name"]), int(each["size"]), str(each["sha256"])) for each in row["parts"])
        manifest = Manifest(
            str(row["program"]),
            None if row["schema"] is None else int(row["schema"]),
            dt.datetime.fromisoformat(row["made"]),
            str(row["ledger"]),
            int(row["members"]),
            int(row["messages"]),
            parts,
        )
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise BadManifestError("its list of parts is damaged") from error
    if kind != FORMAT:
        raise BadManifestError(f"it is of a newer kind ({kind}) than this program knows ({FORMAT})")
    return manifest
