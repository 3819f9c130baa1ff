from __future__ import annotations

import io
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

from tests.program import COMMAND, INBOX, NOW, ROOT, WITHOUT_PDF, adhesion, contents, export, run, surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import SampleRun

LATER = "2026-11-24T09:00:00+00:00"


def made(outputs: Path) -> dict[str, bytes]:
    """What a run made for people, but for the report, which is about that one run."""
    files = contents(outputs).items()
    return {name: data for name, data in files if not name.startswith("state/") and name != "report.html"}


def few(folder: Path, *stems: str) -> Path:
    """An inbox of some of the samples, told by the beginning of their names."""
    folder.mkdir(exist_ok=True)
    for stem in stems:
        (file,) = INBOX.glob(f"{stem}*.eml")
        shutil.copy(file, folder)
    return folder


def test_a_second_run_changes_nothing(sample_run: SampleRun, tmp_path: Path) -> None:
    """The day after, with the same mail: no new member, letter or draft, the workbook and all else the same bytes."""
    outputs = sample_run.copy(tmp_path / "outputs")
    before = made(outputs)
    members = export("members", outputs)
    finished = run(outputs, now=LATER).ok()
    known = len(list(INBOX.glob("*.eml")))
    assert numbers(finished.out) == {"messages seen": known, "known from earlier runs": known, "sum (balances)": known}
    assert made(outputs) == before
    assert export("members", outputs) == members


def numbers(table: str) -> dict[str, int]:
    """The summary's rows."""
    rows = [line.strip("│| ").rsplit(maxsplit=1) for line in table.splitlines() if line.startswith(("│", "|"))]
    return {words.strip("│| "): int(number) for words, number in rows}


def test_new_mail_is_taken_up_and_old_mail_left_alone(tmp_path: Path) -> None:
    """A message that arrives later becomes a member of its own; what was drawn for the others stays as it was."""
    inbox, outputs = few(tmp_path / "inbox", "01", "02"), tmp_path / "outputs"
    run(outputs, inbox=inbox).ok()
    before = made(outputs)
    few(inbox, "08", "11")
    finished = run(outputs, inbox=inbox, now=LATER).ok()
    told = numbers(finished.out)
    assert (told["messages seen"], told["known from earlier runs"], told["sum (balances)"]) == (4, 2, 4)
    assert [member["id"] for member in export("members", outputs)] == ["M0001", "M0002"]
    after = made(outputs)
    assert all(after[name] == data for name, data in before.items() if name != "ledger.xlsx")
    assert len([name for name in after if name.startswith("drafts/")]) == 2


def test_the_office_says_how_sure_is_sure(tmp_path: Path) -> None:
    """Where nothing is certain enough, every value read from a form waits for a look; the values are the same."""
    inbox, outputs, strict = few(tmp_path / "inbox", "16"), tmp_path / "outputs", tmp_path / "adhesion.toml"
    strict.write_text("[review]\ncertain = 1\n")
    usual = numbers(run(outputs, inbox=inbox).ok().out)
    [member] = export("members", outputs)
    [doubted] = export("members", outputs, "--config", strict)
    assert usual["new submissions"] == 1
    assert (member.pop("status"), doubted.pop("status")) == ("ready", "to_review")
    assert member == doubted


def test_a_dry_run_changes_nothing_at_all(sample_run: SampleRun, tmp_path: Path) -> None:
    """It tells what a run would do and leaves no trace: not in a filled folder, not where there is none yet."""
    outputs = sample_run.copy(tmp_path / "outputs")
    inbox = few(tmp_path / "inbox", "01", "02")
    before = contents(tmp_path)
    finished = run(outputs, "--dry-run", inbox=inbox).ok()
    assert numbers(finished.out)["messages seen"] == 2
    assert "nothing was kept" in finished.out
    run(tmp_path / "none yet", "--dry-run", inbox=inbox).ok()
    assert contents(tmp_path) == before
    assert not (tmp_path / "none yet").exists()


def test_the_same_run_at_the_same_time_gives_the_same_files(tmp_path: Path) -> None:
    """With --now two runs from nothing give equal workbooks, letters and drafts, and the ledger has that time."""
    inbox = few(tmp_path / "inbox", "01", "07", "26")
    first, second = tmp_path / "first", tmp_path / "second"
    run(first, inbox=inbox, now="2026-03-04T05:06:07+00:00").ok()
    run(second, inbox=inbox, now="2026-03-04T05:06:07+00:00").ok()
    assert sheets(first) == sheets(second)
    assert [name for name, data in made(first).items() if made(second)[name] != data] in ([], ["ledger.xlsx"])
    assert export("messages", first) == export("messages", second)
    assert "2026-03-04 05:06" in adhesion("status", "--outputs", first).ok().out


def sheets(outputs: Path) -> dict[str, bytes]:
    """The workbook's parts but for the one that holds the clock's time of saving."""
    archive = ZipFile(io.BytesIO((outputs / "ledger.xlsx").read_bytes()))
    return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def test_it_works_from_anywhere_with_any_folder_name(tmp_path: Path) -> None:
    """Run in another working directory, as a module, into a folder with spaces and letters of the world."""
    few(tmp_path / "correo de entrada é", "02", "08")
    outputs = tmp_path / "sálida número 1 [bold]" / "ウ"
    arguments = ("run", "--inbox", "correo de entrada é", "--outputs", outputs, "--now", NOW)
    module = (sys.executable, "-m", "pipeline")
    finished = adhesion(*arguments, cwd=tmp_path, command=module, PYTHONPATH=str(ROOT), LANG="C", LC_ALL="C").ok()
    assert str(outputs / "ledger.xlsx") in finished.out
    again = run(outputs, inbox=tmp_path / "correo de entrada é", cwd=tmp_path / "correo de entrada é").ok()
    assert numbers(again.out)["known from earlier runs"] == 2


def test_defaults_serve_the_samples(tmp_path: Path) -> None:
    """`adhesion run` with no option reads inbox_samples/ of the working directory into outputs/."""
    few(tmp_path / "inbox_samples", "02")
    adhesion("run", cwd=tmp_path).ok()
    assert (tmp_path / "outputs" / "ledger.xlsx").exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["inbox_samples", "outputs"]


def test_an_empty_inbox_is_an_ordinary_day(tmp_path: Path) -> None:
    """No message: exit 0, a workbook to open, and no folder is spoken of that is not there."""
    inbox = few(tmp_path / "inbox")
    finished = run(tmp_path / "outputs", inbox=inbox).ok()
    assert numbers(finished.out) == {"messages seen": 0, "known from earlier runs": 0, "sum (balances)": 0}
    assert (tmp_path / "outputs" / "ledger.xlsx").exists()
    assert "drafts" not in finished.out


def test_the_inbox_is_only_read(tmp_path: Path) -> None:
    """Messages stay as they were, to the time of their last change, also in a folder that cannot be written."""
    inbox = few(tmp_path / "inbox", "01", "05")
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in inbox.iterdir()}
    for file in before:
        file.chmod(0o400)
    inbox.chmod(0o500)
    run(tmp_path / "outputs", inbox=inbox).ok()
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in inbox.iterdir()} == before


def test_an_interrupted_run_is_gone_on_with(tmp_path: Path) -> None:
    """Ctrl-C at any step: exit 130 with a sentence; the run after that ends with all that one whole run gives."""
    inbox = few(tmp_path / "inbox", "01", "08", "26", "07")
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    for moment in ("message.stored", "message.concluded", "draft.written"):
        code, said = interrupted(moment, "--inbox", inbox, "--outputs", broken, "--now", NOW)
        assert code == 130
        assert "adhesion: Interrupted. Nothing is lost" in said
        assert "Traceback" not in said
    finished = run(broken, inbox=inbox).ok()
    run(whole, inbox=inbox).ok()
    assert numbers(finished.out)["sum (balances)"] == 4
    assert export("messages", broken) == export("messages", whole)
    assert set(made(broken)) == set(made(whole))
    assert "exit 130" in adhesion("status", "--outputs", broken).ok().out


def interrupted(moment: str, *arguments: str | Path) -> tuple[int, str]:
    """A run that gets Ctrl-C when its log tells of a moment."""
    command = [*COMMAND, "run", *map(str, (*arguments, *WITHOUT_PDF))]
    with subprocess.Popen(command, env=surroundings(), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        next(line for line in process.stderr if moment in line)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    return process.returncode, said
