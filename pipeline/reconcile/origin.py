"""Who wrote a mail: what our own provider could confirm (RFC 8601), and whether the sender fits what the form says.

All of it is for staff: a form is never refused because of it, and no letter waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.model import Finding, Severity
from pipeline.reconcile.hosts import own_domain, registrable
from pipeline.reconcile.match import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model import Mail
    from pipeline.reconcile.identity import Identity

_HEADER: Final = "authentication-results"
_MAX_HEADER: Final = 4000  # characters; the parser recurses for brackets
_MADE_UP: Final = "made-up.invalid"
_LEAST_WORD: Final = 4  # letters of a name that may stand in a domain by intent

NOT_AUTHENTIC: Final = Finding(
    "sender-not-authentic",
    Severity.WARNING,
    "The mail provider could not confirm that this mail comes from the domain that it names: check by telephone, with "
    "a number that is not from this mail, before you act on it.",
)


def authenticity_findings(mail: Mail, trusted_authserv: str | None) -> tuple[Finding, ...]:
    """What our own provider's Authentication-Results header says against the sender; nothing where it has none.

    Args:
        mail: the message.
        trusted_authserv: the name by which our provider signs that header. A sender can write such headers too, but
            ours stands above them: without a name the topmost one is taken, with a name the topmost of that name.
    """
    results = _trusted_results(mail, trusted_authserv)
    failed = "fail" in results.get("dmarc", set())
    forged = bool(results.get("spf", set()) & {"fail", "hardfail"}) and "pass" not in results.get("dkim", set())
    confirmed = "pass" in results.get("dmarc", set())
    return (NOT_AUTHENTIC,) if failed or (forged and not confirmed) else ()


def sender_findings(address: str, forms: Sequence[Identity], known: Iterable[Identity]) -> tuple[Finding, ...]:
    """Whether the sender's domain fits the governments whose forms came.

    Args:
        address: whose mail it is; "" says nothing.
        forms: what each form tells of its government; of several in one mail nothing is said.
        known: members that these forms are of: who wrote for them before may write again.
    """
    if not address or len(forms) != 1:  # who sends several is plainly a go-between
        return ()
    written = {mark for who in known for mark in who.writers | who.people | who.domains}
    named = {mark for who in forms for mark in who.people if "@" in mark}
    if address in named | written:
        return ()
    domain = registrable(own_domain(address))
    if not domain:
        return (_public_provider(),) if named else ()
    theirs = {registrable(each) for who in forms for each in who.domains} - {""}
    before = {registrable(own_domain(each) if "@" in each else each) for each in written}
    if not theirs or domain in theirs | before or any(_bears_name(domain, who) for who in forms):
        return ()
    return (_differs(domain),)


def already_told(ties: Iterable[Tie]) -> bool:
    """Whether staff are told of an unknown writer anyway, with the member that it concerns."""
    return any(tie is Tie.STRANGER for tie in ties)


def _differs(domain: str) -> Finding:
    text = (
        f"Sent from {domain}, which is neither the website nor the e-mail domain that the form gives: see that whoever "
        "wrote may speak for this government."
    )
    return Finding("sender-domain-differs", Severity.WARNING, text)


def _public_provider() -> Finding:
    text = (
        "Sent from an address at a public mail provider, which is not the address in the form: if in doubt, "
        "write to the address in the form."
    )
    return Finding("sender-public-provider", Severity.INFO, text)


def _bears_name(domain: str, who: Identity) -> bool:
    """Whether a domain is made of the government's own name: city.example for the City of City."""
    label = domain.partition(".")[0].replace("-", "")
    return any(len(word) >= _LEAST_WORD and word in label for word in who.name.split())


def _trusted_results(mail: Mail, trusted: str | None) -> dict[str, set[str]]:
    """Method to results of the one header that is believed."""
    for name, value in mail.headers:
        if name != _HEADER:
            continue
        server, results = _parsed(value[:_MAX_HEADER])
        if trusted is None or server == trusted.strip().lower():
            return results
    return {}


def _parsed(value: str) -> tuple[str, dict[str, set[str]]]:
    """The server that signed a header, and its results. Microsoft's names no server, against the standard."""
    from authres import AuthenticationResultsHeader  # noqa: PLC0415 - only where the header is

    for made_up in ("", f"{_MADE_UP}; "):
        try:
            header = AuthenticationResultsHeader.parse(f"Authentication-Results: {made_up}{value}")
        except Exception:  # noqa: BLE001, S112 - anybody may write this header, and its parser has no one error class
            continue
        results: dict[str, set[str]] = {}
        for each in header.results:
            results.setdefault(str(each.method).lower(), set()).add(str(each.result).lower())
        return "" if made_up else str(header.authserv_id).lower(), results
    return "", {}
