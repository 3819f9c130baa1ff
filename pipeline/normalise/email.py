"""E-mail addresses (RFC 5321, checked by email-validator, offline)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model import Finding, Severity
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.plain import one_line

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 400  # characters
MAX_WORDS = 12  # beside the address; more is prose that mentions one
FEW_WORDS = 5

_DISGUISED_AT = re.compile(
    r"\s*(?:\(\s*(?:at|arroba|ät|chez)\s*\)|\[\s*(?:at|arroba)\s*\]|\{\s*at\s*\}|(?<=\w)\sAT\s(?=\w))\s*",
    re.IGNORECASE,
)
_DISGUISED_DOT = re.compile(
    r"\s*(?:\(\s*(?:dot|punto|point|punkt)\s*\)|\[\s*(?:dot|punto|point)\s*\])\s*", re.IGNORECASE
)
_ADDRESS = re.compile(r"[^\s<>()\[\]{},;:\"'“”«»|\\/@=]{1,64}@[^\s<>()\[\]{},;:\"'“”«»|\\/@=]{3,255}")
_LINK = re.compile(r"\bmailto:([^?\s]+)\?\S*", re.IGNORECASE)  # what stands behind the ? is no address of the form
_SPACED_AT = re.compile(r"(?<=\w)\s*@\s*(?=\w)")
_DASHES = re.compile("[\u2010-\u2013]")


def normalise_email(raw: str, field: Field, context: Context) -> Normal | None:
    """The first address in `raw`, its domain in lower case; None where there is none or mere prose around it."""
    del context  # an address reads the same everywhere
    if "@" not in raw and "at" not in raw.lower() and "arroba" not in raw.lower() and "＠" not in raw:
        return None
    text = _readable(raw)
    addresses = _addresses(text)
    others = len(_ADDRESS.sub(" ", text).split())
    if not addresses or others > MAX_WORDS:
        return None
    first, *more = addresses
    findings: tuple[Finding, ...] = ()
    if more:
        message = f"Several e-mail addresses are given; the first one was taken, the others are: {', '.join(more)}."
        findings = (Finding("several-emails", Severity.WARNING, message, field.key),)
    certainty = 1.0 if others <= FEW_WORDS else 0.6
    if more or _DISGUISED_AT.search(raw) or " @" in raw or "@ " in raw:
        certainty = min(certainty, 0.75)
    return Normal(first, certainty, findings)


def _readable(raw: str) -> str:
    text = _LINK.sub(r"\1", one_line(raw[: 2 * MAX_LENGTH])).replace("＠", "@").replace("．", ".")
    text = _DASHES.sub("-", text)
    if "@" not in text:
        text = _DISGUISED_DOT.sub(".", _DISGUISED_AT.sub("@", text))
    return _SPACED_AT.sub("@", text) if not _ADDRESS.search(text) else text


def _addresses(text: str) -> list[str]:
    """The valid addresses of a line, each once, in order."""
    found = (_valid(match.group(0).strip(".-_*·")) for match in _ADDRESS.finditer(text))
    unique = {address.lower(): address for address in reversed([each for each in found if each])}
    return list(reversed(unique.values()))


@lru_cache(maxsize=2048)
def _valid(address: str) -> str | None:
    """The address in its normal form, or None. Nothing is looked up."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - slow to import, seldom needed

    try:
        return validate_email(address, check_deliverability=False, test_environment=True).normalized
    except (EmailNotValidError, UnicodeError):
        return None
