"""Bands of numbers are the same in whatever words and units."""

from __future__ import annotations

import pytest

from pipeline.campaign.definition import Choice, Field, FieldType
from pipeline.normalise.bands import Band, band_of
from pipeline.normalise.base import Context
from pipeline.normalise.choice import normalise_choice

SIZES = Field(
    "size",
    FieldType.CHOICE,
    {"en": ("Members",)},
    choices=(
        Choice("small", {"en": ("Fewer than 500 members",)}),
        Choice("middle", {"en": ("Between 500 and 20,000 members",)}),
        Choice("large", {"en": ("More than 20,000 members",)}),
    ),
)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("< 50 000", Band(None, 50_000)),
        ("no more than 500", Band(None, 500)),
        ("unter 50 Tsd. Einwohner", Band(None, 50_000)),
        ("50 mil a 250 mil", Band(50_000, 250_000)),
        ("Zwischen 50 und 250 Tausend", Band(50_000, 250_000)),
        ("oltre 1.000.000 abitanti", Band(1_000_000, None)),
        ("100만 이상", Band(1_000_000, None)),
        ("أقل من 50000 نسمة", Band(None, 50_000)),
    ],
)
def test_a_band_is_read_in_many_languages(text: str, band: Band) -> None:
    """Separators, units and words of comparison of the languages are understood."""
    assert band_of(text) == band


@pytest.mark.parametrize("text", ["", "4 years", "2024", "from 500 to 500", "500, 600 or 700", "some"])
def test_what_tells_no_side_is_no_band(text: str) -> None:
    """A number without "more" or "less", small ones and contradictions are no bands."""
    assert band_of(text) is None


@pytest.mark.parametrize(
    ("text", "key"), [("500 – 20 000", "middle"), ("over 20 thousand", "large"), ("< 500", "small")]
)
def test_a_box_with_the_same_numbers_is_the_same_choice(text: str, key: str) -> None:
    """A box that words a band otherwise than the campaign does is told by its numbers."""
    normal = normalise_choice(text, SIZES, Context())
    assert normal is not None
    assert normal.value == key


def test_a_box_with_other_numbers_is_no_choice() -> None:
    """Bands that no choice has are left out, not rounded."""
    assert normalise_choice("500 – 1 000", SIZES, Context()) is None


KINDS = Field(
    "kind",
    FieldType.CHOICE,
    {"en": ("Kind",)},
    choices=(
        Choice("city", {"en": ("Municipality",)}),
        Choice("province", {"en": ("Province", "Provincial government")}),
        Choice("region", {"en": ("Region",)}),
    ),
)


@pytest.mark.parametrize(("text", "key"), [("Municipal", "city"), ("Provincial", "province"), ("Regional", "region")])
def test_a_choice_is_known_by_other_endings(text: str, key: str) -> None:
    """The adjective of a choice's noun is that choice, in doubt."""
    normal = normalise_choice(text, KINDS, Context())
    assert normal is not None
    assert (normal.value, normal.certainty < 0.9) == (key, True)
