"""What became of a reply in Drafts, told from what the folders show."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.delivery import DraftsDelivery, became, watch_drafts
from pipeline.intake.mailbox import DraftsSeen, Stored
from pipeline.intake.message import unwrap
from pipeline.ledger.store import Ledger
from pipeline.model import RawMessage
from pipeline.reconcile.plan import plan_aside
from pipeline.records import Delivered, DraftKind, DraftState, Outcome
from pipeline.run import Run
from tests.mail.fake import FakeMailbox
from tests.quiet import Quiet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.records import DraftRow

PUT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
OWN, ANSWERED = "<adhesion.welcome.1@office.example>", "<form@city.example>"
OURS = Delivered(1, OWN, ANSWERED, DraftState.DRAFTED, "7", "a" * 64, PUT)


def stored(message_id: str = OWN, answers: str = ANSWERED, sha: str | None = "a" * 64, days: int = 1) -> Stored:
    return Stored("Drafts;UIDVALIDITY=7;UID=1", message_id, answers, sha, PUT + dt.timedelta(days=days))


@pytest.mark.parametrize(
    ("drafts", "sent", "state"),
    [
        ([stored()], [], DraftState.DRAFTED),
        ([stored(sha="b" * 64)], [], DraftState.EDITED),
        ([stored(sha=None)], [], DraftState.DRAFTED),
        ([stored("<new@office.example>", sha=None)], [], DraftState.EDITED),
        ([], [], DraftState.DISCARDED),
        ([], [stored(sha=None)], DraftState.SENT),
        ([stored()], [stored(sha=None)], DraftState.SENT),
        ([], [stored("<new@office.example>", sha=None)], DraftState.SENT),
        ([stored()], [stored("<other@office.example>", sha=None, days=-1)], DraftState.DRAFTED),
        ([], [stored("<other@office.example>", "<another@city.example>", None)], DraftState.DISCARDED),
    ],
)
def test_what_a_person_made_of_a_draft(drafts: list[Stored], sent: list[Stored], state: DraftState) -> None:
    """Unchanged, changed in place or under a new id, sent as it was or under a new id, thrown away."""
    assert became(OURS, DraftsSeen(tuple(drafts), tuple(sent), "7")) is state


def test_a_drafts_folder_that_was_made_anew_throws_nothing_away() -> None:
    """Where Drafts is not the folder it was, an absent draft says nothing about what people did."""
    assert became(OURS, DraftsSeen((), (), "8")) is DraftState.DRAFTED


def test_a_mail_without_an_id_is_no_ones_answer() -> None:
    """A reply to a mail that had no Message-ID is known by its own id alone, also where that is its former one."""
    lone = Delivered(1, OWN, "", DraftState.DRAFTED, "7", "a" * 64, PUT)
    changed = stored("<x@y.example>", OWN)

    assert became(lone, DraftsSeen((changed,), (), "7")) is DraftState.EDITED
    assert became(lone, DraftsSeen((), (changed,), "7")) is DraftState.SENT
    assert became(lone, DraftsSeen((stored("<x@y.example>", ""),), (), "7")) is DraftState.DISCARDED


class Rewriting(FakeMailbox):
    """A server that writes every message anew when it takes it in, as some do."""

    def append(self, message: bytes, at: dt.datetime) -> str | None:
        """Keep it with one more header."""
        return super().append(b"X-Server: 1\r\n" + message, at)


@contextmanager
def one_reply(folder: Path) -> Iterator[tuple[Run, DraftRow]]:
    """A run with one reply that is still to be written."""
    with Ledger.open(f"sqlite:///{folder / 'ledger.db'}") as ledger:
        campaign = load_campaign("human-rights-cities-2030")
        run = Run(Settings(), campaign, ledger, ledger.begin_run(PUT, "test"), PUT, Quiet())
        kept = ledger.keep(RawMessage("1", b"Message-ID: <form@city.example>\r\n\r\nhello"), "office", run.number, PUT)
        plan = plan_aside(unwrap(ledger.raw(kept.id)), Outcome.QUESTION, "")
        ledger.apply(kept, replace(plan, draft=DraftKind.PLEDGE, draft_language="en"), run.number, PUT)
        (draft,) = ledger.undrawn()
        yield run, draft


def reply(draft: DraftRow) -> bytes:
    return f"Message-ID: {draft.message_id}\r\n\r\nThank you\r\n".encode()


def states(run: Run) -> list[DraftState]:
    return [each.state for each in run.ledger.delivered()]


def test_a_server_that_writes_messages_anew_has_edited_nothing(tmp_path: Path) -> None:
    """What the server made of our draft is noted right away, so that only a person's change counts as one."""
    mailbox = Rewriting()
    with one_reply(tmp_path) as (run, draft):
        delivery = DraftsDelivery(run, mailbox)
        delivery.put(draft, reply(draft))
        delivery.confirm()
        watch_drafts(run, mailbox)
        assert states(run) == [DraftState.DRAFTED]

        mailbox.folders["Drafts"].held[1].data += b"PS: bye\r\n"
        watch_drafts(run, mailbox)
        assert states(run) == [DraftState.EDITED]


def test_another_mailbox_throws_no_draft_away(tmp_path: Path) -> None:
    """Drafts of a new account that happens to count as the old one says nothing about the replies in the old one."""
    with one_reply(tmp_path) as (run, draft):
        DraftsDelivery(run, FakeMailbox("imap:old@office.example")).put(draft, reply(draft))

        watch_drafts(run, FakeMailbox("imap:new@office.example"))
        assert states(run) == [DraftState.DRAFTED]

        watch_drafts(run, FakeMailbox("imap:old@office.example"))
        assert states(run) == [DraftState.DISCARDED]
