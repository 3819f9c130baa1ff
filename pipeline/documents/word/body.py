"""The block level of a DOCX: paragraphs, tables, controls around them, text boxes; where each stands in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.documents.flow.grid import Cell, Item, Paragraph, Table
from pipeline.documents.flow.place import Place
from pipeline.documents.word.controls import ControlKind, read_control
from pipeline.documents.word.paragraph import ParagraphReader
from pipeline.documents.word.words import UNSEEN, is_deleted_row, seen_branch, unwrapped
from pipeline.documents.xml import attribute, child, tag_of, value_of, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.documents.word.paragraph import Story

MAX_COLUMNS: Final = 63
"""Word's own limit for a table."""


@dataclass(slots=True)
class _CellDraft:
    row: int
    column: int
    columns: int
    rows: int = 1
    items: list[Item] = field(default_factory=list)

    def done(self) -> Cell:
        return Cell(self.row, self.column, self.rows, self.columns, tuple(self.items))


def read_items(parent: Element, story: Story, place: Place) -> list[Item]:
    """Everything below `parent` (a body, a header, a cell, a text box) in order."""
    items = list(_items(parent, story, place))
    if story.fields:  # a field never goes on outside of the part where it began
        reader = ParagraphReader(story, place.inside or "the end of the document")
        reader.flush_fields()
        items.append(reader.done())
    return items


def _items(parent: Element, story: Story, place: Place) -> Iterator[Item]:
    for each in parent:
        tag = tag_of(each)
        if story.room <= 0:
            story.noticed.add("document-cut")
            return
        if tag == "w:p":
            yield from _paragraph(each, story, place)
        elif tag == "w:tbl":
            yield _table(each, story, place.next_table())
        elif tag == "w:sdt":
            yield from _control(each, story, place)
        elif tag == "mc:AlternateContent":
            branch = seen_branch(each)
            yield from () if branch is None else _items(branch, story, place)
        elif tag in {"w:altChunk", "w:subDoc"}:
            story.noticed.add("embedded-part")
        elif tag not in UNSEEN:
            yield from _items(each, story, place)


def _paragraph(element: Element, story: Story, place: Place) -> Iterator[Item]:
    reader = ParagraphReader(story, place.next_paragraph())
    reader.paragraph(element)
    yield reader.done()
    yield from _text_boxes(reader, story)


def _text_boxes(reader: ParagraphReader, story: Story) -> Iterator[Item]:
    """What stands in the paragraph's text boxes, after it."""
    boxes = reader.text_boxes
    if boxes:  # a box has fields of its own; the paragraph's go on after it
        outer, story.fields = story.fields, []
        for box in boxes:
            yield from read_items(box, story, Place(f"text box in {reader.at}"))
        story.fields = outer


def _control(sdt: Element, story: Story, place: Place) -> Iterator[Item]:
    """A content control around paragraphs: one field, or walked through."""
    if _wraps(sdt, story):
        yield from _items(sdt, story, place)
        return
    yield _field(sdt, story, place)


def _wraps(sdt: Element, story: Story) -> bool:
    """Whether a control only stands around a part of the document."""
    return read_control(sdt, story.styles.placeholders, ours=story.ours).kind is ControlKind.WRAPPER


def _field(sdt: Element, story: Story, place: Place) -> Paragraph:
    reader = ParagraphReader(story, place.next_paragraph())
    reader.control(sdt)
    return reader.done()


def _table(element: Element, story: Story, name: str) -> Table:
    rows = [row for row in unwrapped(element, "w:tr") if not is_deleted_row(row)]
    drafts: list[_CellDraft] = []
    open_cells: dict[int, _CellDraft] = {}  # by their first column: those that may go on in the next row
    for number, row in enumerate(rows):
        column = whole_number(value_of(child(row, "w:trPr"), "w:gridBefore"), 0, MAX_COLUMNS)
        below: dict[int, _CellDraft] = {}
        for position, cell in enumerate(unwrapped(row, "w:tc"), 1):
            place = Place(f"{name}, row {number + 1}, cell {position}")
            draft = _CellDraft(number, column, _columns(cell))
            above = open_cells.get(column) if _goes_on(cell) else None
            if above is not None:
                above.rows = number - above.row + 1
                above.items.extend(item for item in _cell_items(cell, story, place) if not _is_empty(item))
                draft = above
            else:
                draft.items = _cell_items(cell, story, place)
                drafts.append(draft)
            below[column] = draft
            column += _columns(cell)
        open_cells = below
    width = max((draft.column + draft.columns for draft in drafts), default=1)
    return Table(len(rows), width, tuple(draft.done() for draft in drafts))


def _cell_items(cell: Element, story: Story, place: Place) -> list[Item]:
    """What stands in a cell; one field where a content control is wrapped around the whole cell."""
    content = cell.getparent()
    sdt = content.getparent() if content is not None and tag_of(content) == "w:sdtContent" else None
    if sdt is not None and not _wraps(sdt, story):
        return [_field(sdt, story, place)]
    return read_items(cell, story, place)


def _columns(cell: Element) -> int:
    return max(whole_number(value_of(child(cell, "w:tcPr"), "w:gridSpan"), 1, MAX_COLUMNS), 1)


def _goes_on(cell: Element) -> bool:
    """Whether the cell belongs to the one above it (`w:vMerge` that does not restart)."""
    merge = child(child(cell, "w:tcPr"), "w:vMerge")
    return merge is not None and attribute(merge, "w:val") != "restart"


def _is_empty(item: Item) -> bool:
    return isinstance(item, Paragraph) and not item.lines
