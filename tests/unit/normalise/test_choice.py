from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from tests.unit.normalise.reading import codes, read, value


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        *(("Municipality", "municipality"), ("MUNICIPIO", "municipality"), ("région", "region")),
        *(("City / Municipio", "municipality"), ("Municipallity", "municipality"), ("Autre : une fondation", "other")),
        *(("☒ City ☐ Region", "municipality"), ("[ ] City [x] Region", "region"), ("☒ City ☒ Region", None)),
        *(("50.000 – 250.000 inhabitants", "50k_250k"), ("Less than 50 000 inhabitants", "under_50k")),
        *(("We are a municipality", "municipality"), ("Municipality / Region", None), ("Granollers", None)),
    ],
)
def test_a_choice_is_told_by_its_wordings(raw: str, key: str | None) -> None:
    """Wordings of all languages count, ticked boxes decide; two choices at once give none."""
    assert value(raw, FieldType.CHOICE) == key


def test_slips_in_a_wording_are_less_certain() -> None:
    """A wording with a slip still counts, but less surely."""
    exact, slip = read("Municipality", FieldType.CHOICE), read("Municipallity", FieldType.CHOICE)

    assert exact
    assert slip
    assert slip.certainty < exact.certainty == 1.0


@pytest.mark.parametrize(
    "raw", ["Region, City", "• City\n• Region", "☒ City ☐ Other (specify) ☒ Region", "State and City"]
)
def test_lists_of_choices_come_in_the_order_of_the_form(raw: str) -> None:
    """However they are listed, the keys come in the definition's order."""
    assert value(raw, FieldType.CHOICES) == ("municipality", "region")


def test_unknown_choices_are_named() -> None:
    """What is no choice is left out and said; nothing but strangers is no list of choices."""
    normal = read("City; Moon; State", FieldType.CHOICES)

    assert normal
    assert (normal.value, codes(normal)) == (("municipality", "region"), ["unknown-choice"])
    assert value("Moon; Stars", FieldType.CHOICES) is None


@pytest.mark.parametrize(
    "raw", ["Yes", "sí", "Oui, j'autorise", "ya", "Sim", "네", "نعم", "X", "✓", "[x]", "☒ Yes ☐ No"]
)
def test_yes(raw: str) -> None:
    """Yes in many languages, and the marks for it."""
    assert value(raw, FieldType.YES_NO) is True


@pytest.mark.parametrize("raw", ["No", "Nein", "tidak", "아니오", "لا", "☐ Oui ☒ Non"])
def test_no(raw: str) -> None:
    """No in many languages."""
    assert value(raw, FieldType.YES_NO) is False


@pytest.mark.parametrize("raw", ["☐", "sí / no", "Yes/No", "No tenemos política", "la ciudad", "☐ Yes ☐ No"])
def test_neither_yes_nor_no(raw: str) -> None:
    """Printed alternatives, open boxes and sentences say neither."""
    assert value(raw, FieldType.YES_NO) is None


def test_a_cross_means_no_in_korean() -> None:
    """A lone X is no yes on a Korean form; a typed or reported signature is one where a mark is asked."""
    assert value("X", FieldType.YES_NO, language="ko") is None
    assert value("/s/ Ana Ruiz", FieldType.YES_NO) is True
    assert value("Firmado digitalmente por ANA RUIZ", FieldType.YES_NO) is True
