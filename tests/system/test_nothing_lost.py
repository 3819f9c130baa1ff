"""The law of the mailbox: nothing lost, nothing twice, whatever happens at any moment; a machine tries what it can."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections import Counter
from dataclasses import replace
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.errors import ExitCode, LedgerUnusableError, MailboxUnreachableError, SafetyStopError
from pipeline.job import work
from pipeline.ledger.store import Ledger
from pipeline.log import set_up_log
from pipeline.reading import read_form
from pipeline.records import NOTHING_SAID, Decision, DraftState, Outcome
from pipeline.run import Run
from tests.mail.crashing import CrashingLedger, KilledError
from tests.mail.fake import DELETED, DRAFT, SEEN, FakeMailbox, Held
from tests.quiet import Quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.job import Done
    from pipeline.model import Document, DocumentReading

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
CAMPAIGN = load_campaign("human-rights-cities-2030")
DONE = "Adhesion/Processed"

BODIES = {
    "question": "Dear all, when does the next wave open?",
    "pledge": "Our city supports the campaign 10, 100, 1000 Human Rights Cities and Territories by 2030 and will join.",
    "form": (
        "10, 100, 1000 Human Rights Cities and Territories by 2030\nName of the local government: Ville {number}\n"
        "Country: France\nName of the mayor: Camille Durand\nPopulation: 12{number:03}\n"
        "E-mail: mairie{number}@ville{number}.example\nMotivations to join the campaign: We want to learn from others."
    ),
}


SAID = (
    ("contact_name", "Camille Durand"),
    ("contact_name", "Dominique Durand"),
    ("government_type", "municipality"),
    ("leader_title", "Maire"),
    ("status", "accepted"),
    ("status", "declined"),
)
"""What staff type in, field and value: together they complete a form, or change what its reply says."""


class ReadHere:
    """Reads documents in this process: starting others takes longer than everything else here."""

    def read_all(self, documents: Sequence[Document]) -> list[DocumentReading]:
        return [read_form(document, CAMPAIGN) for document in documents]


def message_id(data: bytes) -> str:
    return str(BytesHeaderParser(policy=compat32).parsebytes(data)["message-id"])


class MailboxMachine(RuleBasedStateMachine):
    """Senders, staff, faults and the job, in any order."""

    def __init__(self) -> None:
        super().__init__()
        set_up_log("none")
        self.folder = tempfile.TemporaryDirectory()
        self.outputs = Path(self.folder.name)
        self.mailbox = FakeMailbox()
        self.arrived: list[bytes] = []  # everything that was ever delivered
        self.removed: Counter[bytes] = Counter()  # by staff
        self.finished: set[str] = set()  # our ids of drafts that staff sent, threw away or re-saved under another id
        self.settings = Settings()

    @initialize(moves=st.booleans(), flags=st.booleans())
    def configure(self, *, moves: bool, flags: bool) -> None:
        """Concluded mail is moved, marked, or left alone."""
        mailbox: dict[str, object] = {"may_be_empty": True}
        if moves:
            mailbox["processed_folder"] = DONE
        if flags:
            mailbox["after"] = {"question": {"flag": "Seen-by-the-program"}}
        outputs = {"dir": str(self.outputs), "letters_as_pdf": False}
        table = {"outputs": outputs, "mailbox": mailbox, "drafts": {"target": "mailbox"}}
        self.settings = Settings.model_validate(table)

    def teardown(self) -> None:
        """In the end, with nothing in the way, one run makes everything right."""
        with self.folder:
            self.all_ends_well()
        structlog.reset_defaults()

    def all_ends_well(self) -> None:
        self.mailbox.mend()
        done = self.run_job() or self.run_job()
        assert done is not None
        assert done.exit_code is ExitCode.OK
        self.everything_has_its_outcome()
        self.no_reply_is_missing()
        self.no_message_is_answered_twice()
        again = self.run_job()
        assert again is not None
        assert set(again.counted.outcomes) == set()
        assert again.drawn.replies == 0

    # --- senders -------------------------------------------------------------------------------------

    @rule(kind=st.sampled_from(sorted(BODIES)))
    def a_mail_arrives(self, kind: str) -> None:
        number = len(self.arrived) + 1
        head = (
            f"From: Camille <mairie{number}@ville{number}.example>\r\nTo: adhesion@example.org\r\n"
            f"Subject: {kind} {number}\r\nMessage-ID: <{number}@ville.example>\r\n"
            "Date: Mon, 02 Feb 2026 09:00:00 +0000\r\n"
        )
        self.deliver(f"{head}\r\n{BODIES[kind].format(number=number)}\r\n".encode())

    @rule()
    def a_bounce_arrives(self) -> None:
        number = len(self.arrived) + 1
        self.deliver(
            f"From: MAILER-DAEMON@mail.example\r\nSubject: Undelivered {number}\r\nAuto-Submitted: auto-replied\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
            "--b\r\n\r\nno\r\n--b--\r\n".encode()
        )

    @precondition(lambda self: self.arrived)
    @rule(data=st.data())
    def the_same_bytes_arrive_again(self, data: st.DataObject) -> None:
        self.deliver(data.draw(st.sampled_from(self.arrived)))

    def deliver(self, data: bytes) -> None:
        self.arrived.append(data)
        self.mailbox.deliver(data)

    # --- staff ---------------------------------------------------------------------------------------

    @precondition(lambda self: self.mailbox.contents())
    @rule(data=st.data())
    def staff_mark_a_message_as_deleted(self, data: st.DataObject) -> None:
        held = self.mailbox.folders["INBOX"].held
        held[data.draw(st.sampled_from(sorted(held)))].flags.add(DELETED)

    @precondition(lambda self: self.mailbox.contents())
    @rule(data=st.data())
    def staff_remove_a_message(self, data: st.DataObject) -> None:
        held = self.mailbox.folders["INBOX"].held
        self.removed[held.pop(data.draw(st.sampled_from(sorted(held)))).data] += 1

    @precondition(lambda self: self.mailbox.contents(DONE))
    @rule(data=st.data())
    def staff_move_a_message_back(self, data: st.DataObject) -> None:
        done = self.mailbox.folders[DONE].held
        self.mailbox.folders["INBOX"].add(done.pop(data.draw(st.sampled_from(sorted(done)))))

    @precondition(lambda self: self.known_drafts())
    @rule(data=st.data(), deed=st.sampled_from(["edit", "save anew", "send", "throw away"]))
    def staff_work_on_a_draft(self, data: st.DataObject, deed: str) -> None:
        drafts = self.mailbox.folders["Drafts"]
        uid = data.draw(st.sampled_from(self.known_drafts()))
        draft = drafts.held.pop(uid)
        own = message_id(draft.data)
        if deed == "edit":
            drafts.add(Held(draft.data + b"PS: see you.\r\n", NOW, {DRAFT, SEEN}))
            return
        self.finished.add(own)
        renamed = draft.data.replace(own.encode(), f"<by-hand-{uid}@office.example>".encode())
        if deed == "save anew":
            drafts.add(Held(renamed, NOW, {DRAFT, SEEN}))
        elif deed == "send":
            self.mailbox.folders["Sent"].add(Held(renamed, NOW, {SEEN}))

    @precondition(lambda self: self.members())
    @rule(data=st.data(), said=st.sampled_from(SAID))
    def staff_say_something_of_a_member(self, data: st.DataObject, said: tuple[str, str]) -> None:
        """By which replies that wait are drawn anew or taken back."""
        member = data.draw(st.sampled_from(self.members()))
        with Ledger.open(self.url) as ledger:
            decision = Decision(member, *said, by="staff", at=NOW)
            ledger.take(replace(NOTHING_SAID, by="staff", decisions=(decision,)), ledger.begin_run(NOW, "test"))

    def members(self) -> list[str]:
        with Ledger.open(self.url) as ledger:
            return [each.id for each in ledger.members(CAMPAIGN)]

    def known_drafts(self) -> list[int]:
        """Drafts of ours that the ledger knows of: nobody works on one in the second in which it is put there."""
        with Ledger.open(self.url) as ledger:
            known = {each.message_id for each in ledger.delivered()}
        return [uid for uid, held in self.mailbox.folders["Drafts"].held.items() if message_id(held.data) in known]

    # --- trouble -------------------------------------------------------------------------------------

    @rule(
        method=st.sampled_from(["listing", "sizes", "fetch", "move", "flag", "look", "append", "take_back"]),
        times=st.integers(1, 4),
        done=st.booleans(),
    )
    def the_network_will_be_cut(self, method: str, times: int, *, done: bool) -> None:
        for _ in range(times):
            self.mailbox.fail_next(method, MailboxUnreachableError("cut", passing=True), done=done)

    @rule(name=st.sampled_from(["append", "move", "take_back"]))
    def the_server_refuses(self, name: str) -> None:
        self.mailbox.unable.add(name)

    @rule()
    def all_is_mended(self) -> None:
        self.mailbox.mend()

    @rule()
    def the_server_numbers_anew(self) -> None:
        if self.mailbox.contents():
            self.mailbox.renumber()

    @rule()
    def the_server_counts_from_one_again(self) -> None:
        """It keeps its UIDVALIDITY, against RFC 9051 2.3.1.1: told only while its numbers are lower."""
        self.mailbox.mend()
        self.run_job()
        with Ledger.open(self.url) as ledger:
            before = ledger.last_listing(self.mailbox.account)
        if before and 0 < len(self.mailbox.contents()) < (before.highest or 0):
            self.mailbox.rebuild()
            assert self.run_job() is None

    # --- the job -------------------------------------------------------------------------------------

    @rule()
    def a_run(self) -> None:
        self.run_job()

    @rule(left=st.integers(1, 25), after=st.booleans(), full=st.booleans())
    def a_run_that_dies(self, left: int, *, after: bool, full: bool) -> None:
        self.run_job(left, after=after, full=full)

    def run_job(self, left: int | None = None, *, after: bool = False, full: bool = False) -> Done | None:
        with CrashingLedger.open(self.url) as ledger:
            number = ledger.begin_run(NOW, "test")
            run = Run(self.settings, CAMPAIGN, ledger, number, NOW, Quiet(), pauses=(0.0, 0.0))
            ledger.left, ledger.after, ledger.full = left, after, full
            try:
                done = work(run, self.mailbox, ReadHere())
            except (KilledError, LedgerUnusableError, MailboxUnreachableError):
                return None
            except SafetyStopError:
                ledger.left = None
                ledger.accept_reset(self.mailbox.account, NOW)
                return None
        assert done.counted.balanced
        return done

    @property
    def url(self) -> str:
        return f"sqlite:///{self.outputs / 'ledger.db'}"

    # --- the laws ------------------------------------------------------------------------------------

    @invariant()
    def the_mailbox_keeps_every_message(self) -> None:
        """We move messages and never remove one; those that staff have marked as deleted are still there."""
        there = Counter(self.mailbox.contents()) + Counter(self.mailbox.contents(DONE))
        assert there == Counter(self.arrived) - self.removed

    @invariant()
    def no_draft_is_doubled(self) -> None:
        drafts = Counter(message_id(data) for data in self.mailbox.contents("Drafts"))
        assert set(drafts.values()) <= {1}
        assert not set(drafts) & self.finished

    @invariant()
    def nothing_is_recorded_twice(self) -> None:
        with Ledger.open(self.url) as ledger:
            view = ledger.view(CAMPAIGN)
        often = Counter(self.arrived)
        rows = Counter(row.sha256 for row in view.messages)
        assert all(rows[hashlib.sha256(data).hexdigest()] <= times for data, times in often.items())
        forms = Counter(row.message for row in view.submissions)
        assert set(forms.values()) <= {1}

    def everything_has_its_outcome(self) -> None:
        with Ledger.open(self.url) as ledger:
            view = ledger.view(CAMPAIGN)
            kept = {hashlib.sha256(ledger.raw(row.id)).hexdigest() for row in view.messages}
        assert {row.outcome for row in view.messages} <= set(Outcome) - {Outcome.FAILED}
        there = self.mailbox.folders["INBOX"].held.values()
        listed = {hashlib.sha256(each.data).hexdigest() for each in there if DELETED not in each.flags}
        assert listed <= kept

    def no_reply_is_missing(self) -> None:
        """Every reply is in Drafts or became what staff made of it."""
        with Ledger.open(self.url) as ledger:
            drafts = ledger.drafts()
            assert not ledger.undrawn()
        there = {message_id(data) for data in self.mailbox.contents("Drafts")}
        waiting = {each.message_id for each in drafts if each.state is DraftState.DRAFTED}
        taken_back = {each.message_id for each in drafts if each.state is DraftState.REPLACED}
        ours = {each.message_id for each in drafts}
        assert waiting <= there
        assert not taken_back & there
        assert ours - taken_back == (there & ours | self.finished) - taken_back
        assert self.finished <= ours

    def no_message_is_answered_twice(self) -> None:
        """Of the replies to one message that nobody has touched one waits, however often it was drawn anew."""
        with Ledger.open(self.url) as ledger:
            untouched = Counter(each.message for each in ledger.drafts() if each.state is DraftState.DRAFTED)
        assert set(untouched.values()) <= {1}


TestNothingLost = MailboxMachine.TestCase
TestNothingLost.settings = profile(max_examples=15, stateful_step_count=25)
