"""Access tokens: what is believed to be one, and how long it is used."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.errors import LoginRefusedError, MailboxUnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TOKEN: Final = re.compile(r"[\x21-\x7e]{1,65536}")  # RFC 6750 allows fewer signs; what else could end the IMAP line
_ERROR: Final = re.compile(r"[a-z_]{1,40}")
_EARLY: Final = dt.timedelta(minutes=5)  # a token is renewed so long before its end: clocks differ, logins take time
_LATER: Final = frozenset({"temporarily_unavailable", "server_error", "internal_failure", "slow_down"})


@dataclass(frozen=True, slots=True)
class Token:
    """An access token (RFC 6749) and when it ends; None: not known, so it is asked for anew each time."""

    text: str = field(repr=False)
    ends: dt.datetime | None = None


class Kept:
    """Gives one token until shortly before its end, then gets the next."""

    def __init__(self, get: Callable[[], Token], now: Callable[[], dt.datetime]) -> None:
        self._get = get
        self._now = now
        self._token: Token | None = None

    def __call__(self) -> str:
        """A token that is good for some minutes at least, where the provider gives such."""
        token = self._token
        if token is None or token.ends is None or self._now() >= token.ends - _EARLY:
            token = self._token = self._get()
        return token.text


def token_from(answer: Mapping[str, object], now: dt.datetime) -> Token:
    """The token in the answer of a token endpoint (RFC 6749 section 5.1). Garbage counts as trouble of the server."""
    seconds = answer.get("expires_in")
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdigit():
        seconds = int(seconds[:9])
    known = isinstance(seconds, int) and 0 <= seconds <= 10**8
    return Token(token_text(answer.get("access_token")), now + dt.timedelta(seconds=seconds) if known else None)  # type: ignore[arg-type]


def token_text(found: object) -> str:
    """An access token as it is sent; raises `MailboxUnreachableError` for what cannot be one."""
    if not isinstance(found, str) or not _TOKEN.fullmatch(found):
        raise MailboxUnreachableError("The provider answers with something that is no access token; try again later")
    return found


def refused(answer: Mapping[str, object], advice: Mapping[str, str], otherwise: str) -> Exception:
    """The error for a refusal of a token endpoint (RFC 6749 section 5.2), with what to do.

    Of the provider's own words only the code is shown: the description may hold names. `advice` goes by that code, or
    by Microsoft's number of the case.
    """
    said = answer.get("error")
    code = said if isinstance(said, str) and _ERROR.fullmatch(said) else "no reason that makes sense"
    if code in _LATER or code is not said:
        return MailboxUnreachableError(f"The provider has trouble giving an access token ({code}); try again later")
    number = re.search(r"AADSTS\d{1,9}", str(answer.get("error_description", ""))[:5000])
    case = number[0] if number else code
    named = f"{code}, {case}" if number else code
    return LoginRefusedError(f"No access token is given ({named}): {advice.get(case) or advice.get(code) or otherwise}")
