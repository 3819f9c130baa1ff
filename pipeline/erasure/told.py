"""What was found, in words: where it stands, what goes, what is left and where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pipeline.ledger.names import member_id, submission_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.erasure.erase import Done
    from pipeline.erasure.look import Found

_TABLES: Final = {
    "members": "members",
    "messages": "messages",
    "outcomes": "headers of messages",
    "documents": "documents",
    "submissions": "forms",
    "submission_values": "values read from forms",
    "pledges": "pledges",
    "pledge_values": "values read from pledges",
    "questions": "forms that wait for an answer",
    "question_values": "values of those",
    "findings": "notes",
    "decisions": "decisions of staff",
    "drafts": "replies",
    "draft_files": "files of replies",
    "found_again": "places in the mailbox",
}
"""Other tables have the name that they have in the ledger."""
_MOST: Final = 30  # lines of one kind


def found_text(found: Found, *, deep: bool) -> str:
    """For a person who decides whether it is to be erased."""
    if not found:
        return "Nothing is held." + _not_read(deep=deep)
    return "\n".join(_lines(found, deep=deep))


def _lines(found: Found, *, deep: bool) -> Iterator[str]:
    held, target = found.held, found.target
    if held.members:
        yield f"Members: {', '.join(member_id(each) for each in sorted(held.members))}"
    if target.words.texts:
        yield f"Looked for: {'; '.join(target.words.texts)}"
    if target.shared:
        yield f"Not looked for, since other members say it of themselves too: {'; '.join(target.shared)}"
    yield "\nIn the ledger:"
    for table, rows in found.rows.items():
        yield f"  {len(rows):5d}  {_TABLES.get(table, table.replace('_', ' '))}"
    if held.submissions:
        yield f"  forms: {', '.join(submission_id(each) for each in sorted(held.submissions))}"
    theirs = [f"message {number}: {place}" for number, _, place in found.where.messages if number not in found.naming]
    if theirs:
        yield "\nMails of theirs, which go with all that was attached:"
        yield from _some(theirs)
    if found.naming:
        yield "\nMAILS OF OTHERS, which go because they name them (the values that were read of others stay):"
        yield from _some([f"message {each[0]}: {each[2]}" for each in found.where.messages if each[0] in found.naming])
    if found.files.going:
        yield "\nFiles that go:"
        yield from _some(found.files.going)
    if found.files.cleaned:
        yield "\nWorkbooks, in which rows are emptied and words replaced:"
        yield from _some([_cells(path, found) for path in found.files.cleaned])
    yield from _left(found)
    yield _not_read(deep=deep).strip()


def _cells(path: str, found: Found) -> str:
    places = found.cells.get(path)
    if places is None:
        return f"{path}: cannot be opened"
    sheets = Counter(each.rpartition("!")[0] for each in places)
    return f"{path}: " + (", ".join(f"{number} cells of “{sheet}”" for sheet, number in sheets.items()) or "nothing")


def _left(found: Found) -> Iterator[str]:
    """What the program does not erase."""
    if found.where.messages or found.where.drafts:
        yield "\nIn the mailbox, where the program deletes nothing (delete it there yourself):"
        yield from _some([f"mail: {place} of {account}" for _, account, place in found.where.messages])
        yield from _some([f"reply in Drafts: {place or 'place not known'}" for _, place in found.where.drafts])
    if found.files.left:
        yield "\nFiles of your own that name them (yours to change or delete):"
        yield from _some(found.files.left)
    if found.questions:
        numbers = ", ".join(map(str, found.questions))
        yield f"\nForms that may be theirs and wait for your answer in the workbook: messages {numbers}"
    yield "\nBackups that were made before still hold it; `adhesion restore` erases it again."


def _not_read(*, deep: bool) -> str:
    if deep:
        return ""
    return "\nAttached PDFs, scans and old file formats of other mails were not opened; --deep does that."


def _some(lines: Sequence[str] | Collection[str]) -> Iterator[str]:
    every = list(lines)
    yield from (f"  {each}" for each in every[:_MOST])
    if len(every) > _MOST:
        yield f"  and {len(every) - _MOST} more"


def done_text(done: Done, found: Found) -> str:
    """What was erased, and what is left to the office."""
    counts = ", ".join(f"{number} {what}" for what, number in done.counts.items() if number) or "nothing in the ledger"
    lines = [f"Erased: {counts}; {done.files} files.", *_left(found)]
    if done.unopened:
        lines += ["\nCopies of the workbook that cannot be opened; look into them and delete them:", *done.unopened]
    return "\n".join(lines)
