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
from pipeline.review.about_replies import about_replies
from pipeline.review.carry import Carried, carried_from
from pipeline.review.columns import member_columns
from pipeline.review.counts import count
from pipeline.review.drawings import carry_drawings
from pipeline.review.grid import Grid, file_print, open_book, read_grid, with_results
from pipeline.review.items import review_items
from pipeline.review.layout import fresh_layout, layout_like
from pipeline.review.links import Links
from pipeline.review.loading import uncollected
from pipeline.review.newcomers import adopted
from pipeline.review.plain import one_line
from pipeline.review.put import AUTHOR
from pipeline.review.renamed import Renamed, follow
from pipeline.review.sheet_help import write_help
from pipeline.review.sheet_history import write_history
from pipeline.review.sheet_lists import Base, read_base, write_base, write_lists
from pipeline.review.sheet_members import Look, new_members_sheet, write_members, write_merged
from pipeline.review.sheet_messages import write_messages
from pipeline.review.sheet_overview import write_overview
from pipeline.review.sheet_review import Spots, write_review
from pipeline.review.sheet_submissions import write_submissions
from pipeline.review.sheets import Key, find_sheet, titles_of, usual_title
from pipeline.review.standing import standings
from pipeline.review.styles import add_styles
from pipeline.review.table import colour_status, put_offers, put_table
from pipeline.review.tabs import Tabs, look_at_tabs, settle_tabs
from pipeline.words import edition, words_in

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from pipeline.config import Settings
    from pipeline.review.columns import Column

LAYOUT: Final = 6
"""Counts up when the same content is to be written in another way, so that standing workbooks are written again."""


class InUseError(SafetyStopError):
    """The workbook cannot be replaced now."""


@uncollected()
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
        SafetyStopError: the standing workbook cannot be read.
        InUseError: it cannot be replaced.
    """
    language = settings.secretariat.language
    fingerprint = fingerprint_of(view, campaign, language, links)
    content = Content(view, campaign, language, links, fingerprint)
    if not path.exists():
        book = Workbook()
        book.remove(book.worksheets[0])
        return _save(_filled(book, content, None, now), path)
    if expected is not None and file_print(path) != expected:
        return ""
    standing = _standing(path, view, campaign, language)
    if standing.carried.untouched and standing.base.fingerprint == fingerprint:
        return ""
    before = titles_of(standing.book) | {"members": standing.grid.sheet.title}
    shown = member_columns(campaign, standing.base.language or language)
    book = _filled(standing.book, content, standing, now)
    follow(book, _renamed(before, titles_of(book), shown, member_columns(campaign, language)))
    return _save(book, path, standing.grid.sheet.title)


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
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The workbook that stands: what of it is staff's stays."""

    book: Workbook
    grid: Grid
    base: Base
    carried: Carried


def _standing(path: Path, view: LedgerView, campaign: Campaign, language: str) -> Standing:
    book = open_book(path, undrawn=True)
    base = read_base(book)
    shown = member_columns(campaign, base.language or language)
    grid = adopted(with_results(read_grid(book, path, shown), path, shown), base, view, shown, campaign)
    return Standing(book, grid, base, carried_from(grid, base, campaign, tuple(each.key for each in shown)))


def fingerprint_of(view: LedgerView, campaign: Campaign, language: str, links: Links) -> str:
    """What the content depends on: not the runs, not the clock."""
    submissions = tuple((each.id, each.message, each.member) for each in view.submissions)
    files = tuple(sorted(each.items()) for each in (links.members, links.drafts, links.evidence))
    settled = sorted(view.settled)  # a set has another order in each process
    said = (view.decisions, view.pledges, view.questions, view.merges, view.likenesses, settled)
    digest = hashlib.sha256()
    for part in (
        LAYOUT,
        view.members,
        view.messages,
        submissions,
        *said,
        campaign,
        language,
        edition(language),
        tuple(about_replies(view, campaign, words_in(language))),
        *files,
    ):
        for piece in part if isinstance(part, tuple | list) else (part,):  # all at once would be 400 MB of text
            digest.update(repr(piece).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _filled(book: Workbook, content: Content, standing: Standing | None, now: dt.datetime) -> Workbook:
    """The book with all that the ledger says: the sheet of members brought up to date, our others made again."""
    words = words_in(content.language)
    add_styles(book, words)
    tabs = look_at_tabs(book, standing.grid.sheet) if standing else Tabs()
    view, campaign, language = content.view, content.campaign, content.language
    counts = count(view, campaign, language)
    items = review_items(view, campaign, language)
    title = one_line(campaign.name.get(language) or next(iter(campaign.name.values()), campaign.id))
    write_overview(book, title, counts, campaign.targets, len(items), made=now, words=words)
    spots = _fill_members(book, content, standing)
    write_review(book, items, spots, words)
    of = {each.id: each.member for each in view.submissions}
    write_submissions(book, view, campaign, spots, words)
    write_messages(book, view.messages, of, spots, content.links, words)
    write_history(book, view, campaign, spots, words)
    write_help(book, words)
    settle_tabs(book, tabs)
    book.properties.title = title
    book.properties.creator = book.properties.creator or AUTHOR
    book.properties.lastModifiedBy = AUTHOR
    return book


def _fill_members(book: Workbook, content: Content, standing: Standing | None) -> Spots:
    """The sheet of members and the hidden sheets; gives where members stand."""
    shown = member_columns(content.campaign, content.language)
    of = standings(content.view, content.campaign)
    members = tuple((member, of[member.id]) for member in content.view.members)
    ids = [*(member.id for member, _ in members), *(merge.member for merge in content.view.merges)]
    look = Look(shown, content.links, content.language)
    sheet = standing.grid.sheet if standing else new_members_sheet(book, look)
    usual_title(sheet, "members", look.words)
    layout = layout_like(standing.grid, shown, ids) if standing else fresh_layout(shown, ids)
    before = (standing.carried, standing.base) if standing else (Carried(), Base())
    written = write_members(sheet, layout, members, look, before)
    write_merged(sheet, layout, content.view.merges, (look, before), written)
    offers = write_lists(book, shown, content.campaign, content.language)
    lists = find_sheet(book, "lists")
    put_offers(sheet, layout, offers, lists.title if lists else "")
    colour_status(sheet, layout, look.words)
    put_table(sheet, layout, look.words, fresh=standing is None)
    write_base(book, content.fingerprint, shown, written, look.words)
    rows = {member: layout.row_of(member) for member in ids}
    return Spots(sheet, rows, layout.places, content.links.evidence)


def _save(book: Workbook, path: Path, members: str = "") -> str:
    """In one step: never half a workbook. The sha256 is of our bytes: staff may save theirs a moment later.

    Args:
        book: to be saved.
        path: where.
        members: the title of the sheet of members, where a workbook stands there whose drawings are carried over.
    """
    made = BytesIO()
    for sheet in book.worksheets:
        sheet.legacy_drawing = None  # of comments: made again where there are any, else a reference to nothing
    book.save(made)
    data = made.getvalue()
    if members:
        remade = {title for key, title in titles_of(book).items() if key != "members"}
        data = carry_drawings(path.read_bytes(), data, set(book.sheetnames) - remade)
    try:
        write_private(path, data)
    except PermissionError as error:
        raise InUseError(
            f"{path} cannot be replaced: it is open in another program or write-protected. Close it and run again."
        ) from error
    return hashlib.sha256(data).hexdigest()
