"""A ledger in a folder of its own, and a run in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.ledger.store import Ledger
from tests.unit.ledger.building import NOW, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the ledger's database is or will be."""
    return tmp_path / "state" / "ledger.db"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    """An open ledger with nothing in it."""
    with Ledger.open(url_of(file), domain="secretariat.example") as opened:
        yield opened


@pytest.fixture
def run(ledger: Ledger) -> int:
    """A run that began."""
    return ledger.begin_run(NOW, "0.1.0")
