"""Fetching: what the mailbox shows, what is kept, and what one message that cannot be fetched does to the others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.errors import MailboxUnreachableError, SafetyStopError
from pipeline.fetching import Fetched, fetch_new
from pipeline.intake.message import unwrap
from pipeline.ledger.store import Ledger
from pipeline.reconcile.plan import plan_aside
from pipeline.records import Outcome
from pipeline.run import Run
from tests.mail.fake import FakeMailbox
from tests.quiet import Quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.intake.mailbox import Unfetched
    from pipeline.model import RawMessage

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        number = ledger.begin_run(NOW, "test")
        yield Run(
            Settings(), load_campaign("human-rights-cities-2030"), ledger, number, NOW, Quiet(), pauses=(0.0, 0.0)
        )


class CutAfter(FakeMailbox):
    """A mailbox whose connection ends after so many messages, as long as `left` says."""

    left = 1000

    def fetch(self, places: Sequence[str]) -> Iterator[RawMessage | Unfetched]:
        """The messages until the cut."""
        for message in super().fetch(places):
            if not self.left:
                raise MailboxUnreachableError("cut", passing=True)
            self.left -= 1
            yield message


def conclude(run: Run) -> None:
    """Give every message its outcome."""
    for message in run.ledger.unconcluded():
        run.ledger.apply(message, plan_aside(unwrap(run.ledger.raw(message.id)), Outcome.HELD, "seen"), run.number, NOW)


def taken(run: Run, mailbox: FakeMailbox) -> Fetched:
    """The next run's fetching, with what waits from those before."""
    later = replace(run, number=run.ledger.begin_run(NOW, "test"))
    return fetch_new(later, mailbox, run.ledger.unconcluded())


def test_a_message_that_the_server_does_not_give_stops_no_other(run: Run) -> None:
    """The others are kept; staff are told which one is missing, and the next run asks for it again."""
    mailbox = FakeMailbox()
    places = [mailbox.deliver(data) for data in (b"one", b"two", b"three")]
    mailbox.refused.add(places[1])

    fetched = taken(run, mailbox)

    assert (fetched.seen, fetched.known, fetched.failed) == (3, 0, 1)
    assert [problem.code for problem in fetched.problems] == ["not-fetched"]
    assert [message.place for message in run.ledger.unconcluded()] == [places[0], places[2]]


def test_a_message_that_is_never_given_is_held_in_the_end(run: Run) -> None:
    """The third time staff get what is known of it; a server that changes its mind is heard after a retry."""
    mailbox = FakeMailbox()
    place = mailbox.deliver(b"Subject: x\r\n\r\nbody")
    mailbox.refused.add(place)

    assert [taken(run, mailbox).failed for _ in range(3)] == [1, 1, 0]

    (message,) = run.ledger.unconcluded()
    assert (message.place, message.partial) == (place, True)


def test_the_same_messages_again_are_known(run: Run) -> None:
    """Nothing is fetched or kept twice, and no body is asked for."""
    mailbox = FakeMailbox()
    mailbox.deliver(b"one")
    mailbox.deliver(b"two")
    first = taken(run, mailbox)
    conclude(run)
    mailbox.calls.clear()

    again = taken(run, mailbox)

    assert (first.seen, first.known, again.seen, again.known) == (2, 0, 2, 2)
    assert set(mailbox.calls) <= {"listing", "close"}


def test_a_message_that_was_moved_back_is_the_same_one(run: Run) -> None:
    """The same bytes at a new place, their old place being gone, are not a second message."""
    mailbox = FakeMailbox()
    place = mailbox.deliver(b"one")
    taken(run, mailbox)
    conclude(run)
    mailbox.remove(place)
    mailbox.deliver(b"one")
    mailbox.deliver(b"one")

    again = taken(run, mailbox)

    assert (again.seen, again.known, len(run.ledger.unconcluded())) == (2, 1, 1)


def test_only_the_header_of_a_message_that_is_too_large_is_kept(run: Run) -> None:
    """It is held with its true size; a higher limit and a retry take it in whole."""
    big = b"Subject: big\r\n\r\n" + b"x" * (51 << 20)
    mailbox = FakeMailbox()
    mailbox.deliver(big)
    taken(run, mailbox)
    (message,) = run.ledger.unconcluded()
    assert (message.partial, message.size, len(run.ledger.raw(message.id))) == (True, len(big), 16)
    conclude(run)

    higher = replace(run, settings=Settings.model_validate({"limits": {"message_mb": 60}}))
    assert taken(higher, mailbox).known == 1
    assert run.ledger.retry(message.id, NOW)
    taken(higher, mailbox)

    first, whole = run.ledger.unconcluded()
    assert run.ledger.whole_of(first) == whole.id
    assert run.ledger.raw(whole.id) == big


def test_a_message_of_which_only_the_header_was_kept_is_known_when_it_comes_back_whole(run: Run) -> None:
    """Staff move it back into the inbox once the limit is higher: the old entry points to the new one."""
    big = b"Subject: big\r\n\r\n" + b"x" * (51 << 20)
    mailbox = FakeMailbox()
    place = mailbox.deliver(big)
    taken(run, mailbox)
    (partial,) = run.ledger.unconcluded()
    conclude(run)
    mailbox.remove(place)
    mailbox.deliver(big)

    taken(replace(run, settings=Settings.model_validate({"limits": {"message_mb": 60}})), mailbox)

    (whole,) = run.ledger.unconcluded()
    assert run.ledger.whole_of(partial) == whole.id


@pytest.mark.parametrize("change", ["renumber", "rebuild", "empty"])
def test_a_mailbox_that_was_reset_stops_the_run_until_it_is_accepted(run: Run, change: str) -> None:
    """Nothing is read or noted; afterwards known content is recognised and nothing is taken in twice."""
    mailbox = FakeMailbox()
    places = [mailbox.deliver(data) for data in (b"one", b"two")]
    taken(run, mailbox)
    conclude(run)
    if change == "empty":
        for place in places:
            mailbox.remove(place)
    else:
        mailbox.remove(places[1])
        getattr(mailbox, change)()

    for _ in range(2):
        with pytest.raises(SafetyStopError, match="adhesion accept-reset"):
            taken(run, mailbox)
    assert run.ledger.accept_reset(mailbox.account, NOW)

    again = taken(run, mailbox)
    assert (again.seen, again.known) == ((0, 0) if change == "empty" else (1, 1))
    assert run.ledger.unconcluded() == []
    assert taken(run, mailbox).seen == again.seen


def test_after_a_rebuild_the_old_numbers_mean_nothing(run: Run) -> None:
    """A server that loses its index counts from one again: another message under a known number is another message."""
    mailbox = FakeMailbox()
    places = [mailbox.deliver(data) for data in (b"one", b"two", b"three")]
    taken(run, mailbox)
    conclude(run)
    for place in places[:2]:
        mailbox.remove(place)
    mailbox.rebuild()
    mailbox.deliver(b"four")
    assert mailbox.contents() == [b"three", b"four"]
    with pytest.raises(SafetyStopError):
        taken(run, mailbox)
    run.ledger.accept_reset(mailbox.account, NOW)

    again = taken(run, mailbox)

    assert (again.seen, again.known) == (2, 1)
    assert [run.ledger.raw(message.id) for message in run.ledger.unconcluded()] == [b"four"]
    there = {run.ledger.raw(each.message): each.place for each in run.ledger.concluded(mailbox.account)}
    assert there == {b"three": mailbox.listing().places[0]}


def test_a_copy_under_an_old_number_is_no_other_message(run: Run) -> None:
    """After a rebuild one of two copies may lie where the message lay before: each of them is known, and balances."""
    mailbox = FakeMailbox()
    gone = mailbox.deliver(b"one")
    mailbox.deliver(b"two")
    taken(run, mailbox)
    conclude(run)
    mailbox.remove(gone)
    mailbox.rebuild()
    run.ledger.accept_reset(mailbox.account, NOW)
    mailbox.deliver(b"two")
    assert mailbox.contents() == [b"two", b"two"]

    again = taken(run, mailbox)
    new = run.ledger.unconcluded()

    assert again.seen == again.known + len(new)
    assert {run.ledger.raw(each.message) for each in run.ledger.concluded(mailbox.account)} == {b"two"}


def test_a_folder_that_people_clear_may_be_empty(run: Run) -> None:
    """Where the settings say so, an empty mailbox is no surprise."""
    mailbox = FakeMailbox()
    place = mailbox.deliver(b"one")
    taken(run, mailbox)
    mailbox.remove(place)
    cleared = replace(run, settings=Settings.model_validate({"mailbox": {"may_be_empty": True}}))

    assert taken(cleared, mailbox).seen == 0


def test_a_cut_connection_is_mended_where_it_broke(run: Run) -> None:
    """After a pause the rest is fetched; what was stored is not fetched again."""
    mailbox = FakeMailbox()
    for number in range(120):
        mailbox.deliver(b"%d" % number)
    mailbox.fail_next("fetch", MailboxUnreachableError("cut", passing=True))

    fetched = taken(run, mailbox)

    assert (fetched.seen, fetched.lost, len(run.ledger.unconcluded())) == (120, None, 120)


def test_a_mailbox_that_stays_away_leaves_what_was_stored(run: Run) -> None:
    """The rest counts as failed, so that the count still balances, and comes with the next run."""
    mailbox = CutAfter()
    for number in range(120):
        mailbox.deliver(b"%d" % number)
    mailbox.left = 50
    taken_in = taken(run, mailbox)

    assert (taken_in.seen, taken_in.failed) == (120, 70)
    assert taken_in.lost is not None
    assert len(run.ledger.unconcluded()) == 50
    mailbox.left = 1000
    assert taken(run, mailbox).seen == 70
    assert len(run.ledger.unconcluded()) == 120


def test_a_day_still_to_come_is_told_by_each_run(run: Run) -> None:
    """Mail is looked at since then only: with the wrong year that is none, and the run seems to go well."""
    late = run.settings.mailbox.model_copy(update={"since": NOW.date() + dt.timedelta(days=1)})
    wrong = replace(run, settings=run.settings.model_copy(update={"mailbox": late}))

    assert [each.code for each in taken(wrong, FakeMailbox()).problems] == ["since-to-come"]
    assert not taken(run, FakeMailbox()).problems
