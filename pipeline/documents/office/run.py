"""One call of LibreOffice on files of other people: shut in, with a profile of its own, to its end or to its limit.

The folder that holds the files is the caller's. LibreOffice stays in the process group of whoever calls, and dies
with it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.documents.office.profile import write_profile
from pipeline.documents.office.shut_in import shutter

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAMS: Final = ("soffice", "libreoffice")
_RESTART: Final = 81
"""How LibreOffice ends when it has set up a new profile and wants to be started again."""
_STARTS: Final = 3


def office_program() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return next((path for path in map(shutil.which, _PROGRAMS) if path), None)


def convert(program: str, folder: Path, names: Sequence[str], target: str, seconds: float) -> Path:
    """Convert files of a folder to `target`: "pdf", or an ending with a filter ("docx:MS Word 2007 XML").

    Returns:
        The folder with what came about; a file that LibreOffice could not open leaves nothing there.

    Raises:
        subprocess.TimeoutExpired: it took longer than `seconds`; it has been ended.
    """
    made = folder / "out"
    write_profile(folder / "profile")
    call = _call(program, folder, names, target, made)
    end = time.monotonic() + seconds
    try:
        for _ in range(_STARTS):
            if _once(call, folder, max(end - time.monotonic(), 0.1)) != _RESTART:
                break
    finally:
        _drop_socket(folder)
    return made


def _call(program: str, folder: Path, names: Sequence[str], target: str, made: Path) -> list[str]:
    """The program itself where it lies beside its starter: one process less that could outlive us."""
    itself = Path(program).resolve().with_name("soffice.bin")
    return [
        str(itself) if itself.is_file() else program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault"),
        *("--convert-to", target, "--outdir", str(made)),
        *(str(folder / name) for name in names),
    ]


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


def _drop_socket(folder: Path) -> None:
    """LibreOffice listens on a socket named after its profile, which it leaves behind when it is stopped."""
    url = (folder / "profile").as_uri().encode("utf-16-le")
    name = "".join(f"{byte:x}" for byte in hashlib.md5(url, usedforsecurity=False).digest())
    for place in ("/tmp", "/var/tmp"):  # noqa: S108 - LibreOffice's choice
        for socket in Path(place).glob(f"OSL_PIPE_*_SingleOfficeIPC_{name}"):
            with suppress(OSError):
                socket.unlink()
