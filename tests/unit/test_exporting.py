from __future__ import annotations

import csv
import datetime as dt
import io
import json
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.campaign.definition import Campaign, Field, FieldType, Identity
from pipeline.exporting import export_view, kept_back, write_exports
from pipeline.model import Finding, Severity, Source, Value
from pipeline.records import LedgerView, Member, MemberValue, Merge, Place, Status, SubmissionRow
from tests.unit.ledger.building import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model import FieldValue

CAMPAIGN = Campaign(
    id="towns",
    name={"en": "Towns"},
    languages=("en", "fr"),
    fields=(
        Field("town", FieldType.TEXT, {}, public=True),
        Field("country", FieldType.COUNTRY, {}, public=True),
        Field("mayor", FieldType.PERSON, {}, public=True),
        Field("why", FieldType.NARRATIVE, {}, public=True),
        Field("place", FieldType.TEXT, {}, public=True),
        Field("kinds", FieldType.CHOICES, {}, public=True),
        Field("contact", FieldType.PERSON, {}, section="contact"),
        Field("role", FieldType.TEXT, {}, section="contact"),
        Field("email", FieldType.EMAIL, {}, section="contact"),
        Field("phone", FieldType.PHONE, {}, section="contact"),
        Field("consent", FieldType.YES_NO, {}),
    ),
    identity=Identity("town", "country"),
    consent="consent",
)
DAY = dt.timedelta(days=1)
WHERE = Place("geonames:1", "Vila Nova", 41.5, -8.25, "PT")
FULL: dict[str, FieldValue] = {
    "town": "Vila Nova",
    "country": "PT",
    "mayor": "Ana Exemplo",
    "why": "Rights begin at home.",
    "kinds": ("peace", "housing"),
    "contact": "Rui Modelo",
    "role": "Clerk",
    "email": "rui@vilanova.example",
    "phone": "+351220000000",
    "consent": True,
}


def member(status: Status = Status.PUBLISHED, number: int = 1, **changed: FieldValue | None) -> Member:
    """A member whose form was read without doubt, with these values changed (None: left out)."""
    contents = {key: value for key, value in {**FULL, **changed}.items() if value is not None}
    values = tuple(MemberValue(key, value, "form", "S0001", "", 0.97) for key, value in contents.items())
    return Member(f"M{number:04}", status, "2", values, (f"S{number:04}",), (), "Europe", "pt", NOW, place=WHERE)


def with_value(base: Member, key: str, origin: str, confidence: float) -> Member:
    values = (replace(v, origin=origin, confidence=confidence) if v.field == key else v for v in base.values)
    return replace(base, values=tuple(values))


def view(*members: Member) -> LedgerView:
    return LedgerView(members, (), (), (), ())


def public(*members: Member) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(export_view(view(*members), CAMPAIGN, "public", "json"))
    return found


def contacts(*members: Member, language: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(export_view(view(*members), CAMPAIGN, "contacts", "json", language))
    return found


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_member_that_consents() -> None:
    """Its public fields go out; nothing of the contact, and no consent itself."""
    (found,) = public(member())

    assert found == {
        "id": "M0001",
        "name": "Vila Nova",
        "country": "PT",
        "world_region": "Europe",
        "wave": "2",
        "place": {
            "name": "Vila Nova",
            "latitude": 41.5,
            "longitude": -8.25,
            "source": "GeoNames (https://www.geonames.org), CC BY 4.0",
        },
        "profile": {"mayor": "Ana Exemplo", "why": "Rights begin at home.", "kinds": ["peace", "housing"]},
    }


@pytest.mark.parametrize("consent", [False, None])
def test_without_consent_only_that_it_is_a_member(consent: bool | None) -> None:  # noqa: FBT001 - an answer of a form
    """Refused or not given: name, country, region, wave and place."""
    (found,) = public(member(consent=consent))

    assert found["profile"] is None
    assert (found["name"], found["country"], found["wave"]) == ("Vila Nova", "PT", "2")


def test_consent_read_with_doubt_is_none() -> None:
    """Until staff confirm it; then it counts, and so does a refusal that they wrote."""
    assert public(with_value(member(), "consent", "form", 0.6))[0]["profile"] is None
    assert public(with_value(member(), "consent", "staff", 1.0))[0]["profile"] is not None
    assert public(with_value(member(consent=False), "consent", "staff", 1.0))[0]["profile"] is None


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.PUBLISHED])
def test_only_published_members_appear(status: Status) -> None:
    """Accepted ones wait for staff to publish them."""
    assert public(member(status)) == []


def test_a_merged_member_does_not_appear() -> None:
    """Neither on the website nor in a mailing: the one into which it was merged stands for it."""
    both = replace(view(member(), member(number=2)), merges=(Merge("M0002", "M0001", "staff", NOW),))

    assert [each["id"] for each in json.loads(export_view(both, CAMPAIGN, "public", "json"))] == ["M0001"]
    (contact,) = json.loads(export_view(both, CAMPAIGN, "contacts", "json"))
    assert [each["id"] for each in contact["members"]] == ["M0001"]


def test_doubtful_values_stay_out() -> None:
    """A value below what is certain, or that a finding speaks against, until staff confirm it; a line says so."""
    doubtful = with_value(member(), "mayor", "form", 0.5)
    spoken_against = replace(member(), findings=(Finding("x", Severity.WARNING, "look", "why"),))

    assert "mayor" not in public(doubtful)[0]["profile"]
    assert "why" not in public(spoken_against)[0]["profile"]
    assert public(with_value(doubtful, "mayor", "staff", 1.0))[0]["profile"]["mayor"] == "Ana Exemplo"
    assert [line.split(" stays")[0] for line in kept_back(view(doubtful, spoken_against), CAMPAIGN)] == [
        "M0001: mayor",
        "M0001: why",
    ]


def test_a_doubtful_name_or_country() -> None:
    """Without a name the member waits; without a country nobody knows the region and the place."""
    (found,) = public(with_value(member(), "country", "form", 0.5))

    assert public(with_value(member(), "town", "form", 0.5)) == []
    assert (found["country"], found["world_region"], found["place"]) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Write to somebody@town.example.",
        "Call +351 22 000 00 00.",
        "Call 22-000 00 00 after ten, or 351 220 000 000.",
        "Our contact rui modelo will help.",
    ],
)
def test_a_text_that_tells_how_to_reach_somebody(text: str) -> None:
    """It stays out as a whole; the mayor, who is public, may be named."""
    assert "why" not in public(member(why=text))[0]["profile"]
    assert "why" in public(member(why="Ana Exemplo decided on it in 2020-2021."))[0]["profile"]


def test_a_campaign_whose_members_are_persons() -> None:
    """A person's name is never published without consent."""
    persons = replace(CAMPAIGN, identity=Identity("mayor", "country"))

    assert json.loads(export_view(view(member(consent=None)), persons, "public", "json")) == []
    assert json.loads(export_view(view(member()), persons, "public", "json"))[0]["name"] == "Ana Exemplo"


def test_a_campaign_that_publishes_nothing() -> None:
    """Where no field is marked, a published member is a line in the list."""
    silent = replace(CAMPAIGN, fields=tuple(replace(each, public=False) for each in CAMPAIGN.fields), consent=None)
    (found,) = json.loads(export_view(view(member()), silent, "public", "json"))

    assert (found["name"], found["profile"]) == ("Vila Nova", None)


def test_public_geojson() -> None:
    """RFC 7946: longitude first, null where nobody knows the place; GeoNames is named."""
    nowhere = replace(member(number=2), place=None)
    found = json.loads(export_view(view(member(), nowhere), CAMPAIGN, "public", "geojson"))

    assert "GeoNames" in found["attribution"]
    assert [each["geometry"] for each in found["features"]] == [
        {"type": "Point", "coordinates": [-8.25, 41.5]},
        None,
    ]
    assert found["features"][0]["properties"]["place"] == "Vila Nova"


def test_public_csv() -> None:
    """Programs find the first heading (no mark before it); no live formula; a field "place" has a column of its own."""
    text = export_view(view(member(why="=1+1", place="Praça 1")), CAMPAIGN, "public", "csv")
    (row,) = rows(text)

    assert text.startswith("id,")
    assert (row["why"], row["kinds"]) == ("'=1+1", "peace; housing")
    assert (row["place"], row["fields.place"]) == ("Vila Nova", "Praça 1")


def test_contacts() -> None:
    """Who is written to, in which language, for whom; in the mark that a mail merge wants."""
    text = export_view(view(member(Status.READY)), CAMPAIGN, "contacts", "csv")

    assert text.startswith("\ufeffemail,")
    assert rows(text) == [
        {
            "email": "rui@vilanova.example",
            "name": "Rui Modelo",
            "role": "Clerk",
            "language": "pt",
            "government": "Vila Nova",
            "country": "PT",
            "member": "M0001",
            "status": "ready",
            "certain": "true",
        }
    ]


def test_who_is_no_contact() -> None:
    """Members that left or were declined, and those without an address."""
    assert contacts(member(Status.WITHDRAWN), member(Status.DECLINED), member(email=None)) == []


def test_one_address_of_several_members() -> None:
    """Is written to once; name and language are those of the newest form."""
    newer = replace(member(number=2, town="Vila Velha", email="RUI@vilanova.example", contact="Eva"), language="fr")
    (found,) = contacts(member(), newer)

    assert (found["name"], found["language"]) == ("Eva", "fr")
    assert [each["government"] for each in found["members"]] == ["Vila Nova", "Vila Velha"]


def test_contacts_of_one_language() -> None:
    """Those whose form nobody could tell the language of are "unknown"."""
    silent = replace(member(number=2, email="eva@x.example"), language=None)

    assert [each["email"] for each in contacts(member(), silent, language="pt")] == ["rui@vilanova.example"]
    assert [each["email"] for each in contacts(member(), silent, language="unknown")] == ["eva@x.example"]
    assert contacts(member(), silent, language="fr") == []


def test_history() -> None:
    """Every value that was ever given, with who said it, when, where it stood and until when it held."""
    source = Source("pdf-text", "line 3", 2, (1.0, 2.0, 3.0, 4.0))
    first, second = (
        SubmissionRow(
            f"S000{n}",
            "ab",
            "form.pdf",
            "pt",
            NOW + n * DAY,
            "M0001",
            (Value("mayor", name, name, 0.9, source),),
            (),
            "2",
        )
        for n, name in ((1, "Ana Exemplo"), (2, "=Eva"))
    )
    said = replace(view(member()), submissions=(first, second))
    found = json.loads(export_view(said, CAMPAIGN, "history", "json"))
    table = rows(export_view(said, CAMPAIGN, "history", "csv"))

    assert [(each["value"], each["way"], each["was"]) for each in found] == [
        ("Ana Exemplo", "first", None),
        ("=Eva", "changed", "Ana Exemplo"),
    ]
    assert found[0]["until"] == found[1]["at"]
    assert found[0]["source"] == {"reader": "pdf-text", "page": 2, "box": [1.0, 2.0, 3.0, 4.0], "at": "line 3"}
    assert [(each["value"], each["where"]) for each in table] == [("Ana Exemplo", "line 3"), ("'=Eva", "line 3")]


def test_files_after_a_run(tmp_path: Path) -> None:
    """Public ones for everybody, contacts for their owner; written when something changed, gone when nobody is left."""
    write_exports(tmp_path, view(member()), CAMPAIGN)
    names = sorted(each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.*"))
    before = {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*.*")}
    write_exports(tmp_path, view(member()), CAMPAIGN)

    assert names == ["contacts/contacts-pt.csv", "public/members.csv", "public/members.geojson", "public/members.json"]
    assert {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*.*")} == before
    assert stat.S_IMODE((tmp_path / "contacts/contacts-pt.csv").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "public/members.json").stat().st_mode) == 0o644

    write_exports(tmp_path, view(member(Status.WITHDRAWN)), CAMPAIGN)
    assert list((tmp_path / "contacts").iterdir()) == []
    assert json.loads((tmp_path / "public/members.json").read_text()) == []
