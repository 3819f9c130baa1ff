from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from pipeline.drives import file_system
from pipeline.errors import AnotherRunError, LedgerUnusableError
from pipeline.holder import Holder, as_json, this_process
from pipeline.locking import only_run

if TYPE_CHECKING:
    from collections.abc import Iterator

HOLD = """
import sys, subprocess
from pathlib import Path
from pipeline.locking import only_run
with only_run(Path(sys.argv[1])):
    child = subprocess.Popen([sys.executable, "-c", "import time; print('held', flush=True); time.sleep(600)"])
    child.wait()
"""


def network(_folder: Path) -> bool:
    """Says that every folder is on a network drive."""
    return True


def name_of(state: Path) -> Path:
    return state / "run.lock.json"


def leave_name(state: Path, holder: Holder) -> None:
    state.mkdir(exist_ok=True)
    name_of(state).write_bytes(as_json(holder))


def refusal(state: Path) -> str:
    with pytest.raises(AnotherRunError) as refused, only_run(state):
        pass
    return str(refused.value)


@contextmanager
def another_run(state: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that holds the lock, and has a child as a run has its readers."""
    with subprocess.Popen([sys.executable, "-c", HOLD, state], stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            yield holder
        finally:
            holder.kill()
            for child in children(holder.pid):
                os.kill(child, signal.SIGKILL)


def children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in file.read_text().split()] if file.exists() else []


@pytest.fixture
def ended() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


# --- who holds it ----------------------------------------------------------------------------------


def test_the_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """Process, user, machine, since when: enough to find it. What it reads is no more than that, and private."""
    with another_run(tmp_path / "state") as holder:
        said = refusal(tmp_path / "state")
        stored = json.loads(name_of(tmp_path / "state").read_text())
        mode = name_of(tmp_path / "state").stat().st_mode & 0o777
    assert f"process {holder.pid} of user " in said
    assert " UTC (" in said
    assert "Wait until it has ended." in said
    assert set(stored) == {"pid", "host", "user", "since", "boot", "space", "ticks", "uptime"}
    assert mode == 0o600


def test_after_a_run_nothing_but_an_empty_file_is_left(tmp_path: Path) -> None:
    """The name goes with the lock, also where the run failed; the next one gets it at once."""
    for _ in range(2):
        with pytest.raises(RuntimeError), only_run(tmp_path):
            raise RuntimeError
        assert [file.name for file in tmp_path.iterdir()] == ["run.lock"]
        assert (tmp_path / "run.lock").stat().st_size == 0


def test_the_lock_of_a_killed_run_is_taken_over_at_once(tmp_path: Path) -> None:
    """SIGKILL lets it clean nothing up, and leaves its readers at work: the next run starts all the same."""
    with ExitStack() as stack:
        holder = stack.enter_context(another_run(tmp_path))
        (reader,) = children(holder.pid)
        holder.kill()
        holder.wait()
        stack.callback(os.kill, reader, signal.SIGKILL)
        assert json.loads(name_of(tmp_path).read_text())["pid"] == holder.pid
        with only_run(tmp_path):
            assert json.loads(name_of(tmp_path).read_text())["pid"] == os.getpid()


def test_a_killed_run_that_nobody_has_buried_is_dead(tmp_path: Path) -> None:
    """Where no parent asks how it ended, its number stays in use (a container without an init): that is no life."""
    with another_run(tmp_path) as holder:
        reader = children(holder.pid)
        holder.kill()
        os.waitid(os.P_PID, holder.pid, os.WEXITED | os.WNOWAIT)  # wait without burying it
        with only_run(tmp_path):
            pass
        for each in reader:
            os.kill(each, signal.SIGKILL)


def test_a_lock_without_a_name_is_a_lock(tmp_path: Path) -> None:
    """Between lock and name there is a moment; and somebody may delete or spoil the name."""
    for content in (None, b"", b"{", b"[]", b'{"pid": -1}', b"\xff" * 9000):
        name_of(tmp_path).unlink(missing_ok=True)
        if content is not None:
            name_of(tmp_path).write_bytes(content)
        with FileLock(tmp_path / "run.lock"):
            assert "it has just begun" in refusal(tmp_path)
        with only_run(tmp_path):
            pass


# --- where the kernel's lock is no proof -----------------------------------------------------------


def test_a_lock_file_deleted_during_a_run_lets_no_second_in(tmp_path: Path) -> None:
    """The name beside it still says that the first one lives; the first one's end is not disturbed."""
    with only_run(tmp_path):
        (tmp_path / "run.lock").unlink()
        assert f"process {os.getpid()} " in refusal(tmp_path)
    with only_run(tmp_path):
        pass


def test_both_files_deleted_during_a_run_disturb_its_end_in_nothing(tmp_path: Path) -> None:
    """Nor does it take away the name of another that came in by that."""
    with only_run(tmp_path):
        for file in tmp_path.iterdir():
            file.unlink()
        stranger = replace(this_process(), pid=1)
        leave_name(tmp_path, stranger)
    assert name_of(tmp_path).read_bytes() == as_json(stranger)


def test_the_same_number_is_not_the_same_process(tmp_path: Path) -> None:
    """A number that was given again, or that was a process before the machine was restarted, holds nothing."""
    for other in (replace(this_process(), ticks=1), replace(this_process(), boot="another-boot")):
        leave_name(tmp_path, other)
        with only_run(tmp_path, network=network):
            pass


def test_a_lock_that_a_network_drive_keeps_for_a_dead_run_is_taken_over(tmp_path: Path, ended: int) -> None:
    """Only where the name says that it was a process of this machine, and only there is the file replaced."""
    leave_name(tmp_path, replace(this_process(), pid=ended))
    with FileLock(tmp_path / "run.lock"):
        with pytest.raises(AnotherRunError), only_run(tmp_path, network=lambda _: False):
            pass
        with only_run(tmp_path, network=network):
            assert str(os.getpid()) in refusal(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["run.lock"]


ENTER = """
import sys
from pathlib import Path
from pipeline.errors import AnotherRunError
from pipeline.locking import only_run
print("ready", flush=True)
sys.stdin.readline()
try:
    with only_run(Path(sys.argv[1]), network=lambda folder: sys.argv[2] == "network"):
        print("in", flush=True)
        sys.stdin.readline()
except AnotherRunError:
    print("out", flush=True)
"""


@pytest.mark.parametrize("drive", ["network", "local"])
def test_of_many_at_one_moment_one_gets_in(tmp_path: Path, ended: int, drive: str) -> None:
    """A dead run has left its name, on a network drive also the kernel's lock; ten start at once."""
    leave_name(tmp_path, replace(this_process(), pid=ended))
    stuck = FileLock(tmp_path / "run.lock")
    with ExitStack() as stack:
        if drive == "network":
            stack.enter_context(stuck)
        call = [sys.executable, "-c", ENTER, str(tmp_path), drive]
        started = [
            stack.enter_context(subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(10)
        ]
        assert {said_by(each) for each in started} == {"ready"}
        for each in started:
            tell(each)
        said = sorted(said_by(each) for each in started)
        for each in started:
            each.kill()
    assert said == ["in", *["out"] * 9]


def said_by(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_the_lock_of_another_machine_is_never_broken_on_a_network_drive(tmp_path: Path) -> None:
    """Nothing can be known of it: a person is told what to delete. On a local disk the kernel knows better."""
    elsewhere = replace(this_process(), host="other-machine", boot="another-boot")
    leave_name(tmp_path, elsewhere)
    told = r"on other-machine, since .*delete .*run\.lock\.json"
    with pytest.raises(AnotherRunError, match=told), only_run(tmp_path, network=network):
        pass
    assert name_of(tmp_path).read_bytes() == as_json(elsewhere)
    with only_run(tmp_path, network=lambda _: False):
        pass


def test_another_container_on_this_machine_is_another_machine(tmp_path: Path) -> None:
    """Its process numbers mean nothing here."""
    leave_name(tmp_path, replace(this_process(), space="pid:[7]"))
    with pytest.raises(AnotherRunError, match="cannot be seen"), only_run(tmp_path, network=network):
        pass


@given(jump=st.timedeltas(dt.timedelta(days=-9999), dt.timedelta(days=9999)))
def test_a_change_of_the_clock_says_nothing_strange(jump: dt.timedelta) -> None:
    """How long a run goes on is counted by the kernel, on another machine by the clock, and never is less than 0."""
    now = this_process()
    moved = replace(now, since=now.since + jump)
    assert "(0 s)" in moved.told(now)
    assert "-" not in replace(moved, boot="other").told(now).rpartition("UTC")[2]


def test_network_drives_are_known_by_their_kind() -> None:
    """The innermost mount counts, the later of two at one place; names with blanks are read right."""
    table = (
        "27 1 254:0 / / rw,relatime - ext4 /dev/root rw\n"
        "30 27 0:30 / /srv rw shared:3 master:1 - nfs4 server:/srv rw\n"
        "31 30 0:31 / /srv/my\\040disk rw - xfs /dev/sdb rw\n"
        "32 27 0:32 / /mnt rw - ext4 /dev/sdc rw\n"
        "33 27 0:33 / /mnt rw - cifs //server/share rw\n"
    )
    expected = {"/": "ext4", "/srv/outputs": "nfs4", "/srv/my disk/a": "xfs", "/srvs": "ext4", "/mnt": "cifs"}
    assert {path: file_system(Path(path), table) for path in expected} == expected
    assert file_system(Path("/any"), "") == ""


# --- what is wrong with the folder -----------------------------------------------------------------


@pytest.mark.parametrize("place", ["state", "state/run.lock/x", "state/run.lock.json/x", "."])
def test_a_file_or_folder_in_the_wrong_place_is_named(tmp_path: Path, place: str) -> None:
    """One sentence with what is in the way; nothing is left locked, nothing is deleted."""
    outputs = tmp_path / "outputs"
    wrong = outputs / place
    if place == ".":
        outputs.touch()
    else:
        wrong.parent.mkdir(parents=True)
        wrong.touch()
    with pytest.raises(LedgerUnusableError, match=r"move (that file|it) away"), only_run(outputs / "state"):
        pass
    assert wrong.exists()
    if place == "state/run.lock.json/x":
        with FileLock(outputs / "state" / "run.lock", timeout=0):
            pass


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who may write everywhere."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_folder_that_cannot_be_written_is_said(open_folder: Path) -> None:
    """For a folder of somebody else, and one that cannot even be looked into."""
    state = open_folder / "state"
    for mode in (0o555, 0o000):
        state.mkdir(exist_ok=True)
        state.chmod(mode)
        with as_nobody(), pytest.raises(LedgerUnusableError, match="give this user the right"), only_run(state):
            pass
        state.chmod(0o755)
        assert list(state.iterdir()) == []
