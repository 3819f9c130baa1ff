"""What holds for every kind of value and every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.campaign.definition import FieldType, Part
from pipeline.normalise.base import Context
from pipeline.normalise.values import normalise, normalise_part
from tests.unit.normalise.reading import field

WORDS = (
    "Ana Ruiz MARTÍNEZ KANG Gi-jung de la , Mayor Alcaldesa Dr. S.Pi. M. Sra. 한소영 시장 السيدة فاطمة ( ) / - – : ; "
    "\n \n\n • 12 2026 03 1.234 1,5 million juta 만 hab. mars Spain España Korea www.city.example a@b.example + 34 "
    "938 42 66 10 ext. Yes No ☒ ☐ [x] Municipality Region & y et II Jr. O'BRIEN D' “ ” « » * 1) (e.g. x) _ … { } < > "
    "al VAN DEN 0 ' %"
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=9).map(" ".join),
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=9).map("".join),
)
CONTEXTS = st.sampled_from(
    [Context(), Context("fr", "FR"), Context("ko", "KR"), Context("id", "ID"), Context("en", "US", "MDY")]
)


@pytest.mark.parametrize("kind", FieldType)
@settings(max_examples=80, deadline=None)
@given(text=TEXTS, context=CONTEXTS)
def test_a_normal_form_is_its_own_normal_form(kind: FieldType, text: str, context: Context) -> None:
    """No text makes a normaliser fail, and reading what it gave again changes nothing."""
    asked = field(kind)
    normal = normalise(text, asked, context)
    if normal is None:
        return
    written = ", ".join(normal.value) if isinstance(normal.value, tuple) else str(normal.value)
    again = normalise(written, asked, context)

    assert 0 < normal.certainty <= 1
    assert again is not None
    assert again.value == normal.value
    assert type(again.value) is type(normal.value)


@pytest.mark.parametrize("part", Part)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS, context=CONTEXTS)
def test_parts_never_fail(part: Part, text: str, context: Context) -> None:
    """Any text may be asked for any part."""
    kind = {Part.TITLE: FieldType.TEXT, Part.GENDER: FieldType.CHOICE, Part.YEARS: FieldType.NUMBER}
    normal = normalise_part(text, field(kind.get(part, FieldType.DATE), part), context)

    assert normal is None or 0 < normal.certainty <= 1


@pytest.mark.parametrize("kind", FieldType)
def test_hostile_lengths_are_read_quickly(kind: FieldType) -> None:
    """Long runs of one character do not make the patterns run away."""
    for text in (
        "9" * 5000,
        "( " * 2500,
        "a." * 2500,
        "- " * 2500,
        "@" * 5000,
        "1." * 2500,
        "x-" * 2500,
        "\n" * 5000 + "x",
    ):
        normal = normalise(text, field(kind), Context(country="ES"))

        assert normal is None or normal.value is not None
