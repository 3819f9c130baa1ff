"""Formulas and links of staff follow our sheets and headings where these are called otherwise now: another language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import quote_sheetname

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SHEET: Final = re.compile(
    r"(?P<before>#?)(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!:\[\]]+))!(?P<spot>.+)", re.DOTALL
)
_HEADING: Final = re.compile(r"(?<=[\[@])[^\[\]#@]+(?=\])")
_TABLE: Final = "memberstable["


@dataclass(frozen=True, slots=True)
class Renamed:
    """What was called so -> what it is called now: sheets, and headings of the sheet of members."""

    sheets: Mapping[str, str]
    headings: Mapping[str, str]


def follow(book: Workbook, renamed: Renamed) -> None:
    """Change all that refers to a sheet or heading by its old name. What cannot be understood stays as it is."""
    if not renamed.sheets and not renamed.headings:
        return
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                _follow_cell(cell, renamed)
        for holder, name in _others(sheet):
            setattr(holder, name, _formula(getattr(holder, name), renamed))
        for rules in sheet.conditional_formatting:
            for rule in rules.rules:
                rule.formula = [_formula(each, renamed) for each in rule.formula]
    for named in book.defined_names.values():
        named.attr_text = _formula(named.attr_text, renamed)


def _others(sheet: Worksheet) -> Iterator[tuple[Any, str]]:
    """The lists that cells offer, and names that hold for the sheet alone."""
    for offer in sheet.data_validations.dataValidation:
        yield from ((offer, "formula1"), (offer, "formula2"))
    yield from ((named, "attr_text") for named in sheet.defined_names.values())


def _follow_cell(cell: Any, renamed: Renamed) -> None:  # noqa: ANN401 - a cell or a part of a merged range
    link = cell.hyperlink
    if link is not None and link.location:
        link.location = _reference(link.location, renamed)
    if getattr(cell, "data_type", "n") != "f":
        return
    array = cell.value  # of an array formula; a table of data has no text
    if isinstance(array, str):
        cell.value = _formula(array, renamed)
    elif isinstance(getattr(array, "text", None), str):
        array.text = _formula(array.text, renamed)


def _formula(formula: Any, renamed: Renamed) -> Any:  # noqa: ANN401 - whatever openpyxl reads
    """A formula, with or without "=" before it."""
    if not isinstance(formula, str) or not ("!" in formula or _TABLE in formula.casefold()):
        return formula
    bare = not formula.startswith("=")
    try:
        tokens = Tokenizer(f"={formula}" if bare else formula)
    except Exception:  # noqa: BLE001 - what people wrote need be no formula at all
        return formula
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _reference(token.value, renamed)
    return str(tokens.render())[bare:]  # type: ignore[no-untyped-call]  # the stub has no types here


def _reference(text: str, renamed: Renamed) -> str:
    found = _SHEET.fullmatch(text)
    if found:
        name = found["plain"] or found["quoted"].replace("''", "'")
        new = renamed.sheets.get(name, name)
        return text if new == name else f"{found[1]}{quote_sheetname(new)}!{found['spot']}"
    if text.casefold().startswith(_TABLE):
        return _HEADING.sub(lambda heading: renamed.headings.get(heading[0], heading[0]), text)
    return text
