from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.message import unwrap
from pipeline.intake.triage import triage

if TYPE_CHECKING:
    from pipeline.model import Mail

PDF = b"%PDF-1.4\n" + bytes(range(256))
SAMPLE = (
    b"Received: by mx.example; Mon, 2 Feb 2026 10:00:01 +0000\n"
    b'From: "Ferro, Nadia" <nadia@city.example>\nTo: us@x.example\n'
    b"Subject: =?utf-8?B?QWRow6lzaW9u?= =?utf-8?Q?_=C3=A9?=\nMessage-ID: <1@city.example>\n"
    b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b1"\n\n'
    b'--b1\nContent-Type: multipart/alternative; boundary="b2"\n\n'
    b"--b2\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9\n"
    b"--b2\nContent-Type: text/html; charset=iso-8859-1\n\n<p>Caf\xe9</p>\n--b2--\n"
    b"--b1\nContent-Type: application/pdf;\n name*0*=utf-8''Adh%C3;\n name*1*=%A9sion.pdf\n"
    b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(PDF) + b"--b1\nContent-Type: message/rfc822\n\n"
    b"Subject: inner\n\nOn 2 Feb 2026, x wrote:\n> hello\n--b1--\n"
)
JUNK = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [b"\n", b"\n\n", b"\r", b"\0", b'"', b"'", b"=?", b"?=", b"--b1", b"--b2--\n", b"*0*=", b"%", b";", b":", b"(",
         b"<", b"Content-Type: multipart/mixed\n", b"boundary*=ut\0f'e'%zz", b"charset=utf-7", b"message/", b"\xff\xfe"]
    ),
)  # fmt: skip
EDITS = st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 6), JUNK), max_size=6)


def check(mail: Mail) -> None:
    """What every mail keeps to, whatever it was made from."""
    values = [mail.subject, mail.message_id, mail.sender.name, *(value for _, value in mail.headers)]
    assert not [value for value in values if any(char < " " or char == "\x7f" for char in value)]
    "".join([*values, mail.text, *(each.name for each in mail.documents)]).encode()
    assert mail.date is None or mail.date.tzinfo is not None
    for document in mail.documents:
        assert 0 < len(document.name) <= 120
        assert "/" not in document.name
        assert document.name not in {".", ".."}
        assert "/" in document.media
    triage(mail, "us@x.example")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_mail(data: bytes) -> None:
    """Unwrapping never raises, and what it gives is clean, whatever the bytes are."""
    check(unwrap(data))


@given(EDITS)
@settings(max_examples=300)
def test_a_damaged_mail_is_a_mail(edits: list[tuple[int, int, bytes]]) -> None:
    """A real message with bytes cut, changed and put in anywhere is still taken apart."""
    data = SAMPLE
    for at, length, junk in edits:
        data = data[:at] + junk + data[at + length :]
    check(unwrap(data))


@given(st.integers(0, len(SAMPLE)))
def test_a_mail_cut_anywhere_is_a_mail(at: int) -> None:
    """A message that ends too early is still taken apart."""
    check(unwrap(SAMPLE[:at]))


@given(st.sampled_from([b"a\0b", b"nonsense", b"idna"]), st.sampled_from([b"multipart/mixed", b"message/rfc822", b"x"]))
def test_hostile_parameters_keep_the_message(charset: bytes, declared: bytes) -> None:
    """Parameters over which the standard library stumbles cost neither the headers nor the content."""
    kind = b"Content-Type: " + declared + b"; boundary*=" + charset + b"'en'b\n"
    mail = unwrap(b"Subject: here\n" + kind + b"\n--b\n\nwords\n--b--\n")
    assert mail.subject == "here"
    assert any(b"words" in document.data for document in mail.documents)


@given(st.binary(min_size=1, max_size=300))
def test_attachments_come_out_as_they_went_in(data: bytes) -> None:
    """Base64 gives the very bytes that were attached."""
    head = b"Content-Type: application/octet-stream; name=x.bin\nContent-Transfer-Encoding: base64\n\n"
    (document,) = unwrap(head + base64.encodebytes(data)).documents
    assert document.data == data


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40))
def test_subjects_come_out_as_they_went_in(subject: str) -> None:
    """An encoded subject is decoded to what it was, as far as it is printable."""
    encoded = base64.b64encode(subject.encode()).decode()
    found = unwrap(f"Subject: =?utf-8?B?{encoded}?=\n\n".encode()).subject
    assert found.isprintable() or not subject.isprintable()
    assert len(found) <= len(subject) * 3
