"""A corpus of broken mail: one named defect in each message, and what must be listed nevertheless.

`python -m tests.unit.intake.broken FOLDER` writes it out as files, to be tried on other programs.
"""

from __future__ import annotations

import base64
import gzip
import io
import struct
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.unit.intake.compound import Values, compound_file, outlook_message
from tests.unit.intake.mails import HEAD, PDF, attachment, mixed, text

NAMED = b'Content-Type: application/pdf; name="form.pdf"'
PLACED = b'Content-Disposition: attachment; filename="form.pdf"'


@dataclass(frozen=True)
class Broken:
    """A message with one defect. `whole`: the attached form comes out of it byte for byte."""

    data: bytes
    whole: bool = True


def with_form(*headers: bytes, head: bytes = HEAD) -> bytes:
    return mixed(text("hello"), attachment(PDF, *(headers or (NAMED, PLACED))), head=head)


def with_file(data: bytes, name: bytes) -> bytes:
    return mixed(text("hello"), attachment(data, b'Content-Type: application/octet-stream; name="' + name + b'"'))


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def raw(encoding: bytes, content: bytes) -> bytes:
    return mixed(NAMED + b"\nContent-Transfer-Encoding: " + encoding + b"\n\n" + content)


def nested(depth: int, data: bytes) -> bytes:
    for at in range(depth):
        data = mixed(b"Content-Type: message/rfc822\n\n" + data, boundary=b"n%d" % at)
    return data


def parallel(depth: int) -> bytes:
    data = attachment(PDF, NAMED, PLACED)
    for at in range(depth):
        name = b"m%d" % at
        data = (
            b"Content-Type: multipart/mixed; boundary="
            + name
            + b"\n\n--"
            + name
            + b"\n"
            + data
            + b"\n--"
            + name
            + b"--\n"
        )
    return HEAD + data


PACKED = base64.encodebytes(PDF)
WELL = with_form()
ZIP = zipped(**{"form.pdf": PDF})
ATTACHED: Values = {0x3701: PDF, 0x3707: "form.pdf"}
SAVED = compound_file(outlook_message({0x37: "Form"}, ATTACHED))

HEADERS = {
    "no headers at all": Broken(WELL.partition(b"\n\n")[2].join((b"\n", b"")), whole=False),
    "header without a colon": Broken(with_form(head=HEAD + b"This is no header\n"), whole=False),
    "header with a blank before its colon": Broken(with_form(head=b"Subject : x\n" + HEAD)),
    "headers folded with nothing": Broken(with_form(head=HEAD + b"X-Long: a\n \n b\n")),
    "eight bits in a header": Broken(with_form(head=HEAD + "X-City: Città\nSubject: é\n".encode("latin-1"))),
    "ten thousand headers": Broken(with_form(head=HEAD + b"X-A: b\n" * 10_000)),
    "header of a megabyte": Broken(with_form(head=HEAD + b"X-A: " + b"b" * 1_000_000 + b"\n")),
    "subject of endless encoded words": Broken(with_form(head=HEAD + b"X-S: " + b"=?utf-8?b?" * 5_000 + b"\n")),
    "encoded word in an unknown charset": Broken(with_form(head=b"Subject: =?x-nope?Q?a=E9?=\n" + HEAD)),
    "encoded word of broken base64": Broken(with_form(head=b"Subject: =?utf-8?B?w6l!?=\n" + HEAD)),
    "address of brackets": Broken(with_form(head=b"To: " + b"(<" * 2_000 + b"\n" + HEAD)),
    "address with two ats": Broken(with_form(head=b"From: a@b@c.example\n" + HEAD)),
    "group of nobody": Broken(with_form(head=b"To: undisclosed-recipients:;\n" + HEAD)),
    "date of nonsense": Broken(with_form(head=b"Date: 99 Foo 20026 99:99:99 +9999\n" + HEAD)),
    "two Content-Type headers": Broken(WELL.replace(b"\n\n", b"\nContent-Type: text/plain\n\n", 1)),
    "message id of brackets": Broken(with_form(head=b"Message-ID: <<<>>><a b>\nReferences: <\n" + HEAD)),
    "NUL in the headers": Broken(with_form(head=b"X-A: a\0b\n" + HEAD)),
    "only carriage returns": Broken(WELL.replace(b"\n", b"\r")),
    "mixed line ends": Broken(WELL.replace(b"\n", b"\r\n", 6)),
    "byte order mark": Broken(b"\xef\xbb\xbf" + WELL),
    "mbox line": Broken(b"From a@b.example Mon Feb  2 10:00:00 2026\n" + WELL),
}
BOUNDARIES = {
    "boundary missing": Broken(WELL.replace(b'; boundary="b1"', b"")),
    "boundary wrong": Broken(WELL.replace(b'boundary="b1"', b"boundary=other")),
    "boundary empty": Broken(WELL.replace(b'boundary="b1"', b'boundary=""')),
    "boundary without quotes and with blanks": Broken(WELL.replace(b'"b1"', b"b1 ; x")),
    "boundary of ten thousand characters": Broken(WELL.replace(b'"b1"', b'"' + b"x" * 10_000 + b'"')),
    "boundary in a hostile charset": Broken(WELL.replace(b'boundary="b1"', b"boundary*=a\0b'en'b1")),
    "boundary never closed": Broken(WELL.replace(b"--b1--\n", b"")),
    "boundary closed twice": Broken(WELL + b"--b1--\n--b1--\n"),
    "boundary closed before the form": Broken(
        WELL.replace(b"--b1\nContent-Type: application", b"--b1--\n\n--b1\nContent-Type: application"), whole=False
    ),
    "boundary that begins another": Broken(WELL.replace(b"b1", b"b").replace(b"hello", b"hello\n--bad\n")),
    "parts after the end": Broken(
        WELL + b"--late\n" + NAMED + b"\nContent-Transfer-Encoding: base64\n\n" + PACKED + b"--late--\n"
    ),
    "a thousand parts": Broken(mixed(attachment(PDF, NAMED), *[text("x")] * 1_000)),
    "multiparts in one another": Broken(parallel(20)),
    "multiparts far too deep": Broken(parallel(300), whole=False),
    "multipart of nothing": Broken(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b--\n", whole=False),
    "part without headers": Broken(mixed(b"\n" + b"words", attachment(PDF, NAMED))),
    "part of headers only": Broken(mixed(NAMED, attachment(PDF, NAMED))),
    "cut in the middle": Broken(WELL[: len(WELL) // 2], whole=False),
    "empty": Broken(b"", whole=False),
    "only blanks": Broken(b"\r\n \r\n", whole=False),
    "noise": Broken(bytes(range(256)) * 20, whole=False),
}
ENCODINGS = {
    "base64 with strange characters": Broken(raw(b"base64", b"!!" + PACKED.replace(b"\n", b"~\n", 1))),
    "base64 in one line": Broken(raw(b"base64", PACKED.replace(b"\n", b""))),
    "base64 without its padding": Broken(raw(b"base64", PACKED.rstrip(b"=\n") + b"\n")),
    "base64 with a footer": Broken(raw(b"base64", PACKED + b"\n_____\nA list, with words\n")),
    "base64 declared and not there": Broken(raw(b"base64", PDF.replace(b"\r", b" ").replace(b"\n", b" ")), whole=False),
    "base64 there and not declared": Broken(raw(b"7bit", PACKED)),
    "encoding nobody knows": Broken(raw(b"x-nonsense", PACKED)),
    "encoding named twice": Broken(raw(b"base64\nContent-Transfer-Encoding: 7bit", PACKED)),
    "quoted-printable with broken signs": Broken(raw(b"quoted-printable", b"%PDF-1.4 =ZZ=\n= \n=C3"), whole=False),
    "charset nobody knows": Broken(mixed(b"Content-Type: text/plain; charset=x-nope\n\n\xff", attachment(PDF, NAMED))),
    "charset that is none": Broken(mixed(b"Content-Type: text/plain; charset=zlib\n\nx", attachment(PDF, NAMED))),
    "charset of NULs": Broken(mixed(b"Content-Type: text/plain; charset*=\0''x\n\nx", attachment(PDF, NAMED))),
    "uuencode without an end": Broken(HEAD + b"\nbegin 644 form.pdf\nM" + b"A" * 60 + b"\n", whole=False),
    "HTML of open tags": Broken(
        mixed(b"Content-Type: text/html\n\n" + b"<div><a href=x>" * 5_000, attachment(PDF, NAMED))
    ),
}
NAMES = {
    "no name": Broken(with_form(b"Content-Type: application/pdf")),
    "no type": Broken(with_form(b"X-Nothing: 1")),
    "name that leads elsewhere": Broken(with_form(b'Content-Type: application/pdf; name="../../../etc/passwd"')),
    "name of control characters": Broken(with_form(b'Content-Type: application/pdf; name="a\0\x1b[31m.pdf"')),
    "name that turns its direction": Broken(with_form('Content-Type: application/pdf; name="\u202efdp.exe"'.encode())),
    "name of a thousand characters": Broken(
        with_form(b'Content-Type: application/pdf; name="' + b"x" * 1_000 + b'.pdf"')
    ),
    "name in sections that are missing": Broken(with_form(b"Content-Type: application/pdf; name*1=b; name*3=d")),
    "name in a charset nobody knows": Broken(with_form(b"Content-Type: application/pdf; name*=x-nope''%ff.pdf")),
    "name with an open quote": Broken(with_form(b'Content-Type: application/pdf; name="form.pdf')),
    "type of another kind": Broken(with_form(b"Content-Type: image/png; name=form.pdf")),
}
CONTAINERS = {
    "message in a message, five deep": Broken(nested(5, WELL)),
    "message in a message, twenty deep": Broken(nested(20, WELL), whole=False),
    "message encoded in base64": Broken(mixed(attachment(WELL, b"Content-Type: message/rfc822"), boundary=b"b9")),
    "message that is none": Broken(mixed(b"Content-Type: message/rfc822\n\n\xff\xfe\0", attachment(PDF, NAMED))),
    "zip cut off": Broken(with_file(ZIP[:-40], b"a.zip"), whole=False),
    "zip without its list": Broken(with_file(ZIP.replace(b"PK\x01\x02", b"PKxx"), b"a.zip"), whole=False),
    "zip with a wrong checksum": Broken(with_file(ZIP[:14] + b"\0\0\0\0" + ZIP[18:], b"a.zip")),
    "zip in garbage": Broken(with_file(ZIP + b"garbage" * 20, b"a.zip")),
    "zip of zips": Broken(with_file(zipped(**{"b.zip": zipped(**{"c.zip": ZIP})}), b"a.zip")),
    "zip of a bomb": Broken(with_file(zipped(**{"form.pdf": PDF, "b": bytes(30 << 20)}), b"a.zip")),
    "gzip cut off": Broken(with_file(gzip.compress(PDF)[:-8], b"form.pdf.gz")),
    "winmail.dat of nothing": Broken(with_file(b"\x78\x9f\x3e\x22\0\0", b"winmail.dat"), whole=False),
    "winmail.dat of billions": Broken(
        with_file(b"\x78\x9f\x3e\x22\0\0" + struct.pack("<BHHI", 1, 0x9003, 6, 8) + b"\xff" * 10, b"winmail.dat"),
        whole=False,
    ),
    "saved mail cut off": Broken(with_file(SAVED[:1600], b"a.msg"), whole=False),
    "saved mail whose tables lie": Broken(
        with_file(SAVED[:44] + b"\xff\xff\xff\x7f" + SAVED[48:], b"a.msg"), whole=False
    ),
    "saved mail without its table": Broken(
        with_file(SAVED.replace(b"\x02\x01\x01\x37", b"\x02\x01\x01\x38"), b"a.msg")
    ),
    "signed file cut off": Broken(
        with_file(b"0\x80\x06\x09*\x86H\x86\xf7\r\x01\x07\x02\xa0\x80", b"form.pdf.p7m"), whole=False
    ),
    "signed file of open brackets": Broken(
        with_file(b"0\x80\x06\x09*\x86H\x86\xf7\r\x01\x07\x02" + b"\xa0\x80" * 5_000, b"a.p7m"), whole=False
    ),
    "partial message": Broken(
        HEAD + b'Content-Type: message/partial; id="1"; number=1; total=2\n\nSubject: x\n\nwords', whole=False
    ),
    "pointer to a file": Broken(
        mixed(b"Content-Type: message/external-body; access-type=URL\n\nContent-Type: x/y\n\n", attachment(PDF, NAMED))
    ),
}

BROKEN = HEADERS | BOUNDARIES | ENCODINGS | NAMES | CONTAINERS
"""Defect to message."""


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for defect, each in BROKEN.items():
        (folder / f"{defect.replace(' ', '-').replace(',', '')}.eml").write_bytes(each.data)
