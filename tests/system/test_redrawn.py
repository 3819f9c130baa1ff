"""Replies that wait: drawn anew when what they say is no longer so, taken back when none fits, edited ones kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pipeline.records import DraftKind, DraftState
from tests.mail.fake import DELETED, DRAFT, Held
from tests.mail.small_office import SmallOffice

if TYPE_CHECKING:
    from pathlib import Path

LACKING = "Name of the contact person"
KEY = "contact_name"


@pytest.fixture(params=["mailbox", "folder"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> SmallOffice:
    """Replies go into Drafts, or become files."""
    return SmallOffice(tmp_path, to_mailbox=request.param == "mailbox")


def states(office: SmallOffice) -> list[tuple[str, str]]:
    return [(each.kind.value, each.state.value if each.state else "") for each in office.ledger_drafts()]


def letters(office: SmallOffice) -> list[str]:
    return sorted(each.name for each in (office.outputs / "letters").glob("*"))


def test_a_quiet_run_changes_nothing(office: SmallOffice) -> None:
    """However often it runs, and whatever came."""
    office.form()
    office.form("Sligo", without=LACKING)
    office.run()
    before = [each.as_bytes() for each in office.drafts()]
    for _ in range(2):
        office.run(days=1)
    assert [each.as_bytes() for each in office.drafts()] == before
    assert len(office.ledger_drafts()) == 2


def test_what_staff_type_in_completes_an_applicant(office: SmallOffice) -> None:
    """The draft that asked for it is gone; one that welcomes waits instead, in the same thread, with the letter."""
    asked = office.form(without=LACKING)
    office.run()
    assert office.waiting() == ["missing"]
    office.decide("M0001", KEY, "Aoife Byrne")
    office.run(days=1)
    (draft,) = office.drafts()
    assert office.waiting() == ["welcome"]
    assert draft["In-Reply-To"] == asked
    assert letters(office) == ["M0001-welcome-en.docx"]
    assert states(office) == [("missing", "replaced"), ("welcome", "drafted")]
    (message,) = office.view().messages
    assert (message.draft, message.draft_state) == (DraftKind.WELCOME, DraftState.DRAFTED)


def test_a_value_that_changes_stands_in_the_draft_and_the_old_draft_is_gone(office: SmallOffice) -> None:
    """Also where the kind of reply stays what it is: staff correct the name."""
    office.form(without=LACKING)
    office.run()
    assert "City of Ennis" in office.text()
    office.decide("M0001", "government_name", "Ennis Town Council")
    office.run(days=1)
    assert "Ennis Town Council" in office.text()
    assert "City of Ennis" not in office.text().partition("> ")[0]


def test_a_reply_to_a_declined_applicant_is_taken_back_with_its_letter(office: SmallOffice) -> None:
    """Nothing waits; when staff take that back, the reply comes again."""
    office.form()
    office.run()
    office.decide("M0001", "status", "declined")
    office.run(days=1)
    assert (office.waiting(), letters(office)) == ([], [])
    office.run(days=1)
    assert office.waiting() == []
    office.decide("M0001", "status", "accepted")
    office.run(days=1)
    assert (office.waiting(), letters(office)) == (["welcome"], ["M0001-welcome-en.docx"])


def test_an_incomplete_applicant_that_staff_accept_is_welcomed(office: SmallOffice) -> None:
    """What they do without is not asked for any more."""
    office.form(without=LACKING)
    office.run()
    office.decide("M0001", "status", "accepted")
    office.run(days=1)
    assert office.waiting() == ["welcome"]


def test_an_applicant_that_is_no_local_government_waits_for_staff(office: SmallOffice) -> None:
    """It hears that its form arrived; accepted, it is welcomed; declined, it is left to staff."""
    office.form()
    office.form("Sligo")
    office.run()
    for member in ("M0001", "M0002"):
        office.decide(member, "government_type", "non_government")
    office.run(days=1)
    assert (office.waiting(), letters(office)) == (["held", "held"], [])
    office.decide("M0001", "status", "accepted")
    office.decide("M0002", "status", "declined")
    office.run(days=1)
    assert (office.waiting(), letters(office)) == (["welcome"], ["M0001-welcome-en.docx"])


def test_who_sends_a_form_once_more_is_told_that_it_is_here(office: SmallOffice) -> None:
    """Its first mail has its own reply; the same mail by another way is not answered again."""
    office.form(without=LACKING)
    office.form(without=LACKING)
    office.run()
    assert sorted(office.waiting()) == ["duplicate", "missing"]
    inbox = office.mailbox.folders["INBOX"].held
    office.mailbox.deliver(b"X-Way: another\r\n" + inbox[2].data, received=office.day)
    office.run(days=1)
    assert sorted(office.waiting()) == ["duplicate", "missing"]


def test_a_newer_form_that_completes_takes_back_what_asked(office: SmallOffice) -> None:
    """The reply to the newer form welcomes; nobody is asked any more for what is there."""
    office.form(without=LACKING)
    office.run()
    newer = office.form()
    office.run(days=1)
    (draft,) = office.drafts()
    assert office.waiting() == ["welcome"]
    assert draft["In-Reply-To"] == newer
    assert states(office) == [("missing", "replaced"), ("welcome", "drafted")]


def test_an_unreadable_paper_is_not_asked_for_once_the_form_is_here(office: SmallOffice) -> None:
    """The same sender sent it readable before staff had sent the request."""
    office.mail("Our form: https://we.tl/t-abc123 is on WeTransfer, 10, 100, 1000 Human Rights Cities.")
    office.run()
    assert office.waiting() == ["unreadable"]
    office.form()
    office.run(days=1)
    assert office.waiting() == ["welcome"]


def test_an_edited_draft_stays_and_nothing_is_put_beside_it(tmp_path: Path) -> None:
    """Until the person has sent it or thrown it away; then the member that is complete now is welcomed once."""
    office = SmallOffice(tmp_path)
    office.form(without=LACKING)
    office.run()
    edited = office.edit()
    office.decide("M0001", KEY, "Aoife Byrne")
    for _ in range(2):
        office.run(days=1)
        assert office.mailbox.contents("Drafts") == [edited]
    office.send()
    for _ in range(2):
        office.run(days=1)
        assert office.waiting() == ["welcome"]
    assert states(office) == [("missing", "sent on"), ("welcome", "drafted")]


def test_an_edited_file_stays_and_nothing_is_put_beside_it(tmp_path: Path) -> None:
    """Where replies are files, a changed one is a person's as well; so is a letter changed in Word."""
    office = SmallOffice(tmp_path, to_mailbox=False)
    office.form()
    office.form("Sligo", without=LACKING)
    office.run()
    first, second = sorted((tmp_path / "drafts").glob("*.eml"))
    second.write_bytes(second.read_bytes() + b"PS\r\n")
    letter = tmp_path / "letters" / "M0001-welcome-en.docx"
    letter.write_bytes(b"what staff made of it")
    office.decide("M0002", KEY, "Aoife Byrne")
    office.decide("M0001", "government_name", "Ennis Town Council")
    office.run(days=1)
    assert second.read_bytes().endswith(b"PS\r\n")
    assert not first.exists()
    assert office.waiting() == ["missing", "welcome"]
    assert letter.read_bytes() == b"what staff made of it"
    assert letters(office) == ["M0001-welcome-en-2.docx", "M0001-welcome-en.docx"]


def test_sent_and_discarded_replies_are_never_written_again(tmp_path: Path) -> None:
    """Whatever changes: but for the welcome of a member that never had one."""
    office = SmallOffice(tmp_path)
    office.form()
    office.run()
    office.send()
    office.run(days=1)
    office.decide("M0001", "government_name", "Ennis Town Council")
    office.run(days=1)
    assert office.waiting() == []
    office.form("Sligo", without=LACKING)
    office.run(days=1)
    office.discard()
    office.decide("M0002", "government_name", "Sligo County")
    office.run(days=1)
    assert office.waiting() == []
    office.decide("M0002", KEY, "Aoife Byrne")
    office.run(days=1)
    assert office.waiting() == ["welcome"]
    office.discard()
    office.decide("M0002", KEY, "Aoife Burke")
    office.run(days=1)
    assert office.waiting() == []


def test_two_members_that_are_one_are_welcomed_once(office: SmallOffice) -> None:
    """Of the two welcomes that waited one is taken back; when they are parted again, each has its own."""
    office.form()
    office.form("Kilrush")
    office.run()
    assert office.waiting() == ["welcome", "welcome"]
    office.say(merged=(("M0001", "M0002"),))
    office.run(days=1)
    assert Counter(each.kind.value for each in office.ledger_drafts() if each.state is DraftState.DRAFTED) == {
        "welcome": 1
    }
    office.say(parted=("M0002",))
    office.run(days=1)
    assert sorted(office.waiting()) == ["welcome", "welcome"]


def test_drafts_of_people_are_never_touched(tmp_path: Path) -> None:
    """Neither their own, nor those that they marked as deleted and may take back."""
    office = SmallOffice(tmp_path)
    office.form(without=LACKING)
    office.run()
    drafts = office.mailbox.folders["Drafts"]
    drafts.add(Held(b"Message-ID: <a@office.example>\r\n\r\nmine\r\n", office.day, {DRAFT}))
    drafts.add(Held(b"Message-ID: <b@office.example>\r\n\r\nold\r\n", office.day, {DRAFT, DELETED}))
    office.decide("M0001", "status", "declined")
    office.run(days=1)
    assert [each[-6:].strip() for each in office.mailbox.contents("Drafts")] == [b"mine", b"old"]


@pytest.mark.parametrize("after", [False, True])
def test_dying_anywhere_leaves_neither_two_nor_none(tmp_path: Path, *, after: bool) -> None:
    """At each write of a run that draws a reply anew: the next one ends as if nothing had happened."""
    for left in range(1, 12):
        office = SmallOffice(tmp_path / str(left))
        office.form(without=LACKING)
        office.run()
        office.decide("M0001", KEY, "Aoife Byrne")
        died = office.run(days=1, left=left, after=after) is None
        assert 1 <= len(office.waiting()) <= 2
        office.run(days=1)
        assert office.waiting() == ["welcome"]
        assert states(office) == [("missing", "replaced"), ("welcome", "drafted")]
        if not died:
            assert left > 5
            return
    pytest.fail("the run never came to its end")
