"""The real program, started as a person or a timer starts it, and the one run over all samples that tests share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
INBOX = ROOT / "inbox_samples"
NOW = "2026-11-23T09:00:00+00:00"
COMMAND = (str(Path(sys.executable).with_name("adhesion")),)
"""The console script of the environment that the tests run in."""
WITHOUT_PDF = ("--config", Path(__file__).with_name("without_pdf.toml"))
"""For runs that are looked at for other things: a PDF of each letter costs seconds."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    def ok(self) -> Finished:
        """Itself, where it went well."""
        assert self.code == 0, f"exit {self.code}: {self.err[-2000:]}"
        return self


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a command: ours, without what would make it behave as in somebody's own shell."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ADHESION_", "PYTHON"))}
    return {**kept, **more}


def adhesion(
    *arguments: str | Path, cwd: Path | None = None, command: tuple[str, ...] = COMMAND, **env: str
) -> Finished:
    """Run a command to its end. No command ever shows a traceback."""
    ran = subprocess.run(
        [*command, *map(str, arguments)],
        cwd=cwd,
        env=surroundings(**env),
        capture_output=True,
        check=False,
        timeout=300,
    )
    finished = Finished(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
    assert "Traceback" not in finished.out + finished.err, finished.err[-3000:]
    return finished


def run(
    outputs: Path, *arguments: str | Path, inbox: Path = INBOX, now: str = NOW, cwd: Path | None = None
) -> Finished:
    """`adhesion run` into a folder, at a fixed time, without PDFs of letters."""
    config = () if "--config" in arguments else WITHOUT_PDF
    return adhesion("run", "--inbox", inbox, "--outputs", outputs, "--now", now, *config, *arguments, cwd=cwd)


def export(what: str, outputs: Path, *arguments: str | Path) -> list[dict[str, Any]]:
    """`adhesion export ... --format json`, parsed."""
    parsed = json.loads(adhesion("export", what, "--outputs", outputs, *arguments).ok().out)
    assert isinstance(parsed, list)
    return parsed


def extract(*arguments: str | Path) -> list[dict[str, Any]]:
    """`adhesion extract --json`, a parsed line for each file."""
    return [json.loads(line) for line in adhesion("extract", "--json", *arguments).ok().out.splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
