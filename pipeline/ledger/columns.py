"""How our values stand in the database: text that every database takes, times in UTC, JSON."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

    from pipeline.model import Box, FieldValue

_EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)
_LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)


def clean(text: str) -> str:
    """The text with U+FFFD for what no database and no file in UTF-8 takes: NUL and lone surrogates."""
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class CleanText(TypeDecorator[str]):
    """Text of strangers: a NUL or a lone surrogate in it never makes a message fail."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's shape
        """Clean on the way in."""
        return None if value is None else clean(value)


class ExactText(TypeDecorator[str]):
    """Text that must come back exactly, such as a file name that is not UTF-8: then it stands as a JSON string."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's shape
        """Escape only what needs it."""
        if value is None:
            return None
        return json.dumps(value) if value.startswith('"') or clean(value) != value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's shape
        """Take the escapes off again."""
        return str(json.loads(value)) if value is not None and value.startswith('"') else value


class UtcTime(TypeDecorator[dt.datetime]):
    """An aware moment as ISO 8601 text in UTC, all of one width: the order of the texts is that of the times."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's shape
        """Refuse a time without zone; a time that leaves the calendar in UTC is cut to its end."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        try:
            return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
        except OverflowError:
            end = _EARLIEST if value.year == dt.MINYEAR else _LATEST
            return end.isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy's shape
        """Back to an aware datetime."""
        return None if value is None else dt.datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """A plain value as JSON text; always the same text for the same value. Arrays come back as lists."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's shape
        """As text; not-a-number is refused, since it is no JSON."""
        if value is None:
            return None
        return json.dumps(_cleaned(value), sort_keys=True, ensure_ascii=False, allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:  # noqa: ARG002 - SQLAlchemy's shape
        """As plain values."""
        return None if value is None else json.loads(value)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    return [_cleaned(each) for each in value] if isinstance(value, (list, tuple)) else value


def to_value(stored: FieldValue | list[str]) -> FieldValue:
    """A field's value as `Json` gives it back, in its normal form: several choices are a tuple."""
    return tuple(stored) if isinstance(stored, list) else stored


def to_box(stored: list[float] | None) -> Box | None:
    """A box as `Json` gives it back."""
    if stored is None:
        return None
    x0, y0, x1, y1 = stored
    return (x0, y0, x1, y1)
