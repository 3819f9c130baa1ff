"""Access tokens of Google through google-auth, from the refresh token that a sign-in by hand left."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import AdhesionError, LoginRefusedError, MailboxUnreachableError
from pipeline.signin.secrets import client_secret_place
from pipeline.signin.store import AGAIN, token_store
from pipeline.signin.tokens import Token, refused, token_text
from pipeline.signin.web import Web

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.config import Settings

PROVIDER: Final = "google"
_AUTHORITY: Final = "https://accounts.google.com"
_TOKEN_HOST: Final = "https://oauth2.googleapis.com"  # noqa: S105 - an address
SCOPE: Final = "https://mail.google.com/"

ADVICE: Final = {
    "invalid_grant": f"the sign-in was withdrawn, or was not used for long; {AGAIN}",
    "invalid_client": "compare client_id and client secret with the registration (docs/signing-in.md)",
    "deleted_client": "the registration was deleted; make a new one (docs/signing-in.md)",
    "unauthorized_client": "the registration must be of the type desktop app (docs/signing-in.md)",
    "access_denied": f"the sign-in was declined; {AGAIN}",
}


def sign_in_url(settings: Settings) -> str:
    """Where a person signs in."""
    return f"{(settings.mailbox.oauth.authority or _AUTHORITY).rstrip('/')}/o/oauth2/v2/auth"


def token_url(settings: Settings) -> str:
    """Where tokens are asked for."""
    return f"{(settings.mailbox.oauth.authority or _TOKEN_HOST).rstrip('/')}/token"


def person_token(settings: Settings, state: Path, now: Callable[[], dt.datetime]) -> Token:
    """A token for the person who signed in; a replaced refresh token is saved before the new one is used.

    Raises:
        LoginRefusedError: nobody has signed in, or Google refuses; says what to do.
        MailboxUnreachableError: no answer, or none that makes sense.
    """
    store = token_store(settings, state)
    secret = client_secret_place(settings).read()
    with store.held():
        found = store.read(PROVIDER, settings.mailbox.oauth.client_id)
        token, refresh = _refreshed(settings, found.secret, secret)
        store.write(replace(found, used=now().date(), secret=refresh))
    return token


def _refreshed(settings: Settings, refresh_token: str, client_secret: str) -> tuple[Token, str]:
    """A new access token, and the refresh token for the next time."""
    from google.auth.exceptions import GoogleAuthError, RefreshError  # noqa: PLC0415 - heavy
    from google.oauth2.credentials import Credentials  # noqa: PLC0415 - heavy

    oauth = settings.mailbox.oauth
    make: Any = Credentials  # it has no types
    credentials = make(None, refresh_token, None, token_url(settings), oauth.client_id, client_secret)
    try:
        with closing(Web(settings.mailbox.ca_file, settings.mailbox.timeout_seconds)) as web:
            credentials.refresh(web)
    except AdhesionError:
        raise
    except RefreshError as error:
        raise _refusal(error) from None
    except (GoogleAuthError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise MailboxUnreachableError("Google answers with something that is no token; try again later") from None
    ends = credentials.expiry.replace(tzinfo=dt.UTC) if credentials.expiry else None  # it counts in UTC, without zone
    refresh = credentials.refresh_token
    return Token(token_text(credentials.token), ends), refresh if isinstance(refresh, str) else refresh_token


def _refusal(error: Exception) -> Exception:
    """Google's answer stands in the error; without one, Google wants to see the person again (its reauthentication)."""
    answer = error.args[1] if len(error.args) > 1 else None
    if isinstance(answer, dict):
        return refused(answer, ADVICE, AGAIN)
    return LoginRefusedError(f"No access token is given; {AGAIN}")
