"""The real program, killed at random moments while it works on a real mailbox, and then let run to its end."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.mail.dovecot import dovecot_missing, running_dovecot
from tests.mail.office import Office
from tests.program import INBOX

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("ADHESION_TEST_KILLS", "16"))
MOST_SECONDS = 4.0  # an undisturbed run takes about so long
STEPS = {
    "message.stored": "storing",
    "message.concluded": "concluding",
    "draft.written": "delivering",
    "messages.touched": "touching the mailbox",
    "run.finished": "writing the workbook",
}


def mail() -> list[bytes]:
    """Some of the samples: forms of every kind, a duplicate, a bounce, a pledge, unreadable ones."""
    return [file.read_bytes() for file in sorted(INBOX.glob("*.eml"))[::2]]


def killed(office: Office, seconds: float) -> str | None:
    """Start a run, kill it after so long; gives the step that it was in, None where it had ended before."""
    with office.start() as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        assert process.stderr
        events = re.findall(rb"event=([\w.]+)", process.stderr.read())
        if process.wait() >= 0:
            return None
    known = [STEPS[event.decode()] for event in events if event.decode() in STEPS]
    return known[-1] if known else "starting"


@pytest.mark.skipif(bool(dovecot_missing), reason=dovecot_missing)
def test_a_program_killed_at_any_moment_ends_where_an_undisturbed_one_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The final ledger, mailbox and drafts are the same, whenever and however often it was killed."""
    seed = random.randrange(1 << 32)  # noqa: S311 - moments, no secrets
    moments = random.Random(seed)  # noqa: S311 - the same
    steps: Counter[str] = Counter()
    with running_dovecot() as server:
        calm = Office.open(server, tmp_path / "calm")
        calm.deliver(mail())
        started = time.monotonic()
        calm.run().ok()
        seconds = min(time.monotonic() - started, MOST_SECONDS)
        wanted = calm.state()
        for number in count():
            office = Office.open(server, tmp_path / f"killed-{number}")
            office.deliver(mail())
            while step := killed(office, moments.uniform(0.2, seconds)):
                steps[step] += 1
                if steps.total() >= KILLS:
                    break
            assert office.run().code == 0
            assert office.state() == wanted, f"seed {seed}, round {number}"
            if steps.total() >= KILLS:
                break
    with capsys.disabled():
        print(f"\nkilled {steps.total()} times in {number + 1} rounds: {dict(steps)}")  # noqa: T201 - the figures are the point
