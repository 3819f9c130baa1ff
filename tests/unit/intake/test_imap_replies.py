from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.imap_faults import GarbledError
from pipeline.intake.imap_places import MAX_UID, place_prefix, uid_sets, uids_of
from pipeline.intake.imap_replies import Fetched, Folder, fetched, folders, searched

Lines = list[bytes | tuple[bytes, bytes]]
uids = st.integers(1, MAX_UID)
clusters = st.lists(st.tuples(uids, st.integers(1, 50)), max_size=60)


def expanded(text: str) -> list[int]:
    found: list[int] = []
    for piece in text.split(","):
        low, _, high = piece.partition(":")
        found += range(int(low), int(high or low) + 1)
    return found


@given(clusters=clusters, most=st.integers(1, 300))
def test_sets_name_each_message_once_in_short_lines(clusters: list[tuple[int, int]], most: int) -> None:
    """Whatever the gaps; and each comes with the numbers in it."""
    wanted = {uid for first, count in clusters for uid in range(first, min(first + count, MAX_UID + 1))}
    sets = list(uid_sets(wanted, most))
    assert [uid for text, _ in sets for uid in expanded(text)] == sorted(wanted)
    assert all(expanded(text) == list(some) and len(some) <= most and len(text) < 8000 for text, some in sets)


def test_scattered_messages_need_several_lines() -> None:
    """A command of 100 KB would be refused."""
    sets = list(uid_sets(range(1_000_000_000, 1_000_020_000, 2), 100_000))
    assert len(sets) > 10
    assert max(len(text) for text, _ in sets) < 8000


@given(folder=st.text(min_size=1), other=st.text(min_size=1), epoch=st.integers(1, MAX_UID), uid=uids)
def test_a_place_is_found_in_its_own_folder_only(folder: str, other: str, epoch: int, uid: int) -> None:
    """Also where a name looks like the end of a place."""
    place = f"{place_prefix(folder, str(epoch))}{uid}"
    assert uids_of([place], folder, str(epoch)) == {uid: place}
    assert uids_of([place], folder, str(epoch + 1)) == {}
    if other != folder:
        assert uids_of([place], other, str(epoch)) == {}


@given(st.text())
def test_any_text_may_be_asked_for_as_a_place(text: str) -> None:
    """What is none is that of no message."""
    for place in (text, f"INBOX;UIDVALIDITY={text};UID=1", f"INBOX;UIDVALIDITY=1;UID={text}"):
        assert len(uids_of([place], "INBOX", "1")) <= 1


def test_searches_are_put_together() -> None:
    """A server may answer in pieces, and in any order."""
    assert searched([b"3 1", b"", b"2 3"]) == [1, 2, 3]
    assert searched([]) == []


@pytest.mark.parametrize("line", [b"1 x", b"0", b"4294967296", b"-1", b"1.5", b"9" * 5000, b"\xff"])
def test_a_search_that_makes_no_sense_is_an_error(line: bytes) -> None:
    """Never a mailbox with fewer messages."""
    with pytest.raises(GarbledError):
        searched([line])


@pytest.mark.parametrize(
    "lines",
    [
        [(b"7 (UID 5 RFC822.SIZE 3 BODY[] {3}", b"abc"), b")"],
        [(b"7 (BODY[] {3}", b"abc"), b" UID 5 RFC822.SIZE 3)"],
        [b'7 (UID 5 RFC822.SIZE 3 BODY[] "abc")'],
        [b'7 (RFC822.SIZE 3 BODY[]<0> "abc" UID 5)'],
        [b"9 (FLAGS (\\Seen))", (b"7 (UID 5 RFC822.SIZE 3 BODY[]<0> {3}", b"abc"), b")", b"7 (UID 5 FLAGS ())"],
    ],
)
def test_a_message_is_read_however_the_server_writes_it(lines: Lines) -> None:
    """In any order, as a literal or quoted, with news of other messages between."""
    found = fetched(lines)[5]
    assert (found.size, found.body) == (3, b"abc")


def test_messages_are_told_apart() -> None:
    """Also where one holds what looks like an answer."""
    lines: Lines = [
        (b"1 (UID 1 BODY[] {9}", b"2 (UID 9)"),
        b' INTERNALDATE " 2-Feb-2026 10:00:00 +0100")',
        (b"2 (UID 2 BODY[] {1}", b"b"),
        b")",
        b"3 (UID 3 BODY[] NIL)",
    ]
    when = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)
    found = fetched(lines)
    assert found[1] == Fetched(1, received=when, body=b"2 (UID 9)")
    assert (found[2].body, found[3].body) == (b"b", None)
    assert found.keys() == {1, 2, 3}


pieces = st.one_of(st.binary(), st.sampled_from([b"1 (UID 1", b" BODY[] {3}", b")", b'"', b"UID 5", b"FLAGS ("]))
whole = st.lists(pieces).map(b"".join)


@given(st.lists(st.one_of(whole, st.tuples(whole, st.binary()))))
def test_no_answer_does_harm(lines: Lines) -> None:
    """Rubbish is nothing, or a few messages without a body."""
    fetched(lines)
    folders(lines)


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        (b'(\\HasNoChildren \\Sent) "/" Sent', Folder("Sent", "Sent", "/", frozenset({"\\hasnochildren", "\\sent"}))),
        (b'() "." "INBOX.&AMk-lus"', Folder("INBOX.&AMk-lus", "INBOX.Élus", ".", frozenset())),
        (b"() NIL Flat", Folder("Flat", "Flat", "", frozenset())),
        (b'() "\\\\" "a\\\\b"', Folder("a\\b", "a\\b", "\\", frozenset())),
        ((b'() "/" {5}', b'a "b"'), Folder('a "b"', 'a "b"', "/", frozenset())),
        (b'() "/" R&D', Folder("R&D", "R&D", "/", frozenset())),
    ],
)
def test_folders_are_read(line: bytes | tuple[bytes, bytes], folder: Folder) -> None:
    """With their marks, as the server writes them and as people read them."""
    assert folders([line]) == [folder]


def test_a_folder_that_cannot_be_named_is_left_out() -> None:
    """The others are still there."""
    assert [each.name for each in folders([b'() "/" \xff', b"rubbish", b'() "/" a'])] == ["a"]
