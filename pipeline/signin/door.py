"""What the mailbox asks for: a credential each time it logs in. And the one time that a person signs in by hand."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial
from typing import TYPE_CHECKING, TextIO
from urllib.parse import unquote, urlsplit

from pipeline.config import DEFAULT_FILE
from pipeline.credentials import Credential
from pipeline.errors import DefinitionError
from pipeline.signin.command import first_line
from pipeline.signin.problems import settings_problems
from pipeline.signin.secrets import one_line, password_place
from pipeline.signin.tokens import Kept, Token, token_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.config import Settings


def clock() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


def sign_in(
    settings: Settings, user: str, state: Path, now: Callable[[], dt.datetime] = clock
) -> Callable[[], Credential]:
    """A callable to ask each time the mailbox wants to log in, also for the tenth time in one run.

    Nothing is read or asked for before its first call. A password is read anew each time, an access token is kept
    until shortly before its end. `state` is the state folder, in a dry run too that of the real outputs: a replaced
    refresh token must be saved. `now` is the real time, not the time of `--now`: providers go by it.

    Raises:
        DefinitionError: the settings do not fit together; lists all problems.

    The callable raises:
        LoginRefusedError: the secret or token cannot be got; says what to do.
        MailboxUnreachableError: the provider cannot be reached, or is in trouble: the next run tries again.
    """
    _refuse_problems(settings_problems(settings))
    if settings.mailbox.auth == "password":
        place = password_place(settings)
        return lambda: Credential(user, place.read())
    kept = Kept(_tokens(settings, state, now), now)
    return lambda: Credential(user, kept(), oauth=True)


def device_login(
    settings: Settings,
    state: Path,
    say: Callable[[str], None],
    typed: TextIO | None = sys.stdin,
    now: Callable[[], dt.datetime] = clock,
) -> None:
    """`adhesion login`: a person signs in once, in a browser; what comes of it is kept in the token file.

    `say` shows a line to that person; in `typed` an address can be pasted back (Google).

    Raises:
        DefinitionError: the settings do not fit together, or there is nothing that a person could sign in for.
        LoginRefusedError: declined, or not done in time.
        MailboxUnreachableError: the provider cannot be reached.
    """
    _refuse_problems(settings_problems(settings) or _nothing_to_sign_in_for(settings))
    if settings.mailbox.oauth.provider == "google":
        from pipeline.signin import google_login  # noqa: PLC0415 - each provider brings its own library

        google_login.person_login(settings, state, now, google_login.Person(_user(settings), say, typed))
    else:
        from pipeline.signin import microsoft  # noqa: PLC0415 - as above

        microsoft.person_login(settings, state, now, say)
    say("Signed in. Try it now: adhesion check")


def _tokens(settings: Settings, state: Path, now: Callable[[], dt.datetime]) -> Callable[[], Token]:
    """How this provider gives an access token."""
    oauth = settings.mailbox.oauth
    if oauth.provider == "command":
        return partial(_command_token, oauth.token_command or "")
    if oauth.provider == "google":
        from pipeline.signin import google  # noqa: PLC0415 - each provider brings its own library

        return partial(google.person_token, settings, state, now)
    from pipeline.signin import microsoft  # noqa: PLC0415 - as above

    if oauth.flow == "device_code":
        return partial(microsoft.person_token, settings, state, now)
    return partial(microsoft.application_token, settings, now)


def _command_token(command: str) -> Token:
    """A token that a program of the administrator's prints. It knows when it ends, we do not: asked each time."""
    setting = "mailbox.oauth.token_command"
    return Token(token_text(one_line(first_line(command, setting), setting)))


def _nothing_to_sign_in_for(settings: Settings) -> list[str]:
    box = settings.mailbox
    if box.auth == "xoauth2" and (box.oauth.provider == "google" or _by_device(settings)):
        return []
    needed = 'provider = "google", or with provider = "microsoft" and flow = "device_code"'
    return [f"mailbox.oauth: a person signs in only with {needed}; with these settings no sign-in is needed"]


def _by_device(settings: Settings) -> bool:
    oauth = settings.mailbox.oauth
    return oauth.provider == "microsoft" and oauth.flow == "device_code"


def _user(settings: Settings) -> str:
    """The mailbox's user, so that the browser proposes it; empty where the source does not say."""
    return unquote(urlsplit(settings.mailbox.source).username or "")


def _refuse_problems(problems: list[str]) -> None:
    if problems:
        raise DefinitionError(str(DEFAULT_FILE), problems)
