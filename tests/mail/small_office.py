"""An office in one process: a mailbox in memory, the job, staff who decide; for what takes many runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.job import work
from pipeline.log import set_up_log
from pipeline.reading import read_form
from pipeline.records import NOTHING_SAID, Decision, DraftRow
from pipeline.run import Run
from tests.mail.crashing import CrashingLedger, KilledError
from tests.mail.fake import DRAFT, SEEN, FakeMailbox, Held
from tests.quiet import Quiet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import EmailMessage

    from pipeline.job import Done
    from pipeline.model import Document, DocumentReading, FieldValue
    from pipeline.records import LedgerView

CAMPAIGN = load_campaign("human-rights-cities-2030")
FIRST_DAY = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)

FORM = """10, 100, 1000 Human Rights Cities and Territories by 2030
Name of the local government: City of {name}
Type of local government: {kind}
Country: Ireland
Name of the mayor: {mayor}
Title: Mayor
Population: 12345
Name of the contact person: Aoife Byrne
E-mail: rights@{domain}.example
Motivations to join the campaign: We want to learn from others.
Signature: /s/ {mayor}
"""


class ReadHere:
    """Reads documents in this process: starting others takes longer than everything else."""

    def read_all(self, documents: Sequence[Document]) -> list[DocumentReading]:
        """The readings of the documents, in their order."""
        return [read_form(document, CAMPAIGN) for document in documents]


@dataclass(slots=True)
class SmallOffice:
    """What happens there, a method each. `day` is today."""

    outputs: Path
    to_mailbox: bool = True
    replies: dict[str, object] = field(default_factory=dict)
    day: dt.datetime = FIRST_DAY
    mailbox: FakeMailbox = field(default_factory=FakeMailbox)
    _mails: int = 0

    def __post_init__(self) -> None:
        """Nothing is logged."""
        set_up_log("none")

    @property
    def settings(self) -> Settings:
        """The configuration."""
        target = "mailbox" if self.to_mailbox else "folder"
        table = {"dir": str(self.outputs), "letters_as_pdf": False}
        replies = {"attach_form": False, **self.replies}
        more = {"outputs": table, "drafts": {"target": target}, "replies": replies, "letters": {"certificate": False}}
        return Settings.model_validate(more)

    @property
    def url(self) -> str:
        """Of the ledger."""
        return f"sqlite:///{self.outputs / 'state' / 'ledger.db'}"

    # --- senders -------------------------------------------------------------------------------------

    def mail(self, text: str, sender: str = "rights@ennis.example", subject: str = "Our city") -> str:
        """A mail arrives; gives its Message-ID."""
        self._mails += 1
        own = f"<{self._mails}@city.example>"
        head = f"From: {sender}\r\nTo: adhesion@example.org\r\nSubject: {subject}\r\nMessage-ID: {own}\r\n"
        date = f"Date: {self.day:%a, %d %b %Y %H:%M:%S} +0000\r\n"
        body = text.replace("\n", "\r\n")
        self.mailbox.deliver(f"{head}{date}\r\n{body}\r\n".encode(), received=self.day)
        return own

    def form(
        self, name: str = "Ennis", *, mayor: str = "Maeve Walsh", kind: str = "municipality", without: str = ""
    ) -> str:
        """A form arrives; `without` is the beginning of a line that nobody filled in."""
        domain = name.lower()
        text = FORM.format(name=name, kind=kind, mayor=mayor, domain=domain)
        lines = [line for line in text.splitlines() if not (without and line.startswith(without))]
        return self.mail("\n".join(lines), f"rights@{domain}.example", f"Adhesion of {name}")

    # --- the job -------------------------------------------------------------------------------------

    def run(self, *, days: int = 0, left: int | None = None, after: bool = False) -> Done | None:
        """A run so many days later; it dies at write number `left`, and gives None then."""
        self.day += dt.timedelta(days=days)
        (self.outputs / "state").mkdir(parents=True, exist_ok=True)
        with CrashingLedger.open(self.url) as ledger:
            run = Run(
                self.settings, CAMPAIGN, ledger, ledger.begin_run(self.day, "t"), self.day, Quiet(), pauses=(0.0,)
            )
            ledger.left, ledger.after = left, after
            try:
                return work(run, self.mailbox, ReadHere())
            except KilledError:
                return None

    # --- staff ---------------------------------------------------------------------------------------

    def decide(self, member: str, key: str, value: FieldValue | None) -> None:
        """Staff set a field of a member, or its status."""
        self.say(decisions=(Decision(member, key, value, "staff", self.day),))

    def say(self, **said: object) -> None:
        """Anything else that staff can say in the workbook (see `Saying`)."""
        with CrashingLedger.open(self.url) as ledger:
            number = ledger.begin_run(self.day, "t")
            saying = NOTHING_SAID.__class__("staff", self.day, **said)  # type: ignore[arg-type]
            ledger.take(saying, number)

    def edit(self, kind: str = "") -> bytes:
        """Staff change the one draft (of a kind); its mail program keeps the id. Gives it as it is then."""
        held = self.mailbox.folders["Drafts"].held
        (uid,) = [uid for uid, each in held.items() if f"<adhesion.{kind}".encode() in each.data]
        changed = held.pop(uid).data + b"PS: see you soon.\r\n"
        self.mailbox.folders["Drafts"].add(Held(changed, self.day, {DRAFT, SEEN}))
        return changed

    def send(self, kind: str = "") -> None:
        """Staff send the one draft (of a kind)."""
        held = self.mailbox.folders["Drafts"].held
        (uid,) = [uid for uid, each in held.items() if f"<adhesion.{kind}".encode() in each.data]
        self.mailbox.deliver(held.pop(uid).data, "Sent", self.day)

    def discard(self) -> None:
        """Staff throw all drafts away."""
        self.mailbox.folders["Drafts"].held.clear()

    # --- what is there --------------------------------------------------------------------------------

    def waiting(self) -> list[str]:
        """The kinds of the drafts in the mailbox, or of those that are files, oldest first."""
        return [str(each["Message-ID"]).split(".")[1] for each in self.drafts()]

    def drafts(self) -> list[EmailMessage]:
        """What waits in Drafts, or in the folder."""
        files = sorted((self.outputs / "drafts").glob("*.eml"))
        found = self.mailbox.contents("Drafts") if self.to_mailbox else [file.read_bytes() for file in files]
        return [message_from_bytes(each, policy=default) for each in found]

    def text(self) -> str:
        """What the one draft says."""
        (draft,) = self.drafts()
        part = draft.get_body(("plain",))
        assert part is not None
        return str(part.get_content())

    def view(self) -> LedgerView:
        """What the ledger says."""
        with CrashingLedger.open(self.url) as ledger:
            return ledger.view(CAMPAIGN)

    def ledger_drafts(self) -> list[DraftRow]:
        """The replies as the ledger knows them."""
        return list(self.view().drafts)
