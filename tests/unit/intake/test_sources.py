from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest

from pipeline.config import AfterSettings, MailboxSettings, Settings
from pipeline.errors import CannotDoError, DefinitionError, MailboxUnreachableError
from pipeline.intake.folder import EmlFolder
from pipeline.intake.mailbox import Listing, Unfetched
from pipeline.intake.source import drafts_of, open_source
from pipeline.model import RawMessage
from pipeline.records import Outcome
from tests.unit.intake.tree import tree

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.intake.mailbox import MessageSource

MAIL = b"Date: Mon, 2 Feb 2026 10:00:00 +0000\nFrom: a@b.example\n\nHello"


def fetched(source: MessageSource, place: str) -> RawMessage:
    (raw,) = source.fetch([place])
    assert isinstance(raw, RawMessage)
    return raw


def arrival(folder: Path) -> dt.datetime | None:
    return fetched(EmlFolder(folder), "a.eml").received


def test_messages_of_the_folder_and_one_level_below_are_listed(tmp_path: Path) -> None:
    """Places are relative paths in a stable order; other files and deeper folders are no messages."""
    (tmp_path / "sub" / "deeper").mkdir(parents=True)
    for name in ("b.eml", "a.EML", "sub/c.eml", "sub/deeper/d.eml", "notes.txt", "sub/e.pdf", "sub/f.msg"):
        (tmp_path / name).write_bytes(MAIL)
    listing = EmlFolder(tmp_path).listing()
    assert listing == Listing(("a.EML", "b.eml", "sub/c.eml", "sub/f.msg"), lasting=False)


def test_a_message_comes_whole(tmp_path: Path) -> None:
    """Bytes are fetched as they are, with their size told before."""
    data = MAIL + bytes(range(256))
    (tmp_path / "a.eml").write_bytes(data)
    source = EmlFolder(tmp_path)
    assert source.sizes(["a.eml", "gone.eml"]) == {"a.eml": len(data)}
    raw = fetched(source, "a.eml")
    assert (raw.place, raw.data) == ("a.eml", data)
    assert source.head("a.eml") == MAIL.removesuffix(b"Hello")


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


def test_reading_changes_nothing(tmp_path: Path) -> None:
    """Neither a file nor a folder is touched by anything that reads; each message comes once."""
    (tmp_path / "sub").mkdir()
    for name in ("a.eml", "sub/a.eml", "c.msg"):
        (tmp_path / name).write_bytes(MAIL)
    before = tree(tmp_path)
    with EmlFolder(tmp_path, ["Done"]) as source:
        places = source.listing().places
        assert len(source.sizes(places)) == 3
        assert [raw.place for raw in source.fetch(places)] == list(places)
        assert source.head(places[0]) is not None
    assert tree(tmp_path) == before


def test_an_outlook_file_has_no_header_at_its_beginning(tmp_path: Path) -> None:
    """Its bytes come as they are; when it arrived is told by whoever unwraps it."""
    data = bytes.fromhex("d0cf11e0a1b11ae1") + b"\nDate: Mon, 2 Feb 2026 10:00:00 +0000\n\n"
    (tmp_path / "a.msg").write_bytes(data)
    source = EmlFolder(tmp_path)
    assert fetched(source, "a.msg") == RawMessage("a.msg", data, None)
    assert source.head("a.msg") == b""


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
    assert EmlFolder(box).listing().places == ("inside.eml", "real.eml")


def test_names_in_other_charsets_have_places_that_can_be_stored(tmp_path: Path) -> None:
    """A file name that is no UTF-8 gives a place in plain characters, and the message is fetched by it."""
    (tmp_path / os.fsdecode(b"Citt\xe0.eml")).write_bytes(MAIL)
    source = EmlFolder(tmp_path)
    (place,) = source.listing().places
    assert place.encode() == b"Citt%E0.eml"
    assert fetched(source, place).data == MAIL


def test_a_name_that_looks_encoded_hides_no_other_message(tmp_path: Path) -> None:
    """Two names that would be written alike are two places, each with its own message."""
    (tmp_path / os.fsdecode(b"Citt\xe0.eml")).write_bytes(MAIL + b"one")
    (tmp_path / "Citt%E0.eml").write_bytes(MAIL + b"two")
    source = EmlFolder(tmp_path)
    assert {fetched(source, place).data[-3:] for place in source.listing().places} == {b"one", b"two"}


def test_a_message_that_is_gone_since_it_was_listed_is_nothing(tmp_path: Path) -> None:
    """Whoever moves a message out of the folder while it is read stops nobody."""
    (tmp_path / "a.eml").write_bytes(MAIL)
    source = EmlFolder(tmp_path)
    (place,) = source.listing().places
    (tmp_path / "a.eml").unlink()
    assert list(source.fetch([place])) == []
    assert source.head(place) is None


@pytest.mark.parametrize(
    "place", ["../secret.eml", "%2e%2e/secret.eml", "gone.eml", "notes.txt", "a\x00.eml", "/etc/passwd.eml", ""]
)
def test_only_listed_places_are_fetched(tmp_path: Path, place: str) -> None:
    """A place that is no message of the folder is nothing, however it is written."""
    (tmp_path / "secret.eml").write_bytes(MAIL)
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "notes.txt").write_bytes(MAIL)
    source = EmlFolder(tmp_path / "box")
    assert list(source.fetch([place])) == []
    assert source.sizes([place]) == {}
    assert source.head(place) is None


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    """A folder that is not there is named, with the next step; its messages are not taken for removed ones."""
    source = EmlFolder(tmp_path / "gone")
    with pytest.raises(MailboxUnreachableError, match=r"does not exist.*--inbox"):
        source.listing()
    with pytest.raises(MailboxUnreachableError):
        list(source.fetch(["a.eml"]))


def test_a_file_that_is_still_being_written_waits_for_the_next_run(tmp_path: Path) -> None:
    """What changes after the listing, has no byte yet, or bears the name of a half-written file is not taken half."""
    (tmp_path / "a.eml").write_bytes(MAIL)
    for name in (".a.eml", "b.eml.part", "c.eml~", "d.eml.tmp"):
        (tmp_path / name).write_bytes(MAIL)
    (tmp_path / "e.eml").touch()
    source = EmlFolder(tmp_path)
    assert source.listing().places == ("a.eml",)
    (tmp_path / "a.eml").write_bytes(MAIL + b" and more")
    (told,) = source.fetch(["a.eml"])
    assert isinstance(told, Unfetched)
    assert "being written" in told.why


def test_messages_are_moved_once_however_often_it_is_asked(tmp_path: Path) -> None:
    """A moved message is in the folder and no more in the listing; its folder is its owner's alone."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.eml").write_bytes(MAIL)
    (tmp_path / "sub" / "b.eml").write_bytes(MAIL)
    source = EmlFolder(tmp_path, ["Done"])
    for _ in range(2):
        source.move(["a.eml", "sub/b.eml", "gone.eml"], "Done")
    assert source.listing().places == EmlFolder(tmp_path, ["Done"]).listing().places == ()
    assert sorted(file.name for file in (tmp_path / "Done").iterdir()) == ["a.eml", "b.eml"]
    assert (tmp_path / "Done").stat().st_mode & 0o777 == 0o700


def test_a_move_replaces_nothing(tmp_path: Path) -> None:
    """Another message of that name stays, the moved one gets a number; the same bytes are there once."""
    (tmp_path / "Done").mkdir()
    (tmp_path / "Done" / "a.eml").write_bytes(b"first")
    source = EmlFolder(tmp_path, ["Done"])
    for data in (b"second", b"third", b"second", b"first"):
        (tmp_path / "a.eml").write_bytes(data)
        source.listing()
        source.move(["a.eml"], "Done")
    assert {file.name: file.read_bytes() for file in (tmp_path / "Done").iterdir()} == {
        "a.eml": b"first",
        "a-2.eml": b"second",
        "a-3.eml": b"third",
    }
    assert not (tmp_path / "a.eml").exists()


def test_what_was_put_in_place_of_a_fetched_message_is_not_moved(tmp_path: Path) -> None:
    """A file that nobody has read yet stays for the next run."""
    (tmp_path / "a.eml").write_bytes(MAIL)
    source = EmlFolder(tmp_path, ["Done"])
    fetched(source, "a.eml")
    (tmp_path / "a.eml").write_bytes(MAIL + b", a later one")
    source.move(["a.eml"], "Done")
    assert source.listing().places == ("a.eml",)


@pytest.mark.parametrize(
    "folder", ["..", "../x", "Done/../..", "/etc", "", ".", "a\x00", "link", "link/x", "x" * 300, "file"]
)
def test_nothing_is_moved_out_of_the_folder(tmp_path: Path, folder: str) -> None:
    """A target that is not truly below the folder, or cannot be made, is refused, and the message stays."""
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.eml").write_bytes(MAIL)
    (box / "file").write_bytes(b"no folder")
    (box / "link").symlink_to(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CannotDoError):
        EmlFolder(box).move(["a.eml"], folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_files_are_not_marked(tmp_path: Path) -> None:
    """A keyword has no place in a file; the answer says what to do instead."""
    with pytest.raises(CannotDoError, match="move"):
        EmlFolder(tmp_path).flag(["a.eml"], "Done")


def test_a_folder_opens_as_source(tmp_path: Path) -> None:
    """A path names a folder of .eml files; its account is stable; where messages are moved to is no mail to read."""
    (tmp_path / "a.eml").write_bytes(MAIL)
    for name in ("Done", "Asked"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "old.eml").write_bytes(MAIL)
    after = {Outcome.QUESTION: AfterSettings(move="Asked"), Outcome.HELD: AfterSettings(flag="x")}
    settings = Settings(mailbox=MailboxSettings(processed_folder="Done", after=after))
    with open_source(str(tmp_path), settings) as source:
        assert source.listing().places == ("a.eml",)
        assert source.account == open_source(f"{tmp_path}/../{tmp_path.name}", settings).account
        assert drafts_of(source) is None


def test_a_single_message_opens_as_source(tmp_path: Path) -> None:
    """A file of one message is a mailbox of one; its neighbours are not read."""
    for name in ("a.eml", "b.eml"):
        (tmp_path / name).write_bytes(MAIL)
    source = open_source(str(tmp_path / "a.eml"), Settings())
    assert source.listing().places == ("a.eml",)
    assert list(source.fetch(["b.eml"])) == []


@pytest.mark.parametrize("source", ["", "  ", "pop3://x.example", "https://x.example/", "~nobody-of-that-name/x"])
def test_what_names_no_mailbox_is_a_mistake_in_the_configuration(source: str) -> None:
    """Unknown kinds of sources are configuration errors."""
    with pytest.raises(DefinitionError):
        open_source(source, Settings())
