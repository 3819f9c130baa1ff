"""What is found in a message before it is known what it is, and how much may be unpacked from one message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.model import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_UNPACKED: Final = 200 << 20  # bytes that all containers of one message may give together


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that were found in a message or in a container, transfer encoding undone, and what is said about them."""

    data: bytes
    name: str = ""  # clean; "" where none was given
    declared: str = ""  # media type in lower case, "" where none is given
    charset: str = ""
    disposition: str = "attachment"  # Content-Disposition in lower case, "" where none is given
    flow: str = ""  # "", "flowed" or "delsp": how lines were wrapped (RFC 3676)
    spare: bool = False  # the text of a mail, wanted only where the mail has no other


@dataclass(frozen=True, slots=True)
class Entity:
    """A MIME entity (RFC 2045 section 2.4) that stands in the place of its container, as in a signed mail."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """Something in a container was not opened: the container stays a document, with this finding."""

    finding: Finding


Found = Piece | Entity | Left
"""What an opener gives. A `Finding` beside these says something and changes nothing."""

if TYPE_CHECKING:
    Opener = Callable[[Piece, "Room"], Iterator[Found | Finding]]


@dataclass(slots=True)
class Room:
    """How many more bytes may be unpacked. All containers of a message, however nested, share one."""

    octets: int = MAX_UNPACKED

    def take(self, octets: int) -> bool:
        """Use up so many bytes; False, and nothing is used, where there are not so many left."""
        if octets > self.octets:
            return False
        self.octets -= octets
        return True
