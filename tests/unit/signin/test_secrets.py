"""Passwords from where they are kept."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import LoginRefusedError
from pipeline.signin.command import first_line
from pipeline.signin.door import sign_in

SECRET = "hush: ünïcode \"and\" 'quotes'"  # noqa: S105 - invented
SETTING = "mailbox.password_command"


def settings(**box: object) -> Settings:
    return Settings.model_validate({"mailbox": {"source": "imaps://adhesion@mail.example/INBOX", **box}})


def password(**box: object) -> str:
    return sign_in(settings(**box), "adhesion", Path("state"))().secret


def refusal(**box: object) -> str:
    with pytest.raises(LoginRefusedError) as caught:
        password(**box)
    assert "hush" not in str(caught.value)
    return str(caught.value)


def private(folder: Path, data: bytes, mode: int = 0o600) -> Path:
    file = folder / "password"
    file.write_bytes(data)
    file.chmod(mode)
    return file


def python(code: str) -> str:
    return f"{sys.executable} -c {shlex.quote(code)}"


def test_a_password_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is, and shown nowhere."""
    monkeypatch.setenv("ADHESION_PASSWORD", SECRET)
    credential = sign_in(settings(password_env="ADHESION_PASSWORD"), "adhesion", Path("state"))()  # noqa: S106 - a name

    assert (credential.user, credential.secret, credential.oauth) == ("adhesion", SECRET, False)
    assert SECRET not in repr(credential)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_password_comes_from_a_file_without_its_line_end(tmp_path: Path, end: bytes) -> None:
    """Editors put one there. Blanks belong to the password."""
    assert password(password_file=private(tmp_path, b" hush \t" + end)) == " hush \t"


def test_a_mark_that_some_editors_put_first_is_no_part_of_it(tmp_path: Path) -> None:
    """The mark of UTF-8 files from Windows."""
    assert password(password_file=private(tmp_path, "hush".encode("utf-8-sig"))) == "hush"


def test_the_first_line_that_a_command_prints_is_the_password() -> None:
    """Password managers print other things below it. There is no shell: signs of it are words like others."""
    assert password(password_command=python(f"print({SECRET!r}); print('user: me')")) == SECRET
    assert password(password_command="echo $HOME; `id` | cat") == "$HOME; `id` | cat"  # noqa: S106 - that is tried


def test_a_password_that_was_replaced_is_taken_up_at_the_next_login(tmp_path: Path) -> None:
    """Also in the middle of a run."""
    file = private(tmp_path, b"old")
    asking = sign_in(settings(password_file=file), "adhesion", tmp_path)
    assert asking().secret == "old"  # noqa: S105 - invented
    private(tmp_path, b"new")
    assert asking().secret == "new"  # noqa: S105 - invented


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620, 0o777])
def test_a_file_that_others_can_read_or_change_is_not_used(tmp_path: Path, mode: int) -> None:
    """It says how to mend that."""
    file = private(tmp_path, b"hush", mode)

    assert f"chmod 600 {file}" in refusal(password_file=file)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\n", "empty"),
        (b"hush\nhush\n", "more than one line"),
        (b"hush\n\n", "more than one line"),
        (b"hush\rhush", "more than one line"),
        (b"hush\0hush", "more than one line"),
        (b"hush\xff", "UTF-8"),
        (b"hush" * 50_000, "too large"),
    ],
)
def test_what_cannot_be_a_password_is_not_tried(tmp_path: Path, data: bytes, says: str) -> None:
    """It names the setting and what is wrong, never what stands there."""
    said = refusal(password_file=private(tmp_path, data))

    assert says in said
    assert "mailbox.password_file" in said


def test_a_place_that_holds_no_file_is_named(tmp_path: Path) -> None:
    """Missing, a folder, a pipe that would never end."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)

    assert "cannot be read" in refusal(password_file=tmp_path / "nowhere")
    assert "cannot be read" in refusal(password_file=tmp_path)
    assert "is no file" in refusal(password_file=pipe)


def test_a_variable_that_is_not_set_is_named() -> None:
    """With its name, so that the service's file can be mended."""
    assert "ADHESION_NOT_SET" in refusal(password_env="ADHESION_NOT_SET")  # noqa: S106 - a name


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/nowhere/pass show mailbox", "No such file"),
        (python("print('hush'); raise SystemExit(7)"), "code 7"),
        (python("import sys; print('hush', file=sys.stderr)"), "empty"),
        (python("print(); print('hush')"), "empty"),
    ],
)
def test_a_command_that_gives_none_is_told_without_its_words(
    command: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What it says on standard error may hold the secret, and so may the command itself."""
    said = refusal(password_command=command)

    assert says in said
    assert "nowhere" not in said
    assert "hush" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "code",
    [
        "import time; print('hush', flush=True); time.sleep(600)",
        "import os, time; os.close(1); time.sleep(600)",
        "import subprocess, time; subprocess.run(['sleep', '600'])",
    ],
)
def test_a_command_that_does_not_end_is_ended(code: str) -> None:
    """With everything that it started."""
    with pytest.raises(LoginRefusedError, match="has not ended"):
        first_line(python(code), SETTING, seconds=0.5)


def test_a_command_that_prints_without_end_is_ended() -> None:
    """After some kilobytes, not after the whole time."""
    with pytest.raises(LoginRefusedError, match="prints without end"):
        first_line("yes hush", SETTING, seconds=300)


def test_a_helper_that_a_command_leaves_running_is_not_waited_for() -> None:
    """As key agents are, which keep the output open."""
    code = "import subprocess; subprocess.Popen(['sleep', '20']); print('given')"

    assert first_line(python(code), SETTING, seconds=10) == b"given"
