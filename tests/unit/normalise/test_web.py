from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from tests.unit.normalise.reading import codes, read, value


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("ana@city.example", "ana@city.example"),
        ("Ana Ruiz <Ana@City.Example>", "Ana@city.example"),
        ("mailto:ana@city.example.", "ana@city.example"),
        ("mailto:ana@city.example?bcc=other@x.example", "ana@city.example"),
        ("ana (at) city.example", "ana@city.example"),
        ("ana [at] city [dot] example", "ana@city.example"),
        ("E-mail: ana@city.example", "ana@city.example"),
        ("jörg@stadt.example", "jörg@stadt.example"),
        ("foo at bar", None),
        ("ana@localhost", None),
        ("ana@", None),
        ("the cat", None),
    ],
)
def test_mail_addresses(raw: str, address: str | None) -> None:
    """Addresses lose what stands around them; only the domain gets small letters."""
    assert value(raw, FieldType.EMAIL) == address


def test_of_two_mail_addresses_the_first_is_taken() -> None:
    """The other one is named in a finding."""
    normal = read("ana@city.example; juan@city.example", FieldType.EMAIL)

    assert normal
    assert (normal.value, codes(normal)) == ("ana@city.example", ["several-emails"])
    assert normal.certainty < 0.9


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("www.city.example", "https://www.city.example"),
        ("granollers.cat", "https://granollers.cat"),
        ("https://City.EXAMPLE/Rights.", "https://city.example/Rights"),
        ("http//city.example", "http://city.example"),
        ("Web: <https://city.example/a?b=c>", "https://city.example/a?b=c"),
        ("ana@city.example", None),
        ("S.Pi", None),
        ("Dr.Ana", None),
        ("28.696", None),
        ("see our site", None),
    ],
)
def test_web_addresses(raw: str, url: str | None) -> None:
    """A scheme is added, punctuation behind is dropped; abbreviations and mail addresses are none."""
    assert value(raw, FieldType.URL) == url
