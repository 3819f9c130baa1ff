"""Erasing: the ledger first, in one step; then files, workbooks, and everything that is made from the ledger."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from pipeline.erasure.inside import file_names
from pipeline.erasure.intent import Intent, drop_intent, read_intent, write_intent
from pipeline.erasure.look import Found, look
from pipeline.erasure.stones import FILE, write_stones
from pipeline.erasure.target import Target
from pipeline.erasure.words import Words, is_long_enough
from pipeline.errors import SafetyStopError
from pipeline.files import write_private
from pipeline.ledger.erasing import WORD_FOR_GONE
from pipeline.ledger.names import member_id
from pipeline.ledger.tombstones import WORDS, Erasure, Tombstone, words_hash
from pipeline.model import Finding, Severity
from pipeline.normalise.plain import plain
from pipeline.records import Balance
from pipeline.review.grid import file_print, open_book
from pipeline.review.scrub import as_bytes, scrub
from pipeline.storage import forget_replay, state_folder
from pipeline.views import STAMP, WORKBOOK, Corrected, take_corrections, write_views

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.run import Run

log = structlog.get_logger()

_DONE: Final = "Somebody was erased from the ledger, the files and the workbook; `adhesion status` counts erasures."


@dataclass(frozen=True, slots=True)
class Done:
    """What was erased: counts, and workbooks that could not be opened."""

    counts: dict[str, int]
    files: int
    unopened: tuple[str, ...] = ()


def erase(run: Run, found: Found, by: str, workbook: str) -> Done:
    """Erase all that was found.

    Args:
        run: holds the lock; what staff changed in the workbook is in the ledger already.
        found: what `look` gave.
        by: who asked for it, for the note.
        workbook: sha256 of the workbook whose corrections were taken.
    """
    intent = Intent(
        run.now, by, secrets.token_hex(32), found.target.members, found.target.words.texts, found.files.going
    )
    write_intent(state_folder(run.settings), intent)
    return _carry_out(run, intent, found, workbook)


def finish(run: Run) -> None:
    """Bring an erasure to its end that was interrupted, if there is one."""
    intent = read_intent(state_folder(run.settings))
    if intent is not None:
        corrected = take_corrections(run)  # it may have been interrupted days ago
        _carry_out(run, intent, look(run, Target(intent.members, Words(intent.texts))), corrected.sha256)
        log.info("erasure.finished")


def erase_again(run: Run, erasure: Erasure) -> bool:
    """Erase in this ledger what was erased in a later state of it, before it came back from a backup.

    Returns:
        Whether there was anything of it; noted it is in any case.
    """
    if any(each.salt == erasure.salt for each in run.ledger.erasures()):
        return False
    known = run.ledger.recognised(erasure, plain)
    target = Target(tuple(map(member_id, known.members)), Words(tuple(filter(is_long_enough, known.texts))))
    found = look(run, target, also=known.messages)
    intent = Intent(erasure.at, erasure.by, erasure.salt, target.members, target.words.texts, found.files.going)
    _carry_out(run, intent, found, "", erasure.tombstones)
    return bool(found.held)


def _carry_out(run: Run, intent: Intent, found: Found, workbook: str, stones: Sequence[Tombstone] = ()) -> Done:
    state, outputs = state_folder(run.settings), run.settings.outputs.dir
    known = [each for each in run.ledger.erasures() if each.salt == intent.salt]
    noted = known[0] if known and not found.held else _erase_rows(run, intent, found, stones)
    run.ledger.compact()
    going = sorted({*intent.files, *found.files.going})
    _remove(outputs, going)
    forget_replay(run.settings)
    read = file_print(outputs / WORKBOOK) == workbook
    unopened = _clean_books(outputs, found)
    (state / STAMP).unlink(missing_ok=True)
    # a workbook that staff saved since it was read is left alone here: the next run reads it
    corrected = Corrected(sha256=file_print(outputs / WORKBOOK) if read else "saved meanwhile")
    write_views(run, Balance(0, 0), corrected, (Finding("erased", Severity.INFO, _DONE),))
    write_stones(state / FILE, run.ledger.erasures())
    drop_intent(state)
    log.info("erasure.done", messages=noted.counts.get("messages", 0), files=len(going))
    return Done(noted.counts, len(going), unopened)


def _erase_rows(run: Run, intent: Intent, found: Found, stones: Sequence[Tombstone]) -> Erasure:
    words = found.target.words
    own = tuple(Tombstone(WORDS, words_hash(intent.salt, each)) for each in words.folded())
    erasure = Erasure("erased", intent.by, intent.at, intent.salt, {}, (*stones, *own))
    return run.ledger.erase(found.held, words.names, words.redacted, erasure)


def _remove(outputs: Path, going: list[str]) -> None:
    for path in going:
        file = outputs / path
        if ".." in file.parts:
            continue
        file.unlink(missing_ok=True)
        if path.startswith("evidence/"):  # else it is taken for looked at
            (file.parent / ".tried").unlink(missing_ok=True)
            if file.parent.is_dir() and not any(file.parent.iterdir()):
                file.parent.rmdir()


def _clean_books(outputs: Path, found: Found) -> tuple[str, ...]:
    """The workbook and its copies; gives those that nobody can open."""
    unopened, names = [], found.target.words.names
    for path in found.files.cleaned:
        file = outputs / path
        if not file.exists():
            continue
        try:
            book = open_book(file, undrawn=True)
        except SafetyStopError:
            unopened.append(path)
            continue
        if scrub(book, found.target.members, found.target.words.redacted, WORD_FOR_GONE):
            _replace(file, as_bytes(book, file.read_bytes(), lambda made: file_names(made, names)))
    return tuple(unopened)


def _replace(file: Path, data: bytes) -> None:
    try:
        write_private(file, data)
    except PermissionError as error:
        raise SafetyStopError(
            f"{file} cannot be replaced: it is open in another program. Close it; the next run finishes the erasure."
        ) from error
