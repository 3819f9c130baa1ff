"""A word to a web address: JSON by POST, over verified TLS. The address is a secret in itself, so it is never shown."""

from __future__ import annotations

import json
import ssl
import threading
import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPMessage
    from typing import IO

_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class NotDeliveredError(Exception):
    """News did not go its way; the text says why, without any secret."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST becomes a GET without its content, and may leave TLS."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """None: the answer stands as it is, an error."""


def webhook_problem(address: str) -> str | None:
    """What is wrong with a configured address; None where nothing is."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no web address"
    if not host or any(letter <= " " for letter in address):
        return "is no web address; write https://host/path"
    if parts.scheme == "https" or (parts.scheme == "http" and host in _HERE):
        return None
    return "must begin with https:// (http:// only for this machine itself)"


def post(address: str, content: Mapping[str, object], seconds: float = 20.0) -> None:
    """Send it and wait for the answer, at most `seconds` in all: a server that drips is given up like a silent one.

    Raises:
        NotDeliveredError: it was not taken; try again later.
    """
    problem = webhook_problem(address)
    if problem:
        raise NotDeliveredError(f"alarm.webhook {problem}")
    failure = ["no answer in time"]

    def attempt() -> None:
        failure[0] = _tried(address, json.dumps(content).encode(), seconds)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(seconds)
    if failure[0]:
        raise NotDeliveredError(f"the webhook did not take it ({failure[0]})")


def _tried(address: str, data: bytes, seconds: float) -> str:
    """Why it failed; "" where it did not."""
    headers = {"Content-Type": "application/json", "User-Agent": "adhesion"}
    request = urllib.request.Request(address, data, headers, method="POST")  # noqa: S310 - looked at by `post`
    secure = urllib.request.HTTPSHandler(context=ssl.create_default_context())
    try:
        with urllib.request.build_opener(secure, _NoRedirect).open(request, timeout=seconds):
            return ""  # 2xx; what it says further is of no interest
    except HTTPError as error:
        error.close()
        return f"it answers {error.code}"
    except URLError as error:
        return f"it cannot be reached: {getattr(error.reason, 'strerror', '') or type(error.reason).__name__}"
    except (OSError, HTTPException, ValueError) as error:
        return f"it cannot be reached: {type(error).__name__}"
