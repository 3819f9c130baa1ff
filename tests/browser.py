"""A real Chromium without a window, spoken to over its own pipe (DevTools protocol): no port, no driver, no package."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM: Final = shutil.which("chromium") or shutil.which("google-chrome")
NEEDS_CHROMIUM: Final = pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed")

_CHECKS: Final = Path(__file__).with_name("page_checks.js")
_SWITCHES: Final = (
    "--headless",
    "--no-sandbox",  # pages of our own only; inside a container the sandbox cannot be set up
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_HIGH: Final = 10  # file numbers that are free of what the pipe stands for
_END: Final = b"\0"
_PATIENCE: Final = 60  # seconds for one answer, on a machine that does other things too

Reply = dict[str, Any]


class Page:
    """One page of the browser, with what happened on it."""

    def __init__(self, receive: int, send: int) -> None:
        self._receive = receive
        self._out = send
        self._left = b""
        self._number = 0
        self._session = ""
        self._shown = ""
        self.events: list[Reply] = []

    def open(self, file: Path, width: int, height: int = 900, *, dark: bool = False, media: str = "screen") -> None:
        """Load a file in a window of that width (or as for "print"), and wait until it is there."""
        if not self._session:
            target = self.ask("Target.createTarget", url="about:blank")["targetId"]
            self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Page", "Network", "Runtime", "Log", "Audits", "Accessibility"):
                self.ask(f"{domain}.enable")
        self.events.clear()
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=scheme)
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self._shown = file.as_uri()
        self.ask("Page.navigate", url=self._shown)
        while not any(each["method"] == "Page.loadEventFired" for each in self.events):
            self._read()

    def ask(self, method: str, /, **params: object) -> Reply:
        """What the browser answers to one command."""
        return self._answer(self._send(method, params))

    def _answer(self, number: int) -> Reply:
        """What it answers to the command of that number."""
        while True:
            reply = self._read()
            if reply.get("id") == number:
                assert "error" not in reply, reply
                result: Reply = reply["result"]
                return result

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        """The value of an expression on the page; one that fails fails the test."""
        reply = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in reply, reply["exceptionDetails"]
        return reply["result"].get("value")

    def unfold(self) -> None:
        """Open everything that is folded."""
        self.run("document.querySelectorAll('details').forEach(each => each.open = true)")

    def faults(self, *, least: int = 0) -> list[str]:
        """What does not fit, cannot be read or is out of order on the page, which has at least so many texts."""
        found = self.run(_CHECKS.read_text(encoding="utf-8"))
        assert found["texts"] >= least
        faults: list[str] = found["wrong"]
        return faults

    def strangers(self) -> list[Reply]:
        """Requests for anything that is not in the file itself, and what the page's policy had to stop."""
        stopped = [each for each in self.events if each["method"] in {"Audits.issueAdded", "Log.entryAdded"}]
        asked = [each for each in self.events if each["method"] == "Network.requestWillBeSent"]
        urls = [each["params"]["request"]["url"] for each in asked]
        return stopped + [{"asked": url} for url in urls if not url.startswith("data:") and url != self._shown]

    @contextmanager
    def inside(self, address: str) -> Iterator[None]:
        """Speak to the frame whose address begins so, once it is there, instead of to the page."""
        outer, self._session = self._session, ""
        targets: list[str] = []
        while not targets:
            frames = self.ask("Target.getTargets")["targetInfos"]
            targets = [each["targetId"] for each in frames if each["url"].startswith(address)]
        self._session = self.ask("Target.attachToTarget", targetId=targets[0], flatten=True)["sessionId"]
        try:
            yield
        finally:
            self._session = outer

    def click(self, x: float, y: float) -> None:
        """Go there with the mouse, press it and let go."""
        self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Type a text where the cursor is, letter by letter."""
        sent = [self._send("Input.dispatchKeyEvent", {"type": "char", "text": letter}) for letter in text]
        for number in sent[-1:]:
            self._answer(number)

    def press(self, key: str, times: int = 1) -> None:
        """Press and let go a key, so often."""
        codes = {"Tab": 9, "Enter": 13, "ArrowDown": 40}
        for _ in range(times):
            text = {"text": "\r"} if key == "Enter" else {}
            about = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key]}
            self._send("Input.dispatchKeyEvent", {"type": "keyDown", **about, **text})
            last = self._send("Input.dispatchKeyEvent", {"type": "keyUp", **about})
        self._answer(last)

    def _send(self, method: str, params: Reply) -> int:
        """Say one command without waiting for its end; gives its number."""
        self._number += 1
        command: Reply = {"id": self._number, "method": method, "params": params}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._out, json.dumps(command).encode() + _END)
        return self._number

    def _read(self) -> Reply:
        while _END not in self._left:
            assert select.select([self._receive], [], [], _PATIENCE)[0], "Chromium does not answer"
            more = os.read(self._receive, 1 << 20)
            assert more, "Chromium is gone"
            self._left += more
        line, self._left = self._left.split(_END, 1)
        reply: Reply = json.loads(line)
        if "method" in reply:
            self.events.append(reply)
        return reply


@contextmanager
def chromium() -> Iterator[Page]:
    """A browser with an empty profile, ended afterwards."""
    assert PROGRAM is not None
    ours, theirs = _pipe(), _pipe()  # what it reads, what it writes
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as home:
        process = os.posix_spawn(
            PROGRAM,
            [PROGRAM, *_SWITCHES, f"--user-data-dir={home}"],
            {**os.environ, "HOME": home},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, ours[0], 3),
                (os.POSIX_SPAWN_DUP2, theirs[1], 4),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
            setpgroup=0,
        )
        os.close(ours[0])
        os.close(theirs[1])
        try:
            yield Page(theirs[0], ours[1])
        finally:
            os.close(ours[1])
            os.close(theirs[0])
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _pipe() -> tuple[int, int]:
    """Two ends with high numbers, which the program that is started does not inherit."""
    low = os.pipe()
    high = tuple(fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, _HIGH) for each in low)
    for each in low:
        os.close(each)
    return high[0], high[1]
