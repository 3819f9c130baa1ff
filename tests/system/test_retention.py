"""Retention in a run: the mail goes, with the copies of its form; what was read of it stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from tests.everything import places_of
from tests.few import command, copied

if TYPE_CHECKING:
    from pathlib import Path

LATER = "2029-11-24T09:00:00+00:00"


def mails_naming(outputs: Path) -> set[str]:
    """Stored mails in which the contact person of Leicester stands."""
    return {where for where in places_of(outputs, "oliver.banford@leicester.example") if "ledger.db/" in where}


def test_what_is_due_goes_and_what_was_read_stays(office: Path, tmp_path: Path) -> None:
    """A run after the time of a declined member: no byte of its mail, all of its values, the count still right."""
    outputs = copied(office, tmp_path)
    config = tmp_path / "adhesion.toml"
    config.write_text(
        f"[mailbox]\nsource = '{office.parent / 'inbox'}'\n[outputs]\ndir = '{outputs}'\nletters_as_pdf = false\n"
        "[retention]\ndeclined = 12\n"
    )
    book = load_workbook(outputs / "ledger.xlsx")
    sheet = book["Members"]
    rows = list(sheet.iter_rows())
    status = next(cell.column for cell in rows[1] if cell.value == "Status")
    row = next(row[0].row for row in rows if row[0].value == "M0002")
    sheet.cell(row, status).value = "Declined"
    book.save(outputs / "ledger.xlsx")
    now = ("--config", config, "--log", "none", "--now")
    command("run", *now, "2026-11-24T09:00:00+00:00").ok()
    assert (
        "Retention: the time of 1 stored mails is over (1 of declined)" not in command("status", "--config", config).out
    )
    before = command("export", "members", "--config", config).ok().out
    assert mails_naming(outputs)
    said = command("run", *now, LATER).ok().out
    assert "the time of 1 stored mails was over" in " ".join(said.split())
    assert command("export", "members", "--config", config).ok().out == before
    assert not list((outputs / "forms").glob("M0002-*"))
    again = " ".join(command("run", *now, LATER).ok().out.split())
    assert "known from earlier runs │ 8" in again
    assert "time of" not in again
    assert "Retention: 1 stored mails went" in command("status", "--config", config).out
    messages = json.loads(command("export", "messages", "--config", config).ok().out)
    assert messages[1]["outcome"] == "submission"
    assert mails_naming(outputs) == set()
