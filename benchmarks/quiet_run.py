"""How long a run takes that finds nothing new, and an export, with many members in the ledger.

    .venv/bin/python -m benchmarks.quiet_run [MEMBERS]

Fills a ledger with so many invented members (10,000 by default; that takes some minutes), lets a first run write
workbook, report and exports, and then measures what runs and exports need of the processor and of memory. A quiet run
neither reads nor writes the workbook. `few` is the same with ten members: what starting Python takes.

For 10,000 members on two cores of a shared machine, November 2026: the first run 33 s and 1.2 GB, a quiet one 11 s and
0.9 GB, most of it to read the ledger; exports 7 s (public) to 13 s (history).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.invented import NOW, invented_view
from pipeline.ledger.store import Ledger
from pipeline.model import DocumentKind, Mailbox, RawMessage
from pipeline.records import DocumentRecord, LedgerView, MessageFacts, Outcome, Plan, PlannedSubmission, SubmissionRow

FEW = 10
COMMANDS = (("run",), ("export", "members"), ("export", "public"), ("export", "history", "--format", "csv"))


def fill(folder: Path, view: LedgerView) -> None:
    """A ledger that knows the members of a view, each from a message of its own."""
    folder.mkdir(parents=True)
    with Ledger.open(f"sqlite:///{folder / 'ledger.db'}") as ledger:
        run = ledger.begin_run(NOW, "0")
        for number, submission in enumerate(view.submissions, start=1):
            data = f"From: rights@city{number}.example\r\nSubject: Adhesion\r\n\r\n{number}\r\n".encode()
            stored = ledger.keep(RawMessage(f"INBOX/1/{number}", data, NOW), "elsewhere", run, NOW)
            ledger.apply(stored, plan(submission, number), run, NOW)
        ledger.finish_run(run, NOW, 0, len(view.submissions), 0, {})


def plan(submission: SubmissionRow, number: int) -> Plan:
    """A form of a new member."""
    facts = MessageFacts("", Mailbox(f"rights@city{number}.example"), "Adhesion", NOW)
    document = DocumentRecord("form.txt", "", "text/plain", submission.message, 100, DocumentKind.FORM)
    planned = PlannedSubmission(0, "en", submission.values, submission.findings, None, submission.wave)
    return Plan(Outcome.SUBMISSION, "a filled form", facts, (document,), (planned,))


def measure(outputs: Path, command: tuple[str, ...]) -> float:
    """Processor seconds of the whole process; the mailbox is an empty folder."""
    before = spent()
    inbox = ("--inbox", str(outputs / "inbox")) if command == ("run",) else ()
    program = [sys.executable, "-m", "pipeline", *command, *inbox, "--outputs", str(outputs)]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return spent() - before


def spent() -> float:
    """What all children so far took of the processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def prepared(folder: Path, count: int) -> Path:
    """Outputs of an office with so many members, after its first run."""
    outputs = folder / str(count)
    fill(outputs / "state", invented_view(count))
    (outputs / "inbox").mkdir()
    started = time.perf_counter()
    first = measure(outputs, ("run",))
    print(
        f"{count} members: first run {first:.1f} s of the processor, {time.perf_counter() - started:.1f} s by the clock"
    )
    return outputs


def main() -> None:
    """Print a line for each command."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        few, many = prepared(Path(folder), FEW), prepared(Path(folder), count)
        for command in COMMANDS:
            small, large = measure(few, command), measure(many, command)
            print(f"{' '.join(command):32}{small:7.1f} s with few{large:8.1f} s with {count}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"most memory of any process: {peak} MB")


if __name__ == "__main__":
    main()
