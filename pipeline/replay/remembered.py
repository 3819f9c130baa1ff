"""What documents said when they were read again, kept until staff accept it: so a replay can be stopped and go on."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final, Self

from pipeline.documents.workers.child import decoded, encoded
from pipeline.storage import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.concluding import Reading
    from pipeline.config import Settings
    from pipeline.model import Document, DocumentReading

FILE: Final = "replay.db"
"""In the state folder. It holds what forms say: see `storage.forget_replay`."""

_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS readings (document TEXT PRIMARY KEY, reading BLOB NOT NULL)",
)


class Memory:
    """The file of one replay: readings by document, by which program they were made, and what was shown of them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, settings: Settings) -> Iterator[Self]:
        """The memory of the last replay; an empty one where there is none, or it is damaged."""
        file = state_folder(settings) / FILE
        try:
            connection = _connected(file)
        except sqlite3.DatabaseError:
            file.unlink(missing_ok=True)
            connection = _connected(file)
        with closing(connection):
            yield cls(connection)

    def __getitem__(self, key: str) -> str | None:
        """A word that was noted about the replay."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, key: str, value: str) -> None:
        """Note a word about the replay."""
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def clear(self) -> None:
        """Begin anew."""
        with self._connection:
            for table in ("meta", "readings"):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def known(self, document: Document) -> DocumentReading | None:
        """What the document said, if it was read by this replay."""
        row = self._connection.execute("SELECT reading FROM readings WHERE document = ?", (_key(document),)).fetchone()
        with suppress(ValueError, zlib.error):
            return None if row is None else decoded(zlib.decompress(row[0]))
        return None

    def keep(self, documents: Sequence[Document], readings: Sequence[DocumentReading]) -> None:
        """Keep what documents said."""
        rows = [
            (_key(document), zlib.compress(encoded(reading)))
            for document, reading in zip(documents, readings, strict=True)
        ]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?)", rows)


class RememberingReader:
    """Reads documents, each once: what is known of this replay already is not read again."""

    def __init__(self, memory: Memory, reader: Reading) -> None:
        self._memory = memory
        self._reader = reader

    def read_all(self, documents: Sequence[Document]) -> list[DocumentReading]:
        """The readings of the documents, in their order."""
        known = [self._memory.known(document) for document in documents]
        unread = [document for document, reading in zip(documents, known, strict=True) if reading is None]
        read = self._reader.read_all(unread) if unread else []
        self._memory.keep(unread, read)
        fresh = iter(read)
        return [reading if reading is not None else next(fresh) for reading in known]


def _connected(file: Path) -> sqlite3.Connection:
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        with connection:
            for table in _TABLES:
                connection.execute(table)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _key(document: Document) -> str:
    """A document with all that its reading may hang on."""
    whole = hashlib.sha256(document.data)
    about = (document.name, document.media, document.inside, document.body, document.attached, document.named)
    whole.update(repr(about).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()
