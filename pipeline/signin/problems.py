"""Settings for signing in that do not fit together: found before anything is tried, all of them at once."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pipeline.signin.secrets import client_secret_place, command_problems, password_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.config import OAuthSettings, Settings

_TENANT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_OF_EVERYBODY: Final = frozenset({"common", "organizations", "consumers"})
_MODULES: Final = {"microsoft": ("msal", "requests"), "google": ("google.oauth2", "requests"), "command": ()}


def signs_in(settings: Settings) -> bool:
    """Whether the mail comes from a server at which one signs in; files need nothing of this room."""
    return settings.mailbox.source.lower().startswith(("imap://", "imaps://"))


def settings_problems(settings: Settings) -> list[str]:
    """What is wrong with `[mailbox]` as far as signing in goes: a sentence each, with the setting first."""
    if not signs_in(settings):
        return []
    if settings.mailbox.auth == "password":
        return password_place(settings).problems()
    oauth = settings.mailbox.oauth
    return [*_missing_parts(oauth), *_authority(oauth), *_provider_problems(settings)]


def _provider_problems(settings: Settings) -> Iterator[str]:
    oauth = settings.mailbox.oauth
    if oauth.provider == "command":
        if oauth.token_command is None:
            yield 'mailbox.oauth.token_command: is not set; provider = "command" needs it'
        else:
            yield from command_problems(oauth.token_command, "mailbox.oauth.token_command")
        return
    if not oauth.client_id:
        yield "mailbox.oauth.client_id: is not set; it is the id of the application registered at the provider"
    if oauth.provider == "google" or oauth.flow == "client_secret":
        yield from client_secret_place(settings).problems()
    if oauth.provider == "microsoft":
        yield from _microsoft_problems(oauth)


def _microsoft_problems(oauth: OAuthSettings) -> Iterator[str]:
    if oauth.flow == "certificate" and oauth.certificate_file is None:
        yield 'mailbox.oauth.certificate_file: is not set; flow = "certificate" needs it'
    if not _TENANT.fullmatch(oauth.tenant):
        yield "mailbox.oauth.tenant: must be the id of your tenant, or a domain of it"
    elif oauth.flow != "device_code" and oauth.tenant.lower() in _OF_EVERYBODY:
        yield f'mailbox.oauth.tenant: flow = "{oauth.flow}" needs the id of your own tenant, not "{oauth.tenant}"'


def _authority(oauth: OAuthSettings) -> Iterator[str]:
    if oauth.authority is None:
        return
    try:
        parts = urlsplit(oauth.authority)
        good = parts.scheme == "https" and parts.hostname and not parts.username and parts.path in {"", "/"}
        good = good and not (parts.query or parts.fragment) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good:
        yield "mailbox.oauth.authority: must be https:// and a host, as in https://login.microsoftonline.us"


def _missing_parts(oauth: OAuthSettings) -> Iterator[str]:
    missing = [name for name in _MODULES[oauth.provider] if not _installed(name)]
    if missing:
        yield f'mailbox.auth: "xoauth2" needs more packages; do: pip install "adhesion-pipeline[oauth]" ({missing[0]})'


def _installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
