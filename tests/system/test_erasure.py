"""Erasure: no byte of somebody stays in the outputs, all else does, and no later run brings it back."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from pipeline.campaign.loader import load_campaign
from pipeline.cli import app
from pipeline.config import Settings
from pipeline.erasure.intent import Intent, write_intent
from pipeline.erasure.look import look
from pipeline.erasure.target import target_of
from pipeline.ledger.store import Ledger
from pipeline.ledger.tombstones import Erasure
from pipeline.run import Run
from tests.everything import places_of
from tests.few import command, copied, person, run_again
from tests.program import INBOX
from tests.quiet import Quiet

if TYPE_CHECKING:
    from pathlib import Path

RONDA = ("Ayuntamiento de Ronda", "ronda.example", "Tomás Arévalo", "Baltasar Espinosa", "952000123")


def members(outputs: Path) -> dict[str, dict[str, Any]]:
    found = json.loads(command("export", "members", "--outputs", outputs).ok().out)
    return {each["id"]: each["fields"] for each in found}


def members_sheet(file: Path) -> Worksheet:
    sheet = load_workbook(file)["Members"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_nothing_of_a_member_stays_and_all_of_staff_does(office: Path, tmp_path: Path) -> None:
    """Not in the ledger's pages, mails, letters, cut-outs, nor in what staff wrote about it; the rest is as it was."""
    outputs = copied(office, tmp_path)
    book = load_workbook(outputs / "ledger.xlsx")
    sheet = book["Members"]
    assert isinstance(sheet, Worksheet)
    place = sheet.max_column + 1
    sheet.cell(2, place, "Our notes")
    rows = {str(sheet.cell(row, 1).value): row for row in range(3, sheet.max_row + 1)}
    sheet.cell(rows["M0001"], place, "very nice people")
    sheet.cell(rows["M0002"], place, "met them with Tomás Arévalo Pino in May")
    sheet.cell(rows["M0003"], place).comment = Comment("Baltasar Espinosa Mena knows her", "Staff")
    notes = book.create_sheet("Calls")
    notes.append(["Ayuntamiento de Ronda", "called on Monday"])
    notes.append(["Leicester", "call back"])
    book.save(outputs / "ledger.xlsx")
    assert places_of(outputs, *RONDA)

    said = person("erase", outputs, "M0001", "--yes", "--by", "the office").ok().out
    assert "1 members, 3 messages, 2 submissions" in said
    assert "01-ronda-docx-table.eml" in said  # what is left in the mailbox is told
    assert places_of(outputs, *RONDA) == set()
    after = members_sheet(outputs / "ledger.xlsx")
    texts = {str(after.cell(row, 1).value): after.cell(row, place).value for row in range(3, after.max_row + 1)}
    assert "M0001" not in texts
    assert texts["M0002"] == "met them with [erased] in May"
    calls = load_workbook(outputs / "ledger.xlsx")["Calls"]
    assert [[cell.value for cell in row] for row in calls.iter_rows()] == [
        [None, "called on Monday"],
        ["Leicester", "call back"],
    ]

    said = " ".join(run_again(outputs, office.parent / "inbox").split())
    assert "known from earlier runs │ 8 │ │ sum (balances) │ 8" in said
    assert places_of(outputs, *RONDA) == set()
    assert "M0001" not in members(outputs)


def test_what_others_said_stays(office: Path, tmp_path: Path) -> None:
    """A town of the same name, the other towns of one mail, a government whose contact person is erased."""
    outputs = copied(office, tmp_path)
    before = members(outputs)
    who = ("M0007", "M0003", "Niamh Tierney", "ntierney@waterford.example", "--yes")
    said = person("erase", outputs, *who).ok().out
    assert "Not looked for, since other members say it of themselves too: Ayuntamiento de Mérida" in said
    after = members(outputs)
    assert {"M0003", "M0007"} & set(after) == set()
    for kept in ("M0004", "M0005", "M0008"):
        assert after[kept] == before[kept]
    waterford = {key: field for key, field in before["M0006"].items() if key not in {"contact_name", "contact_email"}}
    assert after["M0006"] == waterford
    assert places_of(outputs, "Niamh Tierney", "ntierney", "Quilpué", "merida.example") == set()
    assert "Ayuntamiento de Mérida" in (outputs / "contacts" / "contacts-es.csv").read_text(encoding="utf-8")
    found = json.loads(command("export", "submissions", "--outputs", outputs).ok().out)
    notes = {each["member"] for each in found for finding in each["findings"] if finding["code"] == "document-erased"}
    assert {"M0004", "M0005", "M0006"} <= notes


def test_an_erasure_that_was_interrupted_is_finished_by_the_next_run(office: Path, tmp_path: Path) -> None:
    """Killed when the ledger had forgotten and the files not yet, the next run takes away the rest."""
    outputs = copied(office, tmp_path)
    settings = Settings.model_validate({"outputs": {"dir": outputs}})
    campaign = load_campaign(settings.campaign)
    now, salt = dt.datetime(2026, 11, 24, tzinfo=dt.UTC), "ab" * 32
    with Ledger.open(f"sqlite:///{outputs / 'state' / 'ledger.db'}") as ledger:
        run = Run(settings, campaign, ledger, 1, now, Quiet())
        found = look(run, target_of(["M0001"], ledger.view(campaign), campaign, []))
        words = found.target.words
        intent = Intent(now, "the office", salt, found.target.members, words.texts, found.files.going)
        write_intent(outputs / "state", intent)
        ledger.erase(found.held, words.names, words.redacted, Erasure("erased", "the office", now, salt, {}))
    assert places_of(outputs, *RONDA)
    run_again(outputs, office.parent / "inbox")
    assert places_of(outputs, *RONDA) == set()
    assert not (outputs / "state" / "erasing.json").exists()


def test_all_of_it_is_handed_out(office: Path, tmp_path: Path) -> None:
    """`export` writes rows, mails as they came, and files; `find` changes nothing."""
    said = person("find", office, "Tomás Arévalo Pino").ok().out
    assert "message 1: 01-ronda-docx-table.eml" in said
    file = tmp_path / "ronda.zip"
    person("export", office, "M0001", "--to", file).ok()
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        held = json.loads(archive.read("held.json"))
        assert archive.read("mails/000001.eml") == (INBOX / "01-ronda-docx-table.eml").read_bytes()
        assert "files/letters/M0001-welcome-es.docx" in archive.namelist()
    assert held["members"] == ["M0001"]
    assert any(row["value"] == "Tomás Arévalo Pino" for row in held["ledger"]["submission_values"])


def test_it_asks_first(office: Path, tmp_path: Path) -> None:
    """Without --yes nothing goes before somebody said so."""
    outputs = copied(office, tmp_path)
    asked = CliRunner().invoke(app, ["person", "erase", "M0001", "--outputs", str(outputs)], input="n\n")
    assert asked.exit_code == 0
    assert "Nothing was erased." in asked.output
    assert "M0001" in members(outputs)


@pytest.mark.parametrize(("who", "words"), [("M9999", "No member has the number M9999"), ("Al", "Too short")])
def test_nobody_is_meant(office: Path, who: str, words: str) -> None:
    """A number of no member, or too little to look for: exit code 2 and a sentence."""
    said = person("find", office, who)
    assert (said.code, words in said.err) == (2, True)


def test_without_a_ledger(tmp_path: Path) -> None:
    """Exit code 6, and nothing is made."""
    assert person("erase", tmp_path / "outputs", "M0001", "--yes").code == 6
    assert not (tmp_path / "outputs").exists()
