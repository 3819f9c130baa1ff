from __future__ import annotations

import pytest

from pipeline.reconcile.reply_language import reply_language
from pipeline.records import Member, Status

OURS = ("en", "fr", "es", "id", "pt", "ca", "ar", "ko")


def member(language: str | None) -> Member:
    return Member("M0001", Status.READY, None, (), language=language)


def test_a_member_is_answered_in_its_own_language() -> None:
    """What is known of the member says more than an address; what the campaign does not write, says nothing."""
    assert reply_language([member("ca")], "a@vallclara.es", OURS) == "ca"
    assert reply_language([member(None), member("pt")], "a@vallclara.es", OURS) == "pt"
    assert reply_language([member("fi")], "a@vallclara.es", OURS) == "es"


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("mairie@vauclair.fr", "fr"),
        ("registro@EXEMPLO.GOV.BR", "pt"),
        ("info@contoh.go.id", "id"),
        ("baladia@mithal.ma", "ar"),  # French is one, too: the first counts
        ("mairie@exemple.sn", "fr"),  # the first official one is none of ours
        ("office@gasang.go.kr", "ko"),
        ("town@northwick.gov.uk", "en"),
        ("ajuntament@vallclara.cat", "ca"),
        ("someone@mail.example", None),
        ("someone@gmail.com", None),
        ("kunta@esimerkki.fi", None),
        ("nobody", None),
        ("", None),
        ("a@b.ñé", None),
    ],
)
def test_an_address_tells_its_country(address: str, language: str | None) -> None:
    """The official language of the country where the campaign writes it; None is the campaign's first."""
    assert reply_language((), address, OURS) == language
