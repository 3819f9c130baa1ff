"""One DOCX paragraph into lines of placed-to-be blocks: runs, tabs, controls, form fields, pictures, text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pipeline.documents.flow.grid import MAX_BLOCKS, NOWHERE
from pipeline.documents.flow.lines import LineBuilder
from pipeline.documents.word.bookmarks import bookmarked, place_block
from pipeline.documents.word.breaks import lines_again
from pipeline.documents.word.controls import ControlKind, control_block, read_control
from pipeline.documents.word.legacy import OpenField, field_block
from pipeline.documents.word.styles import Styles
from pipeline.documents.word.words import UNSEEN, bold_of, font_of, plain, seen_branch, symbol
from pipeline.documents.xml import attribute, child, is_on, tag_of, value_of
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    from pipeline.documents.flow.grid import Paragraph


@dataclass(slots=True)
class Story:
    """What the paragraphs of one document share: styles, fields that are still open, what was noticed."""

    styles: Styles
    ours: bool = False  # a form that we handed out
    signed: bool = False  # the package holds digital signatures
    fields: list[OpenField] = field(default_factory=list)
    noticed: set[str] = field(default_factory=set)  # codes of findings
    room: int = MAX_BLOCKS  # how many more blocks are taken

    @property
    def in_code(self) -> bool:
        """Inside a field's code, which nobody sees."""
        return any(not each.showing for each in self.fields)

    @property
    def form_field(self) -> OpenField | None:
        """The form field whose result is being read."""
        return next((each for each in self.fields if each.kind), None)


class ParagraphReader:
    """Walks through the elements of one paragraph (or of one control around paragraphs)."""

    def __init__(self, story: Story, at: str) -> None:
        self.story = story
        self.at = at
        self.text_boxes: list[Element] = []  # their paragraphs follow after this one
        self._lines = LineBuilder(at)
        self._captures: list[list[str]] = []  # texts of the content controls that are being read
        self._style_bold = False
        self._bold = False
        self._font: str | None = None
        self._alt = ""

    def done(self) -> Paragraph:
        """The paragraph as read so far; a form field that goes on in the next one gets a line break."""
        if self.story.form_field is not None:
            self._put("\n")
        paragraph = self._lines.done()
        self.story.room -= sum(len(line) for line in paragraph.lines)
        return paragraph

    def flush_fields(self) -> None:
        """Give back what fields hold that never end (damaged files), as plain text."""
        fields, self.story.fields = self.story.fields, []
        for each in fields:
            self._lines.text("".join(each.shown))

    def paragraph(self, element: Element) -> None:
        """Read a `w:p`."""
        style = value_of(child(element, "w:pPr"), "w:pStyle")
        self._style_bold = style in self.story.styles.bold
        self.walk(element)

    def walk(self, element: Element) -> None:
        """Read the children; whatever is not known is walked through, so that no word is lost."""
        read: list[Element] = []
        for each in element:
            tag = tag_of(each)
            if each in read:
                continue
            if tag == "w:bookmarkStart":
                read = self._bookmark(each) or read
            known = _KNOWN.get(tag)
            if known is not None:
                known(self, each)
            elif tag not in UNSEEN:
                self.walk(each)
            elif tag in {"w:del", "w:moveFrom"}:
                self.story.noticed.add("tracked-changes")

    def _bookmark(self, start: Element) -> list[Element]:
        """Read what stands in a bookmark of ours as one answer; gives what was read with it."""
        name, inside = bookmarked(start) if self.story.ours and not self._captures else ("", [])
        if name:
            self._captures.append([])
            for each in inside:
                known = _KNOWN.get(tag_of(each))
                known(self, each) if known is not None else self.walk(each)
            block, beside = place_block(name, "".join(self._captures.pop()), self.at)
            self._lines.block(block)
            self._put(beside)
        return inside

    def control(self, sdt: Element) -> None:
        """Read a content control as one field or box, or walk through it."""
        control = read_control(sdt, self.story.styles.placeholders, ours=self.story.ours)
        content = child(sdt, "w:sdtContent")
        if control.kind is ControlKind.WRAPPER or self._captures:  # LibreOffice puts a box's sign into one more control
            self.walk(sdt)
            return
        self._captures.append([])
        if content is not None:
            self.walk(content)
        shown, sure = lines_again(sdt, "".join(self._captures.pop()))
        block, beside = control_block(control, shown, self.at)
        self._lines.block(replace(block, confidence=min(block.confidence, sure)))
        self._put(beside)

    def _run(self, run: Element) -> None:
        properties = child(run, "w:rPr")
        said = bold_of(properties)
        by_style = self._style_bold or value_of(properties, "w:rStyle") in self.story.styles.bold
        self._bold = by_style if said is None else said
        self._font = font_of(properties)
        if is_on(child(properties, "w:vanish")) and child(run, "w:t") is not None:
            self.story.noticed.add("hidden-text")
        self.walk(run)

    def _put(self, text: str) -> None:
        """Text to where it belongs: nowhere (a field's code), a form field, a control, the line."""
        if not text or self.story.in_code:
            return
        form_field = self.story.form_field
        if form_field is not None:
            form_field.shown.append(text)
        elif self._captures:
            self._captures[-1].append(text)
        elif text == "\t":
            self._lines.tab()
        elif text == "\n":
            self._lines.line_break()
        else:
            self._lines.text(text, bold=self._bold)

    def _text(self, element: Element) -> None:
        self._put(plain(element.text or "", self._font))

    def _symbol(self, element: Element) -> None:
        self._put(symbol(attribute(element, "w:char"), attribute(element, "w:font")))

    def _inner_paragraph(self, element: Element) -> None:
        """A paragraph inside a control: its text, then a line break."""
        self.paragraph(element)
        self._put("\n")

    def _alternate(self, element: Element) -> None:
        branch = seen_branch(element)
        if branch is not None:
            self.walk(branch)

    def _field_mark(self, mark: Element) -> None:
        fields = self.story.fields
        kind = attribute(mark, "w:fldCharType")
        if kind == "begin":
            fields.append(OpenField(child(mark, "w:ffData")))
        elif kind == "separate" and fields:
            fields[-1].showing = True
        elif kind == "end" and fields:
            self._end_field(fields.pop())

    def _field_code(self, element: Element) -> None:
        if self.story.fields and not self.story.fields[-1].showing:
            self.story.fields[-1].code += element.text or ""

    def _simple_field(self, element: Element) -> None:
        opened = OpenField(child(element, "w:ffData"), attribute(element, "w:instr") or "", showing=True)
        self.story.fields.append(opened)
        self.walk(element)
        if opened in self.story.fields:
            self.story.fields.remove(opened)
            self._end_field(opened)

    def _end_field(self, ended: OpenField) -> None:
        block, beside = field_block(ended, self.at)
        if block is not None and not self.story.in_code:
            self._lines.block(block)
        self._put(beside)

    def _drawing(self, element: Element) -> None:
        shape = next((each for each in element.iter() if tag_of(each) == "wp:docPr"), None)
        self._alt = "" if shape is None else attribute(shape, "descr") or attribute(shape, "title") or ""
        self.walk(element)
        self._alt = ""

    def _object(self, element: Element) -> None:
        """An embedded object and its picture; an ActiveX control keeps its value where nobody can read it."""
        if any(tag_of(each) == "w:control" for each in element):
            self.story.noticed.add("active-x")
        else:
            self.walk(element)

    def _picture(self, _element: Element) -> None:
        self._lines.block(Block(BlockKind.INK, "", 1, NOWHERE, f"picture in {self.at}", hint=self._alt))

    def _shape(self, element: Element) -> None:
        """A VML shape; one with a signature line is a place to sign, and its picture only draws that place."""
        line = child(element, "o:signatureline")
        if line is None or not is_on(line, "issignatureline"):
            self._alt = attribute(element, "alt") or ""
            self.walk(element)
            self._alt = ""
            return
        hint = attribute(line, "o:suggestedsigner") or ""
        where, checked = f"signature line in {self.at}", None if self.story.signed else False
        self._lines.block(Block(BlockKind.INK, "", 1, NOWHERE, where, hint=hint, checked=checked))

    def _text_box(self, element: Element) -> None:
        self.text_boxes.append(element)


_KNOWN: Final[dict[str, Callable[[ParagraphReader, Element], None]]] = {
    "w:r": ParagraphReader._run,  # noqa: SLF001 - the class's own table, which must stand after it
    "w:t": ParagraphReader._text,  # noqa: SLF001
    "m:t": ParagraphReader._text,  # noqa: SLF001
    "a:t": ParagraphReader._text,  # noqa: SLF001
    "w:tab": lambda reader, _: reader._put("\t"),  # noqa: SLF001
    "w:ptab": lambda reader, _: reader._put("\t"),  # noqa: SLF001
    "w:br": lambda reader, _: reader._put("\n"),  # noqa: SLF001
    "w:cr": lambda reader, _: reader._put("\n"),  # noqa: SLF001
    "w:noBreakHyphen": lambda reader, _: reader._put("-"),  # noqa: SLF001
    "w:sym": ParagraphReader._symbol,  # noqa: SLF001
    "w:p": ParagraphReader._inner_paragraph,  # noqa: SLF001
    "w:sdt": ParagraphReader.control,
    "mc:AlternateContent": ParagraphReader._alternate,  # noqa: SLF001
    "w:fldChar": ParagraphReader._field_mark,  # noqa: SLF001
    "w:instrText": ParagraphReader._field_code,  # noqa: SLF001
    "w:fldSimple": ParagraphReader._simple_field,  # noqa: SLF001
    "w:object": ParagraphReader._object,  # noqa: SLF001
    "w:drawing": ParagraphReader._drawing,  # noqa: SLF001
    "pic:pic": ParagraphReader._picture,  # noqa: SLF001
    "v:imagedata": ParagraphReader._picture,  # noqa: SLF001
    "v:shape": ParagraphReader._shape,  # noqa: SLF001
    "w:txbxContent": ParagraphReader._text_box,  # noqa: SLF001
}
