from __future__ import annotations

import base64
import datetime as dt

import pytest

from pipeline.intake.message import unwrap
from pipeline.model import Mailbox
from tests.unit.intake.mails import PDF, attached, attachment, codes, mixed


def name_from(disposition: bytes, content_type: bytes = b"application/pdf") -> str:
    part = attachment(PDF, b"Content-Type: " + content_type, b"Content-Disposition: " + disposition)
    (document,) = attached(unwrap(mixed(part)))
    assert document.data == PDF
    return document.name


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"=?utf-8?B?Q29uZmlybWFjacOzbg==?=", "Confirmación"),
        (b"=?utf-8?B?Q29uZmlybWFjacOzbg?=", "Confirmación"),
        (b"=?utf-8?B?Q29uZmlybWFjac!Ozbg==?=", "Confirmación"),
        (b"=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?=", "Café"),
        (b"=?iso-8859-1?Q?Caf=E9?= =?utf-8?Q?_=C3=A9t=C3=A9?=", "Café été"),
        (b"=?utf-8?Q?una carta?=", "una carta"),
        (b"=?utf-8?q?a?==?utf-8?q?b?= c", "ab c"),
        (b"=?x-nonsense?Q?Caf=C3=A9?=", "Café"),
        (b"=?unknown-8bit?Q?Caf=E9?=", "Café"),
        (b"=?utf-8*fr?Q?Caf=C3=A9?=", "Café"),
        ("Città".encode(), "Città"),
        ("Città".encode("cp1252"), "Città"),
        (b"folded\n and\n\tfolded", "folded and folded"),
        (b"a\x00b\x1bc =?utf-8?Q?d=0D=0Ae=E2=80=AEf?=", "abc d  ef"),
        ("Cafe\u0301".encode(), "Café"),
        (b"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        (b"=?ks_c_5601-1987?B?sKG/+LW1?=", "가원도"),
        (b"=?unicode_escape?Q?=5Cx41?=", "\\x41"),
    ],
)
def test_subjects_as_they_are_sent(raw: bytes, subject: str) -> None:
    """Subjects are decoded whatever is wrong with them, and hold no control or direction characters."""
    assert unwrap(b"Subject: " + raw + b"\n\nx").subject == subject


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        (b"From: A <A@City.Example>", Mailbox("a@city.example", "A")),
        (b'From: "Puig, Marta" <m@x.example>, other@x.example', Mailbox("m@x.example", "Puig, Marta")),
        (b"From: =?utf-8?q?Jos=C3=A9_=3Cj=40x.example=3E?=", Mailbox("j@x.example", "José")),
        (b"From: j@x.example (Jo (the) Mayor)", Mailbox("j@x.example", "the")),
        (b"From: Team: a@x.example, b@x.example;", Mailbox("a@x.example")),
        (b"From: a@b@c.example", Mailbox("", "a@b@c.example")),
        (b"From: <@relay.example:joe@x.example>", Mailbox("joe@x.example")),
        (b"From: <mailto:joe@x.example>", Mailbox("joe@x.example")),
        (b"From: Joe <joe@x.example", Mailbox("joe@x.example", "Joe")),
        (b"From: undisclosed-recipients:;\nSender: s@x.example", Mailbox("s@x.example")),
        (b"Return-Path: <r@x.example>", Mailbox("r@x.example")),
        (b"From: MAILER-DAEMON", Mailbox("", "MAILER-DAEMON")),
        (b"From: " + b"long " * 199 + b"long <a@x.example>", Mailbox("a@x.example", "long " * 199 + "long")),
        (b"Subject: nobody", Mailbox("")),
    ],
)
def test_senders_as_they_are_sent(raw: bytes, sender: Mailbox) -> None:
    """The sender is From's first mailbox, else Sender, else Return-Path; what is no address is none."""
    assert unwrap(raw + b"\n\nx").sender == sender


@pytest.mark.parametrize("name", ["W" * 7_000, "word " * 1_400, "\u0639" * 2_000, "<" * 5_000, '"' * 5_000])
def test_a_name_without_end_hides_no_address(name: str) -> None:
    """The address stands behind the name, however long that is; of the name its beginning is kept."""
    word = base64.b64encode(name.encode()).replace(b"\n", b"")
    sender = unwrap(b"From: =?utf-8?b?" + word + b"?= <a@x.example>\n\nx").sender

    assert sender.address == "a@x.example"
    assert len(sender.name) < 1_500
    assert unwrap(f"From: {name} <a@x.example>\n\nx".encode()).sender.address == "a@x.example"


def test_an_unclear_sender_is_found() -> None:
    """A message without a usable From says so."""
    assert "mail-sender-unclear" in codes(unwrap(b"From: a@b@c.example\n\nx"))
    assert "mail-sender-unclear" not in codes(unwrap(b"From: a@b.example\n\nx"))


def test_ids_stay_as_they_were_sent() -> None:
    """Ids are not decoded, cut or folded; references come in order without doubles, In-Reply-To last."""
    long_id = b"<" + b"DB9PR" * 18 + b"@eur.example>"
    mail = unwrap(
        b"Message-ID: <abc def@x.example>\nReferences: <1@x.example>\n " + long_id + b" <1@x.example>\n"
        b"In-Reply-To: Your message <2@x.example> of Monday\n\nx"
    )
    assert mail.message_id == "<abc def@x.example>"
    assert mail.references == ("<1@x.example>", long_id.decode(), "<2@x.example>")


def test_ids_that_a_mailer_encoded_are_read() -> None:
    """Ids that were folded into encoded words are still found."""
    mail = unwrap(b"References: =?utf-8?q?=3CDB9PR=40eur=2Eexample=3E?=\n\nx")
    assert mail.references == ("<DB9PR@eur.example>",)


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        (b"Mon, 2 Feb 2026 10:00:00 +0900", dt.datetime(2026, 2, 2, 1, tzinfo=dt.UTC)),
        (b"Mon, 2 Feb 2026 10:00:00 -0000", dt.datetime(2026, 2, 2, 10, tzinfo=dt.UTC)),
        (b"2 Feb 2026 10:00", dt.datetime(2026, 2, 2, 10, tzinfo=dt.UTC)),
        (b"2026-02-02T10:00:00Z", dt.datetime(2026, 2, 2, 10, tzinfo=dt.UTC)),
        (b"Mon, 32 Feb 2026 10:00:00 +0000", None),
        (b"Mon, 2 Feb 0026 99:00:00 +9999", None),
        (b"yesterday", None),
    ],
)
def test_dates_are_aware_or_none(raw: bytes, date: dt.datetime | None) -> None:
    """A date is an aware time; without a zone it is UTC; nonsense is None and a finding."""
    mail = unwrap(b"From: a@b.example\nDate: " + raw + b"\n\nx")
    assert mail.date == date
    assert ("mail-date-invalid" in codes(mail)) == (date is None)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'attachment; filename="form.pdf"', "form.pdf"),
        (b"attachment; filename=our form 2026.pdf; size=12", "our form 2026.pdf"),
        (b"attachment; filename*=utf-8''Adh%C3%A9sion.pdf", "Adhésion.pdf"),
        (b"attachment; filename*=iso-8859-1'fr'Adh%E9sion.pdf; filename=x.pdf", "Adhésion.pdf"),
        (b"attachment;\n filename*0*=utf-8''Adh%C3;\n filename*1*=%A9sion;\n filename*2=2026.pdf", "Adhésion2026.pdf"),
        (b'attachment; filename="=?utf-8?B?QWRow6lzaW9u?= =?iso-8859-1?Q?_=E9t=E9.pdf?="', "Adhésion été.pdf"),
        (b"attachment; filename==?utf-8?Q?Adh=C3=A9sion.pdf?=", "Adhésion.pdf"),
        ('attachment; filename="Adhésion.pdf"'.encode(), "Adhésion.pdf"),
        ('attachment; filename="Adhe\u0301sion.pdf"'.encode("utf-8"), "Adhésion.pdf"),
        ('attachment; filename="Adhésion.pdf"'.encode("cp1252"), "Adhésion.pdf"),
        (b'attachment; filename="../../etc/passwd"', "passwd"),
        (b'attachment; filename="C:\\\\Users\\\\m\\\\form.pdf"', "form.pdf"),
        (b"attachment; filename*=utf-8''%2e%2e%2f%2e%2e%2fx.pdf", "x.pdf"),
        (b"attachment; filename*=utf-8''evil%E2%80%AEfdp.exe%00", "evilfdp.exe"),
        (b'attachment; filename=".."', "part 1.pdf"),
        (b'attachment; filename=""', "part 1.pdf"),
        (b"attachment", "part 1.pdf"),
        (b'attachment; filename="' + b"a" * 300 + b'.pdf"', "a" * 116 + ".pdf"),
        (b'attachment; filename*=nonsense\'\'%zz; filename="form.pdf', "%zz"),
    ],
)  # fmt: skip
def test_file_names_as_they_are_sent(disposition: bytes, name: str) -> None:
    """Names are decoded, one printable component, at most 120 characters; where there is none one is made."""
    assert name_from(disposition) == name


def test_the_name_of_the_content_type_is_the_second_choice() -> None:
    """A name that stands only in Content-Type is used; Content-Disposition's comes first."""
    assert name_from(b"attachment", b'application/pdf; name="form.pdf"') == "form.pdf"
    assert name_from(b"attachment; filename=a.pdf", b"application/pdf; name=b.pdf") == "a.pdf"
