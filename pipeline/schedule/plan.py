"""What is scheduled: the command, where it runs, what it may write."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.schedule.times import When

if TYPE_CHECKING:
    from pipeline.config import Settings

_SQLITE: Final = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that the units say. All paths are absolute."""

    command: tuple[str, ...]  # the adhesion program
    folder: Path  # where it runs: relative paths of the configuration begin here
    config: Path | None
    writable: tuple[Path, ...]
    when: When
    name: str = "adhesion"  # of the units
    account: str | None = None  # the user that it runs as; None: a user's own units
    environment_file: Path | None = None  # lines NAME=value, for secrets
    credentials: tuple[tuple[str, Path], ...] = ()  # name and file of secrets, see systemd.exec(5)
    time_limit: str = "6h"  # for one run

    @property
    def system(self) -> bool:
        """Whether these are units of the machine, not of a user."""
        return self.account is not None

    def words(self, *arguments: str) -> tuple[str, ...]:
        """The words of a command with its configuration."""
        return (*self.command, *arguments, *(("--config", str(self.config)) if self.config else ()))


def own_command() -> tuple[str, ...]:
    """How this very program is started again, whatever the search path then is."""
    for candidate in (Path(sys.argv[0]), Path(sys.executable).with_name("adhesion")):
        if candidate.name == "adhesion" and candidate.is_file() and os.access(candidate, os.X_OK):
            return (str(candidate.absolute()),)
    return (sys.executable, "-m", "pipeline")


def writable_places(settings: Settings, folder: Path) -> tuple[Path, ...]:
    """Where a run writes: the outputs, a ledger elsewhere, stored tokens, a mailbox of files whose mail it moves."""
    places = [settings.outputs.dir]
    url = settings.database.url or ""
    if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
        places.append(Path(url.removeprefix(_SQLITE).partition("?")[0]).parent)
    if settings.mailbox.oauth.token_file:
        places.append(settings.mailbox.oauth.token_file.parent)
    box = settings.mailbox
    moves = box.processed_folder or any(after.move or after.flag for after in box.after.values())
    if moves and "://" not in box.source:
        source = folder / box.source
        places.append(source.parent if source.is_file() else source)
    absolute = dict.fromkeys(folder / place for place in places)
    return tuple(place for place in absolute if not set(place.parents) & set(absolute))
