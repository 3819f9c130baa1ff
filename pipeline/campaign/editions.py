"""Where the blank editions of a campaign's form lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.errors import DefinitionError

FOLDER: Final = "editions"
_MOST: Final = 40  # editions of one form; each is compared with each document
_MOST_BYTES: Final = 20 << 20


def editions_folder(campaign: str, configured: Path | None, state: Path) -> Path:
    """The folder of blank forms: the configured one, else `editions/` beside the campaign file.

    For a built-in campaign, which has no file of yours, it is `editions/` in the state folder.

    Args:
        campaign: a path, or the id of a built-in campaign.
        configured: as `adhesion.toml` says.
        state: the state folder.

    Raises:
        DefinitionError: the configured folder is not there.
    """
    if configured is not None:
        if not configured.is_dir():
            raise DefinitionError("editions", [f"there is no folder {configured}; make it, or leave the key out"])
        return configured
    file = Path(campaign)
    return file.parent / FOLDER if file.is_file() else state / FOLDER


def edition_files(folder: Path) -> tuple[Path, ...]:
    """The files in it that may be blank forms, by name; nothing where there is no folder."""
    if not folder.is_dir():
        return ()
    files = (file for file in sorted(folder.iterdir()) if file.is_file() and not file.name.startswith((".", "~")))
    return tuple(file for file in files if 0 < file.stat().st_size <= _MOST_BYTES)[:_MOST]
