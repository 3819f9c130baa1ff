from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from pipeline.campaign.definition import Campaign, Field, FieldType, Need
from pipeline.model import CERTAIN, Finding, Severity, Source, Value
from pipeline.reconcile.current import (
    contradictions,
    current_values,
    doubts,
    latest_decisions,
    missed_fields,
    missing_fields,
    staff_status,
    status_of,
    world_region,
)
from pipeline.records import Decision, MemberValue, Status

CAMPAIGN = Campaign(
    id="test",
    name={"en": "Test"},
    languages=("en",),
    fields=(
        Field("why", FieldType.NARRATIVE, {}, one_of="essays"),
        Field("city", FieldType.TEXT, {}, need=Need.REQUIRED),
        Field("how", FieldType.NARRATIVE, {}, one_of="essays"),
        Field("mail", FieldType.EMAIL, {}, one_of="ways"),
        Field("note", FieldType.TEXT, {}),
        Field("stamp", FieldType.YES_NO, {}, need=Need.EXPECTED),
        Field("unkept", FieldType.TEXT, {}, need=Need.REQUIRED, kept=False),
    ),
)
CERTAINLY: dict[str, str | bool] = {"city": "Alfa", "how": "With care.", "mail": "a@city.example", "stamp": True}


@dataclass(frozen=True)
class Form:
    id: str
    values: tuple[Value, ...]


def form(number: str, **contents: str) -> Form:
    return Form(
        number, tuple(Value(field, text, text.upper(), 0.95, Source("docx", field)) for field, text in contents.items())
    )


def decided(field: str, content: str | None, day: int = 1) -> Decision:
    return Decision("M0001", field, content, "secretariat", dt.datetime(2026, 1, day, tzinfo=dt.UTC))


def held(contents: dict[str, str | bool], confidence: float = 1.0, origin: str = "form") -> tuple[MemberValue, ...]:
    return tuple(MemberValue(field, text, origin, "S0001", "", confidence) for field, text in contents.items())


def note(field: str | None, severity: Severity = Severity.WARNING) -> Finding:
    return Finding("x-note", severity, "look", field)


def status(values: tuple[MemberValue, ...], *findings: Finding, has_form: bool = True) -> Status:
    return status_of(values, findings, CAMPAIGN, has_form=has_form, staff_status=None)


# --- values ----------------------------------------------------------------------------------------


def test_the_newest_form_that_gives_a_field_counts() -> None:
    """A later form replaces what it says and leaves the rest; where a value is from stays with it."""
    values = current_values([form("S0001", city="Alfa", note="old"), form("S0002", city="Beta")], [], CAMPAIGN)

    assert [(each.field, each.value, each.submission, each.raw) for each in values] == [
        ("city", "Beta", "S0002", "BETA"),
        ("note", "old", "S0001", "OLD"),
    ]
    assert values[0].source == Source("docx", "city")


def test_a_pledge_gives_values_without_a_submission() -> None:
    """What a pledge says is a value of no submission."""
    assert current_values([form("", city="Alfa")], [], CAMPAIGN)[0].submission is None


def test_staff_replace_empty_and_add() -> None:
    """A decision stands above every form, also one of "nothing" and one about a field no form gave."""
    decisions = [decided("city", "Gamma"), decided("note", None), decided("mail", "g@city.example")]
    values = current_values([form("S0001", city="Alfa", note="old")], decisions, CAMPAIGN)

    assert {(each.field, each.value, each.origin) for each in values} == {
        ("city", "Gamma", "staff"),
        ("mail", "g@city.example", "staff"),
    }


def test_the_latest_decision_counts_in_whatever_order_they_come() -> None:
    """Decisions are compared by their time; of two of the same time the one given later counts."""
    decisions = [decided("city", "new", 3), decided("city", "old", 1), decided("note", "a"), decided("note", "b")]

    assert {field: each.value for field, each in latest_decisions(decisions).items()} == {"city": "new", "note": "b"}


LED = Campaign(
    id="led",
    name={"en": "Led"},
    languages=("en",),
    fields=(
        Field("city", FieldType.TEXT, {}),
        Field("head", FieldType.PERSON, {}, section="head"),
        Field("office", FieldType.TEXT, {}, part_of="head"),
        Field("term", FieldType.DATE, {}, section="head"),
    ),
)


@pytest.mark.parametrize(
    ("newer", "kept"),
    [("Ana Example", set[str]()), ("Berta Sample", {"office", "term"}), ("BERTA SAMPLE ROCA", {"office", "term"})],
)
def test_a_new_person_has_nothing_of_the_one_before(newer: str, kept: set[str]) -> None:
    """What was said of a person goes with the person; a name written longer or in capitals is no new person."""
    forms = [form("S0001", city="Alfa", head="Berta Sample", office="Mayor", term="2023"), form("S0002", head=newer)]

    assert {each.field for each in current_values(forms, [], LED)} == {"city", "head"} | kept


KEYS = st.sampled_from(["city", "note", "mail"])


@given(
    forms=st.lists(st.dictionaries(KEYS, st.text(max_size=3)), max_size=4),
    words=st.lists(st.tuples(KEYS, st.none() | st.text(max_size=3), st.integers(1, 9)), max_size=6),
)
def test_every_value_is_explained(forms: list[dict[str, str]], words: list[tuple[str, str | None, int]]) -> None:
    """Law: a current value is the latest decision, else the newest form's; nothing else is there, nothing twice."""
    givers = [form(f"S{number}", **contents) for number, contents in enumerate(forms)]
    latest = latest_decisions(decided(*word) for word in words)
    values = {each.field: each for each in current_values(givers, [decided(*word) for word in words], CAMPAIGN)}

    for key in ("city", "note", "mail"):
        said = [contents[key] for contents in forms if key in contents]
        expected = latest[key].value if key in latest else (said[-1] if said else None)
        assert (values[key].value if key in values else None) == expected
        assert key not in values or values[key].origin == ("staff" if key in latest else "form")


# --- what lacks, what is doubtful ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_fields", "missing"),
    [
        ("", ["why", "city", "mail"]),
        ("how", ["city", "mail"]),
        ("city why how mail", []),
        ("stamp note unkept city", ["why", "mail"]),
    ],
)
def test_required_fields_and_one_of_each_group_are_missing(given_fields: str, missing: list[str]) -> None:
    """Of a group one field is enough; where none is there its first one is asked for. In the form's order."""
    values = held(dict.fromkeys(given_fields.split(), "x"))

    assert [field.key for field in missing_fields(values, CAMPAIGN)] == missing


@pytest.mark.parametrize(
    ("stamp", "origin", "decided_on", "missed"),
    [
        (None, "form", (), ["stamp"]),
        (False, "form", (), ["stamp"]),
        (True, "form", (), []),
        (False, "staff", (), []),
        (None, "form", ("stamp",), []),
    ],
)
def test_expected_fields_want_a_look_until_staff_decide(
    stamp: bool | None,  # noqa: FBT001 - a case of the table
    origin: str,
    decided_on: tuple[str, ...],
    missed: list[str],
) -> None:
    """An expected yes that is absent or a form's "no" is missed; staff may waive it."""
    values = held({} if stamp is None else {"stamp": stamp}, origin=origin)

    assert [field.key for field in missed_fields(values, CAMPAIGN, decided_on)] == missed


def test_unsure_values_of_forms_are_doubts() -> None:
    """Below 0.9 a form's value wants a look; at 0.9 it does not, and what staff wrote never does."""
    assert [each.field for each in doubts(held({"city": "Alfa"}, 0.89), [])] == ["city"]
    assert doubts(held({"city": "Alfa"}, CERTAIN), []) == ()
    assert doubts(held({"city": "Alfa"}, 0.1, "staff"), []) == ()
    assert [each.field for each in doubts(held({"city": "Alfa"}, 0.95), [], certain=0.97)] == ["city"]


def test_findings_are_doubts_unless_they_are_information_or_settled() -> None:
    """Warnings and errors count, also those about the whole form; those about a field staff decided on do not."""
    findings = [note("city"), note("note", Severity.ERROR), note("mail", Severity.INFO), note(None)]

    assert doubts((), findings) == (findings[0], findings[1], findings[3])
    assert doubts((), findings, decided={"city"}) == (findings[1], findings[3])
    assert doubts(held({"note": "x"}, origin="staff"), findings) == (findings[0], findings[3])
    assert doubts(held({"note": "x"}, origin="staff"), findings, decided=()) == (findings[0], findings[1], findings[3])


def test_only_another_value_contradicts_staff() -> None:
    """A newer form that says the same as staff is no finding; one that gives what staff emptied is."""
    newer = {value.field: value for value in form("S0002", city="Alfa", note="n" * 300, mail="m").values}
    latest = {each.field: each for each in (decided("city", "Alfa"), decided("note", None), decided("how", "x"))}

    (finding,) = contradictions(latest, newer)
    assert (finding.field, finding.severity) == ("note", Severity.WARNING)
    assert "staff had set “nothing”" in finding.message
    assert len(finding.message) < 200


# --- status ----------------------------------------------------------------------------------------


def test_the_status_takes_the_first_that_applies() -> None:
    """Without a form pledged, then incomplete, then to review, else ready."""
    assert status(held({}), has_form=False) is Status.PLEDGED
    assert status(held({"city": "Alfa"}, 0.1), note("city")) is Status.INCOMPLETE
    assert status(held(CERTAINLY, 0.5)) is Status.TO_REVIEW
    assert status(held(CERTAINLY), note(None)) is Status.TO_REVIEW
    assert status(held({**CERTAINLY, "stamp": False})) is Status.TO_REVIEW
    assert status(held(CERTAINLY), note("city", Severity.INFO)) is Status.READY


@pytest.mark.parametrize("word", list(Status))
def test_staff_set_the_status(word: Status) -> None:
    """Whatever staff set stands, whatever the form lacks."""
    assert status_of((), [note(None)], CAMPAIGN, has_form=True, staff_status=word) is word


@pytest.mark.parametrize(
    ("word", "expected"), [("accepted", Status.ACCEPTED), (None, None), ("Accepted!", None), ("", None)]
)
def test_only_known_words_set_a_status(word: str | None, expected: Status | None) -> None:
    """A word that is no status, or one taken back, leaves the derived status."""
    assert staff_status([decided("city", "declined", 9), decided("status", word)]) is expected


# --- regions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("countries", "region"),
    [
        ("MA DZ TN LY EG ZA SN CV MG", "Africa"),
        ("KR ID PK IN AU JP NP TL", "Asia-Pacific"),
        ("RU KZ UZ TM KG TJ AM AZ BY GE MD MN", "Eurasia"),
        ("ES PT FR UA CY CH XK GB NO", "Europe"),
        ("MX HT JM BR CL PR", "Latin America"),
        ("TR IL JO LB PS IR SA AE QA KW BH OM YE IQ SY AF", "Middle East and West Asia"),
        ("US CA", "North America"),
    ],
)
def test_countries_belong_to_their_section(countries: str, region: str) -> None:
    """The sections of UCLG, with their well-known border cases."""
    assert {world_region(code) for code in countries.split()} == {region}


def test_every_country_has_a_section() -> None:
    """Every territory that has people in it is in exactly one section; anything else in none."""
    no_countries = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    uninhabited = {"AQ", "BV", "GS", "HM", "TF"}
    territories = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()}

    assert {code for code in territories if world_region(code) is None} == no_countries | uninhabited
    assert [world_region(code) for code in (None, "", "es", "ZZ", "Spain")] == [None] * 5
