from __future__ import annotations

import datetime as dt
import email
import json
import ssl
import subprocess
import threading
from contextlib import contextmanager
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.alarm.look import Looked, look
from pipeline.alarm.webhook import NotDeliveredError, post, webhook_problem
from pipeline.config import AlarmSettings, OutputSettings, Settings
from pipeline.errors import LedgerUnusableError
from pipeline.ledger.store import Ledger
from pipeline.storage import ledger_url
from tests.program import NOW, Finished, adhesion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from pipeline.alarm.news import News

AT = dt.datetime.fromisoformat(NOW)


class Hook(HTTPServer):
    """A web server that notes what it is sent, and answers as it is told."""

    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.got: list[dict[str, Any]] = []
        self.asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook/secret-token"


class _Answer(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        if self.server.status == 200:
            assert self.headers["Content-Type"] == "application/json"
            self.server.got.append(json.loads(data))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(server: HTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    server = Hook()
    with serving(server):
        yield server


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """An outputs folder with a ledger of one good run, at `AT`."""
    note_run(tmp_path / "outputs", AT, 0)
    return tmp_path / "outputs"


def note_run(outputs: Path, ended: dt.datetime, code: int) -> None:
    """Note a run in the ledger, as a run does itself."""
    with Ledger.open(ledger_url(settings_for(outputs))) as ledger:
        ledger.finish_run(ledger.begin_run(ended, "0"), ended, code, 0, 0, {})


def settings_for(outputs: Path, hook: str | None = None) -> Settings:
    return Settings(outputs=OutputSettings(dir=outputs), alarm=AlarmSettings(webhook=hook))


def look_after(hours: float, settings: Settings) -> Looked:
    return look(settings, AT + dt.timedelta(hours=hours))


def drafts(outputs: Path) -> list[EmailMessage]:
    files = sorted((outputs / "drafts").glob("*.eml"), key=lambda file: file.name.partition("-")[2])
    return [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]


def alarm(outputs: Path, *arguments: str | Path) -> Finished:
    return adhesion("alarm", "--outputs", outputs, *arguments)


# --- from outage to recovery -----------------------------------------------------------------------


def test_an_outage_from_its_beginning_to_its_end(outputs: Path, hook: Hook) -> None:
    """One draft and one POST when it begins, one of each when runs succeed again, however often it is looked."""
    settings = settings_for(outputs, hook.address)
    for hours in (1, 25, 27, 28, 40):
        look_after(hours, settings)
    note_run(outputs, AT + dt.timedelta(hours=35), 4)
    look_after(41, settings)
    assert [draft["Subject"] for draft in drafts(outputs)] == ["Adhesion forms: the mail is not being read"]
    assert [content["event"] for content in hook.got] == ["alarm"]
    note_run(outputs, AT + dt.timedelta(hours=45), 0)
    for hours in (46, 47):
        look_after(hours, settings)
    assert [content["event"] for content in hook.got] == ["alarm", "recovered"]
    assert hook.got[0]["last_good_run"].startswith("2026-11-23T09:00:00")
    assert [run["exit_code"] for run in hook.got[1]["runs"]] == [0, 4, 0]
    assert drafts(outputs)[1]["Subject"] == "Adhesion forms: the mail is being read again"
    modes = [file.stat().st_mode & 0o777 for file in (outputs / "state" / "alarm.json", *outputs.glob("drafts/*"))]
    assert set(modes) == {0o600}


def test_a_webhook_that_fails_is_tried_again_and_loses_no_draft(outputs: Path, hook: Hook) -> None:
    """The draft is there at once, and once; the POST comes when the server takes it, in its order."""
    settings = settings_for(outputs, hook.address)
    for status in (500, 404, 302):
        hook.status = status
        looked = look_after(27, settings)
        assert looked.problems == (
            f"webhook: the webhook did not take it (it answers {status}); the next `adhesion alarm` tries again",
        )
    assert hook.asked == 3  # a redirection is not followed
    note_run(outputs, AT + dt.timedelta(hours=28), 0)
    look_after(29, settings)
    assert len(drafts(outputs)) == 2
    hook.status = 200
    look_after(30, settings)
    look_after(31, settings)
    assert [content["event"] for content in hook.got] == ["alarm", "recovered"]
    assert len(drafts(outputs)) == 2


def test_a_crash_while_telling_loses_and_doubles_nothing(outputs: Path) -> None:
    """What is to be told is written down first; a draft that a person has thrown away is not written again."""
    settings = settings_for(outputs)

    def crash(_news: News) -> None:
        raise KeyboardInterrupt

    late = AT + dt.timedelta(hours=27)
    with pytest.raises(KeyboardInterrupt):
        look(settings, late, ways={"draft": crash})
    assert drafts(outputs) == []
    look_after(28, settings)
    (draft,) = (outputs / "drafts").iterdir()
    draft.unlink()
    look_after(29, settings)
    assert drafts(outputs) == []


def test_what_waits_for_a_webhook_that_is_set_no_more_is_let_go(outputs: Path) -> None:
    """It is not told months later to the next one."""
    assert look_after(27, settings_for(outputs, "https://127.0.0.1:9/x")).memory.waiting
    assert look_after(28, settings_for(outputs)).memory.waiting == ()


# --- the command -----------------------------------------------------------------------------------


def test_the_command_says_how_it_stands(tmp_path: Path) -> None:
    """Exit 0, alarm or not; before the first run it counts from now."""
    assert "All well: no run yet" in alarm(tmp_path / "new").ok().out
    note_run(tmp_path / "old", dt.datetime(2020, 1, 1, tzinfo=dt.UTC), 0)
    assert alarm(tmp_path / "old").ok().out.startswith("Alarm: the last good run ended ")
    assert alarm(tmp_path / "old").ok().out.startswith("Alarm (already told): ")
    assert len(drafts(tmp_path / "old")) == 1


@pytest.mark.parametrize("damage", ["garbage", "gone"])
def test_a_ledger_that_cannot_be_used_is_an_alarm_with_exit_6(outputs: Path, damage: str) -> None:
    """Said once in a draft, and at every look by the exit code."""
    note_run(outputs, dt.datetime.now(dt.UTC), 0)
    alarm(outputs).ok()
    ledger = outputs / "state" / "ledger.db"
    if damage == "gone":
        for file in ledger.parent.glob("ledger.db*"):
            file.unlink()
    else:
        ledger.write_bytes(b"no database at all " * 99)
    assert [alarm(outputs).code for _ in range(2)] == [6, 6]
    (told,) = drafts(outputs)
    assert "ledger" in told.get_content()
    assert ledger.exists() == (damage == "garbage")


def test_spoiled_memory_is_no_hindrance(outputs: Path) -> None:
    """It begins anew: better told twice than never."""
    settings = settings_for(outputs)
    for content in (
        b"",
        b"\xff",
        b"[]",
        b'{"quiet_since": 7}',
        b'{"quiet_since": "2026-01-01T00:00:00", "waiting": 1}',
    ):
        (outputs / "state" / "alarm.json").write_bytes(content)
        assert look_after(1, settings).news is None


def test_a_state_folder_in_the_way_is_said(tmp_path: Path) -> None:
    """A file where the folder must be."""
    (tmp_path / "state").touch()
    with pytest.raises(LedgerUnusableError, match="cannot be written"):
        look_after(1, settings_for(tmp_path))
    assert alarm(tmp_path).code == 6


def test_the_ways_can_be_tried(tmp_path: Path, hook: Hook) -> None:
    """`--test` tells something in any case; it says so, and is no alarm."""
    config = tmp_path / "adhesion.toml"
    config.write_text(f'[alarm]\nwebhook = "{hook.address}"\nto = "it@example.org"\n')
    alarm(tmp_path / "outputs", "--test", "--config", config).ok()
    assert [content["event"] for content in hook.got] == ["test"]
    (draft,) = drafts(tmp_path / "outputs")
    assert (draft["To"], draft["Subject"]) == ("it@example.org", "Adhesion forms: a test of the alarm")


def test_a_wrong_web_address_is_exit_3_and_the_draft_is_there(tmp_path: Path) -> None:
    """Staff are told all the same; the address, which may hold a secret, is not repeated."""
    config = tmp_path / "adhesion.toml"
    config.write_text('[alarm]\nwebhook = "http://chat.example.org/secret-token"\n')
    finished = alarm(tmp_path / "outputs", "--test", "--config", config)
    assert finished.code == 3
    assert "alarm.webhook: must begin with https://" in finished.err
    assert "secret-token" not in finished.err + finished.out
    assert len(drafts(tmp_path / "outputs")) == 1


# --- the webhook -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://chat.example.org/hook?x=1", True),
        ("http://localhost:8080/", True),
        ("http://[::1]/", True),
        ("http://chat.example.org/", False),
        ("http://localhost.example.org/", False),
        ("http://localhost@chat.example.org/", False),
        ("ftp://chat.example.org/", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[/", False),
        ("https://a:99999999/", False),
        ("https://a b/", False),
        ("chat.example.org", False),
        ("", False),
    ],
)
def test_only_https_goes_out(address: str, fine: bool) -> None:  # noqa: FBT001 - a table of cases
    """Plain http to this machine only; anything else is a mistake with words."""
    assert (webhook_problem(address) is None) == fine


def test_a_server_that_never_answers_is_given_up(hook: Hook) -> None:
    """Silent ones, closed ones, and one whose certificate nobody vouches for."""
    silent = HTTPServer(("127.0.0.1", 0), _Answer)  # takes the connection, and nobody looks at it
    with pytest.raises(NotDeliveredError, match="did not take it"):
        post(f"http://127.0.0.1:{silent.server_port}/", {}, seconds=0.3)
    silent.server_close()
    with pytest.raises(NotDeliveredError, match="cannot be reached"):
        post(f"http://127.0.0.1:{silent.server_port}/", {}, seconds=5)
    with pytest.raises(NotDeliveredError, match="cannot be reached") as refused:
        post(hook.address.replace("http:", "https:"), {}, seconds=5)
    assert "secret-token" not in str(refused.value)
    assert hook.got == []


def test_an_unknown_certificate_is_refused(tmp_path: Path) -> None:
    """TLS is verified: a certificate that the machine does not trust gets nothing."""
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", tmp_path / "key", "-out", tmp_path / "cert"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl is not installed")
    server = Hook()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with serving(server), pytest.raises(NotDeliveredError):
        post(f"https://localhost:{server.server_port}/", {}, seconds=5)
    assert server.got == []
