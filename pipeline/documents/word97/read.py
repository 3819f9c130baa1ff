"""DOC (Word 97 to 2003, [MS-DOC]): its text, tables and form fields are written as WordprocessingML and read as that.

LibreOffice reads this format too, and loses the ends of paragraphs and cells of some files without a word: labels and
values of a whole form then stand in one line. It opens only what is older than Word 97.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.documents.flow.place import Place
from pipeline.documents.office.read import SECONDS
from pipeline.documents.word.body import read_items
from pipeline.documents.word.paragraph import Story
from pipeline.documents.word.read import concluded_story
from pipeline.documents.word.write import W
from pipeline.documents.word97.file import STORIES, OlderWordError, open_word
from pipeline.documents.word97.letters import Letters
from pipeline.documents.word97.properties import letter_runs, paragraph_runs, properties
from pipeline.documents.word97.styles import read_styles
from pipeline.documents.word97.tables import Tables
from pipeline.documents.xml import UnreadableError, damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.documents.word97.file import WordFile
    from pipeline.model import Document, PlacedDocument, Unreadable

_ENDS: Final = re.compile(r"([\r\x07\x0c])")
_UNREAD: Final = frozenset({"macro", "comment"})
_STYLES: Final = 1


def read_doc(document: Document, seconds: float = SECONDS) -> PlacedDocument | Unreadable:
    """Read a DOC into blocks on one long page; never raises for what stands in the file."""
    try:
        file = open_word(document.data)
        story = Story(read_styles(file.structure(_STYLES)))
        items = [item for part, inside in _stories(file) for item in read_items(part, story, Place(inside))]
        return concluded_story("doc", items, story)
    except OlderWordError:
        from pipeline.documents.word.by_office import text_by_office  # noqa: PLC0415 - heavy

        return text_by_office(document, seconds)
    except UnreadableError as error:
        return error.unreadable
    except RecursionError:
        return damaged("its parts are nested too deeply").unreadable


def _stories(file: WordFile) -> Iterator[tuple[Element, str]]:
    """The parts of the text, headers first, each with its place in words."""
    reader = _StoryReader(file)
    start = 0
    parts: list[tuple[Element, str]] = []
    for inside, length in zip(STORIES, file.lengths, strict=True):
        if length and inside not in _UNREAD:
            parts.append((reader.read(start, start + length, inside), inside))
        start += length
    yield from sorted(parts, key=lambda part: not part[1].startswith("header"))


class _StoryReader:
    """Writes stretches of the text as a tree of paragraphs and tables."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._letters = letter_runs(file)
        self._paragraphs = paragraph_runs(file)

    def read(self, start: int, end: int, inside: str) -> Element:
        """The letters numbered `start` to `end`, those of one story, as the children of a body."""
        body = etree.Element(f"{W}body")
        tables, letters = Tables(body), Letters(self._file, inside)
        paragraph = etree.Element(f"{W}p")
        for text, offset, mark, end_offset in self._stretches(start, end):
            if text:
                letters.write(paragraph, text, self._letters.said(self._letters.at(offset)[1]))
            if mark:
                self._put(tables, paragraph, mark, end_offset)
                paragraph = etree.Element(f"{W}p")
        if len(paragraph):
            body.append(paragraph)
        tables.done()
        return body

    def _stretches(self, start: int, end: int) -> Iterator[tuple[str, int, str, int]]:
        """Letters that share their properties, their offset, the mark behind them (an end of paragraph), its offset."""
        for text, at, size in self._file.text(start, end):
            first = 0
            while first < len(text):
                offset = at + first * size
                room = (self._letters.at(offset)[0] - offset + size - 1) // size
                last = min(len(text), first + max(room, 1))
                found = _ENDS.search(text, first, last)
                last = found.start() if found else last
                yield text[first:last], offset, found[0] if found else "", at + last * size
                first = last + bool(found)

    def _put(self, tables: Tables, paragraph: Element, mark: str, offset: int) -> None:
        """End a paragraph: its properties lie where its mark lies."""
        group = self._paragraphs.at(offset)[1]
        style = etree.Element(f"{W}pPr")
        etree.SubElement(style, f"{W}pStyle").set(f"{W}val", str(int.from_bytes(group[:2], "little")))
        paragraph.insert(0, style)
        tables.put(paragraph, mark, properties(group[2:], self._file.data))
