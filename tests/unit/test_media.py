from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import media
from tests.outside import shared

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def office(main: str, *others: str) -> bytes:
    """An OOXML package whose [Content_Types].xml names that main part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        overrides = f'<Override PartName="/main.xml" ContentType="{main}"/>'
        archive.writestr("[Content_Types].xml", f"<Types>{overrides}</Types>")
        for name in ("word/document.xml", *others):
            archive.writestr(name, "<x/>" * 50)
    return buffer.getvalue()


def archive_of(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    """A file with an OLE2 header and directory entries ([MS-CFB] 2.6) of these names."""
    entries = b"".join(
        (name.encode("utf-16-le") + b"\x00\x00").ljust(64, b"\x00")
        + (len(name) * 2 + 2).to_bytes(2, "little")
        + b"\x02".ljust(62, b"\x00")
        for name in ("Root Entry", *streams)
    )
    return OLE.ljust(512, b"\x00") + entries


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", media.PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 900 + b"%PDF-1.4\n1 0 obj", media.PDF),
        (b"Our form begins with %PDF-1.4, is that right?", media.TEXT),
        (office(WORD), media.DOCX),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml"), media.DOCM),
        (office(SHEET), media.XLSX),
        (office("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), media.XLSM),
        (office(WORD)[:400], media.DOCX),
        (archive_of(mimetype=b"application/vnd.oasis.opendocument.text"), media.ODT),
        (archive_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), media.ODS),
        (archive_of(form__pdf=b"%PDF-1.4"), media.ZIP),
        (ole("WordDocument"), media.DOC),
        (ole("Workbook"), media.XLS),
        (ole("BOOK"), media.XLS),
        (ole("EncryptedPackage", "EncryptionInfo"), media.OLE_ENCRYPTED),
        (ole("__properties_version1.0", "WordDocument"), media.MSG),
        (ole("Something"), media.OLE),
        (b"\x89PNG\r\n\x1a\n", media.PNG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", media.JPEG),
        (b"GIF89a", media.GIF),
        (b"II*\x00", media.TIFF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", media.WEBP),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", media.HEIC),
        (b"BM" + b"\x00" * 12 + (40).to_bytes(4, "little"), media.BMP),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', media.SVG),
        (b"{\\rtf1\\ansi}", media.RTF),
        (b"\x78\x9f\x3e\x22\x01\x00", media.TNEF),
        (bytes.fromhex("3082010006092a864886f70d010702"), media.PKCS7_MIME),
        (b"BEGIN:VCARD\r\nVERSION:3.0", media.VCARD),
        (b"BEGIN:VCALENDAR\r\n", media.CALENDAR),
        (b"<!-- saved -->\n<!DOCTYPE html><p>x", media.HTML),
        (b"%FDF-1.2\n", media.FDF),
        (b"BM is how our mayor signs", media.TEXT),
        ("Människor".encode("latin-1"), media.TEXT),
        ("Città".encode("utf-16"), media.TEXT),
        (b"\x00\x01\x02\x03" * 20, media.OCTETS),
        (b"", media.OCTETS),
    ],
)
def test_content_decides(data: bytes, kind: str) -> None:
    """A type is told from the bytes, with no name and nothing declared."""
    assert media.identify(data) == kind


@pytest.mark.parametrize("name", ["form.docx", "form.pdf", "form.exe", ""])
def test_macros_are_never_hidden_by_a_name(name: str) -> None:
    """A document with macros stays one, whatever it is called or declared to be."""
    data = office("application/vnd.ms-word.document.macroEnabled.main+xml")
    assert media.identify(data, name, media.DOCX) == media.DOCM


def test_a_name_decides_between_kinds_that_look_alike() -> None:
    """Text becomes a message, and a seal a signature, only where name or declaration says so."""
    mail = b"From: a@b.example\nSubject: x\n\nhello"
    assert media.identify(mail) == media.TEXT
    assert media.identify(mail, "old mail.eml") == media.MESSAGE
    assert media.identify(mail, declared="message/rfc822") == media.MESSAGE
    assert media.identify(b"%PDF-1.4", "x.eml", "message/rfc822") == media.PDF
    seal = bytes.fromhex("308006092a864886f70d010702")
    assert media.identify(seal, "smime.p7s") == media.PKCS7_SIGNATURE


def test_two_office_kinds_in_one_file_are_told_by_extension_then_order() -> None:
    """A text that holds a table is a text; where both names are there the extension decides."""
    both = ole("WordDocument", "Workbook")
    assert media.identify(both) == media.DOC
    assert media.identify(both, "budget.xls") == media.XLS


def test_a_zip_bomb_is_not_unpacked() -> None:
    """Only the start of the table of contents is read, however large it claims to be."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 50_000_000)
    assert media.identify(buffer.getvalue()) == media.ZIP


@given(st.binary(max_size=600), st.text(max_size=20), st.text(max_size=20))
def test_any_bytes_have_a_type(data: bytes, name: str, declared: str) -> None:
    """Identifying never raises and always gives a type."""
    for start in (b"", b"PK\x03\x04", OLE, b"\x30\x82", b"<?xml "):
        assert "/" in media.identify(start + data, name, declared)


@given(st.integers(0, 800), st.binary(min_size=1, max_size=8))
def test_damaged_archives_have_a_type(at: int, junk: bytes) -> None:
    """Bytes changed anywhere in an archive make it another type at worst, never an error."""
    data = office(WORD)
    at %= len(data)
    assert "/" in media.identify(data[:at] + junk + data[at + len(junk) :])


@pytest.mark.outside
@pytest.mark.parametrize(("folder", "kinds"), [("acroform", {media.PDF}), ("mail_msg", {media.MSG})])
def test_real_documents(folder: str, kinds: set[str]) -> None:
    """Every real document of a kind is told."""
    files = [file for file in shared(folder) if file.suffix in {".pdf", ".msg"}]
    assert {media.identify(file.read_bytes()) for file in files} == kinds


@pytest.mark.outside
def test_encrypted_office_files_are_told_from_open_ones() -> None:
    """A .docx behind a password is no DOCX, and one with macros is a DOCM."""
    kinds = {media.identify(file.read_bytes()) for file in shared("docx")}
    assert kinds == {media.DOCX, media.DOCM, media.DOC, media.OLE_ENCRYPTED}
