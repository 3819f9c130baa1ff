from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.drafts.request import applicant_of, unread_files
from pipeline.languages.language import read_language
from pipeline.languages.wording import listed, plain, short, value_text
from pipeline.model import DocumentKind, FieldValue, Finding, Severity, Source, Value
from pipeline.reconcile.asked import changed_keys
from pipeline.records import DocumentRecord, Member, MemberValue, Status, SubmissionRow
from tests.unit.drafts.people import VALUES, campaign, member, without

SOURCE = Source("docx", "table 1")


def submission(number: int, **values: FieldValue) -> SubmissionRow:
    held = tuple(Value(key, value, "", 1.0, SOURCE) for key, value in values.items())
    return SubmissionRow(f"S{number:04}", "sha", "form.docx", "en", None, "M0001", held, (), "4")


@pytest.mark.parametrize(
    ("key", "value", "language", "text"),
    [
        ("country", "ES", "fr", "Espagne"),
        ("country", "KR", "id", "Republik Korea"),
        ("country", "XX", "en", "XX"),
        ("population", 1234567, "en", "1,234,567"),
        ("population", 1234567, "es", "1.234.567"),
        ("mandate_start", "2023", "es", "2023"),
        ("mandate_start", "2023-06", "id", "Juni 2023"),
        ("mandate_start", "2023-06-05", "en", "5 June 2023"),
        ("mandate_start", "not a date", "en", "not a date"),
        ("signed", True, "fr", "oui"),
        ("signed", False, "id", "tidak"),
        ("leader_gender", "female", "es", "Mujer"),
        ("leader_gender", "unheard-of", "es", "unheard-of"),
        ("themes", ("housing", "peace"), "fr", "Droit au logement et Paix et vivre-ensemble"),
        ("themes", (), "fr", ""),
        ("motivation", "one\n\ntwo", "en", "one two"),
        ("motivation", "word " * 100, "en", ("word " * 59).strip() + "…"),
    ],
)
def test_values_as_people_read_them(key: str, value: FieldValue, language: str, text: str) -> None:
    """Normal forms are written in the reader's language and style."""
    shown = value_text(campaign().field(key), value, read_language(language), campaign())

    assert " ".join(shown.split()) == text


def test_lists() -> None:
    """Lists are joined as each language does."""
    assert listed(["a", "b", "c"], read_language("en")) == "a, b and c"
    assert listed(["a", "b"], read_language("es")) == "a y b"
    assert listed([], read_language("en")) == ""


@given(st.text())
def test_plain_text_is_one_harmless_line(text: str) -> None:
    """Plain text has no line breaks, controls, outer blanks or turned direction, and stays itself when made plain."""
    made = plain(text)

    assert made == plain(made) == made.strip()
    assert not [char for char in made if ord(char) < 32 or char in "\x7f\x85\u2028\u2029\u202e\u2066"]
    made.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ville de Quimper", "Ville de Quimper"),
        ("W" * 20_000, "W" * 299 + "…"),
        ("word " * 4_000, "word " * 58 + "word…"),
        ("a " + "W" * 400, "a " + "W" * 297 + "…"),
        ("Z" + "\u0301\u0489" * 500 + "é", "Z\u0301\u0489\u0301\u0489é"),
        ("\u0628" + "\u064f" * 500, "\u0628" + "\u064f" * 4),
        ("\u0915\u094d\u0937\u093f Đà Nẵng ผู้ใหญ่ שָׁלוֹם", "\u0915\u094d\u0937\u093f Đà Nẵng ผู้ใหญ่ שָׁלוֹם"),
    ],
)
def test_a_name_without_end_is_cut_visibly(text: str, wanted: str) -> None:
    """What is longer than a line of a letter can be ends with three dots; heaps of accents are cut to a few."""
    assert short(text) == wanted


def test_what_a_member_lacks() -> None:
    """Required values, an expected signature, and one of the narratives; a group is named once."""
    assert applicant_of(member(), campaign()).missing == ()
    assert applicant_of(member(without("leader_name", "motivation") | {"signed": False}), campaign()).missing == (
        "leader_name",
        "vision_government",
        "signed",
    )


def test_what_is_doubtful() -> None:
    """Unsure values and those with a warning, but never what staff have set."""
    values = (
        MemberValue("country", "ES", "form", confidence=0.5),
        MemberValue("population", 7, "form", confidence=0.99),
        MemberValue("leader_name", "A", "staff", confidence=0.1),
        MemberValue("website", "https://a.example", "form", confidence=0.99),
    )
    findings = (
        Finding("population-odd", Severity.WARNING, "", "population"),
        Finding("website-note", Severity.INFO, "", "website"),
    )
    who = Member("M0001", Status.TO_REVIEW, "4", values, findings=findings)

    assert applicant_of(who, campaign()).doubtful == ("country", "population")


def test_what_a_form_changes() -> None:
    """Values that differ from the newest earlier ones, and values that are new."""
    earlier = [submission(1, leader_name="A", country="ES"), submission(2, leader_name="B")]
    now = submission(3, leader_name="A", country="ES", website="https://a.example")

    assert changed_keys(now, earlier) == ("leader_name", "website")
    assert changed_keys(submission(3, **VALUES), [submission(1, **VALUES)]) == ()


def test_unreadable_documents() -> None:
    """Of a message's documents only the unreadable ones are named, with their code, else what their type tells."""

    def record(name: str, media: str, kind: DocumentKind | None, code: str | None = None) -> DocumentRecord:
        return DocumentRecord(name, "", media, "sha", 1, kind, None, code)

    found = unread_files(
        [
            record("form.pdf", "application/pdf", DocumentKind.FORM),
            record("logo.png", "image/png", None),
            record("photo.jpg", "image/jpeg", DocumentKind.UNREADABLE),
            record("secret.docx", "application/x-ole-encrypted", DocumentKind.UNREADABLE),
            record("old.doc", "application/msword", DocumentKind.UNREADABLE),
            record("bad.pdf", "application/pdf", DocumentKind.UNREADABLE),
            record("locked.pdf", "application/pdf", DocumentKind.UNREADABLE, "password"),
        ]
    )

    assert [(file.name, file.code) for file in found] == [
        ("photo.jpg", "scan"),
        ("secret.docx", "password"),
        ("old.doc", "no-reader"),
        ("bad.pdf", ""),
        ("locked.pdf", "password"),
    ]


def test_status_is_not_asked() -> None:
    """An applicant without any value lacks all that is required, and nothing is doubtful."""
    nobody = Member("M0001", Status.PLEDGED, None, ())

    assert applicant_of(nobody, campaign()).doubtful == ()
    assert "country" in applicant_of(nobody, campaign()).missing
