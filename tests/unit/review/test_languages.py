"""The workbook in the secretariat's language, and a change of the language between two runs."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from pipeline.config import SecretariatSettings, Settings
from pipeline.records import Status
from pipeline.review.corrections import read_corrections
from pipeline.review.links import links_of
from pipeline.review.workbook import write_workbook
from pipeline.words import LANGUAGES, words_in
from tests.unit.review import sample
from tests.unit.review.editing import find

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from pipeline.model import FieldValue
    from pipeline.records import LedgerView

VIEW = sample.view(6)
TITLES = {language: [words_in(language)(f"sheet.{key}") for key in ("overview", "review")] for language in LANGUAGES}


def write(path: Path, language: str, view: LedgerView = VIEW) -> Workbook:
    """One run in a language; gives the workbook that stands there then."""
    settings = Settings(secretariat=SecretariatSettings(language=language))
    write_workbook(path, view, sample.campaign(), settings, links_of(view), sample.NOW)
    return load_workbook(path)


def said(path: Path, language: str) -> list[tuple[str, str, FieldValue | None]]:
    found = read_corrections(path, VIEW, sample.campaign(), language=language)
    return [(each.member, each.field, each.value) for each in found.decisions]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.xlsx"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_speak_the_language(path: Path, language: str) -> None:
    """Names of sheets, headings and statuses are those of the language, no sheet is there twice."""
    book, words = write(path, language), words_in(language)
    assert book.sheetnames[:2] == TITLES[language]
    sheet = book[words("sheet.members")]
    assert find(sheet, "M0001", "member:status").value == words("status.accepted")
    assert sheet["C2"].value == words("members.status")
    assert len(book.sheetnames) == len(set(book.sheetnames))


@pytest.mark.parametrize(("before", "now"), [("en", "fr"), ("fr", "es"), ("es", "en"), ("fr", "fr")])
def test_another_language_says_nothing_by_itself(path: Path, before: str, now: str) -> None:
    """A workbook that nobody touched holds no corrections, whatever the language is now; it is written in that one."""
    write(path, before)
    assert said(path, now) == []
    book = write(path, now)
    assert book.sheetnames[:2] == TITLES[now]
    assert len([each for each in book.worksheets if each.sheet_state == "visible"]) == len(book.worksheets) - 2


def test_what_staff_typed_is_read_in_the_language_of_the_workbook(path: Path) -> None:
    """Statuses, yes and no, choices, countries and answers in French count although the setting says Spanish now."""
    book = write(path, "fr")
    sheet = book["Membres"]
    find(sheet, "M0003", "member:status").value = "Refusé"
    find(sheet, "M0001", "field:country").value = "Allemagne"
    find(sheet, "M0001", "field:consent").value = "Non"
    find(sheet, "M0002", "field:government_type").value = "Région"
    book.save(path)
    assert sorted(said(path, "es"), key=str) == [
        ("M0001", "consent", False),
        ("M0001", "country", "DE"),
        ("M0002", "government_type", "region"),
        ("M0003", "status", str(Status.DECLINED)),
    ]


def test_an_answer_in_french_is_an_answer(path: Path) -> None:
    """“It is right” in the words of the workbook makes the value staff's decision."""
    book = write(path, "fr")
    sheet = book["À vérifier"]
    headings = [cell.value for cell in sheet[1]]
    keys = [str(cell.value) for cell in sheet["A"]]
    row = next(number for number, key in enumerate(keys, start=1) if key.startswith("value M0004 population"))
    sheet.cell(row, headings.index("Votre réponse") + 1).value = "C’est exact"
    book.save(path)
    assert [each[:2] for each in said(path, "en")] == [("M0004", "population")]


def test_what_staff_added_stays_in_another_language(path: Path) -> None:
    """Columns, comments, sheets, also one that is called as ours is now; formulas follow our sheets and headings."""
    book = write(path, "en")
    sheet = book["Members"]
    place = sheet.max_column + 1
    sheet.cell(2, place).value = "Priority"
    sheet.cell(3, place).value = "high"
    sheet.cell(4, place).value = '=Members!A4&"!"&COUNTA(MembersTable[Status])'
    own = book.create_sheet("Membres")
    own["A1"] = "=COUNTIF('Members'!$C$3:$C$9,\"x\")+'To review'!B2"
    own["A2"] = "Members!A1 is text"
    own["A3"] = "go"
    own["A3"].hyperlink = "#Members!A3"
    book.save(path)

    book = write(path, "fr")
    words = words_in("fr")
    ours = next(each for each in book.worksheets if each["A1"].value == "member:id")
    assert ours.title not in {"Membres", "Members"}
    assert book["Membres"]["A1"].value == f"=COUNTIF('{ours.title}'!$C$3:$C$9,\"x\")+'À vérifier'!B2"
    assert book["Membres"]["A2"].value == "Members!A1 is text"
    headings = {cell.value: number for number, cell in enumerate(ours[2], start=1)}
    assert ours.cell(3, headings["Priority"]).value == "high"
    formula = f"='{ours.title}'!A4&\"!\"&COUNTA(MembersTable[{words('members.status')}])"
    assert ours.cell(4, headings["Priority"]).value == formula
    assert said(path, "fr") == []

    again = write(path, "en", sample.view(5))
    assert again["Membres"]["A1"].value == "=COUNTIF('Members'!$C$3:$C$9,\"x\")+'To review'!B2"


def test_a_renamed_sheet_of_ours_is_still_ours(path: Path) -> None:
    """Staff may call our sheets as they like: they keep those names, there are no two of them, formulas go on."""
    book = write(path, "en")
    book["Members"].title, book["Messages"].title = "Cities", "Mail"
    book.create_sheet("Own")["A1"] = "=Cities!A3"
    book.save(path)
    book = write(path, "en", sample.view(5))
    assert {"Cities", "Mail"} <= set(book.sheetnames)
    assert not {"Members", "Messages"} & set(book.sheetnames)
    assert book["Own"]["A1"].value == "=Cities!A3"


def test_a_copy_of_a_sheet_of_ours_is_staffs(path: Path) -> None:
    """A copy that staff made stays, beside the new one of ours, and does not count as ours later on."""
    book = write(path, "en")
    book.copy_worksheet(book["Messages"]).title = "Messages of March"
    for name, each in book["Messages"].defined_names.items():
        if name == "adhesion_sheet":
            book["Messages of March"].defined_names[name] = copy(each)
    book.save(path)
    for count, language in ((5, "en"), (4, "fr"), (5, "es")):
        book = write(path, language, sample.view(count))
        assert "Messages of March" in book.sheetnames
        assert words_in(language)("sheet.messages") in book.sheetnames


def test_days_are_written_as_the_language_writes_them(path: Path) -> None:
    """Also where the workbook was in another language and has sheets of staff."""
    book = write(path, "en")
    book.create_sheet("Own")["A1"] = "x"
    book.save(path)
    sheet = write(path, "fr")["Membres"]
    assert find(sheet, "M0001", "member:joined").number_format == "[$-40C]d mmm yyyy"


def test_comments_of_ours_are_ours_in_every_language(path: Path) -> None:
    """A doubt is explained once, in the language of now."""
    write(path, "en")
    write(path, "es")
    sheet = write(path, "fr")["Membres"]
    comment = find(sheet, "M0004", "field:population").comment
    assert comment is not None
    assert comment.text.startswith("À vérifier")
    assert "Please check" not in comment.text
    assert "revise" not in comment.text


def test_countries_stand_in_the_order_of_the_alphabet(path: Path) -> None:
    """É stands where E does, not behind Z."""
    lists = write(path, "fr")["Listes"]
    column = next(column for column in lists.iter_cols(values_only=True) if "Égypte" in column)
    names = [str(name) for name in column[1:] if name]
    assert names.index("Dominique") < names.index("Égypte") < names.index("Espagne") < names.index("Zimbabwe")


def test_columns_fit_the_words_of_the_language_of_now(path: Path) -> None:
    """The longest word of a heading has room, also where the sheet was narrower in another language."""
    write(path, "en")
    book = write(path, "fr")
    for name in ("À vérifier", "Formulaires", "Messages", "Historique"):
        sheet = book[name]
        for number, cell in enumerate(sheet[1], start=1):
            longest = max((len(word) for word in str(cell.value or "").split()), default=0)
            assert sheet.column_dimensions[get_column_letter(number)].width > longest * 1.1
