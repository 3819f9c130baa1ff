"""The same as lines for crontab(5)."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.schedule.plan import Schedule


def cron_lines(schedule: Schedule) -> str:
    """The run and the alarm. ValueError where cron cannot say that time, or a path cannot stand in one line."""
    if schedule.when.cron is None:
        raise ValueError("cron cannot say what --on-calendar can; use --at or --every")
    return (
        "# Local time. What is missed while the machine is off is not made up for; a run that hangs is ended.\n"
        f"{_line(schedule, schedule.when.cron, ('run', '--log', 'logfmt'), schedule.time_limit)}\n"
        f"{_line(schedule, '20 * * * *', ('alarm',), '5m')}\n"
    )


def _line(schedule: Schedule, when: str, arguments: tuple[str, ...], limit: str) -> str:
    ended = ("timeout", "--signal=INT", "--kill-after=60", limit)
    start = shlex.join((*ended, *schedule.words(*arguments)))
    text = f"cd {shlex.quote(str(schedule.folder))} && {start} >/dev/null 2>>run.log"
    if not text.isprintable():
        raise ValueError("a path with control characters cannot stand in a crontab; rename it")
    return f"{when}  {text.replace('%', chr(92) + '%')}"
