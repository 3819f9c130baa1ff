from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from tests.program import COMMAND, Finished, adhesion

if TYPE_CHECKING:
    from pathlib import Path

UNITS = ["adhesion-alarm.service", "adhesion-alarm.timer", "adhesion.service", "adhesion.timer"]

SYSTEMCTL = """#!/bin/sh
# Stands for systemd: notes what it is told, and refuses the word that it is to refuse.
echo "$@" >> "$NOTES"
case "$*" in *"$REFUSE"*) echo "Refused on purpose." >&2; exit 1;; esac
"""


class Machine:
    """A home folder and a systemd that takes notes."""

    def __init__(self, folder: Path) -> None:
        self.work = folder / "work"
        self.work.mkdir()
        self.units = folder / "config" / "systemd" / "user"
        self.notes = folder / "notes"
        self.program = folder / "bin" / "systemctl"
        self.program.parent.mkdir()
        self.program.write_text(SYSTEMCTL)
        self.program.chmod(0o755)

    def schedule(self, *arguments: str | Path, refuse: str = "nothing at all") -> Finished:
        self.notes.write_text("")
        path = f"{self.program.parent}{os.pathsep}{os.environ['PATH']}"
        config, notes = str(self.units.parents[1]), str(self.notes)
        return adhesion(
            "schedule", *arguments, cwd=self.work, PATH=path, XDG_CONFIG_HOME=config, NOTES=notes, REFUSE=refuse
        )

    def told(self) -> list[str]:
        return self.notes.read_text().splitlines()

    def files(self) -> dict[str, str]:
        return {file.name: file.read_text() for file in sorted(self.units.glob("*"))}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_install_again_and_remove(machine: Machine) -> None:
    """Four units, read in and switched on; the second time nothing changes; removing leaves nothing."""
    (machine.work / "adhesion.toml").touch()
    machine.schedule("install", "--user", "--at", "07:30", "--working-days").ok()
    assert machine.told() == ["--user daemon-reload", "--user enable --now adhesion.timer adhesion-alarm.timer"]
    first = machine.files()
    assert list(first) == UNITS
    assert "OnCalendar=Mon..Fri *-*-* 07:30:00\n" in first["adhesion.timer"]
    start = f"ExecStart={COMMAND[0]} run --log logfmt --config {machine.work / 'adhesion.toml'}\n"
    assert start in first["adhesion.service"]
    assert f"WorkingDirectory={machine.work}\n" in first["adhesion.service"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in machine.units.iterdir()} == {0o644}
    again = machine.schedule("install", "--user", "--at", "07:30", "--working-days").ok()
    assert "Nothing to change" in again.out
    assert machine.files() == first
    machine.schedule("remove", "--user").ok()
    assert machine.told() == ["--user disable --now adhesion.timer adhesion-alarm.timer", "--user daemon-reload"]
    assert machine.files() == {}
    assert "Nothing to remove" in machine.schedule("remove", "--user").ok().out


def test_another_time_replaces_our_own_units(machine: Machine) -> None:
    """What nobody has touched needs no force."""
    machine.schedule("install", "--user").ok()
    said = machine.schedule("install", "--user", "--every", "15min").ok()
    assert "adhesion.timer" in said.out
    assert "adhesion.service" not in said.out.partition("Switched")[0]
    assert "OnCalendar=*-*-* *:00/15:00\n" in machine.files()["adhesion.timer"]


@pytest.mark.parametrize("action", ["install", "remove"])
def test_what_the_administrator_changed_is_not_written_over(machine: Machine, action: str) -> None:
    """The difference is shown and nothing is done; with --force it is shown and done."""
    machine.schedule("install", "--user").ok()
    service = machine.units / "adhesion.service"
    service.write_text(service.read_text().replace("Nice=10", "Nice=19"))
    before = machine.files()
    refused = machine.schedule(action, "--user", "--at", "08:00")
    assert refused.code == 1
    assert "-Nice=19" in refused.out
    assert "changed by hand" in refused.err
    assert machine.files() == before
    assert machine.told() == []
    forced = machine.schedule(action, "--user", "--at", "08:00", "--force").ok()
    assert "-Nice=19" in forced.out
    assert "Nice=19" not in machine.files().get("adhesion.service", "")


def test_a_refusing_systemd_leaves_everything_as_it_was(machine: Machine) -> None:
    """Nothing half done: no file the first time, the old files later."""
    refused = machine.schedule("install", "--user", refuse="enable")
    assert refused.code == 1
    assert "Refused on purpose" in refused.err
    assert machine.files() == {}
    assert machine.told()[-2:] == ["--user disable --now adhesion.timer adhesion-alarm.timer", "--user daemon-reload"]
    machine.schedule("install", "--user").ok()
    before = machine.files()
    assert machine.schedule("install", "--user", "--at", "09:00", refuse="enable").code == 1
    assert machine.files() == before


def test_where_systemd_does_not_run_it_says_what_to_do(machine: Machine) -> None:
    """The files are there, and the commands are named; also where there is no systemctl at all."""
    said = machine.schedule("install", "--user", refuse="daemon-reload").ok()
    assert "  systemctl --user enable --now adhesion.timer adhesion-alarm.timer" in said.out
    assert list(machine.files()) == UNITS
    machine.schedule("remove", "--user", refuse="").ok()
    assert machine.files() == {}
    machine.program.write_text("#!/nowhere\n")
    assert "does not answer here" in machine.schedule("install", "--user").ok().out


def test_a_folder_that_cannot_be_written_is_left_as_it_was(machine: Machine) -> None:
    """A folder stands where a unit must be: the units that were written before it are taken away again."""
    (machine.units / "adhesion-alarm.timer").mkdir(parents=True)
    refused = machine.schedule("install", "--user")
    assert refused.code == 1
    assert "Nothing was changed" in refused.err
    assert [each.name for each in machine.units.iterdir()] == ["adhesion-alarm.timer"]
    shutil.rmtree(machine.units)
    machine.units.touch()
    assert machine.schedule("install", "--user").code == 1


def test_two_schedules_stand_side_by_side(machine: Machine) -> None:
    """By their names; removing one leaves the other."""
    machine.schedule("install", "--user").ok()
    machine.schedule("install", "--user", "--name", "second").ok()
    assert len(machine.files()) == 8
    machine.schedule("remove", "--user", "--name", "second").ok()
    assert list(machine.files()) == UNITS


def test_show_writes_nothing(machine: Machine) -> None:
    """Units of the user, of the machine, or cron, to read; nothing is told to systemd."""
    shown = machine.schedule("show", "--user").ok().out
    assert all(f"# --- {machine.units / name}\n" in shown for name in UNITS)
    system = machine.schedule("show", "--system").ok().out
    assert "# --- /etc/systemd/system/adhesion.service\n" in system
    assert f"User={machine.work.owner()}\n" in system
    assert f"ReadWritePaths={machine.work}/outputs\n" in system
    assert machine.schedule("show", "--cron", "--every", "2h").ok().out.count("\n0 */2 * * * ") == 1
    assert machine.told() == []
    assert not machine.units.exists()
    assert list(machine.work.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fly",), "fly"),
        (("show", "--at", "25:00"), "06:15"),
        (("show", "--every", "7min"), "divide"),
        (("show", "--at", "06:00", "--every", "1h"), "one of"),
        (("show", "--on-calendar", "hourly", "--working-days"), "Mon..Fri"),
        (("show", "--cron", "--on-calendar", "hourly"), "cron cannot"),
        (("show", "--user", "--run-as", "root"), "--run-as"),
        (("show", "--system", "--run-as", "no such user"), "no such user"),
        (("show", "--name", "../x"), "--name"),
        (("remove", "--name", "../x"), "--name"),
        (("show", "--credential", "mailbox"), "NAME=FILE"),
        (("show", "--hours", "0"), "--hours"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_wrong_options_are_exit_2(machine: Machine, arguments: tuple[str, ...], said: str) -> None:
    """Each with its own sentence; nothing is done."""
    finished = machine.schedule(*arguments)
    assert finished.code == 2
    assert said in " ".join(finished.err.replace("│", " ").split())
    assert machine.told() == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_a_time_that_systemd_does_not_understand_is_exit_2(machine: Machine) -> None:
    """A timer with it would never come."""
    finished = machine.schedule("install", "--user", "--on-calendar", "every full moon")
    assert finished.code == 2
    assert "systemd does not" in finished.err
    assert not machine.units.exists()


def test_a_mistake_in_the_configuration_is_found_before_it_is_scheduled(machine: Machine) -> None:
    """Exit 3, and no unit that would fail every day."""
    (machine.work / "adhesion.toml").write_text("[mailbox]\nsorce = 1\n")
    assert machine.schedule("install", "--user").code == 3
    assert not machine.units.exists()
