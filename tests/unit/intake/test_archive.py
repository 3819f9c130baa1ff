from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import media
from pipeline.intake.message import unwrap
from tests.unit.intake.mails import HEAD, PDF, attached, attachment, codes, mixed, text

if TYPE_CHECKING:
    from pipeline.model import Mail


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def mail_with(data: bytes, name: str = "forms.zip") -> Mail:
    return unwrap(mixed(text("hello"), attachment(data, f'Content-Type: application/zip; name="{name}"'.encode())))


def listed(mail: Mail) -> list[tuple[str, str]]:
    return [(each.name, each.inside) for each in attached(mail)]


def test_the_files_of_an_archive_are_documents() -> None:
    """Each file in a zip is a document of its own kind that says where it was; the zip itself is none any more."""
    mail = mail_with(zipped({"a/form.pdf": PDF, "b/notes.txt": b"hello"}))
    assert [(each.name, each.media, each.inside) for each in attached(mail)] == [
        ("form.pdf", media.PDF, "forms.zip"),
        ("notes.txt", media.TEXT, "forms.zip"),
    ]
    assert attached(mail)[0].data == PDF
    assert mail.findings == ()
    assert mail.text == "hello"


def test_archives_lie_in_one_another_three_deep() -> None:
    """Three zips in one another are opened; the fourth stays closed, and staff are told."""
    data = zipped({"form.pdf": PDF})
    for number in (3, 2):
        data = zipped({f"{number}.zip": data})
    assert listed(mail_with(data)) == [("form.pdf", "forms.zip / 2.zip / 3.zip")]
    mail = mail_with(zipped({"1.zip": data}))
    assert listed(mail) == [("3.zip", "forms.zip / 1.zip / 2.zip")]
    assert "archive-too-deep" in codes(mail)


def test_messages_in_archives_are_opened() -> None:
    """A mail that was zipped is a mail like any other."""
    inner = HEAD + mixed(attachment(PDF, b"Content-Type: application/pdf; name=form.pdf"), head=b"")
    assert listed(mail_with(zipped({"old.eml": inner}))) == [("form.pdf", "forms.zip / forwarded message 1")]


def test_litter_of_file_managers_is_no_document() -> None:
    """What macOS and Windows put into archives is left out; folders are no documents."""
    litter = {"__MACOSX/._form.pdf": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "a/._form.pdf": b"x", "b/": b""}
    assert listed(mail_with(zipped({**litter, "form.pdf": PDF}))) == [("form.pdf", "forms.zip")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/form.pdf", "form.pdf"),
        ("/abs/form.pdf", "form.pdf"),
        ("C:\\x\\form.pdf", "form.pdf"),
        ("..", "part 2.pdf"),
    ],
)
def test_paths_are_only_names(name: str, shown: str) -> None:
    """Names that would lead somewhere else are names."""
    assert listed(mail_with(zipped({name: PDF}))) == [(shown, "forms.zip")]


def test_names_in_any_charset() -> None:
    """Names marked as UTF-8, UTF-8 without the mark, and names of old Windows programs are read."""
    data = zipped({"Città-1.pdf": PDF, "Xitt@@-2.pdf": PDF, "Citt@-3.pdf": PDF})
    data = data.replace(b"Xitt@@-2", "Città-2".encode()).replace(b"Citt@-3", "Città-3".encode("cp437"))
    assert [name for name, _ in listed(mail_with(data))] == ["Città-1.pdf", "Città-2.pdf", "Città-3.pdf"]


def test_a_locked_archive_is_named() -> None:
    """A zip behind a password stays a document that cannot be read, with a finding that says what to ask for."""
    data = bytearray(zipped({"form.pdf": PDF}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    mail = mail_with(bytes(data))
    assert [(each.name, each.media) for each in attached(mail)] == [("forms.zip", media.ZIP_ENCRYPTED)]
    assert "archive-encrypted" in codes(mail)


def test_bombs_are_not_unpacked() -> None:
    """Members that unpack to far more than they weigh are left, by what they declare and by what they are."""
    data = zipped({"form.pdf": PDF, "bomb": bytes(50 << 20)})
    mail = mail_with(data)
    assert listed(mail) == [("form.pdf", "forms.zip"), ("forms.zip", "")]
    assert "archive-too-large" in codes(mail)
    lying = data.replace(struct.pack("<I", 50 << 20), struct.pack("<I", 100))
    assert [name for name, _ in listed(mail_with(lying))] == ["form.pdf", "forms.zip"]


def test_all_that_is_packed_in_one_mail_shares_one_budget() -> None:
    """Archives that are each within their limits are not unpacked beyond that of the whole message."""
    noise = (bytes(range(256)) * 4096)[: 1 << 20]
    one = zipped({f"{at}.bin": noise for at in range(90)})
    parts = [attachment(one, b"Content-Type: application/zip; name=%d.zip" % at) for at in range(3)]
    mail = unwrap(mixed(*parts))
    assert sum(len(each.data) for each in attached(mail)) <= (201 << 20) + 3 * len(one)
    assert "archive-too-large" in codes(mail)


def test_thousands_of_files_are_not_opened() -> None:
    """The first two hundred files come out, and the zip stays with a finding; hundreds of thousands cost nothing."""
    mail = mail_with(zipped({f"{at}.txt": b"x" for at in range(300)}))
    assert len(attached(mail)) == 201
    assert "archive-too-large" in codes(mail)
    assert attached(mail_with(b"PK\x03\x04" + b"PK\x01\x02" * 300_000))[0].media == media.ZIP


@pytest.mark.parametrize("damage", ["cut", "changed", "method"])
def test_damage_is_said(damage: str) -> None:
    """A zip that is cut, changed or packed in an unusual way stays a document, and staff are told."""
    data = zipped({"form.pdf": PDF}, zipfile.ZIP_BZIP2 if damage == "method" else zipfile.ZIP_DEFLATED)
    cut = {"cut": data[:-30], "changed": data[:60] + b"\0\0\0\0" + data[64:]}
    mail = mail_with(cut.get(damage, data))
    assert [each.name for each in attached(mail)] == ["forms.zip"]
    assert codes(mail) & {"archive-damaged", "archive-not-opened"}


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_documents_of_programs_are_no_archives(name: str) -> None:
    """A file that is a zip inside, of whatever program, is one document."""
    assert listed(mail_with(zipped({name: b"unknown", "content.xml": b"<x/>"}), "drawing.odg")) == [("drawing.odg", "")]


@pytest.mark.parametrize(("magic", "name"), [(b"7z\xbc\xaf\x27\x1c", "form.7z"), (b"Rar!\x1a\x07\x00", "form.rar")])
def test_other_archives_are_named(magic: bytes, name: str) -> None:
    """Archives of other kinds stay documents, with a finding that names them."""
    mail = mail_with(magic + bytes(100), name)
    assert listed(mail) == [(name, "")]
    assert "archive-not-opened" in codes(mail)


def test_tar_and_gzip_are_opened() -> None:
    """A packed tar archive is two containers; links and devices in it are no documents."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("../form.pdf")
        info.size = len(PDF)
        archive.addfile(info, io.BytesIO(PDF))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    mail = mail_with(gzip.compress(out.getvalue()), "forms.tar.gz")
    assert listed(mail) == [("form.pdf", "forms.tar.gz / forms.tar")]
    assert attached(mail)[0].data == PDF
    assert "archive-too-large" in codes(mail_with(gzip.compress(bytes(50 << 20)), "bomb.gz"))


@given(st.integers(0, 400), st.binary(min_size=1, max_size=6))
def test_a_damaged_archive_is_a_mail(at: int, junk: bytes) -> None:
    """Whatever is changed in a zip, something is listed and nothing is raised."""
    data = zipped({"form.pdf": PDF, "b.txt": b"hello"})
    at = min(at, len(data))
    assert attached(mail_with(data[:at] + junk + data[at + len(junk) :]))
