"""What is remembered of the last workbook: found again, and worth nothing when it is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.review.stamp import Stamp, read_stamp, write_stamp

if TYPE_CHECKING:
    from pathlib import Path


def test_a_stamp_is_found_again(tmp_path: Path) -> None:
    """The next run knows the file and what it was made from."""
    write_stamp(tmp_path / "workbook.json", Stamp("a" * 64, "b" * 64))
    assert read_stamp(tmp_path / "workbook.json") == Stamp("a" * 64, "b" * 64)


@pytest.mark.parametrize("text", [None, "", "null", "[]", "{}", '{"sha256": "a"}', "\x00", "[" * 100_000])
def test_a_damaged_stamp_is_none(tmp_path: Path, text: str | None) -> None:
    """Then the workbook is read, as if no run had ever been."""
    file = tmp_path / "workbook.json"
    if text is not None:
        file.write_text(text)
    assert read_stamp(file) is None
