from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import SafetyStopError
from pipeline.review.undrawn import open_undrawn
from tests.roundtrip import kinds_layout, kinds_looks, kinds_sheets, kinds_values
from tests.roundtrip.conftest import LATER
from tests.roundtrip.kinds import KINDS, After, Kind, Staff, members_of
from tests.roundtrip.watch import check_ledger, check_package, check_table, check_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.records import LedgerView
    from tests.roundtrip.conftest import Hands
    from tests.roundtrip.desk import Desk

TABLES = [kinds_values, kinds_looks, kinds_layout, kinds_sheets]
"""The modules that enter their kinds into the table."""
ALL = bool(os.environ.get("ADHESION_TEST_ROUNDTRIP"))
"""Every kind by every hand that can; else every second kind, by LibreOffice where it can (a quarter of the time)."""


def _cases() -> list[object]:
    kinds = KINDS if ALL else KINDS[::2]
    cases = [(kind, hand) for kind in kinds for hand in sorted(kind.by) if ALL or hand == min(kind.by)]
    return [pytest.param(kind, hand, id=f"{kind.name}-{hand}") for kind, hand in cases]


@pytest.mark.parametrize(("kind", "by"), _cases())
def test_what_staff_did_is_there_after_two_more_runs_and_nothing_else_changed(
    kind: Kind, by: str, opened: Desk, control: LedgerView, hands: Hands, tmp_path: Path
) -> None:
    """Each kind of edit, made by LibreOffice or openpyxl, then two runs with new mail and newer forms."""
    hand = hands.office if by == "office" else hands.openpyxl
    if hand is None:
        pytest.skip("LibreOffice or its python3-uno is not installed")
    desk = opened.copied(tmp_path / "outputs")
    staff = Staff(hand, desk.workbook)
    hand.open(desk.workbook)
    kind.edit(staff)
    hand.save(desk.workbook)
    if kind.stops:
        check_stop(desk)
        return
    left_file, left = desk.workbook.read_bytes(), open_undrawn(desk.workbook)
    desk.deliver(*LATER[0])
    desk.run()
    said = desk.said
    assert kind.says in said
    assert bool(said) == bool(kind.says), said
    desk.deliver(*LATER[1])
    view = desk.run()
    after = After(view, left, open_undrawn(desk.workbook), said, desk, left_file)
    check_ledger(kind, after, control)
    check_workbook(kind, after)
    check_package(desk.workbook.read_bytes())
    check_table(members_of(after.now))
    if kind.holds:
        kind.holds(after)


def check_stop(desk: Desk) -> None:
    """The run is refused, and the workbook stays as it is."""
    before = desk.workbook.read_bytes()
    with pytest.raises(SafetyStopError):
        desk.run()
    assert desk.workbook.read_bytes() == before
