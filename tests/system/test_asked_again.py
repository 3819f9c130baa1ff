"""Who is reminded, and who is asked once a year whether all still holds; seen over months of an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.mail.small_office import SmallOffice

if TYPE_CHECKING:
    from pathlib import Path

LACKING = "Name of the contact person"
PLEDGE = "Our city supports the campaign 10, 100, 1000 Human Rights Cities and Territories by 2030 and will join."


@pytest.fixture
def office(tmp_path: Path) -> SmallOffice:
    """People are reminded after 30 days, twice at most."""
    return SmallOffice(tmp_path, replies={"remind_after_days": 30, "remind_times": 2})


def test_who_does_not_answer_is_reminded_twice(office: SmallOffice) -> None:
    """Thirty days after what was asked was sent, in the thread of their mail; again so long after the first one."""
    asked = office.form(without=LACKING)
    office.run()
    office.send()
    office.run(days=1)
    office.run(days=29)
    assert office.waiting() == []
    for _ in range(2):
        office.run(days=1)
        assert office.waiting() == ["reminder"]
        assert office.drafts()[0]["In-Reply-To"] == asked
        office.run(days=90)
        assert office.waiting() == ["reminder"]
        office.send("reminder")
        office.run(days=1)
        office.run(days=29)
        assert office.waiting() == []
    office.run(days=400)
    assert office.waiting() == []


def test_nobody_is_reminded_of_what_was_never_sent(office: SmallOffice) -> None:
    """While the request waits in Drafts staff are told so; thrown away, it was never asked."""
    office.mail(PLEDGE)
    office.run()
    office.run(days=60)
    assert office.waiting() == ["pledge"]
    office.discard()
    office.run(days=60)
    assert office.waiting() == []


def test_a_pledge_whose_form_came_is_not_reminded_of(office: SmallOffice) -> None:
    """The form is the answer; a reminder that waits untouched is taken back."""
    office.mail(PLEDGE)
    office.run()
    office.send()
    office.run(days=1)
    office.run(days=30)
    assert office.waiting() == ["reminder"]
    office.form()
    office.run(days=1)
    assert office.waiting() == ["welcome"]


def test_a_question_starts_the_count_anew(office: SmallOffice) -> None:
    """Whoever writes is not asleep: staff answer, and thirty days begin again."""
    office.mail(PLEDGE)
    office.run()
    office.send()
    office.run(days=1)
    office.run(days=20)
    office.mail("When does the next wave open?")
    office.run(days=1)
    office.run(days=15)
    assert office.waiting() == []
    office.run(days=15)
    assert office.waiting() == ["reminder"]


@pytest.mark.parametrize("status", ["accepted", "declined"])
def test_nobody_is_reminded_once_staff_have_decided(office: SmallOffice, status: str) -> None:
    """Accepted as it is, or declined; a reminder that waits is taken back."""
    office.form(without=LACKING)
    office.run()
    office.send()
    office.run(days=1)
    office.run(days=30)
    assert office.waiting() == ["reminder"]
    office.decide("M0001", "status", status)
    office.run(days=1)
    office.run(days=60)
    assert "reminder" not in office.waiting()


def test_a_reminder_asks_for_what_is_missing_now(office: SmallOffice) -> None:
    """Staff typed in one of two values: the reminder that waits is drawn anew."""
    office.form(without="Name of the")
    office.run()
    office.send()
    office.run(days=1)
    office.run(days=30)
    before = office.text()
    office.decide("M0001", "contact_name", "Aoife Byrne")
    office.run(days=1)
    assert office.waiting() == ["reminder"]
    assert office.text() != before


def test_replies_that_are_files_count_from_when_they_were_written(tmp_path: Path) -> None:
    """Nobody can see whether a file was sent."""
    office = SmallOffice(tmp_path, to_mailbox=False, replies={"remind_after_days": 30, "remind_times": 1})
    office.mail(PLEDGE)
    office.run()
    office.run(days=29)
    assert office.waiting() == ["pledge"]
    for _ in range(3):
        office.run(days=31)
        assert office.waiting() == ["pledge", "reminder"]


def test_many_reminders_come_some_at_a_time(tmp_path: Path) -> None:
    """Staff can look through 25 in a day; the others follow with the next runs."""
    office = SmallOffice(tmp_path, to_mailbox=False)
    for number in range(30):
        office.mail(PLEDGE, f"mayor@city{number}.example")
    office.run()
    office.run(days=31)
    assert office.waiting().count("reminder") == 25
    for _ in range(2):
        office.run()
        assert office.waiting().count("reminder") == 30


def test_members_are_asked_each_year_whether_all_still_holds(tmp_path: Path) -> None:
    """Counted from the last form or word of staff; a new mail to the contact, in no thread."""
    office = SmallOffice(tmp_path, replies={"confirm_after_months": 12})
    office.form()
    office.form("Sligo")
    office.run()
    office.decide("M0001", "status", "accepted")
    office.discard()
    office.run(days=1)
    office.run(days=360)
    assert office.waiting() == []
    office.run(days=10)
    assert office.waiting() == ["confirmation"]
    (draft,) = office.drafts()
    assert draft["In-Reply-To"] == draft["Message-ID"]  # by which it is known when it was edited; no mail of theirs
    assert "rights@ennis.example" in str(draft["To"])
    office.send()
    office.run(days=1)
    office.run(days=300)
    assert office.waiting() == []
    office.run(days=70)
    assert office.waiting() == ["confirmation"]
    office.form()
    office.run(days=1)
    assert "confirmation" not in office.waiting()
