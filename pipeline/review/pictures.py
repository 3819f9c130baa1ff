"""The pictures of values' places, as the report shows them: in the page itself, so that it stays one file."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.records import ReviewItem
    from pipeline.review.links import Links

Pictures = Mapping[tuple[str, str], str]
"""Member id and field -> its picture as a data URI (RFC 2397)."""

_MOST_BYTES: Final = 3 << 20  # of all pictures together: the page is opened, and sent around, as one file


def pictures_of(items: Sequence[ReviewItem], links: Links, outputs: Path) -> Pictures:
    """The pictures of what waits for staff, in its order; those beyond three megabytes are linked instead."""
    if not links.evidence:
        return {}
    shown: dict[tuple[str, str], str] = {}
    left = _MOST_BYTES
    for item in items:
        about = (item.member or "", item.field or "")
        file = outputs / links.evidence[about] if about in links.evidence and about not in shown else None
        data = file.read_bytes() if file is not None and file.is_file() else b""
        if data and len(data) <= left:
            left -= len(data)
            shown[about] = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    return shown
