from __future__ import annotations

import pytest

from pipeline.documents.pdf.read import read_pdf
from pipeline.media import PDF
from pipeline.model import Block, BlockKind, Document, PlacedDocument, Unreadable
from tests.outside import SHARED, shared
from tests.unit.documents.pdf_builder import Page, pdf

TEMPLATE = """<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="form1">
<subform name="mayor"><field name="Name"><ui><textEdit/></ui>
<caption><value><text>Name of the mayor</text></value></caption></field></subform>
<subform name="contact"><field name="Name"><ui><textEdit/></ui><assist><toolTip>Contact person</toolTip></assist>
</field></subform>
<field name="Country"><ui><choiceList/></ui><items><text>Spain</text><text>Peru</text></items>
<items save="1"><text>ES</text><text>PE</text></items></field>
<field name="Consent"><ui><checkButton/></ui><items><text>yes</text><text>no</text></items>
<caption><value><text>We agree</text></value></caption></field>
<exclGroup name="Size"><field name="a"><items><integer>1</integer></items>
<caption><value><text>small</text></value></caption></field><field name="b"><items><integer>2</integer></items>
<caption><value><text>large</text></value></caption></field></exclGroup>
</subform></template>"""
DATA = """<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1>
<mayor><Name>Ada Example</Name></mayor><contact><Name>Bo Example</Name></contact><Country>PE</Country>
<Consent>yes</Consent><Size>2</Size><Themes><value>Water</value><value>Work</value></Themes><Note/></form1></xfa:data>
</xfa:datasets>"""
WAIT = "Please wait... If this message is not eventually replaced, get Adobe Reader."


def packet(xml: str) -> str:
    return f"<< /Length {len(xml)} >>\nstream\n{xml}\nendstream"


def dynamic(*packets: str, notice: str = WAIT) -> PlacedDocument | Unreadable:
    """A dynamic XFA form: its page only says that another viewer is needed."""
    if len(packets) == 1:
        xfa = "10 0 R"
    else:
        xfa = f"[{' '.join(f'({name}) {10 + index} 0 R' for index, name in enumerate(('template', 'datasets')))}]"
    root = f"/NeedsRendering true /AcroForm << /Fields [] /XFA {xfa} >>"
    data = pdf(Page().text(50, 700, notice), root=root, objects=tuple(map(packet, packets)))
    return read_pdf(Document("form.pdf", PDF, data))


def blocks(found: PlacedDocument | Unreadable) -> dict[str, Block]:
    assert isinstance(found, PlacedDocument)
    return {block.name: block for block in found.blocks}


@pytest.mark.parametrize(
    "packets",
    [(TEMPLATE, DATA), (f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">{TEMPLATE}{DATA}</xdp:xdp>',)],
    ids=["array", "one stream"],
)
def test_values_of_a_dynamic_form_are_read(packets: tuple[str, ...]) -> None:
    """The data packet is read, with captions and choices of the template; the notice on the page is no text."""
    found = dynamic(*packets)
    assert isinstance(found, PlacedDocument)
    assert (found.reader, found.drawn) == ("xfa", False)
    seen = {name: (block.hint, block.text) for name, block in blocks(found).items()}
    assert seen["form1.mayor.Name"] == ("Name of the mayor", "Ada Example")
    assert seen["form1.contact.Name"] == ("Contact person", "Bo Example")
    assert seen["form1.Country"] == ("", "Peru")
    assert seen["form1.Size"] == ("", "large")
    assert seen["form1.Themes"] == ("", "Water\nWork")
    assert seen["form1.Note"] == ("", "")
    consent = blocks(found)["form1.Consent"]
    assert (consent.kind, consent.text, consent.checked) == (BlockKind.TICK, "We agree", True)


def test_values_stand_below_each_other() -> None:
    """XFA gives no places: its values stand in rows, so that none is beside another."""
    found = dynamic(TEMPLATE, DATA)
    assert isinstance(found, PlacedDocument)
    tops = [block.box[1] for block in found.blocks]
    assert tops == sorted(set(tops))


def test_a_bare_ampersand_does_not_lose_the_data() -> None:
    """Some programs write a plain "&" into the data, which is no XML."""
    found = dynamic(TEMPLATE, DATA.replace("Ada Example", "Ada & Bo Example"))
    assert blocks(found)["form1.mayor.Name"].text == "Ada & Bo Example"


def test_an_empty_dynamic_form_is_unreadable() -> None:
    """Without data there is only the notice, and the sender is to be asked for a filled form."""
    found = dynamic(TEMPLATE, "<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'/>")
    assert isinstance(found, Unreadable)
    assert found.code == "xfa-empty"


@pytest.mark.parametrize(
    "data",
    ["<form1><Name>Ada", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a><Name>&b;</Name></a>'],
    ids=["cut off", "entities"],
)
def test_data_that_is_no_safe_xml_is_refused(data: str) -> None:
    """Data that is cut off or reaches for other files is not read."""
    found = dynamic(TEMPLATE, data)
    assert isinstance(found, Unreadable)
    assert found.code == "xfa-broken"


def static(value: str, data: str) -> PlacedDocument | Unreadable:
    field = f"<< /Subtype /Widget /FT /Tx /T (form1[0].Name[0]) /V ({value}) /Rect [100 690 300 720] >>"
    xml = f'<d:datasets xmlns:d="http://www.xfa.org/schema/xfa-data/1.0/"><d:data><form1>{data}</form1></d:data></d:datasets>'
    root = "/AcroForm << /Fields [10 0 R] /XFA [(datasets) 11 0 R] >>"
    page = Page(extra="/Annots [10 0 R]").text(50, 700, "Name")
    return read_pdf(Document("form.pdf", PDF, pdf(page, root=root, objects=(field, packet(xml)))))


def test_a_static_form_gives_each_value_once() -> None:
    """A form that holds its values as fields and as XFA data says them once."""
    found = static("Ada Example", "<Name>Ada Example</Name>")
    assert isinstance(found, PlacedDocument)
    assert [block.text for block in found.blocks] == ["Name", "Ada Example"]
    assert found.findings == ()


def test_a_value_that_only_xfa_has_is_kept() -> None:
    """A value that stands in the XFA data only is given as well."""
    found = static("", "<Name>Ada Example</Name>")
    assert isinstance(found, PlacedDocument)
    assert [(block.reader, block.text) for block in found.blocks if block.name] == [
        ("acroform", ""),
        ("xfa", "Ada Example"),
    ]


def test_two_values_for_one_field_are_said() -> None:
    """Where the field and the XFA data differ, both are given and staff are told."""
    found = static("Ada Example", "<Name>Bo Example</Name>")
    assert isinstance(found, PlacedDocument)
    assert [finding.code for finding in found.findings] == ["xfa-differs"]


@pytest.mark.outside
def test_a_real_dynamic_form_is_read() -> None:
    """A real filled dynamic form (its data is not even well-formed XML) gives its values with captions."""
    shared("xfa")
    data = (SHARED / "xfa" / "xfa_filled_imm1344e.pdf").read_bytes()
    values = {block.hint: block.text for block in blocks(read_pdf(Document("x.pdf", PDF, data))).values() if block.text}
    assert len(values) > 30
    assert "@" in values["E-mail address"]
