"""What every step of one run needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from pipeline.campaign.definition import Campaign
from pipeline.config import Settings
from pipeline.ledger.store import Ledger


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
