"""Settings for signing in that do not fit together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import DefinitionError, ExitCode
from pipeline.signin.door import sign_in
from pipeline.signin.problems import settings_problems

SOURCE = "imaps://adhesion@mail.example/INBOX"


def problems(source: str = SOURCE, **box: object) -> list[str]:
    settings = Settings.model_validate({"mailbox": {"source": source, **box}})
    found = settings_problems(settings)
    if found:
        with pytest.raises(DefinitionError) as caught:
            sign_in(settings, "adhesion", Path("state"))
        assert caught.value.problems == tuple(found)
        assert caught.value.exit_code is ExitCode.CONFIGURATION
    return found


def oauth(**table: object) -> list[str]:
    return problems(auth="xoauth2", oauth=table)


def named(found: list[str]) -> list[str]:
    """The settings that the sentences begin with."""
    return [problem.partition(":")[0].removeprefix("mailbox.") for problem in found]


@pytest.mark.parametrize("source", ["inbox_samples", "mail/Maildir", "old.mbox"])
def test_files_need_no_password(source: str) -> None:
    """Nobody signs in at a folder."""
    assert problems(source) == []
    assert problems(source, auth="xoauth2") == []


@pytest.mark.parametrize("source", [SOURCE, "imap://adhesion@mail.example/INBOX", SOURCE.replace("imaps", "IMAPS")])
def test_a_server_needs_exactly_one_place_for_the_password(source: str) -> None:
    """None is as wrong as two; the names of all three are given."""
    (none,) = problems(source)
    (two,) = problems(source, password_env="A", password_file="b")  # noqa: S106 - names

    assert all(name in none for name in ("password_env", "password_file", "password_command"))
    assert "only one of env, file" in two
    assert problems(source, password_env="A") == []  # noqa: S106 - a name


def test_a_command_must_be_one() -> None:
    """Found before a run begins, not at night."""
    assert named(problems(password_command="pass 'show")) == ["password_command"]  # noqa: S106 - a command
    assert named(oauth(provider="command", token_command='print "token')) == ["oauth.token_command"]  # noqa: S106 - likewise


def test_all_that_is_missing_is_told_at_once() -> None:
    """One look at the file mends it."""
    assert named(oauth()) == ["oauth.client_id", "oauth.client_secret", "oauth.tenant"]
    assert named(oauth(flow="certificate", tenant="t.example")) == ["oauth.client_id", "oauth.certificate_file"]
    assert named(oauth(flow="device_code")) == ["oauth.client_id"]
    assert named(oauth(provider="google")) == ["oauth.client_id", "oauth.client_secret"]
    assert named(oauth(provider="command")) == ["oauth.token_command"]


@pytest.mark.parametrize(
    "table",
    [
        {"tenant": "t.example", "client_id": "c", "client_secret_env": "S"},
        {"tenant": "t.example", "client_id": "c", "flow": "certificate", "certificate_file": "app.pem"},
        {"client_id": "c", "flow": "device_code"},
        {"client_id": "c", "flow": "device_code", "authority": "https://login.microsoftonline.us/"},
        {"provider": "google", "client_id": "c", "client_secret_command": "pass show google"},
        {"provider": "command", "token_command": "print-token --for 'the mailbox'"},
    ],
)
def test_whole_settings_have_no_problem(table: dict[str, object]) -> None:
    """One for each way to sign in."""
    assert oauth(**table) == []


@pytest.mark.parametrize("tenant", ["common", "Organizations", "consumers"])
def test_an_application_signs_in_at_a_tenant_of_its_own(tenant: str) -> None:
    """Microsoft refuses the tenants of everybody for secrets and certificates."""
    assert named(oauth(tenant=tenant, client_id="c", client_secret_env="S")) == ["oauth.tenant"]  # noqa: S106 - a name


@pytest.mark.parametrize("tenant", ["a/b", "../x", "a b", "?"])
def test_a_tenant_is_part_of_no_other_address(tenant: str) -> None:
    """It stands in the address to which secrets go."""
    assert named(oauth(tenant=tenant, client_id="c", flow="device_code")) == ["oauth.tenant"]


@pytest.mark.parametrize(
    "authority",
    [
        "login.microsoftonline.us",
        "http://login.example",
        "https://",
        "https://login.example/tenant",
        "https://me:word@login.example",
        "https://login.example?x=1",
        "https://login.example:no",
        "https://[",
    ],
)
def test_an_authority_is_a_host_behind_tls(authority: str) -> None:
    """Secrets go there."""
    assert named(oauth(client_id="c", flow="device_code", authority=authority)) == ["oauth.authority"]


@pytest.mark.parametrize(("provider", "missing"), [("microsoft", "msal"), ("google", "google.oauth2")])
def test_parts_that_are_not_installed_are_named(provider: str, missing: str) -> None:
    """Before a run begins, with what to do. A program of one's own needs none of them."""
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from pipeline.config import Settings; from pipeline.signin.problems import settings_problems\n"
        f"oauth = {{'provider': {provider!r}, 'token_command': 'x'}}\n"
        f"box = {{'source': {SOURCE!r}, 'auth': 'xoauth2', 'oauth': oauth}}\n"
        "print(*settings_problems(Settings.model_validate({'mailbox': box})), sep='\\n')\n"
        "box |= {'oauth': oauth | {'provider': 'command'}}\n"
        "print(settings_problems(Settings.model_validate({'mailbox': box})))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()

    assert "adhesion-pipeline[oauth]" in said[0]
    assert missing in said[0]
    assert said[-1] == "[]"
