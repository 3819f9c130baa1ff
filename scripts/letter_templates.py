"""Makes the Word templates of letters and certificates anew: `python scripts/letter_templates.py`.

The words stand beside this script in letter_templates.toml, how the pages look in letter_looks.py. The templates are
ordinary Word files, and staff may change their own copies in Word; run this only to start afresh. Lines with {%p ... %}
are conditions and leave no trace in the letter.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
from pipeline.drafts.word import timeless
from scripts.letter_looks import (
    CERTIFICATE_STYLES,
    FESTIVE,
    LETTER_STYLES,
    PLAIN,
    certificate_page,
    certificate_parts,
    letter_page,
    new_document,
    signing_table,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import _Footer, _Header
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    Place = WordDocument | _Cell | _Footer | _Header

TEMPLATES = Path(__file__).resolve().parents[1] / "pipeline" / "languages"
_TAGS = re.compile(r"(\{[{%].*?[}%]\})")
_RIGHT = re.compile("[\u0590-\u08ff]")  # Hebrew, Arabic and their neighbours
OURS = 'campaign_id == "human-rights-cities-2030"'  # what only this campaign offers stands under this condition


@dataclass(frozen=True, slots=True)
class Words:
    """The words of letter and certificate in one language."""

    locale: str
    date: str
    addressee: list[list[str]]
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
    certificate: list[list[str]]
    number: str
    right_to_left: bool = False


def main() -> None:
    """Write the templates of every language."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for language, table in tables.items():
        words = Words(**table)
        for name, document in (("welcome.docx", _letter(words)), ("certificate.docx", _certificate(words))):
            file = TEMPLATES / language / name
            made = BytesIO()
            document.save(made)
            file.write_bytes(timeless(made))
            print(file)


def _letter(words: Words) -> WordDocument:
    document = new_document(LETTER_STYLES, PLAIN, words.locale, right_to_left=words.right_to_left)
    letter_page(document)
    section = document.sections[0]
    _picture(section.header, "logo", "Letterhead Logo")
    _line(section.header, "{{ committee }}", "Letterhead")
    _line(section.footer, "{{ committee }} · {{ address }}", "Letter Footer")
    _line(document, words.date, "Letter Date")
    for needed, text in words.addressee:
        style = "Letter Addressee" if "{{ leader }}" in text else "Letter Address"
        _under(document, needed, text, style)
    _line(document, words.reference, "Letter Reference")
    _line(document, words.subject, "Letter Subject")
    _line(document, "{{ salutation }}", "Letter Salutation")
    _body(document, words)
    _signature(document, words)
    return document


def _body(document: WordDocument, words: Words) -> None:
    _line(document, words.thanks)
    _condition(document, "if wave")
    _line(document, words.in_wave)
    _condition(document, "else")
    _line(document, words.between_waves)
    _condition(document, "endif")
    _condition(document, f"if {OURS}")
    _line(document, words.offer, "Letter Offer")
    for benefit in words.benefits:
        _line(document, benefit, "List Bullet")
    _line(document, words.next_steps, "Letter Next Steps")
    _condition(document, "endif")
    _line(document, words.closing_line)


def _signature(document: WordDocument, words: Words) -> None:
    _line(document, words.closing, "Letter Closing")
    _or_room(document, "signature", "Letter Signature", "Letter Room for Signature")
    _line(document, "{{ signatory }}", "Letter Signatory")
    _under(document, "signatory_title", "{{ signatory_title }}", "Letter Signatory Title")
    _under(document, "contact", words.copy, "Letter Copy")


def _certificate(words: Words) -> WordDocument:
    document = new_document(CERTIFICATE_STYLES, FESTIVE, words.locale, right_to_left=words.right_to_left)
    certificate_page(document)
    head, middle = certificate_parts(document)
    _picture(head, "logo", "Certificate Logo")
    _line(head, "{{ committee }}", "Certificate Committee")
    for style, needed, text in words.certificate:
        if style == "Name":
            _name(middle, text)
        else:
            _under(middle, needed, text, f"Certificate {style}")
    document.add_paragraph(style="Certificate Room")  # else both tables would become one
    left, right = signing_table(document, right_to_left=words.right_to_left)
    _line(left, words.date, "Certificate Date")
    _line(left, words.number, "Certificate Number")
    _or_room(right, "signature", "Certificate Signature", "Certificate Room for Signature")
    _line(right, "{{ signatory }}", "Certificate Signatory")
    _under(right, "signatory_title", "{{ signatory_title }}", "Certificate Signatory Title")
    document.add_paragraph(style="Certificate Room")  # Word sets one of full height behind a table that has none
    return document


def _name(place: Place, text: str) -> None:
    """Large, and smaller where it is long: a page must hold it."""
    _condition(place, "if government | length > 90")
    _line(place, text, "Certificate Very Long Name")
    _condition(place, "elif government | length > 45")
    _line(place, text, "Certificate Long Name")
    _condition(place, "elif government")
    _line(place, text, "Certificate Name")
    _condition(place, "endif")


def _or_room(place: Place, name: str, style: str, room: str) -> None:
    """A picture, or the room that it would take."""
    _condition(place, f"if {name}")
    _line(place, f"{{{{ {name} }}}}", style)
    _condition(place, "else")
    _line(place, "", room)
    _condition(place, "endif")


def _picture(place: Place, name: str, style: str) -> None:
    _under(place, name, f"{{{{ {name} }}}}", style)


def _under(place: Place, needed: str, text: str, style: str) -> None:
    """A line that is there only where a name holds something; "" for a line that is always there."""
    if needed:
        _condition(place, f"if {needed}")
    _line(place, text, style)
    if needed:
        _condition(place, "endif")


def _line(place: Place, text: str, style: str = "Letter Text") -> None:
    """A paragraph. The one with which headers and cells begin is taken first, where it is still empty."""
    said = _spaced(text.replace("{% elif OURS %}", f"{{% elif {OURS} %}}"))
    first = place.paragraphs[0] if place.paragraphs else None
    empty = first is not None and len(place.paragraphs) == 1 and not first.text
    paragraph = first if first is not None and empty else place.add_paragraph()
    paragraph.style = style
    _say(paragraph, said)


def _say(paragraph: Paragraph, said: str) -> None:
    """Tags stand in runs of their own where the words are written from right to left, and those say so."""
    if not _RIGHT.search(said):
        paragraph.add_run(said)
        return
    for part in filter(None, _TAGS.split(said)):
        run = paragraph.add_run(part)
        run.font.rtl = None if _TAGS.fullmatch(part) else True


def _condition(place: Place, words: str) -> None:
    _line(place, f"{{%p {words} %}}", "Normal")


def _spaced(text: str) -> str:
    """French leaves a blank before : ; and inside « »; a line must not break there."""
    for mark in (" :", " ;", " »"):
        text = text.replace(mark, f"\u00a0{mark[1]}")
    return text.replace("« ", "«\u00a0")


if __name__ == "__main__":
    main()
