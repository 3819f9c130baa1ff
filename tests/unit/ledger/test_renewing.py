"""Replies that come later, and those that are taken back, as the ledger keeps them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.ledger.tombstones import Erasure
from pipeline.records import Delivered, DraftKind, DraftState, ReplyChange
from tests.unit.ledger.building import NOW, arrive, at, form_plan

if TYPE_CHECKING:
    from pipeline.ledger.store import Ledger
    from pipeline.records import DraftRow

WELCOME = DraftKind.WELCOME


@pytest.fixture
def asked(ledger: Ledger, run: int) -> DraftRow:
    """A reply that is still to be written."""
    arrive(ledger, run, "a.eml", replace(form_plan(), draft=DraftKind.MISSING, draft_language="en"))
    (draft,) = ledger.undrawn()
    return draft


def instead(draft: DraftRow, kind: DraftKind | None = WELCOME) -> ReplyChange:
    return ReplyChange(draft.message, kind, "en", draft.members, draft.id, f" after {draft.id}")


def put(ledger: Ledger, draft: DraftRow, state: DraftState = DraftState.DRAFTED) -> None:
    ledger.draft_written(draft.id, "", [], "a" * 64, NOW, facts={"kind": "x"}, prints={"letters/a.docx": "b" * 64})
    stands = Delivered(draft.id, draft.message_id, "", state, "office;UIDVALIDITY=1", "a" * 64, NOW)
    ledger.draft_stands(stands, 1, NOW)


def test_what_a_reply_was_made_from_is_kept(ledger: Ledger, asked: DraftRow) -> None:
    """With the hashes of its letters, and when it was put there."""
    put(ledger, asked)
    (draft,) = ledger.drafts()
    assert (draft.facts, draft.prints, draft.since) == ({"kind": "x"}, {"letters/a.docx": "b" * 64}, NOW)
    assert ledger.letter_prints() == {"b" * 64}
    assert ledger.wrote(draft.id) == {"a" * 64}


def test_one_that_was_never_written_is_taken_back_by_that_alone(ledger: Ledger, run: int, asked: DraftRow) -> None:
    """Noting it twice changes nothing; the new one has an id of its own."""
    for _ in range(2):
        ledger.renew([instead(asked)], run, NOW)
    old, new = ledger.drafts()
    assert (old.state, old.withdrawn, old.successor) == (DraftState.REPLACED, True, new.id)
    assert (new.kind, new.state, new.members) == (WELCOME, None, asked.members)
    assert new.message_id != old.message_id
    assert ledger.undrawn() == [new]
    assert ledger.to_take_back() == []


def test_one_that_waits_is_taken_back_once_the_other_is_there(ledger: Ledger, run: int, asked: DraftRow) -> None:
    """Whatever happens in between, one of them waits."""
    put(ledger, asked)
    ledger.renew([instead(asked)], run, NOW)
    assert ledger.to_take_back() == []
    (new,) = ledger.undrawn()
    put(ledger, new)
    (going,) = ledger.to_take_back()
    assert (going.draft.id, going.sha256, going.epoch) == (asked.id, "a" * 64, "office;UIDVALIDITY=1")
    put(ledger, asked, DraftState.REPLACED)
    assert ledger.to_take_back() == []


def test_of_a_row_of_replies_the_last_one_must_be_there(ledger: Ledger, run: int, asked: DraftRow) -> None:
    """The facts changed again before the second was put into Drafts."""
    put(ledger, asked)
    ledger.renew([instead(asked)], run, NOW)
    (second,) = ledger.undrawn()
    ledger.renew([instead(second)], run, NOW)
    (third,) = ledger.undrawn()
    assert ledger.to_take_back() == []
    put(ledger, third)
    assert [each.draft.id for each in ledger.to_take_back()] == [asked.id]


def test_one_that_died_on_its_way_into_drafts_may_lie_there(ledger: Ledger, run: int, asked: DraftRow) -> None:
    """It was rendered, and nobody knows whether it arrived: it is looked for, not forgotten."""
    ledger.draft_written(asked.id, "", [], "a" * 64, NOW)
    ledger.renew([instead(asked, None)], run, NOW)
    assert ledger.undrawn() == []
    (going,) = ledger.to_take_back()
    assert (going.draft.id, going.sha256, going.epoch) == (asked.id, "a" * 64, None)


@pytest.mark.parametrize("state", [DraftState.EDITED, DraftState.SENT, DraftState.DISCARDED])
def test_what_a_person_touched_is_not_taken_back(ledger: Ledger, run: int, asked: DraftRow, state: DraftState) -> None:
    """Also where that came out after it was decided."""
    put(ledger, asked)
    ledger.renew([instead(asked, None)], run, NOW)
    put(ledger, asked, state)
    assert ledger.to_take_back() == []


def test_the_mark_changes_with_whatever_replies_depend_on(ledger: Ledger, run: int, asked: DraftRow) -> None:
    """And with nothing else, so that a quiet run has nothing to look at."""
    before = ledger.replies_mark()
    ledger.finish_run(ledger.begin_run(NOW, "1"), NOW, 0, 0, 0, {})
    assert ledger.replies_mark() == before
    ledger.renew([instead(asked, None)], run, NOW)
    assert ledger.replies_mark() != before


def test_an_erased_member_goes_with_all_its_replies(ledger: Ledger, run: int, asked: DraftRow) -> None:
    """Those that were taken back too; what is told to lie in Drafts is what still does."""
    put(ledger, asked)
    ledger.renew([instead(asked)], run, NOW)
    (new,) = ledger.undrawn()
    put(ledger, new)
    put(ledger, asked, DraftState.REPLACED)
    held = ledger.held([1], lambda _: False)
    assert [number for number, _ in ledger.whereabouts(held).drafts] == [new.id]
    ledger.erase(held, lambda _: False, str, Erasure("erased", "staff", at(1), "ab" * 32, {}))
    assert ledger.drafts() == ()
    assert ledger.to_take_back() == []
