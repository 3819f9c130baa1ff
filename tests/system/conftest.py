"""What tests of the whole program share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.few import make_office

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outputs of a run over a few of the samples (see `tests.few`). Write into copies only."""
    return make_office(tmp_path_factory.mktemp("office"))
