"""What staff left on the sheet of members that the ledger has not taken: it stands as they typed it, with the reason.

Everything else of theirs stays by itself, since the sheet is brought up to date and not written anew (see `touch`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.review import columns
from pipeline.review.about_member import meant, member_meant
from pipeline.review.cells import canonical
from pipeline.review.grid import Broken
from pipeline.review.status import status_from

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.review.grid import Grid, Row
    from pipeline.review.sheet_lists import Base

NO_STATUS: Final = "comment.no_status"
NO_MEMBER: Final = "comment.no_member"
NO_SENSE: Final = "comment.no_sense"
NO_RESULT: Final = "comment.no_result"
TWO_WORDS: Final = "comment.two_words"
"""Why a cell stands as staff left it: keys of words."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The standing sheet as staff left it.

    `rows`: row number -> what its cells of ours hold; `odd`: row number and column key -> why the cell stays as it is;
    `untouched`: every cell of ours says what we wrote, no row and no column is gone.
    """

    rows: dict[int, dict[str, object]] = field(default_factory=dict)
    odd: dict[tuple[int, str], str] = field(default_factory=dict)
    untouched: bool = False


def carried_from(grid: Grid, base: Base, campaign: Campaign, keys: tuple[str, ...]) -> Carried:
    """What the standing workbook holds of staff's.

    Args:
        grid: its sheet of members, with the results of formulas.
        base: what we wrote into it.
        campaign: says which waves there are.
        keys: of all columns that there are now.
    """
    odd = {(row.number, key): why for row in grid.rows for key, why in _refused(row, campaign, base).items()}
    odd |= _disagreeing(grid, base)
    return Carried({row.number: row.cells for row in grid.rows}, odd, _is_untouched(grid, base, keys))


def _refused(row: Row, campaign: Campaign, base: Base) -> dict[str, str]:
    found = {key: NO_RESULT for key, cell in row.cells.items() if isinstance(cell, Broken)}
    for key in (columns.STATUS, columns.SAME, *columns.SAID):
        cell = row.cells.get(key)
        if key not in found and canonical(cell) and not _is_understood(key, cell, campaign, base.language):
            found[key] = {columns.STATUS: NO_STATUS, columns.SAME: NO_MEMBER}.get(key, NO_SENSE)
    return found


def _is_understood(key: str, cell: object, campaign: Campaign, language: str) -> bool:
    if key == columns.STATUS:
        return status_from(canonical(cell), language) is not None
    return (member_meant(cell) if key == columns.SAME else meant(key, cell, campaign, language)) is not None


def _disagreeing(grid: Grid, base: Base) -> dict[tuple[int, str], str]:
    """Cells of copies of a row that staff changed in different ways."""
    changed: dict[tuple[str, str], dict[int, str]] = {}
    for row in grid.rows:
        for key, cell in row.cells.items():
            if base.wrote(row.member, key, cell) is False:
                changed.setdefault((row.member, key), {})[row.number] = canonical(cell)
    return {
        (number, key): TWO_WORDS for (_, key), said in changed.items() if len(set(said.values())) > 1 for number in said
    }


def _is_untouched(grid: Grid, base: Base, keys: tuple[str, ...]) -> bool:
    if {row.member for row in grid.rows} != set(base.cells) or not set(keys) <= set(grid.places):
        return False
    return all(
        base.wrote(row.member, key, content) is not False
        for row in grid.rows
        for key, content in row.cells.items()
        if not key.startswith("link:")
    )
