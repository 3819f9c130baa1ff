"""Other office formats, turned into DOCX or XLSX by LibreOffice where it is installed.

Each call has a profile and a folder of its own, so that several may run at once and nothing of one document is there
for the next. LibreOffice stays in the process group of whoever calls, and dies with it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.documents.office_profile import write_profile
from pipeline.documents.office_shut_in import shutter
from pipeline.documents.xml import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: Final = 40.0
"""For one document: less than a reading process has as a rule, so that it is we who tidy up."""
MAX_MADE: Final = 64 * 2**20
"""Bytes of what LibreOffice may make of a document."""
_PROGRAMS: Final = ("soffice", "libreoffice")
_RESTART: Final = 81
"""How LibreOffice ends when it has set up a new profile and wants to be started again."""
_STARTS: Final = 3
_PREFIX: Final = "adhesion-office-"
_STALE: Final = 3600.0  # seconds; no conversion lasts that long
_PACKAGES: Final = {"libreoffice-writer-nogui": "libswlo.so", "libreoffice-calc-nogui": "libsclo.so"}
_FILTERS: Final = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}


def office_program() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return next((path for path in map(shutil.which, _PROGRAMS) if path), None)


def missing_parts() -> tuple[str, ...]:
    """The Debian packages that reading other formats lacks; an unusual place lacks none."""
    program = office_program()
    if program is None:
        return tuple(_PACKAGES)
    folder = Path(program).resolve().parent
    if not (folder / "soffice.bin").is_file():
        return ()
    return tuple(package for package, part in _PACKAGES.items() if not (folder / part).is_file())


def converted(data: bytes, suffix: str, target: str, seconds: float = SECONDS) -> bytes:
    """A document in another format: `suffix` says what it is ("doc"), `target` is "docx" or "xlsx".

    Raises:
        UnreadableError: LibreOffice is not installed, cannot open the document, or takes longer than `seconds`.
    """
    program = office_program()
    if program is None:
        raise UnreadableError("no-reader", _NOT_THERE.format(suffix=suffix))
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as work:
        folder = Path(work)
        (folder / f"form.{suffix}").write_bytes(data)
        write_profile(folder / "profile")
        _run(_call(program, folder, suffix, target), folder, seconds)
        return _made(folder / "out" / f"form.{target}")


def _sweep() -> None:
    """Remove what a reader that was killed in the middle has left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            found = folder.lstat()
            if found.st_uid == os.getuid() and time.time() - found.st_mtime > _STALE:
                shutil.rmtree(folder, ignore_errors=True)


def _call(program: str, folder: Path, suffix: str, target: str) -> list[str]:
    """The program itself where it lies beside its starter: one process less that could outlive us."""
    itself = Path(program).resolve().with_name("soffice.bin")
    return [
        str(itself) if itself.is_file() else program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault"),
        *("--convert-to", f"{target}:{_FILTERS[target]}", "--outdir", str(folder / "out")),
        str(folder / f"form.{suffix}"),
    ]


def _run(call: Sequence[str], folder: Path, seconds: float) -> None:
    """Run it until it has ended; the first call with a new profile ends at once and asks to be made again."""
    end = time.monotonic() + seconds
    try:
        for _ in range(_STARTS):
            if _once(call, folder, max(end - time.monotonic(), 0.1)) != _RESTART:
                return
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("too-slow", _SLOW.format(seconds=seconds)) from error
    finally:
        _drop_socket(folder)


def _once(call: Sequence[str], folder: Path, seconds: float) -> int:
    """One start; its end is waited for or brought about. What it prints may come from the document."""
    plain = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    done = subprocess.run(  # noqa: S603 - no shell, names of our own
        call,
        env=plain | {"LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=shutter(),
        timeout=seconds,
        check=False,
    )
    return done.returncode


def _made(file: Path) -> bytes:
    """What came about; it writes a file only where it could open the document."""
    if not file.is_file():
        raise UnreadableError("damaged", _NOT_OPENED)
    if file.stat().st_size > MAX_MADE:
        raise UnreadableError("too-large", "The file is too large to be read safely. Ask for a PDF of the form alone.")
    return file.read_bytes()


def _drop_socket(folder: Path) -> None:
    """LibreOffice listens on a socket named after its profile, which it leaves behind when it is stopped."""
    url = (folder / "profile").as_uri().encode("utf-16-le")
    name = "".join(f"{byte:x}" for byte in hashlib.md5(url, usedforsecurity=False).digest())
    for place in ("/tmp", "/var/tmp"):  # noqa: S108 - LibreOffice's choice
        for socket in Path(place).glob(f"OSL_PIPE_*_SingleOfficeIPC_{name}"):
            with suppress(OSError):
                socket.unlink()


_NOT_THERE: Final = (
    "It is a .{suffix} file, which is read only where LibreOffice is installed (the administrator can install "
    "libreoffice-writer-nogui and libreoffice-calc-nogui). Ask for a PDF, Word (.docx) or Excel (.xlsx) file."
)
_NOT_OPENED: Final = (
    "LibreOffice cannot open the file: it is damaged, or protected by a password. Ask for the form again, "
    "as a PDF or Word (.docx) file without a password."
)
_SLOW: Final = (
    "Opening this document took LibreOffice longer than {seconds:g} seconds and was stopped. "
    "Ask for the form alone, freshly saved as PDF or Word (.docx)."
)
