from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import (
    AfterSettings,
    DatabaseSettings,
    MailboxSettings,
    OAuthSettings,
    OutputSettings,
    Settings,
)
from pipeline.records import Outcome
from pipeline.schedule.cron import cron_lines
from pipeline.schedule.escaping import command, line, word
from pipeline.schedule.plan import Schedule, writable_places
from pipeline.schedule.times import When, daily, every, raw
from pipeline.schedule.units import unit_files, untouched

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")

PLAIN = Schedule(
    command=("/bin/true",),
    folder=Path("/srv/adhesion"),
    config=Path("/srv/adhesion/adhesion.toml"),
    writable=(Path("/srv/adhesion/outputs"),),
    when=daily("06:15"),
)
ODD = "a b/50%d/$HOME/\"q\" 's' \\x"


def analyze(*arguments: str | Path, runtime: Path | None = None) -> subprocess.CompletedProcess[str]:
    assert ANALYZE is not None
    env = {**os.environ, "SYSTEMD_COLORS": "0", **({"XDG_RUNTIME_DIR": str(runtime)} if runtime else {})}
    return subprocess.run([ANALYZE, *arguments], capture_output=True, text=True, check=False, timeout=60, env=env)


def keys(text: str) -> dict[str, list[str]]:
    """Every key of a unit file with its values, comments left out."""
    found: dict[str, list[str]] = {}
    for each in text.splitlines():
        if each and each[0] not in "#[":
            key, _, value = each.partition("=")
            found.setdefault(key, []).append(value)
    return found


# --- times -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "calendar", "cron"),
    [
        (daily("6:05"), "*-*-* 06:05:00", "5 6 * * *"),
        (daily("23:59", working_days=True), "Mon..Fri *-*-* 23:59:00", "59 23 * * 1-5"),
        (every("15min"), "*-*-* *:00/15:00", "*/15 * * * *"),
        (every("30 m", working_days=True), "Mon..Fri *-*-* *:00/30:00", "*/30 * * * 1-5"),
        (every("120min"), "*-*-* 00/2:00:00", "0 */2 * * *"),
        (every("1h"), "*-*-* 00/1:00:00", "0 */1 * * *"),
        (raw(" Mon..Fri 06:15 "), "Mon..Fri 06:15", None),
    ],
)
def test_times_as_systemd_and_cron_write_them(when: When, calendar: str, cron: str | None) -> None:
    """And systemd understands what is written for it."""
    assert (when.calendar, when.cron) == (calendar, cron)
    if ANALYZE:
        assert analyze("calendar", calendar).returncode == 0
        assert analyze("timespan", when.delay).returncode == 0


@pytest.mark.parametrize("text", ["", "24:00", "6:5", "6", "06:15:30", "noon", "-1:00", "٠٦:١٥"])
def test_what_is_no_time_of_day(text: str) -> None:
    """One sentence that shows how it is written."""
    with pytest.raises(ValueError, match="06:15"):
        daily(text)


@pytest.mark.parametrize("text", ["", "0min", "7min", "45min", "25h", "5h", "90min", "1", "min", "-15min", "1.5h"])
def test_what_does_not_divide_the_day(text: str) -> None:
    """Runs at 0, 45, 90 minutes would come at another distance each midnight: what does divide it is said."""
    with pytest.raises(ValueError, match=r"15min or 2h|does not divide"):
        every(text)


@pytest.mark.parametrize("text", ["", "  ", "06:15\nExecStart=/bin/sh", "a\0"])
def test_a_raw_time_is_one_line(text: str) -> None:
    """Nothing else gets into the unit by it."""
    with pytest.raises(ValueError, match="one line"):
        raw(text)


# --- escaping --------------------------------------------------------------------------------------


@given(st.text(min_size=1))
def test_no_path_breaks_out_of_its_line(text: str) -> None:
    """What cannot be written is refused; everything else stays one line, with no live % and no open quote."""
    try:
        written = word(text)
    except ValueError:
        return
    assert written.isprintable()
    assert "%" not in written.replace("%%", "")
    inner = written[1:-1].replace("\\\\", "").replace('\\"', "") if written[0] == '"' else written
    assert '"' not in inner
    assert "\\" not in inner
    assert line(text) == text.replace("%", "%%")


def test_dollar_signs_are_no_variables() -> None:
    """By the colon before the command."""
    assert command(["/a$b", "c"]).startswith(':"/a$b"')
    assert command(["/a'b"]) == """/usr/bin/env "/a'b\""""
    assert command(["/ab", "c d"]) == '/ab "c d"'


@pytest.mark.parametrize("text", ["", " a", "a ", "a\nb", "a\\", "a\x7f"])
def test_names_that_no_unit_file_can_hold_are_refused(text: str) -> None:
    """With the advice to rename."""
    with pytest.raises(ValueError, match="rename it"):
        line(text)


# --- units -----------------------------------------------------------------------------------------


@needs_systemd
@pytest.mark.parametrize("system", [True, False], ids=["system", "user"])
@pytest.mark.parametrize("odd", [False, True], ids=["plain", "odd paths"])
def test_systemd_finds_nothing_to_say(tmp_path: Path, *, system: bool, odd: bool) -> None:
    """`systemd-analyze verify` is clean, also with blanks, quotes, %, $ and backslashes in every path."""
    schedule = replace(PLAIN, account="root" if system else None, when=every("15min", working_days=True))
    if odd:
        place = tmp_path / ODD
        place.mkdir(parents=True)
        shutil.copy("/bin/true", place / "adhesion")
        schedule = replace(
            schedule,
            command=(str(place / "adhesion"),),
            folder=place,
            config=place / "adhesion.toml",
            writable=(place / "outputs", place / "in box"),
            environment_file=place / "secrets",
            credentials=(("mailbox", place / "secret"),),
        )
    units = tmp_path / "units"
    units.mkdir()
    for name, text in unit_files(schedule).items():
        (units / name).write_text(text, encoding="utf-8")
    (tmp_path / "runtime").mkdir(mode=0o700)
    mode = [] if system else ["--user"]
    said = analyze(*mode, "verify", *units.iterdir(), runtime=tmp_path / "runtime")
    assert (said.stdout + said.stderr, said.returncode) == ("", 0)


@needs_systemd
def test_the_service_of_the_machine_is_well_enclosed() -> None:
    """The exposure that systemd itself computes is at most 2 of 10."""
    text = unit_files(replace(PLAIN, account="adhesion"))["adhesion.service"]
    file = Path(os.environ.get("TMPDIR", "/var/tmp"), f"adhesion-{os.getpid()}.service")  # noqa: S108 - gone below
    try:
        file.write_text(text, encoding="utf-8")
        said = analyze("security", "--offline=true", "--threshold=20", file)
    finally:
        file.unlink()
    assert said.returncode == 0, said.stdout[-300:]


def test_the_service_says_all_that_a_run_needs() -> None:
    """Command with its configuration, place, user, what counts as success, an end to a hang, one writable folder."""
    units = unit_files(replace(PLAIN, account="adhesion", writable=(Path("/srv/a/outputs"), Path("/srv/in box"))))
    service = keys(units["adhesion.service"])
    assert service["ExecStart"] == ["/bin/true run --log logfmt --config /srv/adhesion/adhesion.toml"]
    expected = {
        "Type": "oneshot",
        "User": "adhesion",
        "WorkingDirectory": "/srv/adhesion",
        "SuccessExitStatus": "10",
        "TimeoutStartSec": "6h",
        "KillSignal": "SIGINT",
        "KillMode": "mixed",
        "UMask": "0077",
        "ProtectSystem": "strict",
        "ReadWritePaths": '/srv/a/outputs "/srv/in box"',
        "PrivateTmp": "yes",
        "After": "network-online.target",
    }
    assert {key: service[key] for key in expected} == {key: [value] for key, value in expected.items()}
    alarm = keys(units["adhesion-alarm.service"])
    assert alarm["ExecStart"] == ["/bin/true alarm --config /srv/adhesion/adhesion.toml"]
    assert "adhesion.service" in alarm["After"]
    assert "SuccessExitStatus" not in alarm
    assert ("MemoryDenyWriteExecute" in service, "MemoryDenyWriteExecute" in alarm) == (False, True)
    assert "ProcSubset" not in service  # tried: LibreOffice makes no PDF with either
    for timer in ("adhesion.timer", "adhesion-alarm.timer"):
        assert keys(units[timer])["WantedBy"] == ["timers.target"]
    assert keys(units["adhesion.timer"])["Persistent"] == ["true"]
    for text in units.values():
        configparser.ConfigParser(strict=False, interpolation=None).read_string(text)


def test_units_of_a_user_leave_out_what_does_not_work_there() -> None:
    """No user, no unit of the machine to wait for, no view of its own on the files."""
    service = keys(unit_files(PLAIN)["adhesion.service"])
    assert not {"User", "After", "Wants", "ProtectSystem", "PrivateTmp", "CapabilityBoundingSet"} & set(service)
    assert service["NoNewPrivileges"] == ["yes"]


def test_what_lies_in_the_temporary_folder_is_not_hidden() -> None:
    """PrivateTmp would put an empty folder over it."""
    for change in ({"folder": Path("/tmp/a")}, {"writable": (Path("/var/tmp"),)}, {"config": Path("/tmp/x")}):  # noqa: S108
        schedule = replace(PLAIN, account="adhesion", **change)
        assert "PrivateTmp" not in keys(unit_files(schedule)["adhesion.service"])


def test_edited_units_are_told_from_untouched_ones() -> None:
    """One changed letter is enough; a file of somebody else is edited."""
    for text in unit_files(PLAIN).values():
        assert untouched(text)
        assert not untouched(text + "#")
        assert not untouched(text.replace("adhesion", "Adhesion", 1))
    assert not untouched("")
    assert not untouched("[Timer]\nOnCalendar=daily\n")


def test_everything_that_a_run_writes_to_is_writable() -> None:
    """Outputs, a ledger elsewhere, tokens, a mailbox of files whose mail is moved; nothing twice, nothing else."""
    here = Path("/srv")
    moved = MailboxSettings(source="mail", after={Outcome.IGNORED: AfterSettings(move="Ignored")})
    cases: list[tuple[Settings, list[str]]] = [
        (Settings(), ["/srv/outputs"]),
        (Settings(outputs=OutputSettings(dir=Path("/data/out"))), ["/data/out"]),
        (Settings(database=DatabaseSettings(url="sqlite:////db/ledger.db")), ["/srv/outputs", "/db"]),
        (Settings(database=DatabaseSettings(url="sqlite:///db/ledger.db")), ["/srv/outputs", "/srv/db"]),
        (Settings(database=DatabaseSettings(url="sqlite:///outputs/x/ledger.db")), ["/srv/outputs"]),
        (Settings(database=DatabaseSettings(url="postgresql://server/adhesion")), ["/srv/outputs"]),
        (Settings(mailbox=MailboxSettings(source="mail")), ["/srv/outputs"]),
        (Settings(mailbox=moved), ["/srv/outputs", "/srv/mail"]),
        (Settings(mailbox=MailboxSettings(source="mail", processed_folder="Done")), ["/srv/outputs", "/srv/mail"]),
        (Settings(mailbox=MailboxSettings(source="imaps://a@b/INBOX", processed_folder="Done")), ["/srv/outputs"]),
        (
            Settings(mailbox=MailboxSettings(oauth=OAuthSettings(token_file=Path("/etc/tokens/t.json")))),
            ["/srv/outputs", "/etc/tokens"],
        ),
    ]
    for settings, expected in cases:
        assert [str(place) for place in writable_places(settings, here)] == expected


# --- cron ------------------------------------------------------------------------------------------


def test_cron_lines_run_what_they_say(tmp_path: Path) -> None:
    """Through a shell, as cron does, with paths that hold everything that cron and shells take for something else."""
    place = tmp_path / ODD
    place.mkdir(parents=True)
    program = place / "adhesion"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$PWD" "$@" >> "$OUT"\n')
    program.chmod(0o755)
    schedule = replace(PLAIN, command=(str(program),), folder=place, config=place / "adhesion.toml")
    _, run, alarm = cron_lines(schedule).splitlines()
    assert run.startswith("15 6 * * *  ")
    for each in (run, alarm):
        text = each.split("  ", 1)[1].replace("\\%", "%")
        subprocess.run(
            ["/bin/sh", "-c", text], check=True, env={**os.environ, "OUT": str(tmp_path / "out")}, timeout=60
        )
    config = ["--config", str(place / "adhesion.toml")]
    said = (tmp_path / "out").read_text().splitlines()
    assert said == [str(place), "run", "--log", "logfmt", *config, str(place), "alarm", *config]


def test_what_cron_cannot_say_is_refused() -> None:
    """A time of systemd's own, a path with a line break."""
    with pytest.raises(ValueError, match="cron cannot say"):
        cron_lines(replace(PLAIN, when=raw("hourly")))
    with pytest.raises(ValueError, match="rename it"):
        cron_lines(replace(PLAIN, folder=Path("/a\nb")))
