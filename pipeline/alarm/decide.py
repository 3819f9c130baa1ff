"""Whether there is something to tell. Pure: reads no clock and no file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.alarm.news import Kind, Memory, News, Outage, RunEnd, Trouble
from pipeline.errors import ExitCode

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pipeline.records import RunRow

_GOOD: Final = frozenset({ExitCode.OK, ExitCode.RETRY_WAITS})
_SHOWN: Final = 5  # of the last runs


def decide(
    runs: Sequence[RunRow] | None, now: dt.datetime, hours: float, memory: Memory | None
) -> tuple[Memory, News | None]:
    """One look: what to remember, and what to tell if anything.

    Each outage is told once, and its end once. The time since the last good run is counted from the earlier of what
    the run noted and when it was first seen, so that a clock that was wrong, or is set back, makes it neither negative
    nor silent for years.

    Args:
        runs: all runs, oldest first; None: the ledger cannot be used.
        now: the time.
        hours: so long it may be quiet.
        memory: of the look before; None: this is the first one.
    """
    memory = _looked(runs, now, memory or Memory(now))
    trouble = _trouble(runs, now, hours, memory)
    if memory.outage is None:
        if trouble is None:
            return memory, None
        outage = Outage(trouble, now, memory.good_run)
        return replace(memory, outage=outage), _news(Kind.ALARM, trouble, runs, now, memory)
    if trouble is None and _over(memory.outage, memory):
        return replace(memory, outage=None), _news(Kind.RECOVERED, memory.outage.trouble, runs, now, memory)
    return memory, None


def trial_news(runs: Sequence[RunRow] | None, now: dt.datetime, memory: Memory | None) -> News:
    """News to try the ways with."""
    return _news(Kind.TEST, None, runs, now, _looked(runs, now, memory or Memory(now)))


def _looked(runs: Sequence[RunRow] | None, now: dt.datetime, memory: Memory) -> Memory:
    """The memory with the last good run in it."""
    good = _last_good(runs or ())
    if good is not None and good.id != memory.good_run:
        return replace(memory, good_run=good.id, quiet_since=min(good.finished or now, now))
    return replace(memory, quiet_since=min(memory.quiet_since, now))


def _trouble(runs: Sequence[RunRow] | None, now: dt.datetime, hours: float, memory: Memory) -> Trouble | None:
    """What is wrong now. Before the first run of all there is no ledger, and nothing wrong with that."""
    if runs is None or (memory.good_run and _last_good(runs) is None):
        return Trouble.LEDGER
    return Trouble.QUIET if (now - memory.quiet_since).total_seconds() > hours * 3600 else None


def _over(outage: Outage, memory: Memory) -> bool:
    """A quiet time is over by a good run only, not by more hours being allowed or by a clock that is set back."""
    return outage.trouble is Trouble.LEDGER or memory.good_run != outage.good_run


def _news(kind: Kind, trouble: Trouble | None, runs: Sequence[RunRow] | None, now: dt.datetime, memory: Memory) -> News:
    good = memory.quiet_since if memory.good_run else None
    ends = tuple(RunEnd(run.started, run.exit_code) for run in (runs or ())[-_SHOWN:])
    return News(kind, trouble, now, memory.quiet_since, good, ends)


def _last_good(runs: Sequence[RunRow]) -> RunRow | None:
    return next((run for run in reversed(runs) if run.finished and run.exit_code in _GOOD), None)
