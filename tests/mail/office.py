"""The whole thing: a mailbox on a real server, the configuration, and the real program working on it."""

from __future__ import annotations

import email
import hashlib
import imaplib
import itertools
import json
import os
import subprocess
from collections import Counter
from dataclasses import dataclass
from email.policy import compat32
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.campaign.loader import load_campaign
from pipeline.config import read_settings
from pipeline.status import export_text
from tests.mail.dovecot import PASSWORD, Dovecot
from tests.program import COMMAND, NOW, Finished, adhesion, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable


PROCESSED = "Adhesion/Processed"
FIRST = 1_790_000_000  # in September 2026

_names = itertools.count()


@dataclass(frozen=True, slots=True)
class Office:
    """A secretariat with a mailbox of its own and a folder of its own."""

    server: Dovecot
    user: str
    folder: Path

    @classmethod
    def open(cls, server: Dovecot, folder: Path, more: str = "", *, port: int | None = None) -> Office:
        """A new mailbox and its configuration; `more` is added to the table `[mailbox]`, `port` is that of a proxy."""
        office = cls(server, server.new_user(), folder)
        folder.mkdir(parents=True, exist_ok=True)
        office.configure(more, port=port)
        return office

    def configure(self, more: str = "", *, port: int | None = None) -> None:
        """Write the configuration anew."""
        self.config.write_text(
            f"""
            [mailbox]
            source = "imaps://{self.user.replace("@", "%40")}@localhost:{port or self.server.imaps}/INBOX"
            password_env = "ADHESION_PASSWORD"
            ca_file = "{self.server.certificates.ca}"
            processed_folder = "{PROCESSED}"
            timeout_seconds = 5
            {more}
            [drafts]
            target = "mailbox"
            [outputs]
            dir = "{self.outputs}"
            letters_as_pdf = false
            """
        )

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "adhesion.toml"

    @property
    def outputs(self) -> Path:
        """Where the results go."""
        return self.folder / "outputs"

    def deliver(self, messages: Iterable[bytes]) -> None:
        """Put messages into the inbox, one a minute: a server takes the file's time for that of its arrival."""
        for number, data in enumerate(messages):
            name = f"{FIRST + number * 60}.M{next(_names)}.test"  # or a later call would write over this one
            self.server.deliver(self.user, data, name)
            os.utime(self.server.maildir(self.user) / "new" / name, (FIRST + number * 60,) * 2)

    def run(self, *arguments: str, password: str = PASSWORD) -> Finished:
        """`adhesion run` to its end."""
        return self.command("run", "--now", NOW, *arguments, password=password)

    def command(self, *arguments: str, password: str = PASSWORD) -> Finished:
        """Any command with the office's configuration."""
        return adhesion(*arguments, "--config", self.config, ADHESION_PASSWORD=password)

    def start(self) -> subprocess.Popen[bytes]:
        """`adhesion run`, going on; its log is on standard error."""
        command = [*COMMAND, "run", "--now", NOW, "--config", str(self.config), "--log", "logfmt"]
        return subprocess.Popen(
            command,
            env=surroundings(ADHESION_PASSWORD=PASSWORD),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def contents(self, folder: str) -> list[bytes]:
        """The messages of a folder, as a mail program sees them; none where there is no such folder."""
        with self.server.staff(self.user) as client:
            status, _ = client.select(f'"{folder}"', readonly=True)
            if status != "OK":
                return []
            _, found = client.uid("SEARCH", "ALL")  # type: ignore[no-untyped-call, unused-ignore]
            messages = []
            for uid in found[0].split():
                _, answer = client.uid("FETCH", uid, "(BODY.PEEK[])")
                messages.append(bytes(answer[0][1]))
            client.unselect()
        return messages

    def edit_draft(self, number: str, changed: bytes) -> None:
        """A person changes the draft of that number; the mail program stores another one and removes it."""
        with self.server.opened(self.user, "Drafts") as client:
            client.append("Drafts", r"(\Draft)", imaplib.Time2Internaldate(FIRST), changed)
            _, uid = client.fetch(number, "(UID)")
            client.store(number, "+FLAGS", r"(\Deleted)")
            assert isinstance(uid[0], bytes)
            client.uid("EXPUNGE", uid[0].rpartition(b"UID ")[2].strip(b")").decode())

    def export(self, what: str) -> list[dict[str, Any]]:
        """What the ledger says. The command for it has tests of its own; here it would only cost its start."""
        settings = read_settings(self.config)
        campaign = load_campaign(settings.campaign)
        found: list[dict[str, Any]] = json.loads(export_text(settings, campaign, what, "json"))
        return found

    def state(self) -> dict[str, object]:
        """All that matters in the end: the ledger, the folders, the drafts. Equal for equal histories."""
        messages = self.export("messages")
        for each in messages:
            each["source"] = each["source"].rpartition(";UID=")[2]  # the rest differs from server to server
        return {
            "messages": messages,
            "submissions": self.export("submissions"),
            "members": self.export("members"),
            "folders": {folder: hashes(self.contents(folder)) for folder in ("INBOX", PROCESSED)},
            "drafts": hashes(self.contents("Drafts")),
            "replies": Counter(header(each, "message-id") for each in self.contents("Drafts")),
        }


def hashes(messages: Iterable[bytes]) -> Counter[str]:
    """How often each message is there."""
    return Counter(hashlib.sha256(data).hexdigest()[:16] for data in messages)


def header(message: bytes, name: str) -> str:
    """A header as it was sent."""
    return str(email.message_from_bytes(message, policy=compat32)[name])
