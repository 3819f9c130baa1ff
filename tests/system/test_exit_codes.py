from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.program import INBOX, Finished, adhesion, contents, export, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an inbox of one form, and outputs of a run over it."""
    folder = tmp_path_factory.mktemp("ready")
    (folder / "inbox").mkdir()
    shutil.copy(INBOX / "01-ronda-docx-table.eml", folder / "inbox")
    run(folder / "outputs", inbox=folder / "inbox").ok()
    return folder


@pytest.fixture
def box(ready: Path, tmp_path: Path) -> Path:
    """The same with an empty inbox, to be broken."""
    shutil.copytree(ready / "outputs", tmp_path / "box" / "outputs")
    (tmp_path / "box" / "inbox").mkdir()
    return tmp_path / "box"


def stopped(box: Path, *arguments: str | Path) -> Finished:
    """A run that must stop, and must leave everything but the ledger's note of it as it was."""
    before = {name: data for name, data in contents(box).items() if "state" not in name}
    finished = run(box / "outputs", *arguments, inbox=box / "inbox")
    assert {name: data for name, data in contents(box).items() if "state" not in name} == before
    assert finished.out == ""
    return finished


def test_3_all_mistakes_of_the_configuration_at_once(box: Path) -> None:
    """Each wrong key and value is named with its place, in one go."""
    file = box / "wrong.toml"
    file.write_text(
        'colour = "red"\n[mailbox]\nsorce = "x"\nauth = "magic"\n[limits]\nseconds = "long"\n[secretary]\nname = "x"\n'
    )
    finished = stopped(box, "--config", file)
    assert finished.code == 3
    for place in ("colour", "mailbox.sorce", "mailbox.auth", "limits.seconds", "secretary"):
        assert f"- {place}: " in finished.err
    assert "mend them and run again" in finished.err


@pytest.mark.parametrize("content", [None, "[mailbox", b"\xff\xfe", "source = 'x'\nsource = 'y'"])
def test_3_a_configuration_that_is_no_toml(box: Path, content: str | bytes | None) -> None:
    """Missing, cut off, in another encoding, a key twice: one sentence that names the file."""
    file = box / "wrong.toml"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    finished = stopped(box, "--config", file)
    assert finished.code == 3
    assert str(file) in finished.err


def test_3_all_mistakes_of_a_campaign_file_at_once(box: Path) -> None:
    """Every problem of the file is named; a campaign that is neither file nor built in lists those that are."""
    file = box / "campaign.toml"
    file.write_text('id = "Bad Id"\nlanguages = []\n[[fields]]\nkey = "a"\ntype = "colour"\n')
    finished = stopped(box, "--campaign", file)
    assert finished.code == 3
    for word in ("id", "name", "languages", "type", "labels"):
        assert word in finished.err
    assert "human-rights-cities-2030" in stopped(box, "--campaign", "no-such").err


def test_4_the_inbox_is_missing(box: Path) -> None:
    """A folder that is not there, or is a file: how to name the right one."""
    shutil.rmtree(box / "inbox")
    finished = stopped(box)
    assert finished.code == 4
    assert "--inbox FOLDER" in finished.err
    assert "mailbox.source" in finished.err


@pytest.mark.parametrize("damage", ["garbage", "torn", "newer", "foreign"])
def test_6_the_ledger_cannot_be_used(box: Path, damage: str) -> None:
    """Garbage, torn pages, a newer version's, another program's: every command says so, and none touches the file."""
    file = box / "outputs" / "state" / "ledger.db"
    expected = break_ledger(file, damage)
    before = file.read_bytes()
    for said in (stopped(box), stopped(box, "--dry-run"), adhesion("export", "members", "--outputs", box / "outputs")):
        assert said.code == 6
        assert expected in said.err
        assert "dry" not in said.err
    assert file.read_bytes() == before


def break_ledger(file: Path, damage: str) -> str:
    """Damages a ledger; gives words of the advice that must follow."""
    if damage == "newer":
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
        return "install the newer"
    if damage == "garbage":
        file.write_bytes(b"This was a database once. " * 400)
        return "no SQLite database"
    if damage == "torn":
        data = bytearray(file.read_bytes())
        for page in range(4096, len(data), 4096):
            data[page : page + 3000] = b"Z" * 3000
        file.write_bytes(data)
        return "the last backup"
    file.unlink()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE songs (name TEXT)")
    return "another program"


def test_7_another_run_is_going_on(box: Path) -> None:
    """While one run holds the lock, a second stops at once and says so."""
    with FileLock(box / "outputs" / "state" / "run.lock"):
        finished = stopped(box)
    assert finished.code == 7
    assert "Wait until it has ended" in finished.err


def test_8_a_workbook_that_cannot_be_read(box: Path) -> None:
    """A damaged workbook may hold corrections: the run stops before all else, and says how to go on; that works."""
    workbook = box / "outputs" / "ledger.xlsx"
    workbook.write_bytes(workbook.read_bytes()[:5000])
    shutil.copy(INBOX / "08-vic-docx-controls.eml", box / "inbox")
    finished = stopped(box)
    assert finished.code == 8
    assert "rename it" in finished.err
    assert len(export("messages", box / "outputs")) == 1
    workbook.rename(workbook.with_name("ledger-old.xlsx"))
    run(box / "outputs", inbox=box / "inbox").ok()
    assert len(export("members", box / "outputs")) == 2


def test_10_what_fails_is_tried_again_and_held_after_three_times(box: Path) -> None:
    """A message that cannot be concluded stops no other; it is mended by a later run, or held for staff in the end."""
    with closing(sqlite3.connect(box / "outputs" / "state" / "ledger.db")) as database, database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON submissions BEGIN SELECT RAISE(ABORT, 'no'); END")
    shutil.copy(INBOX / "08-vic-docx-controls.eml", box / "inbox")
    shutil.copy(INBOX / "02-question-deadline.eml", box / "inbox")
    first = run(box / "outputs", inbox=box / "inbox")
    assert first.code == 10
    assert "failed, tried again next time" in first.out
    shutil.copy(INBOX / "12-cadiz-docx-lines.eml", box / "inbox")
    assert [run(box / "outputs", inbox=box / "inbox").code for _ in range(2)] == [10, 10]
    with closing(sqlite3.connect(box / "outputs" / "state" / "ledger.db")) as database, database:
        database.execute("DROP TRIGGER full")
    run(box / "outputs", inbox=box / "inbox").ok()
    assert [message["outcome"] for message in export("messages", box / "outputs")] == [
        "submission",  # of the run before all this
        "question",
        "held",  # failed three times
        "submission",  # failed twice
    ]
