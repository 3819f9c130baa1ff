"""What is held on somebody: in the ledger, in stored mail, in files, in workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.documents.workers.limited import limited
from pipeline.erasure.deep import document_texts
from pipeline.erasure.files import About, Files, files_about
from pipeline.erasure.inside import mail_names
from pipeline.erasure.target import Target
from pipeline.errors import SafetyStopError
from pipeline.intake.message import unwrap
from pipeline.ledger.dumping import Rows, Whereabouts
from pipeline.ledger.erasing import WORD_FOR_GONE
from pipeline.ledger.holding import Held
from pipeline.ledger.names import member_id, submission_id
from pipeline.review.grid import open_book
from pipeline.review.scrub import scrub

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from pipeline.records import LedgerView
    from pipeline.run import Run


@dataclass(frozen=True, slots=True)
class Found:
    """All of it. `rows` are those of the ledger; `waits` are messages whose question may be about them."""

    target: Target
    held: Held
    rows: Rows
    files: Files
    where: Whereabouts
    questions: tuple[int, ...] = ()
    naming: frozenset[int] = frozenset()  # of the messages those that are others'
    cells: Mapping[str, Sequence[str] | None] = field(default_factory=dict)  # workbook -> cells; None: cannot be opened

    def __bool__(self) -> bool:
        """Whether there is anything; in the ledger, in files, in a workbook."""
        return bool(self.rows or self.files.going or self.held or any(self.cells.values()))


def look(run: Run, target: Target, *, deep: bool = False, also: Collection[int] = ()) -> Found:
    """Look everywhere.

    Args:
        run: the ledger, the settings, and a person who watches.
        target: whom for.
        also: numbers of messages that are known to be theirs.
        deep: open every attached document with the program's readers too; a second or more for each.
    """
    names = target.words.names
    held = run.ledger.held(target.numbers, names, also)
    view = run.ledger.view(run.campaign)
    more = set(_mails_naming(run, target, view, held, deep=deep))
    if more:
        held = run.ledger.held(target.numbers, names, [*more, *held.messages])
    files = files_about(run.settings.outputs.dir, _about(view, held, target))
    asked = tuple(
        each.message
        for each in view.questions
        if set(each.candidates) & set(target.members) and each.message not in held.messages
    )
    linked = run.ledger.held(target.numbers, _nobody, also).messages
    cells = {path: _cells(run.settings.outputs.dir / path, target) for path in files.cleaned}
    rows, where = run.ledger.dump(held, names), run.ledger.whereabouts(held)
    return Found(target, held, rows, files, where, asked, _naming(view, held, linked, target), cells)


def _nobody(text: str) -> bool:
    del text
    return False


def _naming(view: LedgerView, held: Held, linked: Collection[int], target: Target) -> frozenset[int]:
    """Messages that are neither a member's of theirs nor sent by them."""
    sent = {each.id for each in view.messages if target.words.names(f"{each.sender.name} {each.sender.address}")}
    return held.messages - set(linked) - sent


def _cells(file: Path, target: Target) -> list[str] | None:
    """The cells of a workbook that name them."""
    try:
        return scrub(open_book(file, undrawn=True), target.members, target.words.redacted, WORD_FOR_GONE)
    except SafetyStopError:
        return None


def _mails_naming(run: Run, target: Target, view: LedgerView, held: Held, *, deep: bool) -> Iterator[int]:
    """Messages that name them and from which nothing of theirs was read."""
    if not target.words.texts:
        return
    names = target.words.names
    rest = [each.id for each in view.messages if each.id not in held.messages | run.ledger.gone()]
    run.progress.begin("looking into mail", len(rest))
    for number in rest:
        data = run.ledger.raw(number)
        if mail_names(data, names) or (deep and any(map(names, _read(run, data)))):
            yield number
        run.progress.advance()


def _read(run: Run, data: bytes) -> Iterator[str]:
    """What the readers make of the documents of a mail, in processes with limits."""
    for document in unwrap(data).documents:
        answer = limited(document_texts, document, run.settings.limits.seconds, run.settings.limits.memory_mb)
        yield from (each.decode("utf-8", "replace") for each in answer if each)


def _about(view: LedgerView, held: Held, target: Target) -> About:
    """With the files of submissions of others whose document goes."""
    going = [each for each in view.messages if each.id in held.messages]
    bytes_of = {each.sha256 for each in going}
    submissions = {submission_id(number) for number in held.submissions}
    submissions |= {each.id for each in view.submissions if each.message in bytes_of}
    return About(
        frozenset(map(member_id, held.members)),
        submissions,
        {document.sha256 for each in going for document in each.documents},
        [each for each in view.drafts if each.id in held.drafts],
        target.words.names,
    )
