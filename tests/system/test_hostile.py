"""Attempts to make a run lose, double, run or tell something; each with the real program."""

from __future__ import annotations

import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.program import COMMAND, INBOX, NOW, WITHOUT_PDF, contents, export, run, surroundings

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("01-*.eml", "19-*.eml", "22-*.eml", "40-*.eml")
PAYLOADS = (
    "=cmd|'/C calc'!A1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "[/nope] {{7*7}}",
    "A\0B\x1b[31m\u202egnp.exe",
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A few samples: forms in a file and in the mail's text, a pledge."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for pattern in SMALL:
        shutil.copy2(next(INBOX.glob(pattern)), folder)
    return folder


def seen(outputs: Path) -> tuple[object, ...]:
    """All that must not differ between an undisturbed run and one that was killed."""
    files = {name: data for name, data in contents(outputs).items() if name.startswith(("drafts", "letters", "forms"))}
    return (export("members", outputs), export("submissions", outputs), export("messages", outputs), files)


def test_kills_lose_and_double_nothing(tmp_path: Path, inbox: Path) -> None:
    """After runs that were killed at any moment the next one ends where an undisturbed one ends."""
    arguments = [*COMMAND, "run", "--inbox", str(inbox), "--now", NOW, "--outputs", str(tmp_path / "killed")]
    arguments += map(str, WITHOUT_PDF)
    for seconds in (1.2, 2.4):
        process = subprocess.Popen(arguments, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    run(tmp_path / "killed", inbox=inbox).ok()
    run(tmp_path / "calm", inbox=inbox).ok()

    assert seen(tmp_path / "killed") == seen(tmp_path / "calm")


def test_half_written_files_are_cleared_away(tmp_path: Path, inbox: Path) -> None:
    """What a killed run left beside its place holds personal data and goes; what others put there stays."""
    outputs = tmp_path / "out"
    (outputs / "drafts").mkdir(parents=True)
    left = [outputs / name for name in ("drafts/.abc.part", ".ledger.part", ".report.part")]
    theirs = outputs / ".~lock.ledger.xlsx#"
    for file in (*left, theirs):
        file.write_text("x")
    run(outputs, "--log", "none", inbox=inbox).ok()

    assert [file.exists() for file in (*left, theirs)] == [False, False, False, True]


def test_values_of_strangers_do_nothing_and_stay_out_of_the_log(tmp_path: Path, inbox: Path) -> None:
    """Formulas, scripts, templates and control characters are text in all that staff open, and nowhere in the log."""
    form = next(inbox.glob("19-*")).read_text(encoding="utf-8")
    for number, payload in enumerate(PAYLOADS):
        text = form.replace("burgemeester\n", f"{payload}\n").replace("Nijmegen", f"Alfa{'bcdef'[number]}stad")
        (inbox / f"h{number}.eml").write_text(text.replace("Subject: ", f"Subject: {payload} "), encoding="utf-8")
    outputs = tmp_path / "out"
    finished = run(outputs, inbox=inbox).ok()

    cells = [cell for sheet in load_workbook(outputs / "ledger.xlsx") for row in sheet.iter_rows() for cell in row]
    report = (outputs / "report.html").read_text(encoding="utf-8")
    drafts = b"".join(data for name, data in contents(outputs).items() if name.startswith("drafts"))
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert "<script" not in report
    assert b"\x1b" not in drafts
    assert b"\0" not in drafts
    assert not [word for word in ("stad", "Oosterwijk", "calc", "SUM") if word in finished.err]


def test_what_staff_typed_survives_a_clock_set_back(tmp_path: Path, inbox: Path) -> None:
    """The last word of staff stands, and is still in the workbook, although the clock is years behind."""
    outputs = tmp_path / "out"
    run(outputs, inbox=inbox).ok()
    for number, now in enumerate(("2026-11-24T09:00", "2020-01-01T09:00")):
        book = load_workbook(outputs / "ledger.xlsx")
        sheet = book["Members"]
        place = next(cell.column for cell in sheet[1] if cell.value == "field:contact_role")
        sheet.cell(3, place).value = f"Word {number}"
        book.save(outputs / "ledger.xlsx")
        run(outputs, inbox=inbox, now=now).ok()

    assert load_workbook(outputs / "ledger.xlsx")["Members"].cell(3, place).value == "Word 1"
