"""A ledger whose program dies, or whose disk is full, at a chosen write: before it, or right after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import LedgerUnusableError
from pipeline.ledger.store import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

WRITES: Final = frozenset(
    {"keep", "found_again", "note_listing", "refused", "apply", "fail", "draft_written", "draft_stands", "touched"}
    | {"finish_run", "renew"}
)


class KilledError(BaseException):
    """The end of the process; no handler of the program sees it coming."""


class CrashingLedger(Ledger):
    """A ledger that works until write number `left`."""

    left: int | None = None
    after = False  # the write is done before the end
    full = False  # the disk is full, instead of the process dying

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - whatever the ledger has
        """The ledger's own attribute; a write is counted."""
        found = super().__getattribute__(name)
        return self._counted(found) if name in WRITES else found

    def _counted(self, write: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **named: object) -> object:
            if self.left is None:
                return write(*arguments, **named)
            self.left -= 1
            if self.left > 0:
                return write(*arguments, **named)
            self.left = None
            if self.full:
                raise LedgerUnusableError("the disk is full")
            if self.after:
                write(*arguments, **named)
            raise KilledError

        return counted
