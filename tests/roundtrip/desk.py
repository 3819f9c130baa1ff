"""An office in a nutshell: a mailbox, an outputs folder, and the steps of a run in this process."""

from __future__ import annotations

import datetime as dt
import html
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.errors import ExitCode
from pipeline.job import work
from pipeline.ledger.store import Ledger
from pipeline.reading import read_form
from pipeline.run import Run
from pipeline.views import REPORT, WORKBOOK, take_corrections, write_views
from tests.mail.fake import FakeMailbox
from tests.quiet import Quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Document, DocumentReading
    from pipeline.records import LedgerView

CAMPAIGN = load_campaign("human-rights-cities-2030")
FIRST = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def form(number: int, **changed: str) -> bytes:
    """A mail with a filled form; `changed` are answers that differ from the usual ones, by the words that ask."""
    answers = {
        "Name of the local government": f"Ville Exemple {'ABCDEFGHIJ'[number]}",
        "Country": "France",
        "Name of the mayor": f"Camille Durand {'ABCDEFGHIJ'[number]}",
        "Population": f"12{number:03}",
        "E-mail": f"mairie{number}@ville{number}.example",
        "Motivations to join the campaign": "We want to learn from others.",
    } | {words.replace("_", " "): answer for words, answer in changed.items()}
    text = "\n".join(f"{label}: {answer}" for label, answer in answers.items())
    head = (
        f"From: Camille <mairie{number}@ville{number}.example>\r\nTo: adhesion@example.org\r\nSubject: Our form\r\n"
        f"Message-ID: <{number}.{len(text)}@ville.example>\r\nDate: Mon, 02 Feb 2026 09:00:00 +0000\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    return f"{head}10, 100, 1000 Human Rights Cities and Territories by 2030\n{text}\r\n".encode()


class ReadHere:
    """Reads documents in this process: starting others takes longer than everything else here."""

    def read_all(self, documents: Sequence[Document]) -> list[DocumentReading]:
        return [read_form(document, CAMPAIGN) for document in documents]


@dataclass(slots=True)
class Desk:
    """A mailbox and an outputs folder; `said` is what the last run told people about the workbook."""

    outputs: Path
    mailbox: FakeMailbox = field(default_factory=FakeMailbox)
    day: int = 0
    said: str = ""

    @property
    def workbook(self) -> Path:
        return self.outputs / WORKBOOK

    def deliver(self, *mails: bytes) -> None:
        for mail in mails:
            self.mailbox.deliver(mail)

    def run(self) -> LedgerView:
        """One run, a day after the last one; gives what the ledger says then."""
        settings = Settings.model_validate({"outputs": {"dir": str(self.outputs), "letters_as_pdf": False}})
        now = FIRST + self.day * DAY
        self.day += 1
        with Ledger.open(self._url) as ledger:
            run = Run(settings, CAMPAIGN, ledger, ledger.begin_run(now, "test"), now, Quiet(), pauses=(0.0, 0.0))
            corrected = take_corrections(run)
            done = work(run, self.mailbox, ReadHere())
            assert done.exit_code is ExitCode.OK
            self.said = "\n".join(each.message for each in corrected.problems)
            return write_views(run, done.counted, corrected, corrected.problems)

    def report(self) -> str:
        """The report of the last run, as people read it."""
        return html.unescape((self.outputs / REPORT).read_text(encoding="utf-8"))

    def copied(self, to: Path) -> Desk:
        """Another desk in the same state: the same mail in its mailbox, its files below `to`."""
        shutil.copytree(self.outputs, to)
        other = FakeMailbox()
        for mail in self.mailbox.contents():
            other.deliver(mail)
        return Desk(to, other, self.day)

    @property
    def _url(self) -> str:
        state = self.outputs / "state"
        state.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{state / 'ledger.db'}"
