"""Where templates of staff are filled in: a process of its own, limited in time and memory.

A template can loop for ever or ask for all the memory there is. In this process that costs the letter alone: it has no
secrets, can write no file, and is ended with whatever it hangs in. Built-in templates are as good as the program itself
and are filled in here.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pipeline
from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.languages.folders import Templates

SECONDS: Final = 20.0  # of the clock; the process itself stops after less of its own time, and says where
_START_SECONDS: Final = 60.0  # a loaded machine may take long to import what fills in
_MOST_BYTES: Final = 64 << 20
_PROGRAM: Final = "import sys; sys.path.insert(0, sys.argv[1]); from pipeline.drafts.pressing import serve; serve()"
_KEPT: Final = ("LANG", "LC_ALL", "LD_LIBRARY_PATH")  # of the environment, which may hold passwords
_TOO_SLOW: Final = "it takes too long; look for a loop that does not end"
_DIED: Final = "it took more memory or time than a letter may, and was ended; look for a loop or repetition without end"


def pressed(templates: Templates, file: Path, fill: Callable[..., bytes], *arguments: Any) -> bytes:  # noqa: ANN401 - of any function
    """What `fill(*arguments)` gives, in the limited process where any template is staff's.

    Args:
        templates: the folders in use.
        file: what is filled in, for the error.
        fill: a function that is importable by name.
        arguments: what it takes; plain data.

    Raises:
        DefinitionError: the template has a mistake, or asks for more than a letter may.
    """
    if templates.own is None:
        return fill(*arguments)
    return _THE_PRESS.ask(file, pickle.dumps((fill, arguments)))


class _TooMuchError(DefinitionError):
    """A template that asked for more time or memory than a letter may have."""


class _Press:
    """The process; it starts with the first template and serves all later ones."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._too_much: dict[tuple[Path, int], _TooMuchError] = {}

    def ask(self, file: Path, order: bytes) -> bytes:
        """The answer to an order. A template that asked for too much once is not tried again until it is changed."""
        with self._lock:
            now = (file, _changed(file))
            if before := self._too_much.get(now):
                raise DefinitionError(before.file, before.problems)
            try:
                return self._ask(file, order)
            except _TooMuchError as error:
                self._too_much[now] = error
                raise

    def close(self) -> None:
        """End it."""
        with self._lock:
            self._end()

    def _ask(self, file: Path, order: bytes) -> bytes:
        fresh = self._running is None or self._running.poll() is not None
        running = self._start() if fresh else self._running
        assert running  # noqa: S101 - it was started
        try:
            kind, answer = _asked(running, order, SECONDS + (_START_SECONDS if fresh else 0))
        except TimeoutError as error:
            self._end()
            raise _TooMuchError(str(file), [_TOO_SLOW]) from error
        except (EOFError, OSError) as error:
            self._end()
            raise _TooMuchError(str(file), [_DIED]) from error
        except BaseException:  # Ctrl-C: what it still answers must not be taken for the next answer
            self._end()
            raise
        if kind == b"~":  # it ran out of memory or time: a fresh one goes on
            self._end()
        return _taken(kind, answer, file)

    def _start(self) -> subprocess.Popen[bytes]:
        self._end()
        root = str(Path(pipeline.__file__).parents[1])
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._running = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-I", "-c", _PROGRAM, root],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=kept, start_new_session=True, bufsize=0,
        )  # fmt: skip
        return self._running

    def _end(self) -> None:
        running, self._running = self._running, None
        if running:
            running.kill()
            running.wait()
            for pipe in (running.stdin, running.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr] # both are pipes


_THE_PRESS: Final = _Press()
atexit.register(_THE_PRESS.close)


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _asked(running: subprocess.Popen[bytes], order: bytes, seconds: float) -> tuple[bytes, bytes]:
    """Hand over an order; the kind of the answer and the answer."""
    assert running.stdin and running.stdout  # noqa: S101, PT018 - both are pipes
    until = time.monotonic() + seconds
    os.set_blocking(running.stdin.fileno(), False)
    _hand_over(running.stdin.fileno(), len(order).to_bytes(8, "big") + order, until)
    head = _received(running.stdout.fileno(), 9, until)
    size = int.from_bytes(head[1:], "big")
    if size > _MOST_BYTES:
        raise EOFError
    return head[:1], _received(running.stdout.fileno(), size, until)


def _hand_over(pipe: int, data: bytes, until: float) -> None:
    view = memoryview(data)
    while view:
        _, ready, _ = select.select([], [pipe], [], _left(until))
        if ready:
            view = view[os.write(pipe, view[:65536]) :]


def _received(pipe: int, size: int, until: float) -> bytes:
    parts: list[bytes] = []
    while size:
        ready, _, _ = select.select([pipe], [], [], _left(until))
        if not ready:
            continue
        part = os.read(pipe, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _taken(kind: bytes, answer: bytes, file: Path) -> bytes:
    if kind == b"=":
        return answer
    said = json.loads(answer)
    wrong = _TooMuchError if kind == b"~" else DefinitionError
    raise wrong(str(said.get("file") or file), [str(each) for each in said["problems"]])
