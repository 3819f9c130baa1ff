from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest

from pipeline.config import Settings
from pipeline.errors import DefinitionError, MailboxUnreachableError
from pipeline.intake.folder import EmlFolder
from pipeline.intake.source import open_source

if TYPE_CHECKING:
    from pathlib import Path

MAIL = b"Date: Mon, 2 Feb 2026 10:00:00 +0000\nFrom: a@b.example\n\nHello"


def arrival(folder: Path) -> dt.datetime | None:
    raw = EmlFolder(folder).fetch("a.eml")
    assert raw is not None
    return raw.received


def test_messages_of_the_folder_and_one_level_below_are_listed(tmp_path: Path) -> None:
    """Places are relative paths in a stable order; other files and deeper folders are no messages."""
    (tmp_path / "sub" / "deeper").mkdir(parents=True)
    for name in ("b.eml", "a.EML", "sub/c.eml", "sub/deeper/d.eml", "notes.txt", "sub/e.pdf"):
        (tmp_path / name).write_bytes(MAIL)
    assert EmlFolder(tmp_path).list_messages() == ["a.EML", "b.eml", "sub/c.eml"]


def test_a_message_comes_whole(tmp_path: Path) -> None:
    """Bytes are fetched as they are, with their size told before."""
    data = MAIL + bytes(range(256))
    (tmp_path / "a.eml").write_bytes(data)
    source = EmlFolder(tmp_path)
    assert source.size("a.eml") == len(data)
    raw = source.fetch("a.eml")
    assert raw is not None
    assert (raw.place, raw.data) == ("a.eml", data)


@pytest.mark.parametrize(
    ("head", "received"),
    [
        (b"Received: from x by y; Tue, 3 Feb 2026 08:00:00 +0000\nReceived: by z; Mon, 2 Feb 2026 1:00:00 +0000\n", 3),
        (b"Received: from x\n by y;\n Tue, 3 Feb 2026 08:00:00 +0000 (UTC)\n", 3),
        (b"Received: nonsense\n", 2),
        (b"", 2),
    ],
)
def test_received_is_the_topmost_received_header_else_the_date(tmp_path: Path, head: bytes, received: int) -> None:
    """When a message arrived is told by its headers, never by the file."""
    (tmp_path / "a.eml").write_bytes(head + MAIL)
    found = arrival(tmp_path)
    assert found is not None
    assert found.date() == dt.date(2026, 2, received)


def test_hostile_headers_are_fetched(tmp_path: Path) -> None:
    """A message over which the standard library's parser stumbles is fetched like any other."""
    (tmp_path / "a.eml").write_bytes(b"Content-Type: multipart/mixed; boundary*=u\0f'e'x\n" + MAIL)
    assert arrival(tmp_path) is not None


def test_without_dates_received_is_unknown(tmp_path: Path) -> None:
    """A message that tells no time has none: the file's own time differs from copy to copy."""
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\n\nHello")
    assert arrival(tmp_path) is None


def test_links_out_pipes_and_dead_links_are_no_messages(tmp_path: Path) -> None:
    """Nothing outside the folder is ever read through it, and nothing that blocks."""
    (tmp_path / "secret.eml").write_bytes(MAIL)
    box = tmp_path / "box"
    box.mkdir()
    (box / "real.eml").write_bytes(MAIL)
    (box / "out.eml").symlink_to(tmp_path / "secret.eml")
    (box / "inside.eml").symlink_to(box / "real.eml")
    (box / "dead.eml").symlink_to(box / "gone.eml")
    (box / "loop.eml").symlink_to(box / "loop.eml")
    (box / "folder.eml").mkdir()
    (box / "away").symlink_to(tmp_path)
    os.mkfifo(box / "pipe.eml")
    assert EmlFolder(box).list_messages() == ["inside.eml", "real.eml"]


def test_names_in_other_charsets_have_places_that_can_be_stored(tmp_path: Path) -> None:
    """A file name that is no UTF-8 gives a place in plain characters, and the message is fetched by it."""
    (tmp_path / os.fsdecode(b"Citt\xe0.eml")).write_bytes(MAIL)
    source = EmlFolder(tmp_path)
    (place,) = source.list_messages()
    assert place.encode() == b"Citt%E0.eml"
    assert source.fetch(place) is not None


def test_a_name_that_looks_encoded_hides_no_other_message(tmp_path: Path) -> None:
    """Two names that would be written alike are two places, each with its own message."""
    (tmp_path / os.fsdecode(b"Citt\xe0.eml")).write_bytes(MAIL + b"one")
    (tmp_path / "Citt%E0.eml").write_bytes(MAIL + b"two")
    source = EmlFolder(tmp_path)
    raws = [source.fetch(place) for place in source.list_messages()]
    assert {raw.data[-3:] for raw in raws if raw} == {b"one", b"two"}


def test_a_message_that_is_gone_since_it_was_listed_is_nothing(tmp_path: Path) -> None:
    """Whoever moves a message out of the folder while it is read stops nobody."""
    (tmp_path / "a.eml").write_bytes(MAIL)
    source = EmlFolder(tmp_path)
    (place,) = source.list_messages()
    (tmp_path / "a.eml").unlink()
    assert source.fetch(place) is None


@pytest.mark.parametrize("place", ["../secret.eml", "%2e%2e/secret.eml", "gone.eml", "notes.txt", "a\x00.eml"])
def test_only_listed_places_are_fetched(tmp_path: Path, place: str) -> None:
    """A place that is no message of the folder is refused."""
    (tmp_path / "secret.eml").write_bytes(MAIL)
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "notes.txt").write_bytes(MAIL)
    assert EmlFolder(tmp_path / "box").fetch(place) is None
    with pytest.raises(MailboxUnreachableError):
        EmlFolder(tmp_path / "box").size(place)


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    """A folder that is not there is named, with the next step."""
    with pytest.raises(MailboxUnreachableError, match=r"does not exist.*--inbox"):
        EmlFolder(tmp_path / "gone").list_messages()


def test_a_folder_opens_as_source(tmp_path: Path) -> None:
    """A path names a folder of .eml files; its account is stable."""
    (tmp_path / "a.eml").write_bytes(MAIL)
    source = open_source(str(tmp_path), Settings())
    assert source.list_messages() == ["a.eml"]
    assert source.account == open_source(str(tmp_path), Settings()).account


@pytest.mark.parametrize("url", ["imap://x@mail.example/INBOX", "imaps://x@mail.example"])
def test_imap_is_refused_with_the_next_step(url: str) -> None:
    """A kind of mailbox that comes later is named, and what can be done now."""
    with pytest.raises(MailboxUnreachableError, match=r"reads folders of \.eml files"):
        open_source(url, Settings())


def test_maildir_and_mbox_are_refused_with_the_next_step(tmp_path: Path) -> None:
    """A Maildir is not taken for an empty folder, nor an mbox for a missing one."""
    for name in ("cur", "new", "tmp"):
        (tmp_path / "dir" / name).mkdir(parents=True)
    (tmp_path / "box").write_bytes(b"From a@b Mon Feb  2 10:00:00 2026\n" + MAIL)
    for source in ("dir", "box"):
        with pytest.raises(MailboxUnreachableError, match=r"reads folders of \.eml files"):
            open_source(str(tmp_path / source), Settings())


@pytest.mark.parametrize("source", ["", "  ", "pop3://x.example", "https://x.example/"])
def test_what_names_no_mailbox_is_a_mistake_in_the_configuration(source: str) -> None:
    """Unknown kinds of sources are configuration errors."""
    with pytest.raises(DefinitionError):
        open_source(source, Settings())
