"""What a kind of edit is: what staff do, and what must hold after two more runs. The kinds stand in `kinds_*.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from pipeline.records import LedgerView
from tests.roundtrip.desk import Desk
from tests.roundtrip.hands import Hand

if TYPE_CHECKING:
    from pipeline.model import FieldValue

MEMBERS: Final = "Members"
Said = dict[tuple[str, str], "FieldValue | None"]
"""Member and field -> what staff decided; None: emptied."""


@dataclass(slots=True)
class Staff:
    """Somebody of the office at an open workbook: finds cells as people do, by member and column."""

    hand: Hand
    path: Path
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sheet = load_workbook(self.path)[MEMBERS]
        self.columns = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
        self.rows = {str(cell.value): cell.row for cell in sheet["A"] if str(cell.value).startswith("M0")}

    def do(self, deed: str, *arguments: object, **named: object) -> None:
        """A deed anywhere."""
        self.hand.do(deed, *arguments, **named)

    def to(self, deed: str, member: str, key: str, *arguments: object) -> None:
        """A deed to the cell of a member: `key` is a field's, or a column's with a colon."""
        self.do(deed, MEMBERS, self.at(member, key), *arguments)

    def at(self, member: str, key: str) -> str:
        """Where that cell stands."""
        return f"{get_column_letter(self.column(key))}{self.rows[member]}"

    def column(self, key: str) -> int:
        """The number of a column, from 1."""
        return self.columns[key if ":" in key else f"field:{key}"]

    @property
    def is_office(self) -> bool:
        """Whether LibreOffice does it: it writes references to other sheets in its own way."""
        return hasattr(self.hand, "quit")

    @property
    def width(self) -> int:
        """How many columns are ours."""
        return len(self.columns)

    @property
    def last(self) -> int:
        """The last row of a member."""
        return max(self.rows.values())


@dataclass(frozen=True, slots=True)
class After:
    """How things stand after two more runs: the ledger, the workbooks as staff left it and now, what was said."""

    view: LedgerView
    left: Workbook
    now: Workbook
    said: str
    desk: Desk
    left_file: bytes

    def cell(self, member: str, key: str, book: Workbook | None = None) -> Any:  # noqa: ANN401 - openpyxl's cell
        """The cell of a member now."""
        sheet = members_of(book or self.now)
        keys = next(row for row in sheet.iter_rows(values_only=True) if "member:id" in row)
        name = key if ":" in key else f"field:{key}"
        id_at = keys.index("member:id")
        row = next(row for row in sheet.iter_rows() if row[id_at].value == member)
        return row[keys.index(name)]

    def value(self, member: str, key: str) -> FieldValue | None:
        """What the ledger says of a member now."""
        found = next(each for each in self.view.members if each.id == member).get(key)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of edit. `by` are the hands that can do it; `decided` all that becomes a decision of staff.

    `says` is a part of what people are told, "" where nothing is to be told. `stops`: the run is refused (exit 8).
    `loose` are checks that cannot hold by the nature of the edit (see `watch.py`).
    """

    name: str
    sentence: str
    edit: Callable[[Staff], None]
    decided: Said
    says: str
    holds: Callable[[After], None] | None
    by: frozenset[str]
    stops: bool
    loose: frozenset[str]


def members_of(book: Workbook) -> Any:  # noqa: ANN401 - openpyxl's worksheet
    """The sheet of members, whatever it is called."""
    return book[MEMBERS] if MEMBERS in book.sheetnames else book["Cities"]


OFFICE: Final = frozenset({"office"})
OPENPYXL: Final = frozenset({"openpyxl"})
KINDS: Final[list[Kind]] = []


def kind(
    *,
    decided: Said | None = None,
    says: str = "",
    holds: Callable[[After], None] | None = None,
    by: frozenset[str] = OFFICE | OPENPYXL,
    stops: bool = False,
    loose: frozenset[str] | set[str] = frozenset(),
) -> Callable[[Callable[[Staff], None]], Callable[[Staff], None]]:
    """Enter a function into the table of kinds: its name is the kind's, its docstring what must hold."""

    def enter(edit: Callable[[Staff], None]) -> Callable[[Staff], None]:
        name, sentence = edit.__name__, edit.__doc__ or ""
        KINDS.append(Kind(name, sentence, edit, decided or {}, says, holds, by, stops, frozenset(loose)))
        return edit

    return enter
