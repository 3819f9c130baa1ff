"""The real program, killed at random moments while it works on a real mailbox, and then let run to its end."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.mail.dovecot import dovecot_missing, running_dovecot
from tests.mail.office import Office
from tests.program import INBOX

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("ADHESION_TEST_KILLS", "4"))
STARTING = 1.5  # seconds
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


def killed(office: Office, moments: random.Random) -> str | None:
    """Start a run and kill it at a random moment; gives the step that it was in, None where it had ended before.

    Mostly the moment follows what the run logs, for most of its time goes into starting.
    """
    events = moments.randrange(12)  # until then; each run goes on where the one before was killed
    pause = moments.uniform(0, 0.06) if events else moments.uniform(0.2, STARTING)
    step = "starting"
    with office.start() as process:
        assert process.stderr
        for line in process.stderr if events else ():
            found = re.search(rb"event=([\w.]+)", line)
            if found and found[1].decode() in STEPS:
                step = STEPS[found[1].decode()]
                events -= 1
            if not events:
                break
        try:
            process.wait(pause)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        return step if process.wait() < 0 else None


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
        calm.run().ok()
        wanted = calm.state()
        for number in count():
            office = Office.open(server, tmp_path / f"killed-{number}")
            office.deliver(mail())
            while step := killed(office, moments):
                steps[step] += 1
                if steps.total() >= KILLS:
                    break
            assert office.run().code == 0
            assert office.state() == wanted, f"seed {seed}, round {number}"
            if steps.total() >= KILLS:
                break
    with capsys.disabled():
        print(f"\nkilled {steps.total()} times in {number + 1} rounds: {dict(steps)}")  # noqa: T201 - the figures are the point
