"""The goldens are the yardstick of everything else, so they are checked themselves."""

from __future__ import annotations

import email
import json
import re
from email.utils import parseaddr
from pathlib import Path

import pytest

from pipeline.campaign.definition import Campaign, Field, FieldType, Need
from pipeline.campaign.loader import load_campaign
from pipeline.records import DraftKind, Outcome
from tests.samples import same_form
from tests.samples.build import samples

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INBOX = ROOT / "inbox_samples"
GOLDENS = sorted((HERE / "samples").glob("*.json"))
LANGUAGES = {"en", "fr", "es", "id", "pt", "ca", "it", "de", "nl", "ko", "ar"}
SHAPES = {
    FieldType.COUNTRY: r"[A-Z]{2}",
    FieldType.DATE: r"\d{4}(-\d\d(-\d\d)?)?",
    FieldType.PHONE: r"\+[1-9]\d{6,14}",
    FieldType.EMAIL: r"[^@\s]+@[a-z0-9.-]+\.example",
    FieldType.URL: r"https?://[a-z0-9.-]+\.example(/\S*)?",
}


def read(file: Path) -> dict[str, object]:
    content = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def submissions(golden: dict[str, object]) -> list[dict[str, object]]:
    found = golden["submissions"]
    assert isinstance(found, list)
    return found


def fields_of(submission: dict[str, object]) -> dict[str, object]:
    found = submission["fields"]
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign("human-rights-cities-2030")


def test_each_message_has_a_golden_and_each_golden_a_message() -> None:
    """The inbox and the goldens are twins."""
    assert [file.stem for file in GOLDENS] == sorted(file.stem for file in INBOX.glob("*.eml"))


def test_goldens_are_what_the_samples_declare() -> None:
    """Nobody mends a golden by hand: each one is written from the declaration that the document was filled from."""
    declared = {stem: json.loads(json.dumps(sample.golden())) for stem, sample in samples()}
    assert {file.stem: read(file) for file in GOLDENS} == declared
    assert read(HERE / "same_form.json") == json.loads(json.dumps(same_form.golden()))


def test_the_inbox_is_wide_enough() -> None:
    """At least 40 messages in at least eight languages, and each outcome but a failure occurs."""
    goldens = [read(file) for file in GOLDENS]
    languages = {each["language"] for golden in goldens for each in submissions(golden)}
    assert len(goldens) >= 40
    assert len(languages) >= 8
    assert {golden["outcome"] for golden in goldens} == {str(each) for each in Outcome} - {"failed"}
    later = {DraftKind.REMINDER, DraftKind.CONFIRMATION}  # follow no message, but what nobody answered
    assert {golden["draft"] for golden in goldens} == {str(each) for each in DraftKind if each not in later} | {None}


def test_the_inbox_stays_small() -> None:
    """All messages together stay below 4 MB, so that a checkout is quick."""
    assert sum(file.stat().st_size for file in INBOX.glob("*.eml")) < 4_000_000


@pytest.mark.parametrize("file", [*GOLDENS, HERE / "same_form.json"], ids=lambda file: file.stem)
def test_goldens_hold_only_normal_forms_of_the_campaign(file: Path, campaign: Campaign) -> None:
    """Keys are fields that the campaign keeps, choices are its keys, each value has the shape of its type."""
    golden = read(file)
    for submission in submissions(golden) if "submissions" in golden else [golden]:
        assert submission["language"] in LANGUAGES
        for key, value in fields_of(submission).items():
            field = campaign.field(key)
            assert field.kept, f"{key} is not kept"
            assert is_normal(value, field), f"{key}: {value!r}"


def is_normal(value: object, field: Field) -> bool:
    keys = [choice.key for choice in field.choices]
    if field.type is FieldType.CHOICES:
        return isinstance(value, list) and value == [key for key in keys if key in value]
    if field.type is FieldType.CHOICE:
        return value in keys
    if field.type in {FieldType.YES_NO, FieldType.NUMBER}:
        return isinstance(value, bool) == (field.type is FieldType.YES_NO) and isinstance(value, int | float)
    return isinstance(value, str) and is_normal_text(value, field)


def is_normal_text(value: str, field: Field) -> bool:
    lines = value.split("\n")
    trimmed = all(line == line.strip() != "" for line in lines)
    if field.type is FieldType.NARRATIVE:
        return trimmed
    return trimmed and len(lines) == 1 and re.fullmatch(SHAPES.get(field.type, ".+"), value) is not None


@pytest.mark.parametrize("file", GOLDENS, ids=lambda file: file.stem)
def test_drafts_follow_from_what_the_forms_hold(file: Path, campaign: Campaign) -> None:
    """A complete form is welcomed, a gap is asked for, staff come first where the applicant is no government."""
    golden = read(file)
    drafts = {"pledge": "pledge", "unreadable": "unreadable", "update": "update", "duplicate": "duplicate"}
    if golden["outcome"] != "submission":
        same_mail = golden["outcome"] == "duplicate" and golden["draft"] is None  # it is answered once
        assert same_mail or golden["draft"] == drafts.get(str(golden["outcome"]))
        return
    forms = [fields_of(each) for each in submissions(golden)]
    assert forms
    if any(form.get("government_type") in campaign.held_kinds for form in forms):
        assert golden["draft"] == "held"
    else:
        assert golden["draft"] == ("welcome" if all(is_complete(form, campaign) for form in forms) else "missing")


def is_complete(form: dict[str, object], campaign: Campaign) -> bool:
    required = [field for field in campaign.fields if field.need is Need.REQUIRED and field.one_of is None]
    one_of = [field.key for field in campaign.fields if field.one_of is not None]
    return all(field.key in form for field in required) and any(key in form for key in one_of)


@pytest.mark.parametrize("file", sorted(INBOX.glob("*.eml")), ids=lambda file: file.stem)
def test_messages_hold_invented_addresses_only(file: Path) -> None:
    """Every sender stands under .example or is the secretariat of the default configuration."""
    _, sender = parseaddr(str(email.message_from_bytes(file.read_bytes())["From"]))
    assert re.search(r"(\.example|^adhesion@example\.org)$", sender)
