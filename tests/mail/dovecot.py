"""A real IMAP server for tests: Dovecot, started by the test as an ordinary user, with TLS, passwords and OAuth tokens.

Any user may come in with `PASSWORD`; each test takes a user of its own (`new_user`), who has an empty mailbox.
"""

from __future__ import annotations

import base64
import grp
import hashlib
import hmac
import imaplib
import itertools
import json
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mail.certificates import Certificates, make_certificates

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "s3cret-of-the-office"  # noqa: S105 - of servers that live for one test
WITHOUT_MOVE = "IMAP4rev1 LITERAL+ SASL-IR NAMESPACE UIDPLUS UNSELECT SPECIAL-USE LIST-EXTENDED"
WITHOUT_MOVE_AND_UIDPLUS = "IMAP4rev1 LITERAL+ SASL-IR NAMESPACE UNSELECT SPECIAL-USE LIST-EXTENDED"
SPECIAL_FOLDERS = """
  mailbox Drafts {
    auto = subscribe
    special_use = \\Drafts
  }
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
"""

_BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
dovecot_missing = "" if _BINARY else "no Dovecot here: install the packages dovecot-core and dovecot-imapd"
"""Why there can be no server; "" where there can."""

_TOKEN_SECRET = b"known to the server and the tests only"
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Setup:
    """What differs from server to server."""

    capability: str = ""  # what it says it can do, where that is not everything
    quota_kb: int = 0  # of each mailbox; 0: none
    separator: str = "/"
    prefix: str = ""
    folders: str = SPECIAL_FOLDERS


@dataclass(slots=True)
class Dovecot:
    """A running server. `imap` is its port for STARTTLS, `imaps` that for TLS."""

    root: Path
    setup: Setup
    certificates: Certificates
    imap: int
    imaps: int
    process: subprocess.Popen[bytes] = field(repr=False)

    def new_user(self) -> str:
        """Somebody who has no mail yet."""
        return f"office{next(_numbers)}.{os.getpid()}@mail.example"

    def maildir(self, user: str) -> Path:
        """Where the mail of a user lies, once he has signed in."""
        return self.root / "mail" / user / "Maildir"

    def deliver(self, user: str, data: bytes, name: str = "") -> None:
        """Put a message into the inbox, byte for byte, as a mail server does."""
        new = self.maildir(user) / "new"
        if not new.exists():
            with self.opened(user):  # makes it
                pass
        number = next(_numbers)
        file = new.with_name("tmp") / (name or f"{1_700_000_000 + number}.M{number}.test")
        self.place(file, data)
        file.rename(new / file.name)

    def place(self, file: Path, data: bytes) -> None:
        """Write a file into somebody's Maildir, so that the server may read it."""
        file.write_bytes(data)
        self._hand_over(file)

    def staff(self, user: str) -> imaplib.IMAP4_SSL:
        """A mail program of the office, signed in."""
        client = imaplib.IMAP4_SSL("localhost", self.imaps, ssl_context=self.trusting(), timeout=20)
        client.login(user, PASSWORD)
        return client

    @contextmanager
    def opened(self, user: str, folder: str = "INBOX") -> Iterator[imaplib.IMAP4_SSL]:
        """A mail program with a folder (named as the server does, quoted if need be) open for changes."""
        with self.staff(user) as client:
            status, _ = client.select(folder)
            assert status == "OK"
            yield client
            client.unselect()

    def trusting(self) -> ssl.SSLContext:
        """A context that trusts this server."""
        return ssl.create_default_context(cafile=self.certificates.ca)

    def renumber(self, user: str) -> None:
        """A new UIDVALIDITY for the inbox."""
        self._rewrite_uids(user, epoch=1)

    def rebuild(self, user: str) -> None:
        """UIDs of the inbox start again under the same UIDVALIDITY, as after a loss of the index."""
        self._rewrite_uids(user, epoch=0)

    def pause(self) -> None:
        """Let it do nothing until `go_on`, with all connections open."""
        self._tell(signal.SIGSTOP)

    def go_on(self) -> None:
        """The end of a pause."""
        self._tell(signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut does; its files stay until `stop`."""
        self._tell(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it and take its files away."""
        try:
            self._tell(signal.SIGTERM)  # all at once: the first of them would wait for the others
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
        shutil.rmtree(self.root, ignore_errors=True)

    def _tell(self, what: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # it has ended
            os.killpg(self.process.pid, what)

    def _rewrite_uids(self, user: str, epoch: int) -> None:
        maildir = self.maildir(user)
        uids = maildir / "dovecot-uidlist"
        version, validity, *_ = uids.read_text().splitlines()[0].split()
        uids.write_text(f"{version} V{int(validity[1:]) + epoch} N1\n")
        self._hand_over(uids)
        for index in maildir.glob("dovecot.*"):
            index.unlink()

    def _hand_over(self, file: Path) -> None:
        if os.geteuid() == 0:
            owner = self.maildir("").parent.stat()
            os.chown(file, owner.st_uid, owner.st_gid)


def token(user: str, seconds: int = 3600) -> str:
    """An OAuth access token for a user as a JWT (RFC 7519), signed with what the server knows."""
    now = int(time.time())
    head = {"alg": "HS256", "typ": "JWT"}
    claims = {"sub": user, "email": user, "iat": now - 60, "nbf": now - 60, "exp": now + seconds}
    signed = b".".join(_base64(json.dumps(each).encode()) for each in (head, claims))
    return (signed + b"." + _base64(hmac.digest(_TOKEN_SECRET, signed, hashlib.sha256))).decode()


@contextmanager
def running_dovecot(setup: Setup | None = None) -> Iterator[Dovecot]:
    """A server, until the end of the block."""
    server = _start(Path(tempfile.mkdtemp(prefix="dovecot-")), setup or Setup())
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _start(root: Path, setup: Setup) -> Dovecot:
    assert _BINARY, dovecot_missing
    root.chmod(0o755)
    for name in ("run", "mail", "keys/default/HS256"):
        (root / name).mkdir(parents=True)
    certificates = make_certificates(root)
    imap, imaps = free_port(), free_port()
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    (root / "keys/default/HS256/default").write_bytes(base64.b64encode(_TOKEN_SECRET))
    (root / "oauth2.conf.ext").write_text(
        "introspection_mode = local\nusername_attribute = email\n"
        f"local_validation_key_dict = fs:posix:prefix={root}/keys/\n"
    )
    (root / "dovecot.conf").write_text(_configuration(root, setup, user, (imap, imaps)))
    command = [_BINARY, "-F", "-c", str(root / "dovecot.conf")]
    if os.geteuid() == 0:
        for each in (root, *root.rglob("*")):
            os.chown(each, user.pw_uid, user.pw_gid)
        command = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command]
    process = subprocess.Popen(command, cwd=root, start_new_session=True, stderr=subprocess.DEVNULL)
    server = Dovecot(root, setup, certificates, imap, imaps, process)
    _wait_for(server)
    return server


def _configuration(root: Path, setup: Setup, user: pwd.struct_passwd, ports: tuple[int, int]) -> str:
    values = {
        "ROOT": str(root),
        "USER": user.pw_name,
        "GROUP": grp.getgrgid(user.pw_gid).gr_name,
        "UID": str(user.pw_uid),
        "GID": str(user.pw_gid),
        "IMAP": str(ports[0]),
        "IMAPS": str(ports[1]),
        "PASSWORD": PASSWORD,
        "QUOTA": f"quota = maildir:\n  quota_rule = *:storage={setup.quota_kb}K" if setup.quota_kb else "",
        "CAPABILITY": f"imap_capability = {setup.capability}" if setup.capability else "",
        "SEPARATOR": setup.separator,
        "PREFIX": setup.prefix,
        "FOLDERS": setup.folders,
    }
    text = Path(__file__).with_name("dovecot.conf").read_text()
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _wait_for(server: Dovecot) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", server.imaps), 1).close()
        except OSError:
            assert server.process.poll() is None, (server.root / "dovecot.log").read_text()
            time.sleep(0.05)
        else:
            return
    server.stop()
    message = "Dovecot did not start in ten seconds"
    raise TimeoutError(message)


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
