"""Making a backup. A run may go on: the workbook is copied first, then the ledger as it is at one moment.

In that order nothing is lost: a correction that a run takes in between stands in both.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import make_url

from pipeline import __version__
from pipeline.backup.leftovers import clear_leftovers
from pipeline.backup.manifest import LEDGER, NAME, Manifest, Part, to_json
from pipeline.errors import LedgerUnusableError, SafetyStopError
from pipeline.storage import MADE_AGAIN, ledger_url, state_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from pipeline.config import Settings

START: Final = "adhesion-backup"
_MADE_AGAIN: Final = (*MADE_AGAIN, "blank-forms/", "state/editions-read/")
_NEVER: Final = (
    "state/ledger.db",
    "state/run.lock",
    "state/alarm.lock",
    "state/oauth.json",
    "state/erasing.json",
    "state/replay.db",
)
"""The ledger is copied in another way; locks are of this moment; secrets stay where they are."""
_CHUNK: Final = 1 << 20


def make_backup(settings: Settings, file: Path, now: dt.datetime) -> Manifest:
    """Write a backup in one step, readable for its owner only.

    Raises:
        LedgerUnusableError: the ledger is damaged, or cannot be read: such a backup would be worth nothing.
        SafetyStopError: somebody is being erased at this moment, or that was interrupted.
        OSError: it cannot be written.
    """
    if (state_folder(settings) / "erasing.json").exists():
        raise SafetyStopError("Somebody is being erased; `adhesion run` finishes that. Then make the backup.")
    file.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(file.parent, f".{START}-")
    temporary = file.parent / f".{START}-{os.getpid()}.part"
    snapshot = file.parent / f".{START}-{os.getpid()}.db.part"
    try:
        handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                manifest = _write(settings, archive, snapshot, now, file)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    finally:
        for leftover in (temporary, *snapshot.parent.glob(f"{snapshot.name}*")):
            leftover.unlink(missing_ok=True)
    return manifest


def _write(settings: Settings, archive: zipfile.ZipFile, snapshot: Path, now: dt.datetime, target: Path) -> Manifest:
    outputs = settings.outputs.dir
    parts = [_add(archive, path, outputs / path) for path in _files(settings, target)]
    url = make_url(ledger_url(settings))
    schema, members, messages = None, 0, 0
    if url.get_backend_name() == "sqlite":
        schema, members, messages = _take_snapshot(Path(str(url.database)), snapshot)
        parts.append(_add(archive, LEDGER, snapshot))
    kind = url.get_backend_name()
    manifest = Manifest(__version__, schema, now, kind, members, messages, tuple(part for part in parts if part))
    archive.writestr(_info(NAME), to_json(manifest))
    return manifest


def _files(settings: Settings, target: Path) -> Iterator[str]:
    """All that people put or changed there; nothing that the next run makes again, and no secret."""
    outputs = settings.outputs.dir
    apart = {each.resolve() for each in (target, settings.mailbox.oauth.token_file, *_ledger_files(settings)) if each}
    for file in sorted(outputs.rglob("*")):
        path = file.relative_to(outputs).as_posix()
        ours = path.startswith((*_MADE_AGAIN, *_NEVER)) or file.name.startswith((".", START, "~$"))
        if file.is_file() and not file.is_symlink() and not ours and file.resolve() not in apart:
            yield path


def _ledger_files(settings: Settings) -> tuple[Path, ...]:
    url = make_url(ledger_url(settings))
    name = str(url.database) if url.get_backend_name() == "sqlite" else ""
    return tuple(Path(name + end) for end in ("", "-wal", "-shm")) if name else ()


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> Part | None:
    """A file as it is; None where it went in this moment."""
    name = name.encode("utf-8", "backslashreplace").decode()  # a name that is no text
    digest, size = hashlib.sha256(), 0
    try:
        with file.open("rb") as source, archive.open(_info(name), "w", force_zip64=True) as to:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                to.write(chunk)
    except FileNotFoundError:
        return None
    return Part(name, size, digest.hexdigest())


def _info(name: str) -> zipfile.ZipInfo:
    """Without the time of now: equal contents make equal parts."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _take_snapshot(ledger: Path, to: Path) -> tuple[int, int, int]:
    """The ledger at one moment, whole; gives the version of its schema, and how many members and messages it has."""
    if not ledger.exists():
        raise LedgerUnusableError(f"there is no ledger at {ledger} yet; `adhesion run` makes it")
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        uri = f"{ledger.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(to)) as target:
            source.backup(target)
            damage = [row[0] for row in target.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            if damage:
                raise LedgerUnusableError(f"the ledger {ledger} is damaged: {damage[0]}; keep your older backups")
            (version,) = target.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            (members,) = target.execute("SELECT count(*) FROM members").fetchone()
            (messages,) = target.execute("SELECT count(*) FROM messages").fetchone()
            target.execute("PRAGMA journal_mode = DELETE")  # one file, whatever opens it next
    except (sqlite3.Error, TypeError) as error:
        raise LedgerUnusableError(f"the ledger {ledger} cannot be copied ({error}); keep your older backups") from error
    return int(version), int(members), int(messages)
