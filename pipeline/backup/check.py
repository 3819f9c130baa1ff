"""Checking a backup: every part is there and whole, the ledger sound, every mail as it came."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from pipeline.backup.manifest import LEDGER, NAME, BadManifestError, Manifest, Part, from_json
from pipeline.errors import LedgerUnusableError
from pipeline.ledger.migrations import APPLICATION, LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK: Final = 1 << 20
_SPARE: Final = 64 << 20  # bytes that stay free on the disk
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, KeyError)


class BadBackupError(LedgerUnusableError):
    """The backup cannot be used."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file} cannot be used: {why}. Nothing was changed; take another backup.")


def unpack(file: Path, to: Path) -> Manifest:
    """Unpack a backup into an empty folder, checking all of it.

    Raises:
        BadBackupError: something is missing, damaged, or written by a newer program.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(file, archive)
            _refuse_strange(file, archive, manifest)
            _refuse_too_large(file, manifest, to)
            for part in manifest.parts:
                _unpack_part(file, archive, part, to / part.name)
    except FileNotFoundError as error:
        raise BadBackupError(file, "it is not there") from error
    except zipfile.BadZipFile as error:
        raise BadBackupError(file, f"it is damaged or no backup ({error})") from error
    except OSError as error:
        raise BadBackupError(file, f"it cannot be unpacked ({error.strerror})") from error
    if manifest.ledger == "sqlite":
        _check_ledger(file, to / LEDGER, manifest)
    return manifest


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        return from_json(archive.read(NAME))
    except BadManifestError as error:
        raise BadBackupError(file, str(error)) from error
    except _DAMAGED as error:
        raise BadBackupError(file, "it is damaged or no backup: its list of parts is missing") from error


def _refuse_strange(file: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    names = [part.name for part in manifest.parts]
    there = [name for name in archive.namelist() if name != NAME]
    missing, more = sorted(set(names) - set(there)), sorted(set(there) - set(names))
    if missing or (manifest.ledger == "sqlite" and LEDGER not in names):
        raise BadBackupError(file, f"a part is missing: {(missing or [LEDGER])[0]}")
    if more or len(set(there)) != len(there) or len(set(names)) != len(names):
        raise BadBackupError(file, "it has parts that are not on its list")
    outside = [name for name in names if not _is_inside(name)]
    if outside:
        raise BadBackupError(file, f"a part would be written outside of the folder: {outside[0]}")


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name


def _refuse_too_large(file: Path, manifest: Manifest, to: Path) -> None:
    size = sum(part.size for part in manifest.parts)
    if size + _SPARE > shutil.disk_usage(to).free:
        raise BadBackupError(file, f"the disk has no room for its {size >> 20} MB")


def _unpack_part(file: Path, archive: zipfile.ZipFile, part: Part, to: Path) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), part.size
    try:
        with archive.open(part.name) as source, to.open("xb") as stream:
            to.chmod(0o600)
            while left >= 0 and (chunk := source.read(_CHUNK)):
                left -= len(chunk)
                digest.update(chunk)
                stream.write(chunk)
    except _DAMAGED as error:
        raise BadBackupError(file, f"the part {part.name} is damaged") from error
    if left or digest.hexdigest() != part.sha256:
        raise BadBackupError(file, f"the part {part.name} is damaged")


def _check_ledger(file: Path, ledger: Path, manifest: Manifest) -> None:
    try:
        with closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as database:
            fault = next(_faults(database, manifest), None)
    except sqlite3.Error as error:
        raise BadBackupError(file, f"its ledger is damaged ({error})") from error
    if fault:
        raise BadBackupError(file, fault)


def _faults(database: sqlite3.Connection, manifest: Manifest) -> Iterator[str]:
    yield from (
        f"its ledger is damaged ({row[0]})" for row in database.execute("PRAGMA integrity_check(5)") if row[0] != "ok"
    )
    meta = dict(database.execute("SELECT key, value FROM meta"))
    version = str(meta.get("version", ""))
    if meta.get("application") != APPLICATION or not version.isdigit():
        yield "its ledger is the database of another program"
    elif int(version) > LATEST:
        yield f"it was made by a newer program ({manifest.program}); install that version first"
    if database.execute("PRAGMA foreign_key_check").fetchone():
        yield "its ledger is damaged (rows refer to rows that are missing)"
    for sha256, raw in database.execute("SELECT sha256, raw FROM contents"):
        if not _is_whole(sha256, raw):
            yield f"its copy of the mail {sha256[:12]}… is damaged"


def _is_whole(sha256: str, raw: bytes) -> bool:
    """Bytes that were erased are no damage."""
    try:
        return not raw or hashlib.sha256(zlib.decompress(raw)).hexdigest() == sha256
    except zlib.error:
        return False
