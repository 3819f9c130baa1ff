from __future__ import annotations

import datetime as dt
import struct

import pytest

from pipeline import media
from pipeline.intake.message import unwrap
from pipeline.model import Mailbox
from tests.outside import shared
from tests.unit.intake.compound import Values, compound_file, outlook_message
from tests.unit.intake.mails import PDF, attached, attachment, codes, mixed, text

FORM: Values = {0x3701: PDF, 0x3707: "formulaire d'adhésion.pdf", 0x370E: "application/pdf"}
SENT: Values = {
    0x007D: "Received: by mx.example; Mon, 2 Feb 2026 10:00:01 +0000\r\nFrom: Nadia Ferro\r\n <nadia@city.example>\r\n"
    "To: us@x.example\r\nMessage-ID: <7@city.example>\r\nReferences: <5@x.example>\r\n <6@x.example>\r\n"
    "Date: Mon, 2 Feb 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed;\r\n boundary="gone"\r\n\r\n',
    0x0037: "Adhésion",
    0x1000: "Bonjour,\r\nvoici le formulaire.",
}


def test_a_saved_mail_is_a_mail() -> None:
    """A .msg file as the whole message: its transport headers, text and attachments are those of the mail."""
    mail = unwrap(compound_file(outlook_message(SENT, FORM)))
    assert mail.sender == Mailbox("nadia@city.example", "Nadia Ferro")
    assert (mail.message_id, mail.references) == ("<7@city.example>", ("<5@x.example>", "<6@x.example>"))
    assert mail.date == dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)
    assert mail.subject == "Adhésion"
    assert mail.text == "Bonjour,\nvoici le formulaire."
    assert [(each.name, each.data, each.inside) for each in attached(mail)] == [("formulaire d'adhésion.pdf", PDF, "")]
    assert ("received", "by mx.example; Mon, 2 Feb 2026 10:00:01 +0000") in mail.headers
    assert mail.findings == ()


def test_a_mail_that_never_travelled_has_its_properties() -> None:
    """Without transport headers, sender, recipients, subject and id come from the properties, Exchange's do not."""
    values: Values = {0x0037: "Hello", 0x0C1A: "Ferro, Nadia", 0x0C1F: "/O=CITY/CN=NADIA", 0x5D01: "nadia@city.example",
              0x1035: "<8@city.example>", 0x1042: "<5@x.example>", 0x1000: "Hi"}  # fmt: skip
    recipients: tuple[Values, ...] = (
        {0x3001: "The office", 0x39FE: "us@x.example", 0x0C15: 1},
        {0x3003: "copy@x.example", 0x0C15: 2},
    )
    mail = unwrap(compound_file(outlook_message(values, recipients=recipients)))
    assert mail.sender == Mailbox("nadia@city.example", "Ferro, Nadia")
    assert [box.address for box in mail.recipients] == ["us@x.example", "copy@x.example"]
    assert (mail.message_id, mail.references) == ("<8@city.example>", ("<5@x.example>",))


def test_a_saved_mail_as_attachment_is_opened() -> None:
    """A .msg file in a mail is a forwarded message like any other."""
    saved = compound_file(outlook_message(SENT, FORM))
    mail = unwrap(mixed(text("see below"), attachment(saved, b"Content-Type: application/vnd.ms-outlook; name=a.msg")))
    assert mail.text == "see below"
    assert [(each.name, each.inside) for each in mail.documents[1:]] == [
        ("mail body", "forwarded message 1"),
        ("formulaire d'adhésion.pdf", "forwarded message 1"),
    ]


def test_saved_mails_lie_in_one_another() -> None:
    """Mails attached to mails within one .msg file are opened to the depth of all messages; the rest is said."""
    inner = outlook_message({0x0037: "innermost", 0x1000: "deep"}, FORM, root=False)
    for number in range(3):
        inner = outlook_message({0x0037: f"level {number}", 0x1000: "between"}, inner, root=False)
    mail = unwrap(compound_file(outlook_message(SENT, inner)))
    assert attached(mail)[0].inside == " / ".join(["forwarded message 1"] * 4)
    for number in range(5):
        inner = outlook_message({0x0037: f"more {number}", 0x1000: "between"}, inner, root=False)
    mail = unwrap(compound_file(outlook_message(SENT, inner)))
    assert [each.media for each in attached(mail)] == [media.MESSAGE]
    assert "mail-closed-message" in codes(mail)


@pytest.mark.parametrize(
    ("page", "codec", "words"), [(1251, "cp1251", "Город"), (936, "gbk", "城市"), (28592, "latin2", "Łódź")]
)
def test_texts_are_read_in_their_codepage(page: int, codec: str, words: str) -> None:
    """Texts of the time before Unicode are read in the code page that the message names."""
    mail = unwrap(compound_file(outlook_message({0x3FFD: page, 0x0037: words, 0x1000: words}, codepage=codec)))
    assert (mail.subject, mail.text) == (words, words)


def test_html_alone_is_the_text() -> None:
    """A mail that holds only HTML says what that says, in the code page of the internet text."""
    html = "<p>Città di pace</p>".encode("latin-1")
    mail = unwrap(compound_file(outlook_message({0x0037: "x", 0x3FDE: 28591, 0x1013: html})))
    assert mail.text == "Città di pace"


def test_rich_text_alone_gives_its_words() -> None:
    """Of a mail that holds only rich text, the words are read, also those beyond the code page; fonts are not."""
    rtf = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator X;}\f0 Caf\'e9 \u8364?\par Second \b line\b0}"
    packed = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    mail = unwrap(compound_file(outlook_message({0x0037: "x", 0x1009: packed})))
    assert mail.text == "Café €\nSecond line"


def test_what_cannot_be_read_stays_a_file() -> None:
    """A .msg file cut in its middle stays a document, and staff are told; so does one that is the whole message."""
    saved = compound_file(outlook_message(SENT, {**FORM, 0x3701: PDF * 20}))
    cut = saved[:2000] + bytes(len(saved) - 2000)
    for mail in (
        unwrap(saved[: len(saved) // 2]),
        unwrap(mixed(text("x"), attachment(cut, b"Content-Type: x/y; name=a.msg"))),
    ):
        assert "mail-closed-message" in codes(mail) or attached(mail)[0].media == media.OLE
        assert len(attached(mail)) == 1


def test_tables_larger_than_the_file_are_not_believed() -> None:
    """A header that declares tables of gigabytes costs nothing: the file is damaged."""
    saved = bytearray(compound_file(outlook_message(SENT, FORM)))
    saved[44:48] = saved[72:76] = struct.pack("<I", 30_000_000)
    assert "mail-closed-message" in codes(unwrap(bytes(saved)))


@pytest.mark.outside
def test_real_saved_mails_are_read() -> None:
    """Every real .msg file gives a text, and a sender where it names an address; nothing is left closed."""
    for file in shared("mail_msg"):
        mail = unwrap(file.read_bytes())
        assert mail.documents, file.name
        assert not {each.media for each in mail.documents} & {media.MSG, media.OLE}, file.name
        assert "mail-closed-message" not in codes(mail), file.name
