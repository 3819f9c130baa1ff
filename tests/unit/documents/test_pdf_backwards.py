"""Right-to-left lines of a PDF page, given as shown from the left, come out as they are read."""

from __future__ import annotations

import pytest

from pipeline.documents.printed.backwards import UNTOLD, addresses_whole, piece_read, reading_order
from pipeline.documents.printed.word import Word

EMAIL, PLACE = "\u0627\u0644\u0628\u0631\u064a\u062f", "\u062c\u0645\u0627\u0639\u0629"


def read(*shown: str) -> list[Word]:
    words = [
        Word(text, (10.0 * at, 0, 10.0 * at + 8, 10), 8, 10, first=10 * at, last=10 * at + 8)
        for at, text in enumerate(shown)
    ]
    return reading_order(words)


def texts(*shown: str) -> list[str]:
    return [word.text for word in read(*shown)]


@pytest.mark.parametrize(
    ("shown", "as_read"),
    [
        (".12", "12."),
        ("%50", "50%"),
        ("6/3/2026", "6/3/2026"),
        ("1,000,000", "1,000,000"),
        ("2021-2017", "2017-2021"),
        ("2017-2021", "2017-2021"),
        ("966+", "+966"),
        ("+966", "+966"),
        ("N/A", "N/A"),
        ("office@town.example", "office@town.example"),
        (".Example", "Example."),
    ],
)
def test_words_without_right_to_left_letters(shown: str, as_read: str) -> None:
    """Numbers and Latin words stay, signs beside them stand on the other side; years run from the first to the last."""
    assert piece_read(shown) == as_read


def test_an_address_in_pieces_keeps_its_order() -> None:
    """The pieces of an e-mail address run from the left, its label from the right."""
    assert texts("office", "@", "town", EMAIL, ".12") == ["12.", EMAIL, "office", "@", "town"]


@pytest.mark.parametrize("shown", [("+962", "6", "5511"), ("5511", "6", "+962")])
def test_a_phone_number_starts_with_its_plus(shown: tuple[str, ...]) -> None:
    """Whichever way the groups of a phone number are shown."""
    assert texts(*shown, EMAIL) == [EMAIL, "+962", "6", "5511"]


def test_a_zero_says_less_than_a_plus() -> None:
    """In front it agrees with the order of the line; at the end it only makes it doubtful."""
    assert [word.confidence for word in read("637", "196", "01", EMAIL)] == [1.0] * 4
    assert texts("053", "12", "30", EMAIL) == [EMAIL, "30", "12", "053"]
    assert [word.confidence for word in read("053", "12", "30", EMAIL)] == [1.0, UNTOLD, UNTOLD, UNTOLD]


def test_thousands_follow_in_threes() -> None:
    """A number parted by blanks is shown from the left."""
    assert texts("41", "585", PLACE) == [PLACE, "41", "585"]


def test_numbers_whose_order_nothing_tells_are_doubted() -> None:
    """Two numbers that could be read either way."""
    assert [word.confidence for word in read("412", "585", PLACE)] == [1.0, UNTOLD, UNTOLD]


def test_an_address_that_was_cut_at_its_signs_is_one_word() -> None:
    """Its parts touch; what stands a blank away from them is another word."""
    shown = (("ada", 0, 14), ("@", 14, 22), ("town.", 22, 40), ("example", 40.5, 70), ("Tel", 75, 85))
    words = [Word(text, (x0, 0, x1, 10), 8, 10, first=9 - at, last=9 - at) for at, (text, x0, x1) in enumerate(shown)]
    assert [word.text for word in addresses_whole(words)] == ["ada@town.example", "Tel"]
