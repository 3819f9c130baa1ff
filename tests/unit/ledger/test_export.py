from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.campaign.definition import Field, FieldType
from pipeline.ledger.export import (
    members_csv,
    members_geojson,
    members_json,
    messages_csv,
    messages_json,
    submissions_csv,
    submissions_json,
)
from pipeline.model import Finding, Severity
from pipeline.records import LedgerView, Member, MemberValue, Place, Status
from tests.unit.ledger.building import CAMPAIGN, NOW, arrive, decision, form_plan, kept, pledge_plan, record, submission

if TYPE_CHECKING:
    from pipeline.ledger.store import Ledger
    from pipeline.model import FieldValue


@pytest.fixture
def view(ledger: Ledger, run: int) -> LedgerView:
    """A member with a form and a word of staff, a pledge, and a message that waits."""
    note = Finding("x-note", Severity.WARNING, "look", "themes")
    contents: dict[str, FieldValue] = {"city": "Vila Nova", "country": "PT", "themes": ("peace", "housing")}
    arrive(ledger, run, "a.eml", form_plan(submission(contents, findings=(note,))))
    arrive(ledger, run, "b.eml", pledge_plan({"city": "Alfa"}))
    kept(ledger, run, os.fsdecode(b"c\xe9.eml"))
    record(ledger, [decision("M0001", "people", 12)], run)
    return ledger.view(CAMPAIGN)


def of(**contents: FieldValue) -> LedgerView:
    """A view of one member with these values."""
    values = tuple(MemberValue(field, content, "staff") for field, content in contents.items())
    return LedgerView((Member("M0001", Status.READY, None, values),), (), (), (), ())


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_members_in_json(view: LedgerView) -> None:
    """Exactly the keys that were promised, with the origin of each value."""
    first, second = json.loads(json.dumps(members_json(view)))

    assert first == {
        "id": "M0001",
        "status": "to_review",
        "wave": "2",
        "fields": {
            "city": {"value": "Vila Nova", "origin": "form", "submission": "S0001"},
            "country": {"value": "PT", "origin": "form", "submission": "S0001"},
            "themes": {"value": ["peace", "housing"], "origin": "form", "submission": "S0001"},
            "people": {"value": 12, "origin": "staff", "submission": None},
        },
        "place": None,
        "world_region": "Europe",
        "submissions": ["S0001"],
    }
    assert (second["id"], second["status"], second["submissions"]) == ("M0002", "pledged", [])


def test_submissions_in_json(view: LedgerView) -> None:
    """Each value with its raw text, confidence and source, as `adhesion extract` shows it."""
    (row,) = json.loads(json.dumps(submissions_json(view)))

    assert set(row) == {"id", "message", "document", "language", "received", "member", "fields", "findings"}
    assert (row["id"], row["member"], row["document"], row["language"]) == ("S0001", "M0001", "form.pdf", "pt")
    assert (row["message"], row["received"]) == (view.messages[0].sha256, NOW.isoformat())
    assert row["fields"]["city"] == {
        "value": "Vila Nova",
        "raw": " Vila Nova ",
        "confidence": 0.97,
        "source": {"reader": "acroform", "page": 1, "box": [10.0, 20.0, 110.0, 32.5], "at": "field city"},
    }
    assert row["findings"] == [{"code": "x-note", "severity": "warning", "field": "themes", "message": "look"}]


def test_messages_in_json(view: LedgerView) -> None:
    """Each message once with what became of it; a place that is no UTF-8 can still be printed."""
    first, pledge, waiting = json.loads(json.dumps(messages_json(view), ensure_ascii=False).encode())

    assert first == {
        "source": "a.eml",
        "message_id": "<1@city.example>",
        "sha256": view.messages[0].sha256,
        "received": NOW.isoformat(),
        "outcome": "submission",
        "reason": "one form",
        "submissions": ["S0001"],
        "member": "M0001",
        "draft": "welcome",
        "draft_state": None,
    }
    assert (pledge["outcome"], pledge["member"], pledge["submissions"]) == ("pledge", "M0002", [])
    assert (waiting["outcome"], waiting["source"], waiting["draft"]) == (None, "c\ufffd.eml", None)


def test_members_in_csv(view: LedgerView) -> None:
    """One column for each kept field of the campaign, whether or not a member has it; no byte order mark."""
    text = members_csv(view, CAMPAIGN)
    first, second = read(text)

    assert text.startswith("id,status,wave,world_region,submissions,city,country,people,themes,signed\r\n")
    assert (first["city"], first["people"], first["themes"], first["signed"]) == (
        "Vila Nova",
        "12",
        "peace; housing",
        "",
    )
    assert (second["id"], second["wave"], second["country"]) == ("M0002", "", "")


def test_submissions_and_messages_in_csv(view: LedgerView) -> None:
    """The same rows as in JSON, flat."""
    (submission_row,) = read(submissions_csv(view, CAMPAIGN))
    messages = read(messages_csv(view))

    assert (submission_row["id"], submission_row["city"], submission_row["received"]) == (
        "S0001",
        "Vila Nova",
        NOW.isoformat(),
    )
    assert [row["outcome"] for row in messages] == ["submission", "pledge", ""]
    assert list(messages[0]) == list(messages_json(view)[0])


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+34 93", "-1+1", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1+1", "\u00a0=1", "＝1+1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe in front."""
    (row,) = read(members_csv(of(city=text), CAMPAIGN))

    assert row["city"] == f"'{text}"


def test_a_telephone_number_stays_what_it_is() -> None:
    """Programs get the number in its normal form; digits behind a plus are no formula."""
    (row,) = read(members_csv(of(city="+34938426610"), CAMPAIGN))

    assert row["city"] == "+34938426610"


def test_numbers_and_answers_stay_what_they_are() -> None:
    """A negative number is a number, yes and no are words."""
    (row,) = read(members_csv(of(people=-5, signed=True, city="a=b"), CAMPAIGN))

    assert (row["people"], row["signed"], row["city"]) == ("-5", "true", "a=b")


@given(text=st.text(max_size=20))
def test_every_text_survives_csv(text: str) -> None:
    """Law: whatever stands in a value comes back from CSV, with at most an apostrophe more, and starts no formula."""
    (row,) = read(members_csv(of(city=text), CAMPAIGN))

    assert row["city"] in {text, f"'{text}"}
    assert row["city"].removeprefix("+").isdigit() or not row["city"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_field_called_like_our_column_has_a_column_of_its_own() -> None:
    """A campaign may ask for a "status"; ours keeps its name."""
    campaign = replace(CAMPAIGN, fields=(Field("status", FieldType.TEXT, {}),))
    (row,) = read(members_csv(of(status="twinned"), campaign))

    assert (row["status"], row["fields.status"]) == ("ready", "twinned")


def test_a_place_is_given_out_with_whom_it_is_from() -> None:
    """Name and coordinates in JSON, a point (longitude first) in GeoJSON, and the gazetteer's source."""
    vic = Place("geonames:3106050", "Vic", 41.93, 2.25, "ES", "ES-CT")
    placed = LedgerView((Member("M0001", Status.READY, None, (), place=vic),), (), (), (), ())
    (member,) = members_json(placed)
    collection = json.loads(json.dumps(members_geojson(placed)))

    assert member["place"] == {"name": "Vic", "latitude": 41.93, "longitude": 2.25}
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [2.25, 41.93]}
    assert "GeoNames" in collection["attribution"]


def test_members_in_geojson(view: LedgerView) -> None:
    """A FeatureCollection with a feature for each member; no geometry where no place is known."""
    collection = json.loads(json.dumps(members_geojson(view)))

    assert collection["type"] == "FeatureCollection"
    assert [(each["type"], each["id"], each["geometry"]) for each in collection["features"]] == [
        ("Feature", "M0001", None),
        ("Feature", "M0002", None),
    ]
    assert collection["features"][0]["properties"] == {
        "id": "M0001",
        "status": "to_review",
        "wave": "2",
        "world_region": "Europe",
        "submissions": ["S0001"],
        "city": "Vila Nova",
        "country": "PT",
        "themes": ["peace", "housing"],
        "people": 12,
    }
