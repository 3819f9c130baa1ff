from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.form_mark import mark_of
from pipeline.campaign.loader import load_campaign, read_campaign
from pipeline.errors import DefinitionError
from pipeline.handout.build import build_form, file_name, form_languages, planned
from pipeline.handout.filled import fill
from pipeline.handout.shape import Asks, Format
from pipeline.languages.folders import Templates

if TYPE_CHECKING:
    from pipeline.model import FieldValue

CAMPAIGN = load_campaign("human-rights-cities-2030")
CHOIR = """
id = "coro"
languages = ["pt", "en"]
name.pt = "Coro Municipal"
identity = { name = "cantor" }
fields = [
  { key = "cantor", type = "person", required = true, labels.pt = ["Nome do cantor"] },
  { key = "nascimento", type = "date", labels.pt = ["Data de nascimento"] },
  { key = "voz", type = "choice", labels.pt = ["Naipe"], choices = { soprano.pt = ["Voz"], baixo.pt = ["Voz"] } },
  { key = "experiencia", type = "narrative", one_of = "x", labels.pt = ["Experiência"] },
  { key = "escola", type = "narrative", labels.pt = ["Escola"] },
  { key = "dias", type = "choices", labels.pt = ["Dias"], choices = { seg.pt = ["Segunda"], ter.pt = ["Terça"] } },
  { key = "segredo", type = "text", kept = false, labels.pt = ["Segredo"] },
  { key = "imagem", type = "yes_no", labels.pt = ["Autorizo o uso da minha imagem"] },
]
"""
BORN = '{ key = "born", type = "date", labels.en = ["Date of birth"] }'
AGREED = '{ key = "agreed", type = "yes_no", labels.en = ["I agree"] }'
DAY = '{ key = "day", type = "date", labels.en = ["Date"] }'
SIGNED = '{ key = "signed", type = "yes_no", mark = true, labels.en = ["Signature"] }'


@pytest.fixture
def choir(tmp_path: Path) -> Path:
    file = tmp_path / "coro.toml"
    file.write_text(CHOIR, encoding="utf-8")
    return file


@pytest.mark.parametrize("language", form_languages(CAMPAIGN))
def test_a_form_asks_each_field_that_is_kept_once(language: str) -> None:
    """In every language, under headings, with a label of its own; what is not kept is not asked."""
    form = planned(CAMPAIGN, language)
    assert sorted(question.key for question in form.questions) == sorted(each.key for each in CAMPAIGN.kept_fields)
    assert all(part.title and part.questions for part in form.parts)
    assert len({question.label for question in form.questions}) == len(form.questions)
    for question in form.questions:
        labels = [option.label for option in question.options]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", form_languages(CAMPAIGN))
def test_the_words_of_a_language_are_whole(language: str) -> None:
    """No word is borrowed from the campaign's first language, and no gap is left open."""
    form = planned(CAMPAIGN, language, address="office@example.org")
    said = [form.title, *form.intro, *form.closing, *(part.note for part in form.parts)]
    said += [question.hint for question in form.questions]
    assert not any(sign in text for text in said for sign in "{}")
    assert any("office@example.org" in line for line in form.closing)
    for field in CAMPAIGN.kept_fields:
        assert all(language in labels for labels in (field.labels, *(choice.labels for choice in field.choices)))
    assert all(language in section.labels for section in CAMPAIGN.sections)


def test_no_line_of_a_french_form_begins_with_a_sign() -> None:
    """The blank before ? : ; is one at which no line ends, in labels, hints and notes."""
    form = planned(CAMPAIGN, "fr", address="office@example.org")
    said = [*form.intro, *form.closing, *(part.note for part in form.parts), *(each.hint for each in form.questions)]
    said += [question.label for question in form.questions]
    assert any("\u00a0?" in text for text in said)
    assert not any(f" {sign}" in text for text in said for sign in "?:;!»")


@pytest.mark.parametrize("language", ["fr", "ca"])
def test_forms_have_the_apostrophe_of_print(language: str) -> None:
    """l’habitatge, not l'habitatge, in questions and in what can be chosen."""
    form = planned(CAMPAIGN, language)
    said = [form.title, *form.intro, *form.closing, *(each.hint for each in form.questions)]
    said += [question.label for question in form.questions]
    said += [option.label for question in form.questions for option in question.options if question.key != "country"]
    assert not any("'" in text for text in said)


def test_the_mark_tells_campaign_language_and_what_is_asked(choir: Path) -> None:
    """It is that of the same form tomorrow, another one where other things are asked, whatever the address."""
    mark = mark_of(planned(CAMPAIGN, "en").mark)
    assert mark is not None
    assert (mark.campaign, mark.language) == (CAMPAIGN.id, "en")
    assert str(mark) == planned(CAMPAIGN, "en", address="office@example.org").mark
    first = planned(read_campaign(choir), "en").mark
    choir.write_text(CHOIR.replace("Escola", "Colégio"), encoding="utf-8")
    assert planned(read_campaign(choir), "en").mark != first


def test_another_campaign_is_laid_out_as_well(choir: Path) -> None:
    """Without sections: short questions, long ones, boxes behind them and declarations have headings of ours."""
    form = planned(read_campaign(choir), "en")
    assert [[question.key for question in part.questions] for part in form.parts] == [
        ["cantor", "nascimento", "voz"],
        ["experiencia", "escola"],
        ["dias"],
        ["imagem"],
    ]
    assert [part.title for part in form.parts] == [
        "General information",
        "Open questions",
        "Further information",
        "Declaration",
    ]
    assert "Experiência" in form.parts[1].note
    assert [option.label for option in form.questions[2].options] == ["Voz (soprano)", "Voz (baixo)"]


@pytest.mark.parametrize(
    ("last", "titles"),
    [
        (BORN, ["General information"]),
        (f"{BORN}, {AGREED}", ["General information", "Declaration"]),
        (f"{DAY}, {SIGNED}", ["General information", "Declaration and signature"]),
    ],
)
def test_the_end_of_a_form_is_what_is_declared(tmp_path: Path, last: str, titles: list[str]) -> None:
    """A date belongs to a signature, and is a question like others without one."""
    file = tmp_path / "club.toml"
    name = '{ key = "name", type = "person", labels.en = ["Name"] }'
    file.write_text(f'id = "club"\nlanguages = ["en"]\nname.en = "Club"\nfields = [{name}, {last}]', encoding="utf-8")
    assert [part.title for part in planned(read_campaign(file), "en").parts] == titles


def test_a_language_is_added_by_adding_a_folder(tmp_path: Path) -> None:
    """Two files of words, and its code in the campaign file."""
    folder = tmp_path / "it"
    folder.mkdir()
    words = Path("pipeline/languages/es/form.toml").read_text(encoding="utf-8")
    (folder / "form.toml").write_text(words.replace("Formulario de adhesión", "Modulo di adesione"), encoding="utf-8")
    (folder / "language.toml").write_text('name = "italiano"\nlocale = "it_IT"\nyes = "sì"\nno = "no"\n', "utf-8")
    campaign, templates = replace(CAMPAIGN, languages=("it", "en")), Templates(own=tmp_path)
    assert form_languages(campaign, templates) == ("it", "en")
    form = planned(campaign, "it", templates=templates)
    assert form.title == "Modulo di adesione"
    assert "Spagna" in [option.label for option in form.questions[2].options]
    for kind in (Format.DOCX, Format.XLSX):
        assert build_form(campaign, "it", kind, templates=templates)


def test_known_values_stand_as_a_person_types_them() -> None:
    """Dates day first, plain digits, keys of lists and boxes; one line stays one line; a signature is never copied."""
    form = planned(CAMPAIGN, "en")
    values: dict[str, FieldValue] = {
        "mandate_start": "2023",
        "mandate_end": "2027-05",
        "decision_date": "2024-03-09",
        "population": 28696.0,
        "country": "ES",
        "government_type": "no such kind",
        "themes": ("housing", "no such theme"),
        "consent": False,
        "signed": True,
        "leader_name": "Ana\r\nBcc: all \u202eelpmaxE\x00",
        "motivation": "One\n\n=2+2\x07",
    }
    assert fill(CAMPAIGN, form, values) == {
        "mandate_start": "2023",
        "mandate_end": "05/2027",
        "decision_date": "09/03/2024",
        "population": "28696",
        "country": "ES",
        "themes": ("housing",),
        "consent": ("no",),
        "leader_name": "Ana Bcc: all elpmaxE",
        "motivation": "One\n\n=2+2",
    }


def test_signatures_and_long_answers_are_asked_for_what_they_are() -> None:
    """The kinds of answer follow the types of the campaign file."""
    asks = {question.key: question.asks for question in planned(CAMPAIGN, "en").questions}
    assert asks["signed"] is Asks.SIGNATURE
    assert asks["consent"] is Asks.YES_NO
    assert asks["themes"] is Asks.BOXES
    assert asks["country"] is Asks.LIST
    assert asks["motivation"] is Asks.LINES
    assert asks["decision_date"] is Asks.LINE


def test_mistakes_in_the_words_of_staff_are_told_together(tmp_path: Path) -> None:
    """Their own form.toml with a wrong gap and without a title is one error that names the file and both."""
    own = tmp_path / "en" / "form.toml"
    own.parent.mkdir()
    words = Path("pipeline/languages/en/form.toml").read_text(encoding="utf-8")
    own.write_text(words.replace('title = "Adhesion form"', "").replace("{address}", "{adress}"), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        build_form(CAMPAIGN, "en", Format.DOCX, templates=Templates(own=tmp_path))
    assert str(own) in str(error.value)
    assert "{adress}" in str(error.value)
    assert "title" in str(error.value)


def test_file_names_are_plain() -> None:
    """They survive every mail program."""
    assert file_name("en", Format.PDF) == "adhesion-form-en.pdf"
    assert all(file_name(each, Format.DOCX).isascii() for each in form_languages(CAMPAIGN))
