"""Names, addresses and numbers are found however they are written, and nothing else is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.erasure.words import Words, is_long_enough

ADA = Words(("Ada Quillón",))


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quillón",
        "signed by ADA QUILLON, mayor",
        "Quillón, Ada",
        "mailto:ada.quillon@ash.example",
        "Ada%20Quill%C3%B3n and ada%20quillon",
        "ada_quillon.docx",
        unicodedata.normalize("NFD", "Ada Quillón"),
        "Ａｄａ Ｑｕｉｌｌｏｎ",
    ],
)
def test_a_name_is_found_in_any_spelling(text: str) -> None:
    """Case, accents, order, signs between and width do not matter; what is left names nobody."""
    assert ADA.names(text)
    assert not ADA.names(ADA.redacted(text))


@pytest.mark.parametrize("text", ["Adalbert Quillon", "Ada Quillonez", "Quillon", "Canada quillons", ""])
def test_what_only_looks_alike_is_left(text: str) -> None:
    """Only whole words count."""
    assert not ADA.names(text)
    assert ADA.redacted(text) == text


def test_only_the_name_is_replaced() -> None:
    """The words around it stay as they were."""
    assert ADA.redacted("Señora ADA QUILLÓN llamó. ¡Gracias!") == "Señora [erased] llamó. ¡Gracias!"


@pytest.mark.parametrize(
    "text", ["+34 952 00 01 23", "952000123", "(952) 000-123", "0034952000123", "tel:+34952000123"]
)
def test_a_number_is_found_with_and_without_its_country(text: str) -> None:
    """Telephone numbers are written in many ways."""
    words = Words(("+34952000123",))
    assert words.names(text)
    assert "952" not in words.redacted(text)


def test_a_number_inside_a_longer_one_is_another() -> None:
    """Its digits must end where it ends."""
    assert not Words(("+34952000123",)).names("+349520001234")


def test_names_in_scripts_without_spaces_are_found() -> None:
    """There a word has no edges."""
    assert Words(("한소율",)).redacted("한소율시장") == "[erased]시장"


def test_short_texts_are_refused() -> None:
    """Two letters stand everywhere; in Korean they are a name."""
    assert not is_long_enough("Al")
    assert not is_long_enough(" -- ")
    assert is_long_enough("백다온")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_around_a_name_it_goes(before: str, after: str) -> None:
    """No text keeps a name that was found in it."""
    text = f"{before} Ada Quillón {after}"
    assert not ADA.names(ADA.redacted(text))
