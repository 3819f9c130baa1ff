from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.hosts import registrable
from pipeline.reconcile.origin import authenticity_findings
from pipeline.reconcile.plan import Arrival, known_from, plan_message
from tests.unit.reconcile.building import CAMPAIGN, IN_WAVE, Register, codes, form, mail, town

if TYPE_CHECKING:
    from pipeline.model import Mail

RONDA = town("Ronda", "ronda.example")
GOOD = "mx.office.example; dkim=pass header.d=ronda.example; spf=pass smtp.mailfrom=ronda.example; dmarc=pass"
BAD = (
    "mx.office.example; dkim=none; spf=fail smtp.mailfrom=ronda.example; dmarc=fail (p=NONE) header.from=ronda.example"
)
MICROSOFT = (
    "spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=ronda.example; dkim=none (message not signed) "
    "header.d=none;dmarc=fail action=quarantine header.from=ronda.example;compauth=fail reason=000"
)


def with_headers(*values: str) -> Mail:
    return replace(mail("rights@ronda.example"), headers=tuple(("authentication-results", each) for each in values))


def doubted(*values: str, trusted: str | None = None) -> bool:
    return bool(authenticity_findings(with_headers(*values), trusted))


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        (BAD, True),
        (MICROSOFT, True),
        ("mx.office.example; spf=fail smtp.mailfrom=a.example; dkim=none", True),
        ("mx.office.example; dmarc=fail; dkim=pass header.d=other.example; spf=pass", True),
        (GOOD, False),
        ("mx.office.example; spf=fail smtp.mailfrom=list.example; dkim=pass header.d=ronda.example", False),
        ("mx.office.example; spf=softfail; dkim=none; dmarc=none", False),
        ("mx.office.example; none", False),
        ("mx.office.example 1; spf=neutral", False),
        ("", False),
    ],
)
def test_what_the_provider_could_not_confirm_is_told(value: str, *, doubt: bool) -> None:
    """A failed DMARC check, or a failed SPF check without a good signature; forwarding alone is no doubt."""
    assert doubted(value) == doubt


def test_only_our_own_providers_word_counts() -> None:
    """The topmost header of our provider is believed; what a sender wrote below it, or under other names, is not."""
    forged = GOOD.replace("mx.office", "mx.sender")
    assert doubted(BAD, GOOD)
    assert not doubted(GOOD, BAD)
    assert doubted(forged, BAD, trusted="MX.office.example")
    assert not doubted(BAD.replace("mx.office", "mx.sender"), trusted="mx.office.example")
    assert not doubted()


@given(st.lists(st.text(max_size=300), max_size=3), st.sampled_from([None, "mx.office.example"]))
def test_any_header_is_taken(values: list[str], trusted: str | None) -> None:
    """Anybody may write such a header; none of them stops anything."""
    doubted(*values, trusted=trusted)
    doubted("mx; spf=fail " + "(" * 3000, trusted=trusted)


def test_a_doubtful_mail_is_planned_as_any_other() -> None:
    """The finding stands beside the outcome, for forms and for questions."""
    for documents in ((form(RONDA),), ()):
        arrival = Arrival(with_headers(BAD), documents, IN_WAVE, may_reply=True)
        plan = plan_message(arrival, known_from(CAMPAIGN, ()))
        assert "sender-not-authentic" in codes(plan)


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ("rights@ronda.example", set()),
        ("someone@mail.ronda.example", set()),
        ("mayor@ayto-ronda.example", set()),
        ("someone@consultant.example", {"sender-domain-differs"}),
        ("someone@gmail.com", {"sender-public-provider"}),
        ("", set()),
    ],
)
def test_a_sender_who_does_not_fit_is_told(sender: str, found: set[str]) -> None:
    """Another organisation's domain is a warning, a public provider a hint, the government's own are neither."""
    assert codes(Register().arrive(sender, form(RONDA))) == found


def test_a_small_town_at_a_public_provider_is_no_stranger() -> None:
    """Where the form gives the very address that wrote, nothing is said."""
    values = town("Ronda", "ronda.example", contact_email="ronda@orange.fr", leader_email=None)
    assert codes(Register().arrive("ronda@orange.fr", form(values))) == set()


def test_a_form_without_a_domain_of_its_own_compares_with_nothing() -> None:
    """A form that names no domain of the government says nothing about who may write."""
    values = town("Ronda", "ronda.example", contact_email="ronda@orange.fr")
    assert codes(Register().arrive("town@lugo.example", form(values))) == set()


def test_who_wrote_for_a_member_before_may_write_again() -> None:
    """An earlier sender's domain is fine for a known member; a new one is told of once."""
    register = Register()
    register.arrive("someone@consultant.example", form(RONDA))
    assert "sender-domain-differs" not in codes(register.arrive("other@consultant.example", form(RONDA, name="new")))
    told = codes(register.arrive("x@stranger.example", form(RONDA, name="newer")))
    assert "unknown-writer" in told
    assert "sender-domain-differs" not in told


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("mail.city.go.kr", "city.go.kr"),
        ("www.ville.gouv.sn", "ville.gouv.sn"),
        ("ronda.es", "ronda.es"),
        ("a.b.ronda.es", "ronda.es"),
        ("gov.br", "gov.br"),
        ("", ""),
    ],
)
def test_the_part_of_a_domain_that_somebody_registered(domain: str, registered: str) -> None:
    """Hosts of one organisation are one, also below what a country gives out."""
    assert registrable(domain) == registered
