"""Every value that was ever given: by whom, when, and until when it held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.reconcile.history import Way, history_of
from pipeline.records import Decision
from tests.unit.ledger.building import (
    CAMPAIGN as TEST_CAMPAIGN,
)
from tests.unit.ledger.building import (
    arrive,
    at,
    form_plan,
    pledge_plan,
    record,
    submission,
)
from tests.unit.reconcile.building import CAMPAIGN, town

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.reconcile.history import Change

from pipeline.ledger.store import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        opened.begin_run(at(0), "1")
        yield opened


def of(ledger: Ledger, field: str) -> list[tuple[object, Way, str, dt.datetime | None]]:
    changes = history_of(ledger.view(TEST_CAMPAIGN), TEST_CAMPAIGN)
    return [(each.value, each.way, each.by, each.until) for each in changes if each.field == field]


def test_each_value_names_its_form_and_place(ledger: Ledger) -> None:
    """Who said it, in which document, where, as it stands there."""
    arrive(ledger, 1, "a.eml", form_plan())
    (change,) = [each for each in history_of(ledger.view(TEST_CAMPAIGN), TEST_CAMPAIGN) if each.field == "city"]

    assert (change.member, change.submission, change.document, change.by) == ("M0001", "S0001", "form.pdf", "form")
    assert (change.value, change.raw, change.confidence, change.at) == ("Vila Nova", " Vila Nova ", 0.97, at(0))
    assert change.source is not None
    assert change.source.at == "field city"


def test_a_later_form_ends_what_stood(ledger: Ledger) -> None:
    """What is said again stands on; what is said otherwise stands from then."""
    arrive(ledger, 1, "a.eml", form_plan(submission({"city": "Vila Nova", "country": "PT", "people": 10})))
    arrive(ledger, 1, "b.eml", form_plan(submission({"city": "Vila Nova", "people": 12}, member="M0001")), days=3)

    assert of(ledger, "people") == [(10, Way.FIRST, "form", at(3)), (12, Way.CHANGED, "form", None)]
    assert of(ledger, "city") == [("Vila Nova", Way.FIRST, "form", None), ("Vila Nova", Way.AGAIN, "form", None)]


def test_the_word_of_staff_stands_against_later_forms(ledger: Ledger) -> None:
    """Until they take it back; then the newest form counts again."""
    arrive(ledger, 1, "a.eml", form_plan())
    decided = at(1)
    record(ledger, [Decision("M0001", "people", 20, "Ana", decided)], 1)
    arrive(ledger, 1, "b.eml", form_plan(submission({"people": 30}, member="M0001")), days=2)
    record(ledger, [Decision("M0001", "people", None, "Ana", at(4), released=True)], 1)

    ways = [(value, way, by) for value, way, by, _ in of(ledger, "people")]
    assert ways == [(20, Way.FIRST, "Ana"), (30, Way.OVERRULED, "form"), (30, Way.GIVEN_BACK, "Ana")]
    assert of(ledger, "people")[0][3] == at(4)


def test_emptied_is_a_word_too(ledger: Ledger) -> None:
    """What staff took away held until then."""
    arrive(ledger, 1, "a.eml", form_plan())
    record(ledger, [Decision("M0001", "city", None, "Ana", at(1))], 1)

    assert [(value, way) for value, way, _, _ in of(ledger, "city")] == [("Vila Nova", Way.FIRST), (None, Way.EMPTIED)]


def test_a_pledge_is_told_as_one(ledger: Ledger) -> None:
    """Support without a form gave the first values."""
    arrive(ledger, 1, "a.eml", pledge_plan({"city": "Vila Nova"}))
    arrive(ledger, 1, "b.eml", form_plan(submission(member="M0001")), days=1)
    assert [(way, by) for _, way, by, _ in of(ledger, "city")] == [(Way.FIRST, "pledge"), (Way.AGAIN, "form")]


def test_a_new_mayor_ends_the_term_of_the_old_one(ledger: Ledger) -> None:
    """The title and gender of the one before held until the new form came: an election is a change."""
    old = town("Ronda", "ronda.example", leader_name="Ana Soler", leader_gender="female")
    new = town("Ronda", "ronda.example", leader_name="Pau Riba", leader_title="Alcalde")
    arrive(ledger, 1, "a.eml", form_plan(submission(old)))
    arrive(ledger, 1, "b.eml", form_plan(submission(new, member="M0001")), days=9)

    def told(field: str) -> list[Change]:
        return [each for each in history_of(ledger.view(CAMPAIGN), CAMPAIGN) if each.field == field]

    assert [(each.value, each.until) for each in told("leader_name")] == [("Ana Soler", at(9)), ("Pau Riba", None)]
    assert [(each.value, each.until) for each in told("leader_gender")] == [("female", at(9))]
    assert [each.way for each in told("leader_title")] == [Way.FIRST, Way.FIRST]
