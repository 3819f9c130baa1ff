"""Backups: made while runs go on, checked in every part, put back without losing what is there."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.backup.check import BadBackupError
from pipeline.backup.restore import check_backup
from tests.everything import places_of
from tests.few import command, copied, person, run_again
from tests.program import ROOT, surroundings

OF_VERSION_2 = """meta runs contents messages found_again listings refusals retries touches members outcomes failures
    documents submissions submission_values pledges pledge_values findings member_events decisions drafts draft_members
    draft_files draft_states"""


def back_up(outputs: Path, file: Path) -> Path:
    command("backup", file, "--outputs", outputs).ok()
    return file


@pytest.fixture(scope="module")
def saved(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup. Write into copies only."""
    return back_up(office, tmp_path_factory.mktemp("saved") / "backup.zip")


def members(outputs: Path) -> list[str]:
    return [each["id"] for each in json.loads(command("export", "members", "--outputs", outputs).ok().out)]


def test_all_that_cannot_be_made_again_comes_back(office: Path, tmp_path: Path) -> None:
    """The ledger, the workbook with what staff added, letters and replies; secrets and locks are not in it."""
    outputs = copied(office, tmp_path)
    (outputs / "state" / "oauth.json").write_text("secret")
    book = load_workbook(outputs / "ledger.xlsx")
    sheet = book["Members"]
    assert isinstance(sheet, Worksheet)
    sheet.cell(2, sheet.max_column + 1, "Our notes")
    book.save(outputs / "ledger.xlsx")
    file = back_up(outputs, tmp_path / "backup.zip")
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
    assert {"manifest.json", "state/ledger.db", "ledger.xlsx", "letters/M0001-welcome-es.docx"} <= names
    assert not {name for name in names if "oauth" in name or "lock" in name or name.startswith(("forms", "evidence"))}

    there = tmp_path / "elsewhere" / "outputs"
    said = command("restore", file, "--outputs", there).ok().out
    assert "8 members, 8 messages" in said
    assert "adhesion accept-reset" in said
    assert (there / "ledger.xlsx").read_bytes() == (outputs / "ledger.xlsx").read_bytes()
    assert members(there) == members(outputs)
    assert there.stat().st_mode & 0o777 == 0o700
    assert "known from earlier runs │ 8" in " ".join(run_again(there, office.parent / "inbox").split())
    assert [each.name for each in there.parent.iterdir()] == ["outputs"]


def test_what_is_there_is_never_overwritten(office: Path, saved: Path, tmp_path: Path) -> None:
    """Without --replace it is refused, exit code 8; with it the old state lies beside, and the sign-in stays."""
    outputs = copied(office, tmp_path)
    (outputs / "state" / "oauth.json").write_text("secret")
    (outputs / "notes of mine.txt").write_text("precious")
    refused = command("restore", saved, "--outputs", outputs)
    assert (refused.code, "--replace" in refused.err) == (8, True)
    assert (outputs / "notes of mine.txt").exists()
    command("restore", saved, "--outputs", outputs, "--replace").ok()
    (aside,) = tmp_path.glob("outputs-before-*")
    assert (aside / "notes of mine.txt").read_text() == "precious"
    assert (outputs / "state" / "oauth.json").read_text() == "secret"
    assert members(outputs) == members(aside)


def test_the_erased_stay_erased(office: Path, saved: Path, tmp_path: Path) -> None:
    """By the tombstones of the state that is replaced, or by their file where that state is lost."""
    outputs = copied(office, tmp_path)
    person("erase", outputs, "M0001", "Niamh Tierney", "--yes").ok()
    stones = shutil.copy(outputs / "state" / "tombstones.json", tmp_path)
    names = ("Ayuntamiento de Ronda", "Baltasar Espinosa", "Niamh Tierney")
    said = command("restore", saved, "--outputs", outputs, "--replace").ok().out
    assert "Erased again, as they were erased since then: 1 erasures" in said
    assert places_of(outputs, *names) == set()
    assert "M0001" not in members(outputs)
    lost = tmp_path / "new" / "outputs"
    command("restore", saved, "--outputs", lost, "--tombstones", Path(stones)).ok()
    assert places_of(lost, *names) == set()


def rewritten(saved: Path, to: Path, name: str, change: bytes | None, *, more: str = "") -> Path:
    """A backup in which one part has other bytes, or (None) is missing."""
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(to, "w") as new:
        for each in old.namelist():
            data = old.read(each) if each != name else change
            if data is not None:
                new.writestr(each, data)
        if more:
            new.writestr(more, b"x")
    return to


def cut(saved: Path, to: Path) -> Path:
    to.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])
    return to


def damaged_mail(saved: Path, to: Path) -> Path:
    """One whose ledger is sound but for the bytes of a mail, its hash in the list mended."""
    ledger = to.with_suffix(".db")
    with zipfile.ZipFile(saved) as archive:
        ledger.write_bytes(archive.read("state/ledger.db"))
        manifest = json.loads(archive.read("manifest.json"))
    with closing(sqlite3.connect(ledger)) as database, database:
        database.execute("UPDATE contents SET raw = x'00' WHERE rowid = 1")
    data = ledger.read_bytes()
    for part in manifest["parts"]:
        if part["name"] == "state/ledger.db":
            part.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())
    between = rewritten(saved, to.with_suffix(".1"), "state/ledger.db", data)
    return rewritten(between, to, "manifest.json", json.dumps(manifest).encode())


def test_every_damage_is_noticed(saved: Path, tmp_path: Path) -> None:
    """A part changed, missing, added, outside; cut off; no backup at all; a mail that is not whole: exit code 6."""
    with zipfile.ZipFile(saved) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
    kinds = {name.partition("/")[0]: name for name in names}  # one of each folder, and the files
    bad = [rewritten(saved, tmp_path / f"{i}a.zip", name, b"other") for i, name in enumerate(kinds.values())]
    bad += [rewritten(saved, tmp_path / f"{i}b.zip", name, None) for i, name in enumerate(kinds.values())]
    bad.append(rewritten(saved, tmp_path / "more.zip", "", b"", more="letters/strange.docx"))
    manifest["parts"].append({"name": "../outside", "size": 1, "sha256": "0" * 64})
    outside = rewritten(saved, tmp_path / "o.zip", "manifest.json", json.dumps(manifest).encode(), more="../outside")
    bad += [
        outside,
        cut(saved, tmp_path / "cut.zip"),
        damaged_mail(saved, tmp_path / "mail.zip"),
        tmp_path / "none.zip",
    ]
    newer = {**json.loads(zipfile.ZipFile(saved).read("manifest.json")), "format": 99}
    bad.append(rewritten(saved, tmp_path / "newer.zip", "manifest.json", json.dumps(newer).encode()))
    for file in bad:
        with pytest.raises(BadBackupError):
            check_backup(file, tmp_path / "outputs")
    said = command("restore", bad[0], "--outputs", tmp_path / "outputs")
    assert (said.code, "Nothing was changed" in said.err) == (6, True)
    assert not [each for each in (tmp_path / "outputs").rglob("*") if each.is_file() and "run.lock" not in each.name]


def test_a_backup_is_checked_without_putting_it_back(saved: Path, tmp_path: Path) -> None:
    """And leaves nothing behind."""
    said = command("restore", saved, "--check", "--outputs", tmp_path / "outputs").ok().out
    assert "is whole: 8 members, 8 messages" in said
    assert list(tmp_path.iterdir()) == []


def test_an_older_ledger_is_brought_up_to_date(saved: Path, tmp_path: Path) -> None:
    """A backup of version 2 of the schema becomes one of today, with all that is in it."""
    ledger = tmp_path / "old.db"
    with zipfile.ZipFile(saved) as archive:
        ledger.write_bytes(archive.read("state/ledger.db"))
        manifest = json.loads(archive.read("manifest.json"))
    with closing(sqlite3.connect(ledger)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in tables - set(OF_VERSION_2.split()):
            database.execute(f"DROP TABLE {table}")
        for table, column in (("decisions", "released"), ("draft_files", "facts"), ("draft_files", "prints")):
            database.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        database.execute("UPDATE meta SET value = '2' WHERE key = 'version'")
        database.commit()
    data = ledger.read_bytes()
    for part in manifest["parts"]:
        if part["name"] == "state/ledger.db":
            part.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())
    between = rewritten(saved, tmp_path / "between.zip", "state/ledger.db", data)
    old = rewritten(between, tmp_path / "old.zip", "manifest.json", json.dumps({**manifest, "schema": 2}).encode())
    command("restore", old, "--outputs", tmp_path / "outputs").ok()
    assert len(members(tmp_path / "outputs")) == 8


def test_killed_midway_there_is_the_old_backup_or_none(office: Path, tmp_path: Path) -> None:
    """Never half of one; the next backup takes away what was left."""
    file = tmp_path / "backup.zip"
    for _ in range(3):
        start = [sys.executable, "-m", "pipeline", "backup", str(file), "--outputs", str(office)]
        with subprocess.Popen(start, cwd=ROOT, env=surroundings(), stdout=subprocess.DEVNULL) as going:
            while going.poll() is None and not list(tmp_path.glob(".adhesion-backup-*")):
                pass
            going.kill()  # or it was quicker
        assert not file.exists() or command("restore", "--check", file, "--outputs", office).code == 0
    command("backup", file, "--outputs", office).ok()
    assert [each.name for each in tmp_path.iterdir()] == ["backup.zip"]


def test_no_file_of_somebody_else_is_overwritten(office: Path, tmp_path: Path) -> None:
    """Only an older backup gives way."""
    file = tmp_path / "accounts.ods"
    file.write_text("precious")
    assert command("backup", file, "--outputs", office).code == 2
    assert file.read_text() == "precious"
