"""What a person sees of a run: progress on a terminal, and one table at the end."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from rich.console import Console
from rich.progress import Progress as RichProgress
from rich.table import Table
from rich.text import Text

from pipeline.errors import ExitCode
from pipeline.records import Balance, Outcome
from pipeline.words import words_in

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import TaskID


WORDS: Final = {
    Outcome.SUBMISSION: "new submissions",
    Outcome.UPDATE: "updates of members",
    Outcome.DUPLICATE: "duplicates",
    Outcome.PLEDGE: "pledges without a form",
    Outcome.UNREADABLE: "unreadable, asked to send again",
    Outcome.OTHER_FORM: "other forms, set aside for you",
    Outcome.QUESTION: "questions and greetings, set aside for you",
    Outcome.IGNORED: "ignored (bounces, receipts, lists, ...)",
    Outcome.FAILED: "failed, tried again next time",
    Outcome.HELD: "held for you",
}


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did. The paths are where to look; `drafts` and `letters` count what this run wrote."""

    exit_code: ExitCode
    balance: Balance
    outputs: Path
    drafts: int
    letters: int
    members: int
    to_review: int
    corrections: int
    seconds: float
    dry_run: bool = False
    in_mailbox: bool = False  # replies went to the Drafts folder, not to the outputs
    touched: int = 0  # messages that were moved or marked
    notes: tuple[str, ...] = ()
    language: str = "en"  # of the workbook


class TerminalProgress:
    """Bars on a terminal; silence elsewhere."""

    def __init__(self) -> None:
        self._bars = RichProgress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Start showing."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the bars away."""
        self._bars.stop()

    def begin(self, step: str, total: int) -> None:
        """A step of so many parts begins."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(step, total=total)

    def advance(self, parts: int = 1) -> None:
        """So many parts of it are done."""
        if self._task is not None:
            self._bars.advance(self._task, parts)


def print_summary(result: RunResult) -> None:
    """The one table at the end: every message that was seen, and where to look now."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(_table(result))
    if not result.balance.balanced:
        console.print("The count does not balance: keep outputs/state and tell the administrator.", style="bold red")
    for note in result.notes:
        console.print(Text(note, style="yellow"))  # never as markup: it may quote what somebody typed
    if result.dry_run:
        console.print("Dry run: nothing was kept or written.")
        return
    console.print(f"{result.members} members, {result.to_review} points to review, {result.seconds:.1f} s.")
    first = words_in(result.language)("sheet.review")
    console.print(f"Open   {result.outputs / 'ledger.xlsx'}   (start with the sheet “{first}”)")
    drafts = f"{result.drafts} new replies, {result.letters} new letters"
    if result.in_mailbox:
        console.print(f"Then   the Drafts folder of your mail program   ({drafts})")
    elif result.drafts or (result.outputs / "drafts").is_dir():
        console.print(f"Then   {result.outputs / 'drafts'}   ({drafts})")
    if result.touched:
        console.print(f"Moved or marked in the mailbox: {result.touched} messages")
    console.print(f"Report {result.outputs / 'report.html'}")


def _table(result: RunResult) -> Table:
    counted = result.balance
    table = Table(title="This run", show_header=False, title_justify="left", min_width=50)
    table.add_column(justify="left")
    table.add_column(justify="right")
    table.add_row("messages seen", str(counted.seen))
    table.add_row("  known from earlier runs", str(counted.known))
    for outcome, words in WORDS.items():
        if counted.outcomes.get(outcome):
            table.add_row(f"  {words}", str(counted.outcomes[outcome]))
    total = counted.known + sum(counted.outcomes.values())
    table.add_row("sum" + (" (balances)" if counted.balanced else " (DOES NOT BALANCE)"), str(total), style="bold")
    return table
