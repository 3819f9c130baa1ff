"""The look of the Word form: paper, fonts, colours, styles, the language and direction of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.shared import Cm

from pipeline.handout.docx_xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element as Element

    from pipeline.handout.shape import BlankForm

BLUE: Final = "1F4E79"
PALE: Final = "EEF3F8"  # behind the questions
LINES: Final = "9FB4CA"
GREY: Final = "595959"  # seven to one on white: readable for everybody
FONT: Final = "Arial"  # Word has it on all systems, with Arabic; LibreOffice has its twin
EASTERN: Final = "Malgun Gothic"

TITLE, SUBTITLE, HEADING, NOTE = "Title", "Subtitle", "Heading1", "FormNote"
COLUMN, QUESTION, HINT, ANSWER, FOOT = "FormColumn", "FormQuestion", "FormHint", "FormAnswer", "Footer"
PROMPT: Final = "PlaceholderText"


def set_up(document: Document, form: BlankForm) -> None:
    """A4 with room for writing, and no other styles than those that the form is made of."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.9)
    page.top_margin, page.bottom_margin = Cm(1.7), Cm(1.6)
    page.header_distance = page.footer_distance = Cm(0.8)
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    styles.extend([_defaults(form), *_styles()])


def _defaults(form: BlankForm) -> Element:
    """Font, size and language of all that says nothing else; the language is for spelling and for screen readers."""
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=EASTERN)
    spoken = {"bidi": form.locale} if form.right_to_left else {"val": form.locale, "eastAsia": form.locale}
    looks = w("rPr", fonts, w("sz", val="20"), w("szCs", val="20"), w("lang", **spoken))
    return w("docDefaults", w("rPrDefault", looks), w("pPrDefault", w("pPr", w("spacing", after="60"))))


def _styles() -> Iterator[Element]:
    """Sizes in half points, distances in twentieths of a point."""
    yield _style("Normal", "Normal")
    yield _style(TITLE, "Title", size=44, bold=True, colour=BLUE, after=40)
    yield _style(SUBTITLE, "Subtitle", size=24, bold=True, colour=BLUE, after=160)
    yield _style(HEADING, "heading 1", size=26, bold=True, colour=BLUE, before=260, after=80, level=0)
    yield _style(NOTE, "Form Note", after=80, keep=True)
    yield _style(COLUMN, "Form Column", size=17, bold=True, colour=BLUE, keep=True)
    yield _style(QUESTION, "Form Question", size=19, bold=True)
    yield _style(HINT, "Form Hint", size=16, colour=GREY)
    yield _style(ANSWER, "Form Answer")
    yield _style(FOOT, "footer", size=15, colour=GREY)
    name, looks = w("name", val="Placeholder Text"), w("rPr", w("color", val=GREY))
    yield w("style", name, looks, type="character", styleId=PROMPT)


def _style(  # noqa: PLR0913 - what a style says
    key: str,
    name: str,
    *,
    size: int = 20,
    bold: bool = False,
    colour: str = "",
    before: int = 0,
    after: int = 0,
    level: int | None = None,
    keep: bool = False,
) -> Element:
    shape = [w("keepNext")] if keep or level is not None else []
    shape.append(w("spacing", before=str(before), after=str(after)))
    if level is not None:
        shape.append(w("outlineLvl", val=str(level)))
    looks = [w("b"), w("bCs")] if bold else []
    if colour:
        looks.append(w("color", val=colour))
    looks += [w("sz", val=str(size)), w("szCs", val=str(size))]
    based = [] if key == "Normal" else [w("basedOn", val="Normal")]
    default = {"default": "1"} if key == "Normal" else {}
    content = (w("name", val=name), *based, w("qFormat"), w("pPr", *shape), w("rPr", *looks))
    return w("style", *content, type="paragraph", styleId=key, **default)
