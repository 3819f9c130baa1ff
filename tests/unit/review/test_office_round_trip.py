from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.config import Settings
from pipeline.records import MemberValue
from pipeline.review.corrections import read_corrections
from pipeline.review.links import links_of
from pipeline.review.workbook import write_workbook
from tests.unit.review import sample
from tests.unit.review.editing import edit, find, members_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.records import LedgerView

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

ODD = (
    "=1+1",
    "  spaced  ",
    "a\r\nb\r\n",
    "_x000D_",
    "0034",
    "1/2",
    "TRUE",
    "l1\n\n\nl2\t end ",
    "é\u00a0e\u0301",
    "'quoted",
)


def saved_by_office(path: Path, tmp_path: Path) -> Path:
    """The same workbook, opened and saved again by LibreOffice."""
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / path.name


def odd_view() -> LedgerView:
    view = sample.view(12)
    for number, text in enumerate(ODD, start=1):
        view = sample.with_value(view, f"M{number:04d}", MemberValue("postal_address", text, "form"))
    values = (MemberValue("population", 12.5, "form"), MemberValue("mandate_start", "2022-06", "form"))
    return replace(
        sample.with_value(view, "M0003", values[0]), members=sample.with_value(view, "M0004", values[1]).members
    )


def test_a_workbook_saved_by_another_program_holds_only_what_staff_typed(tmp_path: Path) -> None:
    """Days, numbers, odd texts, comments and colours pass through LibreOffice without becoming corrections."""
    path, view, campaign = tmp_path / "ledger.xlsx", odd_view(), sample.campaign()
    write_workbook(path, view, campaign, Settings(), links_of(view), sample.NOW)
    edit(path, "M0002", "field:leader_title", "Governor")
    saved = saved_by_office(path, tmp_path)
    corrections = read_corrections(saved, view, campaign)
    assert [(each.member, each.field, each.value) for each in corrections.decisions] == [
        ("M0002", "leader_title", "Governor")
    ]
    assert not corrections.problems
    after = sample.with_value(view, "M0002", MemberValue("leader_title", "Governor", "staff"))
    assert write_workbook(saved, after, campaign, Settings(), links_of(after), sample.NOW)
    sheet = members_sheet(load_workbook(saved))
    doubtful = find(sheet, "M0004", "field:population")
    assert doubtful.comment is not None
    assert doubtful.comment.text.count("ca. 12 mil hab.") == 1
    assert find(sheet, "M0001", "field:population").fill.fill_type is None
    assert not write_workbook(saved, after, campaign, Settings(), links_of(after), sample.NOW)
