"""A watcher who is told nothing, for steps of a run outside of one; of what takes long it is said that it goes on."""

from __future__ import annotations

import sys
from typing import Final

_MANY: Final = 500


class Quiet:
    """`Progress` for commands that print their result only."""

    def begin(self, step: str, total: int) -> None:
        """A step of so many parts begins."""
        if total > _MANY:
            sys.stderr.write(f"{step}: {total} ...\n")

    def advance(self, parts: int = 1) -> None:
        """Parts of it are done."""
