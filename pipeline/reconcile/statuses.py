"""Statuses that go together, wherever it is asked."""

from __future__ import annotations

from typing import Final

from pipeline.records import Status

COUNTED: Final = (Status.ACCEPTED, Status.PUBLISHED)
"""Those that count as members."""

CLOSED: Final = (Status.DECLINED, Status.WITHDRAWN)
"""Nothing is open any more about an applicant that stands so."""

DECIDED: Final = (*COUNTED, *CLOSED)
"""Those that only staff set."""
