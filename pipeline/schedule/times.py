"""When runs start: as systemd and as cron write it. Both take local time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_EVERY: Final = re.compile(r"(\d{1,4})\s*(m|min|minutes?|h|hours?)")
_MINUTES: Final = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)
_HOURS: Final = (1, 2, 3, 4, 6, 8, 12)


@dataclass(frozen=True, slots=True)
class When:
    """A time for OnCalendar= (systemd.time(7)) and, where cron can say it, the five fields of crontab(5)."""

    calendar: str
    cron: str | None
    delay: str = "1min"  # so much later at random, always the same on one machine, so that servers are not hit at once


def daily(at: str, *, working_days: bool = False) -> When:
    """Once a day at a time like "06:15". ValueError where it is none."""
    found = _CLOCK.fullmatch(at.strip())
    if not found:
        raise ValueError(f"{at!r} is no time of day; write it like 06:15")
    hour, minute = int(found[1]), int(found[2])
    days = "Mon..Fri " if working_days else ""
    return When(f"{days}*-*-* {hour:02}:{minute:02}:00", f"{minute} {hour} * * {_days(working_days)}", "5min")


def every(span: str, *, working_days: bool = False) -> When:
    """Again and again, like "15min" or "2h", counted from midnight. ValueError where that does not fit into a day."""
    found = _EVERY.fullmatch(span.strip())
    if not found:
        raise ValueError(f"{span!r} is no span of time; write it like 15min or 2h")
    number, hours = int(found[1]), found[2].startswith("h")
    if not hours and number and number % 60 == 0:
        number, hours = number // 60, True
    if number not in (_HOURS if hours else _MINUTES):
        raise ValueError(
            f"{span!r} does not divide the day evenly; take {', '.join(map(str, _MINUTES))} min "
            f"or {', '.join(map(str, _HOURS))} h"
        )
    days = "Mon..Fri " if working_days else ""
    if hours:
        return When(f"{days}*-*-* 00/{number}:00:00", f"0 */{number} * * {_days(working_days)}")
    return When(f"{days}*-*-* *:00/{number}:00", f"*/{number} * * * {_days(working_days)}", "30s")


def raw(calendar: str) -> When:
    """As systemd writes it. ValueError where it is not one line of text; cron cannot say all of it."""
    if not calendar.strip() or any(letter < " " for letter in calendar):
        raise ValueError("must be one line, like 'Mon..Fri 06:15'; see man systemd.time")
    return When(calendar.strip(), None)


def _days(working: bool) -> str:  # noqa: FBT001 - a word of its own
    return "1-5" if working else "*"
