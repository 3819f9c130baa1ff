from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.places import stands
from tests.program import INBOX, export

if TYPE_CHECKING:
    from tests.conftest import SampleRun

GOLDENS = sorted((Path(__file__).parent / "samples").glob("*.json"))


@dataclass(frozen=True, slots=True)
class Exported:
    """What the run made of the samples: messages by the stem of their file, submissions by id."""

    messages: dict[str, dict[str, Any]]
    submissions: dict[str, dict[str, Any]]

    def forms(self, stem: str) -> list[dict[str, Any]]:
        return [self.submissions[each] for each in self.messages[stem]["submissions"]]


@pytest.fixture(scope="module")
def exported(sample_run: SampleRun) -> Exported:
    messages = {Path(each["source"]).stem: each for each in export("messages", sample_run.outputs)}
    return Exported(messages, {each["id"]: each for each in export("submissions", sample_run.outputs)})


def as_golden(form: dict[str, Any]) -> str:
    """A submission in the goldens' shape, as text that can be sorted and compared line by line."""
    fields = {key: field["value"] for key, field in form["fields"].items()}
    return json.dumps({"fields": fields, "language": form["language"]}, ensure_ascii=False, indent=1, sort_keys=True)


@pytest.mark.parametrize("file", GOLDENS, ids=lambda file: file.stem)
def test_each_message_becomes_what_its_golden_says(file: Path, exported: Exported) -> None:
    """Outcome and draft are right, and all and only the golden values come out, each form in its language."""
    golden = json.loads(file.read_text(encoding="utf-8"))
    message = exported.messages[file.stem]
    assert (message["outcome"], message["draft"]) == (golden["outcome"], golden["draft"]), message["reason"]
    expected = [json.dumps(each, ensure_ascii=False, indent=1, sort_keys=True) for each in golden["submissions"]]
    assert sorted(map(as_golden, exported.forms(file.stem))) == sorted(expected)


@pytest.mark.parametrize("file", GOLDENS, ids=lambda file: file.stem)
def test_each_value_stands_where_its_source_says(file: Path, exported: Exported) -> None:
    """Another program finds the raw text of each value in the cell, paragraph, field or box that its source names."""
    mail = (INBOX / f"{file.stem}.eml").read_bytes()
    for form in exported.forms(file.stem):
        misplaced = {key: field for key, field in form["fields"].items() if not stands(mail, field)}
        assert not misplaced


def test_confidence_keeps_its_word(exported: Exported) -> None:
    """Each value says how sure it is, between 0 and 1; values that are all right are mostly said to be sure."""
    sure = [field["confidence"] for form in exported.submissions.values() for field in form["fields"].values()]
    assert all(0 < each <= 1 for each in sure)
    assert sum(each >= 0.8 for each in sure) > 0.8 * len(sure)


def test_each_message_has_one_outcome_and_the_count_balances(sample_run: SampleRun, exported: Exported) -> None:
    """Every file of the inbox is a message with an outcome, and the printed count balances."""
    sample_run.said.ok()
    assert set(exported.messages) == {file.stem for file in INBOX.glob("*.eml")}
    assert all(message["outcome"] and message["reason"] for message in exported.messages.values())
    assert "sum (balances)" in sample_run.said.out


def test_each_draft_and_each_letter_is_there(sample_run: SampleRun, exported: Exported) -> None:
    """A reply waits for each message that has one, and each welcomed member has a letter."""
    drafts = [message for message in exported.messages.values() if message["draft"]]
    welcomed = {form["member"] for m in drafts if m["draft"] == "welcome" for form in exported.forms(name_of(m))}
    assert len(list((sample_run.outputs / "drafts").glob("*.eml"))) == len(drafts)
    letters = {file.name.partition("-")[0] for file in (sample_run.outputs / "letters").glob("*.docx")}
    assert letters == welcomed


def name_of(message: dict[str, Any]) -> str:
    return Path(message["source"]).stem
