from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ledger.store import Ledger
from pipeline.model import RawMessage
from tests.unit.ledger.building import (
    ACCOUNT,
    CAMPAIGN,
    NOW,
    arrive,
    at,
    decision,
    form_plan,
    record,
    submission,
    url_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_clock_set_back_undoes_nothing(file: Path) -> None:
    """What staff decided last stands, and the form fetched last is the newest, whatever the clock says."""
    with Ledger.open(url_of(file)) as ledger:
        run = ledger.begin_run(NOW, "0.1.0")
        (member,) = arrive(ledger, run, "a", form_plan(submission({"city": "Alfa", "people": 1})), days=5)
        record(ledger, [decision(member, "city", "first word", days=6)], run)
        record(ledger, [decision(member, "city", "last word", days=-3000)], run)
        again = submission({"city": "Alfa", "people": 2}, member=member)
        message = ledger.keep(RawMessage("b", b"b"), ACCOUNT, run, at(-3000))
        ledger.apply(message, form_plan(again), run, at(-3000))
        (now,) = ledger.members(CAMPAIGN)
        decided = ledger.view(CAMPAIGN).decisions[-1]

    assert {value.field: value.value for value in now.values}["city"] == "last word"
    assert {value.field: value.value for value in now.values}["people"] == 2
    assert message.fetched >= decided.at > at(6)
