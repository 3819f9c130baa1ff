from __future__ import annotations

import base64
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import media
from pipeline.intake.message import unwrap
from tests.patience import patience
from tests.unit.intake.mails import HEAD, PDF, attached, attachment, codes, mixed, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIGNED = bytes.fromhex("06092a864886f70d010702")
ENVELOPED = bytes.fromhex("06092a864886f70d010703")
SEALED = bytes.fromhex("060b2a864886f70d0109100117")
DATA = bytes.fromhex("06092a864886f70d010701")


def tlv(tag: int, *content: bytes) -> bytes:
    data = b"".join(content)
    return bytes([tag]) + b"\x84" + len(data).to_bytes(4, "big") + data


def endless(tag: int, *content: bytes) -> bytes:
    """The same without a length, as programs write it that do not know it beforehand."""
    return bytes([tag]) + b"\x80" + b"".join(content) + b"\0\0"


def envelope(kind: bytes, content: bytes) -> bytes:
    return tlv(0x30, kind, tlv(0xA0, content))


def signed(content: bytes) -> bytes:
    held = (DATA, tlv(0xA0, content)) if content else (DATA,)
    return envelope(SIGNED, tlv(0x30, b"\x02\x01\x01", tlv(0x31), tlv(0x30, *held), tlv(0x31)))


def p7m(data: bytes, name: bytes = b"form.pdf.p7m") -> bytes:
    return mixed(text("hello"), attachment(data, b"Content-Type: application/pkcs7-mime; name=" + name))


def pem(data: bytes) -> bytes:
    return b"-----BEGIN PKCS7-----\n" + base64.encodebytes(data) + b"-----END PKCS7-----\n"


@pytest.mark.parametrize("packed", [bytes, pem, base64.encodebytes])
def test_a_signed_file_is_read(packed: Callable[[bytes], bytes]) -> None:
    """What was signed is the document, in an envelope in binary, PEM or base64; that it was not checked is said."""
    mail = unwrap(p7m(packed(signed(tlv(0x04, PDF)))))
    assert [(each.name, each.media, each.data) for each in attached(mail)] == [("form.pdf", media.PDF, PDF)]
    assert codes(mail) == {"mail-signed-content"}


def test_a_file_signed_twice_is_read() -> None:
    """Envelopes in envelopes are opened."""
    assert attached(unwrap(p7m(signed(tlv(0x04, signed(tlv(0x04, PDF)))), b"form.pdf.p7m.p7m")))[0].data == PDF


def test_lengths_may_be_missing_and_content_in_pieces() -> None:
    """Content of unknown length comes in pieces, nested as the standard allows."""
    pieces = endless(0x24, tlv(0x04, PDF[:100]), endless(0x24, tlv(0x04, PDF[100:150]), tlv(0x04, PDF[150:])))
    info = endless(0x30, DATA, endless(0xA0, pieces))
    data = endless(0x30, SIGNED, endless(0xA0, endless(0x30, b"\x02\x01\x01", tlv(0x31), info, tlv(0x31))))
    assert attached(unwrap(p7m(data)))[0].data == PDF


def test_a_mail_that_was_signed_whole_is_a_mail() -> None:
    """The parts of a mail that was signed as a whole are the mail's: its text and its attachments."""
    inner = mixed(text("Dear all"), attachment(PDF, b"Content-Type: application/pdf; name=form.pdf"), head=b"")
    data = signed(tlv(0x04, inner))
    head = b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
    mail = unwrap(HEAD + head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(data))
    assert mail.text == "Dear all"
    assert [(each.name, each.inside) for each in attached(mail)] == [("form.pdf", "")]


@pytest.mark.parametrize("kind", [ENVELOPED, SEALED])
def test_encrypted_mail_is_named(kind: bytes) -> None:
    """What is encrypted stays a document of that kind, and staff read what to ask for."""
    mail = unwrap(p7m(envelope(kind, tlv(0x30, b"\x02\x01\x00")), b"smime.p7m"))
    assert [each.media for each in attached(mail)] == [media.PKCS7_ENCRYPTED]
    (finding,) = mail.findings
    assert finding.code == "mail-encrypted"
    assert "unencrypted" in finding.message


def test_pgp_is_named() -> None:
    """Mail encrypted with PGP is named, as parts and in the text."""
    secret = b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"
    parts = (
        b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n",
        b"Content-Type: application/octet-stream\n\n" + secret,
    )
    for data in (mixed(*parts).replace(b"mixed", b"encrypted"), HEAD + b"\nSee below.\n\n" + secret):
        assert "mail-encrypted" in codes(unwrap(data))


@pytest.mark.parametrize("called", [b"signature; name=smime.p7s", b"mime; name=form.pdf.p7m"])
def test_a_signature_alone_holds_nothing(called: bytes) -> None:
    """A detached signature is listed as one, whatever it is called, and nothing is said about it."""
    mail = unwrap(mixed(text("x"), attachment(signed(b""), b"Content-Type: application/pkcs7-" + called)))
    assert [each.media for each in attached(mail)] == [media.PKCS7_SIGNATURE]
    assert mail.findings == ()


@given(st.integers(0, 120), st.binary(min_size=1, max_size=5))
def test_a_damaged_envelope_is_a_mail(at: int, junk: bytes) -> None:
    """Whatever is changed in an envelope, something is listed and nothing is raised."""
    data = signed(tlv(0x04, PDF))
    assert attached(unwrap(p7m(data[:at] + junk + data[at + len(junk) :])))
    assert attached(unwrap(p7m(data[:at])))


def test_content_in_a_million_pieces_is_put_together() -> None:
    """Content cut into very many pieces takes no longer than it has bytes."""
    with patience():
        data = signed(endless(0x24, b"\x04\x01a" * 1_000_000))
        assert attached(unwrap(p7m(data)))[0].data == b"a" * 1_000_000


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
@pytest.mark.parametrize("options", [(), ("-stream",), ("-stream", "-outform", "PEM"), ("-outform", "SMIME")])
def test_what_a_real_program_signs_is_read(options: tuple[str, ...], tmp_path: Path) -> None:
    """Files that openssl signed come out, in every form that it writes; those it encrypted are named."""
    (tmp_path / "form.pdf").write_bytes(PDF * 40)
    make = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "cert", "-subj", "/CN=x")
    sign = (
        "cms",
        "-sign",
        "-binary",
        "-nodetach",
        "-in",
        "form.pdf",
        "-signer",
        "cert",
        "-inkey",
        "key",
        "-out",
        "p7m",
    )
    kind = () if "-outform" in options else ("-outform", "DER")
    for command in (make, (*sign, *kind, *options)):
        subprocess.run(("openssl", *command), cwd=tmp_path, check=True, capture_output=True)
    made = (tmp_path / "p7m").read_bytes()
    mail = unwrap(HEAD.replace(b"MIME-Version: 1.0\n", b"") + made) if "SMIME" in options else unwrap(p7m(made))
    assert any(each.data == PDF * 40 for each in mail.documents)
