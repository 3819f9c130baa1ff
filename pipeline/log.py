"""Logs for machines: one event a line, ids and codes only, never names or values."""

from __future__ import annotations

import sys
from typing import Final, Literal

import structlog

LogFormat = Literal["auto", "logfmt", "json", "none"]

_INFO: Final = 20
_SILENT: Final = 50  # critical: nothing here is logged so high, and structlog knows no level above


def set_up_log(form: LogFormat) -> None:
    """Events to standard error: as asked for, else nothing on a terminal (it shows progress) and logfmt elsewhere."""
    if form == "auto":
        form = "none" if sys.stderr.isatty() else "logfmt"
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.processors.LogfmtRenderer(key_order=["time", "level", "event"])
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.EventRenamer("event"),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_SILENT if form == "none" else _INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
