"""Waits for the browser to come back from a sign-in: at a port of this machine, or as an address pasted by hand."""

from __future__ import annotations

import hmac
import os
import select
import time
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any, Final, TextIO
from urllib.parse import parse_qs, urlsplit

from pipeline.errors import LoginRefusedError
from pipeline.signin.store import AGAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST: Final = 16_384  # bytes of a pasted address
_DONE: Final = b"<!doctype html><title>adhesion</title><p>Done. You may close this window and go back to the terminal."
_NOT_US: Final = b"<!doctype html><title>adhesion</title><p>This is not the sign-in that is being waited for."


class _Page(BaseHTTPRequestHandler):
    """The page at which the browser arrives."""

    timeout = 5  # a browser that connects and asks nothing must not block us
    server: Listener

    def do_GET(self) -> None:
        """Take the answer of the sign-in and thank for it."""
        found = self.server.take(self.path)
        self.send_response(200 if found else 400)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(_DONE if found else _NOT_US)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as its base has it
        """Nothing: the line would hold the code."""


class Listener(TCPServer):
    """Listens at a free port of 127.0.0.1, which nobody outside this machine can reach.

    `state` is the word that a true answer carries (RFC 6749 section 10.12); `came` holds that answer.
    """

    def __init__(self, state: str) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.state = state
        self.came: Mapping[str, str] | None = None

    @property
    def address(self) -> str:
        """Where the browser is to be sent back to."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def take(self, address: str) -> bool:
        """Whether this address is the answer that was waited for; it is then kept."""
        try:
            found = {name: values[0] for name, values in parse_qs(urlsplit(address.strip()).query).items()}
        except ValueError:
            return False
        expected = hmac.compare_digest(found.get("state", "").encode(), self.state.encode())
        if not expected or not found.keys() & {"code", "error"}:
            return False
        self.came = found
        return True

    def handle_error(self, *_: Any) -> None:  # noqa: ANN401 - as its base has it
        """Nothing: browsers break connections off."""


def wait_for(listener: Listener, typed: TextIO | None, seconds: float) -> Mapping[str, str]:
    """The parameters that the browser came back with (RFC 6749 section 4.1.2).

    Raises:
        LoginRefusedError: nobody came in time.
    """
    until = time.monotonic() + seconds
    sources: list[Any] = [listener] if typed is None else [listener, typed]
    while listener.came is None:
        ready, _, _ = select.select(sources, [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise LoginRefusedError(f"Nobody signed in within {seconds / 60:.0f} minutes; {AGAIN}")
        if listener in ready:
            listener.handle_request()
        elif typed is not None and not _typed(typed, listener):
            sources.remove(typed)
    return listener.came


def _typed(typed: TextIO, listener: Listener) -> bool:
    """Offer each line that was typed; False where the input is closed and nobody types anything any more."""
    pasted = os.read(typed.fileno(), _LARGEST)
    any(listener.take(line) for line in pasted.decode(errors="replace").splitlines())
    return bool(pasted)
