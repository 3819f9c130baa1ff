from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from tests.unit.normalise.reading import read, value


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Ajuntament de Granollers.", "Ajuntament de Granollers"),
        ("Ajuntament de\nGranollers", "Ajuntament de Granollers"),
        ("Plaça Porxada, 6\n08401 Granollers\nSpain", "Plaça Porxada, 6, 08401 Granollers, Spain"),
        ("«Ville de Grenoble»", "Ville de Grenoble"),
        ("Washington D.C.", "Washington D.C."),
        (": Intendenta", "Intendenta"),
        ("Gwang\u200bju\x07 City", "Gwangju City"),
        ("(as on the certificate)", None),
        ("...", None),
    ],
)
def test_texts_are_one_clean_line(raw: str, text: str | None) -> None:
    """Lines are joined, what is invisible or stands around goes; a bracket alone is a hint, not a value."""
    assert value(raw, FieldType.TEXT) == text


def test_text_of_another_kind_is_doubtful() -> None:
    """An e-mail address or bare digits where words are asked are doubtful, and an essay is no line of text."""
    address = read("ana@city.example", FieldType.TEXT)

    assert address
    assert address.certainty <= 0.5
    assert value("word " * 200, FieldType.TEXT) is None


@pytest.mark.parametrize(
    "raw",
    ["Town of {{ name }}", "<b>Alfa</b>", "=cmd|'/C calc'!A1", "@SUM(A1)", "\\\\host\\share", "a_x000D_b"],
)
def test_what_only_programs_write_is_doubtful(raw: str) -> None:
    """A template that was never filled in, a tag, a formula: kept as it stands, and never looking certain."""
    normal = read(raw, FieldType.TEXT)

    assert normal
    assert normal.certainty <= 0.5


def test_narratives_keep_their_paragraphs_and_bullets() -> None:
    """Each line is a paragraph, bullets are written alike, empty lines and stray bullets go."""
    raw = "Les droits  humains d'abord.\r\n\r\n• un conseil\n•\n– deux services\n\nFin du texte."

    assert (
        value(raw, FieldType.NARRATIVE) == "Les droits humains d'abord.\n- un conseil\n- deux services\nFin du texte."
    )


def test_lines_to_write_on_are_no_part_of_a_narrative() -> None:
    """Dots and underscores that were there before the answer go; three dots are the writer's own."""
    assert (
        value(".... We listen first.\nAnd then we act ______", FieldType.NARRATIVE)
        == "We listen first.\nAnd then we act"
    )
    assert value("We listen first...", FieldType.NARRATIVE) == "We listen first..."


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    """The private characters that word processors use for bullets are told before they are cleaned away."""
    assert value("\uf0b7 first\n\uf0b7\tsecond", FieldType.NARRATIVE) == "- first\n- second"
