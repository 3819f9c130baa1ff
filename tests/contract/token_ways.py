"""Every way to get an access token, set up against the token server as an administrator would do it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

from pipeline.config import Settings
from pipeline.signin.door import device_login
from tests.contract.token_server import CLIENT, CLIENT_SECRET, CODE, TENANT, TokenServer, private_file

if TYPE_CHECKING:
    from pathlib import Path


SOURCE = "imaps://adhesion%40city.example@mail.example/INBOX"


@dataclass(frozen=True, slots=True)
class Way:
    """One way. `by_person`: somebody signs in by hand first."""

    name: str
    provider: str
    flow: str = "client_secret"
    by_person: bool = False

    def settings(self, server: TokenServer, folder: Path, **more: object) -> Settings:
        """The configuration; secrets lie in files in that folder."""
        secret = private_file(folder / "client-secret", CLIENT_SECRET.encode() + b"\n")
        oauth: dict[str, object] = {"provider": self.provider, "flow": self.flow, "client_id": CLIENT, "tenant": TENANT}
        oauth |= {"authority": server.url, "client_secret_file": secret}
        oauth |= {"certificate_file": server.trust.application} if self.flow == "certificate" else {}
        box = {"source": SOURCE, "auth": "xoauth2", "ca_file": server.trust.ca, "timeout_seconds": 20}
        return Settings.model_validate({"mailbox": box | {"oauth": oauth | more}})

    def prepared(self, server: TokenServer, folder: Path) -> Settings:
        """The same after a person has signed in, where one has to."""
        settings = self.settings(server, folder)
        if self.by_person:
            device_login(settings, folder / "state", Browser(server), None)
        return settings


WAYS = (
    Way("application with secret", "microsoft"),
    Way("application with certificate", "microsoft", "certificate"),
    Way("person at Microsoft", "microsoft", "device_code", by_person=True),
    Way("person at Google", "google", by_person=True),
)
BY_PERSON = tuple(way for way in WAYS if way.by_person)


@dataclass(slots=True)
class Browser:
    """Reads what a person is told, and does it: opens Google's address and agrees, at once."""

    server: TokenServer
    answer: tuple[tuple[str, str], ...] = (("code", CODE),)
    said: str = ""

    def __call__(self, text: str) -> None:
        """Be told something."""
        self.said += text + "\n"
        for line in text.splitlines():
            if line.startswith("https://") and "code_challenge" in line:
                threading.Thread(target=self._open, args=(line,)).start()

    def back(self, url: str) -> str:
        """Where Google sends the browser after that address."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert (asked["access_type"], asked["code_challenge_method"]) == ("offline", "S256")
        self.server.challenge = asked["code_challenge"]
        return f"{asked['redirect_uri']}?{urlencode([*self.answer, ('state', asked['state'])])}"

    def _open(self, url: str) -> None:
        with urlopen(self.back(url), timeout=20) as page:  # noqa: S310 - our own address
            page.read()
