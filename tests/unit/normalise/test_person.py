from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from tests.unit.normalise.reading import codes, read, value

NAMES = [
    ("KANG Gi-jung, Mayor", "Gi-jung Kang"),
    ("KANG Gi-jung Mayor", "Gi-jung Kang"),
    ("LI Wei", "Wei Li"),
    ("MARTÍNEZ LÓPEZ, Ana", "Ana Martínez López"),
    ("García López, María", "María García López"),
    ("DE LA CRUZ Juan", "Juan de la Cruz"),
    ("VAN DEN BERG Jan", "Jan van den Berg"),
    ("AHMAD bin Ali", "Ahmad bin Ali"),
    ("MARÍA DE LOS ÁNGELES GARCÍA", "María de los Ángeles García"),
    ("JEAN-PIERRE O'BRIEN", "Jean-Pierre O'Brien"),
    ("ana ruiz gómez", "Ana Ruiz Gómez"),
    ("Dr. Hj. Siti Aminah, S.Pi., M.Si.", "Siti Aminah, S.Pi., M.Si."),
    ("Dr.H.Ahmad Yani", "Ahmad Yani"),
    ("Excmo. Sr. D. Juan García", "Juan García"),
    ("Dña. Ana Ruiz Gómez", "Ana Ruiz Gómez"),
    ("Ing. Arq. Juan Pérez de la Cruz", "Juan Pérez de la Cruz"),
    ("the Right Honourable John Smith", "John Smith"),
    ("M. Jean Dupont", "Jean Dupont"),
    ("Madame la Maire Claire Dupont", "Claire Dupont"),
    ("Dott.ssa Maria Rossi", "Maria Rossi"),
    ("Frau Dr. Anna Müller", "Anna Müller"),
    ("Alcaldesa: María Fernández", "María Fernández"),
    ("Ana Ruiz (Alcaldesa)", "Ana Ruiz"),
    ("Ana Ruiz\nAlcaldesa de Rosario", "Ana Ruiz"),
    ("Señora Intendenta Mónica Prueba", "Mónica Prueba"),
    ("Jordi Puig i Soler", "Jordi Puig i Soler"),
    ("Sergio Alcalde", "Sergio Alcalde"),
    ("Na Kyung-won", "Na Kyung-won"),
    ("ANA RUIZ ALCALDESA", "Ana Ruiz"),
    ("Grace Okello OBE", "Grace Okello OBE"),
    ("Manuel López O.", "Manuel López O."),
    ("광주광역시장 한소영", "한소영"),
    ("한소영", "한소영"),
    ("한소영 시장", "한소영"),
    ("홍길동 (HONG Gildong)", "홍길동"),
    ("السيدة فاطمة الزهراء، رئيسة المجلس", "فاطمة الزهراء"),
    ("山田太郎 市長", "山田太郎"),
    ("Иван Петров", "Иван Петров"),
]


@pytest.mark.parametrize(("raw", "name"), NAMES)
def test_names_stand_alone(raw: str, name: str) -> None:
    """Civility, office and degree in front go, surnames in capitals go behind, other scripts stay."""
    assert value(raw, FieldType.PERSON) == name


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "Mayor",
            "Alcaldesa de Rosario",
            "Monsieur le Maire",
            "Mr. Mayor",
            "رئيس المجلس",
            "Ayuntamiento de Granollers",
        ),
        *("ana@city.example", "Ana Ruiz 12", "We promote human rights", "Promover los derechos humanos", "South Korea"),
        *(
            "Human rights office",
            "Oficina de Derechos Humanos",
            "Yes",
            "Contact person",
            "www.city.example",
            "First Deputy Mayor",
        ),
    ],
)
def test_other_texts_are_no_people(raw: str) -> None:
    """Offices, bodies, addresses, countries, sentences are never taken for a name."""
    assert value(raw, FieldType.PERSON) is None


def test_initials_are_titles_only_in_their_language() -> None:
    """The letter D with its full stop is Don in Spanish and an initial in English."""
    assert value("D. Juan García", FieldType.PERSON, language="es") == "Juan García"
    assert value("D. H. Lorens", FieldType.PERSON, language="en") == "D. H. Lorens"


def test_doubtful_names_say_so() -> None:
    """A single word, an order told by a comma alone, and two people are less certain."""
    single, turned, two = (
        read(raw, FieldType.PERSON) for raw in ("Juan", "García López, María", "Ana Ruiz y Juan Pérez")
    )
    assert single
    assert single.certainty < 0.7
    assert turned
    assert 0.7 <= turned.certainty < 0.9
    assert two
    assert (two.value, codes(two)) == ("Ana Ruiz", ["several-people"])
    assert two.certainty < 0.7


@pytest.mark.parametrize(
    "label",
    [
        "Nombre de la ciudad",
        "Type of territory",
        "اسم البلدية",
        "기관명",
        "Datum",
        "Uso del sello",
        "International Relations",
    ],
)
def test_labels_and_departments_never_look_like_people(label: str) -> None:
    """What forms print and what departments are called is no name, or a doubtful one."""
    normal = read(label, FieldType.PERSON)

    assert normal is None or normal.certainty < 0.7


def test_italian_surnames_keep_the_capitals_of_their_particles() -> None:
    """Out of capitals, "delle" is small in most languages, but Italian writes it with a capital."""
    assert value("Ottavio DELLE VIGNE", FieldType.PERSON, language="it") == "Ottavio Delle Vigne"
    assert value("Ana DE LA CRUZ", FieldType.PERSON, language="es") == "Ana de la Cruz"


@pytest.mark.parametrize(
    "raw", ["/s/ Helen A. Thornbury", "/s/ Helen A. Thornbury eSigned", "Helen A. Thornbury (signed)"]
)
def test_a_typed_signature_gives_the_name(raw: str) -> None:
    """The signs of electronic signing around a name are no part of it."""
    assert value(raw, FieldType.PERSON) == "Helen A. Thornbury"
