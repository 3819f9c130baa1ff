"""LibreOffice as a program that cities fill in our forms with: all jobs of the tests in one start."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

_SYSTEM_PYTHON: Final = "/usr/bin/python3"
_SCRIPT: Final = Path(__file__).with_name("office_hand.py")


def _is_here() -> bool:
    if shutil.which("soffice") is None or not Path(_SYSTEM_PYTHON).exists():
        return False
    tried = subprocess.run([_SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False, timeout=60)
    return tried.returncode == 0


NEEDS_OFFICE: Final = pytest.mark.skipif(not _is_here(), reason="LibreOffice with its Python bridge is not installed")


@dataclass(frozen=True, slots=True)
class Job:
    """A form to be filled in and saved, as the ending of `target` says."""

    source: Path
    target: Path
    typed: dict[str, str | bool]


def do(folder: Path, jobs: list[Job]) -> None:
    """Let LibreOffice do all of this."""
    listed = [{"from": str(each.source), "to": str(each.target), "typed": each.typed} for each in jobs]
    (folder / "jobs.json").write_text(json.dumps(listed), encoding="utf-8")
    command = [_SYSTEM_PYTHON, str(_SCRIPT), str(folder), str(folder / "jobs.json")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
