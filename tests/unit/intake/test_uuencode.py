from __future__ import annotations

import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.message import unwrap
from pipeline.intake.uuencode import take_out_files
from tests.unit.intake.mails import HEAD, PDF, attached, codes, mixed


def uuencoded(name: bytes, data: bytes, end: bytes = b"`\nend\n") -> bytes:
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    return b"begin 644 " + name + b"\n" + lines + end


def test_files_in_the_text_come_out() -> None:
    """Files that stand in a plain mail are its documents, and its text is what is left."""
    body = (
        b"Dear all,\n\n" + uuencoded(b"form.pdf", PDF) + b"\nand\n" + uuencoded(b"letter.doc", b"\1\2\3") + b"Regards\n"
    )
    mail = unwrap(HEAD + b"\n" + body)
    assert [(each.name, each.data) for each in attached(mail)] == [("form.pdf", PDF), ("letter.doc", b"\1\2\3")]
    assert mail.text == "Dear all,\n\n\nand\nRegards"
    assert mail.findings == ()


def test_a_part_with_that_transfer_encoding_is_decoded() -> None:
    """Some programs name uuencode as the transfer encoding of an attachment."""
    part = b"Content-Type: application/pdf; name=form.pdf\nContent-Transfer-Encoding: x-uuencode\n\n" + uuencoded(
        b"f", PDF
    )
    assert [(each.name, each.data) for each in attached(unwrap(mixed(part)))] == [("form.pdf", PDF)]


def test_damaged_lines_cost_only_themselves() -> None:
    """A line that is no line of the encoding is left out, and said; a missing end does no harm."""
    lines = uuencoded(b"form.pdf", PDF, end=b"").split(b"\n")
    lines[3] = b"damaged line, in the middle of it"
    mail = unwrap(HEAD + b"\n" + b"\n".join(lines))
    (document,) = attached(mail)
    assert len(document.data) == len(PDF) - 45
    assert "mail-encoding-damaged" in codes(mail)


def test_blanks_cut_at_line_ends_are_put_back() -> None:
    """Mail programs cut blanks at the ends of lines, which mean zeros here."""
    data = PDF[:42] + bytes(3) + b"end"
    body = uuencoded(b"f.pdf", data).replace(b"`", b" ").replace(b" \n", b"\n")
    assert attached(unwrap(HEAD + b"\n" + body))[0].data == data


@pytest.mark.parametrize(
    "prose",
    [
        "begin 644 people did, and it was good.\nThey said so.\n",
        "begin 2030\nWe will begin 1000 projects\n",
        "We begin 644 form.doc\nM is a letter\nend\n",
        "begin 644 a\n\nend\n",
    ],
)
def test_prose_is_prose(prose: str) -> None:
    """Words that look like the beginning of a file stay words."""
    mail = unwrap(HEAD + b"\n" + prose.encode())
    assert mail.text == prose.strip("\n")
    assert attached(mail) == []


def test_another_encoding_is_named() -> None:
    """A file in yEnc is not decoded, but staff are told."""
    assert "mail-yenc" in codes(unwrap(HEAD + b"\n=ybegin line=128 size=123 name=form.pdf\n)*+,\n=yend size=123\n"))


@given(st.binary(min_size=1, max_size=500))
def test_what_was_encoded_comes_out(data: bytes) -> None:
    """Encoding and decoding give the same bytes."""
    text, (file,), sound = take_out_files(b"above\n" + uuencoded(b"x.bin", data) + b"below\n")
    assert (text, file.name, file.data, sound) == (b"above\nbelow\n", "x.bin", data, True)


@given(st.binary(max_size=200))
def test_any_text_is_taken(junk: bytes) -> None:
    """Whatever follows a beginning, nothing is raised."""
    take_out_files(b"begin 644 x\n" + junk)
