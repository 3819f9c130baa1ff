from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.program import INBOX, run

if TYPE_CHECKING:
    from pathlib import Path

LATER = "2026-11-24T09:00:00+00:00"


def inbox(folder: Path, *stems: str) -> Path:
    folder.mkdir()
    for stem in stems:
        (file,) = INBOX.glob(f"{stem}*.eml")
        shutil.copy(file, folder)
    return folder


def cut_outs(outputs: Path) -> dict[str, int]:
    """The pictures of an outputs folder and when each was written."""
    found = (outputs / "evidence").glob("*/*.png")
    return {file.relative_to(outputs).as_posix(): file.stat().st_mtime_ns for file in found}


def test_what_staff_are_asked_about_they_see(tmp_path: Path) -> None:
    """A form without signature: its place is kept, linked from the workbook, shown in the report; once only."""
    mail, outputs = inbox(tmp_path / "inbox", "04"), tmp_path / "outputs"
    run(outputs, inbox=mail).ok()
    made = cut_outs(outputs)
    assert "evidence/S0001/signed.png" in made
    sheet = load_workbook(outputs / "ledger.xlsx")["To review"]
    linked = {
        cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink and cell.value == "Look"
    }
    assert linked == set(made)
    assert (outputs / "report.html").read_text(encoding="utf-8").count("data:image/png") == len(made)

    run(outputs, inbox=mail, now=LATER).ok()
    assert cut_outs(outputs) == made


@pytest.mark.parametrize(("which", "least", "most"), [("all", 15, 99), ("none", 0, 0)])
def test_the_office_says_of_which_values(tmp_path: Path, which: str, least: int, most: int) -> None:
    """All values of a form, or none."""
    settings = tmp_path / "adhesion.toml"
    settings.write_text(f'[outputs]\nevidence = "{which}"\n', encoding="utf-8")
    outputs = tmp_path / "outputs"
    run(outputs, "--config", settings, inbox=inbox(tmp_path / "inbox", "04")).ok()
    assert least <= len(cut_outs(outputs)) <= most


def test_a_rehearsal_shows_nothing(tmp_path: Path) -> None:
    """A dry run keeps no pictures."""
    outputs = tmp_path / "outputs"
    run(outputs, "--dry-run", inbox=inbox(tmp_path / "inbox", "04")).ok()
    assert not outputs.exists() or not cut_outs(outputs)
