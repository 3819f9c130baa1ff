"""An office with a few of the samples, quick to make: for tests of what is done with a ledger that is there."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.program import INBOX, NOW, ROOT, WITHOUT_PDF, Finished, adhesion

MAILS = ("01-", "04-", "11-", "27-", "28-", "30-", "40-", "41-")
"""Ronda (three mails), Leicester, three towns in one mail, Waterford, Mérida and Mérida."""


def make_office(folder: Path) -> Path:
    """Outputs of a run over them; beside them the folder `inbox`."""
    (folder / "inbox").mkdir()
    for mail in INBOX.iterdir():
        if mail.name.startswith(MAILS):
            shutil.copy(mail, folder / "inbox")
    run_again(folder / "outputs", folder / "inbox")
    return folder / "outputs"


def copied(office: Path, to: Path) -> Path:
    """Outputs of one's own in the same state."""
    return Path(shutil.copytree(office, to / "outputs"))


def command(*arguments: str | Path) -> Finished:
    """Any command, of the code that is being tested."""
    return adhesion(*arguments, cwd=ROOT, command=(sys.executable, "-m", "pipeline"))


def person(action: str, outputs: Path, *who: str | Path) -> Finished:
    """`adhesion person ...`."""
    return command("person", action, *who, "--outputs", outputs)


def run_again(outputs: Path, inbox: Path, *, pdf: bool = False) -> str:
    """`adhesion run`, with PDFs of letters or without; gives what it said."""
    config = () if pdf else WITHOUT_PDF
    return command("run", "--inbox", inbox, "--outputs", outputs, "--now", NOW, "--log", "none", *config).ok().out
