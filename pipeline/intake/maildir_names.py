"""How a Maildir names things: flags in file names, and folders below the mailbox (Maildir++, as Dovecot and Courier).

Sources: https://cr.yp.to/proto/maildir.html, https://doc.dovecot.org/latest/core/config/mailbox_formats/maildir.html
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.errors import CannotDoError

TRASHED: Final = "T"
FLAGS: Final = {"flagged": "F", "seen": "S", "answered": "R"}
"""The letters of the flags of RFC 9051 section 2.3.2 that a Maildir has, but for Deleted and Draft."""

_INFO: Final = ":2,"
_SECONDS: Final = re.compile(r"[0-9]{1,12}")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")


def unique_of(name: str) -> str:
    """The part of a file name that stays the same for ever."""
    return name.partition(":")[0]


def flags_of(name: str) -> str:
    """The flags of a message as letters; small ones are keywords of Dovecot."""
    return name.partition(_INFO)[2]


def with_flags(unique: str, flags: str) -> str:
    """The name of a message with these flags, in the order that the format asks for."""
    return f"{unique}{_INFO}{''.join(sorted(set(flags)))}"


def numbered_unique(unique: str, number: int) -> str:
    """Another unique name made from one; what follows its comma (`,S=123`, the size) stays true."""
    before, comma, fields = unique.partition(",")
    return unique if number == 1 else f"{before}-{number}{comma}{fields}"


def age_of(unique: str) -> tuple[int, str]:
    """What sorts names by the time of delivery, with which they begin."""
    seconds = _SECONDS.match(unique)
    return (int(seconds[0]) if seconds else 0, unique)


def directory_of(folder: str) -> str:
    """The directory of a folder such as `Adhesion/Processed`. Raises `CannotDoError` where it cannot be one.

    A dot separates levels as a slash does: the format has no other way. Letters beyond ASCII are written in the
    modified UTF-7 of RFC 3501 section 5.1.3, as Dovecot and Courier do.
    """
    from imap_tools.imap_utf7 import utf7_encode  # noqa: PLC0415 - heavy

    parts = re.split(r"[./]", folder)
    if _CONTROLS.search(folder) or not all(part.strip() for part in parts):
        raise CannotDoError(f'"{folder}" cannot be a folder of a Maildir: write names with / between them.')
    return "".join("." + utf7_encode(part).decode("ascii") for part in parts)
