"""The few HTTPS requests of signing in: TLS always verified, a limit on time and size, no redirects.

One client for both providers' libraries: msal takes any object with `get` and `post`, google-auth any callable.
"""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import DefinitionError, MailboxUnreachableError

if TYPE_CHECKING:
    from pathlib import Path

    import requests

_LARGEST: Final = 1_000_000  # bytes; an answer has some thousands
_PIECE: Final = 16_384
_BUSY: Final = frozenset({408, 425, 429})  # "later", as all of 500 and above
_REDIRECTS: Final = range(300, 400)
_Form = Mapping[str, str] | str | None
_Headers = Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a token endpoint said: a JSON object, with the names that msal and google-auth ask for."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def status(self) -> int:
        """The same as `status_code`."""
        return self.status_code

    @property
    def data(self) -> bytes:
        """The text, encoded."""
        return self.text.encode()

    def json(self) -> dict[str, Any]:
        """The JSON object."""
        parsed: dict[str, Any] = json.loads(self.text)
        return parsed

    def raise_for_status(self) -> None:
        """What would raise has been raised already."""


class Web:
    """Asks token endpoints. Everything that may be better later raises `MailboxUnreachableError`."""

    def __init__(self, ca_file: Path | None, seconds: float) -> None:
        for library in ("msal", "google", "urllib3", "requests"):
            logging.getLogger(library).setLevel(logging.CRITICAL + 1)  # they log answers, which hold tokens
        self._seconds = seconds
        self._session = _session(_trusted(ca_file))

    def get(self, url: str, params: _Form = None, headers: _Headers = None, **_: object) -> Answer:
        """As msal asks for the addresses of a tenant."""
        return self._ask("GET", url, params=params, headers=headers)

    def post(self, url: str, params: _Form = None, data: _Form = None, headers: _Headers = None, **_: object) -> Answer:
        """As msal asks for a token, and we for Google's."""
        return self._ask("POST", url, params=params, data=data, headers=headers)

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: _Headers = None,
        **_: object,
    ) -> Answer:
        """As google-auth asks (`google.auth.transport.Request`)."""
        return self._ask(method, url, data=body, headers=headers)

    def close(self) -> None:
        """Close its connections."""
        self._session.close()

    def _ask(self, method: str, url: str, **sent: Any) -> Answer:  # noqa: ANN401 - as requests takes it
        import requests  # noqa: PLC0415 - heavy

        host = _host(url)
        until = time.monotonic() + self._seconds
        try:
            with self._session.request(
                method, url, timeout=self._seconds, stream=True, allow_redirects=False, **sent
            ) as response:
                text = _body(response, until)
        except (requests.RequestException, OSError, ValueError) as error:
            raise MailboxUnreachableError(
                f"{host}, where access tokens are asked for, gives no answer ({_why(error)}); the next run tries again"
            ) from None  # the request inside the error holds secrets
        _refuse_no_answer(response.status_code, text, host)
        return Answer(response.status_code, text, dict(response.headers))


def _session(context: ssl.SSLContext) -> requests.Session:
    import requests  # noqa: PLC0415 - heavy
    from requests.adapters import HTTPAdapter  # noqa: PLC0415 - heavy

    class OwnTrust(HTTPAdapter):
        """Connections with our own TLS context: the variables of the environment cannot weaken it."""

        def init_poolmanager(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as its base has it
            super().init_poolmanager(*args, ssl_context=context, **options)

        def proxy_manager_for(self, proxy: str, **options: Any) -> Any:  # noqa: ANN401 - as its base has it
            return super().proxy_manager_for(proxy, ssl_context=context, **options)

    session = requests.Session()
    session.mount("https://", OwnTrust())
    session.auth = lambda request: request  # else passwords of ~/.netrc would be sent along
    return session


def _trusted(ca_file: Path | None) -> ssl.SSLContext:
    """The system's authorities, and the mailbox's own besides: an office's proxy may stand between."""
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:  # also what is no certificate
            why = error.strerror or "it holds no certificate"
            raise DefinitionError("the configuration", [f"mailbox.ca_file: {ca_file} cannot be used ({why})"]) from None
    return context


def _host(url: str) -> str:
    """The server's name, for messages. Secrets go over TLS only."""
    scheme, _, rest = url.partition("://")
    host = rest.partition("/")[0]
    if scheme.lower() != "https" or not host:
        raise MailboxUnreachableError("The provider's directory names an address without TLS; no secret is sent there")
    return host


def _body(response: requests.Response, until: float) -> str:
    """The answer's text; an answer that never ends or comes by drops is given up."""
    pieces, size = [], 0
    for piece in response.iter_content(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise ValueError("too large")
        if time.monotonic() > until:
            raise TimeoutError("too slow")
    return b"".join(pieces).decode("utf-8")


def _refuse_no_answer(status: int, text: str, host: str) -> None:
    """Tokens and refusals are JSON objects. Anything else is somebody between, or a server in trouble."""
    if status >= 500 or status in _BUSY or status in _REDIRECTS or not _is_object(text):  # noqa: PLR2004 - HTTP
        raise MailboxUnreachableError(
            f"{host}, where access tokens are asked for, answers with status {status} and no token; "
            "the next run tries again"
        )


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _why(error: Exception) -> str:
    """In few words and without the address asked for, which may name a tenant."""
    import requests  # noqa: PLC0415 - heavy

    kinds = {
        requests.exceptions.SSLError: "its certificate is not trusted; for an authority of your own set ca_file",
        requests.exceptions.ProxyError: "the proxy refuses",
        requests.exceptions.Timeout: "too slow",
        TimeoutError: "too slow",
        requests.exceptions.ConnectionError: "no connection",
    }
    return next((words for kind, words in kinds.items() if isinstance(error, kind)), "what comes is no answer")
