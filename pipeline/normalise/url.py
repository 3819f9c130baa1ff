"""Web addresses, given their scheme (RFC 3986)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from pipeline.model import Finding, Severity
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.plain import one_line
from pipeline.normalise.vocabulary import table

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 2000  # characters, what browsers take
MAX_WORDS = 6  # beside the address
_BARE_CERTAINTY = 0.95  # neither scheme nor www: told by its ending alone

_HOST = re.compile(r"^(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}$")
_BEHIND_IT = ".,;:!?)]}>»”\"'*"
_BEFORE_IT = "<([{«“\"'*"
_SCHEME = re.compile(r"^(https?)\s*[:/;]{2,4}\s*", re.IGNORECASE)


def normalise_url(raw: str, field: Field, context: Context) -> Normal | None:
    """The first web address in `raw` with its scheme (https where none is written); None where there is none."""
    del context  # an address reads the same everywhere
    words = _mended(one_line(raw[:MAX_LENGTH])).split()
    found = [(word, url) for word in words if (url := _url(word))]
    if not found or len(words) - len(found) > MAX_WORDS:
        return None
    urls = list(dict.fromkeys(url for _, url in found))
    findings: tuple[Finding, ...] = ()
    if len(urls) > 1:
        message = f"Several web addresses are given; the first one was taken, the others are: {', '.join(urls[1:])}."
        findings = (Finding("several-urls", Severity.INFO, message, field.key),)
    told = found[0][0].lower().startswith(("http", "www.")) or "/" in found[0][0]
    certainty = 1.0 if told else _BARE_CERTAINTY
    return Normal(urls[0], certainty - 0.15 * (len(urls) > 1), findings)


def _mended(text: str) -> str:
    """Two common slips undone: blanks around "://", and "http//" for "http://"."""
    return re.sub(r"(?i)\b(https?)\s*(?::\s*/\s*/|:/|//)\s*", r"\1://", text)


@lru_cache(maxsize=2048)
def _url(word: str) -> str | None:
    word = word.lstrip(_BEFORE_IT).rstrip(_BEHIND_IT)
    schemed = _SCHEME.match(word) is not None
    if not word or ("@" in word and not schemed):
        return None
    try:
        parts = urlsplit(word if schemed else f"https://{word}")
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if (
        not _is_host(host, schemed=schemed or "/" in word or word.lower().startswith("www."))
        or parts.username is not None
    ):
        return None
    path = "" if parts.path == "/" and not (parts.query or parts.fragment) else parts.path
    return urlunsplit((parts.scheme.lower(), host + port, path, parts.query, parts.fragment))


def _is_host(host: str, *, schemed: bool) -> bool:
    if not _HOST.match(host):
        return False
    labels = host.split(".")
    ending = labels[-1]
    return schemed or (ending in _endings() and len(labels[-2]) > 1)


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    """Endings that make a web address of a bare "name.ending": those of countries (their ISO codes) and some others."""
    from babel import Locale  # noqa: PLC0415 - slow to import

    countries = (str(code).lower() for code in Locale("en").territories)
    listed = (ending for endings in table("url").values() for kind in endings.values() for ending in kind)
    return frozenset((*countries, *listed))
