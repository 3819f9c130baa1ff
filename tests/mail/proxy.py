"""The way between program and server, which can be cut, stalled, or filled with rubbish. TLS goes through untouched."""

from __future__ import annotations

import contextlib
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["cut", "stall", "garbage"]
_RUBBISH = bytes(range(256)) * 4


@dataclass(slots=True)
class _Fault:
    kind: Kind
    left: int  # bytes that may still be said
    of_server: bool = True  # which of the two says them
    once: bool = False  # over as soon as it has struck


@dataclass(slots=True)
class Proxy:
    """Listens on `port`. `said`: how many bytes came from the server; `asked`: from the program."""

    port: int
    said: int = 0
    asked: int = 0
    struck: bool = False  # whether a fault was met
    _fault: _Fault | None = None
    _ends: list[socket.socket] = field(default_factory=list)

    def fault(self, kind: str, after: int, *, of_server: bool = True) -> None:
        """After so many more bytes of the server (or of the program): a break, silence, or rubbish, until `mend`."""
        self._fault = _Fault(cast("Kind", kind), after, of_server)

    def cut_once(self, after: int, *, of_server: bool = True) -> None:
        """The connection breaks after so many more bytes of the server, or of the program; the next one is well."""
        self._fault = _Fault("cut", after, of_server, once=True)

    def mend(self) -> None:
        """All is well again, on new connections."""
        self._fault = None
        self.cut_all()

    def cut_all(self) -> None:
        """Break all connections that there are."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def take(self, client: socket.socket, server: socket.socket) -> None:
        """Carry bytes between two ends, in both directions, until one closes."""
        self._ends += [client, server]
        for way in ((client, server, False), (server, client, True)):
            threading.Thread(target=self._carry, args=way, daemon=True).start()

    def close(self) -> None:
        """Close everything."""
        self.cut_all()
        for end in self._ends:
            end.close()

    def _carry(self, source: socket.socket, target: socket.socket, from_server: bool) -> None:  # noqa: FBT001 - a thread's
        with contextlib.suppress(OSError, ValueError):
            while data := source.recv(1 << 16):
                if from_server:
                    self.said += len(data)
                else:
                    self.asked += len(data)
                self._say(target, data, from_server)
            target.shutdown(socket.SHUT_RDWR)

    def _say(self, target: socket.socket, data: bytes, from_server: bool) -> None:  # noqa: FBT001 - as in `_carry`
        fault = self._fault
        if fault is None or fault.of_server != from_server:
            target.sendall(data)
            return
        target.sendall(data[: fault.left])
        rest = data[fault.left :]
        fault.left -= len(data) - len(rest)
        self.struck |= bool(rest)
        if rest and fault.once:
            self.mend()
        elif rest and fault.kind == "cut":
            target.shutdown(socket.SHUT_RDWR)
        elif rest and fault.kind == "garbage":
            target.sendall(_RUBBISH)


@contextmanager
def proxy_to(port: int, host: str = "127.0.0.1") -> Iterator[Proxy]:
    """A way to a port of this machine, until the end of the block."""
    with socket.create_server((host, 0)) as listening:
        proxy = Proxy(listening.getsockname()[1])
        thread = threading.Thread(target=_accept, args=(listening, proxy, port), daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            proxy.close()


def _accept(listening: socket.socket, proxy: Proxy, port: int) -> None:
    with contextlib.suppress(OSError):
        while True:
            client, _ = listening.accept()
            proxy.take(client, socket.create_connection(("127.0.0.1", port)))
