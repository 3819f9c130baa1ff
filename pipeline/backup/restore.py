"""Putting a backup back: unpacked and checked beside the outputs, freed of what was erased since, then swapped in."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import make_url

from pipeline.backup.check import unpack
from pipeline.backup.leftovers import clear_leftovers
from pipeline.backup.manifest import LEDGER, Manifest
from pipeline.config import DatabaseSettings
from pipeline.erasure.erase import erase_again
from pipeline.erasure.stones import FILE, read_stones
from pipeline.errors import AdhesionError, LedgerUnusableError, SafetyStopError
from pipeline.ledger.store import Ledger
from pipeline.locking import only_run
from pipeline.run import Run
from pipeline.storage import ledger_url, state_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.ledger.tombstones import Erasure
    from pipeline.run import Progress

_OF_THE_LOCK: Final = frozenset({"run.lock", "run.lock.json", "alarm.lock"})
_SECRET: Final = "oauth.json"  # noqa: S105 - the name of a file


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back. `aside`: where that lies which was there before; `erased`: erasures that were made again."""

    manifest: Manifest
    aside: Path | None
    erased: int


def check_backup(file: Path, beside: Path) -> Manifest:
    """Check all of a backup without putting it anywhere; raises as `unpack` does."""
    with _folder(beside, "check") as staged:
        return unpack(file, staged)


def restore(  # noqa: PLR0913 - the last two are wishes that callers may leave out
    settings: Settings,
    campaign: Campaign,
    file: Path,
    now: dt.datetime,
    progress: Progress,
    *,
    replace: bool = False,
    tombstones: Path | None = None,
) -> Restored:
    """Put a backup back.

    Raises:
        SafetyStopError: something is there already, and `replace` was not said.
        BadBackupError: the backup cannot be used; nothing was changed.
        AnotherRunError: a run is going on.
    """
    outputs = settings.outputs.dir.absolute()
    given = read_stones(tombstones) if tombstones else ()
    there = _is_there(outputs) or _ledger_elsewhere(settings, there=True) is not None
    if there and not replace:
        raise SafetyStopError(
            f"{outputs} is not empty, and nothing was changed. With --replace the backup takes its place, and what is "
            "there now is kept beside it."
        )
    with only_run(state_folder(settings)), _folder(outputs, "restore") as staged:
        manifest = unpack(file, staged)
        erased = _erase_again(settings, campaign, staged, [*_stones_of(settings), *given], now, progress)
        aside = _swap(settings, staged, outputs, now, there=there)
    return Restored(manifest, aside, erased)


@contextmanager
def _folder(beside: Path, what: str) -> Iterator[Path]:
    """A folder beside another one, gone afterwards; on the same disk, so that it can be moved."""
    start = f".{beside.name}-{what}-"
    folder = beside.absolute().parent / f"{start}{os.getpid()}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(folder.parent, start)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_there(outputs: Path) -> bool:
    """Whether the folder holds more than a lock."""
    return any(file.name not in _OF_THE_LOCK for file in outputs.rglob("*") if not file.is_dir())


def _ledger_elsewhere(settings: Settings, *, there: bool = False) -> Path | None:
    """The file of a ledger that does not lie in the state folder; `there`: only where it exists."""
    if settings.database.url is None:
        return None
    url = make_url(settings.database.url)
    file = Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
    return file if file and (file.exists() or not there) else None


def _stones_of(settings: Settings) -> Iterator[Erasure]:
    """What was erased up to now, as far as the present state can still be read."""
    with suppress(AdhesionError):
        yield from read_stones(state_folder(settings) / FILE)
    with suppress(LedgerUnusableError), Ledger.open(ledger_url(settings), create=False) as ledger:
        yield from [each for each in ledger.erasures() if each.what == "erased"]


def _erase_again(
    settings: Settings, campaign: Campaign, staged: Path, stones: list[Erasure], now: dt.datetime, progress: Progress
) -> int:
    """In the unpacked backup, before anybody sees it. A ledger of an older version is brought up to date by this."""
    if not (staged / LEDGER).exists():
        return 0
    here = settings.model_copy(
        update={
            "outputs": settings.outputs.model_copy(update={"dir": staged}),
            "database": DatabaseSettings(),
        }
    )
    domain = settings.secretariat.address.rpartition("@")[2]
    with Ledger.open(ledger_url(here), domain=domain) as ledger:
        number = max((each.id for each in ledger.runs()), default=0)
        run = Run(here, campaign, ledger, number, now, progress)
        unlike = {each.salt: each for each in stones}
        return sum(erase_again(run, each) for each in unlike.values())


def _swap(settings: Settings, staged: Path, outputs: Path, now: dt.datetime, *, there: bool) -> Path | None:
    """Two renames; what was there before lies beside it."""
    mark = f"before-{now:%Y%m%dT%H%M%SZ}"
    aside = outputs.with_name(f"{outputs.name}-{mark}")
    _keep_sign_in(outputs, staged)
    try:
        outputs.rename(aside)
        staged.rename(outputs)
    except OSError as error:
        if aside.exists() and not outputs.exists():
            aside.rename(outputs)
        raise LedgerUnusableError(f"{outputs} cannot be replaced ({error.strerror}); move it away by hand") from error
    elsewhere = _ledger_elsewhere(settings)
    if elsewhere and (outputs / LEDGER).exists():
        _put_ledger(outputs / LEDGER, elsewhere.absolute(), mark)
    for name in _OF_THE_LOCK:
        (aside / "state" / name).unlink(missing_ok=True)
    if there:
        return aside
    shutil.rmtree(aside, ignore_errors=True)
    return None


def _keep_sign_in(outputs: Path, staged: Path) -> None:
    """Backups hold no secrets: that of the mailbox stays."""
    secret = outputs / "state" / _SECRET
    if secret.is_file():
        (staged / "state").mkdir(mode=0o700, exist_ok=True)
        shutil.copy2(secret, staged / "state" / _SECRET)


def _put_ledger(ledger: Path, to: Path, mark: str) -> None:
    for end in ("", "-wal", "-shm"):
        old = to.with_name(to.name + end)
        if old.exists():
            old.rename(old.with_name(f"{to.name}-{mark}{end}"))
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(ledger, to)
