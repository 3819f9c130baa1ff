from __future__ import annotations

import datetime as dt
import mailbox
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Settings
from pipeline.errors import CannotDoError, MailboxUnreachableError
from pipeline.intake.mbox import Mbox
from pipeline.intake.source import drafts_of, open_source
from pipeline.model import RawMessage
from tests.unit.intake.tree import tree

POST = b"From nadia@city.example Mon Feb  2 10:00:00 2026\n"
MAIL = b"Received: by x; Tue, 3 Feb 2026 08:00:00 +0000\nFrom: a@b.example\n\nHello\n"
LOCKED = """
import fcntl, sys
with open(sys.argv[1], "r+b") as stream:
    fcntl.lockf(stream, fcntl.LOCK_EX)
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Archive"


def datas(source: Mbox) -> list[bytes]:
    """What all listed messages hold; what is told of them before is true."""
    places = source.listing().places
    raws = list(source.fetch(places))
    assert [raw.place for raw in raws] == list(places)
    assert len(set(places)) == len(places)
    assert source.sizes(places) == {raw.place: len(raw.data) for raw in raws}
    heads = [source.head(raw.place) for raw in raws]
    assert all(head is not None and raw.data.startswith(head) for raw, head in zip(raws, heads, strict=True))
    return [raw.data for raw in raws]


def read(file: Path, content: bytes) -> list[bytes]:
    file.write_bytes(content)
    return datas(Mbox(file))


def test_messages_come_in_the_order_of_the_file(file: Path) -> None:
    """The separators belong to no message; when it arrived is told by its headers; reading changes nothing."""
    file.write_bytes(POST + MAIL + b"\n" + POST + b"Subject: two\n\n\xff\x00\n")
    before = tree(file.parent)
    source = Mbox(file)
    assert datas(source) == [MAIL, b"Subject: two\n\n\xff\x00\n"]
    first, second = source.listing().places
    (raw,) = source.fetch([first])
    assert raw.received == dt.datetime(2026, 2, 3, 8, tzinfo=dt.UTC)
    assert source.head(second) == b"Subject: two\n\n"
    assert tree(file.parent) == before


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (b"", []),
        (b"\r\n\n", []),
        (POST, [b""]),
        (POST + b"\n" + POST + b"\n", [b"", b""]),
        (POST + b"A: b\n\nno line end", [b"A: b\n\nno line end\n"]),
        (b"\xef\xbb\xbf\n\n" + POST + MAIL, [MAIL]),
        (b"junk: before\nthe first\n\n" + POST + MAIL, [MAIL]),
        (POST + b"A: b\n\nFirst.\nFrom 10:30 on it rains.\n", [b"A: b\n\nFirst.\nFrom 10:30 on it rains.\n"]),
        (POST + b"A: b\n\nFirst.\n\nFrom here on it rains.\n", [b"A: b\n\nFirst.\n\nFrom here on it rains.\n"]),
        (POST + MAIL + b"\nFrom nobody\n" + MAIL, [MAIL, MAIL]),
        (POST + b"A: b\n\n>From x\n>>From y\n >From z\nz >From\n", [b"A: b\n\nFrom x\n>From y\n >From z\nz >From\n"]),
        (POST.replace(b"\n", b"\r\n") + b"A: b\r\n\r\nx\r\n\r\n" + POST + MAIL, [b"A: b\r\n\r\nx\r\n", MAIL]),
        (POST + b"no header at all\n\n" + POST + b"\nonly a body\n", [b"no header at all\n", b"\nonly a body\n"]),
    ],
)  # fmt: skip
def test_kinds_and_faults_of_the_format(file: Path, content: bytes, messages: list[bytes]) -> None:
    """Separators follow an empty line and look like one; `>From ` loses one `>`; odd ends are read."""
    assert read(file, content) == messages


def counted(body: bytes, length: int) -> bytes:
    return POST + b"Content-Length: %d\nA: b\n\n" % length + body


def test_a_declared_length_counts_where_it_fits(file: Path) -> None:
    """A body of mboxcl2 holds separators that are none, and nothing in it is quoted."""
    body = b"Forwarded:\n\n" + POST + b"C: d\n\n>From me\n"
    for end in (b"", b"\n"):
        content = counted(body, len(body)) + end + counted(body, len(body))
        assert read(file, content) == [b"A: b\n\n" + body] * 2


@pytest.mark.parametrize("length", [0, 3, 12, 60, 10**6, 10**14])
def test_a_false_length_hides_no_message(file: Path, length: int) -> None:
    """Senders write any length; one that lands on no separator is not believed."""
    assert read(file, counted(b"x\n", length) + b"\n" + POST + MAIL) == [b"A: b\n\nx\n", MAIL]


@pytest.mark.parametrize(
    "mark",
    ["Status: ROD", "X-Status: D", "X-Mozilla-Status: 0009", "x-mozilla-status: 0008\r", "Status: O\nX-Status: AD"],
)
def test_deleted_messages_are_left_out(file: Path, mark: str) -> None:
    """What a mail program has marked as deleted and not yet compacted is no message."""
    assert read(file, POST + mark.encode() + b"\n" + MAIL + b"\n" + POST + MAIL) == [MAIL]


@pytest.mark.parametrize("mark", ["Status: Delivered", "Subject: Status: D", "X-Mozilla-Status: 0001", "Status: RO"])
def test_other_marks_leave_a_message_where_it_is(file: Path, mark: str) -> None:
    """A sender's own header, or a message that was read, hides nothing."""
    assert len(read(file, POST + mark.encode() + b"\n" + MAIL)) == 1
    assert len(read(file, POST + MAIL + b"\n" + mark.encode() + b"\nStatus: D\n")) == 1


def test_what_mail_programs_note_in_the_file_is_no_part_of_a_message(file: Path) -> None:
    """A message keeps place and bytes when somebody reads, answers or labels it."""
    file.write_bytes(POST + MAIL)
    listing = Mbox(file).listing()
    notes = b"Status: RO\nX-Status: A\nX-Keywords: a\n b\nX-UID: 7\nX-Mozilla-Status: 0001\nX-Mozilla-Keys:    \n"
    assert read(file, POST + notes + b"Content-Length: 6\nLines: 1\n" + MAIL) == [MAIL]
    assert Mbox(file).listing() == listing


def test_the_notes_of_a_server_are_no_message(file: Path) -> None:
    """UW IMAP and Dovecot keep their own data in a first message; nowhere else does its header hide one."""
    notes = b"Subject: DON'T DELETE THIS MESSAGE\nX-IMAP: 1700000000 2\n\nInternal.\n"
    assert read(file, POST + notes + b"\n" + POST + MAIL) == [MAIL]
    assert len(read(file, POST + MAIL + b"\n" + POST + notes)) == 2


LINES = st.sampled_from(
    [b"", b"", b"text", b"From a@b.example Mon Feb  2 10:00:00 2026", b"From x", b"A: b", b"\xff\x00", b"x" * 3000]
)


@given(
    bodies=st.lists(st.lists(LINES, max_size=12), max_size=6),
    end=st.sampled_from([b"\n", b"\r\n"]),
)
def test_what_the_standard_library_writes_is_read_back(bodies: list[list[bytes]], end: bytes) -> None:
    """Count and bytes are right, whatever lines the messages have; each last line has its end."""
    messages = [b"Subject: x" + end * 2 + b"".join(line + end for line in lines) for lines in bodies]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "box"
        box = mailbox.mbox(file)
        for message in messages:
            box.add(message)
        box.close()
        if not messages:
            file.touch()
        assert datas(Mbox(file)) == messages


def quoted(message: bytes, end: bytes) -> bytes:
    """A message as mboxrd has it."""
    lines = message.split(end)
    return end.join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)


BODIES = st.lists(st.one_of(LINES, LINES.map(lambda line: b">" + line)), max_size=12)


@given(bodies=st.lists(BODIES, max_size=6), end=st.sampled_from([b"\n", b"\r\n"]), newest=BODIES)
def test_mboxrd_is_read_back(bodies: list[list[bytes]], end: bytes, newest: list[bytes]) -> None:
    """Count and bytes are right; places stay when messages are appended, or removed from the middle."""
    messages = [b"Subject: x" + end * 2 + b"".join(line + end for line in lines) for lines in [*bodies, newest]]
    stored = [POST.replace(b"\n", end) + quoted(message, end) + end for message in messages]
    with tempfile.TemporaryDirectory() as folder:
        source = Mbox(Path(folder) / "box")
        source.path.write_bytes(b"".join(stored[:-1]))
        assert datas(source) == messages[:-1]
        before = source.listing().places
        source.path.write_bytes(b"".join(stored))
        assert datas(source) == messages
        assert source.listing().places[:-1] == before
        source.path.write_bytes(b"".join(stored[1:]))
        left = source.listing().places
        assert {place.partition("#")[0] for place in before[1:]} <= {place.partition("#")[0] for place in left}


@given(
    content=st.binary(max_size=300).map(lambda tail: POST + tail) | st.lists(LINES | st.just(POST[:-1])).map(b"\n".join)
)
def test_no_content_is_too_odd(content: bytes) -> None:
    """Any bytes are read, or refused with a sentence; what was told about them is true."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "box"
        file.write_bytes(content)
        try:
            datas(Mbox(file))
        except MailboxUnreachableError as error:
            assert "no mbox" in str(error)  # noqa: PT017 - most contents are read


def test_messages_larger_than_what_is_read_at_once(file: Path) -> None:
    """Separators, quotes and long lines are found wherever pieces meet."""
    line = b">From x\n" + b"y" * 1001 + b"\n"
    for shift in range(0, 9, 4):
        big = b"A: b\n\n" + b"z" * ((1 << 20) + shift) + b"\n\n" + line * 2500 + b"q" * (3 << 20) + b">From \n"
        want = big.replace(b"\n>From ", b"\nFrom ")
        assert read(file, POST + big + b"\n" + POST + MAIL + b"\n" + POST + big) == [want, MAIL, want]


def test_separators_are_found_wherever_pieces_meet(file: Path) -> None:
    """No message is lost or doubled at the borders of what is read at once."""
    mails = [b"A: %d\n\n" % number + b"w" * (number % 61) + b"\n" for number in range(30_000)]
    file.write_bytes(b"".join(POST + mail + b"\n" for mail in mails))
    assert len(Mbox(file).listing().places) == len(mails)


def test_a_file_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    """The index of a file with one message of 400 MB is made by a process that never has so much."""
    file = tmp_path / "big"
    with file.open("wb") as stream:
        stream.write(POST + MAIL + b"\n" + POST + b"A: b\n\n")
        stream.seek(400 << 20, os.SEEK_CUR)  # a hole: zeros that take no place on the disk
        stream.write(b"\n\n" + POST + MAIL)
    code = (
        "import resource, sys; from pathlib import Path; from pipeline.intake.mbox import Mbox\n"
        "source = Mbox(Path(sys.argv[1])); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "places = source.listing().places\n"
        "assert max(source.sizes(places).values()) > 400 << 20; assert source.head(places[1]) == b'A: b\\n\\n'\n"
        "print(len(places), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    said = subprocess.run([sys.executable, "-c", code, file], capture_output=True, text=True, check=True)
    count, more = map(int, said.stdout.split())
    assert count == 3
    assert more < 40_000  # KiB


def test_a_changed_file_is_looked_through_again(file: Path) -> None:
    """Messages are found by their places after others came or went; one that is gone is nothing."""
    file.write_bytes(POST + b"A: 1\n\n" + b"\n" + POST + MAIL)
    source = Mbox(file)
    one, two = source.listing().places
    file.write_bytes(POST + b"Long: enough to shift the rest\n\n\n" + POST + MAIL)
    assert [raw.data for raw in source.fetch([one, two])] == [MAIL]
    assert source.head(one) is None
    assert source.sizes([one]) == {}


def test_a_locked_file_is_left_for_the_next_run(file: Path) -> None:
    """While another program writes, by either kind of lock, nothing is read; the sentence says what to do."""
    file.write_bytes(POST + MAIL)
    lock = file.with_name("Archive.lock")
    lock.touch()
    with pytest.raises(MailboxUnreachableError, match=r"being written to; run again; if no program .*Archive\.lock"):
        Mbox(file).listing()
    lock.unlink()
    with subprocess.Popen([sys.executable, "-c", LOCKED, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(MailboxUnreachableError, match="run again"):
            Mbox(file).listing()
        other.communicate(b"")
    assert datas(Mbox(file)) == [MAIL]


def test_nothing_is_moved_or_marked(file: Path) -> None:
    """The file is only read; the answer says what to do instead."""
    file.write_bytes(POST + MAIL)
    source = Mbox(file)
    with pytest.raises(CannotDoError, match="processed_folder"):
        source.move(source.listing().places, "Done")
    with pytest.raises(CannotDoError, match="processed_folder"):
        source.flag(source.listing().places, "Done")


@pytest.mark.parametrize("name", ["Archive", "Archive.mbox", "archive.txt"])
def test_an_mbox_opens_as_source(tmp_path: Path, name: str) -> None:
    """A file is an mbox by its content, whatever its name; its account is its full path."""
    (tmp_path / name).write_bytes(b"\n" + POST + MAIL)
    with open_source(str(tmp_path / name), Settings()) as source:
        (raw,) = source.fetch(source.listing().places)
        assert isinstance(raw, RawMessage)
        assert raw.data == MAIL
        assert source.account == f"mbox:{tmp_path.resolve() / name}"
        assert drafts_of(source) is None


def test_a_folder_of_apple_mail_opens_as_source(tmp_path: Path) -> None:
    """Apple Mail exports a folder with the mbox in it."""
    (tmp_path / "Forms.mbox").mkdir()
    (tmp_path / "Forms.mbox" / "mbox").write_bytes(POST + MAIL)
    assert len(open_source(str(tmp_path / "Forms.mbox"), Settings()).listing().places) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x1f\x8b\x08\x00" + MAIL, "gzip.*Unpack"),
        (b"PK\x03\x04", "zip archive"),
        (b"!BDN....", r"\.pst"),
        (MAIL, r"\.eml"),
        (b"%PDF-1.7", "no mbox"),
        (b"\x00" * 100, "no mbox"),
    ],
)
def test_other_files_are_refused_with_the_next_step(file: Path, content: bytes, says: str) -> None:
    """A file that is no mailbox is named, with what it is and what to do."""
    file.write_bytes(content)
    with pytest.raises(MailboxUnreachableError, match=says):
        open_source(str(file), Settings())


def test_an_mbox_that_became_something_else_is_no_empty_one(file: Path) -> None:
    """A file that is gone or overwritten is an error, never a mailbox without messages."""
    source = Mbox(file)
    with pytest.raises(MailboxUnreachableError, match="cannot be read"):
        source.listing()
    file.write_bytes(b"\x00" * 5000)
    with pytest.raises(MailboxUnreachableError, match="no mbox"):
        source.listing()
