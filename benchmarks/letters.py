"""How many letters and replies a second, alone and in a run, beside bare docxtpl and bare LibreOffice.

    .venv/bin/python -m benchmarks.letters [LETTERS]

Letters of invented members (100 by default) are filled in from the built-in template and from a copy of it in a folder
of staff's, which the limited process fills in; docxtpl alone does the same with the same values. LibreOffice makes PDFs
of the same files, by our call and by a bare one. Replies are rendered as messages without attachments. In a run, each
member gets a letter, a certificate, both as PDF, and the reply that brings them; what the same run takes without them
is taken off. Only the ratios say something about another machine.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from benchmarks.invented import NOW, invented_view
from benchmarks.quiet_run import plan
from pipeline.campaign.loader import load_campaign
from pipeline.config import SecretariatSettings
from pipeline.drafts.examples import CASES, example_reply
from pipeline.drafts.letter_values import letter_values
from pipeline.drafts.letters import LetterRequest, render_letter, write_letter
from pipeline.drafts.pdf import converter, write_pdfs
from pipeline.drafts.replies import render_reply
from pipeline.drafts.request import applicant_of
from pipeline.languages.folders import BUILT_IN, Templates
from pipeline.languages.language import read_language
from pipeline.ledger.store import Ledger
from pipeline.model import RawMessage
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LANGUAGE = "en"
CAMPAIGN = load_campaign("human-rights-cities-2030")


def main() -> None:
    """Print a line for each measurement."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    requests = [
        LetterRequest(member, CAMPAIGN, SecretariatSettings(), dt.date(2026, 3, 4), LANGUAGE)
        for member in invented_view(count).members
    ]
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        letters(requests, folder)
        pdfs(requests, folder)
        replies(requests)
        in_a_run(count, folder)


def letters(requests: Sequence[LetterRequest], folder: Path) -> None:
    """Word files alone."""
    own = Templates(own=folder / "own")
    shutil.copytree(BUILT_IN.built_in / LANGUAGE, folder / "own" / LANGUAGE)
    values = [letter_values(request, read_language(LANGUAGE)) for request in requests]
    bare = timed(lambda: [_bare_letter(each) for each in values], rounds=3)
    built_in = timed(lambda: [render_letter(each) for each in requests], rounds=3)
    staffs = timed(lambda: [render_letter(each, own) for each in requests], rounds=3)
    told("letters, docxtpl alone", bare, len(requests))
    told("letters, built-in template", built_in, len(requests), bare)
    told("letters, staff's template", staffs, len(requests), bare)


def pdfs(requests: Sequence[LetterRequest], folder: Path) -> None:
    """The same as PDF."""
    files = [write_letter(request, folder / "letters") for request in requests]
    program = converter()
    if program is None:
        print("PDFs: LibreOffice is not installed")
        return
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "bare"), *map(str, files)]
    bare = timed(lambda: subprocess.run(call, check=True, capture_output=True))
    told("PDFs, LibreOffice alone", bare, len(files))
    told("PDFs, our call", timed(lambda: write_pdfs(files)), len(files), bare)


def replies(requests: Sequence[LetterRequest]) -> None:
    """Messages without attachments, one of each kind in turn."""
    kinds = [case for case in CASES if BUILT_IN.has(LANGUAGE, f"{case}.txt")]
    made = [
        replace(
            example_reply(kinds[at % len(kinds)], CAMPAIGN, LANGUAGE, [applicant_of(request.member, CAMPAIGN)]),
            attachments=(),
        )
        for at, request in enumerate(requests)
    ]
    told("replies", timed(lambda: [render_reply(each) for each in made], rounds=3), len(made))


def in_a_run(count: int, folder: Path) -> None:
    """Letter, certificate, both PDFs and the reply of each member, by the real program."""
    took = {kind: _run(folder / f"{kind}", count, kind) for kind in (None, DraftKind.WELCOME)}
    written = len(list((folder / str(DraftKind.WELCOME) / "letters").glob("*.docx")))
    assert not (folder / "None" / "letters").exists()  # noqa: S101 - or the difference says nothing
    told(f"in a run: {written} letters with PDF and reply", took[DraftKind.WELCOME] - took[None], written)


def timed(work: Callable[[], object], rounds: int = 1) -> float:
    """Seconds by the clock; of several rounds the best, since others work on the machine as well."""
    took = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return min(took)


def told(what: str, seconds: float, count: int, bare: float | None = None) -> None:
    """A line: how many a second, and how that is beside the bare library or program."""
    ratio = f"   {seconds / bare:5.2f} of the bare time" if bare else ""
    print(f"{what:48}{count / max(seconds, 1e-9):9.1f} a second{seconds / count * 1000:9.1f} ms each{ratio}")


def _bare_letter(values: dict[str, object]) -> bytes:
    template = DocxTemplate(str(BUILT_IN.find(LANGUAGE, "welcome.docx")))
    template.render(values, jinja_env=SandboxedEnvironment(), autoescape=True)
    made = BytesIO()
    template.save(made)
    return made.getvalue()


def _run(outputs: Path, count: int, kind: DraftKind | None) -> float:
    """One run over a ledger in which each member came by a message of its own, which waits for that reply."""
    (outputs / "state").mkdir(parents=True)
    (outputs / "inbox").mkdir()
    with Ledger.open(f"sqlite:///{outputs / 'state' / 'ledger.db'}") as ledger:
        run = ledger.begin_run(NOW, "0")
        for number, submission in enumerate(invented_view(count).submissions, start=1):
            data = f"From: rights@city{number}.example\r\nSubject: Adhesion\r\n\r\n{number}\r\n".encode()
            stored = ledger.keep(RawMessage(f"INBOX/1/{number}", data, NOW), "elsewhere", run, NOW)
            ledger.apply(stored, replace(plan(submission, number), draft=kind, draft_language=LANGUAGE), run, NOW)
        ledger.finish_run(run, NOW, 0, count, 0, {})
    program = [sys.executable, "-m", "pipeline", "run", "--inbox", str(outputs / "inbox"), "--outputs", str(outputs)]
    return timed(lambda: subprocess.run(program, check=True, capture_output=True))


if __name__ == "__main__":
    main()
