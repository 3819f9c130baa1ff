"""A Word template with its values (docxtpl, Jinja2)."""

from __future__ import annotations

import re
import struct
import traceback
import zipfile
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from pipeline.drafts.mistakes import template_mistake
from pipeline.drafts.pictures import with_pictures
from pipeline.drafts.press import pressed
from pipeline.drafts.sandbox import word_sandbox
from pipeline.drafts.tags import known_from
from pipeline.drafts.word_check import word_mistakes
from pipeline.drafts.word_direction import directed
from pipeline.drafts.word_safety import refuse_unsafe
from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LONGEST: Final = 60
_EPOCH: Final = struct.pack("<2H", 0, 1 << 5 | 1)  # midnight of 1 January 1980, the earliest that an archive can hold


def render_word(language: str, name: str, values: Mapping[str, Any], templates: Templates = BUILT_IN) -> bytes:
    """A Word template with its values, as the bytes of a .docx file; the same values give the same bytes.

    Raises:
        DefinitionError: the template has a mistake; it names the file and what is wrong in it.
    """
    file = templates.find(language, name)
    return pressed(templates, file, fill_word, file, dict(values))


def fill_word(file: Path, values: Mapping[str, Any]) -> bytes:
    """The same where it is. Also what python-docx raises on no Word file is the template's mistake."""
    try:
        about = file.stat()
        template = _Word(BytesIO(_sound(file, about.st_mtime_ns, about.st_size)))
        template.render(with_pictures(values, template), jinja_env=word_sandbox(), autoescape=True)
        made = BytesIO()
        template.save(made)
        return timeless(made)
    except Exception as error:
        every = word_mistakes(file, known_from(values)) or template_mistake(file, error, values).problems
        raise DefinitionError(str(file), every) from error


@lru_cache(maxsize=32)
def _sound(file: Path, _changed: int, _size: int) -> bytes:
    """The bytes of a template that may be used, looked through once for all letters of a run."""
    data = file.read_bytes()
    refuse_unsafe(BytesIO(data))
    return data


class _Word(DocxTemplate):  # type: ignore[misc] # docxtpl has no types
    """docxtpl, which makes each template's XML ready once, and never mends a letter that fell apart."""

    def patch_xml(self, src_xml: str) -> str:
        """The XML with the tags that Word has split put together."""
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:  # noqa: ANN401 - docxtpl's
        """The XML with its values; a mistake comes with the words of its paragraph."""
        try:
            return directed(str(super().render_xml_part(src_xml, part, context, jinja_env)), self.docx.styles.element)
        except Exception as error:
            lines = src_xml.replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>").splitlines()
            line = _line_of(error)
            words = re.sub(r"<[^>]+>", "", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
            if words:
                error.add_note(f'paragraph "{words[:_LONGEST]}"')
            raise

    def fix_tables(self, xml: str) -> Any:  # noqa: ANN401 - an element of lxml
        """The tree of the letter. docxtpl would drop what does not fit together, and the letter had a hole."""
        try:
            etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError as error:
            raise ValueError(
                "a condition or loop begins in one paragraph, or one cell, and ends in another; give each of its tags "
                "a paragraph of its own: {%p if ... %}, {%p endif %}"
            ) from error
        return super().fix_tables(xml)


def _line_of(error: BaseException) -> int:
    """The line of the template's XML where it happened, each paragraph being one; 0 where it is not known."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == "<template>"), 0)


@lru_cache(maxsize=64)
def _patched(source: str) -> str:
    """Seven passes over the whole text, the same for each letter."""
    return str(DocxTemplate.patch_xml(None, source))


def timeless(made: BytesIO) -> bytes:
    """The same archive without the time of day in it: a letter that says the same has the same bytes.

    Each file has its time before its data, and once more in the list at the end (APPNOTE 4.3.7 and 4.3.12). Writing the
    archive anew would cost as much as the letter.
    """
    with zipfile.ZipFile(made) as archive:
        starts, at = [entry.header_offset for entry in archive.infolist()], archive.start_dir
    data = bytearray(made.getbuffer())
    for start in starts:
        data[start + 10 : start + 14] = _EPOCH
        data[at + 12 : at + 16] = _EPOCH
        at += 46 + sum(struct.unpack("<3H", data[at + 28 : at + 34]))
    return bytes(data)
