from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.errors import SafetyStopError
from tests.roundtrip.conftest import LATER
from tests.roundtrip.kinds import MEMBERS, Staff

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model import FieldValue
    from pipeline.records import LedgerView
    from tests.roundtrip.conftest import Hands
    from tests.roundtrip.desk import Desk


@pytest.fixture
def desk(opened: Desk, tmp_path: Path) -> Desk:
    return opened.copied(tmp_path / "outputs")


def type_in(file: Path, member: str, key: str, content: object) -> None:
    """Somebody types a value into a workbook and saves it."""
    book = load_workbook(file)
    staff = Staff(None, file)  # type: ignore[arg-type]  # only looks where the cell is
    book[MEMBERS][staff.at(member, key)].value = content
    book.save(file)


def value(view: LedgerView, member: str, key: str) -> FieldValue | None:
    found = next(each for each in view.members if each.id == member).get(key)
    return found.value if found else None


def shown(desk: Desk, member: str, key: str) -> object:
    staff = Staff(None, desk.workbook)  # type: ignore[arg-type]  # as above
    return load_workbook(desk.workbook)[MEMBERS][staff.at(member, key)].value


def test_an_older_copy_put_back_takes_nothing_back(desk: Desk, tmp_path: Path) -> None:
    """What it says and was said before is no news; what is new in it is taken; both are told, the newer one is kept."""
    old = tmp_path / "old.xlsx"
    type_in(desk.workbook, "M0003", "population", 1111)
    shutil.copy(desk.workbook, old)
    desk.run()
    type_in(desk.workbook, "M0003", "population", 2222)
    desk.run()
    type_in(old, "M0004", "population", 3333)
    shutil.copy(old, desk.workbook)
    desk.deliver(*LATER[0])
    view = desk.run()
    assert value(view, "M0003", "population") == 2222
    assert value(view, "M0004", "population") == 3333
    assert "older copy" in desk.said
    assert shown(desk, "M0003", "population") == 2222
    kept = sorted((desk.outputs / "state" / "workbooks").glob("*.xlsx"))
    assert len(kept) == 3


def test_two_people_with_a_copy_each(desk: Desk, tmp_path: Path) -> None:
    """The second one saves over the first one's work: what both typed is taken, run by run."""
    mine = tmp_path / "mine.xlsx"
    shutil.copy(desk.workbook, mine)
    type_in(desk.workbook, "M0003", "population", 1111)
    desk.run()
    type_in(mine, "M0004", "leader_name", "Kim Durand")
    shutil.copy(mine, desk.workbook)
    view = desk.run()
    assert value(view, "M0003", "population") == 1111
    assert value(view, "M0004", "leader_name") == "Kim Durand"
    assert shown(desk, "M0003", "population") == 1111


def test_two_people_in_one_cell(desk: Desk, tmp_path: Path) -> None:
    """Of two words about one cell the one that was read later stands; both are in the history."""
    mine = tmp_path / "mine.xlsx"
    shutil.copy(desk.workbook, mine)
    type_in(desk.workbook, "M0003", "population", 1111)
    desk.run()
    type_in(mine, "M0003", "population", 2222)
    shutil.copy(mine, desk.workbook)
    view = desk.run()
    assert value(view, "M0003", "population") == 2222
    assert [each.value for each in view.decisions if each.field == "population"] == [1111, 2222]


@pytest.mark.parametrize("sign", ["~$ledger.xlsx", ".~lock.ledger.xlsx#"])
def test_a_workbook_that_is_open_is_read_and_left_alone(desk: Desk, sign: str) -> None:
    """What was saved is taken; the file is brought up to date when it is closed, and nothing is taken twice."""
    type_in(desk.workbook, "M0003", "population", 1111)
    before = desk.workbook.read_bytes()
    (desk.outputs / sign).write_text("Kim")
    desk.deliver(*LATER[0])
    view = desk.run()
    assert value(view, "M0003", "population") == 1111
    assert desk.workbook.read_bytes() == before
    assert "open in another program" in desk.report()
    (desk.outputs / sign).unlink()
    view = desk.run()
    assert shown(desk, "M0005", "government_name") == "Ville Exemple E"
    assert len(view.decisions) == 1


@pytest.mark.parametrize("rest", [0, 100, -200])
def test_a_damaged_file_is_never_overwritten(desk: Desk, rest: int) -> None:
    """The run stops; with the file put right the next one goes on and nothing is missing."""
    type_in(desk.workbook, "M0003", "population", 1111)
    whole = desk.workbook.read_bytes()
    desk.workbook.write_bytes(whole[:rest])
    desk.deliver(*LATER[0])
    with pytest.raises(SafetyStopError, match="rename"):
        desk.run()
    assert desk.workbook.read_bytes() == whole[:rest]
    desk.workbook.write_bytes(whole)
    assert value(desk.run(), "M0003", "population") == 1111


def test_a_file_with_a_password_is_never_overwritten(desk: Desk) -> None:
    """Nobody but staff can open it (it is an OLE container then, no zip file): the run stops and leaves it."""
    desk.workbook.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    before = desk.workbook.read_bytes()
    with pytest.raises(SafetyStopError, match="rename"):
        desk.run()
    assert desk.workbook.read_bytes() == before


def test_other_formats_beside_it_are_left_alone(desk: Desk, hands: Hands) -> None:
    """A copy as .ods or .csv in the same folder is nobody's business; saved back as .xlsx it is the workbook."""
    if hands.office is None:
        pytest.skip("LibreOffice or its python3-uno is not installed")
    type_in(desk.workbook, "M0003", "population", 1111)
    for name in ("ledger.ods", "ledger.csv"):
        hands.office.open(desk.workbook)
        hands.office.save(desk.outputs / name)
    hands.office.open(desk.outputs / "ledger.ods")
    hands.office.save(desk.workbook)
    beside = {name: (desk.outputs / name).read_bytes() for name in ("ledger.ods", "ledger.csv")}
    desk.deliver(*LATER[0])
    view = desk.run()
    assert value(view, "M0003", "population") == 1111
    assert not desk.said
    assert len(view.decisions) == 1
    assert all((desk.outputs / name).read_bytes() == data for name, data in beside.items())


def test_a_deleted_workbook_is_made_again(desk: Desk) -> None:
    """All that was taken before is in the new one."""
    type_in(desk.workbook, "M0003", "population", 1111)
    desk.run()
    desk.workbook.unlink()
    view = desk.run()
    assert shown(desk, "M0003", "population") == 1111
    assert len(view.decisions) == 1
