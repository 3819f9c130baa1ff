"""Questions are understood as a whole: misspelt words, halves that look like other questions, whom they are about."""

from __future__ import annotations

import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.extraction.wording.lexicon import Lexicon

CITIES = Lexicon(load_campaign("human-rights-cities-2030"))
SURE = 0.9


def taken_for(text: str) -> set[str]:
    """The fields that a text may be a label of, without those that are much less likely."""
    found = CITIES.labels(text)
    return {match.field for match in found if match.score >= 0.8 and match.score >= found[0].score - 0.015}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Tanggal keptusan dewan", "decision_date"),
        ("단체장 임기 시잭일", "mandate_start"),
        ("أولويت البلدية", "themes"),
        ("Telehpone of the mayor's contact person", "contact_phone"),
    ],
)
def test_one_slip_in_a_long_word_is_borne(text: str, field: str) -> None:
    """A long word with one wrong letter is read as the one word that it was meant to be."""
    assert taken_for(text) == {field}


def test_a_misspelt_question_is_never_sure() -> None:
    """What is only understood with a slip mended stays doubtful."""
    assert all(match.score < SURE for match in CITIES.labels("Kategori jumlah pendudk"))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Website kota/kabupaten", "website"),
        ("Tanda tangan Gubernur/Bupati/Wali Kota", "signed"),
        ("الصفحة الرسمية", "website"),
    ],
)
def test_half_of_a_question_is_no_question(text: str, field: str) -> None:
    """A part behind a slash, or likeness in letters, counts less than what the whole text asks for."""
    found = CITIES.labels(text)
    assert found[0].field == field


@pytest.mark.parametrize(
    "text", ["부담당자 성명", "Nama narahubung cadangan", "هاتف جهة الاتصال الثانية", "Second contact person"]
)
def test_a_second_contact_is_not_the_contact(text: str) -> None:
    """Questions about another person of the same kind are left alone."""
    assert not taken_for(text)


@pytest.mark.parametrize(
    "text", ["Tempat, tanggal lahir", "출생 날짜", "مكان وتاريخ الازدياد", "Place and date of birth"]
)
def test_a_day_of_birth_is_no_other_day(text: str) -> None:
    """A thing that the campaign never asks for makes another question of the words around it."""
    assert not taken_for(text)


@pytest.mark.parametrize(
    ("text", "field"),
    [("성 명", "contact_name"), ("전 화", "contact_phone"), ("주 소", "postal_address"), ("서 명", "signed")],
)
def test_short_korean_labels_are_spread_over_the_line(text: str, field: str) -> None:
    """Blanks between the syllables of a short label do not matter."""
    assert field in {match.field for match in CITIES.labels(text)}


@pytest.mark.parametrize(
    ("text", "field"),
    [("Tanggal tanda tangan kepala daerah", "signature_date"), ("مكان وتاريخ التوقيع", "signature_date")],
)
def test_whoever_signs_signs_for_the_organisation(text: str, field: str) -> None:
    """It does not matter whose signature a form asks for, where the campaign asks for one."""
    assert taken_for(text) == {field}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Street, number, postcode and town", "postal_address"),
        ("Calle, número, código postal y localidad", "postal_address"),
        ("Straße, Hausnummer, PLZ, Ort", "postal_address"),
        ("Pays d'implantation", "country"),
        ("Wir sind einverstanden, dass unsere Angaben im Netz stehen", "consent"),
        ("Aceptamos que nuestros datos aparezcan en línea", "consent"),
        ("Wij vinden het goed dat onze gegevens online staan", "consent"),
    ],
)
def test_what_a_question_lists_is_understood_together(text: str, field: str) -> None:
    """The parts of an address are an address, and small words make no other question."""
    assert taken_for(text) == {field}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (
            "Quelles politiques publiques avez-vous mises en place pour garantir les droits de toutes et tous ?",
            "policies",
        ),
        ("Mengapa pendekatan berbasis hak relevan di tingkat lokal?", "vision_values"),
        ("Inwiefern ist die örtliche Ebene entscheidend, um Rechte mit Leben zu füllen?", "vision_government"),
        ("Che cosa vi ha convinti a unirvi al movimento?", "motivation"),
        ("Autorizzate la pubblicazione di queste informazioni?", "consent"),
    ],
)
def test_a_long_question_on_the_theme_of_the_campaign_is_understood(text: str, field: str) -> None:
    """Where a question speaks of rights and of what a field is about, some more words make it no other question."""
    assert taken_for(text) == {field}


@pytest.mark.parametrize(
    "text",
    [
        "Pourquoi les transports sont-ils importants pour votre ville ?",
        "Warum ist der Verkehr für Ihre Stadt wichtig?",
        "Wat doet uw gemeente voor het klimaat?",
    ],
)
def test_the_same_question_about_another_thing_is_left_alone(text: str) -> None:
    """Why transport matters, and what is done for the climate, are asked by other forms."""
    assert not taken_for(text)


@pytest.mark.parametrize("text", ["Inwoners (bereik)", "Population (range)", "Jumlah penduduk (rentang)"])
def test_a_range_in_brackets_is_asked_for_not_the_number(text: str) -> None:
    """Brackets may say that the range of the inhabitants is asked for, and not how many they are."""
    assert taken_for(text) == {"population_range"}


def test_other_words_in_brackets_leave_the_number_asked_for() -> None:
    """A remark behind the number of inhabitants makes no range of it."""
    assert CITIES.labels("Inwoners (per 1 januari)")[0].field == "population"
