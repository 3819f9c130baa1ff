"""Progress that shows nothing, for tests that run a step of the job by itself."""

from __future__ import annotations


class Quiet:
    """Shows nothing."""

    def begin(self, step: str, total: int) -> None:
        """A step begins."""

    def advance(self, parts: int = 1) -> None:
        """Parts are done."""
