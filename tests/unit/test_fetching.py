"""Fetching: what the mailbox shows, what is kept, and what one message that cannot be fetched does to the others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.errors import MailboxUnreachableError
from pipeline.job import Fetched, fetch_new
from pipeline.ledger.store import Ledger
from pipeline.model import RawMessage
from pipeline.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


class Quiet:
    """Shows nothing."""

    def begin(self, step: str, total: int) -> None:
        """A step begins."""

    def advance(self, parts: int = 1) -> None:
        """Parts are done."""


@dataclass(frozen=True)
class Mailbox:
    """A mailbox in memory. A message that is None cannot be fetched."""

    messages: dict[str, bytes | None]
    account: str = "memory"

    def list_messages(self) -> list[str]:
        return sorted(self.messages)

    def size(self, place: str) -> int:
        return len(self.messages[place] or b"")

    def fetch(self, place: str) -> RawMessage | None:
        data = self.messages[place]
        if data is None:
            raise MailboxUnreachableError(f"{place} cannot be read.")
        return RawMessage(place, data)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        number = ledger.begin_run(NOW, "test")
        yield Run(Settings(), load_campaign("human-rights-cities-2030"), ledger, number, NOW, Quiet())


def test_a_message_that_cannot_be_fetched_stops_no_other(run: Run) -> None:
    """The others are kept; staff are told which one is missing, and the next run asks for it again."""
    fetched = fetch_new(run, Mailbox({"1": b"one", "2": None, "3": b"three"}), [])

    assert (fetched.seen, fetched.known) == (3, 0)
    assert [problem.code for problem in fetched.problems] == ["not-fetched"]
    assert "2 cannot be read" in fetched.problems[0].message
    assert [message.place for message in run.ledger.unconcluded()] == ["1", "3"]


def test_the_same_messages_again_are_known(run: Run) -> None:
    """Nothing is kept twice; other bytes at the same place are another message."""
    fetch_new(run, Mailbox({"1": b"one", "2": b"two"}), [])

    again = fetch_new(run, Mailbox({"1": b"one", "2": b"other"}), [])

    assert again == Fetched(seen=2, known=1)
    assert [run.ledger.raw(message.id) for message in run.ledger.unconcluded()] == [b"one", b"two", b"other"]
