"""`ledger.xlsx`: written whole from the ledger's state, what staff added carried over, only when something changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook

from pipeline.campaign.definition import Campaign
from pipeline.errors import SafetyStopError
from pipeline.files import write_private
from pipeline.records import LedgerView
from pipeline.review.carry import Carried, carried_from, put_carried
from pipeline.review.columns import member_columns
from pipeline.review.counts import count
from pipeline.review.grid import FIRST_ROW, HEADING_ROW, file_print, open_book, read_grid
from pipeline.review.items import review_items
from pipeline.review.links import Links
from pipeline.review.newcomers import adopted
from pipeline.review.plain import one_line
from pipeline.review.put import AUTHOR
from pipeline.review.renamed import Renamed, follow
from pipeline.review.sheet_help import write_help
from pipeline.review.sheet_history import write_history
from pipeline.review.sheet_lists import read_base, write_base, write_lists
from pipeline.review.sheet_members import finish_members, write_members, write_merged
from pipeline.review.sheet_messages import write_messages
from pipeline.review.sheet_overview import write_overview
from pipeline.review.sheet_review import Spots, write_review
from pipeline.review.sheet_submissions import write_submissions
from pipeline.review.sheets import HIDDEN, SEEN, Key, find_sheet, remove_ours, titles_of
from pipeline.review.standing import standings
from pipeline.review.styles import add_styles
from pipeline.words import words_in

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.config import Settings
    from pipeline.review.columns import Column

LAYOUT: Final = 6
"""Counts up when the same content is to be written in another way, so that standing workbooks are written again."""


def write_workbook(  # noqa: PLR0913 - the last one is a safeguard that callers may leave out
    path: Path,
    view: LedgerView,
    campaign: Campaign,
    settings: Settings,
    links: Links,
    now: dt.datetime,
    *,
    expected: str | None = None,
) -> str:
    """Write the workbook where its content differs from what stands there.

    Gives the sha256 of the file that was written, "" where none was.

    Args:
        path: of the workbook; it is replaced in one step, readable for its owner only.
        view: the ledger's current state, corrections of staff already in it.
        campaign: what the columns are.
        settings: the language.
        links: files of members and messages.
        now: shown as the time of making; never a difference by itself.
        expected: sha256 of the file whose corrections were read (`Corrections.sha256`). Where another one stands
            there now, somebody saved it in between: it is left alone, the next run reads it.

    Raises:
        SafetyStopError: the standing workbook cannot be read or replaced.
    """
    language = settings.secretariat.language
    fingerprint = fingerprint_of(view, campaign, language, links)
    book, carried = Workbook(), Carried()
    before: dict[Key, str] = {}
    shown = member_columns(campaign, language)
    book.remove(book.worksheets[0])
    if path.exists():
        if expected is not None and file_print(path) != expected:
            return ""
        standing = open_book(path)
        base = read_base(standing)
        shown = member_columns(campaign, base.language or language)
        grid = adopted(read_grid(standing, path, shown), base, view, shown, campaign)
        carried = carried_from(grid, base, campaign)
        if carried.untouched and base.fingerprint == fingerprint:
            return ""
        before = titles_of(standing) | {"members": grid.sheet.title}
        book = _with_sheets_of_staff(standing, grid.sheet, book)
    _fill(book, Content(view, campaign, language, links, carried, fingerprint), now)
    if before:
        follow(book, _renamed(before, titles_of(book), shown, member_columns(campaign, language)))
    return _save(book, path)


def _renamed(before: dict[Key, str], now: dict[Key, str], old: tuple[Column, ...], new: tuple[Column, ...]) -> Renamed:
    """Which of our sheets and headings are called otherwise than before."""
    sheets = {before[key]: title for key, title in now.items() if key in before and title != before[key]}
    headings = {was.heading: column.heading for was, column in zip(old, new, strict=True)}
    return Renamed(sheets, {was: now for was, now in headings.items() if was != now})


@dataclass(frozen=True, slots=True)
class Content:
    """All that goes into a workbook."""

    view: LedgerView
    campaign: Campaign
    language: str
    links: Links
    carried: Carried
    fingerprint: str


def fingerprint_of(view: LedgerView, campaign: Campaign, language: str, links: Links) -> str:
    """What the content depends on: not the runs, not the clock."""
    submissions = tuple((each.id, each.message, each.member) for each in view.submissions)
    files = tuple(sorted(each.items()) for each in (links.members, links.drafts, links.evidence))
    settled = sorted(view.settled)  # a set has another order in each process
    said = (view.decisions, view.pledges, view.questions, view.merges, view.likenesses, settled)
    digest = hashlib.sha256()
    for part in (LAYOUT, view.members, view.messages, submissions, *said, campaign, language, *files):
        for piece in part if isinstance(part, tuple | list) else (part,):  # all at once would be 400 MB of text
            digest.update(repr(piece).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _with_sheets_of_staff(standing: Workbook, members: Worksheet, fresh: Workbook) -> Workbook:
    """The standing book without our sheets where staff added some, else a fresh one."""
    remove_ours(standing, members)
    return standing if standing.sheetnames else fresh


def _fill(book: Workbook, content: Content, now: dt.datetime) -> None:
    words = words_in(content.language)
    add_styles(book, words)
    theirs = list(book.sheetnames)
    view, campaign, language = content.view, content.campaign, content.language
    counts = count(view, campaign, language)
    items = review_items(view, campaign, language)
    title = one_line(campaign.name.get(language) or next(iter(campaign.name.values()), campaign.id))
    write_overview(book, title, counts, campaign.targets, len(items), made=now, words=words)
    members, rows = _fill_members(book, content)
    places = {column.key: place for place, column in enumerate(member_columns(campaign, language), start=1)}
    spots = Spots(members, rows, places, content.links.evidence)
    write_review(book, items, spots, words)
    of = {each.id: each.member for each in view.submissions}
    write_submissions(book, view, campaign, spots, words)
    write_messages(book, view.messages, of, spots, content.links, words)
    write_history(book, view, campaign, spots, words)
    write_help(book, words)
    _order(book, theirs)
    book.properties.title = title
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR


def _fill_members(book: Workbook, content: Content) -> tuple[Worksheet, dict[str, int]]:
    """The sheet of members and the hidden sheets; gives the former, and member id -> its row."""
    words = words_in(content.language)
    shown = member_columns(content.campaign, content.language)
    standing = standings(content.view, content.campaign)
    members = tuple((member, standing[member.id]) for member in content.view.members)
    rows = {member.id: number for number, (member, _) in enumerate(members, start=FIRST_ROW)}
    places = {column.key: place for place, column in enumerate(shown, start=1)}
    sheet, contents = write_members(book, members, shown, content.links, content.language)
    merges = content.view.merges
    names = {member.id: contents[member.id][1] for member, _ in members}
    contents |= write_merged(sheet, FIRST_ROW + len(members), merges, shown, names)
    rows |= {merge.member: number for number, merge in enumerate(merges, start=FIRST_ROW + len(members))}
    reach = put_carried(sheet, content.carried, rows, places, HEADING_ROW + len(rows), words)
    offers = write_lists(book, shown, content.campaign, content.language)
    finish_members(sheet, shown, reach, offers, words)
    for (member, key), odd in content.carried.odd.items():
        if member in contents and key in places:
            contents[member][places[key] - 1] = odd
    keys = [column.key for column in shown]
    write_base(book, content.fingerprint, keys, contents, words)
    return sheet, rows


def _order(book: Workbook, theirs: list[str]) -> None:
    """Ours first, then those of staff, the hidden ones last; the overview is what opens."""
    seen, hidden = ([sheet.title for key in keys if (sheet := find_sheet(book, key))] for keys in (SEEN, HIDDEN))
    for number, title in enumerate([*seen, *theirs, *hidden]):
        book.move_sheet(title, number - book.sheetnames.index(title))
    book.active = 0
    for number, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = number == 0


def _save(book: Workbook, path: Path) -> str:
    """In one step: never half a workbook. The sha256 is of our bytes: staff may save theirs a moment later."""
    made = BytesIO()
    book.save(made)
    try:
        write_private(path, made.getvalue())
    except PermissionError as error:
        raise SafetyStopError(
            f"{path} cannot be replaced: it is open in another program or write-protected. Close it and run again."
        ) from error
    return hashlib.sha256(made.getvalue()).hexdigest()
