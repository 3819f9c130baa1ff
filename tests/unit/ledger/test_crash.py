from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from pipeline.ledger.store import Ledger
from tests.unit.ledger.building import ACCOUNT, CAMPAIGN, url_of

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import itertools, sys
from pipeline.ledger.store import Ledger
from pipeline.model import RawMessage
from tests.unit.ledger.building import ACCOUNT, NOW, form_plan, submission

ledger = Ledger.open(sys.argv[1])
run = ledger.begin_run(NOW, "0.1.0")
for number in itertools.count():
    message = ledger.keep(RawMessage(f"{number}.eml", b"x" * 2000 + str(number).encode()), ACCOUNT, run, NOW)
    print("kept", message.place, flush=True)
    ledger.apply(message, form_plan(submission(), submission()), run, NOW)
    print("applied", message.place, flush=True)
"""


def test_what_was_said_to_be_kept_survives_a_kill(file: Path) -> None:
    """A program that is killed at any moment leaves a whole ledger: no message lost, no plan written by half."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, url_of(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = [process.stdout.readline().split() for _ in range(41)]
    process.kill()
    said += [line.split() for line in process.communicate()[0].splitlines() if line.endswith(".eml")]

    with Ledger.open(url_of(file)) as ledger:
        view = ledger.view(CAMPAIGN)
        known = ledger.known_places(ACCOUNT)
        waiting = {message.place for message in ledger.unconcluded()}
    assert {place for word, place in said if word == "kept"} <= set(known)
    assert waiting.isdisjoint(place for word, place in said if word == "applied")
    assert all(len(row.submissions) == (0 if row.outcome is None else 2) for row in view.messages)
    assert len(view.members) == len(view.submissions) == 2 * (len(known) - len(waiting))
