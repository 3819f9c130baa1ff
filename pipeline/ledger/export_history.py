"""Every value that was ever given, as JSON and CSV: one entry for each time that something was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.ledger.columns import clean
from pipeline.ledger.csv_text import csv_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from pipeline.reconcile.history import Change

    Json = dict[str, object]

_COLUMNS: Final = (
    "member",
    "at",
    "field",
    "value",
    "way",
    "by",
    "was",
    "until",
    "submission",
    "document",
    "reader",
    "page",
    "where",
    "raw",
    "confidence",
)


def history_json(changes: Iterable[Change]) -> list[Json]:
    """One object for each; `source` tells the place in the document, as in the export of submissions."""
    return [{**_of(change), "source": _source(change)} for change in changes]


def history_csv(changes: Iterable[Change]) -> str:
    """One row for each; the place in the document is in columns of its own."""
    return csv_text(_COLUMNS, ({**_of(change), **_place(change)} for change in changes))


def _of(change: Change) -> Json:
    return {
        "member": change.member,
        "at": _time(change.at),
        "field": change.field,
        "value": _plain(change.value),
        "way": change.way.value,
        "by": clean(change.by),
        "was": _plain(change.was),
        "until": _time(change.until),
        "submission": change.submission,
        "document": clean(change.document),
        "raw": change.raw,
        "confidence": change.confidence,
    }


def _source(change: Change) -> Json | None:
    source = change.source
    if source is None:
        return None
    box = None if source.box is None else list(source.box)
    return {"reader": source.reader, "page": source.page, "box": box, "at": source.at}


def _place(change: Change) -> Json:
    source = change.source
    return {} if source is None else {"reader": source.reader, "page": source.page, "where": source.at}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _time(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
