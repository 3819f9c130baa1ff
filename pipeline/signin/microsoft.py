"""Access tokens of Microsoft 365 through msal: as an application (secret or certificate), or for a person.

The constructors of msal ask the network for the tenant's addresses, so they are called where a token is needed only.
Each time anew: a secret that was replaced while we run is then taken up.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import AdhesionError, LoginRefusedError, MailboxUnreachableError
from pipeline.signin.certificate import read_certificate
from pipeline.signin.secrets import client_secret_place
from pipeline.signin.store import AGAIN, SignIn, token_store
from pipeline.signin.tokens import Token, refused, token_from
from pipeline.signin.web import Web

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.config import Settings

PROVIDER: Final = "microsoft"
_AUTHORITY: Final = "https://login.microsoftonline.com"
_APPLICATION_SCOPE: Final = "https://outlook.office365.com/.default"
_PERSON_SCOPE: Final = "https://outlook.office.com/IMAP.AccessAsUser.All"
_GARBAGE: Final = (ValueError, KeyError, TypeError, AttributeError, RuntimeError, OverflowError)
"""What msal raises over an answer that is JSON and no answer."""

_ADVICE: Final = {
    "AADSTS7000215": "the client secret is wrong; the secret's value is needed, not its id (docs/signing-in.md)",
    "AADSTS7000222": "the client secret has expired; make a new one at the provider (docs/signing-in.md)",
    "AADSTS700016": "the tenant knows no application with this client_id; compare both",
    "AADSTS700027": "the certificate is not registered for this application, or has expired",
    "AADSTS90002": "there is no such tenant",
    "AADSTS65001": "nobody has agreed to the application's permissions (admin consent, docs/signing-in.md)",
    "AADSTS7000218": "the application must allow public client flows (docs/signing-in.md)",
    "invalid_client": "compare client_id, tenant and secret or certificate with the registration (docs/signing-in.md)",
    "unauthorized_client": "compare client_id, tenant and flow with the registration (docs/signing-in.md)",
    "invalid_grant": AGAIN,
    "interaction_required": AGAIN,
    "invalid_scope": "compare the scope with the registration; leave it out unless yours is a national cloud",
    "expired_token": f"the code was not used in time; {AGAIN}",
    "authorization_pending": f"the code was not used in time; {AGAIN}",
    "authorization_declined": f"the sign-in was declined; {AGAIN}",
    "access_denied": f"the sign-in was declined; {AGAIN}",
}
_OTHERWISE: Final = "compare [mailbox.oauth] with the registration at the provider (docs/signing-in.md)"


def application_token(settings: Settings, now: Callable[[], dt.datetime]) -> Token:
    """A token for the application itself (client credentials, RFC 6749 section 4.4)."""
    import msal  # noqa: PLC0415 - heavy

    credential = _credential(settings)
    with _web(settings) as web:
        application = _application(msal.ConfidentialClientApplication, settings, web, client_credential=credential)
        scope = settings.mailbox.oauth.scope or _APPLICATION_SCOPE
        return _token(_asked(lambda: application.acquire_token_for_client([scope])), now())


def person_token(settings: Settings, state: Path, now: Callable[[], dt.datetime]) -> Token:
    """A token for the person who signed in; what the provider replaces meanwhile is saved before it is used."""
    import msal  # noqa: PLC0415 - heavy

    store = token_store(settings, state)
    with store.held(), _web(settings) as web:
        found = store.read(PROVIDER, settings.mailbox.oauth.client_id)
        cache = msal.SerializableTokenCache()
        _asked(lambda: cache.deserialize(found.secret))
        application = _application(msal.PublicClientApplication, settings, web, token_cache=cache)
        answer = _asked(lambda: _silently(application, settings))
        if cache.has_state_changed and "access_token" in answer:
            store.write(replace(found, used=now().date(), secret=cache.serialize()))
    return _token(answer, now())


def person_login(settings: Settings, state: Path, now: Callable[[], dt.datetime], say: Callable[[str], None]) -> None:
    """Let a person sign in on any device with a browser (RFC 8628), and keep what comes of it."""
    import msal  # noqa: PLC0415 - heavy

    store = token_store(settings, state)
    cache = msal.SerializableTokenCache()  # empty, so that it holds one person afterwards
    with store.held(), _web(settings) as web:
        application = _application(msal.PublicClientApplication, settings, web, token_cache=cache)
        flow = _asked(lambda: application.initiate_device_flow([_person_scope(settings)]))
        say(_instruction(flow))
        _token(_asked(lambda: application.acquire_token_by_device_flow(flow)), now())
        store.write(SignIn(PROVIDER, settings.mailbox.oauth.client_id, now().date(), cache.serialize()))


def _credential(settings: Settings) -> object:
    """As msal wants it; the thumbprint is a SHA-256 one, which msal computes from the certificate as we do."""
    oauth = settings.mailbox.oauth
    if oauth.flow == "client_secret":
        return client_secret_place(settings).read()
    assert oauth.certificate_file is not None  # noqa: S101 - `settings_problems` was asked
    found = read_certificate(oauth.certificate_file)
    return {"private_key": found.key, "public_certificate": found.certificate}


def _web(settings: Settings) -> closing[Web]:
    return closing(Web(settings.mailbox.ca_file, settings.mailbox.timeout_seconds))


def _application(kind: Callable[..., Any], settings: Settings, web: Web, **more: object) -> Any:  # noqa: ANN401 - msal has no types
    oauth = settings.mailbox.oauth
    authority = f"{(oauth.authority or _AUTHORITY).rstrip('/')}/{oauth.tenant}"
    try:
        return kind(oauth.client_id, authority=authority, http_client=web, instance_discovery=False, **more)
    except AdhesionError:
        raise
    except _GARBAGE:
        raise LoginRefusedError(
            "The provider does not know this tenant; compare tenant (and authority) in [mailbox.oauth] with the "
            "registration"
        ) from None


def _silently(application: Any, settings: Settings) -> dict[str, object]:  # noqa: ANN401 - msal has no types
    accounts = application.get_accounts()
    answer = accounts and application.acquire_token_silent_with_error([_person_scope(settings)], accounts[0])
    return answer or {"error": "invalid_grant"}


def _person_scope(settings: Settings) -> str:
    return settings.mailbox.oauth.scope or _PERSON_SCOPE


def _asked(ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - msal has no types
    """What msal gives. An answer that it cannot make sense of is trouble of the server, and is never shown."""
    try:
        return ask()
    except AdhesionError:
        raise
    except _GARBAGE:
        raise MailboxUnreachableError("The provider answers with something that is no token; try again later") from None


def _token(answer: dict[str, object], now: dt.datetime) -> Token:
    if "access_token" not in answer:
        raise refused(answer, _ADVICE, _OTHERWISE)
    return token_from(answer, now)


def _instruction(flow: dict[str, object]) -> str:
    """What the person is to do. Address and code come from the network: only plain ones are shown."""
    address, code = flow.get("verification_uri"), flow.get("user_code")
    if "error" in flow:
        raise refused(flow, _ADVICE, _OTHERWISE)
    if not all(isinstance(text, str) and text.isascii() and text.isprintable() for text in (address, code)):
        raise MailboxUnreachableError("The provider answers with no code to sign in with; try again later")
    return f"Open {address} in any browser, type the code {code}, and sign in with the mailbox's account. Waiting ..."
