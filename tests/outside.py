"""Real documents that lie beside the project; the tests that read them are skipped where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(folder: str) -> list[Path]:
    """The files of one folder of real documents, sorted; skips the calling test where there are none."""
    files = sorted(path for path in (SHARED / folder).glob("*") if path.is_file())
    if not files:
        pytest.skip(f"no real documents here: {folder} (they lie outside the project)")
    return files
