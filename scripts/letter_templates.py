"""Makes the Word templates of the welcome letter anew: `python scripts/letter_templates.py`.

The words stand beside this script in letter_templates.toml. The templates are ordinary Word files, and staff may
change them in Word; run this only to start afresh, since it writes over what they changed. Lines with {%p ... %} are
conditions and leave no trace in the letter.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

TEMPLATES = Path(__file__).resolve().parents[1] / "pipeline" / "languages"
OURS = 'campaign_id == "human-rights-cities-2030"'  # what only this campaign offers stands under this condition
BLUE = RGBColor(0x1F, 0x4E, 0x79)
GREY = RGBColor(0x59, 0x59, 0x59)


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a letter in one language."""

    place: str
    locale: str
    reference: str
    subject: str
    thanks: str
    in_wave: str
    between_waves: str
    offer: str
    benefits: list[str]
    next_steps: str
    closing_line: str
    closing: str
    copy: str


def main() -> None:
    """Write the template of every language."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for language, letter in words.items():
        file = TEMPLATES / language / "welcome.docx"
        _template(Letter(**letter)).save(str(file))
        print(file)


def _template(letter: Letter) -> WordDocument:
    document = Document()
    _page(document, letter)
    _letterhead(document)
    _line(
        document, f"{{% if {OURS} %}}{letter.place}{{% endif %}}{{{{ date }}}}", after=14
    ).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _addressee(document)
    _line(document, letter.reference, after=6).runs[0].font.color.rgb = GREY
    _line(document, letter.subject, after=10).runs[0].bold = True
    _line(document, "{{ salutation }}", after=8)
    _body(document, letter)
    _signature(document, letter)
    return document


def _page(document: WordDocument, letter: Letter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    language = OxmlElement("w:lang")  # the spelling checker's language
    language.set(qn("w:val"), letter.locale)
    style.element.rPr.append(language)
    document.core_properties.title = "{{ campaign }}"
    document.core_properties.author = "{{ committee }}"
    document.core_properties.comments = ""


def _letterhead(document: WordDocument) -> None:
    section = document.sections[0]
    head = section.header.paragraphs[0]
    run = head.add_run("{{ committee }}")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(10.5), BLUE
    _rule(head, "bottom")
    foot = section.footer.paragraphs[0]
    run = foot.add_run("{{ committee }} · {{ address }}")
    run.font.size, run.font.color.rgb = Pt(8), GREY
    _rule(foot, "top")


def _addressee(document: WordDocument) -> None:
    for name in ("leader", "title", "government", "country"):
        _condition(document, f"if {name}")
        _line(document, f"{{{{ {name} }}}}", after=0).runs[0].bold = name == "leader"
        _condition(document, "endif")
    _line(document, "", after=6)


def _body(document: WordDocument, letter: Letter) -> None:
    _line(document, letter.thanks)
    _condition(document, "if wave")
    _line(document, letter.in_wave)
    _condition(document, "else")
    _line(document, letter.between_waves)
    _condition(document, "endif")
    _condition(document, f"if {OURS}")
    _line(document, letter.offer, after=3)
    for benefit in letter.benefits:
        paragraph = document.add_paragraph(_spaced(benefit), style="List Bullet")
        paragraph.paragraph_format.space_after = Pt(3)
    _line(document, letter.next_steps).paragraph_format.space_before = Pt(8)
    _condition(document, "endif")
    _line(document, letter.closing_line)


def _signature(document: WordDocument, letter: Letter) -> None:
    closing = _line(document, letter.closing, after=36)  # room for the signature
    closing.paragraph_format.keep_with_next = True
    _line(document, "{{ signatory }}", after=0).runs[0].bold = True
    _condition(document, "if signatory_title")
    _line(document, "{{ signatory_title }}", after=0)
    _condition(document, "endif")
    _condition(document, "if contact")
    copy = _line(document, letter.copy, after=0)
    copy.paragraph_format.space_before = Pt(10)
    copy.runs[0].font.size = Pt(9)
    _condition(document, "endif")


def _line(document: WordDocument, text: str, after: float = 8) -> Paragraph:
    paragraph = document.add_paragraph(_spaced(text))
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.line_spacing = 1.1
    return paragraph


def _spaced(text: str) -> str:
    """French leaves a blank before : ; and inside « »; a line must not break there."""
    for mark in (" :", " ;", " »"):
        text = text.replace(mark, f"\u00a0{mark[1]}")
    return text.replace("« ", "«\u00a0")


def _condition(document: WordDocument, words: str) -> None:
    document.add_paragraph(f"{{%p {words} %}}")


def _rule(paragraph: Paragraph, side: str) -> None:
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", "1F4E79")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no call for borders


if __name__ == "__main__":
    main()
