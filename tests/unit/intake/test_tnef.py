from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import media
from pipeline.intake.message import unwrap
from tests.outside import shared
from tests.unit.intake.mails import PDF, attached, attachment, codes, mixed, text

if TYPE_CHECKING:
    from pipeline.model import Mail

HEAD = b"\x78\x9f\x3e\x22\x01\x00"


def attribute(level: int, key: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, key, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def prop(kind: int, key: int, *values: bytes) -> bytes:
    packed = b"".join(struct.pack("<I", len(each)) + each + bytes(-len(each) % 4) for each in values)
    return struct.pack("<HHI", kind, key, len(values)) + packed


def props(*each: bytes) -> bytes:
    return struct.pack("<I", len(each)) + b"".join(each)


def file(name: bytes, data: bytes, *more: bytes) -> bytes:
    return (
        attribute(2, 0x9002, bytes(14))
        + attribute(2, 0x8010, name + b"\0")
        + attribute(2, 0x800F, data)
        + b"".join(more)
    )


def mail_with(tnef: bytes, *parts: bytes) -> Mail:
    return unwrap(mixed(*parts, attachment(tnef, b"Content-Type: application/ms-tnef; name=winmail.dat")))


def test_attachments_come_out() -> None:
    """The files in a winmail.dat are the mail's documents, whole to the last zero, under their long names."""
    long_name = props(prop(0x1F, 0x3707, "formulário de adesão.pdf\0".encode("utf-16-le")))
    tnef = HEAD + file(b"FORMUL~1.PDF", PDF + bytes(5), attribute(2, 0x9005, long_name)) + file(b"b.bin", b"\1\2")
    mail = mail_with(tnef, text("hello"))
    assert [(each.name, each.data) for each in attached(mail)] == [
        ("formulário de adesão.pdf", PDF + bytes(5)),
        ("b.bin", b"\1\2"),
    ]
    assert mail.text == "hello"
    assert mail.findings == ()


def test_names_are_read_in_their_codepage() -> None:
    """A short name is in the code page that the file gives."""
    mail = mail_with(HEAD + attribute(1, 0x9007, struct.pack("<II", 1251, 0)) + file("город.pdf".encode("cp1251"), PDF))
    assert [each.name for each in attached(mail)] == ["город.pdf"]


def test_its_text_counts_where_the_mail_has_none() -> None:
    """The text in a winmail.dat is the mail's, unless the mail says something itself."""
    body = HEAD + attribute(1, 0x9003, props(prop(0x1F, 0x1000, "Città\0".encode("utf-16-le"))))
    assert mail_with(body).text == "Città"
    assert mail_with(body, text("the same")).text == "the same"


def test_a_message_in_it_is_opened() -> None:
    """A message attached to one is an envelope in an envelope; its files come out too."""
    inner = bytes.fromhex("0703020000000000c000000000000046") + HEAD + file(b"form.pdf", PDF)
    tnef = HEAD + file(b"Forwarded", b"", attribute(2, 0x9005, props(prop(0x0D, 0x3701, inner))))
    assert [(each.name, each.data) for each in attached(mail_with(tnef, text("x")))] == [("form.pdf", PDF)]


@pytest.mark.parametrize(
    "damage",
    [
        HEAD,
        HEAD + file(b"form.pdf", PDF)[:-100],
        HEAD + attribute(1, 0x8008, b"x") * 30_000,
    ],
)
def test_damage_is_said_and_the_file_kept(damage: bytes) -> None:
    """An envelope that ends too early, or has thousands of parts, stays a document with a finding."""
    mail = mail_with(damage, text("x"))
    assert "tnef-damaged" in codes(mail)
    assert attached(mail)[-1].media == media.TNEF


def test_counts_of_billions_are_not_believed() -> None:
    """Counts that nothing stands behind cost neither time nor memory."""
    billions = struct.pack("<I", 0xFFFFFFFF)
    many_values = struct.pack("<IHHI", 1, 0x1003, 0x1234, 0xFFFFFFFF)
    bad = attribute(1, 0x9003, billions + prop(0x1E, 0x1000, b"hi")) + attribute(1, 0x9003, many_values)
    mail = mail_with(HEAD + bad + file(b"form.pdf", PDF))
    assert [each.name for each in attached(mail)] == ["form.pdf"]


@given(st.binary(max_size=300))
def test_any_bytes_are_taken(junk: bytes) -> None:
    """Whatever stands behind the signature, there is a mail."""
    mail_with(HEAD + junk)
    mail_with(HEAD + attribute(1, 0x9003, junk) + file(b"a", junk, attribute(2, 0x9005, junk)))


@pytest.mark.outside
def test_real_envelopes_give_what_another_program_lists() -> None:
    """Every file that the lists beside real winmail.dat files name is among the documents."""
    lists = {each.stem: each for each in shared("mail_tnef") if each.suffix == ".list"}
    tried = 0
    for each in shared("mail_tnef"):
        if each.suffix != ".tnef":
            continue
        mail = mail_with(each.read_bytes())
        if each.stem in lists:
            named = lists[each.stem].read_text().split("\n")
            expected = sorted(name for name in named if name and not name.startswith("body."))
            names = sorted(document.name for document in attached(mail))
            assert set(expected) <= set(names), each.name
            tried += 1
        assert not any(document.media == media.TNEF for document in mail.documents), each.name
    assert tried > 10
