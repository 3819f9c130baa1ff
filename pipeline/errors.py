"""All errors that stop a run, each with its exit code and the next step to take.

Faults of a message or a document are no errors: they are `Finding`s and named outcomes (see `model`).
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class ExitCode(IntEnum):
    """What the process returns; the numbers are a promise to schedulers and scripts."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    CONFIGURATION = 3
    MAILBOX_UNREACHABLE = 4
    LOGIN_REFUSED = 5
    LEDGER_UNUSABLE = 6
    ANOTHER_RUN = 7
    SAFETY_STOP = 8
    RETRY_WAITS = 10
    INTERRUPTED = 130


class AdhesionError(Exception):
    """Base of everything that stops a run on purpose."""

    exit_code = ExitCode.UNEXPECTED


class DefinitionError(AdhesionError):
    """A configuration or campaign file is wrong; carries every problem found in it."""

    exit_code = ExitCode.CONFIGURATION

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        self.file = file
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"{file} has {len(self.problems)} problem(s); mend them and run again:\n{lines}")


class MailboxUnreachableError(AdhesionError):
    """The source of the mail cannot be opened or listed, or went away. `passing`: may be over in a few seconds."""

    exit_code = ExitCode.MAILBOX_UNREACHABLE

    def __init__(self, message: str, *, passing: bool = False) -> None:
        self.passing = passing
        super().__init__(message)


class CannotDoError(Exception):
    """A mailbox refuses one thing (an append over quota, a keyword it does not know). No reason to stop a run."""


class LoginRefusedError(AdhesionError):
    """The mail server refuses user, password or token, or none could be got."""

    exit_code = ExitCode.LOGIN_REFUSED


class LedgerUnusableError(AdhesionError):
    """The ledger database cannot be opened, is damaged, or was written by a newer version."""

    exit_code = ExitCode.LEDGER_UNUSABLE


class AnotherRunError(AdhesionError):
    """A second run was started while one is going on."""

    exit_code = ExitCode.ANOTHER_RUN


class SafetyStopError(AdhesionError):
    """Something looks so wrong that going on could destroy what people did."""

    exit_code = ExitCode.SAFETY_STOP
