"""A small office for replays: a mailbox in memory, a ledger in a folder, documents read in this process."""

from __future__ import annotations

import datetime as dt
import shutil
from copy import deepcopy
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign
from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.job import work
from pipeline.ledger.store import Ledger
from pipeline.log import set_up_log
from pipeline.model import DocumentKind, DocumentReading
from pipeline.reading import read_form
from pipeline.replay.accept import Accepted, Wish, accept
from pipeline.replay.go import Going, Replayed, replay
from pipeline.run import Run
from pipeline.staffed import conclude_answers
from pipeline.storage import ledger_url
from tests.mail.fake import FakeMailbox
from tests.quiet import Quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Document
    from pipeline.records import LedgerView, Member, Saying

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
CAMPAIGN = load_campaign("human-rights-cities-2030")
FORM = (
    "10, 100, 1000 Human Rights Cities and Territories by 2030\nName of the local government: {name}\n"
    "Country: France\nName of the mayor: Camille Durand\nPopulation: {people}\n"
    "E-mail: mairie@{word}.example\nMotivations to join the campaign: We want to learn from others."
)


def form(name: str, people: str = "12345") -> str:
    """A filled form as the text of a mail."""
    return FORM.format(name=name, people=people, word=name.casefold().replace(" ", "-"))


@dataclass(slots=True)
class Reader:
    """Reads documents in this process and counts them."""

    campaign: Campaign
    read: int = 0
    blind: str = ""  # takes a document in which this stands for no form

    def read_all(self, documents: Sequence[Document]) -> list[DocumentReading]:
        """Their readings."""
        self.read += len(documents)
        return [self._read(document) for document in documents]

    def _read(self, document: Document) -> DocumentReading:
        if self.blind and self.blind in document.data.decode(errors="replace"):
            return DocumentReading(DocumentKind.NOT_A_FORM)
        return read_form(document, self.campaign)


@dataclass(slots=True)
class Office:
    """What happens in one."""

    outputs: Path
    campaign: Campaign = CAMPAIGN
    mailbox: FakeMailbox = field(default_factory=FakeMailbox)
    days: int = 0
    reader: Reader = field(default_factory=lambda: Reader(CAMPAIGN))

    def __post_init__(self) -> None:
        """Nothing is logged."""
        set_up_log("none")

    def copy(self, outputs: Path) -> Office:
        """Another office in the same state."""
        shutil.copytree(self.outputs, outputs)
        return Office(outputs, self.campaign, deepcopy(self.mailbox), self.days)

    @property
    def settings(self) -> Settings:
        """Those of the office."""
        return Settings.model_validate(
            {"outputs": {"dir": self.outputs, "evidence": "none"}, "mailbox": {"source": "x"}}
        )

    def receive(self, text: str, sender: str = "clerk@ville.example", subject: str = "Our form") -> None:
        """A mail comes."""
        self.days += 1
        day = NOW + dt.timedelta(days=self.days)
        heads = (
            f"From: {sender}",
            "To: adhesion@secretariat.example",
            f"Subject: {subject}",
            f"Message-ID: <{self.days}@ville.example>",
            f"Date: {day:%a, %d %b %Y %H:%M:%S +0000}",
            "Content-Type: text/plain; charset=utf-8",
        )
        self.mailbox.deliver("\n".join((*heads, "", text, "")).encode(), received=day)

    def receive_files(self, *texts: str) -> None:
        """A mail comes with text files."""
        self.days += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "network@netz.example", "adhesion@secretariat.example", "Forms"
        mail["Message-ID"] = f"<{self.days}@netz.example>"
        mail.set_content("Dear all, here are the forms of 10, 100, 1000 Human Rights Cities and Territories by 2030.")
        for number, text in enumerate(texts, start=1):
            mail.add_attachment(text, filename=f"form-{number}.txt")
        self.mailbox.deliver(mail.as_bytes(), received=NOW + dt.timedelta(days=self.days))

    def run(self, *, campaign: Campaign | None = None, saying: Saying | None = None, blind: str = "") -> None:
        """A run, in which staff may have said something before. `blind`: see `Reader`."""
        self.outputs.mkdir(exist_ok=True)
        asked = campaign or self.campaign
        with Ledger.open(ledger_url(self.settings)) as ledger:
            now = NOW + dt.timedelta(days=self.days + 1)
            run = Run(self.settings, asked, ledger, ledger.begin_run(now, "0.1.0"), now, Quiet())
            if saying:
                ledger.take(saying, run.number)
                conclude_answers(run, saying)
            work(run, self.mailbox, Reader(asked, blind=blind))

    def replay(self, campaign: Campaign | None = None) -> Replayed:
        """All mail read again."""
        return replay(self._going(campaign))

    def accept(self, campaign: Campaign | None = None, wish: Wish | None = None) -> Accepted:
        """What was shown is taken over."""
        return accept(self._going(campaign), wish or Wish())

    def _going(self, campaign: Campaign | None) -> Going:
        asked = campaign or self.campaign
        self.reader.campaign = asked
        return Going(self.settings, asked, NOW, Quiet(), self.reader)

    def view(self) -> LedgerView:
        """What the ledger has."""
        with Ledger.open(ledger_url(self.settings)) as ledger:
            return ledger.view(self.campaign)

    def member(self, name: str) -> Member:
        """A member as it is now."""
        return next(each for each in self.view().members if each.id == name)
