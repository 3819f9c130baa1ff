"""Header values as people and programs really send them: RFC 5322, 2047 and all that breaks them."""

from __future__ import annotations

import binascii
import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from pipeline.intake.charsets import decode_text, printable_line

if TYPE_CHECKING:
    from email.message import Message

Headers = tuple[tuple[str, str], ...]
"""Names in lower case with their raw values: unfolded, 8-bit characters decoded, encoded words still encoded."""

MAX_HEADERS: Final = 1000
MAX_VALUE: Final = 10_000  # characters of one header; a long References line has about 5,000
MAX_HEAD: Final = 200_000  # characters of all headers of a part; forwarded mail with many signatures has 30,000

_FOLD: Final = re.compile(r"[\r\n]+[ \t]*")
_ENCODED_WORD: Final = re.compile(r"=\?([^\s?]{1,80})\?([bBqQ])\?(.{0,2000}?)\?=")
_NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]")
_MESSAGE_ID: Final = re.compile(r"<[^<>\s][^<>]*>")
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2100


def raw_headers(message: Message) -> Headers:
    """The headers of a parsed message in order; what goes beyond the limits above is left out."""
    pairs: list[tuple[str, str]] = []
    room = MAX_HEAD
    for name, value in list(message.raw_items())[:MAX_HEADERS]:
        room -= min(len(value), MAX_VALUE)
        if room < 0:
            break
        pairs.append((str(name).strip().lower(), _unfolded(str(value))))
    return tuple(pairs)


def first(headers: Headers, name: str) -> str:
    """The topmost value of a header, "" where there is none."""
    return next((value for key, value in headers if key == name), "")


def _unfolded(value: str) -> str:
    octets = value[:MAX_VALUE].encode("utf-8", "surrogateescape")
    return _FOLD.sub(" ", decode_text(octets)[0]).strip()


def decode_header(value: str) -> str:
    """A header value for people: encoded words decoded (RFC 2047), one clean line.

    Tolerates what is sent: words without blanks between them, characters split over two words, broken base64,
    unknown charsets, blanks inside words.
    """
    return printable_line(decode_words(value))


def decode_words(value: str) -> str:
    """Encoded words decoded, everything else as it is."""
    if "=?" not in value:
        return value
    pieces: list[str] = []
    run: list[tuple[str, bytes]] = []
    end = 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[end : word.start()]
        if between.strip() or not run:  # only blanks between two words belong to neither
            pieces += [_decoded_run(run), between]
            run = []
        run.append((word[1].partition("*")[0].lower(), _word_octets(word[2], word[3])))
        end = word.end()
    return "".join([*pieces, _decoded_run(run), value[end:]])


def _decoded_run(run: list[tuple[str, bytes]]) -> str:
    """Adjacent words: those of one charset are decoded together, as senders split characters between them."""
    joined: list[tuple[str, bytes]] = []
    for charset, octets in run:
        if joined and joined[-1][0] == charset:
            joined[-1] = (charset, joined[-1][1] + octets)
        else:
            joined.append((charset, octets))
    return "".join(decode_text(octets, charset)[0] for charset, octets in joined)


def _word_octets(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8", "replace")
    if encoding in "bB":
        return lenient_base64(octets)
    return binascii.a2b_qp(octets.replace(b"_", b"=20"), header=False)


def lenient_base64(octets: bytes) -> bytes:
    """Base64 decoded whatever is missing or does not belong: other characters skipped, a broken end dropped."""
    kept = _NO_BASE64.sub(b"", octets)
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def message_ids(value: str) -> tuple[str, ...]:
    """The ids of a References or In-Reply-To header in order, with their angle brackets, without doubles."""
    if "=?" in value:  # some mailers fold long ids into encoded words
        value = decode_words(value)
    found = _MESSAGE_ID.findall(value)
    if not found:
        found = [f"<{word.strip('<>')}>" for word in value.split() if "@" in word.strip("<>")]
    return tuple(dict.fromkeys(printable_line(each) for each in found))


def parse_date(value: str) -> dt.datetime | None:
    """A date of RFC 5322 (or ISO 8601) as an aware time; without a zone it is taken as UTC. None: nonsense."""
    for read in (parsedate_to_datetime, dt.datetime.fromisoformat):
        try:
            found = read(value.strip())
            found = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
            found.astimezone(dt.UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
    return None


def arrival_date(headers: Headers) -> dt.datetime | None:
    """When a message arrived: the topmost Received header's date (RFC 5321 4.4), else the Date header's."""
    received = first(headers, "received")
    return parse_date(received.rpartition(";")[2]) or parse_date(first(headers, "date"))
