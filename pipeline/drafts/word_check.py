"""All mistakes of a Word template that show before it is filled in: each with its paragraph and the words in it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.drafts.mistakes import in_words
from pipeline.drafts.sandbox import word_sandbox
from pipeline.drafts.tags import TAG, Blocks, Known, parsed, stray_braces, unknown_filters, unknown_names
from pipeline.drafts.word_safety import refuse_unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from jinja2 import nodes

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS: Final = {
    "document": "",
    "header": "of the header, ",
    "footer": "of the footer, ",
    "footnotes": "of the notes, ",
}
_PART: Final = re.compile(r"word/(document|header|footer|footnotes)\d*\.xml")
_STRAIGHT: Final = str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")  # docxtpl takes Word's curly ones so, too
_WHERE: Final = re.compile(r"(?P<open>\{%|\{\{)(?P<of>p|r|tr|tc) ")
_CELLS: Final = ("vm", "hm", "colspan", "cellbg")  # docxtpl's own, for cells of tables
_LONGEST: Final = 60
_CLOSERS: Final = {"if": "{% endif %}", "for": "{% endfor %}", "with": "{% endwith %}"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that has words: where it stands, and what it says."""

    part: str
    number: int
    text: str

    def __str__(self) -> str:
        """As staff find it."""
        short = self.text if len(self.text) <= _LONGEST else f"{self.text[:_LONGEST].rstrip()}..."
        return f'paragraph {self.number} {_PARTS[self.part]}"{short}"'


def word_mistakes(file: Path, known: Known) -> list[str]:
    """What is wrong in a Word template, 'paragraph 3 "Dear ...": ...'; [] where nothing is."""
    try:
        refuse_unsafe(file)
        parts = _parts(file)
    except (ValueError, etree.XMLSyntaxError, OSError) as error:
        return [in_words(error)]
    every = [paragraph for part in parts for paragraph in part]
    known = known.with_own(tree for each in every for tree in _trees(each.text))
    found = [f"{where}: {what}" for part in parts for where, what in _mistakes(part, known)]
    return list(dict.fromkeys(found))


def _parts(file: Path) -> list[list[Paragraph]]:
    with zipfile.ZipFile(file) as archive:
        named = [(found[1], name) for name in archive.namelist() if (found := _PART.fullmatch(name))]
        return [_paragraphs(part, archive.read(name)) for part, name in sorted(named)]


def _paragraphs(part: str, data: bytes) -> list[Paragraph]:
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    texts = ((number, _text(each)) for number, each in enumerate(tree.iter(f"{_W}p"), 1))
    return [Paragraph(part, number, text) for number, text in texts if text.strip()]


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph, without those of text boxes in it."""
    own = (each for each in paragraph.iter(f"{_W}t") if next(each.iterancestors(f"{_W}p"), None) is paragraph)
    text = "".join(each.text or "" for each in own)
    return TAG.sub(lambda tag: tag[0].translate(_STRAIGHT), text)


def _mistakes(part: Iterable[Paragraph], known: Known) -> Iterator[tuple[str, str]]:
    blocks = Blocks()
    for paragraph in part:
        where = str(paragraph)
        yield from ((where, what) for what in stray_braces(paragraph.text, known))
        yield from ((where, what) for what in _beside_words(paragraph.text))
        for tag in TAG.findall(paragraph.text):
            if (word := _word(tag)) is not None and word not in _CELLS:
                yield from blocks.take(word, where, whole=word == "set" and "=" in tag)
            yield from ((where, what) for what in _in_tag(tag, known))
    yield from blocks.left()


def _beside_words(text: str) -> Iterator[str]:
    """{%p ... %} takes its whole paragraph away, with all else that stands in it."""
    if any(found["of"] == "p" for found in _WHERE.finditer(text)) and len(TAG.sub("", text, count=1).strip()):
        yield "{%p ... %} stands beside other words, which would be left out; give it a paragraph of its own"


def _in_tag(tag: str, known: Known) -> Iterator[str]:
    tree = parsed(_whole(tag), word_sandbox())
    if isinstance(tree, str):
        if _word(tag) is None or "unknown tag" not in tree:  # that one is told already
            yield tree
        return
    yield from (what for _, what in (*unknown_names(tree, known), *unknown_filters(tree, word_sandbox())))


def _trees(text: str) -> Iterator[nodes.Template]:
    trees = (parsed(_whole(tag), word_sandbox()) for tag in TAG.findall(text))
    return (tree for tree in trees if not isinstance(tree, str))


def _word(tag: str) -> str | None:
    """The first word of {% ... %}."""
    found = re.match(r"\{%(?:p |r |tr |tc )?[-+]?\s*(\w+)", tag)
    return found[1] if found else None


def _whole(tag: str) -> str:
    """A tag as a template that can be parsed alone."""
    word, plain = _word(tag), _WHERE.sub(r"\g<open> ", tag)
    if word is None:
        return plain
    if word == "elif":
        return f"{{% if 1 %}}{plain}{{% endif %}}"
    if word.startswith("end") or word in {"else", *_CELLS}:
        return ""
    if word == "set" and "=" not in plain:
        return f"{plain}{{% endset %}}"
    return plain + _CLOSERS.get(word, "")
