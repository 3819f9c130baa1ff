"""What taking a message apart gives: its leaves, findings, and the counts that keep it within limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import TYPE_CHECKING, Final

from pipeline.intake.headers import Headers
from pipeline.intake.pieces import Room
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from pipeline.intake.pieces import Piece

MAX_PARTS: Final = 500


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of a message: decoded bytes, and what its headers say about them."""

    number: int  # from 1, in the order of the message
    declared: str  # media type in lower case, "" where none is given
    charset: str
    attached: bool  # Content-Disposition: attachment
    name: str  # "" where none was sent
    media: str  # told from the content
    data: bytes
    inside: str
    flow: str  # "", "flowed" or "delsp": how lines were wrapped (RFC 3676)
    alternative: int  # the same number for parts that say the same thing in different forms; 0: stands alone


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands in its message."""

    inside: str = ""
    messages: int = 0
    multiparts: int = 0
    containers: int = 0
    archives: int = 0
    alternative: int = 0


@dataclass(slots=True)
class Parts:
    """What a walk over a message has found. All that is nested in it counts for the same limits."""

    enter: Callable[[Message, Place, Parts], None]  # walks over what the parser made of a nested message
    headers: Headers = ()
    leaves: list[Part] = field(default_factory=list)
    findings: dict[str, Finding] = field(default_factory=dict)
    room: Room = field(default_factory=Room)
    steps: int = 0
    guesses: int = 0
    numbered: int = 0
    forwarded: dict[str, int] = field(default_factory=dict)  # how many messages lie in each container

    def note(self, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        """Remember a finding; one of a code is enough."""
        self.add(Finding(code, severity, message))

    def add(self, finding: Finding) -> None:
        """Remember a finding; one of a code is enough."""
        self.findings.setdefault(finding.code, finding)

    def step(self) -> bool:
        """Count one more part; False where there are too many."""
        self.steps += 1
        if self.steps > MAX_PARTS:
            problem = f"The message has more than {MAX_PARTS} parts; the rest was not read."
            self.note("mail-too-many-parts", problem, Severity.ERROR)
        return self.steps <= MAX_PARTS

    def keep(self, piece: Piece, kind: str, place: Place) -> None:
        """A piece becomes a leaf; an empty line between two attachments does not."""
        self.numbered += 1
        if piece.data.strip() or piece.disposition or piece.name:
            self.leaves.append(_leaf(piece, kind, place, self.numbered))


def chain(inside: str, container: str) -> str:
    """The chain of containers, one longer."""
    return f"{inside} / {container}" if inside else container


def _leaf(piece: Piece, kind: str, place: Place, number: int) -> Part:
    return Part(
        number=number,
        declared=piece.declared,
        charset=piece.charset,
        attached=piece.disposition.startswith("attachment"),
        name=piece.name,
        media=kind,
        data=piece.data,
        inside=place.inside,
        flow=piece.flow,
        alternative=place.alternative,
    )
