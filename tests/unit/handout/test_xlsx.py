from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.campaign.form_mark import PROPERTY
from pipeline.campaign.loader import load_campaign
from pipeline.handout.build import build_form, form_languages, planned
from pipeline.handout.shape import Asks, BlankForm, Format, Option, Part, Question
from pipeline.handout.xlsx import xlsx_form

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook

    from pipeline.model import FieldValue

CAMPAIGN = load_campaign("human-rights-cities-2030")


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def cell_of(workbook: Workbook, name: str) -> Cell:
    (title, place), *others = workbook.defined_names[f"adhesion.{name}"].destinations
    assert not others
    cell: Cell = workbook[title][place]
    assert cell.parent is workbook.worksheets[0]
    return cell


@pytest.mark.parametrize("language", form_languages(CAMPAIGN))
def test_each_answer_is_an_open_cell_with_a_name(language: str) -> None:
    """All answers, each in a cell of its own that alone can be changed; what is typed there stays as it is typed."""
    form = planned(CAMPAIGN, language)
    workbook = opened(build_form(CAMPAIGN, language, Format.XLSX))
    names = []
    for question in form.questions:
        boxes = question.asks is Asks.BOXES
        names += [f"{question.key}.{each.key}" for each in question.options] if boxes else [question.key]
    assert sorted(workbook.defined_names) == sorted(f"adhesion.{name}" for name in names)
    cells = [cell_of(workbook, name) for name in names]
    assert len({cell.coordinate for cell in cells}) == len(cells)
    sheet = workbook.worksheets[0]
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {cell.coordinate for cell in cells}
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert {cell.number_format for cell in cells} == {"@"}
    assert sheet.sheet_view.rightToLeft is (language == "ar")


@pytest.mark.parametrize("language", form_languages(CAMPAIGN))
def test_it_says_what_it_is(language: str) -> None:
    """The mark is a property of the file and stands at the foot of the page; questions stand left of the answers."""
    workbook = opened(build_form(CAMPAIGN, language, Format.XLSX))
    form = planned(CAMPAIGN, language)
    assert [(each.name, each.value) for each in workbook.custom_doc_props.props] == [(PROPERTY, form.mark)]  # type: ignore[attr-defined] # the stubs have no such thing
    sheet = workbook.worksheets[0]
    assert sheet.oddFooter is not None
    assert form.mark in str(sheet.oddFooter.left.text)
    texts = [str(sheet.cell(row, 1).value) for row in range(1, sheet.max_row + 1)]
    for question in form.questions:
        assert sum(text.split("\n")[0].rstrip("\u00a0*") == question.label for text in texts) == 1
    assert workbook.properties.title == form.title
    assert sheet.title == form.title.replace("'", "’")


def test_lists_offer_the_words_of_the_language() -> None:
    """Countries, choices, and yes for a box."""
    workbook = opened(build_form(CAMPAIGN, "fr", Format.XLSX))
    rules = {str(rule.sqref): rule.formula1 for rule in workbook.worksheets[0].data_validations.dataValidation}
    offered = {}
    for name in ("country", "leader_gender", "consent", "themes.housing"):
        place = cell_of(workbook, name).coordinate
        formula = next(formula for cells, formula in rules.items() if place in cells.split())
        title, area = formula.split("!")
        offered[name] = [row[0].value for row in workbook[title][area]]
    assert "Espagne" in offered["country"]
    assert offered["leader_gender"] == ["Femme", "Homme", "Autre"]
    assert offered["consent"] == ["Oui", "Non"]
    assert offered["themes.housing"] == ["oui"]
    assert workbook["_lists"].sheet_state == "hidden"


def test_known_answers_stand_in_their_cells_as_text() -> None:
    """Whatever they begin with, none becomes a formula; lists and boxes show their words."""
    values: dict[str, FieldValue] = {
        "government_name": '=cmd|"/C calc"!A1',
        "contact_phone": "+34938426610",
        "leader_name": "@SUM(1+1)",
        "leader_title": "-2+3",
        "postal_address": "'quoted",
        "motivation": "One\n\n=1+1 {{ 7*7 }}",
        "country": "ES",
        "themes": ("housing",),
        "consent": False,
    }
    data = build_form(CAMPAIGN, "en", Format.XLSX, values)
    workbook = opened(data)
    for key in ("government_name", "contact_phone", "leader_name", "leader_title", "postal_address", "motivation"):
        cell = cell_of(workbook, key)
        assert (cell.value, cell.data_type) == (values[key], "s")
        assert cell.quotePrefix is (key != "motivation")
    shown = {name: cell_of(workbook, name).value for name in ("country", "themes.housing", "themes.health", "consent")}
    assert shown == {"country": "Spain", "themes.housing": "yes", "themes.health": None, "consent": "No"}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")


def test_equal_input_gives_equal_bytes() -> None:
    """Nothing in the file comes from a clock or from chance."""
    values: dict[str, FieldValue] = {"leader_name": "Ana Example", "themes": ("housing",), "consent": True}
    assert build_form(CAMPAIGN, "fr", Format.XLSX, values) == build_form(CAMPAIGN, "fr", Format.XLSX, values)


def test_an_answer_is_whole_or_not_there() -> None:
    """20,000 letters stand in a cell; more than a cell holds would come back cut, as if the city had corrected it."""
    workbook = opened(build_form(CAMPAIGN, "en", Format.XLSX, {"motivation": "x" * 20_000, "policies": "y" * 40_000}))
    assert cell_of(workbook, "motivation").value == "x" * 20_000
    assert cell_of(workbook, "policies").value is None


def test_any_title_and_any_entry_can_be_shown() -> None:
    """A title that no sheet may have, entries that look like formulas."""
    question = Question("k", "=1+1", Asks.LIST, options=(Option("a", "=HYPERLINK(1)"), Option("b", "B, C")))
    form = BlankForm("c", "en", False, "[A/B]: '*?' " * 9, ("=2",), (Part("P", (question,)),), (), "m", "a&b", "x")  # noqa: FBT003
    workbook = opened(xlsx_form(form, {"k": "a"}))
    assert cell_of(workbook, "k").value == "=HYPERLINK(1)"
    assert workbook["_lists"]["A1"].data_type == "s"
    assert len(workbook.worksheets[0].title) <= 31
