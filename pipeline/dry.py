"""A dry run works on a copy of the state and throws it away."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import AdhesionError, DefinitionError
from pipeline.storage import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.config import Settings


@contextmanager
def copy_of_outputs(settings: Settings) -> Iterator[Settings]:
    """The settings with an outputs folder that holds copies of the ledger and the workbook, gone afterwards.

    Raises:
        DefinitionError: the ledger is no SQLite file of ours, so it cannot be copied.
    """
    if settings.database.url is not None:
        raise DefinitionError("--dry-run", ["works with the ledger in outputs/state only, not with [database] url"])
    with tempfile.TemporaryDirectory(prefix="adhesion-dry-") as folder:
        copy = settings.model_copy(
            update={
                "outputs": settings.outputs.model_copy(update={"dir": Path(folder), "evidence": "none"}),
                "drafts": settings.drafts.model_copy(update={"target": "folder"}),
                "mailbox": settings.mailbox.model_copy(update={"processed_folder": None, "after": {}}),
            }
        )
        state_folder(copy).mkdir(mode=0o700)
        ledger = state_folder(settings) / "ledger.db"
        if ledger.exists():
            copy_database(ledger, state_folder(copy) / "ledger.db")
        workbook = settings.outputs.dir / "ledger.xlsx"
        if workbook.exists():
            shutil.copy2(workbook, Path(folder))
        try:
            yield copy
        except AdhesionError as error:  # its words are about the real files, not about copies that are gone by then
            error.args = (str(error).replace(folder, str(settings.outputs.dir)),)
            raise


def copy_database(ledger: Path, copy: Path) -> None:
    """A plain copy where nobody writes, else through SQLite itself, which would leave files of its own behind."""
    if not ledger.with_name(f"{ledger.name}-wal").exists():
        shutil.copy2(ledger, copy)
        return
    try:
        with (
            closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.DatabaseError:
        shutil.copy2(ledger, copy)  # damaged, or no database: opening the copy says so in words
