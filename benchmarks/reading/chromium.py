"""Chromium as a printer: one browser prints many pages to PDF, over the pipe of its DevTools protocol."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

_ORDERS, _ANSWERS = 3, 4  # the descriptors on which --remote-debugging-pipe talks


class Printer:
    """A headless browser; use it in a `with` block, which ends it."""

    def __enter__(self) -> Self:
        """Start the browser and open one tab."""
        program = shutil.which("chromium") or shutil.which("chrome")
        if program is None:
            raise FileNotFoundError("Chromium is not installed: install it, or leave out the formats it prints")
        self._profile = tempfile.TemporaryDirectory(prefix="printer-", ignore_cleanup_errors=True)
        self._to, self._from, self._process = _start(program, self._profile.name)
        self._rest, self._count = b"", 0
        target = self._ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self._ask("Page.enable", {})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the browser."""
        self._process.terminate()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)
        self._profile.cleanup()

    def print_page(self, html: str, footer: str = "") -> bytes:
        """The PDF of an HTML page, A4, with page numbers at the foot where `footer` says what stands before them."""
        page = Path(self._profile.name) / "page.html"
        page.write_text(html, "utf-8")
        self._ask("Page.navigate", {"url": page.as_uri()})
        self._wait_for("Page.loadEventFired")
        how: dict[str, Any] = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": False}
        if footer:
            how |= {"displayHeaderFooter": True, "headerTemplate": "<span></span>", "footerTemplate": _foot(footer)}
        return base64.b64decode(self._ask("Page.printToPDF", how)["data"])

    def _ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._count += 1
        order = {"id": self._count, "method": method, "params": params}
        if hasattr(self, "_session"):
            order["sessionId"] = self._session
        os.write(self._to, json.dumps(order).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _wait_for(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            chunk = os.read(self._from, 1 << 20)
            if not chunk:
                raise RuntimeError("Chromium ended while it printed")
            self._rest += chunk
        message, self._rest = self._rest.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(message)
        return answer


def _foot(words: str) -> str:
    return (
        f'<div style="font-size:8px;width:100%;text-align:center">{words} <span class="pageNumber"></span> / '
        '<span class="totalPages"></span></div>'
    )


def _start(program: str, profile: str) -> tuple[int, int, subprocess.Popen[bytes]]:
    their_in, our_out = os.pipe()
    our_in, their_out = os.pipe()

    def wire() -> None:
        high_in, high_out = os.dup(their_in), os.dup(their_out)
        os.dup2(high_in, _ORDERS)
        os.dup2(high_out, _ANSWERS)

    order = [program, "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
             f"--user-data-dir={profile}", "--disable-extensions"]  # fmt: skip
    process = subprocess.Popen(
        order,
        preexec_fn=wire,  # noqa: PLW1509 - it only moves two descriptors
        pass_fds=(_ORDERS, _ANSWERS, their_in, their_out),
        stderr=subprocess.DEVNULL,
    )
    os.close(their_in)
    os.close(their_out)
    return our_out, our_in, process
