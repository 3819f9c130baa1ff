"""Tasks for the reading pool; each does what the document's name says."""

from __future__ import annotations

import os
import resource
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import DocumentKind, DocumentReading, Finding, FormReading, Severity, Source, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.campaign.definition import Campaign
    from pipeline.model import Document, FieldValue


def obey(document: Document, campaign: Campaign) -> DocumentReading:
    name, *details = document.name.split()
    if name in DEEDS:
        return DEEDS[name](*details)
    return said(f"{campaign.id}: {document.name} of {len(document.data)} bytes")


def hang() -> DocumentReading:
    time.sleep(600)
    raise AssertionError


def hang_with_child(pid_file: str) -> DocumentReading:
    with subprocess.Popen(["sleep", "600"]) as child:
        Path(pid_file).write_text(str(child.pid), encoding="ascii")
        return hang()


def hog() -> DocumentReading:
    return said(str(len([bytearray(1 << 24) for _ in range(10_000)])))


def abort() -> DocumentReading:
    os.abort()


def leave() -> DocumentReading:
    sys.exit(4)


def exit_now() -> DocumentReading:
    os._exit(3)


def fail() -> DocumentReading:
    raise KeyError("Ana Secret, ana@secret.example")


def nonsense() -> DocumentReading:
    return "no reading"  # type: ignore[return-value]


def surrogate() -> DocumentReading:
    return said("broken \ud800 letter")


def shout() -> DocumentReading:
    os.write(1, b"noise on stdout")
    os.write(2, b"noise on stderr")
    return said("silence")


def write(file: str, size: str) -> DocumentReading:
    with Path(file).open("wb") as out:
        out.write(b"x" * int(size))
    return said("written")


def limits() -> DocumentReading:
    return said(f"{resource.getrlimit(resource.RLIMIT_AS)} {resource.getrlimit(resource.RLIMIT_CORE)}")


def wait(seconds: str) -> DocumentReading:
    time.sleep(float(seconds))
    return said(f"waited {seconds}")


def forge(size: str) -> DocumentReading:
    """What a reader that was taken over may do: write what it likes into its pipe, then hang."""
    for descriptor in range(3, 30):
        with suppress(OSError):
            os.write(descriptor, struct.pack("!i", int(size)) + b"{}")
    return hang()


def pid() -> DocumentReading:
    return said(str(os.getpid()))


def said(text: str) -> DocumentReading:
    return DocumentReading(DocumentKind.NOT_A_FORM, reason=text)


def full_reading() -> DocumentReading:
    source = Source("docx", "table 1, row 2, cell 2", 1, (1.0, 2.0, 3.5, 4.0))
    normal: tuple[FieldValue, ...] = ("text", 4, 4.0, True, False, ("a", "b"), (), "", "7")
    values = tuple(Value(f"field_{index}", value, "raw", 0.5, source) for index, value in enumerate(normal))
    finding = Finding("code", Severity.WARNING, "message", "field_1")
    return DocumentReading(DocumentKind.FORM, "es", (FormReading(values, (finding,)),), findings=(finding,))


DEEDS: dict[str, Callable[..., DocumentReading]] = {
    "hang": hang,
    "hang-with-child": hang_with_child,
    "hog": hog,
    "abort": abort,
    "leave": leave,
    "exit": exit_now,
    "raise": fail,
    "nonsense": nonsense,
    "surrogate": surrogate,
    "shout": shout,
    "write": write,
    "limits": limits,
    "wait": wait,
    "forge": forge,
    "pid": pid,
    "full": full_reading,
}
