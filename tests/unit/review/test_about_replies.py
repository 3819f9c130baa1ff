"""What staff are told about replies: edited ones that are out of date, requests that nobody sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Severity
from pipeline.records import DraftKind, DraftState, LedgerView, ReviewItem, RunRow, Status
from pipeline.review.items import review_items
from pipeline.review.links import Links
from pipeline.review.workbook import fingerprint_of
from tests.unit.reconcile.building import CAMPAIGN
from tests.unit.reconcile.desk_building import Ledger, day

KEYS = "reply "


def view_on(ledger: Ledger, on: int) -> LedgerView:
    return replace(ledger.view, runs=(RunRow(1, day(on), None, None, 0, 0),))


def told(ledger: Ledger, on: int = 40, language: str = "en") -> list[ReviewItem]:
    return [each for each in review_items(view_on(ledger, on), CAMPAIGN, language) if each.key.startswith(KEYS)]


@pytest.fixture
def edited() -> Ledger:
    """A person works on a reply, and the mayor is another one meanwhile."""
    ledger = Ledger()
    ledger.form("M0001")
    ledger.reply(DraftKind.WELCOME, 1, "M0001", state=DraftState.EDITED)
    ledger.staff("M0001", leader_name="Another Mayor")
    return ledger


def test_an_edited_reply_that_is_out_of_date_is_told_with_what_changed(edited: Ledger) -> None:
    """Whose, which reply, which field, what to do; it can be ticked off."""
    (item,) = told(edited)
    assert item.about.startswith("M0001 Ronda")
    assert (item.member, item.message, item.severity) == ("M0001", 1, Severity.WARNING)
    assert "Welcome" in item.what
    assert "Mayor" in item.why or "leader" in item.why
    assert item.answers == ("done",)
    edited.staff("M0001", population=5)
    assert told(edited)[0].key != item.key  # what was ticked off is told anew where more changes


def test_a_reply_that_nobody_needs_any_more_is_told_as_such(edited: Ledger) -> None:
    """Staff declined the applicant while the draft was being edited."""
    before = told(edited)[0].why
    edited.staff("M0001", Status.DECLINED)
    assert told(edited)[0].why != before


@pytest.mark.parametrize("state", [DraftState.SENT, DraftState.DISCARDED, DraftState.DRAFTED])
def test_it_goes_away_when_the_reply_is_dealt_with(edited: Ledger, state: DraftState) -> None:
    """Sent, thrown away; one that is as we wrote it is drawn anew and asks nothing."""
    edited.drafts[0] = replace(edited.drafts[0], state=state)
    assert told(edited) == []


def test_a_request_that_waits_unsent_is_told_after_a_month() -> None:
    """Nobody is reminded of it, so staff are; where replies are files nobody can see whether they were sent."""
    ledger = Ledger()
    ledger.form("M0001", contact_name=None)
    ledger.reply(DraftKind.MISSING, 1, "M0001", on=5)
    assert told(ledger, on=34) == []
    (item,) = told(ledger, on=35)
    assert item.severity is Severity.INFO
    assert "2026" in item.why
    ledger.drafts[0] = replace(ledger.drafts[0], file="drafts/1.eml")
    assert told(ledger, on=35) == []


@pytest.mark.parametrize("language", ["fr", "es"])
def test_it_is_told_in_the_language_of_the_secretariat(edited: Ledger, language: str) -> None:
    """Not a word of it in English."""
    edited.reply(DraftKind.REMINDER, 1, "M0001", on=1)
    english = {text for each in told(edited) for text in (each.what, each.why, each.do)}
    other = {text for each in told(edited, language=language) for text in (each.what, each.why, each.do)}
    assert len(other) == 6
    assert not english & other


def test_the_workbook_is_written_when_something_about_replies_changes(edited: Ledger) -> None:
    """And not because another day has begun."""
    prints = [fingerprint_of(view_on(edited, on), CAMPAIGN, "en", Links()) for on in (1, 2)]
    assert prints[0] == prints[1]
    edited.drafts[0] = replace(edited.drafts[0], facts={"kind": "welcome"})
    assert fingerprint_of(view_on(edited, 1), CAMPAIGN, "en", Links()) != prints[0]
