from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Settings
from pipeline.errors import CannotDoError, MailboxUnreachableError
from pipeline.intake.maildir import Maildir
from pipeline.intake.source import drafts_of, open_source
from pipeline.model import RawMessage
from tests.unit.intake.tree import tree

MAIL = b"Received: by x; Tue, 3 Feb 2026 08:00:00 +0000\nFrom: a@b.example\n\nHello"


def make(root: Path) -> Path:
    for name in ("cur", "new", "tmp"):
        (root / name).mkdir(parents=True)
    return root


@pytest.fixture
def box(tmp_path: Path) -> Path:
    return make(tmp_path / "Maildir")


def datas(source: Maildir) -> list[bytes]:
    """What all listed messages hold."""
    places = source.listing().places
    raws = [raw for raw in source.fetch(places) if isinstance(raw, RawMessage)]
    assert [raw.place for raw in raws] == list(places)
    assert source.sizes(places) == {raw.place: len(raw.data) for raw in raws}
    return [raw.data for raw in raws]


def test_messages_of_cur_and_new_are_listed_by_their_age(box: Path) -> None:
    """A place is the unique part of the name; tmp, hidden files, links and trashed messages are left out."""
    (box / "new" / "1700000002.M2P1.host").write_bytes(MAIL + b"2")
    (box / "cur" / "1700000001.M1P1.host,S=9:2,FS").write_bytes(MAIL + b"1")
    (box / "cur" / "999999999.M1P1.host:2,").write_bytes(MAIL + b"0")
    (box / "cur" / "1700000003.M1P1.host:2,ST").write_bytes(MAIL)
    (box / "tmp" / "1700000004.M1P1.host").write_bytes(MAIL[:9])
    (box / "cur" / ".nfs0001").write_bytes(MAIL)
    (box / "cur" / "1700000005.link:2,").symlink_to(box / "new" / "1700000002.M2P1.host")
    (box / "dovecot-uidlist").write_bytes(b"3 V1")
    source = Maildir(box)
    assert source.listing().places == ("999999999.M1P1.host", "1700000001.M1P1.host,S=9", "1700000002.M2P1.host")
    assert datas(source) == [MAIL + b"0", MAIL + b"1", MAIL + b"2"]
    assert source.head("999999999.M1P1.host") == MAIL.removesuffix(b"Hello")


def test_reading_changes_nothing(box: Path) -> None:
    """What is new stays new, and no file is touched."""
    (box / "new" / "1.host").write_bytes(MAIL)
    (box / "cur" / "2.host:2,S").write_bytes(MAIL)
    before = tree(box)
    assert len(datas(Maildir(box))) == 2
    assert tree(box) == before


def test_a_message_that_staff_open_meanwhile_is_still_fetched(box: Path) -> None:
    """A file that was renamed since the listing is found by its place; one that is gone is nothing."""
    (box / "new" / "1.host").write_bytes(MAIL)
    (box / "new" / "2.host").write_bytes(MAIL)
    source = Maildir(box)
    places = source.listing().places
    (box / "new" / "1.host").rename(box / "cur" / "1.host:2,S")
    (box / "new" / "2.host").unlink()
    assert [raw.place for raw in source.fetch(places)] == ["1.host"]
    assert source.sizes(["2.host"]) == {}
    assert source.head("2.host") is None


@given(flags=st.lists(st.tuples(st.integers(0, 2), st.text("DFPRSab", max_size=4)), max_size=8))
def test_no_flag_changes_a_place(flags: list[tuple[int, str]]) -> None:
    """Whatever flags messages get, in cur or on their way from new to it, their places and bytes stay."""
    with tempfile.TemporaryDirectory() as folder:
        box = make(Path(folder) / "Maildir")
        for number in range(3):
            (box / "new" / f"{number}.host,S=3").write_bytes(MAIL + b"%d" % number)
        source = Maildir(box)
        places = source.listing().places
        for number, letters in flags:
            (file,) = box.glob(f"*/{number}.host*")
            file.rename(box / "cur" / f"{number}.host,S=3:2,{letters}")
            assert [raw.place for raw in source.fetch(places)] == list(places)
            assert Maildir(box).listing().places == source.listing().places == places
        assert datas(source) == [MAIL + b"0", MAIL + b"1", MAIL + b"2"]


def test_two_files_of_one_unique_name_hide_no_message(box: Path) -> None:
    """Copies of one message are one; other bytes under the same name are another message."""
    (box / "new" / "1.host").write_bytes(MAIL)
    (box / "cur" / "1.host:2,S").write_bytes(MAIL)
    assert Maildir(box).listing().places == ("1.host",)
    (box / "cur" / "1.host:2,FS").write_bytes(MAIL + b"other")
    assert sorted(datas(Maildir(box))) == [MAIL, MAIL + b"other"]
    source = Maildir(box)
    source.move(source.listing().places, "Done")
    assert sorted(file.read_bytes() for file in (box / ".Done" / "cur").iterdir()) == [MAIL, MAIL + b"other"]


def test_moved_messages_keep_their_flags(box: Path) -> None:
    """A target is a Maildir++ folder, made with all that belongs to it, letters beyond ASCII as servers write them."""
    (box / "new" / "1.host").write_bytes(MAIL)
    (box / "cur" / "2.host:2,FSa").write_bytes(MAIL)
    source = Maildir(box)
    for _ in range(2):
        source.move(["1.host", "2.host", "gone"], "Adhesión/Processed")
    target = box / ".Adhesi&APM-n.Processed"
    assert sorted(file.name for file in target.iterdir()) == ["cur", "maildirfolder", "new", "tmp"]
    assert sorted(file.name for file in (target / "cur").iterdir()) == ["1.host:2,", "2.host:2,FSa"]
    assert target.stat().st_mode & 0o777 == 0o700
    assert source.listing().places == ()


def test_a_move_that_was_interrupted_is_finished(box: Path) -> None:
    """The same bytes in the target are the same message; other bytes keep their file, and the size in names is true."""
    done = make(box / ".Done")
    for name, there in (("1.host,S=5", MAIL), ("2.host,S=5", b"other")):
        (done / "cur" / f"{name}:2,").write_bytes(there)
        (box / "cur" / f"{name}:2,").write_bytes(MAIL)
    source = Maildir(box)
    source.move(source.listing().places, "Done")
    names = sorted(file.name for file in (done / "cur").iterdir())
    assert names == ["1.host,S=5:2,", "2.host,S=5:2,", "2.host-2,S=5:2,"]
    assert source.listing().places == ()


def test_a_folder_of_a_maildir_is_a_source(box: Path) -> None:
    """Its messages move to folders beside it; moving a message to where it is leaves it there."""
    sub = make(box / ".Forms")
    (sub / "cur" / "1.host:2,").write_bytes(MAIL)
    with open_source(str(sub), Settings()) as source:
        assert isinstance(source, Maildir)
        source.move(["1.host"], "Forms")
        assert source.listing().places == ("1.host",)
        source.move(["1.host"], "Done")
        assert (box / ".Done" / "cur" / "1.host:2,").exists()
        assert drafts_of(source) is None
        assert source.account == f"maildir:{sub.resolve()}"


@pytest.mark.parametrize("folder", ["..", "../x", "/x", "", "a//b", "a\x00b", "a\nb", "x" * 300, "link"])
def test_nothing_is_moved_out_of_the_maildir(box: Path, folder: str) -> None:
    """A name that can be no folder is refused, and the message stays."""
    (box / "cur" / "1.host:2,").write_bytes(MAIL)
    (box / ".link").symlink_to(box.parent)
    before = tree(box.parent)
    with pytest.raises(CannotDoError):
        Maildir(box).move(["1.host"], folder)
    assert tree(box.parent) == before


@pytest.mark.parametrize(("keyword", "letter"), [("\\Flagged", "F"), ("seen", "S"), ("\\Answered", "R")])
def test_marks_are_letters_in_the_name(box: Path, keyword: str, letter: str) -> None:
    """A new message that is marked goes to cur; the other letters stay; twice is once."""
    (box / "new" / "1.host").write_bytes(MAIL)
    (box / "cur" / "2.host:2,Pa").write_bytes(MAIL)
    source = Maildir(box)
    for _ in range(2):
        source.flag(["1.host", "2.host", "gone"], keyword)
    names = sorted(file.name for file in (box / "cur").iterdir())
    assert names == [f"1.host:2,{letter}", f"2.host:2,{''.join(sorted('Pa' + letter))}"]
    assert list((box / "new").iterdir()) == []


@pytest.mark.parametrize("keyword", ["AdhesionDone", "\\Deleted", "\\Draft", ""])
def test_other_keywords_are_refused(box: Path, keyword: str) -> None:
    """A Maildir has no place for them that all programs know, and nothing is ever marked as deleted."""
    with pytest.raises(CannotDoError, match="move"):
        Maildir(box).flag(["1.host"], keyword)


def test_names_in_other_charsets_have_places_that_can_be_stored(box: Path) -> None:
    """Names that are no UTF-8, and names that look encoded, are told apart."""
    (box / "cur" / os.fsdecode(b"1.\xe0:2,")).write_bytes(MAIL + b"1")
    (box / "cur" / "1.%E0:2,").write_bytes(MAIL + b"2")
    source = Maildir(box)
    assert all(place.isascii() for place in source.listing().places)
    assert sorted(datas(source)) == [MAIL + b"1", MAIL + b"2"]
    source.move(source.listing().places, "Done")
    assert source.listing().places == ()


def test_a_maildir_that_is_gone_is_no_empty_one(box: Path) -> None:
    """Without cur and new the mailbox is not there; its messages are not taken for removed ones."""
    source = Maildir(box)
    source.listing()
    (box / "cur").rename(box / "cur.away")
    with pytest.raises(MailboxUnreachableError, match="no Maildir"):
        source.listing()
    with pytest.raises(MailboxUnreachableError):
        list(source.fetch(["1.host"]))
