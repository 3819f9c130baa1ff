from __future__ import annotations

import email
import json
import os
import re
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.program import INBOX, export, run

if TYPE_CHECKING:
    from tests.conftest import SampleRun

GOLDENS = Path(__file__).parents[1] / "golden" / "samples"
PAIR = re.compile(r'[a-z_]+=("[^"]*"|[^ "=]*)')
LEAST = 5  # letters: shorter words ("ES", "true", "2023") stand in any log


def test_only_the_owner_reads_what_a_run_leaves(sample_run: SampleRun) -> None:
    """Every folder below the outputs has mode 0700 and every file 0600, whatever the umask was."""
    everything = [sample_run.outputs, *sample_run.outputs.rglob("*")]
    assert len(everything) > 100
    wrong = {each: oct(each.stat().st_mode) for each in everything if each.stat().st_mode & 0o777 != right_mode(each)}
    assert not wrong


def right_mode(path: Path) -> int:
    """What the website may show lies in `public`: a web server that copies it is another user."""
    if path.is_dir():
        return 0o700
    return 0o644 if path.parent.name == "public" else 0o600


def test_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    """A generous umask of the caller opens nothing."""
    (tmp_path / "inbox").mkdir()
    before = os.umask(0)
    try:
        run(tmp_path / "outputs", inbox=tmp_path / "inbox").ok()
    finally:
        os.umask(before)
    made = (tmp_path / "outputs").rglob("*")
    assert not [each for each in made if each.stat().st_mode & 0o777 != right_mode(each)]


def test_the_log_is_logfmt_on_standard_error(sample_run: SampleRun) -> None:
    """Away from a terminal each line of standard error is an event of key=value pairs with time, level and name."""
    lines = sample_run.said.err.splitlines()
    assert len(lines) > 65
    for line in lines:
        assert re.sub(PAIR, "", line).strip() == "", line
        assert line.startswith("time=20")
    assert {"message.stored", "message.concluded", "draft.written", "run.finished"} <= {event(line) for line in lines}


def event(line: str) -> str:
    return line.partition("event=")[2].split()[0]


def test_the_log_can_be_json_or_nothing(tmp_path: Path) -> None:
    """`--log json` gives one JSON object a line, `--log none` nothing; the summary stays on standard output."""
    (tmp_path / "inbox").mkdir()
    as_json = run(tmp_path / "outputs", "--log", "json", inbox=tmp_path / "inbox").ok()
    events = [json.loads(line) for line in as_json.err.splitlines()]
    assert [each["event"] for each in events] == ["run.finished"]
    assert {"time", "level", "run", "exit", "seen", "known"} <= set(events[0])
    silent = run(tmp_path / "outputs", "--log", "none", inbox=tmp_path / "inbox").ok()
    assert silent.err == ""
    assert "messages seen" in silent.out


def test_no_name_address_subject_or_value_stands_in_the_log(sample_run: SampleRun) -> None:
    """Nothing that a message, a form or the ledger holds is written to the log or the summary."""
    said = (sample_run.said.err + sample_run.said.out).casefold()
    told = [word for word in {*words_of_mail(), *words_of_goldens(), *words_of_ledger(sample_run)} if tells(said, word)]
    assert told == []


def tells(said: str, word: str) -> bool:
    """Whether the word stands there; a number as a whole only, for the digits of random ids and times hold any."""
    return word in said and (not word.isdecimal() or re.search(rf"(?<![\w.]){word}(?![\w.])", said) is not None)


@pytest.mark.parametrize(
    ("said", "told"), [("run=a34010fe", False), ("time=10:00:01.34010z", False), ("of=34010 ", True)]
)
def test_a_number_is_told_from_the_digits_of_an_id(said: str, told: bool) -> None:  # noqa: FBT001 - a table's column
    """The check itself: digits inside an id or a time are no value; a number that stands alone is."""
    assert tells(said, "34010") is told


def words_of_mail() -> set[str]:
    """Addresses, names, subjects and file names of all samples, whole."""
    found: list[str] = []
    for file in INBOX.glob("*.eml"):
        mail = email.message_from_bytes(file.read_bytes(), policy=default)
        found += [str(mail[name] or "") for name in ("From", "To", "Subject", "Message-ID")]
        found += [part.get_filename() or "" for part in mail.walk()]
        found += re.findall(r"[\w.+-]+@[\w.-]+", str(mail["From"]))
    return long_ones(found)


def words_of_goldens() -> set[str]:
    texts: list[str] = []
    for file in GOLDENS.glob("*.json"):
        for form in json.loads(file.read_text(encoding="utf-8"))["submissions"]:
            texts += [str(value) for value in form["fields"].values()]
    return long_ones(texts)


def words_of_ledger(sample_run: SampleRun) -> set[str]:
    raws = [field["raw"] for form in export("submissions", sample_run.outputs) for field in form["fields"].values()]
    return long_ones([*raws, *(form["document"] for form in export("submissions", sample_run.outputs))])


def long_ones(texts: list[str]) -> set[str]:
    """The texts in small letters, without those that are too short, or words of ours (`other`, `update`)."""
    ours = {"other", "false", "region", "welcome", "update", "signature"}
    return {text.strip().casefold() for text in texts if len(text.strip()) >= LEAST} - ours
