from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.campaign.definition import Campaign
from pipeline.config import LimitSettings
from pipeline.documents.workers.pool import DOCUMENTS_EACH, ReadingPool
from pipeline.errors import AdhesionError
from pipeline.model import Document, DocumentKind, DocumentReading
from tests.patience import patience
from tests.unit.documents import worker_tasks

CAMPAIGN = Campaign(id="test", name={"en": "Test"}, languages=("en",), fields=())


def document(name: str, data: bytes = b"") -> Document:
    return Document(name, "text/plain", data)


def pool(workers: int = 1, seconds: float = 30.0, memory_mb: int = 512) -> ReadingPool:
    return ReadingPool(
        worker_tasks.obey, CAMPAIGN, LimitSettings(workers=workers, seconds=seconds, memory_mb=memory_mb)
    )


def read(*names: str, workers: int = 1, seconds: float = 30.0) -> list[DocumentReading]:
    with pool(workers, seconds) as reading:
        return reading.read_all([document(name) for name in names])


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().split()[2] != "Z"


def gone(pid: int) -> bool:
    for _ in range(100):
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_order_is_kept() -> None:
    """The readings come in the order of the documents, however long each takes."""
    names = ["wait 0.3", "wait 0.0", "wait 0.1", "wait 0.02"]

    readings = read(*names, workers=2)

    assert [reading.reason for reading in readings] == [name.replace("wait", "waited") for name in names]


def test_nothing_to_read() -> None:
    """No documents, no readings, and no process is started."""
    assert read() == []


def test_one_process_reads_many() -> None:
    """A process serves one document after the other, and serves later calls too."""
    with pool() as reading:
        first = reading.read_all([document("pid"), document("pid")])
        second = reading.read_all([document("pid")])

    assert len({each.reason for each in first + second}) == 1
    assert first[0].reason != str(os.getpid())


def test_fresh_process_after_many_documents() -> None:
    """After its share of documents a process is replaced."""
    readings = read(*["pid"] * (DOCUMENTS_EACH + 1))

    assert len({each.reason for each in readings[:DOCUMENTS_EACH]}) == 1
    assert readings[-1].reason != readings[0].reason


BAD = {
    "hog": ("out-of-memory", "512 MB"),
    "abort": ("reader-died", "SIGABRT"),
    "exit": ("reader-died", "code 3"),
    "leave": ("reader-died", "code 4"),
    "raise": ("reader-failed", "KeyError in worker_tasks.py, line"),
    "nonsense": ("reader-failed", "The reader failed"),
}


def test_a_bad_document_hurts_only_itself() -> None:
    """Whatever a document does to its reader, it gets a code and a sentence, and the next one is read."""
    readings = read(*(name for deed in BAD for name in (deed, f"after-{deed}")), workers=2)

    for (deed, (code, words)), bad, after in zip(BAD.items(), readings[::2], readings[1::2], strict=True):
        assert (bad.kind, bad.code) == (DocumentKind.UNREADABLE, code)
        assert words in (bad.reason or "")
        assert "ask for" in (bad.reason or "").lower()
        assert after.reason == f"test: after-{deed} of 0 bytes"


def test_a_reader_that_dies_while_idle_is_replaced() -> None:
    """A process that something else kills between two documents costs no document its reading."""
    with pool() as reading:
        (first,) = reading.read_all([document("pid")])
        os.kill(int(first.reason or ""), signal.SIGKILL)
        assert gone(int(first.reason or ""))
        (second,) = reading.read_all([document("pid")])

    assert second.code is None
    assert second.reason != first.reason


def test_too_slow() -> None:
    """A document that hangs is stopped by the clock, and the next one is read."""
    with patience():
        bad, after = read("hang", "after", seconds=0.5)

    assert (bad.kind, bad.code) == (DocumentKind.UNREADABLE, "too-slow")
    assert "0.5 seconds" in (bad.reason or "")
    assert after.reason == "test: after of 0 bytes"


@pytest.mark.parametrize(("size", "code"), [(2, "reader-died"), (1 << 30, "reader-died"), (1000, "too-slow")])
def test_a_forged_answer_is_no_reading(size: int, code: str) -> None:
    """Nonsense, too long an answer, and one that never ends: each is a bad document, and the next is read."""
    bad, after = read(f"forge {size}", "after", seconds=0.5)

    assert bad.code == code
    assert after.reason == "test: after of 0 bytes"


def test_what_a_reader_started_ends_with_it(tmp_path: Path) -> None:
    """A program started by a reader that hangs is killed with it."""
    pid_file = tmp_path / "pid"

    (bad,) = read(f"hang-with-child {pid_file}", seconds=1.0)

    assert bad.code == "too-slow"
    assert gone(int(pid_file.read_text()))


def test_error_text_stays_inside() -> None:
    """The sentence about a failure does not repeat the error's text, which may hold personal data."""
    (bad,) = read("raise")

    assert "Secret" not in (bad.reason or "")


def test_reading_comes_back_as_it_was() -> None:
    """All kinds of values cross unchanged: text, numbers, yes and no, lists, places, findings."""
    (reading,) = read("full")

    assert reading == worker_tasks.full_reading()
    kinds = [type(value.value) for value in reading.forms[0].values]
    assert kinds == [str, int, float, bool, bool, tuple, tuple, str, str]


def test_lone_surrogates_are_no_failure() -> None:
    """A letter that is no letter becomes a question mark."""
    (reading,) = read("surrogate")

    assert reading.reason == "broken ? letter"


def test_large_document_and_its_limits() -> None:
    """A document of many megabytes crosses; the memory limit and the ban on core dumps are in force."""
    with pool() as reading:
        large, limits = reading.read_all([document("large", bytes(20 << 20)), document("limits")])

    assert large.reason == f"test: large of {20 << 20} bytes"
    assert limits.reason == f"{(512 << 20, 512 << 20)} (0, 0)"


def test_reader_cannot_fill_the_disk(tmp_path: Path) -> None:
    """A reader may write small files only."""
    small, large = read(f"write {tmp_path / 'a'} 1000", f"write {tmp_path / 'b'} {100 << 20}")

    assert small.code is None
    assert large.code == "reader-failed"
    assert (tmp_path / "b").stat().st_size <= 64 << 20


def test_readers_are_silent(capfd: pytest.CaptureFixture[str]) -> None:
    """What a parser prints reaches neither the terminal nor the log."""
    read("shout")

    assert capfd.readouterr() == ("", "")


def test_readers_that_cannot_start_stop_the_run() -> None:
    """Limits too tight for any reader are a fault of the set-up, not of each document."""
    with pool(memory_mb=16) as reading, pytest.raises(AdhesionError, match="memory_mb"):
        reading.read_all([document("a")])


def test_leaving_the_block_ends_all_processes() -> None:
    """No process is left after the with block."""
    with pool(workers=2) as reading:
        pids = {int(each.reason or "0") for each in reading.read_all([document("pid")] * 4)}

    assert all(gone(pid) for pid in pids)


SCRIPT = """
import os, sys
from pipeline.campaign.definition import Campaign
from pipeline.config import LimitSettings
from pipeline.documents.workers.pool import ReadingPool
from pipeline.model import Document
from tests.unit.documents.worker_tasks import obey

if __name__ == "__main__":
    campaign = Campaign(id="test", name={"en": "Test"}, languages=("en",), fields=())
    with ReadingPool(obey, campaign, LimitSettings(workers=2)) as pool:
        for reading in pool.read_all([Document("pid", "", b"")]):
            print(reading.reason, flush=True)
        pool.read_all([Document("hang", "", b"")] * 4)
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_interrupt_leaves_no_orphans(tmp_path: Path, sign: signal.Signals) -> None:
    """Ctrl-C in the middle of a document ends the run and its readers; idle readers outlive no kill either."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    ) as run:
        assert run.stdout
        pid = int(run.stdout.readline())
        time.sleep(0.3)
        run.send_signal(sign)
        run.wait(10)
    if sign == signal.SIGKILL:
        assert alive(pid)  # it is busy: its own alarm ends it later
        os.killpg(pid, signal.SIGKILL)
    assert gone(pid)
