"""Headers of a reply: threading, addresses, one "Re:". RFC 5322 sections 3.4 and 3.6."""

from __future__ import annotations

import re
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.policy import EmailPolicy
from email.utils import quote
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.languages.wording import plain

if TYPE_CHECKING:
    from pipeline.model import Mail, Mailbox

_ID_HEADERS: Final = frozenset({"message-id", "references", "in-reply-to"})
_MOST_REFERENCES: Final = 20
_LONGEST_ID: Final = 900  # octets; a line may have 998 (RFC 5322, 2.1.1)
_LONGEST_SUBJECT: Final = 300
_LONGEST_NAME: Final = 200  # a line may have 998 octets
_LONG_WORD: Final = 60  # characters; a word that no line can hold is encoded, so that it can be broken
_ENCODED_LINE: Final = 76  # characters of a line with an encoded-word, which has at most 75 (RFC 2047, 2)
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]+>")  # printable ASCII without blanks and angle brackets
_ATOMS: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~ -]+", re.ASCII)  # RFC 5322, 3.2.3
_MARKS: Final = (
    *("re", "r", "aw", "antw", "antwort", "sv", "vs", "svar", "rif", "res", "rep", "odp", "odg", "ynt", "yan"),
    *("balas", "bls", "atb", "ats", "tl", "vá", "απ", "отв", "ответ", "resp"),
    *("회신", "답장", "답변", "回复", "回覆", "答复", "答覆", "返信", "رد", "الرد", "השב", "תגובה"),
)
"""What mail programs of many languages write before the subject of an answer."""

_REPLY_MARK: Final = re.compile(
    rf"^[\s\u200e\u200f]*(?:{'|'.join(map(re.escape, _MARKS))})\s*(?:\[\d+\]|\(\d+\)|\^?\d+)?[\s\u200e\u200f]*[:：]\s*",
    re.IGNORECASE,
)


class DraftPolicy(EmailPolicy):
    """The policy that drafts are written with: CRLF, and headers folded better than Python 3.11 does.

    It writes message ids that are longer than a line as encoded-words, which breaks the thread; it drops the quotes
    round a display name when it folds it, so that a name with a comma becomes two addresses; and it loses blanks
    between the encoded-words of a long subject.
    """

    def fold(self, name: str, value: str) -> str:
        """A header as it is written: one id and one address a line."""
        if name.lower() in _ID_HEADERS:
            return self._lines(name, str(value).split())
        if isinstance(value, AddressHeader):
            return self._lines(name, [_written(address, self.linesep) for address in value.addresses], ",")
        if name.lower() == "subject" and not (
            value.isascii() and all(len(word) < _LONG_WORD for word in value.split())
        ):
            return self._lines(name, [_encoded(str(value), self.linesep, name)])
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as bytes."""
        return self.fold(name, value).encode("ascii", "replace")

    def _lines(self, name: str, parts: list[str], comma: str = "") -> str:
        return f"{name}: {f'{comma}{self.linesep} '.join(parts)}{self.linesep}"


POLICY: Final = DraftPolicy(linesep="\r\n")


def thread_of(mail: Mail) -> tuple[str | None, tuple[str, ...]]:
    """In-Reply-To and References of a reply (RFC 5322, 3.6.4); an id that is none is left out."""
    answered = mail.message_id if is_id(mail.message_id) else None
    known = [each for each in mail.references if is_id(each) and each != answered]
    if len(known) > _MOST_REFERENCES:
        known = [known[0], *known[1 - _MOST_REFERENCES :]]
    return answered, (*dict.fromkeys(known), *([answered] if answered else []))


def reply_subject(original: str, otherwise: str) -> str:
    """The original's subject with one "Re: " before it, whatever marks it has; where it has none, our own."""
    subject = _inert(original)
    while (shorter := _REPLY_MARK.sub("", subject)) != subject:
        subject = shorter
    return f"Re: {subject[:_LONGEST_SUBJECT]}" if subject else otherwise


def address_header(mailbox: Mailbox) -> Address:
    """A mailbox as a header value. A display name that poses as another address is left out."""
    name = _inert(mailbox.name)[:_LONGEST_NAME].rstrip()
    shown = "" if "@" in name or not name.isprintable() else name
    return Address(display_name=shown, addr_spec=mailbox.address.strip())


def _written(address: Address, linesep: str) -> str:
    """A mailbox in ASCII: the name in quotes and encoded-words (RFC 2047, section 5), the address in its own right.

    Only the words that need it are encoded: between two encoded-words some programs (and Python 3.11) show a blank.
    """
    runs = groupby(address.display_name.split(), key=str.isascii)
    parts = [_word(" ".join(words)) if simple else _encoded(" ".join(words), linesep, "From") for simple, words in runs]
    return f"{linesep} ".join([*parts, f"<{address.addr_spec}>"]) if parts else address.addr_spec


def _word(text: str) -> str:
    """ASCII text of a display name: bare where it may be, else in quotes."""
    return text if _ATOMS.fullmatch(text) else f'"{quote(text)}"'


def _inert(text: str) -> str:
    """Plain text that is no encoded-word either: those would be decoded once more, to line breaks for one."""
    return plain(text).replace("=?", "= ?")


def _encoded(text: str, linesep: str, name: str) -> str:
    return Header(text, "utf-8", maxlinelen=_ENCODED_LINE, header_name=name).encode(linesep=linesep)


def is_id(text: str) -> bool:
    """Whether it is a Message-ID that a header of ours can hold (RFC 5322, 3.6.4)."""
    return len(text) <= _LONGEST_ID and _MESSAGE_ID.fullmatch(text) is not None
