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
    """A new sheet of ours: in the place of the old one, under the name that staff gave that, else at the end.

    Its title is numbered where staff have another one of that name.
    """
    title, index, old = words(f"sheet.{key}"), None, find_sheet(book, key)
    if old is not None:
        title, index = (title if _is_usual(old.title, key) else old.title), book.index(old)
        book.remove(old)
    sheet: Worksheet = book.create_sheet(title, index)
    claim(sheet, key)
    return sheet


def find_sheet(book: Workbook, key: Key) -> Worksheet | None:
    """A sheet of ours; of copies that staff made of it the one that is called as we call it.

    By its title where no sheet has a hidden name: an older version wrote the workbook, or a program dropped them.
    """
    sheets = book.worksheets
    titles = _titles(key)
    named = [sheet for sheet in sheets if _key_of(sheet) == key]
    if not any(map(_key_of, sheets)):
        named = [sheet for sheet in sheets if sheet.title in titles]
    return next((sheet for sheet in named if sheet.title in titles), named[0] if named else None)


def titles_of(book: Workbook) -> dict[Key, str]:
    """What our sheets are called; those that are gone are left out."""
    found = {key: find_sheet(book, key) for key in (*SEEN, *HIDDEN)}
    return {key: sheet.title for key, sheet in found.items() if sheet is not None}


def usual_title(sheet: Worksheet, key: Key, words: Words) -> None:
    """Call a sheet of ours as the language has it, unless staff gave it a name of their own."""
    title = words(f"sheet.{key}")
    if sheet.title != title and _is_usual(sheet.title, key):
        sheet.title = title


def claim(sheet: Worksheet, key: Key) -> None:
    """Give a sheet the hidden name, of which a program or an older version of ours left it without."""
    sheet.defined_names[_NAME] = DefinedName(_NAME, attr_text=f'"{key}"', hidden=True)


def disclaim(sheet: Worksheet) -> None:
    """A copy that staff made of a sheet of ours is theirs."""
    sheet.defined_names.pop(_NAME, None)


def _titles(key: Key) -> set[str]:
    return {words_in(language)(f"sheet.{key}") for language in LANGUAGES}


def _is_usual(title: str, key: Key) -> bool:
    """Whether we gave a sheet its title: in some language, numbered where staff have another one of that name."""
    return title.rstrip("0123456789") in _titles(key)


def _key_of(sheet: Worksheet) -> str:
    name = sheet.defined_names.get(_NAME)
    return str(name.attr_text or "").strip('"') if name is not None else ""
