from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from pipeline.model import FieldValue
from tests.roundtrip.desk import form
from tests.roundtrip.kinds import MEMBERS
from tests.roundtrip.watch import order_of

if TYPE_CHECKING:
    from tests.roundtrip.desk import Desk

IDS = ("M0001", "M0002", "M0003", "M0004")
EXAMPLES = int(os.environ.get("ADHESION_TEST_ROUNDTRIP_EXAMPLES", "5"))
Deed = tuple[str, str, Any]
"""What somebody does, to whom, with what."""

TYPED = {"population": st.integers(0, 10**9), "contact_role": st.sampled_from(["Adviser", "Kim’s deputy", "顧問"])}


@dataclass(slots=True)
class Model:
    """The rule in a few lines: what staff said last stands; else the newest form; what is theirs stays."""

    forms: dict[tuple[str, str], FieldValue] = field(default_factory=dict)
    staff: dict[tuple[str, str], FieldValue | None] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)  # member -> in a column of theirs
    comments: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=lambda: list(IDS))

    def now(self, member: str, key: str) -> FieldValue | None:
        return self.staff.get((member, key), self.forms.get((member, key)))


def edits() -> st.SearchStrategy[Deed]:
    """What somebody does, to whom, with what."""
    member = st.sampled_from(IDS)
    return st.one_of(
        st.tuples(st.just("population"), member, TYPED["population"] | st.none()),
        st.tuples(st.just("contact_role"), member, TYPED["contact_role"] | st.none()),
        st.tuples(st.just("note"), member, st.sampled_from(["call back", "=1+1", "0034"])),
        st.tuples(st.just("comment"), member, st.sampled_from(["by Kim", "see the minutes"])),
        st.tuples(st.just("swap"), member, member),
        st.tuples(st.just("form"), member, st.integers(1, 10**6)),
        st.tuples(st.just("newcomer"), st.just(""), st.none()),
    )


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(days=st.lists(st.lists(edits(), min_size=1, max_size=5), min_size=1, max_size=3))
def test_any_edits_and_arrivals_end_as_the_rule_says(opened: Desk, days: list[list[Deed]]) -> None:
    """Whatever staff do and whatever arrives, in any order: the ledger and the workbook say what a small model says."""
    with tempfile.TemporaryDirectory() as folder:
        desk, model = opened.copied(Path(folder) / "outputs"), Model()
        model.forms = {(id_, "population"): 12_000 + number for number, id_ in enumerate(IDS)}
        for day in days:
            one_day(desk, model, day)
            check(desk, model)
        shutil.copy(desk.workbook, desk.outputs / "before.xlsx")
        view = desk.run()
        assert desk.workbook.read_bytes() == (desk.outputs / "before.xlsx").read_bytes()
        assert {each.id for each in view.members} == set(model.order)


def one_day(desk: Desk, model: Model, deeds: list[Deed]) -> None:
    """Staff edit and save; then mail arrives, and a run takes both in."""
    book = load_workbook(desk.workbook)
    sheet = book[MEMBERS]
    places = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    theirs = next((c.column for c in sheet[2] if c.value == "Theirs"), sheet.max_column + 1)
    arrivals: list[bytes] = []
    for deed, member, with_what in deeds:
        row = next((cell.row for cell in sheet["A"] if cell.value == member), 0)
        match deed:
            case "population" | "contact_role":
                sheet.cell(row, places[f"field:{deed}"]).value = with_what
                if with_what != model.now(member, deed):
                    model.staff[member, deed] = with_what
            case "note":
                sheet.cell(2, theirs).value = "Theirs"
                sheet.cell(row, theirs).value = with_what
                model.notes[member] = str(with_what)
            case "comment":
                sheet.cell(row, places["field:leader_name"]).comment = Comment(str(with_what), "Kim")
                model.comments[member] = str(with_what)
            case "swap":
                swap(sheet, row, next(cell.row for cell in sheet["A"] if cell.value == with_what))
                one, other = model.order.index(member), model.order.index(str(with_what))
                model.order[one], model.order[other] = model.order[other], model.order[one]
            case "form":
                serial = len(desk.mailbox.contents()) + len(arrivals)  # the same mail twice would be no news
                words = f"To learn, and for reason {serial}."
                changed = {"Population": str(with_what), "Motivations_to_join_the_campaign": words}
                arrivals.append(form(IDS.index(member), **changed))
                model.forms[member, "population"] = int(str(with_what))
            case _:
                number = len(model.order)
                if number < 10:
                    arrivals.append(form(number))
                    model.order.append(f"M{number + 1:04d}")
    book.save(desk.workbook)
    desk.deliver(*arrivals)
    desk.run()


def swap(sheet: object, one: int, other: int) -> None:
    """Two rows change places, with all that is on them."""
    for cell in list(sheet[one]):  # type: ignore[index]  # a worksheet
        twin = sheet.cell(other, cell.column)  # type: ignore[attr-defined]  # the same
        cell.value, twin.value = twin.value, cell.value
        first, second = cell.comment, twin.comment
        cell.comment = twin.comment = None
        cell.comment, twin.comment = second, first
        cell.hyperlink = twin.hyperlink = None


def check(desk: Desk, model: Model) -> None:
    book = load_workbook(desk.workbook)
    sheet = book[MEMBERS]
    places = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    rows = {str(cell.value): cell.row for cell in sheet["A"]}
    theirs = next((cell.column for cell in sheet[2] if cell.value == "Theirs"), None)
    assert order_of(book) == model.order
    for member in IDS:
        for key in TYPED:
            assert sheet.cell(rows[member], places[f"field:{key}"]).value == model.now(member, key)
        if member in model.notes:
            assert str(sheet.cell(rows[member], theirs or 1).value) == model.notes[member]
        if member in model.comments:
            comment = sheet.cell(rows[member], places["field:leader_name"]).comment
            assert comment is not None
            assert comment.text == model.comments[member]
