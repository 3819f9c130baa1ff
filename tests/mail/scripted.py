"""A server that says what a test wants: no IMAP, broken IMAP, or IMAP one letter at a time."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.mail.certificates import Certificates

_ALWAYS = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n",
    b"LOGOUT": b"* BYE\r\n{tag} OK done\r\n",
}


@dataclass(frozen=True, slots=True)
class Scripted:
    """What is answered to commands that begin so; `{tag}` is that of the command. All others are answered OK."""

    answers: Mapping[bytes, bytes] = field(default_factory=dict)

    @classmethod
    def of_one_message(cls, body: bytes, answers: Mapping[bytes, bytes] | None = None) -> Self:
        """A mailbox with one message, of a hundred bytes; `body` is the answer when it is asked for."""
        told = b"* 1 FETCH (UID 1 RFC822.SIZE 100)\r\n{tag} OK done\r\n"
        usual = {
            b"EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n{tag} OK [READ-ONLY] done\r\n",
            b"UID SEARCH": b"* SEARCH 1\r\n{tag} OK done\r\n",
            b"UID FETCH 1 (UID RFC822.SIZE)": told,
            b"UID FETCH 1 (UID)": told,
            b"UID FETCH 1 (UID INTERNALDATE": body,
        }
        return cls({**usual, **(answers or {})})

    def answer(self, line: bytes) -> bytes:
        """What is said to a command."""
        tag, _, command = line.strip().partition(b" ")
        known = {**_ALWAYS, **self.answers}
        said = next((known[start] for start in known if command.startswith(start)), b"{tag} OK done\r\n")
        return said.replace(b"{tag}", tag)


@dataclass(slots=True)
class Server:
    """Listens on `port`; `heard` is every line that it was sent in clear text or under TLS."""

    port: int
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def scripted_server(
    certificates: Certificates,
    greeting: Sequence[bytes],
    *,
    tls: bool = True,
    pause: float = 0.0,
    hang_up: bool = False,
    script: Scripted | None = None,
) -> Iterator[Server]:
    """A server, until the end of the block. `pause`: seconds between the pieces of the greeting."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates.cert, certificates.key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    raw, _ = listening.accept()
                except OSError:  # the end of the block
                    return
                with contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) if tls else raw as client:
                    for piece in greeting:
                        client.sendall(piece)
                        time.sleep(pause)
                    if not hang_up:
                        _converse(client, server, script or Scripted())

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def _converse(client: socket.socket, server: Server, script: Scripted) -> None:
    with client.makefile("rb") as lines:
        for line in lines:
            server.heard.append(line)
            client.sendall(script.answer(line))
