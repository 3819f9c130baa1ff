"""From what was asked on the command line to what is done."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.config import DEFAULT_FILE
from pipeline.schedule import times
from pipeline.schedule.cron import cron_lines
from pipeline.schedule.install import ScheduleError, install, manager_of, remove
from pipeline.schedule.plan import Schedule, own_command, writable_places
from pipeline.schedule.units import unit_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.config import Settings

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")
_CREDENTIAL: Final = re.compile(r"([A-Za-z0-9_.-]{1,100})=(.+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command, as they were given."""

    at: str | None = None
    every: str | None = None
    on_calendar: str | None = None
    working_days: bool = False
    user: bool | None = None  # None: root has units of the machine, others their own
    account: str | None = None
    name: str = "adhesion"
    environment_file: Path | None = None
    credentials: tuple[str, ...] = ()
    hours: int = 6


def schedule_for(asked: Asked, settings: Settings, config: Path | None) -> Schedule:
    """The schedule that was asked for. ValueError: what is wrong with an option, as a sentence."""
    folder = Path.cwd()
    if config is None and DEFAULT_FILE.exists():
        config = DEFAULT_FILE
    writable = writable_places(settings, folder)
    _check_name(asked.name)
    return Schedule(
        command=own_command(),
        folder=folder,
        config=config.absolute() if config else None,
        writable=writable,
        when=_when(asked),
        name=asked.name,
        account=_account(asked, writable[0]),
        environment_file=asked.environment_file.absolute() if asked.environment_file else None,
        credentials=tuple(map(_credential, asked.credentials)),
        time_limit=f"{asked.hours}h",
    )


def show(schedule: Schedule, *, cron: bool) -> str:
    """The units, or the lines for cron, to read or to put somewhere by hand. ValueError as `schedule_for`."""
    if cron:
        return cron_lines(schedule)
    folder = manager_of(user=not schedule.system).folder
    return "\n".join(f"# --- {folder / file}\n{text}" for file, text in unit_files(schedule).items())


def put_in_place(schedule: Schedule, say: Callable[[str], None], *, force: bool) -> None:
    """Install the units. Raises ScheduleError, and ValueError as `schedule_for`."""
    units = unit_files(schedule)
    if schedule.account:
        _make_writable(schedule, schedule.account)
    install(units, schedule.name, manager_of(user=not schedule.system), say, force=force)
    if not schedule.system and not Path("/var/lib/systemd/linger", _me()).exists():
        say("So far this works only while you are logged in. To let it work always: loginctl enable-linger")


def take_away(asked: Asked, say: Callable[[str], None], *, force: bool) -> None:
    """Remove the units; only the name of them matters."""
    _check_name(asked.name)
    files = [f"{asked.name}{part}" for part in (".service", ".timer", "-alarm.service", "-alarm.timer")]
    remove(files, asked.name, manager_of(user=_for_user(asked)), say, force=force)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"--name {name!r}: letters, digits, - and _ only")


def _when(asked: Asked) -> times.When:
    given = [each for each in (asked.at, asked.every, asked.on_calendar) if each is not None]
    if len(given) > 1:
        raise ValueError("take one of --at, --every and --on-calendar")
    if asked.on_calendar is not None:
        if asked.working_days:
            raise ValueError("with --on-calendar write the days into it, like 'Mon..Fri 06:15'")
        return _checked(times.raw(asked.on_calendar))
    if asked.every is not None:
        return times.every(asked.every, working_days=asked.working_days)
    return times.daily(asked.at or "06:15", working_days=asked.working_days)


def _checked(when: times.When) -> times.When:
    """The same, where systemd is here and understands it: a wrong time would be a timer that never comes."""
    call = ["systemd-analyze", "calendar", "--", when.calendar]
    try:
        wrong = subprocess.run(call, capture_output=True, check=False, timeout=30).returncode  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return when
    if wrong:
        raise ValueError(f"--on-calendar {when.calendar!r}: systemd does not understand it; see man systemd.time")
    return when


def _for_user(asked: Asked) -> bool:
    return asked.user if asked.user is not None else os.geteuid() != 0


def _account(asked: Asked, outputs: Path) -> str | None:
    """Units of the machine run as somebody: who is named, else who has the outputs, else who has the folder here."""
    if _for_user(asked):
        if asked.account:
            raise ValueError("--run-as is for --system; units of a user run as that user")
        return None
    if asked.account:
        try:
            return pwd.getpwnam(asked.account).pw_name
        except KeyError:
            raise ValueError(f"--run-as {asked.account!r}: there is no such user on this machine") from None
    owned = outputs if outputs.exists() else Path.cwd()
    try:
        return owned.owner()
    except KeyError:
        raise ValueError(f"{owned} belongs to no user of this machine; name one with --run-as") from None


def _credential(text: str) -> tuple[str, Path]:
    found = _CREDENTIAL.fullmatch(text)
    if not found:
        raise ValueError(f"--credential {text!r}: write NAME=FILE")
    return found[1], Path(found[2]).absolute()


def _make_writable(schedule: Schedule, account: str) -> None:
    """Make the folders that it writes to: where one is missing systemd does not start the service."""
    for place in schedule.writable:
        if place.exists():
            continue
        try:
            place.mkdir(parents=True, mode=0o700)
            shutil.chown(place, account)
        except OSError as error:
            raise ScheduleError(f"{place} cannot be made ({error.strerror}); make it, owned by {account}.") from error


def _me() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""
