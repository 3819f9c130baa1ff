"""The entries that a cell's list offers: written out in the rule, or taken from cells, perhaps by a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.documents.sheets.sheet import area_of
from pipeline.documents.sheets.values import shown

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

    from pipeline.documents.sheets.sheet import Area

MAX_OPTIONS: Final = 500
_REFERENCE: Final = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?(?P<area>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"
)


class Lists:
    """Looks up the sources of list rules in a workbook, each once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def options(self, source: str, sheet: str) -> tuple[str, ...]:
        """The entries of a rule's source formula as used on `sheet`; () for formulas that must be calculated."""
        key = (source, sheet)
        if key not in self._known:
            self._known[key] = self._look_up(source, sheet)
        return self._known[key]

    def _look_up(self, source: str, sheet: str) -> tuple[str, ...]:
        if source.startswith('"'):
            entries = source.strip('"').replace('""', '"').split(",")
            return tuple(entry.strip() for entry in entries if entry.strip())[:MAX_OPTIONS]
        name = self._workbook.defined_names.get(source.lstrip("="))
        found = _REFERENCE.fullmatch(str(name.attr_text) if name is not None else source.lstrip("="))
        area = area_of(found["area"]) if found else None
        if found is None or area is None:
            return ()
        title = (found["sheet"] or sheet).strip("'").replace("''", "'")
        return self._cells(title, area)

    def _cells(self, title: str, area: Area) -> tuple[str, ...]:
        if title not in self._workbook.sheetnames:
            return ()
        bottom, right = min(area.bottom, area.top + MAX_OPTIONS), min(area.right, area.left + MAX_OPTIONS)
        rows = self._workbook[title].iter_rows(area.top, bottom, area.left, right, values_only=True)
        entries = (shown(value) for row in rows for value in row)
        return tuple(entry for entry in entries if entry)[:MAX_OPTIONS]
