from __future__ import annotations

import os
import re
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection  # noqa: TC002

from pipeline.errors import ExitCode, LedgerUnusableError
from pipeline.ledger.migrations import APPLICATION_ID, STEPS, Step, bring_up_to_date
from pipeline.ledger.open import open_engine
from pipeline.ledger.store import Ledger
from tests.unit.ledger.building import ACCOUNT, CAMPAIGN, NOW, arrive, dump, form_plan, url_of

if TYPE_CHECKING:
    from pathlib import Path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def sql(file: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(statement).fetchall()


def add_nickname(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE members ADD COLUMN nickname TEXT")


def break_midway(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE members ADD COLUMN half TEXT")
    raise RuntimeError("stopped midway")


NOW_AT = STEPS[-1].to
ADD = Step(NOW_AT + 1, "members have nicknames", add_nickname)
BREAK = Step(NOW_AT + 2, "stops midway", break_midway)


def test_only_the_owner_may_read_a_new_ledger(file: Path) -> None:
    """The folder is 0700 and the database and its journals 0600, whatever the umask allows."""
    before = os.umask(0)
    try:
        with Ledger.open(url_of(file)) as ledger:
            ledger.begin_run(NOW, "0.1.0")
            modes = {path.name: mode(path) for path in file.parent.iterdir()}
    finally:
        os.umask(before)

    assert mode(file.parent) == 0o700
    assert set(modes) >= {"ledger.db", "ledger.db-wal"}
    assert set(modes.values()) == {0o600}


def test_a_ledger_is_marked_as_ours(ledger: Ledger, file: Path) -> None:
    """Other tools tell by SQLite's application id whose file it is."""
    assert ledger.unconcluded() == []
    assert sql(file, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert sql(file, "PRAGMA journal_mode") == [("wal",)]


def test_reading_alone_makes_no_ledger(file: Path) -> None:
    """Where there is no ledger, a program that only reads says so and makes none."""
    with pytest.raises(LedgerUnusableError, match="adhesion run"):
        Ledger.open(url_of(file), create=False)

    assert not file.parent.exists()


def test_an_empty_file_becomes_a_ledger_only_when_asked(file: Path) -> None:
    """A first run that was cut off before the tables were made is no obstacle to the next one."""
    file.parent.mkdir()
    file.touch()
    with pytest.raises(LedgerUnusableError, match="adhesion run"):
        Ledger.open(url_of(file), create=False)

    with Ledger.open(url_of(file)) as ledger:
        assert ledger.unconcluded() == []


@pytest.mark.parametrize("content", [b"PK\x03\x04 this is a workbook" * 100, b"hello"])
def test_a_file_that_is_no_database_is_refused(file: Path, content: bytes) -> None:
    """A file of another kind is named, with what to do, and stays as it is."""
    file.parent.mkdir()
    file.write_bytes(content)

    with pytest.raises(LedgerUnusableError, match=r"ledger\.db: it is no SQLite database; move the file") as caught:
        Ledger.open(url_of(file))

    assert caught.value.exit_code is ExitCode.LEDGER_UNUSABLE
    assert file.read_bytes() == content


def test_a_damaged_ledger_is_refused(ledger: Ledger, run: int, file: Path) -> None:
    """Pages overwritten with nonsense are found when they are read, and a backup is asked for."""
    for number in range(30):
        arrive(ledger, run, f"{number}.eml", form_plan())
    ledger.close()
    with file.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xa5" * (file.stat().st_size - 4096))

    with pytest.raises(LedgerUnusableError, match="damaged; move it away and put back the last backup"):
        _open_and_read(file)


def test_a_thorough_look_finds_hidden_damage(ledger: Ledger, run: int, file: Path) -> None:
    """A whole ledger has no faults; a row whose owner is gone is named with its table."""
    arrive(ledger, run, "a.eml", form_plan())
    assert ledger.faults() == ()

    sql(file, "DELETE FROM submissions")

    assert any(fault.startswith("submission_values: a row refers to a missing row") for fault in ledger.faults())


def _open_and_read(file: Path) -> None:
    with Ledger.open(url_of(file)) as ledger:
        ledger.view(CAMPAIGN)


@pytest.mark.parametrize("tables", [["CREATE TABLE notes (id)"], ["CREATE TABLE meta (id)"]])
def test_another_programs_database_stays_untouched(file: Path, tables: list[str]) -> None:
    """A database with other tables is refused, also where a table is called like one of ours."""
    file.parent.mkdir()
    for table in tables:
        sql(file, table)
    before = dump(file), sql(file, "SELECT sql FROM sqlite_master")

    with pytest.raises(LedgerUnusableError, match="another program and stays untouched"):
        Ledger.open(url_of(file))

    assert (dump(file), sql(file, "SELECT sql FROM sqlite_master")) == before


def test_a_newer_ledger_is_refused(ledger: Ledger, file: Path) -> None:
    """A ledger that a newer program wrote is left alone and the newer program asked for."""
    ledger.close()
    sql(file, "UPDATE meta SET value = '99' WHERE key = 'version'")
    before = dump(file)

    with pytest.raises(LedgerUnusableError, match=r"newer program \(its version is 99.*install the newer"):
        Ledger.open(url_of(file))

    assert dump(file) == before


def test_an_older_ledger_is_taken_forward_once(ledger: Ledger, run: int, file: Path) -> None:
    """Steps are taken in order, each once, and no row is lost on the way."""
    arrive(ledger, run, "a.eml", form_plan())
    members = ledger.members(CAMPAIGN)
    engine = open_engine(url_of(file), create=False, patience=1)

    assert [bring_up_to_date(engine, steps=[*STEPS, ADD]) for _ in range(2)] == [ADD.to] * 2
    engine.dispose()

    assert sql(file, "SELECT value FROM meta WHERE key = 'version'") == [(str(ADD.to),)]
    assert sql(file, "SELECT nickname FROM members") == [(None,)]
    assert ledger.members(CAMPAIGN) == members


def test_a_step_that_fails_leaves_the_step_before(ledger: Ledger, file: Path) -> None:
    """A migration that stops midway leaves a whole ledger of the version before it."""
    ledger.close()
    engine = open_engine(url_of(file), create=False, patience=1)

    with pytest.raises(RuntimeError, match="midway"):
        bring_up_to_date(engine, steps=[*STEPS, ADD, BREAK])
    engine.dispose()

    assert sql(file, "SELECT value FROM meta WHERE key = 'version'") == [(str(ADD.to),)]
    assert "half" not in str(sql(file, "SELECT sql FROM sqlite_master WHERE name = 'members'"))


FIRST_TABLES = set(
    re.findall(
        r"\w+",
        """meta runs contents messages members outcomes failures documents submissions submission_values pledges
        pledge_values findings member_events decisions drafts draft_members draft_files""",
    )
)
"""Of version 1."""


def columns_of(file: Path) -> dict[str, set[str]]:
    tables = [str(name) for (name,) in sql(file, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: {str(row[1]) for row in sql(file, f"PRAGMA table_info({table})")} for table in tables}


def test_a_ledger_of_the_first_version_becomes_like_a_new_one(ledger: Ledger, run: int, file: Path) -> None:
    """Messages, members and drafts of version 1 are all there afterwards, in the tables of today."""
    arrive(ledger, run, "a.eml", form_plan())
    today, view = columns_of(file), ledger.view(CAMPAIGN)
    ledger.close()
    for table in [table for table in today if table not in FIRST_TABLES]:
        sql(file, f"DROP TABLE {table}")
    sql(file, "ALTER TABLE messages DROP COLUMN partial")
    sql(file, "ALTER TABLE decisions DROP COLUMN released")
    for column in ("facts", "prints"):
        sql(file, f"ALTER TABLE draft_files DROP COLUMN {column}")
    sql(file, "UPDATE meta SET value = '1' WHERE key = 'version'")

    with Ledger.open(url_of(file)) as taken:
        assert taken.view(CAMPAIGN) == view
        assert taken.last_listing(ACCOUNT) is None
    assert columns_of(file) == today


def test_a_ledger_that_another_program_holds_is_named(ledger: Ledger, file: Path) -> None:
    """A lock that does not go away in time is reported as what it is; reading goes on meanwhile."""
    ledger.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerUnusableError, match="another program holds it"):
            Ledger.open(url_of(file), patience=0.05)
        with Ledger.open(url_of(file), create=False, patience=0.05) as reader:
            assert reader.known_places(ACCOUNT) == {}
        other.execute("ROLLBACK")


def test_a_ledger_that_may_not_be_written_is_named(ledger: Ledger, file: Path) -> None:
    """Without the right to write nothing is begun, and the right is asked for."""
    ledger.close()

    with pytest.raises(LedgerUnusableError, match="cannot be written; give this user the right"):
        Ledger.open(f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_place_where_no_file_can_be_is_named(tmp_path: Path) -> None:
    """A folder in the file's place, or a file in the folder's place, is said in words."""
    (tmp_path / "state").write_text("a file")
    with pytest.raises(LedgerUnusableError, match="cannot be made"):
        Ledger.open(url_of(tmp_path / "state" / "ledger.db"))
    with pytest.raises(LedgerUnusableError, match="cannot be opened; give this user the right"):
        Ledger.open(url_of(tmp_path))


def test_a_folder_without_rights_is_named(ledger: Ledger, file: Path) -> None:
    """A folder in which this user may not write is said in words, whether or not a ledger is in it."""
    ledger.close()
    file.parent.chmod(0o500)
    if os.access(file.parent, os.W_OK):
        pytest.skip("this user may write everywhere")

    with pytest.raises(LedgerUnusableError, match="cannot be made: Permission denied"):
        Ledger.open(url_of(file.parent / "other.db"))
    with pytest.raises(LedgerUnusableError, match="give this user the right"):
        Ledger.open(url_of(file))
    file.parent.chmod(0o700)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ledger.db", "no database URL; write sqlite:///"),
        ("nothing://here", "no database URL; write sqlite:///"),
        ("mysql+pymysql://here/ledger", "driver|use sqlite or postgresql"),
        ("", "no database URL"),
    ],
)
def test_a_url_that_cannot_serve_is_refused(url: str, words: str) -> None:
    """What stands under [database] url is checked before anything is opened."""
    with pytest.raises(LedgerUnusableError, match=words):
        Ledger.open(url)


def test_errors_do_not_show_passwords() -> None:
    """The URL of a database on a server is shown without its password."""
    with pytest.raises(LedgerUnusableError) as caught:
        Ledger.open("postgresql://clerk:opensesame@127.0.0.1:1/ledger")

    assert "opensesame" not in str(caught.value)


def test_a_ledger_in_memory_serves_for_trying_out() -> None:
    """`sqlite://` keeps everything until it is closed."""
    with Ledger.open("sqlite://") as ledger:
        arrive(ledger, ledger.begin_run(NOW, "0.1.0"), "a.eml", form_plan())
        assert [member.id for member in ledger.members(CAMPAIGN)] == ["M0001"]
