from __future__ import annotations

import pytest

from pipeline.model import BlockKind, PlacedDocument, Unreadable
from tests.outside import shared
from tests.unit.documents.office import codes, texts
from tests.unit.documents.office_made import outcome, read, saved, sheet_form, text_form

HAND_MADE_RTF = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}
\pard City: {\field{\*\fldinst { FORMTEXT }{{\*\formfield{\fftype0{\*\ffname City}}}}}{\fldrslt Vila Nova}}\par
\pard {\field{\*\fldinst { FORMCHECKBOX }{{\*\formfield{\fftype1\ffres1\ffdefres0}}}}{\fldrslt }} on\par
\pard {\field{\*\fldinst { FORMCHECKBOX }{{\*\formfield{\fftype1\ffres25\ffdefres1}}}}{\fldrslt }} by default\par
\pard {\field{\*\fldinst { FORMCHECKBOX }{{\*\formfield{\fftype1\ffres25\ffdefres0}}}}{\fldrslt }} off\par
\pard {\field{\*\fldinst { FORMDROPDOWN }{{\*\formfield{\fftype2\ffres1{\*\ffl A}{\*\ffl B}}}}}{\fldrslt }}\par
\trowd\cellx3000\cellx6000\pard\intbl {\b Name}\cell Saint-Lou\'e9\cell\row \pard Tail\par}"""


def shape(document: PlacedDocument) -> list[tuple[str, str, str, bool | None, bool]]:
    """What must be the same in all formats: kinds, texts, places in tables, ticks, bold; a field's name may be lost."""
    return [
        (block.kind, block.text, block.at.rpartition(" in ")[2], block.checked, block.bold)
        for block in document.blocks
        if not block.at.startswith("header")
    ]


@pytest.mark.parametrize("target", ["doc", "odt"])
def test_a_form_reads_like_its_docx(target: str) -> None:
    """Fields, boxes, lists, merged cells, nested tables, insertions, symbols and tabs come out as from the DOCX."""
    assert shape(read(saved(target), f"form.{target}")) == shape(read(text_form(), "form.docx"))


@pytest.mark.parametrize("target", ["doc", "odt", "rtf"])
def test_a_converted_form_keeps_its_words_and_its_reader(target: str) -> None:
    """All words are there, deleted ones are not, and the values will say which format they come from."""
    found = read(saved(target), f"form.{target}")
    assert found.reader == target
    assert texts(found.blocks) == texts(read(text_form(), "form.docx").blocks)
    assert "tracked-changes" in codes(found)


def test_old_form_fields_keep_their_hints_and_options() -> None:
    """The help text of a field in a .doc, and the entries of its list."""
    fields = [block for block in read(saved("doc"), "form.doc").blocks if block.kind is BlockKind.FIELD]
    assert fields[0].hint == "Official name"
    assert fields[2].options == ("Choose", "City", "Region")


def test_rtf_fields_keep_their_state() -> None:
    """What Word writes into RTF: typed text, boxes with a result or only a default, the chosen entry of a list."""
    saved("rtf")  # skips without LibreOffice
    found = read(HAND_MADE_RTF, "form.rtf")
    assert [block.checked for block in found.blocks if block.kind is BlockKind.TICK] == [True, True, False]
    assert texts(found.blocks, BlockKind.FIELD) == ["Vila Nova", "B"]
    assert [block.at for block in found.blocks if block.text == "Saint-Loué"] == ["table 1, row 1, cell 2"]
    assert codes(found) == ["converted"]


@pytest.mark.parametrize("target", ["xls", "ods"])
def test_a_workbook_reads_like_its_xlsx(target: str) -> None:
    """Values, places, merged cells and bold labels are those of the XLSX; hidden sheets stay out."""
    found, wanted = read(saved(target), f"form.{target}"), read(sheet_form(), "form.xlsx")
    assert [(b.text, b.at, b.box, b.bold) for b in found.blocks] == [
        (b.text, b.at, b.box, b.bold) for b in wanted.blocks
    ]
    assert found.reader == target
    assert codes(found) == ["hidden-sheet", "converted"]


@pytest.mark.parametrize("target", ["xls", "ods"])
def test_without_libreoffice_the_values_of_a_workbook_are_read(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values and places are right, and a finding says what may be missing."""
    data = saved(target)
    monkeypatch.setenv("PATH", "/nowhere")
    found, wanted = read(data, f"form.{target}"), read(sheet_form(), "form.xlsx")
    number = {"07000": "7000"}  # number formats are not told
    assert [(b.text, b.at) for b in found.blocks] == [(number.get(b.text, b.text), b.at) for b in wanted.blocks]
    assert codes(found) == ["values-only"]


def test_without_libreoffice_rtf_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason says what the administrator can install and what to ask the city for."""
    monkeypatch.setenv("PATH", "/nowhere")
    found = outcome(HAND_MADE_RTF, "form.rtf")
    assert isinstance(found, Unreadable)
    assert found.code == "no-reader"
    assert "libreoffice-writer-nogui" in found.reason
    assert ".docx" in found.reason


@pytest.mark.parametrize("target", ["doc", "odt"])
def test_without_libreoffice_doc_and_odt_are_read(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They need no other program."""
    data = saved(target)
    monkeypatch.setenv("PATH", "/nowhere")
    assert read(data, f"form.{target}").blocks


def test_word_2003_xml_and_excel_2003_xml_are_read() -> None:
    """Files named .doc or .xls that hold the XML of Office 2003."""
    saved("rtf")  # skips without LibreOffice
    word = b"""<?xml version="1.0"?><?mso-application progid="Word.Document"?>
    <w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>
    <w:p><w:r><w:t>Name: Vila Nova</w:t></w:r></w:p></w:body></w:wordDocument>"""
    excel = b"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
    xmlns:s="urn:schemas-microsoft-com:office:spreadsheet">
    <Worksheet s:Name="Form"><Table><Row><Cell><Data s:Type="String">Vila Nova</Data></Cell></Row></Table></Worksheet>
    </Workbook>"""
    assert texts(read(word, "form.doc").blocks) == ["Name: Vila Nova"]
    assert [block.at for block in read(excel, "form.xls").blocks] == ["sheet Form, cell A1"]


@pytest.mark.outside
@pytest.mark.parametrize("folder", ["legacy", "docx", "mail_tnef", "xlsx_hostile"])
def test_real_and_hostile_files_have_a_named_outcome(folder: str) -> None:
    """Each older office file out there is read, or unreadable with a code and a sentence."""
    named = {"blank", "damaged", "password", "scan", "no-reader", "too-slow", "too-large", "unsafe", "zip-bomb"}
    for file in shared(folder):
        if file.suffix in {".doc", ".rtf", ".odt"} or file.name in {"SimpleMacro.xls", "password.xls"}:
            found = outcome(file.read_bytes(), file.name)
            assert not isinstance(found, Unreadable) or (found.code in named and found.reason), file.name


@pytest.mark.outside
def test_a_locked_workbook_is_named() -> None:
    """An .xls behind a password is not called damaged."""
    data = next(file for file in shared("xlsx_hostile") if file.name == "password.xls").read_bytes()
    found = outcome(data, "password.xls")
    assert isinstance(found, Unreadable)
    assert found.code == "password"
