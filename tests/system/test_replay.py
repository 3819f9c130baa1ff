"""`adhesion replay`, as a person starts it: a look that changes nothing, then taking over what was shown."""

from __future__ import annotations

import json
import stat
import sys
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import LedgerUnusableError
from tests.everything import places_of
from tests.few import command, copied, person, run_again
from tests.program import ROOT, adhesion, contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import SampleRun

BUILT_IN = ROOT / "pipeline" / "campaign" / "human-rights-cities-2030.toml"


def replay(outputs: Path, *arguments: str | Path) -> str:
    return command("replay", "--outputs", outputs, *arguments).ok().out


def without_websites(folder: Path) -> Path:
    """A newer campaign file that does not keep websites any more."""
    text = BUILT_IN.read_text(encoding="utf-8")
    asked = 'key = "website"\ntype = "url"\npublic = true\n'
    assert asked in text
    file = folder / "newer.toml"
    file.write_text(text.replace(asked, asked.replace("public = true", "kept = false")), encoding="utf-8")
    return file


def test_the_same_program_reads_every_sample_as_before(sample_run: SampleRun, tmp_path: Path) -> None:
    """In another process, with another seed of hashes; nothing but the page and what was read is written."""
    outputs = sample_run.copy(tmp_path / "outputs")
    before = contents(outputs)
    program = (sys.executable, "-m", "pipeline")
    said = adhesion("replay", "--outputs", outputs, cwd=ROOT, command=program, PYTHONHASHSEED="7").ok().out
    assert said.startswith("71 messages read again, 0 of them in another way.")
    after = contents(outputs)
    new = {name for name in after if after[name] != before.get(name)}
    assert new == {"replay.html", "state/replay.db"}
    assert {stat.S_IMODE((outputs / name).stat().st_mode) for name in new} == {0o600}


def test_what_would_change_is_shown_and_taken_over(office: Path, tmp_path: Path) -> None:
    """For people, for programs and as a page; accepted by message, it is in the export, and the rest is shown still."""
    outputs, newer = copied(office, tmp_path), without_websites(tmp_path)
    refused = command("replay", "--accept", "--outputs", outputs)
    assert (refused.code, "adhesion replay" in refused.err) == (8, True)

    lines = [json.loads(line) for line in replay(outputs, "--campaign", newer, "--json").splitlines()]
    changes = {line["message"]: [value for form in line["forms"] for value in form["values"]] for line in lines}
    assert {(each["field"], each["change"], each["now"]) for values in changes.values() for each in values} == {
        ("website", "lost", None)
    }
    page = (outputs / "replay.html").read_text(encoding="utf-8")
    assert all(each["before"]["value"] in page for values in changes.values() for each in values)
    assert "default-src &#39;none&#39;" in page

    first = min(changes)
    said = replay(outputs, "--campaign", newer, "--accept", "--only", str(first))
    assert said.startswith("Taken over: 1 forms as they are read now, 0 forms")
    left = [json.loads(line)["message"] for line in replay(outputs, "--campaign", newer, "--json").splitlines()]
    assert left == sorted(changes)[1:]
    run_again(outputs, office.parent / "inbox")


def test_a_wish_that_makes_no_sense_is_told(tmp_path: Path) -> None:
    """Numbers that are none, a field that the campaign has not, a choice without accepting; and no ledger at all."""
    none = ("replay", "--outputs", str(tmp_path / "none"))
    for wish in (("--accept", "--only", "x"), ("--accept", "--field", "shoes"), ("--only", "3")):
        assert CliRunner().invoke(app, [*none, *wish]).exit_code == 2
    for asked in (none, (*none, "--accept")):
        assert isinstance(CliRunner().invoke(app, asked).exception, LedgerUnusableError)
    assert not (tmp_path / "none").exists()


def test_whoever_is_erased_is_in_no_replay(office: Path, tmp_path: Path) -> None:
    """What was read again and the page of it go too."""
    outputs = copied(office, tmp_path)
    for left in ("replay.html", "state/replay.db"):
        (outputs / left).write_text("Ayuntamiento de Ronda", encoding="utf-8")
    person("erase", outputs, "M0001", "--yes", "--by", "the office").ok()
    assert not places_of(outputs, "Ayuntamiento de Ronda")
    assert replay(outputs).startswith("5 messages read again, 0 of them in another way. 3 were erased")
