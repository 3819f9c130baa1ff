"""The sheet of messages: every one that ever arrived, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.review.grid import MEMBERS
from pipeline.review.put import cell_at, put, put_jump, put_link, set_height
from pipeline.review.sheet_review import finish_list, write_headings
from pipeline.review.wording import OUTCOME, draft_words

if TYPE_CHECKING:
    import datetime as dt

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.records import MessageRow
    from pipeline.review.cells import Shown
    from pipeline.review.links import Links

MESSAGES: Final = "Messages"

_COLUMNS: Final = (
    ("No.", 7.0),
    ("Received", 13.0),
    ("From", 34.0),
    ("Subject", 46.0),
    ("What became of it", 26.0),
    ("Why", 54.0),
    ("Member", 10.0),
    ("Draft reply", 24.0),
    ("Documents", 40.0),
)
_MEMBER: Final = 7
_DRAFT: Final = 8
_MOST_NAMES: Final = 6


def write_messages(
    book: Workbook, messages: tuple[MessageRow, ...], members: dict[str, str], rows: dict[str, int], links: Links
) -> None:
    """One row a message, the newest first.

    Args:
        book: gets the sheet.
        messages: of the ledger.
        members: submission id -> member id.
        rows: member id -> its row on the sheet of members.
        links: where the drafts lie.
    """
    sheet = book.create_sheet(MESSAGES)
    write_headings(sheet, _COLUMNS)
    for number, message in enumerate(sorted(messages, key=lambda each: -each.id), start=2):
        words = draft_words(message.draft, message.draft_state)
        _write_message(sheet, number, message, words)
        of = [message.member] if message.member else [members[each] for each in message.submissions if each in members]
        if len(of) == 1 and of[0] in rows:
            put_jump(cell_at(sheet, number, _MEMBER), of[0], MEMBERS, f"A{rows[of[0]]}")
        elif of:
            put(cell_at(sheet, number, _MEMBER), ", ".join(of))
        draft = links.drafts.get(message.id)
        if message.draft and draft:
            put_link(cell_at(sheet, number, _DRAFT), words, draft)
    finish_list(sheet, len(_COLUMNS), len(messages) + 1)


def _write_message(sheet: Worksheet, number: int, message: MessageRow, draft: str) -> None:
    contents: tuple[Shown, ...] = (
        message.id,
        _day(message.received or message.fetched),
        _sender(message),
        message.subject,
        OUTCOME[message.outcome],
        message.reason,
        None,
        draft or None,
        _documents(message),
    )
    for place, content in enumerate(contents, start=1):
        put(cell_at(sheet, number, place), content)
    widths = [width for _, width in _COLUMNS]
    set_height(sheet, number, list(zip(contents, widths, strict=True)), most=4)


def _day(moment: dt.datetime) -> dt.date:
    return moment.date()


def _sender(message: MessageRow) -> str:
    """Name and address: a name alone may pretend to be somebody else."""
    name, address = message.sender.name, message.sender.address
    return f"{name} <{address}>" if name and address else name or address


def _documents(message: MessageRow) -> str:
    names = [document.name or "text of the mail" for document in message.documents if document.kind is not None]
    more = len(names) - _MOST_NAMES
    return "\n".join((*names[:_MOST_NAMES], *([f"and {more} more"] if more > 0 else [])))
