"""Secrets from where they are kept: an environment variable, a file, or a command. Never from the configuration."""

from __future__ import annotations

import os
import shlex
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import LoginRefusedError
from pipeline.signin.command import LARGEST, first_line

if TYPE_CHECKING:
    from pipeline.config import Settings

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class SecretPlace:
    """Where one secret is kept. `setting` is its name in the configuration, as in `mailbox.password`."""

    setting: str
    env: str | None = None
    file: Path | None = None
    command: str | None = None

    def problems(self) -> list[str]:
        """What is wrong with the settings themselves, a sentence each; nothing is read or run."""
        given = [name for name in ("env", "file", "command") if getattr(self, name) is not None]
        if len(given) != 1:
            several = f"only one of {', '.join(given)} can hold" if given else "is not set"
            names = ", ".join(f"{self.setting.rpartition('.')[2]}_{name}" for name in ("env", "file", "command"))
            return [f"{self.setting}: {several}; set exactly one of {names}"]
        return command_problems(self.command, f"{self.setting}_command") if self.command is not None else []

    def read(self) -> str:
        """The secret.

        Raises:
            LoginRefusedError: it cannot be got from there. The text names the setting, never the secret.
        """
        if self.env is not None:
            return _from_environment(self.env, f"{self.setting}_env")
        if self.file is not None:
            setting = f"{self.setting}_file"
            return one_line(_without_line_end(read_private(self.file, setting)), setting)
        setting = f"{self.setting}_command"
        return one_line(first_line(self.command or "", setting), setting)


def password_place(settings: Settings) -> SecretPlace:
    """Where the password of the mailbox is."""
    box = settings.mailbox
    return SecretPlace("mailbox.password", box.password_env, box.password_file, box.password_command)


def client_secret_place(settings: Settings) -> SecretPlace:
    """Where the secret of the registered application is."""
    oauth = settings.mailbox.oauth
    return SecretPlace(
        "mailbox.oauth.client_secret", oauth.client_secret_env, oauth.client_secret_file, oauth.client_secret_command
    )


def command_problems(command: str, setting: str) -> list[str]:
    """Whether a command can be taken apart into words, as a shell would without its special signs."""
    try:
        return [] if shlex.split(command) else [f"{setting}: holds no command"]
    except ValueError:
        return [f"{setting}: a quotation mark is opened and never closed"]


def read_private(file: Path, setting: str, largest: int = LARGEST) -> bytes:
    """The bytes of a file that nobody else may read.

    Raises:
        LoginRefusedError: it cannot be read, is no plain file, is too large, or others may read it.
    """
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe in its place must not block us
        with os.fdopen(handle, "rb") as stream:
            _refuse_open_to_others(os.fstat(handle).st_mode, file, setting)
            data = stream.read(largest + 1)
    except OSError as error:
        raise LoginRefusedError(
            f"{setting}: {file} cannot be read ({error.strerror}); mend the path or the file's rights"
        ) from None
    if len(data) > largest:
        raise LoginRefusedError(f"{setting}: {file} is too large to be what it should be")
    return data


def one_line(data: bytes, setting: str) -> str:
    """The secret as text. It goes to the server as it is, so one that cannot be right is not even tried."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LoginRefusedError(f"{setting}: what is there is no text in UTF-8") from None
    if not text:
        raise LoginRefusedError(f"{setting}: what is there is empty")
    if any(sign in text for sign in "\r\n\0"):
        raise LoginRefusedError(f"{setting}: what is there has more than one line; it must hold the secret alone")
    return text


def _from_environment(name: str, setting: str) -> str:
    value = os.environ.get(name)
    if value is None:
        raise LoginRefusedError(f"{setting}: the environment variable {name} is not set for this program")
    return one_line(os.fsencode(value), setting)


def _refuse_open_to_others(mode: int, file: Path, setting: str) -> None:
    if not stat.S_ISREG(mode):
        raise LoginRefusedError(f"{setting}: {file} is no file")
    if mode & _OTHERS:
        raise LoginRefusedError(f"{setting}: {file} can be read by others; say: chmod 600 {file}")


def _without_line_end(data: bytes) -> bytes:
    """Without the one line break that editors put at the end; more of them may belong to the secret."""
    return data.removesuffix(b"\r\n") if data.endswith(b"\r\n") else data.removesuffix(b"\n")
