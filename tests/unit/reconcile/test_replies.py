"""Which reply each message deserves now, in every situation that there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.records import DraftKind, DraftState, Outcome, Status
from tests.unit.reconcile.desk_building import Ledger

WELCOME, MISSING, UPDATE = DraftKind.WELCOME, DraftKind.MISSING, DraftKind.UPDATE
ALL_KINDS = [WELCOME, MISSING, UPDATE, DraftKind.HELD]
DONE = [DraftState.SENT, DraftState.DISCARDED]


@pytest.fixture
def ledger() -> Ledger:
    """Empty."""
    return Ledger()


def test_a_reply_that_says_what_is_so_stays(ledger: Ledger) -> None:
    """Also one that is still to be written."""
    for state in (DraftState.DRAFTED, None):
        ledger.form("M0001")
        ledger.reply(WELCOME, 1, "M0001", state=state)
        assert ledger.short() == []
        ledger = Ledger()


@pytest.mark.parametrize(
    ("lacks", "said", "now"),
    [
        ("contact_name", {"contact_name": "Robin"}, "welcome"),  # staff completed it
        ("contact_name", {"leader_title": "Alcaldesa"}, "missing"),  # something else is said now
        ("contact_name", {"status": Status.ACCEPTED}, "welcome"),  # staff do without it
        ("contact_name", {"status": Status.DECLINED}, ""),
        ("contact_name", {"status": Status.WITHDRAWN}, ""),
        ("contact_name", {"government_type": "non_government"}, "held"),
        ("", {"leader_name": "Another Mayor"}, "welcome"),
        ("", {"status": Status.DECLINED}, ""),
        ("", {"government_type": "non_government"}, "held"),
    ],
)
def test_what_staff_say_draws_an_untouched_reply_anew(ledger: Ledger, lacks: str, said: dict, now: str) -> None:  # type: ignore[type-arg]
    """Or only takes it back; once that is done nothing is left to do."""
    ledger.form("M0001", contact_name=None if lacks else "Robin")
    ledger.reply(MISSING if lacks else WELCOME, 1, "M0001")
    ledger.staff("M0001", **said)
    assert ledger.short() == [(now, 1, 1)]
    ledger.withdraw(1)
    if now:
        ledger.reply(DraftKind(now), 1, "M0001")
    assert ledger.short() == []


def test_what_staff_confirm_as_it_is_changes_nothing(ledger: Ledger) -> None:
    """The reply says the same before and after."""
    ledger.form("M0001")
    ledger.reply(WELCOME, 1, "M0001")
    ledger.staff("M0001", leader_title="Mayor")
    ledger.staff("M0001", status=Status.ACCEPTED)
    assert ledger.short() == []


@pytest.mark.parametrize("key", ["government_name", "contact_email"])
def test_what_staff_settle_brings_certificate_and_copy(ledger: Ledger, key: str) -> None:
    """The value is the same and sure now: a certificate comes along, a copy may go to the contact."""
    ledger.form("M0001")
    member = ledger.members["M0001"]
    doubtful = tuple(replace(each, confidence=0.8) if each.field == key else each for each in member.values)
    ledger.members["M0001"] = replace(member, values=doubtful)
    ledger.reply(WELCOME, 1, "M0001")
    ledger.staff("M0001", leader_title="Mayor")
    assert ledger.short() == []
    value = next(each.value for each in doubtful if each.field == key)
    ledger.staff("M0001", None, **{key: value})
    assert ledger.short() == [("welcome", 1, 1)]


def test_a_held_applicant_is_welcomed_once_accepted_also_after_its_reply_was_sent(ledger: Ledger) -> None:
    """Nobody had welcomed it yet; what was sent stays as it is."""
    ledger.form("M0001", government_type="non_government")
    ledger.reply(DraftKind.HELD, 1, "M0001", state=DraftState.SENT)
    assert ledger.short() == []
    ledger.staff("M0001", status=Status.ACCEPTED)
    assert ledger.short() == [("welcome", 1, None)]
    ledger.reply(WELCOME, 1, "M0001")
    assert ledger.short() == []


@pytest.mark.parametrize("state", DONE)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_what_a_person_sent_or_threw_away_is_never_written_again(
    ledger: Ledger, kind: DraftKind, state: DraftState
) -> None:
    """Other values, declined, accepted: but for the welcome of a member that never had one."""
    ledger.form("M0001", contact_name=None if kind is MISSING else "Robin")
    ledger.reply(kind, 1, "M0001", state=state)
    ledger.staff("M0001", leader_title="Alcaldesa", population=10)
    assert ledger.short() in ([], [("welcome", 1, None)])
    assert ledger.short() == [] or kind in {UPDATE, DraftKind.HELD}
    ledger.staff("M0001", status=Status.DECLINED)
    assert ledger.short() == []
    ledger.staff("M0001", status=Status.ACCEPTED)
    assert ledger.short() == ([] if kind is WELCOME else [("welcome", 1, None)])


def test_a_member_is_welcomed_by_one_reply(ledger: Ledger) -> None:
    """The newer form completes it: what asked is taken back, and only the newer mail's reply welcomes."""
    ledger.form("M0001", contact_name=None)
    ledger.reply(MISSING, 1, "M0001")
    ledger.form("M0001", update=True, on=1)
    ledger.reply(WELCOME, 2, "M0001", state=None)
    assert ledger.short() == [("", 1, 1)]


def test_where_staff_complete_a_member_of_two_mails_the_newer_reply_welcomes(ledger: Ledger) -> None:
    """The older one asked for what is there now."""
    ledger.form("M0001", contact_name=None)
    ledger.reply(MISSING, 1, "M0001")
    ledger.form("M0001", update=True, contact_name=None, on=1)
    ledger.reply(UPDATE, 2, "M0001")
    assert ledger.short() == []
    ledger.staff("M0001", contact_name="Robin")
    assert ledger.short() == [("", 1, 1), ("welcome", 2, 2)]


def test_an_update_of_a_welcomed_member_stays_an_update(ledger: Ledger) -> None:
    """The welcome that still waits says the new values; the newer form is confirmed."""
    ledger.form("M0001")
    ledger.reply(WELCOME, 1, "M0001")
    ledger.form("M0001", update=True, leader_name="Another", on=1)
    ledger.reply(UPDATE, 2, "M0001", state=None)
    assert ledger.short() == [("welcome", 1, 1)]


def test_two_members_that_are_one_are_welcomed_once(ledger: Ledger) -> None:
    """Whichever was sent counts; the other mail's form is an update of the one member then."""
    ledger.form("M0001")
    ledger.reply(WELCOME, 1, "M0001", state=DraftState.SENT)
    ledger.form("M0001", on=1)
    ledger.reply(WELCOME, 2, "M0001")
    assert ledger.short() == [("update", 2, 2)]


def test_a_form_that_is_anothers_is_answered_about_that_one(ledger: Ledger) -> None:
    """Staff said so: the reply about the wrong member is drawn anew."""
    ledger.form("M0001")
    ledger.reply(WELCOME, 1, "M0001")
    ledger.members["M0009"] = replace(ledger.members.pop("M0001"), id="M0009")
    ledger.submissions[0] = replace(ledger.submissions[0], member="M0009")
    (change,) = ledger.changes()
    assert (change.kind, change.members, change.instead) == (WELCOME, ("M0009",), 1)


def test_several_governments_of_one_mail_share_its_reply(ledger: Ledger) -> None:
    """It asks while one of them lacks something, and welcomes all when none does."""
    ledger.form("M0001", "M0002", contact_name=None)
    ledger.reply(MISSING, 1, "M0001", "M0002")
    ledger.staff("M0001", contact_name="Robin")
    assert ledger.short() == [("missing", 1, 1)]
    ledger.staff("M0002", contact_name="Robin")
    (change,) = ledger.changes()
    assert (change.kind, change.members) == (WELCOME, ("M0001", "M0002"))


@pytest.mark.parametrize(
    ("status", "form", "now"),
    [
        (None, False, []),
        (None, True, [("", 1, 1)]),
        (Status.DECLINED, False, [("", 1, 1)]),
        (Status.ACCEPTED, False, [("welcome", 1, 1)]),
    ],
)
def test_thanks_for_a_pledge(ledger: Ledger, status: Status | None, form: bool, now: list[object]) -> None:  # noqa: FBT001
    """They ask for the form: not once it is here, nor where staff decided without it."""
    ledger.other(Outcome.PLEDGE, "M0001")
    ledger.reply(DraftKind.PLEDGE, 1, "M0001")
    if form:
        ledger.form("M0001", on=1)
    if status:
        ledger.members["M0001"] = replace(ledger.members["M0001"], status=status)
    assert ledger.short() == now


def test_another_paper_is_not_asked_for_once_the_form_is_here(ledger: Ledger) -> None:
    """From the same sender, or of the same member from another; a form that came before does not count."""
    ledger.form("M0001")
    ledger.other(Outcome.UNREADABLE, "M0001", on=1)
    ledger.reply(DraftKind.UNREADABLE, 2, "M0001")
    assert ledger.short() == []
    ledger.form("M0001", update=True, on=2)
    ledger.messages[-1] = replace(
        ledger.messages[-1], sender=replace(ledger.messages[-1].sender, address="b@c.example")
    )
    assert ledger.short() == [("", 2, 1)]


def test_a_member_that_staff_typed_in_and_accepted_was_welcomed_by_hand(ledger: Ledger) -> None:
    """Its first form is an update of what is known."""
    ledger.form("M0001", update=True)
    ledger.members["M0001"] = replace(
        ledger.members["M0001"], status=Status.ACCEPTED, entered=ledger.messages[0].fetched
    )
    ledger.reply(UPDATE, 1, "M0001")
    assert ledger.short() == []


def test_replies_of_older_programs_are_left_alone(ledger: Ledger) -> None:
    """Nobody knows what they were made from; one that is not written yet is drawn as what fits now."""
    ledger.form("M0001", contact_name=None)
    ledger.reply(MISSING, 1, "M0001")
    ledger.staff("M0001", contact_name="Robin")
    ledger.drafts[0] = replace(ledger.drafts[0], facts=None)
    assert ledger.short() == []
    ledger.drafts[0] = replace(ledger.drafts[0], state=None)
    assert ledger.short() == [("welcome", 1, 1)]


def test_a_mail_that_is_gone_is_not_answered_any_more(ledger: Ledger) -> None:
    """Its reply is not drawn anew, since nobody could quote it; it is still taken back."""
    ledger.form("M0001")
    ledger.reply(WELCOME, 1, "M0001")
    ledger.staff("M0001", leader_title="Alcaldesa")
    assert ledger.changes(1) == ()
    ledger.staff("M0001", status=Status.DECLINED)
    assert [each.kind for each in ledger.changes(1)] == [None]


def test_an_edited_reply_is_left_alone_and_staff_are_told(ledger: Ledger) -> None:
    """Which values are others now; nothing once it is right again, was sent or thrown away."""
    ledger.form("M0001", contact_name=None)
    ledger.reply(MISSING, 1, "M0001", state=DraftState.EDITED)
    assert (ledger.short(), ledger.outdated()) == ([], ())
    ledger.staff("M0001", leader_title="Alcaldesa", contact_name="Robin")
    (found,) = ledger.outdated()
    assert (found.fields, found.wanted, ledger.short()) == (("contact_name", "leader_title"), WELCOME, [])
    ledger.staff("M0001", status=Status.DECLINED)
    (found,) = ledger.outdated()
    assert (found.fields, found.wanted) == ((), None)
    for state in DONE:
        ledger.drafts[0] = replace(ledger.drafts[0], state=state)
        assert ledger.outdated() == ()


def test_beside_an_edited_reply_none_of_ours_waits(ledger: Ledger) -> None:
    """It was edited in the moment in which it was to be taken back: the one that came instead goes."""
    ledger.form("M0001", contact_name=None)
    ledger.reply(MISSING, 1, "M0001")
    ledger.withdraw(1, DraftState.EDITED)
    ledger.staff("M0001", contact_name="Robin")
    ledger.reply(WELCOME, 1, "M0001")
    assert ledger.short() == [("", 1, 2)]


def test_a_reply_that_was_taken_back_comes_again_when_it_fits_again(ledger: Ledger) -> None:
    """Staff declined by mistake."""
    ledger.form("M0001")
    ledger.reply(WELCOME, 1, "M0001")
    ledger.staff("M0001", status=Status.DECLINED)
    ledger.withdraw(1)
    assert ledger.short() == []
    ledger.staff("M0001", status=Status.READY)
    assert ledger.short() == [("welcome", 1, None)]


def test_a_file_that_has_lain_for_a_month_counts_as_sent(ledger: Ledger) -> None:
    """Nobody can see what became of it: it is not drawn anew for every correction of years, nor told as out of date."""
    ledger.form("M0001", contact_name=None)
    ledger.reply(MISSING, 1, "M0001", file=True)
    ledger.staff("M0001", leader_title="Alcaldesa")
    for today, now in ((29, [("missing", 1, 1)]), (30, [])):
        ledger.today = today
        assert ledger.short() == now
    ledger.drafts[0] = replace(ledger.drafts[0], state=DraftState.EDITED)
    assert ledger.outdated() == ()
    ledger.staff("M0001", contact_name="Robin")
    assert ledger.short() == [("welcome", 1, None)]
