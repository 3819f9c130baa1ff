"""A dry run works on a copy of the state and throws it away."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DefinitionError
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
        copy = settings.model_copy(update={"outputs": settings.outputs.model_copy(update={"dir": Path(folder)})})
        state_folder(copy).mkdir(mode=0o700)
        ledger = state_folder(settings) / "ledger.db"
        if ledger.exists():
            _copy_database(ledger, state_folder(copy) / "ledger.db")
        workbook = settings.outputs.dir / "ledger.xlsx"
        if workbook.exists():
            shutil.copy2(workbook, Path(folder))
        yield copy


def _copy_database(ledger: Path, copy: Path) -> None:
    """Through SQLite itself, so that pages that another process is writing are no trouble."""
    with (
        closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
