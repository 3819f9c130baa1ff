"""What a reading hangs on beside the document: the program to its last byte, the campaign, the limits."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytesseract

import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings

_OWN: Final = Path(pipeline.__file__).parent


def fingerprint(settings: Settings, campaign: Campaign) -> str:
    """The same for the same program, libraries, campaign and settings that tell how mail is read."""
    told = (settings.limits, settings.secretariat.address, settings.mailbox.trusted_authserv)
    return _hash((_program(), repr(campaign).encode("utf-8", "surrogatepass"), repr(told).encode()))


def _hash(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


@lru_cache(maxsize=1)
def _program() -> bytes:
    """What stays as it is while a process lives."""
    return _hash(_parts()).encode()


def _parts() -> Iterator[bytes]:
    for file in sorted(_OWN.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(_OWN).as_posix().encode()
            yield file.read_bytes()
    installed = {f"{each.name}=={each.version}" for each in distributions()}
    yield "\n".join((platform.python_version(), *sorted(installed))).encode()
    yield _recognition().encode()


def _recognition() -> str:
    """The version of the program that reads scans, which is no Python package; "" where there is none."""
    try:
        return str(pytesseract.get_tesseract_version())
    except pytesseract.TesseractNotFoundError:
        return ""
