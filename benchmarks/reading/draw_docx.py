"""Pages as Word files, their XML written by hand: plain text, content controls, or legacy form fields."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from benchmarks.reading.nodes import Fill, Frame, Ink, Table, Text, Tick, blank_text
from benchmarks.reading.pens import signature_png

if TYPE_CHECKING:
    from benchmarks.reading.nodes import Atom, Block, Cell, Page, Para

_NS: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="w14"'
)
_PROMPTS: Final = {
    "en": "Click or tap here to enter text.",
    "fr": "Cliquez ou appuyez ici pour entrer du texte.",
    "es": "Haga clic o pulse aquí para escribir texto.",
    "pt": "Clique ou toque aqui para introduzir texto.",
    "it": "Fare clic o toccare qui per immettere il testo.",
    "de": "Klicken oder tippen Sie hier, um Text einzugeben.",
    "nl": "Klik of tik om tekst in te voeren.",
}
_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>'
)
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STANDING: Final = 'w:w="11906" w:h="16838"'
_LYING: Final = 'w:w="16838" w:h="11906" w:orient="landscape"'
_BY_HAND: Final = frozenset({"drawn", "pen"})  # ways to draw a box, which are not for text
_WIDTH: Final = 9600  # of the line, in twentieths of a point
_LYING_WIDTH: Final = 14500


def docx_file(page: Page) -> bytes:
    """The page as the bytes of a .docx file."""
    return _Writer(page).file()


class _Writer:
    def __init__(self, page: Page) -> None:
        self.page, self.pictures, self.count = page, list[bytes](), 0

    def file(self) -> bytes:
        body = "".join(self.block(each) for each in self.page.blocks)
        size = _LYING if self.page.landscape else _STANDING
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rH"/><w:footerReference w:type="default" r:id="rF"/>'
            f'<w:pgSz {size}/><w:pgMar w:top="1100" w:right="1150" w:bottom="1100" w:left="1150" '
            f'w:header="500" w:footer="500" w:gutter="0"/>{"<w:bidi/>" if self.page.rtl else ""}</w:sectPr>'
        )
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", _TYPES)
            archive.writestr("_rels/.rels", _relations([("rD", "officeDocument", "word/document.xml")]))
            pictures = [(f"rP{at}", "image", f"media/{at}.png") for at in range(len(self.pictures))]
            ends = [("rH", "header", "header1.xml"), ("rF", "footer", "footer1.xml")]
            archive.writestr("word/_rels/document.xml.rels", _relations([*ends, *pictures]))
            archive.writestr(
                "word/document.xml", f"{_XML}<w:document {_NS}><w:body>{body}{section}</w:body></w:document>"
            )
            archive.writestr("word/header1.xml", f"{_XML}<w:hdr {_NS}><w:p>{self.run(self.page.header)}</w:p></w:hdr>")
            number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>' if self.page.footer else ""
            foot = f"<w:p>{self.run(self.page.footer + ' ')}{number}</w:p>"
            archive.writestr("word/footer1.xml", f"{_XML}<w:ftr {_NS}>{foot}</w:ftr>")
            for at, picture in enumerate(self.pictures):
                archive.writestr(f"word/media/{at}.png", picture)
        return held.getvalue()

    def block(self, block: Block) -> str:
        if isinstance(block, Table):
            return self.table(block) + "<w:p/>"
        if isinstance(block, Frame):
            return self.frame(block)
        return self.para(block)

    def para(self, para: Para) -> str:
        inner = "".join(self.atom(each, para) for each in para.atoms)
        after = 60 if para.style in {"body", "note"} else 120
        bidi = "<w:bidi/>" if self.page.rtl else ""
        return f'<w:p><w:pPr>{bidi}<w:spacing w:after="{after}"/></w:pPr>{inner}</w:p>'

    def run(self, words: str, *, bold: bool = False, size: float = 0, extra: str = "") -> str:
        half = round(2 * (size or self.page.style.size))
        face = "Times New Roman" if self.page.style.serif else "Arial"
        fonts = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:cs="{face}"/>'
        sizes = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        look = f"{fonts}{'<w:b/><w:bCs/>' if bold else ''}{sizes}{extra}"  # in the order of the schema
        look += "<w:rtl/>" if self.page.rtl else ""
        lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(each)}</w:t>' for each in words.split("\n"))
        return f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"

    def atom(self, atom: Atom, para: Para) -> str:
        size = {"title": 18.0, "heading": 13.0, "note": self.page.style.size - 2}.get(para.style, self.page.style.size)
        if isinstance(atom, Text):
            return self.run(atom.text, bold=atom.bold or para.style in {"title", "heading"}, size=size)
        if isinstance(atom, Fill):
            return self.fill(atom)
        if isinstance(atom, Tick):
            return self.tick(atom)
        if isinstance(atom, Ink):
            return self.ink(atom)
        return self.run(atom.text)

    def fill(self, fill: Fill) -> str:
        style = self.page.style
        if style.fields == "control":
            return self.control(fill)
        if style.fields == "legacy":
            return self.legacy(fill)
        underlined = style.blank == "underscores" and fill.text and "\n" not in fill.text
        if underlined:
            return self.run(f" {fill.text}  ", extra='<w:u w:val="single"/>')
        shown = blank_text(fill, style)
        if style.tracked and fill.text:
            return self.tracked(shown)
        return self.run(shown) if shown else ""

    def tracked(self, shown: str) -> str:
        self.count += 2
        by = 'w:author="A" w:date="2024-03-01T10:00:00Z"'
        gone = f'<w:del w:id="{self.count}" {by}><w:r><w:delText xml:space="preserve">???</w:delText></w:r></w:del>'
        return f'{gone}<w:ins w:id="{self.count + 1}" {by}>{self.run(shown)}</w:ins>'

    def control(self, fill: Fill) -> str:
        self.count += 1
        prompt = _PROMPTS.get(self.page.language, _PROMPTS["en"])
        empty = "" if fill.text else "<w:showingPlcHdr/>"
        about = (
            f"<w:alias w:val={quoteattr(fill.hint[:60])}/><w:tag w:val={quoteattr(f'f{self.count}')}/>"
            f'<w:id w:val="{self.count + 1000}"/>{empty}<w:text w:multiLine="1"/>'
        )
        return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{self.run(fill.text or prompt)}</w:sdtContent></w:sdt>"

    def legacy(self, fill: Fill) -> str:
        self.count += 1
        data = f'<w:ffData><w:name w:val="Text{self.count}"/><w:enabled/><w:textInput/></w:ffData>'
        return _field("FORMTEXT", data, self.run(fill.text or "\u2002\u2002\u2002\u2002\u2002"))

    def tick(self, tick: Tick) -> str:
        empty, ticked = ("☐", "☒") if self.page.style.boxes[0] in _BY_HAND else self.page.style.boxes
        self.count += 1
        if self.page.style.fields == "control":
            on = int(tick.checked)
            about = (
                f'<w:id w:val="{self.count + 1000}"/><w14:checkbox><w14:checked w14:val="{on}"/>'
                '<w14:checkedState w14:val="2612"/><w14:uncheckedState w14:val="2610"/></w14:checkbox>'
            )
            shown = self.run("☒" if tick.checked else "☐")
            return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
        if self.page.style.fields == "legacy":
            state = '<w:checked w:val="1"/>' if tick.checked else ""
            box = f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox>'
            data = f'<w:ffData><w:name w:val="Check{self.count}"/><w:enabled/>{box}</w:ffData>'
            return _field("FORMCHECKBOX", data, "")
        return self.run(ticked if tick.checked else empty)

    def ink(self, ink: Ink) -> str:
        self.pictures.append(signature_png(ink.seed))
        at = len(self.pictures) - 1
        size = 'cx="1500000" cy="500000"'
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="{at + 1}" name="Picture {at + 1}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{at + 1}" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="rP{at}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def table(self, table: Table) -> str:
        total = sum(table.widths)
        line = _LYING_WIDTH if self.page.landscape else _WIDTH
        widths = [line * each // total for each in table.widths]
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:color="444444"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        look = f"<w:tblBorders>{edges}</w:tblBorders>" if table.lines else ""
        bidi = "<w:bidiVisual/>" if self.page.rtl else ""
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
        rows = "".join(f"<w:tr>{''.join(self.cell(each) for each in row)}</w:tr>" for row in table.rows)
        return (
            f'<w:tbl><w:tblPr>{bidi}<w:tblW w:w="{line}" w:type="dxa"/>{look}<w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def cell(self, cell: Cell) -> str:
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E4E8EE"/>' if cell.shade else ""
        return f"<w:tc><w:tcPr>{span}{shade}</w:tcPr>{''.join(self.para(each) for each in cell.paras)}</w:tc>"

    def frame(self, frame: Frame) -> str:
        inner = f"<w:txbxContent>{''.join(self.para(each) for each in frame.paras)}</w:txbxContent>"
        self.count += 1
        high = 260_000 * (len(frame.paras) + 1)
        new = (
            f'<w:drawing><wp:inline><wp:extent cx="6000000" cy="{high}"/><wp:docPr id="{900 + self.count}" name="Box"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="6000000" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="223344"/>'
            f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr><a:spAutoFit/></wps:bodyPr></wps:wsp>"
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        shape = f'<v:shape style="width:472pt;height:{high // 12700}pt">'
        old = f"<w:pict>{shape}<v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        return f"<w:p><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"


_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _relations(every: list[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{target}"/>' for name, kind, target in every
    )
    return f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _field(order: str, data: str, result: str) -> str:
    def part(kind: str, inner: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> {order} </w:instrText></w:r>'
    return f"{part('begin', data)}{code}{part('separate')}{result}{part('end')}"
