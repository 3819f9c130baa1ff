"""All mail read again by another version of the program: what differs is shown, nothing else; accepted, it stands."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.definition import FieldType
from pipeline.errors import SafetyStopError
from pipeline.ledger import schema
from pipeline.ledger.store import Ledger
from pipeline.ledger.tombstones import Erasure
from pipeline.normalise import values
from pipeline.reconcile.plan import plan_message
from pipeline.reconcile.rereading import ChangeKind
from pipeline.reconcile.taking_over import Kept
from pipeline.records import Answer, Decision, NewMember, Outcome, Saying, Status
from pipeline.replay.accept import Wish
from pipeline.storage import ledger_url
from tests.unit.replay.office import CAMPAIGN, NOW, Office, form

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.campaign.definition import Field
    from pipeline.model import FieldValue
    from pipeline.normalise.base import Context, Normal
    from pipeline.reconcile.plan import Arrival, Known
    from pipeline.reconcile.rereading import MessageChange
    from pipeline.records import Member, Plan
    from pipeline.replay.go import Replayed

MONTH_FIRST = replace(CAMPAIGN, date_order="MDY")


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Three forms, of which one has a date that may be read in two ways, a pledge, a question, one form once more."""
    office = Office(tmp_path_factory.mktemp("office") / "outputs")
    office.receive(form("Ville Haute"))
    office.receive(f"{form('Ville Basse')}\nDate of signature: 03/04/2026", "clerk@ville-basse.example")
    office.receive("When does the next wave open?", "clerk@ville-neuve.example")
    office.run()
    office.receive(form("Ville Haute", "23456"))
    office.receive(form("Ville Haute"), "other@ville-haute.example")
    office.receive(
        "Our city supports the campaign 10, 100, 1000 Human Rights Cities and Territories by 2030 and will join.",
        "clerk@ville-claire.example",
    )
    office.run()
    return office


@pytest.fixture
def office(settled: Office, tmp_path: Path) -> Office:
    """The same office, to do with as a test likes."""
    return settled.copy(tmp_path / "outputs")


def only(replayed: Replayed) -> MessageChange:
    (change,) = replayed.changes
    return change


def told(change: MessageChange) -> list[tuple[str, ChangeKind, FieldValue | None, FieldValue | None]]:
    """Every value that changed, of all forms."""
    return [
        (each.field, each.kind, each.before.value if each.before else None, each.now.value if each.now else None)
        for form in change.forms
        for each in form.values
    ]


def values_of(member: Member) -> dict[str, FieldValue]:
    return {each.field: each.value for each in member.values}


def test_the_same_program_reads_everything_as_before(office: Office) -> None:
    """Nothing would change, and nothing is changed by looking."""
    before = office.view()
    replayed = office.replay()
    assert (replayed.changes, replayed.compared) == ((), 6)
    assert office.view() == before


def test_another_order_of_dates_changes_that_date_and_nothing_else(office: Office) -> None:
    """A campaign file that says how dates are written, changed by one word."""
    change = only(office.replay(MONTH_FIRST))
    assert change.message == 2
    assert told(change) == [("signature_date", ChangeKind.CHANGED, "2026-04-03", "2026-03-04")]
    assert (change.other_outcome, change.other_reason, change.gained, change.lost) == (False, False, (), ())


def test_another_normaliser_changes_its_values_and_nothing_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that takes numbers for thousands; the form that came once more is a duplicate as before."""
    numbers_as_thousands(monkeypatch)
    replayed = office.replay()
    assert [each.message for each in replayed.changes] == [1, 2, 4]
    assert {each for change in replayed.changes for each in told(change)} == {
        ("population", ChangeKind.CHANGED, 12345, 12),
        ("population", ChangeKind.CHANGED, 23456, 23),
    }


def numbers_as_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the program, which takes whole thousands."""
    normalisers = vars(values)["_NORMALISERS"]
    usual = normalisers[FieldType.NUMBER]

    def thousands(raw: str, field: Field, context: Context) -> Normal | None:
        found: Normal | None = usual(raw, field, context)
        return None if found is None else replace(found, value=int(str(found.value)) // 1000)

    monkeypatch.setitem(normalisers, FieldType.NUMBER, thousands)


def test_what_is_accepted_stands_and_then_nothing_would_change(office: Office) -> None:
    """The form read anew is current, no reply is drafted for it, and the same program agrees with the ledger."""
    before = office.view()
    office.replay(MONTH_FIRST)
    accepted = office.accept(MONTH_FIRST)
    after = office.view()
    assert accepted.left.changes == office.replay(MONTH_FIRST).changes == ()
    assert values_of(office.member("M0002"))["signature_date"] == "2026-03-04"
    assert [each.id for each in after.submissions] == ["S0001", "S0003", "S0004"]
    assert (after.drafts, len(after.members)) == (before.drafts, len(before.members))


def test_what_was_not_shown_is_not_accepted(office: Office) -> None:
    """Never without a look; not by another program; not after new mail came. Nothing is written then."""
    before = office.view()
    with pytest.raises(SafetyStopError, match="adhesion replay"):
        office.accept(MONTH_FIRST)
    office.replay(MONTH_FIRST)
    with pytest.raises(SafetyStopError, match="program"):
        office.accept()
    assert office.view() == before
    office.receive(form("Ville Grise"))
    office.run()
    with pytest.raises(SafetyStopError, match="ledger"):
        office.accept(MONTH_FIRST)


def test_a_run_that_brings_nothing_does_not_stand_in_the_way(office: Office) -> None:
    """Runs go on every few minutes while staff look at what would change; what they decide meanwhile stands."""
    office.replay(MONTH_FIRST)
    office.run(saying=Saying("Ana", NOW, decisions=(Decision("M0002", "population", 5, "Ana", NOW),)))
    office.accept(MONTH_FIRST)
    assert values_of(office.member("M0002")) | {"signature_date": "2026-03-04", "population": 5} == values_of(
        office.member("M0002")
    )


def test_some_messages_or_some_fields_are_accepted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest stays as it was, and is shown again."""
    numbers_as_thousands(monkeypatch)
    office.replay(MONTH_FIRST)
    office.accept(MONTH_FIRST, Wish(fields=frozenset({"signature_date"})))
    assert values_of(office.member("M0002")) | {"signature_date": "2026-03-04", "population": 12345} == values_of(
        office.member("M0002")
    )
    left = office.accept(MONTH_FIRST, Wish(messages=frozenset({2}))).left
    assert values_of(office.member("M0002"))["population"] == 12
    assert [each.message for each in left.changes] == [1, 4]


def test_what_staff_decided_is_neither_compared_nor_touched(office: Office) -> None:
    """Their value stands whatever the form is read to say; replays see members as they were when mail came."""
    decided = tuple(
        Decision("M0002", field, value, "Ana", NOW)
        for field, value in (("signature_date", "2026-01-01"), ("status", "declined"), ("local_government", "Neuve"))
    )
    office.run(saying=Saying("Ana", NOW, decisions=decided))
    office.receive(form("Ville Basse", "777"), "clerk@ville-basse.example")
    office.run()
    assert office.replay().changes == ()
    office.replay(MONTH_FIRST)
    office.accept(MONTH_FIRST)
    member = office.member("M0002")
    assert (values_of(member)["signature_date"], member.status) == ("2026-01-01", Status.DECLINED)
    assert office.replay(MONTH_FIRST).changes == ()


def test_members_that_staff_merged_or_gave_forms_change_nothing_for_a_replay(office: Office) -> None:
    """Before they said so, mail was of whom it was then; after it, of whom they said."""
    office.run(saying=Saying("Ana", NOW, merged=(("M0001", "M0002"),), entered=(NewMember((("population", 9),)),)))
    office.receive(form("Ville Basse", "777"), "clerk@ville-basse.example")
    office.run(saying=Saying("Ana", NOW, belongings=(("S0002", None),)))
    office.receive(form("Ville Basse", "888"), "clerk@ville-basse.example")
    office.run(saying=Saying("Ana", NOW, parted=("M0002",)))
    office.receive(form("Ville Haute", "999"))
    office.run()
    assert office.replay().changes == ()


def test_a_form_of_which_staff_said_whose_it_is_is_compared_as_ever(office: Office) -> None:
    """It was a question to them, and stays the form of whom they named when its new reading is accepted."""
    office.receive(QUESTION, "someone@elsewhere.example")
    office.run()
    (question,) = office.view().questions
    assert office.replay().changes == ()
    (waiting,) = office.replay(MONTH_FIRST).changes[1:]
    assert told(waiting) == [("signature_date", ChangeKind.CHANGED, "2026-05-07", "2026-07-05")]
    assert office.accept(MONTH_FIRST).taken[1].kept == (Kept.WAITS,)

    answers = (Answer(question.id, question.candidates[0]),)
    office.run(campaign=MONTH_FIRST, saying=Saying("Ana", NOW, answers=answers))
    change = only(office.replay(MONTH_FIRST))
    assert told(change) == told(waiting)
    office.accept(MONTH_FIRST)
    assert values_of(office.member(question.candidates[0]))["signature_date"] == "2026-07-05"
    assert office.replay(MONTH_FIRST).changes == ()


QUESTION = (
    "10, 100, 1000 Human Rights Cities and Territories by 2030\nName of the local government: Ville Haute\n"
    "Country: France\nName of the mayor: Dominique Petit\nPopulation: 99\nDate of signature: 07/05/2026\n"
    "Motivations to join the campaign: We want to be heard."
)


def test_a_message_that_becomes_something_else_is_concluded_by_the_next_run(office: Office) -> None:
    """A question that a newer campaign file knows for a pledge."""
    asking = replace(
        CAMPAIGN,
        pledge_words={"en": (*CAMPAIGN.pledge_words["en"], "next wave open")},
        mentions=(*CAMPAIGN.mentions, "next"),
    )
    change = only(office.replay(asking))
    assert (change.message, change.before.outcome, change.now.outcome) == (3, Outcome.QUESTION, Outcome.PLEDGE)
    assert office.accept(asking).taken[0].again
    assert office.replay(asking).waiting == 1
    office.run(campaign=asking)
    assert office.view().messages[2].outcome is Outcome.PLEDGE
    assert office.replay(asking).changes == ()


def test_a_form_that_was_overlooked_becomes_a_submission(office: Office) -> None:
    """Of the member that it fits today, though that one came later; staff are told, and no reply is drafted."""
    office.receive_files(form("Ville Grise"), form("Ville Claire"), form("Ville Rouge"))
    office.run(blind="Ville Claire")
    office.receive(form("Ville Claire", "99"), "clerk@ville-claire.example")
    office.run()
    drafts = office.view().drafts

    change = only(office.replay())
    assert [(each.before, each.now is not None) for each in change.forms] == [(None, True)]
    office.accept()
    view = office.view()
    newest = view.submissions[-1]
    assert newest.member == view.submissions[-2].member
    assert ("found-later", "form-2.txt") in {(each.code, newest.document) for each in newest.findings}
    assert values_of(office.member(newest.member))["population"] == 99
    assert (view.drafts, office.replay().changes) == (drafts, ())


def test_a_form_that_is_overlooked_now_stays(office: Office) -> None:
    """What was read once is not thrown away because another version finds no form there."""
    office.receive_files(form("Ville Grise"), form("Ville Claire"))
    office.run()
    before = office.view()
    office.reader.blind = "Ville Claire"
    change = only(office.replay())
    assert [(each.before is not None, each.now) for each in change.forms] == [(True, None)]
    assert Kept.NOT_FOUND in office.accept().taken[0].kept
    assert (office.view().members, office.view().submissions) == (before.members, before.submissions)


def test_a_replay_that_was_stopped_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read before is not read again, unless by another program; one that came to its end begins anew."""
    office.replay()
    whole, office.reader.read = office.reader.read, 0

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.ledger.past.compare", interrupted)
        with pytest.raises(KeyboardInterrupt):
            office.replay()
    assert (office.reader.read, office.replay().compared) == (whole, 6)
    assert office.reader.read == whole
    office.replay()
    assert office.reader.read == 2 * whole


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_mail_that_was_erased_is_left_out(office: Office) -> None:
    """Its bytes are gone; what it gave stays as it is."""
    with Ledger.open(ledger_url(office.settings)) as ledger:
        ledger.let_go([2], Erasure("retention", "", NOW, "00", {}))
    replayed = office.replay(MONTH_FIRST)
    assert (replayed.changes, replayed.compared, replayed.gone) == ((), 5, 1)


def test_a_ledger_of_an_older_version_is_only_looked_at(office: Office) -> None:
    """Before an upgrade: the new program works on a copy, and the old one can go on with the ledger."""
    file = office.outputs / "state" / "ledger.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        for table in (each.name for each in schema.METADATA.sorted_tables[::-1] if each.name not in SECOND_TABLES):
            connection.execute(f"DROP TABLE {table}")
        for table, column in (("decisions", "released"), ("draft_files", "facts"), ("draft_files", "prints")):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("UPDATE meta SET value = '2' WHERE key = 'version'")
    before = file.read_bytes()
    assert [each.message for each in office.replay(MONTH_FIRST).changes] == [2]
    assert file.read_bytes() == before
    office.accept(MONTH_FIRST)
    assert office.replay(MONTH_FIRST).changes == ()


SECOND_TABLES = re.findall(
    r"\w+",
    """meta runs contents messages found_again listings refusals retries touches members outcomes failures documents
    submissions submission_values pledges pledge_values findings member_events decisions drafts draft_members
    draft_files draft_states""",
)
"""Of version 2."""


def test_mail_that_the_new_version_cannot_read_would_be_held(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the new version is seen before the upgrade; the others are compared as ever, and the form is kept."""

    def failing(arrival: Arrival, known: Known) -> Plan:
        if "Basse" in arrival.mail.text:
            raise ZeroDivisionError
        return plan_message(arrival, known)

    monkeypatch.setattr("pipeline.concluding.plan_message", failing)
    change = only(office.replay())
    assert (change.message, change.now.outcome, change.forms[0].now) == (2, Outcome.HELD, None)
    (taken,) = office.accept().taken
    assert taken.kept == (Kept.NOT_FOUND, Kept.OUTCOME)
    assert office.view().submissions[1].id == "S0002"
