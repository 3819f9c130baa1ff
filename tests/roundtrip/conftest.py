"""The desk that every kind of edit begins at, the same desk left alone, and the two hands; made once a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import structlog

from pipeline.log import set_up_log
from tests.roundtrip.desk import Desk, form
from tests.roundtrip.hands import Hand, OfficeHand, OpenpyxlHand, office_is_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.records import LedgerView

LATER = ((form(4), form(0, Population="77777")), (form(5), form(1, Motivations_to_join_the_campaign="To share.")))
"""The mail of the two runs after an edit: each time a new member, and a newer form of one that is known."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who can edit here."""

    openpyxl: Hand
    office: Hand | None


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Runs in this process log nothing."""
    set_up_log("none")
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Four members and their workbook; work on copies."""
    set_up_log("none")
    desk = Desk(tmp_path_factory.mktemp("roundtrip") / "outputs")
    desk.deliver(form(0), form(1), form(2), form(3))
    desk.run()
    return desk


@pytest.fixture(scope="session")
def control(opened: Desk, tmp_path_factory: pytest.TempPathFactory) -> LedgerView:
    """What the ledger says after the later runs where nobody opened the workbook."""
    desk = opened.copied(tmp_path_factory.mktemp("control") / "outputs")
    for mails in LATER:
        desk.deliver(*mails)
        view = desk.run()
    return view


@pytest.fixture(scope="session")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """Both hands, LibreOffice's where it is installed with its `uno`."""
    if not office_is_here():
        yield Hands(OpenpyxlHand(), None)
        return
    with OfficeHand(tmp_path_factory.mktemp("office")) as office:
        yield Hands(OpenpyxlHand(), office)
