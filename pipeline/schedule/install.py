"""Putting unit files where systemd finds them, all or none, and taking them away."""

from __future__ import annotations

import difflib
import os
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import AdhesionError
from pipeline.schedule.units import timers, untouched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class ScheduleError(AdhesionError):
    """The schedule could not be set up; everything is as it was."""


@dataclass(frozen=True, slots=True)
class Manager:
    """A systemd that units are given to: the machine's or the user's own."""

    folder: Path  # where its unit files lie
    user: bool

    @property
    def call(self) -> tuple[str, ...]:
        """How it is spoken to."""
        return ("systemctl", "--user") if self.user else ("systemctl",)

    def tell(self, *arguments: str) -> str | None:
        """Tell it something; why that failed, None where it did not. systemctl itself may be missing."""
        try:
            done = subprocess.run(  # noqa: S603 - no shell, our own words
                [*self.call, *arguments], capture_output=True, text=True, errors="replace", check=False, timeout=120
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"systemctl: {getattr(error, 'strerror', None) or 'no answer'}"
        return None if done.returncode == 0 else (done.stderr.strip() or f"exit {done.returncode}")


def manager_of(*, user: bool) -> Manager:
    """Where unit files of the user, or of the machine, lie (systemd.unit(5))."""
    if not user:
        return Manager(Path("/etc/systemd/system"), user=False)
    base = os.environ.get("XDG_CONFIG_HOME") or ""
    return Manager((Path(base) if base.startswith("/") else Path.home() / ".config") / "systemd" / "user", user=True)


def install(
    units: Mapping[str, str], name: str, manager: Manager, say: Callable[[str], None], *, force: bool = False
) -> None:
    """Write the units, read them in, switch the timers on. Doing it twice changes nothing.

    Where systemd does not answer (a container, a machine that is being set up) the files stay and it is said what to
    do; where it refuses them, all is put back.

    Raises:
        ScheduleError: a file was changed by hand and `force` is not set, or something could not be written.
    """
    before = {file: _text(manager.folder / file) for file in units}
    new = {file: text for file, text in units.items() if before[file] != text}
    _refuse_edited({file: before[file] for file in new}, units, say, force=force)
    _write(manager.folder, new, before)
    say(f"{'Written to' if new else 'Nothing to change in'} {manager.folder}: {', '.join(new or units)}")
    trouble = manager.tell("daemon-reload")
    on = ("enable", "--now", *timers(name))
    if trouble:
        _say_by_hand(trouble, [("daemon-reload",), on], manager, say)
        return
    trouble = manager.tell(*on)
    if trouble:
        manager.tell("disable", "--now", *timers(name))
        _write(manager.folder, {file: before[file] for file in new}, {})
        manager.tell("daemon-reload")
        if any(before[timer] is not None for timer in timers(name)):
            manager.tell(*on)
        raise ScheduleError(f"systemd refuses the timers: {trouble}. The files are as they were before.")
    say(f"Switched on: {', '.join(timers(name))}")


def remove(
    files: Sequence[str], name: str, manager: Manager, say: Callable[[str], None], *, force: bool = False
) -> None:
    """Switch the timers off and delete the units. Errors as with `install`; where there is nothing, it says so."""
    before = {file: text for file in files if (text := _text(manager.folder / file)) is not None}
    if not before:
        say(f"Nothing to remove in {manager.folder}")
        return
    _refuse_edited(before, {}, say, force=force)
    off = ("disable", "--now", *timers(name))
    trouble = manager.tell(*off)
    _write(manager.folder, dict.fromkeys(before), before)
    for timer in timers(name):  # what `disable` leaves where systemd does not answer
        with suppress(FileNotFoundError):
            (manager.folder / "timers.target.wants" / timer).unlink()
    say(f"Removed from {manager.folder}: {', '.join(before)}")
    trouble = manager.tell("daemon-reload") or trouble
    if trouble:
        _say_by_hand(trouble, [("stop", *timers(name)), ("daemon-reload",)], manager, say)


def _refuse_edited(
    before: Mapping[str, str | None], after: Mapping[str, str], say: Callable[[str], None], *, force: bool
) -> None:
    """What somebody changed by hand is shown, and is written over only where that is asked for."""
    edited = {file: text for file, text in before.items() if text is not None and not untouched(text)}
    for file, text in edited.items():
        new = after.get(file, "").splitlines()
        say("\n".join(difflib.unified_diff(text.splitlines(), new, f"{file} (there)", f"{file} (new)", lineterm="")))
    if edited and not force:
        raise ScheduleError(
            f"{', '.join(edited)}: changed by hand. Nothing was done. Put the changes into a drop-in "
            "(systemctl edit), or say --force to lose them."
        )


def _write(folder: Path, texts: Mapping[str, str | None], before: Mapping[str, str | None]) -> None:
    """Write the files (None: delete); where one fails, those before it are put back to what they were `before`."""
    done: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            done.append(file)
            _put(folder / file, text)
    except OSError as error:
        for file in done:
            with suppress(OSError):
                _put(folder / file, before.get(file))
        raise ScheduleError(
            f"{folder} cannot be written ({error.strerror}). Nothing was changed; "
            "for units of the machine be root, for your own say --user."
        ) from error


def _put(file: Path, text: str | None) -> None:
    """Write a file that everybody may read (no secret stands in it), whole or not at all."""
    if text is None:
        file.unlink(missing_ok=True)
        return
    handle, name = tempfile.mkstemp(prefix=".adhesion-", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _text(file: Path) -> str | None:
    """The text of a file, None where there is none."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ScheduleError(f"{file} cannot be read ({error.strerror}). Nothing was changed; mend that.") from error


def _say_by_hand(trouble: str, commands: Sequence[Sequence[str]], manager: Manager, say: Callable[[str], None]) -> None:
    lines = "\n".join(f"  {' '.join((*manager.call, *arguments))}" for arguments in commands)
    say(f"systemd does not answer here ({trouble}). Where it runs, do:\n{lines}")
