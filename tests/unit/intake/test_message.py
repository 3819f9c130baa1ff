from __future__ import annotations

import base64
import datetime as dt

import pytest

from pipeline import media
from pipeline.intake.message import unwrap
from pipeline.model import Document, Mailbox
from tests.unit.intake.mails import HEAD, PDF, attached, attachment, codes, mixed, text


def test_an_ordinary_mail() -> None:
    """Headers, text and attachment of a plain mail come out whole, and nothing is found wrong."""
    part = attachment(PDF, b"Content-Type: application/pdf", b'Content-Disposition: attachment; filename="form.pdf"')
    mail = unwrap(mixed(text("Dear all,\nhere is our form.\n\n-- \nNadia Ferro"), part))
    assert mail.sender == Mailbox("nadia@city.example", "Nadia Ferro")
    assert mail.subject == "Form"
    assert mail.date == dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)
    assert mail.text == "Dear all,\nhere is our form.\n\n-- \nNadia Ferro"
    assert attached(mail) == [Document("form.pdf", media.PDF, PDF)]
    assert [(each.name, each.body) for each in mail.documents] == [("mail body", True), ("form.pdf", False)]
    assert mail.findings == ()


@pytest.mark.parametrize(
    "headers",
    [
        (b"Content-Type: application/octet-stream",),
        (b"Content-Type: application/pdf", b"Content-Disposition: inline"),
        (b"Content-Type: application/pdf", b"Content-ID: <1@x>"),
        (b"Content-Type: text/plain",),
        (b"Content-Type: nonsense",),
        (b"X-Nothing: 1",),
    ],
)
def test_a_document_needs_no_name_and_no_right_type(headers: tuple[bytes, ...]) -> None:
    """Nameless, inline, untyped and wrongly typed parts are listed, with the type that they are."""
    (document,) = attached(unwrap(mixed(text("hello"), attachment(PDF, *headers))))
    assert (document.name, document.media, document.data) == ("part 2.pdf", media.PDF, PDF)


def test_both_alternatives_are_bodies_and_the_text_is_said_once() -> None:
    """Of text and HTML that say the same, both are documents, and the mail's text is the plain one."""
    html = b"Content-Type: text/html; charset=iso-8859-1\n\n<p>Citt\xe0</p>"
    mail = unwrap(HEAD + mixed(text("Città"), html, head=b"").replace(b"mixed", b"alternative"))
    assert mail.text == "Città"
    assert [(each.name, each.media, each.body) for each in mail.documents] == [
        ("mail body", media.TEXT, True),
        ("mail body", media.HTML, True),
    ]
    assert mail.documents[1].data.decode("utf-8-sig") == "<p>Città</p>"


def test_html_alone_becomes_text() -> None:
    """A mail of HTML only has its words as text, without scripts, styles and quoted mail."""
    html = (
        b"<html><head><title>t</title><style>p{}</style></head><body><p>Dear&nbsp;all,<br>we join.</p>"
        b"<script>x</script><table><tr><td>Name</td><td>Oslo</td></tr></table>"
        b"<blockquote type=cite>please join</blockquote></body></html>"
    )
    mail = unwrap(HEAD + b"Content-Type: text/html\n\n" + html)
    assert mail.text == "Dear all,\nwe join.\n\nName Oslo"


@pytest.mark.parametrize(
    ("charset", "octets", "words", "sure"),
    [
        (b"iso-8859-1", "Città".encode("latin-1"), "Città", True),
        (b"windows-1256", "مدينة".encode("cp1256"), "مدينة", True),
        (b"utf-16", "Città".encode("utf-16"), "Città", True),
        (b"iso-2022-jp", "日本".encode("iso2022_jp"), "日本", True),
        (b"us-ascii", "Città".encode(), "Città", False),
        (b"utf-8", "Città".encode("latin-1"), "Città", False),
        (b"x-nonsense", "Città".encode("latin-1"), "Città", False),
        (b"zlib", "Città".encode(), "Città", True),
    ],
)
def test_bodies_in_any_charset(charset: bytes, octets: bytes, words: str, sure: bool) -> None:  # noqa: FBT001 - a case
    """Bodies are read in their charset or the likeliest one, and handed on as UTF-8; guessing is said."""
    part = b"Content-Type: text/plain; charset=" + charset + b"\nContent-Transfer-Encoding: base64\n\n"
    mail = unwrap(mixed(part + base64.encodebytes(octets)))
    assert mail.text == words
    assert mail.documents[0].data.decode() == words
    assert ("mail-charset-guessed" not in codes(mail)) == sure


def test_an_undeclared_8bit_body_is_kept() -> None:
    """A body without any declaration keeps its characters beyond ASCII."""
    assert unwrap("Subject: x\n\nKöln tritt bei".encode()).text == "Köln tritt bei"


def test_forwarded_messages_are_opened() -> None:
    """The bodies and files of forwarded messages are listed with where they were; their text is not the mail's."""
    pdf = attachment(PDF, b"Content-Type: application/pdf; name=form.pdf")
    inner = b"Content-Type: message/rfc822\n\n" + mixed(text("inner"), pdf, boundary=b"b2")
    middle = b"Content-Type: message/rfc822\n\n" + mixed(text("middle"), inner, boundary=b"b3")
    mail = unwrap(mixed(text("outer"), middle, inner))
    assert mail.text == "outer"
    assert [(each.name, each.inside) for each in mail.documents] == [
        ("mail body", ""),
        ("mail body", "forwarded message 1"),
        ("mail body", "forwarded message 1 / forwarded message 1"),
        ("form.pdf", "forwarded message 1 / forwarded message 1"),
        ("mail body", "forwarded message 2"),
        ("form.pdf", "forwarded message 2"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64",
        b"Content-Type: application/octet-stream; name=old.eml\nContent-Transfer-Encoding: base64",
    ],
)
def test_messages_attached_as_files_are_opened(head: bytes) -> None:
    """A message that was attached as an encoded file is opened like a forwarded one."""
    nested = mixed(attachment(PDF, b"Content-Type: application/pdf; name=form.pdf"), boundary=b"b2")
    mail = unwrap(mixed(text("see below"), head + b"\n\n" + base64.encodebytes(nested)))
    assert [(each.name, each.inside, each.data) for each in attached(mail)] == [
        ("form.pdf", "forwarded message 1", PDF)
    ]


def test_the_parts_of_a_digest_are_messages() -> None:
    """In a digest a part without a type is a message (RFC 2046 5.1.5)."""
    part = b"\nFrom: b@x.example\nSubject: inner\n\nwords"
    mail = unwrap(mixed(part, part).replace(b"multipart/mixed", b"multipart/digest"))
    assert [each.inside for each in mail.documents] == ["forwarded message 1", "forwarded message 2"]


def test_messages_are_opened_five_deep() -> None:
    """Beyond five messages in one another the innermost is kept closed, and said so."""
    data = HEAD + b"\ninnermost"
    for _ in range(8):
        data = HEAD + b"Content-Type: message/rfc822\n\n" + data
    mail = unwrap(data)
    assert [each.media for each in mail.documents] == [media.MESSAGE]
    assert b"innermost" in mail.documents[0].data
    assert "mail-closed-message" in codes(mail)


def test_reports_stay_text() -> None:
    """A delivery status is listed as what it is, not opened as a message."""
    status = b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nAction: failed\n"
    (document,) = attached(unwrap(mixed(text("sorry"), status)))
    assert document.media == media.DELIVERY_STATUS
    assert b"Action: failed" in document.data


def test_containers_are_listed_as_they_are() -> None:
    """winmail.dat, calendars, cards and zip archives are documents of their kinds."""
    mail = unwrap(
        mixed(
            attachment(b"\x78\x9f\x3e\x22\x00\x00", b"Content-Type: application/ms-tnef; name=winmail.dat"),
            b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nEND:VCALENDAR",
            b"Content-Type: text/x-vcard; name=m.vcf\n\nBEGIN:VCARD\nEND:VCARD",
        )
    )
    assert [(each.name, each.media) for each in attached(mail)] == [
        ("winmail.dat", media.TNEF),
        ("part 2.ics", media.CALENDAR),
        ("m.vcf", media.VCARD),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        b"Content-Type: multipart/mixed; boundary=other",
        b"Content-Type: multipart/mixed",
        b"X-Type-Lost: yes",
    ],
)
def test_a_lost_boundary_is_found_again(wrong: bytes) -> None:
    """Parts come out although the boundary is declared wrongly, or not, or the type of the whole is lost."""
    data = mixed(text("hello"), attachment(PDF, b"Content-Type: application/pdf; name=form.pdf"))
    mail = unwrap(data.replace(b'Content-Type: multipart/mixed; boundary="b1"', wrong))
    assert [(each.name, each.data) for each in attached(mail)] == [("form.pdf", PDF)]
    assert mail.text == "hello"


def test_a_hostile_boundary_costs_no_attachment() -> None:
    """Where the parser itself stumbles over a parameter, the parts are found by their boundary lines."""
    data = mixed(text("hello"), attachment(PDF, b"Content-Type: application/pdf; name=form.pdf"))
    mail = unwrap(data.replace(b'boundary="b1"', b"boundary*=a\0b'en'b1"))
    assert [(each.name, each.data) for each in attached(mail)] == [("form.pdf", PDF)]
    assert "mail-damaged" in codes(mail)


def test_a_cut_off_message_gives_what_there_is() -> None:
    """A message that ends in the middle of an attachment still lists it, and says that it is damaged."""
    data = mixed(text("hello"), attachment(PDF, b"Content-Type: application/pdf; name=form.pdf"))[:-400]
    mail = unwrap(data)
    (document,) = attached(mail)
    assert PDF.startswith(document.data)
    assert document.media == media.PDF


def test_parts_behind_a_wrong_end_are_found() -> None:
    """Attachments below the last boundary, where mail programs look no more, are listed."""
    end = b"--b1--\n"
    later = b"--b2\nContent-Type: application/pdf; name=late.pdf\nContent-Transfer-Encoding: base64\n\n"
    mail = unwrap(mixed(text("hello")) + later + base64.encodebytes(PDF) + b"--b2--\n" + end)
    assert [(each.name, each.data) for each in attached(mail)] == [("late.pdf", PDF)]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        (b"base64", b"!!" + base64.encodebytes(PDF)),
        (b"base64", base64.encodebytes(PDF).replace(b"\n", b" \r\n\r\n")),
        (b"base64", base64.encodebytes(PDF[:100]) + base64.encodebytes(PDF[100:])),
        (b"base64", base64.encodebytes(PDF) + b"\n_____\nList footer, with words\n"),
        (b"BASE64 ", base64.encodebytes(PDF)),
        (b"7bit", base64.encodebytes(PDF)),
        (b"x-unknown", base64.encodebytes(PDF)),
        (b"base64", PDF.replace(b"\r", b" ").replace(b"\n", b" ")),
    ],
)
def test_damaged_encodings_are_undone(encoding: bytes, content: bytes) -> None:
    """Attachments come out of damaged, mixed or undeclared base64, and of a declaration that is not true."""
    part = b"Content-Type: application/pdf; name=form.pdf\nContent-Transfer-Encoding: " + encoding + b"\n\n" + content
    (document,) = attached(unwrap(mixed(part)))
    assert document.media == media.PDF
    assert len(document.data) == len(PDF)


def test_damaged_quoted_printable_is_read() -> None:
    """Broken quoted-printable keeps its text and is found."""
    part = (
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9 100=% =\nja"
    )
    mail = unwrap(mixed(part))
    assert mail.text == "Café 100=% ja"
    assert "mail-encoding-damaged" in codes(mail)


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\r\n\r\n", b"From city@x Mon Feb  2 10:00:00 2026\n"])
def test_small_faults_at_the_top_are_mended(start: bytes) -> None:
    """A byte order mark, blank lines or an mbox line above the headers do no harm."""
    assert unwrap(start + b"Subject : hello\nFrom: a@b.example\n\nwords").subject == "hello"


def test_too_many_parts_are_said() -> None:
    """A message of thousands of parts gives the first five hundred and an error finding."""
    mail = unwrap(mixed(*[text("x")] * 2000))
    assert len(mail.documents) < 500
    assert "mail-too-many-parts" in codes(mail)


def test_deep_nesting_ends() -> None:
    """Multiparts nested by the hundred end in a finding, with the bytes kept."""
    data = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(2000))
    mail = unwrap(HEAD + data)
    assert "mail-damaged" in codes(mail)
    assert mail.subject == "Form"
    assert mail.documents[0].data


def test_texts_around_attachments_are_all_read() -> None:
    """Text above and below an attachment is one text."""
    pdf = attachment(PDF, b"Content-Type: application/pdf; name=form.pdf")
    assert unwrap(mixed(text("above"), pdf, text("below"))).text == "above\nbelow"


def test_a_text_file_is_no_body() -> None:
    """Text with a file name or attached is a document, not what the mail says."""
    named = b'Content-Type: text/plain; name="notes.txt"\n\nnotes'
    loose = b"Content-Type: text/plain\nContent-Disposition: attachment\n\nloose"
    mail = unwrap(mixed(text("hello"), named, loose))
    assert mail.text == "hello"
    assert [each.name for each in attached(mail)] == ["notes.txt", "part 3.txt"]


def test_wrapped_paragraphs_are_put_together() -> None:
    """Flowed text (RFC 3676) has its paragraphs back, in the mail's text and in the document; signatures stay lines."""
    body = b"We are a city \nof peace.\n From: us\nName: Oslo\n-- \nNadia \nFerro\n"
    mail = unwrap(HEAD + b"Content-Type: text/plain; format=flowed\n\n" + body)
    assert mail.text == "We are a city of peace.\nFrom: us\nName: Oslo\n-- \nNadia Ferro"
    assert b"We are a city of peace.\n" in mail.documents[0].data
    thai = "Content-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\n\nเมือง \nสิทธิ".encode()
    assert unwrap(HEAD + thai).text == "เมืองสิทธิ"
