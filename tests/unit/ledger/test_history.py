from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pipeline.ledger.store import Ledger
from pipeline.model import RawMessage
from pipeline.records import DraftKind, Outcome
from tests.unit.ledger.building import (
    ACCOUNT,
    CAMPAIGN,
    NOW,
    at,
    decision,
    dump,
    form_plan,
    ignored_plan,
    pledge_plan,
    record,
    submission,
    url_of,
    without_runs,
)

CITIES = st.sampled_from(["Alfa", "Beta", "=1+1", "Ж", ""])


class LedgerMachine(RuleBasedStateMachine):
    """Whatever happens, in whatever order: rows are only added, and each message has one end."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "ledger.db"
        self.ledger = Ledger.open(url_of(self.file))
        self.run = self.ledger.begin_run(NOW, "0.1.0")
        self.rows = dump(self.file)
        self.days = 0
        self.ended: dict[int, Outcome] = {}
        self.kept: dict[tuple[str, bytes], int] = {}

    @rule(place=st.sampled_from("abc"), data=st.sampled_from([b"1", b"2", b"3"]))
    def keep(self, place: str, data: bytes) -> None:
        """The same bytes at the same place are always the same message."""
        message = self.ledger.keep(RawMessage(place, data, at(self.days)), ACCOUNT, self.run, at(self.days))
        assert self.kept.setdefault((place, data), message.id) == message.id

    @rule(city=CITIES, which=st.integers(0, 5))
    def apply_form(self, city: str, which: int) -> None:
        """A form of a new member or of a known one."""
        for message in self.ledger.unconcluded()[:1]:
            known = [member.id for member in self.ledger.members(CAMPAIGN)]
            member = known[which] if which < len(known) else None
            plan = form_plan(submission({"city": city, "country": "PT"}, member=member))
            touched = self.ledger.apply(message, plan, self.run, at(self.days))
            assert touched == ((member,) if member else (f"M{len(known) + 1:04d}",))
            self.ended[message.id] = plan.outcome

    @rule(city=CITIES)
    def apply_other(self, city: str) -> None:
        """A pledge, or mail that is ignored."""
        for message in self.ledger.unconcluded()[:1]:
            plan = pledge_plan({"city": city}) if city else ignored_plan()
            self.ledger.apply(message, plan, self.run, at(self.days))
            self.ended[message.id] = plan.outcome

    @rule()
    def apply_broken(self) -> None:
        """A plan that breaks after its first half was written."""
        before = dump(self.file)
        for message in self.ledger.unconcluded()[:1]:
            with contextlib.suppress(IndexError):
                self.ledger.apply(message, form_plan(submission(), submission(document=9)), self.run, NOW)
        assert dump(self.file) == before

    @rule()
    def fail(self) -> None:
        """A failure; the third one of a message ends it."""
        for message in self.ledger.unconcluded()[:1]:
            outcome = self.ledger.fail(message, self.run, "boom", at(self.days))
            assert outcome is (Outcome.HELD if message.failures == 2 else Outcome.FAILED)
            if outcome is Outcome.HELD:
                self.ended[message.id] = outcome

    @rule(field=st.sampled_from(["city", "country", "status"]), city=CITIES | st.none())
    def decide(self, field: str, city: str | None) -> None:
        """A word of staff about the first member."""
        for member in self.ledger.members(CAMPAIGN)[:1]:
            record(self.ledger, [decision(member.id, field, city, self.days)], self.run)
            current = self.ledger.members(CAMPAIGN)[0].get(field)
            assert field == "status" or (None if current is None else current.value) == city

    @rule()
    def write_draft(self) -> None:
        """A file for a reply."""
        for draft in self.ledger.undrawn()[:1]:
            self.ledger.draft_written(draft.id, f"drafts/{draft.id}.eml", [], "0" * 64, at(self.days))
            assert draft.id not in {each.id for each in self.ledger.undrawn()}

    @rule()
    def next_run(self) -> None:
        """The run ends, the ledger is closed, another run begins a day later."""
        self.ledger.finish_run(self.run, at(self.days), 0, seen=0, known=0, counts={})
        self.ledger.close()
        self.days += 1
        self.ledger = Ledger.open(url_of(self.file))
        self.run = self.ledger.begin_run(at(self.days), "0.1.0")

    @invariant()
    def rows_are_only_added(self) -> None:
        """No row is ever changed or taken away."""
        rows = dump(self.file)
        assert without_runs(self.rows) <= without_runs(rows)
        self.rows = rows

    @invariant()
    def each_message_has_one_end(self) -> None:
        """Every message waits or has the outcome it was given; member ids count up without gaps."""
        view = self.ledger.view(CAMPAIGN)
        waiting = {message.id for message in self.ledger.unconcluded()}
        assert {row.id for row in view.messages} == set(self.kept.values())
        for row in view.messages:
            assert (row.id in waiting) != (row.id in self.ended)
            assert row.id in waiting or row.outcome is self.ended[row.id]
        assert [member.id for member in view.members] == [f"M{n + 1:04d}" for n in range(len(view.members))]

    def teardown(self) -> None:
        """Let go of the file."""
        self.ledger.close()
        self.folder.cleanup()


TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(
    max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_a_whole_run_adds_and_never_changes(ledger: Ledger, run: int, file: Path) -> None:
    """A second run over the same mailbox, with a new form in it, leaves every earlier row as it is."""
    for number in range(5):
        message = ledger.keep(RawMessage(f"{number}.eml", b"x%d" % number, NOW), ACCOUNT, run, NOW)
        ledger.apply(message, form_plan(), run, NOW)
    for draft in ledger.undrawn():
        ledger.draft_written(draft.id, f"drafts/{draft.id}.eml", [], "0" * 64, NOW)
    ledger.finish_run(run, NOW, 0, seen=5, known=0, counts={"submission": 5})
    before = dump(file)

    second = ledger.begin_run(at(1), "0.1.0")
    for number in range(6):
        ledger.keep(RawMessage(f"{number}.eml", b"x%d" % number, NOW), ACCOUNT, second, at(1))
    record(ledger, [decision("M0002", "city", "Beta", days=1)], second)
    for message in ledger.unconcluded():
        plan = form_plan(submission(member="M0001"), draft=DraftKind.UPDATE)
        ledger.apply(message, plan, second, at(1))
    ledger.finish_run(second, at(1), 0, seen=6, known=5, counts={"update": 1})

    assert before <= dump(file)
