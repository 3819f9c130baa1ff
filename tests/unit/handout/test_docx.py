from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from lxml import etree

from pipeline.campaign.form_mark import PROPERTY
from pipeline.campaign.loader import load_campaign
from pipeline.handout.build import build_form, form_languages, planned
from pipeline.handout.docx import docx_form
from pipeline.handout.filled import fill
from pipeline.handout.shape import Asks, BlankForm, Format, Option, Part, Question

if TYPE_CHECKING:
    from pipeline.model import FieldValue

CAMPAIGN = load_campaign("human-rights-cities-2030")
SPACES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
HOSTILE = '=cmd|"/C calc"!A1 {{ 7*7 }} <w:r/> </w:t> & ]]> MERGEFIELD \\* x'


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def found(data: bytes, path: str) -> list[str]:
    root = etree.fromstring(parts(data)["word/document.xml"])
    result = etree.XPath(path, namespaces=SPACES)(root)
    assert isinstance(result, list)
    return [str(each) for each in result]


def expected_names(form: BlankForm) -> list[str]:
    names = []
    for question in form.questions:
        boxes = question.asks in {Asks.BOXES, Asks.YES_NO}
        names += [f"{question.key}.{each.key}" for each in question.options] if boxes else [question.key]
    return names


@pytest.mark.parametrize("language", form_languages(CAMPAIGN))
def test_each_answer_is_a_control_under_its_name(language: str) -> None:
    """All answers, in their order, each once; Word takes no tags or titles of more than 64 letters."""
    data = build_form(CAMPAIGN, language, Format.DOCX)
    form = planned(CAMPAIGN, language)
    assert found(data, "//w:sdtPr/w:tag/@w:val") == expected_names(form)
    assert all(len(each) <= 64 for each in found(data, "//w:alias/@w:val"))
    numbers = found(data, "//w:sdtPr/w:id/@w:val")
    assert len(set(numbers)) == len(numbers)
    tables = Document(io.BytesIO(data)).tables
    assert [table.cell(0, 0).text for table in tables] == [form.columns[0]] * len(form.parts)


@pytest.mark.parametrize("language", form_languages(CAMPAIGN))
def test_it_says_what_it_is(language: str) -> None:
    """The mark is a property of the file and stands at its foot; title and language are set; no time, no author."""
    data = build_form(CAMPAIGN, language, Format.DOCX)
    mark = planned(CAMPAIGN, language).mark
    files = parts(data)
    assert f'name="{PROPERTY}"><vt:lpwstr>{mark}<' in files["docProps/custom.xml"].decode()
    foot = next(content.decode() for name, content in files.items() if name.startswith("word/footer"))
    assert mark in foot
    core = Document(io.BytesIO(data)).core_properties
    assert core.title == planned(CAMPAIGN, language).title
    assert core.language.startswith(language)
    assert not core.author
    assert "thumbnail" not in " ".join(files)


def test_equal_input_gives_equal_bytes() -> None:
    """Nothing in the file comes from a clock or from chance."""
    values: dict[str, FieldValue] = {"leader_name": "Ana Example", "themes": ("housing",), "consent": True}
    assert build_form(CAMPAIGN, "fr", Format.DOCX, values) == build_form(CAMPAIGN, "fr", Format.DOCX, values)


def test_arabic_stands_from_right_to_left() -> None:
    """Tables, paragraphs and words; Latin answers keep their own direction."""
    data = build_form(CAMPAIGN, "ar", Format.DOCX, {"contact_phone": "+34938426610", "contact_name": "ليلى المثال"})
    form = planned(CAMPAIGN, "ar")
    assert len(found(data, "//w:tblPr/w:bidiVisual/..")) == len(form.parts)
    label = "//w:p[w:pPr/w:pStyle/@w:val='FormQuestion']"
    assert len(found(data, f"{label}[w:pPr/w:bidi][w:r/w:rPr/w:rtl]")) == len(form.questions)
    assert not found(data, "//w:sdt[w:sdtPr/w:tag/@w:val='contact_phone']/ancestor::w:p/w:pPr/w:bidi")
    assert found(data, "//w:sdt[w:sdtPr/w:tag/@w:val='contact_name']/w:sdtContent/w:r/w:rPr/w:rtl")


def test_known_answers_stand_in_their_controls_as_plain_text() -> None:
    """Whatever they hold: neither fields nor markup nor lost lines; boxes are ticked, lists chosen."""
    values: dict[str, FieldValue] = {
        "government_name": HOSTILE,
        "motivation": f"One\n\n{HOSTILE}",
        "country": "ES",
        "themes": ("housing",),
        "consent": False,
    }
    data = build_form(CAMPAIGN, "en", Format.DOCX, values)
    content = "//w:sdt[w:sdtPr/w:tag/@w:val='{}']/w:sdtContent"
    assert found(data, content.format("government_name") + "//text()") == [HOSTILE]
    assert found(data, content.format("motivation") + "//text()") == ["One", HOSTILE]
    assert len(found(data, content.format("motivation") + "//w:br")) == 2
    assert found(data, content.format("country") + "//text()") == ["Spain"]
    assert found(data, content.format("consent.no") + "//text()") == ["\u2612"]
    assert found(data, content.format("themes.health") + "//text()") == ["\u2610"]
    assert b"instrText" not in parts(data)["word/document.xml"]
    prompts = found(data, "//w:sdt[w:sdtPr/w:showingPlcHdr]/w:sdtPr/w:tag/@w:val")
    assert {"country", "government_name", "motivation"}.isdisjoint(prompts)
    assert "leader_name" in prompts


def test_an_answer_of_any_length_is_whole() -> None:
    """20,000 letters without a blank."""
    data = build_form(CAMPAIGN, "en", Format.DOCX, {"motivation": "x" * 20_000})
    assert found(data, "//w:sdt[w:sdtPr/w:tag/@w:val='motivation']/w:sdtContent//text()") == ["x" * 20_000]


def test_long_keys_and_labels_of_other_campaigns_do_not_spoil_the_file() -> None:
    """A tag that Word would refuse is left out; a label is cut in the control's title alone."""
    label, options = "Why? " * 40, tuple(Option(f"o{number}", f"Entry {number}") for number in range(3))
    question = Question("k" * 70, label, Asks.LIST, options=options)
    form = BlankForm("c", "en", False, "T", (), (Part("P", (question,)),), (), "m", "e", "Choose")  # noqa: FBT003
    data = docx_form(form, {})
    assert not found(data, "//w:tag")
    assert label in [run for run in found(data, "//w:t/text()") if re.match("Why", run)]
    assert found(data, "//w:listItem/@w:value") == ["o0", "o1", "o2"]


def test_nothing_that_is_known_is_lost_on_the_way() -> None:
    """`fill` and the file agree: each answer stands in it."""
    values: dict[str, FieldValue] = {field.key: "2024-01-02" for field in CAMPAIGN.kept_fields}
    form = planned(CAMPAIGN, "en")
    filled = fill(CAMPAIGN, form, values)
    shown = found(docx_form(form, filled), "//w:sdtContent//text()")
    assert shown.count("02/01/2024") == sum(answer == "02/01/2024" for answer in filled.values()) > 0
