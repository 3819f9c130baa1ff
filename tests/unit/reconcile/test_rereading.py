"""Which form of two readings is which, what differs, and what of it is taken over."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Finding, Severity
from pipeline.reconcile.rereading import ChangeKind, Form, FormKind, MessageChange, Told, changes_of, compare
from pipeline.reconcile.taking_over import Kept, Replacing, TakingOver, take_over
from pipeline.records import Outcome
from tests.unit.ledger.building import value, values

FINDING = Finding("several-dates", Severity.WARNING, "Several dates are given.", "city")


def form(city: str, document: int = 0, **more: object) -> Form:
    told = Form(FormKind.FORM, document, f"form {document}", "pt", values({"city": city, "country": "PT"}))
    return replace(told, **more)  # type: ignore[arg-type]  # each test names its own parts


def told(*forms: Form, outcome: Outcome = Outcome.SUBMISSION, reason: str = "a form") -> Told:
    return Told(1, outcome, reason, forms=forms)


def change(before: Told, now: Told) -> MessageChange:
    found = compare(before, now)
    assert found is not None
    return found


def pairs(before: Told, now: Told) -> list[tuple[str | None, str | None]]:
    """The cities of the forms that differ."""
    forms = change(before, now).forms
    return [(city(each.before), city(each.now)) for each in forms]


def city(form: Form | None) -> str | None:
    found = form.get("city") if form else None
    return str(found.value) if found else None


def test_how_a_value_differs() -> None:
    """Given, not given, another one, as sure or not, out of another place; and true is not one."""
    before = (
        value("a", "x"),
        value("b", 1),
        value("c", "x", 0.5),
        value("d", "x", 0.5),
        value("e", "x"),
        value("f", 3),
    )
    moved = replace(before[4], raw="X")
    now = (*values({"b": True}), value("c", "x", 0.7), value("d", "x", 0.4), moved, value("f", 3), value("g", ("x",)))
    assert [(each.field, each.kind) for each in changes_of(before, now)] == [
        ("a", ChangeKind.LOST),
        ("b", ChangeKind.CHANGED),
        ("c", ChangeKind.SURER),
        ("d", ChangeKind.LESS_SURE),
        ("e", ChangeKind.ELSEWHERE),
        ("g", ChangeKind.GAINED),
    ]


def test_the_same_in_another_order_is_no_change() -> None:
    """Forms of one document that are found in another order, and findings said in another order."""
    one, other = form("Alfa", findings=(FINDING,)), form("Beta")
    assert compare(told(one, other), told(other, one)) is None


def test_forms_are_known_by_their_document_then_by_what_they_say() -> None:
    """One is read in another way, one is gone from its document into another one, one is new, one is lost."""
    before = told(form("Alfa"), form("Beta", 1), form("Gama", 2))
    now = told(form("Alpha"), form("Gama", 3), form("Delta", 1, values=values({"city": "Delta"})))
    assert pairs(before, now) == [
        ("Alfa", "Alpha"),
        ("Beta", "Delta"),
    ]
    assert pairs(told(form("Alfa")), told(form("Alfa"), form("Beta", 1))) == [(None, "Beta")]


def test_a_flood_of_forms_is_compared_all_the_same() -> None:
    """A sheet with thousands of rows, all read in another way: their order tells which is which."""
    before, now = ([form(f"{word} {number}") for number in range(3000)] for word in ("Vila", "Villa"))
    assert pairs(told(*before), told(*now)) == [(f"Vila {number}", f"Villa {number}") for number in range(3000)]


def test_a_pledge_is_no_form() -> None:
    """A pledge that is read as a form now is a form found, and a pledge that goes."""
    pledge = form("Alfa", -1, kind=FormKind.PLEDGE)
    assert pairs(told(pledge), told(form("Alfa"))) == [("Alfa", None), (None, "Alfa")]


def test_what_was_no_form_is_concluded_anew_and_what_was_one_stays() -> None:
    """Only a message that gave none can become something else by itself."""
    nothing = told(outcome=Outcome.UNREADABLE)
    assert take_over(change(nothing, told(form("Alfa")))) == TakingOver(1, again=True)
    known = told(form("Alfa", submission="S0007"))
    assert take_over(change(known, told(outcome=Outcome.UNREADABLE))).kept == (Kept.NOT_FOUND, Kept.OUTCOME)


def test_a_reading_is_taken_over_whole_or_in_some_fields() -> None:
    """With the findings about those fields; whose form it is, and its wave, stay."""
    before = form("Alfa", submission="S0007", member="M0001", wave="2")
    new = form("Alpha", member="M0009", wave="3", findings=(FINDING,), language="es")
    found = change(told(before), told(new))
    whole = replace(before, values=new.values, findings=new.findings, language="es")
    assert take_over(found) == TakingOver(1, (Replacing("S0007", whole),), kept=(Kept.OWNER,))
    part = replace(before, values=new.values, findings=(FINDING,))
    assert take_over(found, {"city"}) == TakingOver(1, (Replacing("S0007", part),))
    assert take_over(found, {"country"}) == TakingOver(1)


def test_the_same_outcome_in_other_words_is_taken_over() -> None:
    """But not where staff said what the message is."""
    asked = form("Alfa", kind=FormKind.QUESTION, candidates=("M0001", "M0002"))
    assert take_over(change(told(), told(reason="a filled form"))).reason == "a filled form"
    assert take_over(change(told(asked), told(asked, reason="a filled form"))).reason is None
