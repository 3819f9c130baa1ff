"""Where things lie in the outputs folder."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.config import Settings

_HALF_WRITTEN: Final = (
    ".*.part",
    "state/.*.part",
    "drafts/.*.part",
    "letters/.*.part",
    "forms/.*.part",
    "previews/.*.part",
    "evidence/*/.*.part",
)


MADE_AGAIN: Final = ("forms/", "evidence/", "public/", "contacts/", "previews/", "report.html", "replay.html")
"""What each run writes below the outputs folder from the ledger alone; letters and replies are written once."""


def state_folder(settings: Settings) -> Path:
    """What cannot be made again: the ledger, copies of workbooks that staff edited, the lock."""
    return settings.outputs.dir / "state"


def clear_leftovers(outputs: Path) -> None:
    """Remove what a run that was killed had half written: personal data, and nobody needs it."""
    for file in chain.from_iterable(map(outputs.glob, _HALF_WRITTEN)):
        file.unlink(missing_ok=True)


def forget_replay(settings: Settings) -> None:
    """Remove what the last replay read and showed: it tells what forms say."""
    for file in (*state_folder(settings).glob("replay.db*"), settings.outputs.dir / "replay.html"):
        file.unlink(missing_ok=True)


def ledger_url(settings: Settings) -> str:
    """The configured database, else SQLite in the state folder."""
    return settings.database.url or f"sqlite:///{(state_folder(settings) / 'ledger.db').absolute()}"


def ledger_exists(settings: Settings) -> bool:
    """Whether there is a ledger file; a configured database is taken to exist."""
    return settings.database.url is not None or (state_folder(settings) / "ledger.db").exists()
