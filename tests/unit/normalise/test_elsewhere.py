from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from pipeline.model import CERTAIN
from pipeline.normalise.empty import is_elsewhere, is_example
from tests.unit.normalise.reading import read

POINTERS = [
    *("See annex 1", "See attached brochure", "Same as above", "as above", "Idem", "ditto", "vacant", "the same"),
    *("Voir annexe 2", "voir ci-dessous", "idem que la mairie", "la même adresse", "cf. en-tête"),
    *("Ver anexo", "ídem", "la misma que arriba", "se adjunta", "vide anexo", "o mesmo", "em anexo"),
    *("el mateix de l'ajuntament", "vegeu l'annex", "cfr. carta intestata", "vedi sopra", "come sopra"),
    *("siehe Briefkopf", "s. o.", "wie oben", "zie bijlage", "idem als hierboven", "lihat kop surat", "terlampir"),
    *("상동", "별첨 참조", "نفس الرقم أعلاه", "انظر الملحق"),
]


@pytest.mark.parametrize("text", POINTERS)
def test_an_answer_that_stands_in_another_place_is_no_value(text: str) -> None:
    """What points to an annex or to the line above is no address, office or name."""
    assert is_elsewhere(text)
    assert read(text, FieldType.TEXT) is None
    assert read(text, FieldType.PERSON) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Seeheim", "Ver-sur-Mer", "La Mismidad", "Vacanze", "Same", "Annexe des Tilleuls, 3 rue Haute"),
        *("See annex 1 for the plan that the council adopted in March 2024", "ana@city.example (see annex)"),
    ],
)
def test_names_that_begin_like_a_pointer_are_names(text: str) -> None:
    """Only a text that says nothing else points elsewhere."""
    assert not is_elsewhere(text)


def test_a_long_answer_that_points_elsewhere_is_kept_with_doubt() -> None:
    """What a city wrote for its motivation stays, but staff should look."""
    normal = read("Voir annexe 2.", FieldType.NARRATIVE)

    assert normal is not None
    assert (normal.value, normal.certainty < CERTAIN) == ("Voir annexe 2.", True)


@pytest.mark.parametrize(
    "text", ["Example: City: Barcelona", "Ejemplo. Ciudad: Lima", "z. B. Name: Ada", "예시: 도시명"]
)
def test_examples_are_told_by_their_first_word(text: str) -> None:
    """A line that shows how to fill in the form begins by saying so."""
    assert is_example(text)
    assert not is_example("Exemplary practices: one")
