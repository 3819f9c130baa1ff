"""Word weeks before a secret, a certificate or an unused sign-in ends: afterwards no run reads mail any more."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from pipeline.errors import LoginRefusedError
from pipeline.model import Finding, Severity
from pipeline.signin.certificate import read_certificate
from pipeline.signin.problems import signs_in
from pipeline.signin.store import token_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.config import Settings

AHEAD: Final = dt.timedelta(days=28)
_UNUSED: Final = {"microsoft": dt.timedelta(days=90), "google": dt.timedelta(days=182)}
"""After so long without use the providers let go of a sign-in, as their documentation says."""

_SECRET = "The client secret of the mailbox", "make a new one at the provider and set secret_expires to its end"
_CERTIFICATE = "The certificate for the mailbox", "register a new one at the provider and replace certificate_file"
_SIGN_IN = "The sign-in at the mailbox", "every run renews it; if no run can, sign in again: adhesion login"
_LIMITED = (
    "The sign-in at the mailbox",
    "sign in again: adhesion login (docs/signing-in.md says how to have no such end)",
)


def expiry_notices(settings: Settings, state: Path, today: dt.date) -> tuple[Finding, ...]:
    """What ends within four weeks (`signin.ends`, a warning) or has ended (`signin.ended`, an error).

    `state` is the state folder. Reads files, asks no network, and never raises: what cannot be read is told by signing
    in itself.
    """
    if not signs_in(settings) or settings.mailbox.auth != "xoauth2":
        return ()
    return tuple(_notice(words, ends, today) for words, ends in _ends(settings, state) if ends - today <= AHEAD)


def _ends(settings: Settings, state: Path) -> Iterator[tuple[tuple[str, str], dt.date]]:
    oauth = settings.mailbox.oauth
    by_certificate = oauth.provider == "microsoft" and oauth.flow == "certificate"
    by_person = oauth.provider == "google" or (oauth.provider == "microsoft" and oauth.flow == "device_code")
    if oauth.secret_expires is not None and not by_certificate:
        yield _SECRET, oauth.secret_expires
    try:
        if by_certificate and oauth.certificate_file is not None:
            yield _CERTIFICATE, read_certificate(oauth.certificate_file).ends.date()
        if by_person:
            found = token_store(settings, state).read(oauth.provider, oauth.client_id)
            unused = found.used + _UNUSED[oauth.provider]
            yield (_LIMITED, found.ends) if found.ends is not None and found.ends < unused else (_SIGN_IN, unused)
    except LoginRefusedError:
        return


def _notice(words: tuple[str, str], ends: dt.date, today: dt.date) -> Finding:
    what, do = words
    if ends < today:
        return Finding("signin.ended", Severity.ERROR, f"{what} ended on {ends.isoformat()}; {do}")
    days = (ends - today).days
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return Finding("signin.ends", Severity.WARNING, f"{what} ends {when}, on {ends.isoformat()}; {do}")
