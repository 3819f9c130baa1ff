"""Properties of Outlook messages ([MS-OXPROPS]) as winmail.dat and .msg files hold them, and what their values mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from pipeline.intake.charsets import decode_text

SHORT: Final = 0x0002  # types: [MS-OXCDATA] section 2.11.1
LONG: Final = 0x0003
OBJECT: Final = 0x000D
STRING8: Final = 0x001E
UNICODE: Final = 0x001F
TIME: Final = 0x0040
BINARY: Final = 0x0102

CLASS: Final = 0x001A
SUBJECT: Final = 0x0037
SUBMITTED: Final = 0x0039
SENT_FOR_NAME: Final = 0x0042
SENT_FOR_ADDRESS: Final = 0x0065
TRANSPORT_HEADERS: Final = 0x007D
RECIPIENT_KIND: Final = 0x0C15
SENDER_NAME: Final = 0x0C1A
SENDER_ADDRESS: Final = 0x0C1F
DELIVERED: Final = 0x0E06
BODY: Final = 0x1000
RTF_COMPRESSED: Final = 0x1009
HTML: Final = 0x1013
MESSAGE_ID: Final = 0x1035
REFERENCES: Final = 0x1039
IN_REPLY_TO: Final = 0x1042
DISPLAY_NAME: Final = 0x3001
ADDRESS: Final = 0x3003
ATTACH_DATA: Final = 0x3701
ATTACH_NAME: Final = 0x3704
ATTACH_LONG_NAME: Final = 0x3707
ATTACH_MIME: Final = 0x370E
ATTACH_CONTENT_ID: Final = 0x3712
SMTP_ADDRESS: Final = 0x39FE
INTERNET_CODEPAGE: Final = 0x3FDE
MESSAGE_CODEPAGE: Final = 0x3FFD
SENDER_SMTP: Final = 0x5D01
SENT_FOR_SMTP: Final = 0x5D02

_CHARSETS: Final = {
    65001: "utf-8", 65000: "utf-7", 1200: "utf-16-le", 20127: "us-ascii", 20866: "koi8-r", 21866: "koi8-u",
    50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp", 50225: "iso-2022-kr", 51932: "euc-jp",
    51936: "gb2312", 51949: "euc-kr", 52936: "hz", 54936: "gb18030", 10000: "mac-roman",
}  # fmt: skip
_EPOCH: Final = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)  # FILETIME: [MS-DTYP] section 2.3.3


@dataclass(slots=True)
class Properties:
    """The properties of one object: id to type and raw value; texts are decoded when asked for."""

    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    codepage: int = 1252

    def raw(self, key: int) -> bytes:
        """The bytes of a property, b"" where there is none."""
        return self.values.get(key, (0, b""))[1]

    def number(self, key: int) -> int | None:
        """A whole number, None where there is none."""
        kind, data = self.values.get(key, (0, b""))
        return int.from_bytes(data[:4], "little") if kind in {SHORT, LONG} and data else None

    def text(self, key: int) -> str:
        """A text without its end mark, "" where there is none; damaged characters are replaced."""
        kind, data = self.values.get(key, (0, b""))
        if kind == UNICODE:
            return data.decode("utf-16-le", "replace").rstrip("\x00")
        if kind in {STRING8, BINARY}:
            return decode_text(data.rstrip(b"\x00"), charset_of(self.codepage))[0]
        return ""

    def time(self, key: int) -> dt.datetime | None:
        """A point in time, None where there is none or nonsense."""
        kind, data = self.values.get(key, (0, b""))
        if kind != TIME or not any(data):
            return None
        try:
            return _EPOCH + dt.timedelta(microseconds=int.from_bytes(data[:8], "little") // 10)
        except OverflowError:
            return None


def charset_of(codepage: int) -> str:
    """The charset of a Windows code page, by the name that mail uses."""
    iso = codepage - 28590
    if 1 <= iso <= 16:  # noqa: PLR2004 - ISO 8859-1 to -16
        return f"iso-8859-{iso}"
    return _CHARSETS.get(codepage, f"cp{codepage}")
