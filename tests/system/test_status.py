"""`adhesion status`: what a person is told, and which step it names."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.ledger.store import Ledger
from pipeline.status import status_text
from pipeline.storage import ledger_url
from tests.program import INBOX, NOW, adhesion, run

if TYPE_CHECKING:
    from pathlib import Path

AT = dt.datetime.fromisoformat(NOW)


def settings(outputs: Path, **tables: object) -> Settings:
    return Settings.model_validate({"outputs": {"dir": outputs}, **tables})


def note_run(outputs: Path, code: int, hours: float = 0) -> None:
    """Note a run in the ledger that ended so many hours after `AT`, as a run does itself."""
    ended = AT + dt.timedelta(hours=hours)
    with Ledger.open(ledger_url(settings(outputs))) as ledger:
        ledger.finish_run(ledger.begin_run(ended, "0"), ended, code, 0, 0, {})


def status(hours: float, of: Settings) -> str:
    return status_text(of, load_campaign(of.campaign), AT + dt.timedelta(hours=hours))


@pytest.mark.parametrize(("allowed", "alive"), [(26, True), (3, False), (100, True)])
def test_it_is_of_one_mind_with_the_alarm(tmp_path: Path, allowed: float, alive: bool) -> None:  # noqa: FBT001 - a table of cases
    """How long it may be quiet is said once, in `alarm.hours`."""
    note_run(tmp_path, 10)
    assert ("Intake: alive" in status(25, settings(tmp_path, alarm={"hours": allowed}))) == alive


def test_what_ends_soon_is_told(tmp_path: Path) -> None:
    """A secret that ends within weeks is told in time, also before the first run; with none, nothing is said."""
    oauth = {"client_id": "c", "secret_expires": AT.date() + dt.timedelta(days=9)}
    mailbox = {"source": "imaps://office@mail.example/INBOX", "auth": "xoauth2", "oauth": oauth}
    assert "ends in 9 days" in status(1, settings(tmp_path, mailbox=mailbox))
    note_run(tmp_path, 0)
    assert "ends in 9 days" in status(1, settings(tmp_path, mailbox=mailbox))
    assert "ends" not in status(1, settings(tmp_path)).replace("ended", "")


def test_a_safety_stop_has_its_way_out(tmp_path: Path) -> None:
    """It is named as long as the last run stopped so, and no longer."""
    note_run(tmp_path, 0)
    assert "accept-reset" not in status(1, settings(tmp_path))
    note_run(tmp_path, 8, 1)
    said = status(2, settings(tmp_path))
    assert "adhesion accept-reset" in said
    assert "`adhesion run` says why" in said
    note_run(tmp_path, 0, 3)
    assert "accept-reset" not in status(4, settings(tmp_path))


def test_held_messages_are_counted_with_the_next_step(tmp_path: Path) -> None:
    """A message that is far too large waits for staff, and `adhesion retry` takes it up again."""
    inbox, outputs = tmp_path / "inbox", tmp_path / "outputs"
    inbox.mkdir()
    (inbox / "large.eml").write_bytes(b"From: a@b.example\r\nSubject: Our form\r\n\r\n" + b"x" * 1_100_000)
    config = tmp_path / "adhesion.toml"
    config.write_text("[limits]\nmessage_mb = 1\n")
    run(outputs, "--config", config, inbox=inbox).ok()
    said = adhesion("status", "--outputs", outputs).ok().out
    assert "Held messages: 1 " in said
    assert "adhesion retry" in said
    adhesion("retry", "--outputs", outputs).ok()
    said = adhesion("status", "--outputs", outputs).ok().out
    assert "Held" not in said
    assert "Waiting for the next run: 1 messages" in said


def test_forms_that_wait_for_an_answer_are_counted_with_the_next_step(tmp_path: Path) -> None:
    """A form of which nobody knows whose it is waits for staff; trying it again would only ask once more."""
    inbox, outputs = tmp_path / "inbox", tmp_path / "outputs"
    inbox.mkdir()
    for stem in ("42", "43", "44"):
        (file,) = INBOX.glob(f"{stem}*.eml")
        shutil.copy(file, inbox)
    run(outputs, inbox=inbox).ok()
    said = adhesion("status", "--outputs", outputs).ok().out
    assert "Forms that wait for your answer: 1 (sheet “To review”)" in said
    assert "Held" not in said
    assert "wait for an answer in the workbook" in adhesion("retry", "--outputs", outputs).ok().out
    assert "Forms that wait for your answer: 1" in adhesion("status", "--outputs", outputs).ok().out
