"""Erasure and retention in the ledger: what goes, what stays, what is known by its hash alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.ledger.store import GoneError
from pipeline.ledger.tombstones import Erasure
from pipeline.model import RawMessage
from pipeline.records import Outcome, PlannedQuestion, Saying
from tests.unit.ledger.building import (
    ACCOUNT,
    CAMPAIGN,
    NOW,
    arrive,
    at,
    decision,
    facts,
    form_document,
    form_plan,
    ignored_plan,
    record,
    submission,
    values,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.ledger.store import Ledger
    from pipeline.records import StoredMessage

ERASURE = Erasure("erased", "secretariat", at(9), "ab" * 32, {})
MAIL = b"Subject: Adhesion of Quillbrook\r\n\r\nsigned Ada Quillon"


def keep(ledger: Ledger, run: int, data: bytes, place: str) -> StoredMessage:
    return ledger.keep(RawMessage(place, data, NOW), ACCOUNT, run, NOW)


def two_members(ledger: Ledger, run: int) -> StoredMessage:
    """Quillbrook by a mail of its own, and Vila Nova."""
    mine = keep(ledger, run, MAIL, "INBOX;UID=1-quillbrook")
    form = form_document("quill.pdf", b"of Quillbrook")
    ledger.apply(mine, form_plan(submission({"city": "Quillbrook", "country": "IE"}), document=form), run, NOW)
    ledger.apply(keep(ledger, run, b"another", "INBOX;UID=2"), form_plan(), run, NOW)
    record(ledger, [decision("M0001", "city", "Quillbrook Town"), decision("M0002", "city", "near Quillbrook")], run)
    return mine


def named(text: str) -> bool:
    return "quillbrook" in text.casefold()


def redacted(text: str) -> str:
    return text.replace("Quillbrook", "[erased]").replace("quillbrook", "[erased]")


def erase(ledger: Ledger) -> Erasure:
    done = ledger.erase(ledger.held([1], named), named, redacted, ERASURE)
    ledger.compact()
    return done


def test_a_member_goes_with_its_mail_and_the_others_stay(ledger: Ledger, run: int) -> None:
    """Its values, decisions and mail are gone; where others name it a mark stands; its number is never given again."""
    mine = two_members(ledger, run)
    done = erase(ledger)
    view = ledger.view(CAMPAIGN)
    assert [member.id for member in view.members] == ["M0002"]
    assert [(each.member, each.value) for each in view.decisions] == [("M0002", "near [erased]")]
    assert (done.counts["members"], done.counts["messages"], done.counts["submissions"]) == (1, 1, 1)
    with pytest.raises(GoneError):
        ledger.raw(mine.id)
    ledger.apply(keep(ledger, run, b"a third", "INBOX;UID=3"), form_plan(), run, NOW)
    assert [member.id for member in ledger.members(CAMPAIGN)] == ["M0002", "M0003"]


def test_nothing_of_it_stays_on_the_disk(ledger: Ledger, run: int, file: Path) -> None:
    """Neither in the database, its free pages, nor its journal."""
    two_members(ledger, run)
    erase(ledger)
    data = b"".join(each.read_bytes() for each in file.parent.iterdir())
    assert b"quillbrook" not in data.lower()
    assert ledger.faults() == ()


def test_the_message_is_known_by_hashes_alone(ledger: Ledger, run: int) -> None:
    """By its place and by its bytes, so that no run takes it in again; it still counts, with one outcome."""
    mine = two_members(ledger, run)
    erase(ledger)
    known = ledger.erased(ACCOUNT)
    assert known.lies_at("INBOX;UID=1-quillbrook")
    assert not known.lies_at("INBOX;UID=2")
    assert mine.sha256 in known.messages
    row = ledger.view(CAMPAIGN).messages[0]
    assert (row.outcome, row.subject, row.sender.address) == ("ignored", "", "")
    assert row.reason.startswith("Erased on ")


def test_what_others_said_in_the_same_mail_stays(ledger: Ledger, run: int) -> None:
    """Their values stay, with the note that the document is gone."""
    shared = keep(ledger, run, b"two forms", "INBOX;UID=7")
    both = submission({"city": "Quillbrook", "country": "IE"}), submission({"city": "Vila Nova", "country": "PT"})
    ledger.apply(shared, form_plan(*both), run, NOW)
    erase(ledger)
    member = ledger.members(CAMPAIGN)[0]
    assert (member.id, member.submissions) == ("M0002", ("S0002",))
    assert [each.code for each in member.findings] == ["document-erased"]
    assert ledger.view(CAMPAIGN).messages[0].documents[0].media == "application/x-erased"


def test_after_their_time_only_the_bytes_go(ledger: Ledger, run: int) -> None:
    """Values, sender and subject stay; the same bytes that come again are kept again."""
    mine = two_members(ledger, run)
    ledger.let_go([mine.id], Erasure("retention", "adhesion", at(400), "cd" * 32, {"messages": 1}))
    ledger.compact()
    assert ledger.gone() == {mine.id}
    view = ledger.view(CAMPAIGN)
    assert view.messages[0].subject == facts().subject
    assert len(view.members) == 2
    again = keep(ledger, run, MAIL, "INBOX;UID=9")
    assert ledger.raw(again.id) == MAIL
    assert ledger.gone() == set()


def test_what_staff_said_of_it_goes_too(ledger: Ledger, run: int, file: Path) -> None:
    """Merges, likenesses, forms given to it, things ticked off; a question keeps its other candidates."""
    arrive(
        ledger,
        run,
        "a.eml",
        form_plan(submission({"city": "Quillbrook", "country": "IE"}), document=form_document(data=b"a")),
    )
    arrive(ledger, run, "b.eml", form_plan())
    arrive(
        ledger,
        run,
        "c.eml",
        form_plan(submission({"city": "Quillbrook Town", "country": "IE"}), document=form_document(data=b"c")),
    )
    arrive(
        ledger,
        run,
        "d.eml",
        form_plan(submission({"city": "Gama", "country": "PT"}), document=form_document(data=b"d")),
    )
    asked = PlannedQuestion(0, "pt", values({"city": "Velha"}), (), ("M0001", "M0002"))
    arrive(ledger, run, "e.eml", replace(form_plan(), submissions=(), questions=(asked,), outcome=Outcome.HELD))
    said = Saying(
        "Ana",
        at(1),
        merged=(("M0001", "M0003"),),
        apart=(("M0001", "M0002"),),
        belongings=(("S0004", "M0001"),),
        settled=("M0001 city", "M0002 city"),
    )
    ledger.take(said, run)
    ledger.erase(ledger.held([1], named), named, redacted, ERASURE)

    assert ledger.faults() == ()
    view = ledger.view(CAMPAIGN)
    assert [(each.id, each.submissions) for each in view.members] == [("M0002", ("S0002",)), ("M0004", ())]
    assert [each.candidates for each in view.questions] == [("M0002",)]
    assert view.merges == ()
    assert view.settled == {"M0002 city"}
    with closing(sqlite3.connect(file)) as database:
        for table in ("merges", "kept_apart", "belongings", "likenesses"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 - names of ours


def test_the_same_form_in_another_mail_goes_too(ledger: Ledger, run: int) -> None:
    """Of a duplicate nothing but its bytes is kept, and in them the form is packed so that no word is seen."""
    two_members(ledger, run)
    again = keep(ledger, run, b"once more, packed", "INBOX;UID=7")
    copy = replace(ignored_plan(), documents=(form_document("copy.pdf", b"of Quillbrook"),))
    ledger.apply(again, copy, run, NOW)
    erase(ledger)
    with pytest.raises(GoneError):
        ledger.raw(again.id)
