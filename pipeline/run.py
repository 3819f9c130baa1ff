"""What every step of one run needs."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline.campaign.definition import Campaign
from pipeline.config import Settings
from pipeline.errors import MailboxUnreachableError
from pipeline.ledger.store import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Progress(Protocol):
    """Shows a person how far the run is."""

    def begin(self, step: str, total: int) -> None:
        """A step of so many parts begins."""

    def advance(self, parts: int = 1) -> None:
        """So many parts of it are done."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run going on."""

    settings: Settings
    campaign: Campaign
    ledger: Ledger
    number: int
    now: dt.datetime
    progress: Progress
    pauses: tuple[float, ...] = (1.0, 3.0)  # seconds before another attempt, where the mailbox went away

    def patiently(self, act: Callable[[], T], let_go: Callable[[], None]) -> T:
        """Act, and again after a pause where the mailbox went away in a way that may be over soon.

        Args:
            act: can be done again at any time.
            let_go: is called before each further attempt, to begin with a new connection.

        Raises:
            MailboxUnreachableError: it is still away after the last attempt, or will not be back by itself.
        """
        for pause in self.pauses:
            try:
                return act()
            except MailboxUnreachableError as error:
                if not error.passing:
                    raise
                let_go()
                time.sleep(pause)
        return act()
