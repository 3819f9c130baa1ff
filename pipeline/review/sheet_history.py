"""The sheet of the history: every value that was given of a member, by whom, when and where, until when it held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.reconcile.current import ABOUT_MEMBER, STATUS_FIELD, WAVE_FIELD
from pipeline.reconcile.history import Change, Way, history_of, latest_first
from pipeline.records import Status
from pipeline.review.cells import canonical, show
from pipeline.review.labels import label, member_name
from pipeline.review.put import cell_at, put, put_jump, set_height
from pipeline.review.sheet_review import finish_list, write_headings
from pipeline.review.sheets import make_sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue
    from pipeline.records import LedgerView
    from pipeline.review.cells import Shown
    from pipeline.review.sheet_review import Spots
    from pipeline.words import Words

_COLUMNS: Final = (
    ("at", 13.0),
    ("member", 10.0),
    ("government", 32.0),
    ("field", 40.0),
    ("way", 18.0),
    ("value", 40.0),
    ("was", 34.0),
    ("by", 20.0),
    ("where", 44.0),
    ("until", 13.0),
)
_MEMBER: Final = 2
_MOST: Final = 10_000
_LONGEST: Final = 300  # characters of a value; the cells of members and the exports have all of it


def write_history(book: Workbook, view: LedgerView, campaign: Campaign, spots: Spots, words: Words) -> None:
    """One row a change, the newest first; of a long history the newest ten thousand, the export has all."""
    sheet = make_sheet(book, "history", words)
    write_headings(sheet, [words(f"history.{key}") for key, _ in _COLUMNS], [width for _, width in _COLUMNS])
    names = {member.id: member_name(member, campaign, 70) for member in view.members}
    fields = {field.key: field for field in campaign.kept_fields}
    changes = latest_first(history_of(view, campaign))
    for number, change in enumerate(changes[:_MOST], start=2):
        contents = _contents(change, names, fields, words)
        for place, content in enumerate(contents, start=1):
            put(cell_at(sheet, number, place), content)
        set_height(sheet, number, [(each, width) for each, (_, width) in zip(contents, _COLUMNS, strict=True)], most=3)
        if change.member in spots.rows:
            spot = f"A{spots.rows[change.member]}"
            put_jump(cell_at(sheet, number, _MEMBER), change.member, spots.members, spot)
    last = min(len(changes), _MOST) + 1
    if len(changes) > _MOST:
        last += 1
        put(cell_at(sheet, last, 3), words("history.more", number=len(changes) - _MOST))
    finish_list(sheet, len(_COLUMNS), last)


def _contents(change: Change, names: dict[str, str], fields: dict[str, Field], words: Words) -> tuple[Shown, ...]:
    return (
        change.at.date() if change.at else None,
        change.member,
        names.get(change.member),
        _about(change, fields, words),
        words(f"way.{change.way.name.lower()}"),
        _shown(change.value, change, fields, words),
        _shown(change.was, change, fields, words),
        _by(change, words),
        _where(change, words),
        change.until.date() if change.until else None,
    )


def _about(change: Change, fields: dict[str, Field], words: Words) -> str:
    if change.field in fields:
        return label(fields[change.field], words.language)
    if change.field in ABOUT_MEMBER:
        return words(f"members.{change.field.removeprefix('member:')}")
    return words("history.whole") if not change.field else change.field


def _shown(value: FieldValue | None, change: Change, fields: dict[str, Field], words: Words) -> Shown:
    if value is None:
        return None
    if change.field == STATUS_FIELD and value in set(Status):
        return words.status(Status(str(value)))
    if change.field == WAVE_FIELD:
        return words.wave(str(value))
    if change.field not in fields:
        return str(value)
    shown = show(value, fields[change.field], words.language)
    if not isinstance(shown, str):
        return shown
    return shown if len(shown) <= _LONGEST else f"{canonical(shown)[:_LONGEST]} …"


def _by(change: Change, words: Words) -> str:
    if change.by in {"form", "pledge", "staff"}:
        name = words(f"history.by_{change.by}")
        return f"{name} {change.submission}" if change.submission else name
    return change.by


def _where(change: Change, words: Words) -> str | None:
    """The document and the place in it, as a person can follow it."""
    if change.source is None or change.way is Way.MERGED:
        return None
    at = change.source.at
    told = at.startswith("page ") or not change.source.page  # places on pages say it themselves
    page = "" if told else words("history.page", number=str(change.source.page))
    return ", ".join(part for part in (change.document, page, words.place(at)) if part)
