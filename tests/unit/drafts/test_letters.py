from __future__ import annotations

import datetime as dt
import shutil
import stat
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from pipeline.campaign.loader import load_campaign
from pipeline.config import SecretariatSettings
from pipeline.drafts.checking import template_problems
from pipeline.drafts.letter_values import letter_values
from pipeline.drafts.letters import LetterRequest, letter_name, render_letter, write_letter
from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates
from pipeline.languages.language import read_language
from tests.unit.drafts.people import SECRETARIAT, VALUES, campaign, member, without

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.records import Member

DAY = dt.date(2026, 3, 4)


def letter(who: Member, language: str | None = None) -> LetterRequest:
    return LetterRequest(who, campaign(), SECRETARIAT, DAY, language)


def words(data: bytes) -> str:
    """All lines of the letter's body."""
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def own_templates(folder: Path) -> Templates:
    """A folder as staff have it, with all built-in templates in it."""
    return Templates(own=Path(shutil.copytree(BUILT_IN.built_in, folder / "templates")))


def own_file(templates: Templates, language: str, name: str) -> Path:
    assert templates.own
    return templates.own / language / name


def test_letter_is_in_the_language_of_the_form() -> None:
    """Where letters exist in it, else in the campaign's first language."""
    assert letter_name(letter(member(language="es"))) == "M0001-welcome-es.docx"
    assert letter_name(letter(member(language="de"))) == "M0001-welcome-en.docx"


@pytest.mark.parametrize(
    ("language", "title", "gender", "salutation"),
    [
        ("en", "Mayor", "female", "Dear Mayor Marta Exemple Soler,"),
        ("en", "President of the Departmental Council", None, "Dear President Marta Exemple Soler,"),
        ("en", "Alcaldessa de Vallclara", None, "Dear Mayor Marta Exemple Soler,"),
        ("en", "Councillor", "female", "Dear Ms Marta Exemple Soler,"),
        ("en", "Councillor", "male", "Dear Mr Marta Exemple Soler,"),
        ("en", "Mayor’s chief of staff", None, "Dear Marta Exemple Soler,"),
        ("fr", "Maire", "female", "Madame la Maire,"),
        ("fr", "président du Conseil départemental", "male", "Monsieur le Président,"),
        ("fr", "Maire de la commune", "male", "Monsieur le Maire,"),
        ("fr", "Maire adjointe", "female", "Madame,"),
        ("fr", "Président", "female", "Madame la Présidente,"),
        ("fr", "Alcaldessa", None, "Madame la Maire,"),
        ("fr", "Oberbürgermeisterin der Stadt Musterburg", None, "Madame la Maire,"),
        ("fr", "Alcaldessa", "male", "Madame, Monsieur,"),
        ("fr", "Élu", "male", "Monsieur,"),
        ("fr", "Maire", None, "Madame, Monsieur,"),
        ("es", "Alcaldesa", "female", "Estimada alcaldesa:"),
        ("es", "Concejala", "female", "Estimada Sra. Marta Exemple Soler:"),
        ("es", "Alcalde", "male", "Estimado alcalde:"),
        ("es", "Alcalde", None, "Estimada señora, estimado señor:"),
        ("id", "Wali Kota", "female", "Yang terhormat Ibu Wali Kota Marta Exemple Soler,"),
        ("id", "Bupati", None, "Yang terhormat Bapak/Ibu Bupati Marta Exemple Soler,"),
    ],
)
def test_salutation(language: str, title: str, gender: str | None, salutation: str) -> None:
    """Title and gender stand in it where they are declared and fit the language, else it is neutral."""
    values = without("leader_gender") | {"leader_title": title} | ({"leader_gender": gender} if gender else {})

    assert salutation in words(render_letter(letter(member(values, language=language)))).splitlines()


@pytest.mark.parametrize(
    ("language", "name", "phrase"),
    [
        ("en", "City of Northwick", "welcome the City of Northwick to"),
        ("en", "Northwick Council", "welcome Northwick Council to"),
        ("en", "The City of Northwick", "welcome the City of Northwick to"),
        ("en", "Northwick City Government", "welcome the Northwick City Government to"),
        ("en", "Gemeente Northwick", "welcome the Gemeente Northwick to"),
        ("en", "Borough of Northwick, Example", "welcome the Borough of Northwick, Example, to"),
        ("en", "Northwick", "welcome Northwick to"),
        ("fr", "Ville de Vauclair", "l’adhésion de la Ville de Vauclair à"),
        ("fr", "Département de l'Exemple", "l’adhésion du Département de l'Exemple à"),
        ("fr", "Agglomération de Vauclair", "l’adhésion de l’Agglomération de Vauclair à"),
        ("fr", "Stad Northwick", "l’adhésion de votre collectivité, Stad Northwick, à"),
        ("es", "Ayuntamiento de Ejemplar", "la adhesión del Ayuntamiento de Ejemplar a"),
        ("es", "Diputación de Ejemplar", "la adhesión de la Diputación de Ejemplar a"),
        ("es", "Excmo. Ayuntamiento de Ejemplar", "la adhesión del Excmo. Ayuntamiento de Ejemplar a"),
        ("es", "Ilustre Municipalidad de Ejemplar", "la adhesión de la Ilustre Municipalidad de Ejemplar a"),
        ("es", "Alcaldía Ejemplar, Ciudad de Muestra", "la adhesión de la Alcaldía Ejemplar, Ciudad de Muestra, a"),
        ("es", "La Muestra", "la adhesión de La Muestra a"),
        ("es", "", "la adhesión de su gobierno a"),
        ("fr", "Angerville-Exemple", "l’adhésion d’Angerville-Exemple à"),
        ("fr", "Les Exemples", "l’adhésion des Exemples à"),
        ("fr", "La Vauclaire", "l’adhésion de La Vauclaire à"),
        ("fr", "Honfroy", "l’adhésion de votre collectivité, Honfroy, à"),
        ("ca", "L'Exempleda", "l’adhesió de l'Exempleda a"),
        ("ca", "Diputació d'Exemple", "l’adhesió de la Diputació d'Exemple a"),
        ("pt", "Município de Exemplo", "a adesão do Município de Exemplo à"),
        ("pt", "Exemplo", "a adesão do seu governo, Exemplo, à"),
        ("ko", "예시시", "예시시의 캠페인 가입"),
        ("ar", "", "بانضمام حكومتكم المحلية إلى"),
        ("id", "Kota Contoh", "keputusan Kota Contoh untuk"),
    ],
)
def test_governments_have_their_article(language: str, name: str, phrase: str) -> None:
    """Names of a known kind stand in the sentence as the language does it, others as a name of their own."""
    values = without("government_name") | ({"government_name": name} if name else {})

    assert phrase in words(render_letter(letter(member(values, language=language))))


def test_letters_are_signed_in_their_language() -> None:
    """Words of the secretariat that were not set are translated; those that were set need their own translation."""
    own = SecretariatSettings.model_validate(
        {"committee": "Committee of Examples", "translations": {"fr": {"signatory_title": "Coordinatrice"}}}
    )
    french = letter_values(LetterRequest(member(), campaign(), own, DAY, "fr"), read_language("fr"))

    assert (french["committee"], french["signatory"]) == ("Committee of Examples", "Le Secrétariat exécutif")
    assert french["signatory_title"] == "Coordinatrice"


@pytest.mark.parametrize(
    ("language", "salutation"),
    [("en", "Dear Sir or Madam,"), ("fr", "Madame, Monsieur,"), ("es", "Estimada señora, estimado señor:")],
)
def test_nothing_declared(language: str, salutation: str) -> None:
    """A member of which nothing is known gets a letter without holes."""
    said = words(render_letter(letter(member({}, wave=None, language=language))))

    assert salutation in said
    assert "None" not in said
    assert "{" not in said


def test_foreign_title_is_said_in_the_language_of_the_letter() -> None:
    """The title stands in the address as declared, and in the salutation as the letter's language says it."""
    said = words(render_letter(letter(member(language="ca"), "en")))

    assert "\nAlcaldessa\n" in said
    assert "Dear Mayor Marta Exemple Soler," in said


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "<script>x</script>", "A & B", "{%p if x %}", "a\x00b\x0bc", "\ud800"])
def test_hostile_values_are_plain_text(text: str) -> None:
    """Nothing that a form holds acts in the letter: no template, no XML, no control character."""
    data = render_letter(letter(member(VALUES | {"government_name": f"[{text}]"})))
    shown = text.replace("\x00", "").replace("\x0b", " ").replace("\ud800", "")

    assert f"[{shown}]" in words(data)


def test_wave_and_between_waves() -> None:
    """The letter names the wave, or says that the form came between two calls."""
    assert "in wave 4 of" in words(render_letter(letter(member())))
    assert "between two calls" in words(render_letter(letter(member(wave=None))))


def test_same_request_same_bytes() -> None:
    """A letter can be made again without becoming another one, and carries no time of day."""
    data = render_letter(letter(member()))

    assert data == render_letter(letter(member()))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_file_is_private(tmp_path: Path) -> None:
    """The letter's file is for its owner only and replaces an earlier one as a whole."""
    file = write_letter(letter(member()), tmp_path / "letters")
    again = write_letter(letter(member()), tmp_path / "letters")

    assert again == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_mistake_in_a_word_template_names_file_and_name(tmp_path: Path) -> None:
    """A misspelt name in a template is told before it becomes a hole in a letter."""
    templates = own_templates(tmp_path)
    document = Document()
    document.add_paragraph("Dear {{ leeder }}")
    document.save(str(own_file(templates, "en", "welcome.docx")))

    with pytest.raises(DefinitionError, match=r"welcome\.docx[\s\S]*leeder"):
        render_letter(letter(member()), templates)
    assert "leeder" in template_problems(replace(campaign(), languages=("en",)), templates)[0]


@pytest.mark.parametrize("content", [b"", b"no Word file", b"PK\x03\x04 damaged"])
def test_broken_word_template_is_a_named_error(tmp_path: Path, content: bytes) -> None:
    """A template that Word could not open either is named."""
    templates = own_templates(tmp_path)
    own_file(templates, "en", "welcome.docx").write_bytes(content)

    with pytest.raises(DefinitionError, match=r"welcome\.docx"):
        render_letter(letter(member()), templates)


@pytest.mark.parametrize(
    "mistake", ["{{ nobody }}", "{% if %}", "{{ ''.__class__.__mro__ }}", "{{ applicants.append(1) }}", "{{ 1/0 }}"]
)
def test_mistake_in_a_text_template_is_a_named_error(tmp_path: Path, mistake: str) -> None:
    """Unknown names, wrong syntax and attempts to leave the sandbox are told with the file."""
    templates = own_templates(tmp_path)
    own_file(templates, "fr", "pledge.txt").write_text(f"Subject: x\n{mistake}", encoding="utf-8")

    problems = template_problems(replace(campaign(), languages=("fr",)), templates)

    assert "pledge.txt" in problems[0]


def test_all_our_templates_are_good() -> None:
    """Every template of every language can be filled, with all values and with none."""
    assert template_problems(campaign()) == []


def foreign(tmp_path: Path) -> Campaign:
    file = tmp_path / "rejestr.toml"
    file.write_text(
        """
        id = "rejestr"
        languages = ["pl"]
        [name]
        pl = "Rejestr miast"
        [[fields]]
        key = "miasto"
        type = "text"
        labels.pl = ["Miasto"]
        """,
        encoding="utf-8",
    )
    return load_campaign(str(file))


def test_campaign_without_leader_and_country(tmp_path: Path) -> None:
    """The letter suits any campaign: it asks for roles, not for the keys of one form."""
    other = foreign(tmp_path)
    request = LetterRequest(member({"miasto": "Przykładowo"}, language="pl"), other, SECRETARIAT, DAY)
    said = words(render_letter(request))

    assert "Przykładowo" in said
    assert "Rejestr miast" in said
    assert "human rights" not in said.lower()
    assert "Barcelona" not in said
    assert template_problems(other) == []


def test_every_name_is_documented() -> None:
    """What a letter template can name stands in the page for those who change templates."""
    page = (BUILT_IN.built_in.parents[1] / "docs" / "letters-and-replies.md").read_text(encoding="utf-8")
    names = letter_values(letter(member()), read_language("en"))

    assert [name for name in names if f"`{name}`" not in page] == []
