"""`imap(s)://user@host[:port]/Folder`: where an IMAP mailbox is (RFC 5092, without what a mailbox does not need)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pipeline.errors import DefinitionError

INBOX: Final = "INBOX"

_URL: Final = re.compile(r"(imaps?)://([^/]*)(?:/(.*))?", re.IGNORECASE | re.DOTALL)
_HOST: Final = re.compile(r"\[([0-9A-Fa-f:.]+)\]|([^\s\[\]:]+)")
_PORTS: Final = {"imaps": 993, "imap": 143}
_LAST_PORT: Final = 65535
_SHAPE: Final = "write it as imaps://user@host/Folder"


@dataclass(frozen=True, slots=True)
class ImapAddress:
    """A folder of a mailbox on a server. `folder` has `/` between its levels, whatever the server writes there."""

    host: str  # lower case; as the DNS has it (RFC 5890)
    port: int
    user: str
    folder: str = INBOX
    implicit_tls: bool = True  # False: STARTTLS, without which nothing is said to the server


def parse_imap_url(text: str) -> ImapAddress:
    """The address in a URL. The user may hold `@` or `%40`; the folder is percent-decoded UTF-8, by default INBOX.

    Raises:
        DefinitionError: it is no such URL (of `mailbox.source`); all mistakes at once. Its text is not repeated: people
            put passwords there.
    """
    found = _URL.fullmatch(text.strip())
    if found is None:
        raise _wrong([f"is no address of an IMAP mailbox; {_SHAPE}"])
    scheme = found[1].lower()
    login, _, place = found[2].rpartition("@")
    problems: list[str] = []
    user = _user(login, problems)
    host, port = _server(place, _PORTS[scheme], problems)
    folder = _folder(found[3] or "", problems)
    if problems:
        raise _wrong(problems)
    return ImapAddress(host, port, user, folder, implicit_tls=scheme == "imaps")


def _user(login: str, problems: list[str]) -> str:
    if ":" in login:
        problems.append(
            "holds a password; take it out (from the colon to the @), and set password_env, password_file "
            "or password_command in [mailbox]. Change the password if others could read the file"
        )
        return ""
    user = _decoded(login, "user", problems)
    if not user.strip() and not problems:
        problems.append(f"names no user; {_SHAPE}")
    return user


def _server(place: str, usual: int, problems: list[str]) -> tuple[str, int]:
    """Host and port of `host`, `host:port`, `[2001:db8::1]:port`."""
    found = _HOST.match(place)
    rest = place[found.end() :] if found else ""
    if found is None or (rest and not rest.startswith(":")):
        problems.append(f"names no host; {_SHAPE}")
        return "", usual
    port = rest[1:]
    if port and not (port.isascii() and port.isdigit() and len(port) <= len(str(_LAST_PORT))):
        problems.append(f"has no number for the port; leave it out ({usual} is usual)")
        return "", usual
    number = int(port or usual)
    if not 1 <= number <= _LAST_PORT:
        problems.append(f"has a port that does not exist; leave it out ({usual} is usual)")
    return found[1] or _host(found[2], problems), number


def _host(name: str, problems: list[str]) -> str:
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        problems.append("has a host that no computer can be called; look for a slip of the pen")
        return ""


def _folder(path: str, problems: list[str]) -> str:
    folder = _decoded(path.strip("/"), "folder", problems)
    return INBOX if not folder or folder.upper() == INBOX else folder  # RFC 9051 section 5.1: INBOX in any case


def _decoded(text: str, what: str, problems: list[str]) -> str:
    try:
        decoded = unquote(text, errors="strict")
        decoded.encode()
    except UnicodeError:
        problems.append(f"has a {what} that is no UTF-8; write its letters as they are, or percent-encoded as UTF-8")
        return ""
    if any(ord(letter) < ord(" ") or letter == "\x7f" for letter in decoded):
        problems.append(f"has a {what} with control characters; look for a slip of the pen")
    return decoded


def _wrong(problems: list[str]) -> DefinitionError:
    return DefinitionError("mailbox.source", problems)
