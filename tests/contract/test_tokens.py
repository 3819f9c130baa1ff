"""What holds for every way to get an access token, tried on a real HTTPS server that plays the providers."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.config import Settings
from pipeline.errors import AdhesionError, DefinitionError, ExitCode, LoginRefusedError, MailboxUnreachableError
from pipeline.signin.door import device_login, sign_in
from pipeline.signin.notices import expiry_notices
from tests.contract.token_server import CLIENT_SECRET, TROUBLES, USER, Trust, token_server
from tests.contract.token_ways import BY_PERSON, SOURCE, WAYS, Browser, Way
from tests.program import COMMAND, adhesion, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.contract.token_server import TokenServer

each_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
each_person = pytest.mark.parametrize("way", BY_PERSON, ids=lambda way: way.name)


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    return Trust.make(tmp_path_factory.mktemp("trust"))


@pytest.fixture
def server(trust: Trust) -> Iterator[TokenServer]:
    with token_server(trust) as playing:
        yield playing


def refusal(settings: Settings, folder: Path) -> AdhesionError:
    with pytest.raises(AdhesionError) as caught:
        sign_in(settings, USER, folder / "state")()
    return caught.value


def changed(settings: Settings, **box: object) -> Settings:
    return settings.model_copy(update={"mailbox": settings.mailbox.model_copy(update=box)})


def silent_about(server: TokenServer, *texts: str) -> bool:
    return not any(secret in text for secret in server.secrets() for text in texts)


def kept(folder: Path) -> Path:
    return folder / "state" / "oauth.json"


@each_way
def test_a_token_comes_for_the_user_of_the_mailbox(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """The newest token that the provider gave, and nothing shows it."""
    credential = sign_in(way.prepared(server, tmp_path), USER, tmp_path / "state")()

    assert (credential.user, credential.secret, credential.oauth) == (USER, server.given[-1], True)
    assert silent_about(server, repr(credential), str(credential))


@each_way
def test_a_token_serves_until_shortly_before_its_end(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """A mailbox may log in many times in a run; a token that ends in the middle is followed by a new one."""
    settings = way.prepared(server, tmp_path)
    long = sign_in(settings, USER, tmp_path / "state")
    assert long().secret == long().secret

    server.lifetime = "120"  # as text, as some send it; less than the five minutes that are left for a login
    kept(tmp_path).unlink(missing_ok=True)
    settings = way.prepared(server, tmp_path)
    short = sign_in(settings, USER, tmp_path / "state")
    assert len({short().secret, short().secret, short().secret}) == 3


@each_way
def test_nothing_is_asked_before_the_mailbox_wants_to_log_in(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """Looking at the settings opens no connection."""
    sign_in(way.settings(server, tmp_path), USER, tmp_path / "state")

    assert not server.asked


@each_way
@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble_that_may_pass_is_an_unreachable_mailbox(
    way: Way, trouble: str, server: TokenServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Server errors, silence, garbage: exit code 4 in bounded time and memory, and the sign-in stays."""
    server.lifetime = 120
    settings = way.prepared(server, tmp_path)
    if trouble in {"silent", "by drops"}:
        settings = changed(settings, timeout_seconds=0.5)
    before = kept(tmp_path).read_bytes() if way.by_person else b""
    server.trouble = trouble

    error = refusal(settings, tmp_path)

    assert isinstance(error, MailboxUnreachableError)
    assert silent_about(server, str(error), caplog.text)
    assert not way.by_person or kept(tmp_path).read_bytes() == before


@each_way
@pytest.mark.parametrize("said", ["invalid_client", "invalid_grant", "invalid_scope"])
def test_a_refusal_says_what_to_do_and_nothing_else(
    way: Way, said: str, server: TokenServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit code 5. The provider's own words hold names, and here even the secret: they are not repeated."""
    server.lifetime = 120
    settings = way.prepared(server, tmp_path)
    before = kept(tmp_path).read_bytes() if way.by_person else b""
    server.trouble = said

    error = refusal(settings, tmp_path)

    assert error.exit_code is ExitCode.LOGIN_REFUSED
    assert said in str(error)
    assert re.search(r"adhesion login|signing-in\.md", str(error))
    assert silent_about(server, str(error), *capfd.readouterr())
    assert USER not in str(error)
    assert not way.by_person or kept(tmp_path).read_bytes() == before


@each_way
def test_trouble_that_the_provider_names_is_no_refusal(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """`temporarily_unavailable` comes with a status that refusals have, and is none."""
    server.lifetime = 120
    settings = way.prepared(server, tmp_path)
    server.trouble = "temporarily_unavailable"

    assert isinstance(refusal(settings, tmp_path), MailboxUnreachableError)


@each_way
def test_a_server_with_a_certificate_of_nobody_is_not_trusted(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """TLS is verified, and the message names the setting for an authority of one's own."""
    server.lifetime = 120
    settings = way.prepared(server, tmp_path)
    server.asked.clear()

    error = refusal(changed(settings, ca_file=None), tmp_path)

    assert isinstance(error, MailboxUnreachableError)
    assert "ca_file" in str(error)
    assert not server.asked


@each_way
def test_a_server_that_is_not_there_is_an_unreachable_mailbox(way: Way, trust: Trust, tmp_path: Path) -> None:
    """No connection: the next run tries again."""
    with token_server(trust) as server:
        server.lifetime = 120
        settings = way.prepared(server, tmp_path)

    assert "no connection" in str(refusal(settings, tmp_path))


def test_a_wrong_secret_is_a_refused_login(server: TokenServer, tmp_path: Path) -> None:
    """With the advice for Microsoft's own number of the case, which administrators look for."""
    settings = WAYS[0].settings(server, tmp_path)
    (tmp_path / "client-secret").write_bytes(b"the-id-instead-of-the-value")

    error = refusal(settings, tmp_path)

    assert isinstance(error, LoginRefusedError)
    assert "AADSTS7000215" in str(error)
    assert "the-id-instead" not in str(error)


def test_an_unknown_tenant_is_a_refused_login(server: TokenServer, tmp_path: Path) -> None:
    """It names the settings to compare."""
    error = refusal(WAYS[0].settings(server, tmp_path, tenant="somebody-else"), tmp_path)

    assert isinstance(error, LoginRefusedError)
    assert "tenant" in str(error)


def test_an_unknown_application_is_a_refused_login(server: TokenServer, tmp_path: Path) -> None:
    """It names the setting."""
    error = refusal(WAYS[0].settings(server, tmp_path, client_id="never-registered"), tmp_path)

    assert isinstance(error, LoginRefusedError)
    assert "client_id" in str(error)


@each_person
def test_before_a_person_has_signed_in_the_login_is_refused(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """It says which command to give."""
    error = refusal(way.settings(server, tmp_path), tmp_path)

    assert isinstance(error, LoginRefusedError)
    assert "adhesion login" in str(error)


@each_person
def test_a_replaced_refresh_token_is_saved_at_once(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """The new one is on disk, for the owner only; the old one is gone, and so is every half-written file."""
    server.lifetime = 120
    settings = way.prepared(server, tmp_path)
    assert server.refresh in kept(tmp_path).read_text()
    old = server.refresh

    sign_in(settings, USER, tmp_path / "state")()

    assert server.refresh != old
    text = kept(tmp_path).read_text()
    assert server.refresh in text
    assert old not in text
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in kept(tmp_path).parent.iterdir()} == {
        "oauth.json": "0o600",
        ".oauth.json.lock": "0o600",
    }


@each_person
def test_a_refresh_token_that_is_not_replaced_goes_on_serving(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """Google usually gives none anew."""
    server.lifetime, server.rotates = 120, False
    settings = way.prepared(server, tmp_path)

    tokens = {sign_in(settings, USER, tmp_path / "state")().secret for _ in range(3)}

    assert len(tokens) == 3


@each_person
def test_a_withdrawn_sign_in_is_mended_by_signing_in_again(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """Refused until then; afterwards good again."""
    server.lifetime = 120
    settings = way.prepared(server, tmp_path)
    server.refresh = "refresh-7-secret"
    assert "adhesion login" in str(refusal(settings, tmp_path))

    way.prepared(server, tmp_path)

    assert sign_in(settings, USER, tmp_path / "state")().secret == server.given[-1]


@each_person
def test_processes_that_renew_at_the_same_time_wait_for_each_other(
    way: Way, server: TokenServer, tmp_path: Path
) -> None:
    """Each refresh token works once on this server: four processes at once all get a token."""
    server.lifetime = 120
    settings = way.prepared(server, tmp_path)
    code = (
        "import sys; from pathlib import Path; from pipeline.config import Settings; "
        "from pipeline.signin.door import sign_in; "
        "print(sign_in(Settings.model_validate_json(sys.argv[1]), 'u', Path(sys.argv[2]))().secret)"
    )
    command = [sys.executable, "-c", code, settings.model_dump_json(), str(tmp_path / "state")]

    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    tokens = [process.communicate(timeout=120)[0].strip() for process in started]

    assert len(set(tokens)) == 4
    assert set(tokens) <= set(server.given)
    assert server.refresh in kept(tmp_path).read_text()


@each_person
@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"provider": "microsoft"}'])
def test_a_damaged_token_file_is_mended_by_signing_in_again(
    way: Way, content: bytes, server: TokenServer, tmp_path: Path
) -> None:
    """It is told as what it is, without its content."""
    settings = way.prepared(server, tmp_path)
    kept(tmp_path).write_bytes(content)

    error = refusal(settings, tmp_path)

    assert isinstance(error, LoginRefusedError)
    assert "adhesion login" in str(error)


@each_person
def test_a_token_file_that_others_can_read_is_not_used(way: Way, server: TokenServer, tmp_path: Path) -> None:
    """As with every secret in a file."""
    settings = way.prepared(server, tmp_path)
    kept(tmp_path).chmod(0o640)

    assert "chmod 600" in str(refusal(settings, tmp_path))


@each_person
def test_a_place_that_cannot_be_written_is_told_before_anything_is_asked(
    way: Way, server: TokenServer, tmp_path: Path
) -> None:
    """A sign-in that could not be saved is not begun."""
    (tmp_path / "state").write_text("a file where the folder should be")

    with pytest.raises(LoginRefusedError, match="cannot be written"):
        way.prepared(server, tmp_path)

    assert not server.asked


def test_a_person_who_declines_is_not_signed_in(server: TokenServer, tmp_path: Path) -> None:
    """Nothing is kept then."""
    settings = BY_PERSON[1].settings(server, tmp_path)
    with pytest.raises(LoginRefusedError, match="access_denied"):
        device_login(settings, tmp_path / "state", Browser(server, (("error", "access_denied"),)), None)

    assert not kept(tmp_path).exists()


def test_a_person_who_unticks_the_mail_is_not_signed_in(server: TokenServer, tmp_path: Path) -> None:
    """Google lets people give only some of the rights."""
    server.granted = "openid email"
    with pytest.raises(LoginRefusedError, match="tick it"):
        device_login(BY_PERSON[1].settings(server, tmp_path), tmp_path / "state", Browser(server), None)

    assert not kept(tmp_path).exists()


def test_a_sign_in_that_google_limits_is_told_at_once_and_by_each_run(server: TokenServer, tmp_path: Path) -> None:
    """While an application is only being tested, Google ends each sign-in after a week."""
    server.more = {"refresh_token_expires_in": 604_799}
    settings, browser = BY_PERSON[1].settings(server, tmp_path), Browser(server)
    device_login(settings, tmp_path / "state", browser, None)
    sign_in(settings, USER, tmp_path / "state")()

    (found,) = expiry_notices(settings, tmp_path / "state", dt.datetime.now(dt.UTC).date())

    assert "Google ends this sign-in on" in browser.said
    assert "adhesion login" in found.message


def test_where_nobody_can_sign_in_the_command_says_so(server: TokenServer, tmp_path: Path) -> None:
    """An application with a secret needs no person."""
    with pytest.raises(DefinitionError, match="device_code"):
        device_login(WAYS[0].settings(server, tmp_path), tmp_path / "state", print, None)


def configuration(settings: Settings, folder: Path) -> Path:
    """The settings as an administrator's file."""
    box = json.loads(settings.mailbox.model_dump_json(exclude_none=True, exclude={"oauth", "after"}))
    oauth = json.loads(settings.mailbox.oauth.model_dump_json(exclude_none=True))
    tables = {"mailbox": box, "mailbox.oauth": oauth}
    lines = [
        f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
        for name, table in tables.items()
    ]
    file = folder / "adhesion.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_the_command_signs_in_at_microsoft(server: TokenServer, tmp_path: Path) -> None:
    """As the administrator gives it: it shows address and code, waits, and keeps what comes."""
    server.pending = 1
    settings = BY_PERSON[0].settings(server, tmp_path)
    done = adhesion("login", "--config", configuration(settings, tmp_path), "--outputs", tmp_path).ok()

    assert "https://login.example/device" in done.out
    assert "ABCD-1234" in done.out
    assert silent_about(server, done.out, done.err)
    assert sign_in(settings, USER, tmp_path / "state")().secret == server.given[-1]


def test_the_command_takes_googles_address_by_hand(server: TokenServer, tmp_path: Path) -> None:
    """On a server without a browser the person pastes the address; other lines before it do no harm."""
    settings = BY_PERSON[1].settings(server, tmp_path)
    command = [*COMMAND, "login", "--config", str(configuration(settings, tmp_path)), "--outputs", str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings(PYTHONUNBUFFERED="1"), bufsize=0
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        url = next(line for line in iter(process.stdout.readline, b"") if b"code_challenge" in line).decode().strip()
        process.stdin.write(b"what is this?\n")
        process.stdin.write(Browser(server).back(url).encode() + b"\n")
        said = process.stdout.read().decode()
        assert process.wait(timeout=60) == 0

    assert "login_hint=adhesion%40city.example" in url
    assert silent_about(server, said, url)
    assert sign_in(settings, USER, tmp_path / "state")().secret == server.given[-1]


def test_a_refused_sign_in_ends_the_command_with_its_code(server: TokenServer, tmp_path: Path) -> None:
    """5, and no word of the provider's."""
    server.trouble = "invalid_client"
    settings = BY_PERSON[0].settings(server, tmp_path)
    done = adhesion("login", "--config", configuration(settings, tmp_path), "--outputs", tmp_path)

    assert done.code == ExitCode.LOGIN_REFUSED
    assert silent_about(server, done.out, done.err)
    assert USER not in done.err


def test_no_secret_stands_in_the_environment_or_arguments_of_what_is_started(
    server: TokenServer, tmp_path: Path
) -> None:
    """The command that gives the secret is asked twice, and sees neither the secret nor a token of the first time."""
    seen = tmp_path / "seen"
    script = tmp_path / "give.py"
    script.write_text(
        f"from pathlib import Path; import os\n"
        f"pids, names = (os.getpid(), os.getppid()), ('cmdline', 'environ')\n"
        f"around = [Path('/proc', str(pid), name) for pid in pids for name in names]\n"
        f"with Path({str(seen)!r}).open('ab') as out: out.write(b'|'.join(file.read_bytes() for file in around))\n"
        f"print({CLIENT_SECRET[:5]!r} + {CLIENT_SECRET[5:]!r})\n"
    )
    server.lifetime = 120
    given = f"{sys.executable} {script}"
    settings = WAYS[0].settings(server, tmp_path, client_secret_file=None, client_secret_command=given)
    asking = sign_in(settings, USER, tmp_path / "state")

    assert asking().secret != asking().secret
    assert str(script).encode() in seen.read_bytes()
    assert silent_about(server, seen.read_bytes().decode(errors="replace"))


def test_a_program_of_ones_own_gives_the_token(tmp_path: Path) -> None:
    """It is asked at each login, as only it knows when its token ends."""
    count = tmp_path / "count"
    script = tmp_path / "token.py"
    script.write_text(
        f"from pathlib import Path\nfile = Path({str(count)!r})\nn = len(file.read_text()) if file.exists() else 0\n"
        "file.write_text('x' * (n + 1))\nprint(f'token-{n}\\nexpires: never')\n"
    )
    oauth = {"provider": "command", "token_command": f"{sys.executable} '{script}'"}
    settings = Settings.model_validate({"mailbox": {"source": SOURCE, "auth": "xoauth2", "oauth": oauth}})
    asking = sign_in(settings, USER, tmp_path / "state")

    assert [asking().secret, asking().secret] == ["token-0", "token-1"]
    assert asking().oauth
