from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType, Part
from pipeline.normalise.base import Context
from pipeline.normalise.values import normalise
from tests.unit.normalise.reading import field, part


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("KANG Gi-jung, Mayor", "Mayor"),
        ("Alcaldesa: María Fernández", "Alcaldesa"),
        ("Dª. Ana Ruiz, Alcaldesa de Rosario", "Alcaldesa de Rosario"),
        ("Mayor Ana Ruiz", "Mayor"),
        ("Sra. Alcaldesa Ana Ruiz", "Alcaldesa"),
        ("M. le Maire, Pierre Exemple", "Maire"),
        ("ANA RUIZ ALCALDESA", "ALCALDESA"),
        ("한소영 시장", "시장"),
        ("السيدة فاطمة الزهراء، رئيسة المجلس", "رئيسة المجلس"),
        ("Ana Ruiz (Head of International Relations)", "Head of International Relations"),
        ("Ana Ruiz", None),
        ("Sergio Alcalde", None),
        ("Frau Dr. Anna Müller", None),
    ],
)
def test_the_office_beside_a_name(raw: str, title: str | None) -> None:
    """The office is taken as declared; civilities, degrees and surnames are none."""
    assert part(raw, FieldType.TEXT, Part.TITLE) == title


@pytest.mark.parametrize(
    ("raw", "gender"),
    [
        *(("Mme Claire Dupont, Maire", "female"), ("M. Jean Dupont, Maire", "male"), ("Mr. John Smith", "male")),
        *(("Sra. Ana", "female"), ("Bapak Ahmad", "male"), ("Ibu Siti", "female"), ("Herr Max Muster", "male")),
        *(("Alcaldesa: María", "female"), ("Bürgermeisterin Anna", "female"), ("Prefeita Maria Silva", "female")),
        *(("Intendenta", "female"), ("Sindaca Maria Rossi", "female"), ("السيدة فاطمة", "female")),
        *(("Ana Ruiz, Alcalde", None), ("Maire", None), ("Mayor", None), ("Sr./Sra.", None), ("Ana Ruiz", None)),
        *(("Lord Mayor", None), ("Lord Mayor Ada Ash", None), ("Lord Ash", "male"), ("Siti Sari, M.M.", None)),
    ],
)
def test_gender_only_where_it_is_declared(raw: str, gender: str | None) -> None:
    """Civilities and feminine offices say it; masculine offices are generic, names say nothing."""
    assert part(raw, FieldType.CHOICE, Part.GENDER) == gender


def test_a_civility_answers_the_question_itself() -> None:
    """Where the gender is asked, "Ms" is an answer as good as "Female"."""
    asked = field(FieldType.CHOICE, Part.GENDER)
    civility, word = normalise("Ms", asked, Context()), normalise("Female", asked, Context())

    assert civility
    assert word
    assert civility.value == word.value == "female"
