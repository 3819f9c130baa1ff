"""Mails as a program sees them that has nothing in common with ours: mblaze, by its commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

NEEDS_MBLAZE: Final = pytest.mark.skipif(shutil.which("mshow") is None, reason="mblaze is not installed")

_PART: Final = re.compile(r'^( *)(\d+): (\S+) size=\d+(?: name="(.*)")?', re.MULTILINE)
_STEP: Final = 2  # blanks by which a part stands further in than what it is in


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail. `number` counts all of them, `inside` is the number of the one that holds it."""

    number: int
    kind: str
    name: str
    inside: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A mail in a file."""

    file: Path

    def header(self, name: str) -> str:
        """A header, unfolded and decoded."""
        return _ask("mhdr", "-d", "-h", name, self.file).decode().rstrip("\n")

    def raw_header(self, name: str) -> str:
        """A header unfolded alone."""
        return _ask("mhdr", "-h", name, self.file).decode().rstrip("\n")

    def names(self, header: str) -> list[str]:
        """The display names of an address header, of those that have one."""
        return [_unquoted(line) for line in _ask("maddr", "-d", "-h", header, self.file).decode().splitlines()]

    def addresses(self, header: str) -> list[str]:
        """The addresses of a header."""
        return _ask("maddr", "-a", "-h", header, self.file).decode().splitlines()

    def parts(self) -> list[Part]:
        """All parts, from the outermost on."""
        listed = _ask("mshow", "-t", self.file).decode().partition("\n")[2]
        parts: list[Part] = []
        holders: list[int] = [0]
        for blanks, number, kind, name in _PART.findall(listed):
            depth = len(blanks) // _STEP
            parts.append(Part(int(number), kind, name, holders[depth - 1]))
            holders[depth:] = [int(number)]
        return parts

    def content(self, number: int) -> bytes:
        """What a part holds, decoded; of texts in UTF-8."""
        return _ask("mshow", "-O", self.file, str(number))


def _unquoted(name: str) -> str:
    quoted = name.startswith('"') and name.endswith('"')
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if quoted else name


def _ask(*command: str | Path) -> bytes:
    """What a command says. It looks into no home of anybody."""
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MBLAZE": os.devnull, "HOME": os.devnull}
    return subprocess.run(list(map(str, command)), env=kept, capture_output=True, check=False, timeout=60).stdout
