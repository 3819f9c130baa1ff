"""Signing in at Google once, by hand.

Google's flow for devices without a browser does not offer mail, so it is the one for desktop programs: the browser is
sent back to an address of this machine (RFC 8252 section 7.3), with a proof that it was we who asked (RFC 7636).
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO
from urllib.parse import urlencode

from pipeline.errors import LoginRefusedError, MailboxUnreachableError
from pipeline.signin.google import ADVICE, PROVIDER, SCOPE, sign_in_url, token_url
from pipeline.signin.loopback import Listener, wait_for
from pipeline.signin.secrets import client_secret_place
from pipeline.signin.store import AGAIN, SignIn, token_store
from pipeline.signin.tokens import refused
from pipeline.signin.web import Web

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.config import Settings

_WORDS = """\
Open this address in a browser and sign in with the mailbox's account:

{url}

The browser ends at an address that begins with {back}. If it runs on another machine it
cannot open that page: then copy the whole address from its address line, paste it here, and press Enter.
Waiting ..."""


@dataclass(frozen=True, slots=True)
class _Question:
    """One attempt to sign in: where the browser is sent back to, and the proof that it was we who asked."""

    back: str
    state: str = field(repr=False)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)

    def url(self, settings: Settings, user: str) -> str:
        """Where the person goes."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "client_id": settings.mailbox.oauth.client_id,
            "redirect_uri": self.back,
            "response_type": "code",
            "scope": settings.mailbox.oauth.scope or SCOPE,
            "access_type": "offline",
            "prompt": "consent",  # else a second sign-in gives no refresh token
            "state": self.state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{sign_in_url(settings)}?{urlencode(asked | ({'login_hint': user} if user else {}))}"


@dataclass(frozen=True, slots=True)
class Person:
    """How to talk with the one who signs in: the mailbox's user, what is said, what is typed, seconds to wait."""

    user: str
    say: Callable[[str], None]
    typed: TextIO | None
    seconds: float = 900.0


def person_login(settings: Settings, state: Path, now: Callable[[], dt.datetime], person: Person) -> None:
    """Let a person sign in, and keep the refresh token.

    Raises:
        LoginRefusedError: declined, not done in time, or without the right to the mail.
        MailboxUnreachableError: Google cannot be reached.
    """
    store = token_store(settings, state)
    secret = client_secret_place(settings).read()
    with store.held():
        with Listener(secrets.token_urlsafe(24)) as listener:
            question = _Question(listener.address, listener.state)
            person.say(_WORDS.format(url=question.url(settings, person.user), back=question.back))
            came = wait_for(listener, person.typed, person.seconds)
        if "code" not in came:
            raise refused(came, ADVICE, AGAIN)
        answer = _exchanged(settings, question, came["code"], secret)
        refresh, today = _refresh_token(answer, settings), now().date()
        ends = _end(answer, today)
        store.write(SignIn(PROVIDER, settings.mailbox.oauth.client_id, today, refresh, ends))
    if ends is not None:
        person.say(f"Google ends this sign-in on {ends}; that of an application in production has no such end.")


def _exchanged(settings: Settings, question: _Question, code: str, secret: str) -> dict[str, object]:
    """The tokens for the code that the browser brought (RFC 6749 section 4.1.3)."""
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.back,
        "client_id": settings.mailbox.oauth.client_id,
        "client_secret": secret,
        "code_verifier": question.verifier,
    }
    with closing(Web(settings.mailbox.ca_file, settings.mailbox.timeout_seconds)) as web:
        answer = web.post(token_url(settings), data=sent).json()
    if "error" in answer:
        raise refused(answer, ADVICE, AGAIN)
    return answer


def _refresh_token(answer: dict[str, object], settings: Settings) -> str:
    """What is kept. People can untick single rights on Google's page: without the mail it is of no use."""
    granted = answer.get("scope")
    if isinstance(granted, str) and (settings.mailbox.oauth.scope or SCOPE) not in granted.split():
        raise LoginRefusedError(f"The right to read the mail was not given; tick it on Google's page: {AGAIN}")
    found = answer.get("refresh_token")
    if not isinstance(found, str) or not found:
        raise MailboxUnreachableError("Google answers with no refresh token; try again: adhesion login")
    return found


def _end(answer: dict[str, object], today: dt.date) -> dt.date | None:
    """When Google ends the sign-in in any case: after a week, as long as the application is only being tested."""
    seconds = answer.get("refresh_token_expires_in")
    known = isinstance(seconds, int) and 0 < seconds < 10**9
    return today + dt.timedelta(seconds=seconds) if known else None  # type: ignore[arg-type]
