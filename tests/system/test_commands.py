from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from pipeline.records import Outcome
from tests.program import INBOX, ROOT, adhesion, contents, export, extract, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import SampleRun

FORMS = ROOT / "tests" / "samples" / "same_form"
OUTCOMES = {str(each) for each in Outcome}


def test_help_says_what_each_command_does() -> None:
    """`--help`, and the program without anything, list the five commands; each has help of its own."""
    assert adhesion().code == 2
    overall = adhesion("--help").ok().out
    for command in ("run", "extract", "export", "check", "status"):
        assert f" {command} " in overall
        assert "--config" in adhesion(command, "--help").ok().out
    assert adhesion("--version").ok().out.strip().count(".") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("run", "--fast"),
        ("run", "--now", "yesterday"),
        ("run", "--log", "xml"),
        ("extract",),
        ("extract", "there-is-no.pdf"),
        ("export", "letters"),
        ("export", "messages", "--format", "geojson"),
        ("export", "members", "--format", "xml"),
    ],
    ids=" ".join,
)
def test_wrong_arguments_exit_2_and_say_which(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """What is wrong is named, where help is found is said, and nothing is made."""
    finished = adhesion(*arguments, cwd=tmp_path)
    assert finished.code == 2
    assert arguments[-1] in finished.err or "FILE" in finished.err
    assert "--help" in finished.err
    assert list(tmp_path.iterdir()) == []


# --- extract ---------------------------------------------------------------------------------------


def test_extract_json_has_the_promised_shape() -> None:
    """One line for each file in order, with exactly the keys that other programs rely on."""
    lines = extract(FORMS / "flat.pdf", ROOT / "LICENSE", FORMS / "table.docx")
    assert [line["file"] for line in lines] == ["flat.pdf", "LICENSE", "table.docx"]
    assert [line["kind"] for line in lines] == ["form", "not_a_form", "form"]
    for line in lines:
        assert list(line) == ["file", "kind", "reason", "language", "submissions"]
        for form in line["submissions"]:
            assert list(form) == ["fields", "findings"]
            for field in form["fields"].values():
                assert list(field) == ["value", "raw", "confidence", "source"]
                assert list(field["source"]) == ["reader", "page", "box", "at"]
    drawn = lines[0]["submissions"][0]["fields"]["country"]["source"]
    assert (drawn["page"], len(drawn["box"])) == (1, 4)
    flowing = lines[2]["submissions"][0]["fields"]["country"]["source"]
    assert flowing == {"reader": "docx", "page": None, "box": None, "at": "table 1, row 3, cell 2"}


def test_extract_tells_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    """Unreadable files are answers, not errors: exit 0, with the reason."""
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and nothing else")
    for line in extract(*sorted(tmp_path.iterdir())):
        assert line["kind"] == "unreadable"
        assert len(line["reason"]) > 20
        assert line["submissions"] == []


def test_extract_shows_a_person_what_was_found_and_where() -> None:
    """Without --json: the kind, then each field with confidence, value and place in one line."""
    said = adhesion("extract", FORMS / "table.docx").ok().out.splitlines()
    assert said[0] == "table.docx: form (fr)"
    (country,) = [line for line in said if line.split()[0] == "country"]
    assert country.split() == ["country", "0.99", "FR", "[table", "1,", "row", "3,", "cell", "2]"]


def test_extract_never_steers_the_terminal(tmp_path: Path) -> None:
    """Control characters in a document or its name are shown as replaced, in no form that a terminal obeys."""
    file = tmp_path / "form\x1b[31m\u202e.txt"
    file.write_text("10, 100, 1000 Human Rights Cities\nCountry: Kenya\nName of the government: Kis\x1b]0;x\x07umu\n")
    said = adhesion("extract", file).ok().out
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


# --- export ----------------------------------------------------------------------------------------


def test_export_messages(sample_run: SampleRun) -> None:
    """An array with the promised keys; each message has one of the ten outcomes and a reason."""
    messages = export("messages", sample_run.outputs)
    keys = ["source", "message_id", "sha256", "received", "outcome", "reason", "submissions", "member", "draft"]
    keys.append("draft_state")
    assert all(list(message) == keys for message in messages)
    assert all(message["outcome"] in OUTCOMES and message["reason"] for message in messages)
    assert all(message["member"] for message in messages if message["outcome"] in {"submission", "update", "pledge"})


def test_export_submissions(sample_run: SampleRun) -> None:
    """Ids, message, document and member fit together; fields are as `extract` prints them."""
    submissions = export("submissions", sample_run.outputs)
    members = {member["id"]: member for member in export("members", sample_run.outputs)}
    known = {message["sha256"] for message in export("messages", sample_run.outputs)}
    keys = ["id", "message", "document", "language", "received", "member", "fields", "findings"]
    for submission in submissions:
        assert list(submission) == keys
        assert submission["message"] in known
        assert submission["id"] in members[submission["member"]]["submissions"]
        assert all(list(field) == ["value", "raw", "confidence", "source"] for field in submission["fields"].values())


def test_export_members(sample_run: SampleRun) -> None:
    """Each member's current values with where they come from; JSON, CSV and GeoJSON tell of the same members."""
    members = export("members", sample_run.outputs)
    for member in members:
        assert set(member) == {"id", "status", "wave", "fields", "place", "world_region", "submissions"}
        for field in member["fields"].values():
            assert list(field) == ["value", "origin", "submission"]
            assert field["origin"] == "form"
    as_csv = adhesion("export", "members", "--format", "csv", "--outputs", sample_run.outputs).ok().out
    rows = list(csv.DictReader(io.StringIO(as_csv, newline="")))
    geo = json.loads(adhesion("export", "members", "--format", "geojson", "--outputs", sample_run.outputs).ok().out)
    assert geo["type"] == "FeatureCollection"
    ids = [member["id"] for member in members]
    assert [row["id"] for row in rows] == [feature["id"] for feature in geo["features"]] == ids
    assert [row["country"] for row in rows] == [
        (each["fields"].get("country") or {"value": ""})["value"] for each in members
    ]


@pytest.mark.parametrize("what", ["messages", "submissions"])
def test_export_csv_has_a_row_for_each(sample_run: SampleRun, what: str) -> None:
    """CSV after RFC 4180 with a heading, as many rows as JSON has entries, and nothing behind them."""
    text = adhesion("export", what, "--format", "csv", "--outputs", sample_run.outputs).ok().out
    assert text.endswith("\r\n")
    assert len(list(csv.DictReader(io.StringIO(text, newline="")))) == len(export(what, sample_run.outputs))


def test_export_before_the_first_run_says_what_to_do(tmp_path: Path) -> None:
    """No ledger: exit 6, what makes one, and none is made."""
    finished = adhesion("export", "members", "--outputs", tmp_path / "none")
    assert (finished.code, finished.out) == (6, "")
    assert "`adhesion run` makes it" in finished.err
    assert list(tmp_path.iterdir()) == []


# --- status ----------------------------------------------------------------------------------------


def test_status_before_during_and_after(tmp_path: Path, sample_run: SampleRun) -> None:
    """Before any run: how to start one. After a run: when, what it did, what waits. Late: intake is not alive."""
    before = adhesion("status", "--outputs", tmp_path / "none").ok().out
    assert "no run has finished yet" in before
    assert list(tmp_path.iterdir()) == []
    after = adhesion("status", "--outputs", sample_run.outputs).ok().out
    for words in ("Intake: ", "exit 0", f"seen {len(list(INBOX.glob('*.eml')))}", "Waiting for staff: ", "Members: "):
        assert words in after
    (tmp_path / "inbox").mkdir()
    run(tmp_path / "late", inbox=tmp_path / "inbox", now="2020-01-01T00:00:00").ok()
    assert "NOT ALIVE" in adhesion("status", "--outputs", tmp_path / "late").ok().out


def test_status_tells_of_runs_that_stopped(tmp_path: Path) -> None:
    """A run that could not reach the mailbox is listed with its exit code and is no sign of life."""
    assert run(tmp_path / "outputs", inbox=tmp_path / "nowhere").code == 4
    said = adhesion("status", "--outputs", tmp_path / "outputs").ok().out
    assert "exit 4" in said
    assert "no run has finished yet" in said


# --- check -----------------------------------------------------------------------------------------


def test_check_finds_all_good_and_changes_nothing(sample_run: SampleRun, tmp_path: Path) -> None:
    """Exit 0, a line for each thing that a run needs, in a folder in use and in one that is not there yet."""
    outputs = sample_run.copy(tmp_path / "outputs")
    before = contents(outputs)
    said = adhesion("check", "--inbox", INBOX, "--outputs", outputs).ok().out
    for point in ("configuration", "campaign", "mailbox", "outputs", "state", "ledger", "workbook", "letter templates"):
        assert f"ok       {point}: " in said
    assert "MEND" not in said
    adhesion("check", "--inbox", INBOX, "--outputs", tmp_path / "none").ok()
    assert contents(outputs) == before
    assert not (tmp_path / "none").exists()


def test_check_names_what_is_broken(tmp_path: Path) -> None:
    """A missing mailbox, a file where the outputs should be, a damaged ledger, a damaged workbook: what to mend."""
    inbox, outputs = tmp_path / "inbox", tmp_path / "outputs"
    inbox.mkdir()
    assert broken_points(tmp_path / "nowhere", outputs) == (4, ["mailbox"])
    (tmp_path / "file").touch()
    assert broken_points(inbox, tmp_path / "file")[1] == ["outputs", "state"]
    run(outputs, inbox=inbox).ok()
    (outputs / "ledger.xlsx").write_bytes(b"no workbook")
    assert broken_points(inbox, outputs) == (8, ["workbook"])
    (outputs / "state" / "ledger.db").write_bytes(b"no database at all")
    assert broken_points(inbox, outputs) == (6, ["ledger"])


def broken_points(inbox: Path, outputs: Path) -> tuple[int, list[str]]:
    finished = adhesion("check", "--inbox", inbox, "--outputs", outputs)
    lines = [line for line in finished.out.splitlines() if line.startswith("MEND")]
    assert all(len(line) > 60 for line in lines)
    return finished.code, [line.removeprefix("MEND").strip().partition(":")[0] for line in lines]
