"""Our sheets: each has a hidden name of its own, by which it is found again whatever it is called, in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from openpyxl.workbook.defined_name import DefinedName

from pipeline.words import LANGUAGES, Words, words_in

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Key = Literal["overview", "members", "review", "submissions", "messages", "history", "help", "lists", "base"]

SEEN: Final[tuple[Key, ...]] = ("overview", "review", "members", "submissions", "messages", "history", "help")
"""In the order of showing; the sheets of staff come after them."""

HIDDEN: Final[tuple[Key, ...]] = ("lists", "base")

_NAME: Final = "adhesion_sheet"  # defined in each of our sheets for itself: "members", "review", ...


def make_sheet(book: Workbook, key: Key, words: Words) -> Worksheet:
    """A new sheet of ours at the end; its title is numbered where staff have one of that name."""
    sheet: Worksheet = book.create_sheet(words(f"sheet.{key}"))
    sheet.defined_names.add(DefinedName(_NAME, attr_text=f'"{key}"', hidden=True))
    return sheet


def find_sheet(book: Workbook, key: Key) -> Worksheet | None:
    """A sheet of ours; of copies that staff made of it the one that is called as we call it.

    By its title where no sheet has a hidden name: an older version wrote the workbook, or a program dropped them.
    """
    sheets = book.worksheets
    titles = {words_in(language)(f"sheet.{key}") for language in LANGUAGES}
    named = [sheet for sheet in sheets if _key_of(sheet) == key]
    if not any(map(_key_of, sheets)):
        named = [sheet for sheet in sheets if sheet.title in titles]
    return next((sheet for sheet in named if sheet.title in titles), named[0] if named else None)


def titles_of(book: Workbook) -> dict[Key, str]:
    """What our sheets are called; those that are gone are left out."""
    found = {key: find_sheet(book, key) for key in (*SEEN, *HIDDEN)}
    return {key: sheet.title for key, sheet in found.items() if sheet is not None}


def remove_ours(book: Workbook, members: Worksheet) -> None:
    """Take our sheets out, and the one with the members; what is left is staff's, also copies they made of ours."""
    for title in {*titles_of(book).values(), members.title}:
        book.remove(book[title])
    for sheet in book.worksheets:
        sheet.defined_names.pop(_NAME, None)


def _key_of(sheet: Worksheet) -> str:
    name = sheet.defined_names.get(_NAME)
    return str(name.attr_text or "").strip('"') if name is not None else ""
