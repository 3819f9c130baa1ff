"""What is held on somebody: in the ledger, in stored mail, in files, in workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.documents.workers.limited import limited
from pipeline.erasure.deep import document_texts
from pipeline.erasure.files import About, Files, files_about
from pipeline.erasure.inside import mail_names
from pipeline.erasure.target import Target
from pipeline.intake.message import unwrap
from pipeline.ledger.dumping import Rows, Whereabouts
from pipeline.ledger.holding import Held
from pipeline.ledger.names import member_id, submission_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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

    def __bool__(self) -> bool:
        """Whether there is anything; a workbook is cleaned in any case."""
        return bool(self.rows or self.files.going or self.held)


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
    return Found(target, held, run.ledger.dump(held, names), files, run.ledger.whereabouts(held), asked)


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
