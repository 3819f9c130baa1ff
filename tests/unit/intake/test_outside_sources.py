from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from pipeline.config import Settings
from pipeline.errors import AdhesionError
from pipeline.intake.source import open_source
from pipeline.model import RawMessage
from tests.outside import shared

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = [
    "mail_bounce", "mail_imap_tools", "mail_mime4j", "mail_mimekit",
    "mail_msg", "mail_ruby", "mail_stalwart", "mail_tnef",
]  # fmt: skip


@pytest.mark.outside
@pytest.mark.parametrize("folder", FOLDERS)
def test_folders_of_real_mail_are_read_where_they_lie(folder: str) -> None:
    """Every message that is listed is given, once and whole."""
    files = [file for file in shared(folder) if file.suffix.lower() in {".eml", ".msg"} and file.stat().st_size]
    with open_source(str(files[0].parent if files else shared(folder)[0].parent), Settings()) as source:
        places = source.listing().places
        assert list(places) == sorted(file.name for file in files)
        for file, raw in zip(files, source.fetch(places), strict=True):
            assert isinstance(raw, RawMessage)
            assert raw.data == file.read_bytes()
            assert raw.data.startswith(source.head(raw.place) or b"")


@pytest.mark.outside
@pytest.mark.parametrize("folder", FOLDERS)
def test_any_real_file_is_read_as_an_mbox_or_refused(tmp_path: Path, folder: str) -> None:
    """Whatever a file holds, it is a mailbox whose messages all come, or there is a sentence that says why not."""
    for file in shared(folder):
        copy = tmp_path / "box"
        copy.write_bytes(file.read_bytes())
        with suppress(AdhesionError), open_source(str(copy), Settings()) as source:
            places = source.listing().places
            assert [raw.place for raw in source.fetch(places)] == list(places)


@pytest.mark.outside
@pytest.mark.parametrize("folder", ["mail_bounce", "mail_ruby"])
def test_real_mail_written_as_mboxrd_is_read_back(tmp_path: Path, folder: str) -> None:
    """All messages of a folder in one file are as many messages again, with the bytes that mboxrd can hold."""
    post = b"From MAILER-DAEMON Mon Feb  2 10:00:00 2026\n"
    wanted = [file.read_bytes().rstrip(b"\r\n") + b"\n" for file in shared(folder) if file.suffix == ".eml"]
    quoted = [
        b"\n".join(b">" * line.lstrip(b">").startswith(b"From ") + line for line in each.split(b"\n"))
        for each in wanted
    ]
    (tmp_path / "box").write_bytes(b"".join(post + each + b"\n" for each in quoted))
    with open_source(str(tmp_path / "box"), Settings()) as source:
        got = [len(raw.data) for raw in source.fetch(source.listing().places) if isinstance(raw, RawMessage)]
    assert len(got) == len(wanted)
