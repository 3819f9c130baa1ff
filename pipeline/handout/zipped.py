"""Office files that come out the same each time: there is no clock in them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Final

WRITTEN: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - office files take no zone
"""When a form says that it was made: its edition tells more, and equal forms are equal files."""

_ABOUT: Final = "docProps/core.xml"
_CLOCK: Final = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+Z")
_NO_TIME: Final = WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


def settled(data: bytes) -> bytes:
    """The same zip with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _MOMENT)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            content = source.read(name)
            target.writestr(part, _CLOCK.sub(_NO_TIME, content) if name == _ABOUT else content)
    return out.getvalue()
