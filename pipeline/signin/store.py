"""The file in which a sign-in is kept between runs: refresh tokens, which providers replace whenever they like."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from pipeline.errors import LoginRefusedError, MailboxUnreachableError
from pipeline.files import write_private
from pipeline.signin.secrets import read_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.config import Settings

AGAIN: Final = "sign in again: adhesion login"
_WAIT: Final = 120.0  # seconds for another process that is just renewing
_LARGEST: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a person's sign-in left. `secret` is a refresh token, or msal's cache with one; `used` when last renewed.

    `ends` is the day on which the provider ends it in any case, where it said so.
    """

    provider: str
    client_id: str
    used: dt.date
    secret: str = field(repr=False)
    ends: dt.date | None = None


_SHAPE: Final = TypeAdapter(SignIn)


class TokenStore:
    """The token file. Renewing happens under `held`, so that two processes never use one refresh token each."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the file; another process waits.

        Raises:
            MailboxUnreachableError: another process holds it for minutes.
            LoginRefusedError: its folder cannot be written, so a replaced refresh token would be lost.
        """
        lock = FileLock(self.file.with_name(f".{self.file.name}.lock"), timeout=_WAIT, mode=0o600)
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise MailboxUnreachableError(f"{self.file} is held by another process; try again later") from None
        except OSError as error:
            raise self._unwritable(error) from None
        try:
            yield
        finally:
            lock.release()

    def read(self, provider: str, client_id: str) -> SignIn:
        """The sign-in of this application.

        Raises:
            LoginRefusedError: there is none, or it is of another application, or the file is not ours.
        """
        if not self.file.exists():
            raise LoginRefusedError(f"Nobody has signed in yet ({self.file} does not exist); do: adhesion login")
        try:
            found = _SHAPE.validate_json(read_private(self.file, "mailbox.oauth.token_file", _LARGEST))
        except ValidationError:
            raise LoginRefusedError(f"{self.file} holds no sign-in; {AGAIN}") from None
        if (found.provider, found.client_id) != (provider, client_id):
            raise LoginRefusedError(f"{self.file} holds the sign-in of another provider or client_id; {AGAIN}")
        return found

    def write(self, found: SignIn) -> None:
        """Replace what is there, at once and whole."""
        try:
            write_private(self.file, _SHAPE.dump_json(found))
        except OSError as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> LoginRefusedError:
        return LoginRefusedError(f"{self.file} cannot be written ({error.strerror}); give this user the right to")


def token_store(settings: Settings, state: Path) -> TokenStore:
    """The configured token file, else `oauth.json` in the state folder."""
    return TokenStore(settings.mailbox.oauth.token_file or state / "oauth.json")
