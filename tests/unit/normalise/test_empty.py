from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.empty import is_empty

EMPTY = [
    *("", " ", "-", "N/A", "n/d", "s/d", "n.v.t.", "k.A.", "......", "____", "…", "☐", "\u200b", "xxx", "[...]", "(…)"),
    *("no aplica", "sans objet", "tidak ada", "não se aplica", "no s'aplica", "non applicabile", "keine Angabe"),
    *("niet van toepassing", "해당 없음", "لا يوجد", "{Empty}", "[Name of the Mayor]", "<name>", "«Nombre_ciudad»"),
    *("dd/mm/yyyy", "jj/mm/aaaa", "TT.MM.JJJJ", "gg/mm/aaaa", "hh/bb/tttt", "DD / MM / YYYY", "Day/Month/Year"),
    *("20__년 __월 __일", "__/__/20__", "Choose an item.", "Click or tap here to enter text."),
    *("Cliquez ou appuyez ici pour entrer du texte.", "Haga clic o pulse aquí para escribir texto."),
    *("Klik atau ketuk di sini untuk memasukkan teks.", "Clique ou toque aqui para introduzir texto."),
    *("Feu clic o toqueu aquí per escriure text.", "Fare clic o toccare qui per immettere il testo."),
    *("Klicken oder tippen Sie hier, um Text einzugeben.", "Klik of tik om tekst in te voeren."),
    *("텍스트를 입력하려면 여기를 클릭하거나 탭하세요.", "انقر أو اضغط هنا لإدخال نص.", "Wählen Sie ein Element aus."),
]


@pytest.mark.parametrize("text", EMPTY)
def test_unanswered_places_are_empty(text: str) -> None:
    """Dots, "n/a", placeholders, prompts and date masks of all languages say nothing."""
    assert is_empty(text)


@pytest.mark.parametrize(
    "text",
    [
        *("No", "NO", "Sí", "Ja", "0", "x", "✓", "☒", "[x]", "[2026]", "<ana@city.example>", "대한민국", "Na Li"),
        *("No tenemos", "Cap de Creus", "Insertion Paris", "12/03/2026", "Dado Mayo", "none of these applies to us"),
    ],
)
def test_short_answers_are_answers(text: str) -> None:
    """What is short, or begins like a placeholder, is still an answer."""
    assert not is_empty(text)


def test_a_page_of_underscores_is_read_quickly() -> None:
    """Hostile runs of ruling characters do not make the patterns run away."""
    assert not is_empty("_" * 390 + "x!")
    assert is_empty("_ " * 100_000)


@given(st.text(max_size=60))
def test_any_text_is_empty_or_not(text: str) -> None:
    """No text makes it fail; a text with no letter, digit or mark is empty."""
    said = is_empty(text)

    assert said or text.strip()
