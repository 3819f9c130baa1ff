"""The sheet of messages: every one that ever arrived, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.review.put import cell_at, put, put_jump, put_link, set_height
from pipeline.review.sheet_review import finish_list, write_headings
from pipeline.review.sheets import make_sheet

if TYPE_CHECKING:
    import datetime as dt

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.records import MessageRow
    from pipeline.review.cells import Shown
    from pipeline.review.links import Links
    from pipeline.review.sheet_review import Spots
    from pipeline.words import Words

_COLUMNS: Final = (
    ("number", 7.0),
    ("received", 13.0),
    ("sender", 34.0),
    ("subject", 46.0),
    ("outcome", 27.0),
    ("reason", 54.0),
    ("member", 10.0),
    ("draft", 26.0),
    ("documents", 40.0),
)
_MEMBER: Final = 7
_DRAFT: Final = 8
_MOST_NAMES: Final = 6
_BODY: Final = "mail body"  # as the intake calls it


def write_messages(
    book: Workbook,
    messages: tuple[MessageRow, ...],
    members: dict[str, str],
    spots: Spots,
    links: Links,
    words: Words,
) -> None:
    """One row a message, the newest first.

    Args:
        book: gets the sheet.
        messages: of the ledger.
        members: submission id -> member id.
        spots: where the members stand.
        links: where the drafts lie.
        words: of the language.
    """
    sheet = make_sheet(book, "messages", words)
    write_headings(sheet, [words(f"messages.{key}") for key, _ in _COLUMNS], [width for _, width in _COLUMNS])
    for number, message in enumerate(sorted(messages, key=lambda each: -each.id), start=2):
        reply = words.draft(message.draft, message.draft_state)
        _write_message(sheet, number, message, reply, words)
        of = [message.member] if message.member else [members[each] for each in message.submissions if each in members]
        if len(of) == 1 and of[0] in spots.rows:
            put_jump(cell_at(sheet, number, _MEMBER), of[0], spots.members, f"A{spots.rows[of[0]]}")
        elif of:
            put(cell_at(sheet, number, _MEMBER), ", ".join(of))
        draft = links.drafts.get(message.id)
        if message.draft and draft:
            put_link(cell_at(sheet, number, _DRAFT), reply, draft)
    finish_list(sheet, len(_COLUMNS), len(messages) + 1)


def _write_message(sheet: Worksheet, number: int, message: MessageRow, draft: str, words: Words) -> None:
    contents: tuple[Shown, ...] = (
        message.id,
        _day(message.received or message.fetched),
        _sender(message),
        message.subject,
        words.outcome(message.outcome),
        words.said(message.reason),
        None,
        draft or None,
        _documents(message, words),
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


def _called(name: str, words: Words) -> str:
    return words("messages.body") if name in {"", _BODY} else name


def _documents(message: MessageRow, words: Words) -> str:
    names = [_called(document.name, words) for document in message.documents if document.kind is not None]
    more = len(names) - _MOST_NAMES
    return "\n".join((*names[:_MOST_NAMES], *([words("messages.more", number=more)] if more > 0 else [])))
