"""What the alarm knows, remembers and tells. All times are in UTC."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field


class Kind(StrEnum):
    """What is told. The values stand in file names and in the JSON of the webhook."""

    ALARM = "alarm"
    RECOVERED = "recovered"
    TEST = "test"


class Trouble(StrEnum):
    """What is wrong."""

    QUIET = "quiet"  # no run has succeeded for too long
    LEDGER = "ledger"  # the ledger is gone or cannot be used, so nothing is known of the runs


@dataclass(frozen=True, slots=True)
class RunEnd:
    """A run in a few words: no name, no address, no count of anything. `exit_code` None: it did not come to its end."""

    started: dt.datetime
    exit_code: int | None


@dataclass(frozen=True, slots=True)
class News:
    """One word to staff. `good` is when the last good run ended, None where there was none that is known of."""

    kind: Kind
    trouble: Trouble | None
    at: dt.datetime
    since: dt.datetime  # from when on it has been quiet; never later than `at`
    good: dt.datetime | None
    runs: tuple[RunEnd, ...] = ()  # the last ones, oldest first


@dataclass(frozen=True, slots=True)
class Outage:
    """An alarm that was given and not yet taken back."""

    trouble: Trouble
    at: dt.datetime
    good_run: int  # number of the last good run at that time; 0: none


@dataclass(frozen=True, slots=True)
class Waiting:
    """News that has not gone one of its ways yet."""

    way: str
    news: News


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept between two looks, in `state/alarm.json`."""

    quiet_since: dt.datetime  # end of the last good run; before any, the first look
    good_run: int = 0  # its number; 0: none
    outage: Outage | None = None
    waiting: Annotated[tuple[Waiting, ...], Field(max_length=1000)] = ()
