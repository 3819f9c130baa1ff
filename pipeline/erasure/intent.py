"""An erasure that has begun, kept in the state folder until it has ended: killed midway, the next run finishes it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import SafetyStopError
from pipeline.files import write_private

if TYPE_CHECKING:
    from pathlib import Path

_FILE: Final = "erasing.json"


@dataclass(frozen=True, slots=True)
class Intent:
    """What has to be done. It names whom it is about, so it goes as soon as that is done."""

    at: dt.datetime
    by: str
    salt: str
    members: tuple[str, ...]
    texts: tuple[str, ...]
    files: tuple[str, ...]  # that go, relative to the outputs folder


def write_intent(state: Path, intent: Intent) -> None:
    """Keep it."""
    row = {
        "at": intent.at.isoformat(),
        "by": intent.by,
        "salt": intent.salt,
        "members": intent.members,
        "texts": intent.texts,
        "files": intent.files,
    }
    write_private(state / _FILE, json.dumps(row).encode())


def read_intent(state: Path) -> Intent | None:
    """The erasure that has not ended; None where there is none.

    Raises:
        SafetyStopError: the file makes no sense.
    """
    file = state / _FILE
    try:
        row: dict[str, Any] = json.loads(file.read_bytes())
        return Intent(
            dt.datetime.fromisoformat(row["at"]),
            str(row["by"]),
            bytes.fromhex(row["salt"]).hex(),
            tuple(map(str, row["members"])),
            tuple(map(str, row["texts"])),
            tuple(map(str, row["files"])),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise SafetyStopError(
            f"An erasure was interrupted, and {file} that tells which cannot be read. Erase again with "
            "`adhesion person erase`, then delete that file."
        ) from error


def drop_intent(state: Path) -> None:
    """It is done."""
    (state / _FILE).unlink(missing_ok=True)
