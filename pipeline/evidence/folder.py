"""`outputs/evidence/<submission>/<field>.png`: made once, removed with its submission. Only the owner can read it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Final

from pipeline.files import write_private

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

FOLDER: Final = "evidence"
_TRIED: Final = ".tried"  # the fields that were looked for once, found or not
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_MOST_BYTES: Final = 512 << 10
_NAME: Final = re.compile(r"\w[\w-]{0,99}")  # a key that is no such name could be a path


class EvidenceFolder:
    """The cut-outs of all submissions of one outputs folder."""

    def __init__(self, outputs: Path) -> None:
        self._outputs = outputs

    def tried(self, submission: str) -> frozenset[str]:
        """The fields of a submission whose places were looked for before."""
        file = self._outputs / FOLDER / submission / _TRIED
        return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()

    def keep(self, submission: str, found: Mapping[str, bytes | None]) -> None:
        """Keep the cut-outs (None: no place was found) and remember that they were looked for."""
        own = self._outputs / FOLDER / submission
        for field, png in found.items():
            if png is not None and png.startswith(_PNG) and len(png) <= _MOST_BYTES and _NAME.fullmatch(field):
                write_private(own / f"{field}.png", png)
        write_private(own / _TRIED, "\n".join(sorted(self.tried(submission) | set(found))).encode())

    def paths(self, submission: str, fields: Collection[str]) -> dict[str, str]:
        """Field -> path of its cut-out, relative to the outputs folder, of those that are there."""
        own = self._outputs / FOLDER / submission
        there = {file.stem for file in own.glob("*.png")} if own.is_dir() else set()
        return {field: f"{FOLDER}/{submission}/{field}.png" for field in sorted(there.intersection(fields))}

    def forget_all_but(self, submissions: Collection[str]) -> None:
        """Remove the cut-outs of submissions that are gone."""
        folder = self._outputs / FOLDER
        for own in folder.iterdir() if folder.is_dir() else ():
            if own.is_dir() and own.name not in submissions:
                shutil.rmtree(own, ignore_errors=True)
