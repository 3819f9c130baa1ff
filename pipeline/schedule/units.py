"""The unit files as text. Pure."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.schedule.escaping import command, line, words
from pipeline.schedule.times import When

if TYPE_CHECKING:
    from pipeline.schedule.plan import Schedule

_MARK: Final = "# Written by `adhesion schedule install`. Change it with `systemctl edit`, not here. Check: "
_ALARM: Final = When("*-*-* *:20:00", "20 * * * *", "5min")

_LIMITS: Final = """\
# What it may do. These hold for its children too: the processes that read documents, and LibreOffice.
# Left out: limits on memory (Limit...=), which the reading processes set themselves.
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM
"""
_FOR_LIBREOFFICE: Final = (
    "# Left out: MemoryDenyWriteExecute= and ProcSubset=pid, with which LibreOffice makes no PDF\n"
)
_NO_LIBREOFFICE: Final = "MemoryDenyWriteExecute=yes\n"
_SYSTEM_LIMITS: Final = """\
CapabilityBoundingSet=
AmbientCapabilities=
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=read-only
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RemoveIPC=yes
"""
_USER_LIMITS: Final = """\
# Left out: ProtectSystem=, PrivateTmp= and the like, which need rights that a user's own units do not have everywhere.
"""


def unit_files(schedule: Schedule) -> dict[str, str]:
    """File name -> text of the four units. ValueError where a path cannot be written in them."""
    run, alarm = schedule.name, f"{schedule.name}-alarm"
    start = schedule.words("run", "--log", "logfmt")
    texts = {
        f"{run}.service": _service(schedule, "Adhesion forms: read the mail, draft the replies", start),
        f"{run}.timer": _timer("When adhesion forms are read", schedule.when, missed=True),
        f"{alarm}.service": _alarm(schedule),
        f"{alarm}.timer": _timer("When it is looked whether adhesion forms are read", _ALARM, missed=False),
    }
    return {name: _marked(text) for name, text in texts.items()}


def timers(name: str) -> tuple[str, str]:
    """The units that are switched on."""
    return (f"{name}.timer", f"{name}-alarm.timer")


def untouched(text: str) -> bool:
    """Whether a unit file is as we wrote it, by this version or another."""
    first, _, rest = text.partition("\n")
    return first == f"{_MARK}{_digest(rest)}"


def _service(schedule: Schedule, about: str, start: tuple[str, ...]) -> str:
    return (
        f"[Unit]\nDescription={about}\n{_network(schedule)}\n"
        "[Service]\n"
        "# Of a oneshot service no second one starts while the first is at work; the program has a lock besides.\n"
        f"Type=oneshot\n{_place(schedule)}ExecStart={command(start)}\n"
        "# 10: finished, some messages wait for a retry\nSuccessExitStatus=10\n"
        "# A run that hangs is ended: first asked to (it notes that), its children with it\n"
        f"TimeoutStartSec={line(schedule.time_limit)}\nTimeoutStopSec=1min\nKillMode=mixed\nKillSignal=SIGINT\n"
        f"Nice=10\n{_sandbox(schedule, _FOR_LIBREOFFICE)}"
    )


def _alarm(schedule: Schedule) -> str:
    return (
        "[Unit]\nDescription=Adhesion forms: tell staff when no run succeeds\n"
        f"# After a machine was off, the run that it missed comes first\nAfter={schedule.name}.service\n"
        f"{_network(schedule)}\n"
        f"[Service]\nType=oneshot\n{_place(schedule)}ExecStart={command(schedule.words('alarm'))}\n"
        f"TimeoutStartSec=5min\n{_sandbox(schedule, _NO_LIBREOFFICE)}"
    )


def _timer(about: str, when: When, *, missed: bool) -> str:
    persistent = "# One that was missed, the machine being off, is made up for\nPersistent=true\n" if missed else ""
    return (
        f"[Unit]\nDescription={about}\n\n[Timer]\n"
        "# Local time. systemd follows changes of clock and zone; on the days of the change of\n"
        "# summer time a time between 02:00 and 03:00 may come twice or not at all.\n"
        f"OnCalendar={line(when.calendar)}\n{persistent}RandomizedDelaySec={when.delay}\nFixedRandomDelay=true\n\n[Install]\nWantedBy=timers.target\n"
    )


def _network(schedule: Schedule) -> str:
    """A user's own units cannot wait for units of the machine."""
    return "Wants=network-online.target\nAfter=network-online.target\n" if schedule.system else ""


def _place(schedule: Schedule) -> str:
    lines = [f"User={line(schedule.account)}"] if schedule.account else []
    lines.append(f"WorkingDirectory={line(schedule.folder)}")
    if schedule.environment_file:
        lines.append(f"EnvironmentFile={line(schedule.environment_file)}")
    lines += [f"LoadCredential={name}:{line(file)}" for name, file in schedule.credentials]
    return "\n".join(lines) + "\n"


def _sandbox(schedule: Schedule, own: str) -> str:
    if not schedule.system:
        return f"UMask=0077\n\n{_LIMITS}{own}{_USER_LIMITS}"
    temporary = {Path("/tmp"), Path("/var/tmp")}  # noqa: S108 - the folders that PrivateTmp hides
    needed = (schedule.folder, schedule.config, *schedule.writable, Path(schedule.command[0]))
    hidden = any(place and temporary & {place, *place.parents} for place in needed)
    private = "# Left out: PrivateTmp=, since something that it needs lies there\n" if hidden else "PrivateTmp=yes\n"
    return (
        f"UMask=0077\n\n{_LIMITS}{own}{_SYSTEM_LIMITS}{private}"
        f"# All else can only be read\nReadWritePaths={words(schedule.writable)}\n"
    )


def _marked(text: str) -> str:
    return f"{_MARK}{_digest(text)}\n{text}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
