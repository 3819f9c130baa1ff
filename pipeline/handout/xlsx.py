"""The form as a workbook: a protected sheet, questions left, answers right, lists to choose from."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.campaign.form_mark import CELL, LISTS, PROPERTY
from pipeline.handout import xlsx_look as look
from pipeline.handout.names import box_name
from pipeline.handout.shape import Asks
from pipeline.handout.zipped import WRITTEN, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.defined_name import DefinedNameDict
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.handout.shape import BlankForm, Filled, Part, Question

_LONGEST_TITLE: Final = 31  # letters of a sheet's name
_LONGEST: Final = 32_767  # letters of a cell
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\]")
_LEAST: Final = {Asks.LINES: 110.0, Asks.SIGNATURE: 62.0}  # points
_A4: Final = 9
_BOTH: Final = look.QUESTION_WIDTH + look.ANSWER_WIDTH


def xlsx_form(form: BlankForm, filled: Filled) -> bytes:
    """The bytes of the form, with what is known filled in; equal input gives equal bytes.

    An answer that is too long for a cell is left out: cut, it would come back as a correction.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = _title(form.title)
    _Writer(sheet, workbook.create_sheet(LISTS), workbook.defined_names, form).write(filled)
    _describe(workbook, form)
    out = io.BytesIO()
    workbook.save(out)
    return settled(out.getvalue())


class _Writer:
    """Writes the form row by row."""

    def __init__(self, sheet: Worksheet, lists: Worksheet, names: DefinedNameDict, form: BlankForm) -> None:
        self._sheet = sheet
        self._lists = lists
        self._names = names
        self._form = form
        self._row = 0
        self._together: list[tuple[int, int]] = []  # rows that stay on one page: a heading and its first question
        self._known_lists: dict[tuple[str, ...], DataValidation] = {}

    def write(self, filled: Filled) -> None:
        """All of it, and how the sheet behaves on screen and on paper."""
        self._say(self._form.title, size=18, heading=True)
        for number, line in enumerate(self._form.intro):
            self._say(line, size=10 if number else 12, heading=not number)
        for part in self._form.parts:
            self._part(part, filled)
        self._gap()
        for line in self._form.closing:
            self._say(line)
        _set_up(self._sheet, self._form)
        self._break_pages()
        self._lists.sheet_state = "hidden"

    def _part(self, part: Part, filled: Filled) -> None:
        self._gap()
        start = self._row + 1
        self._say(part.title, size=13, heading=True)
        if part.note:
            self._say(part.note)
        self._row += 1
        for column, title in enumerate(self._form.columns, 1):
            look.column_title(self._cell(column), title, rtl=self._form.right_to_left)
        self._high(look.ROW)
        first = self._row + 1
        for question in part.questions:
            self._question(question, filled.get(question.key, ""))
        self._together.append((start, first))

    def _question(self, question: Question, known: str | tuple[str, ...]) -> None:
        label = question.label + "\u00a0*" * question.required
        if question.asks is Asks.BOXES:
            self._ask(label, question.hint)
            look.column_title(self._cell(2), "", rtl=self._form.right_to_left)
            for option in question.options:
                answer = self._form.yes if option.key in known else ""
                self._ask(option.label, "", inside=True)
                self._answer(box_name(question.key, option.key), answer, [self._form.yes])
            return
        listed = self._form.choose if question.options else ""
        self._ask(label, question.hint or listed)
        chosen = known[:1] if isinstance(known, tuple) else (known,)
        labels = [option.label for option in question.options]
        shown = next((option.label for option in question.options if option.key in chosen), "")
        self._answer(question.key, shown if labels else str(known), labels, _LEAST.get(question.asks, look.ROW))

    def _ask(self, label: str, hint: str, *, inside: bool = False) -> None:
        self._row += 1
        look.question(self._cell(1), label, hint, rtl=self._form.right_to_left, inside=inside)
        self._high(look.asked_height(label, hint))

    def _answer(self, name: str, text: str, entries: Sequence[str], least: float = look.ROW) -> None:
        cell = self._cell(2)
        known = text if len(text) <= _LONGEST else ""
        look.answer(cell, known, rtl=self._form.right_to_left)
        self._high(max(least, look.height(known, look.ANSWER_WIDTH)))
        place = f"{quote_sheetname(self._sheet.title)}!${cell.column_letter}${cell.row}"
        self._names[CELL + name] = DefinedName(CELL + name, attr_text=place)
        if entries:
            self._list(entries).add(cell)

    def _list(self, entries: Sequence[str]) -> DataValidation:
        """The rule that offers these entries; its list stands in a column of its own on the hidden sheet."""
        known = self._known_lists.get(tuple(entries))
        if known is not None:
            return known
        column = len(self._known_lists) + 1
        for row, entry in enumerate(entries, 1):
            look.words(_cell(self._lists, row, column), entry, rtl=self._form.right_to_left)
        letter = get_column_letter(column)
        rule = DataValidation("list", f"{LISTS}!${letter}$1:${letter}${len(entries)}", allow_blank=True)
        rule.error, rule.showErrorMessage = self._form.choose, True
        self._known_lists[tuple(entries)] = rule
        self._sheet.add_data_validation(rule)
        return rule

    def _break_pages(self) -> None:
        """No heading stands alone at the foot of a page."""
        heights = [self._sheet.row_dimensions[row].height or 0.0 for row in range(1, self._row + 1)]
        for row in look.page_starts(heights, self._together):
            self._sheet.row_breaks.append(Break(id=row - 1))

    def _gap(self) -> None:
        self._row += 1
        self._high(look.GAP)

    def _say(self, text: str, *, size: float = 10, heading: bool = False) -> None:
        """A line over the whole width."""
        self._row += 1
        look.words(self._cell(1), text, rtl=self._form.right_to_left, size=size, heading=heading)
        self._sheet.merge_cells(start_row=self._row, start_column=1, end_row=self._row, end_column=2)
        self._high(look.height(text, _BOTH * 10 / size) * size / 10)

    def _cell(self, column: int) -> Cell:
        return _cell(self._sheet, self._row, column)

    def _high(self, points: float) -> None:
        row = self._sheet.row_dimensions[self._row]
        row.height = max(points, row.height or 0)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert not isinstance(cell, MergedCell)  # noqa: S101 - nothing is written into a cell after it was merged
    return cell


def _set_up(sheet: Worksheet, form: BlankForm) -> None:
    """One page wide on paper; nothing but the answers can be changed, and there is no password."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = look.QUESTION_WIDTH, look.ANSWER_WIDTH
    sheet.sheet_view.rightToLeft = form.right_to_left
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = _A4, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    foot = HeaderFooterItem()
    foot.left.text, foot.right.text = form.edition_line.replace("&", "&&"), "&P / &N"
    foot.left.size = foot.right.size = 8
    sheet.oddFooter = foot
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False  # what is not protected: sizes ...
    sheet.protection.objects = False  # ... and pictures, of a signature for one


def _describe(workbook: Workbook, form: BlankForm) -> None:
    """Title, language and mark; nothing of who made it when."""
    about = workbook.properties
    about.title, about.language, about.creator, about.created = form.title, form.locale, "", WRITTEN
    workbook.custom_doc_props.append(StringProperty(name=PROPERTY, value=form.mark))  # type: ignore[attr-defined] # stubs


def _title(text: str) -> str:
    """A name that a sheet may have; with a curved apostrophe, since a straight one stands doubled in each reference."""
    return _NOT_IN_TITLES.sub(" ", text).replace("'", "’").strip()[:_LONGEST_TITLE].strip() or "Form"
