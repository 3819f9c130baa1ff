"""What holds for every mailbox that has Drafts."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.contract.kinds import WITH_DRAFTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.adapters import WholeAdapter

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
OURS = "<draft-1@adhesion.example>"
ASKED = "<question@city.example>"


def draft(own: str = OURS, answers: str = ASKED, body: str = "Dear Mayor, bonne journée") -> bytes:
    date = "Date: Mon, 23 Nov 2026 10:00:00 +0100\r\n"
    head = f"Message-ID: {own}\r\nIn-Reply-To: {answers}\r\n{date}To: nadia@city.example\r\n\r\n"
    return (head + body + "\r\n").encode()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(params=WITH_DRAFTS)
def box(request: pytest.FixtureRequest, tmp_path: Path) -> WholeAdapter:
    return WITH_DRAFTS[request.param](request, tmp_path)


def test_there_are_no_drafts_at_first(box: WholeAdapter) -> None:
    """Nothing is found, and the epoch is told all the same."""
    seen = box.mailbox().look([OURS], [ASKED])
    assert (seen.drafts, seen.sent) == ((), ())
    assert seen.epoch


def test_a_draft_is_found_again_as_it_was(box: WholeAdapter) -> None:
    """By its id, with the hash of all its bytes, at the place that was told; it is marked as a draft that was seen."""
    place = box.mailbox().append(draft(), NOW)
    (found,) = box.mailbox().look([OURS], []).drafts
    assert found.place == place
    assert (found.message_id, found.in_reply_to) == (OURS, ASKED)
    assert found.sha256 == sha(draft())
    assert found.date is not None
    assert box.contents("Drafts") == [draft()]
    assert box.marks("Drafts") == [{"\\Draft", "\\Seen"}]


def test_only_what_is_asked_for_is_found(box: WholeAdapter) -> None:
    """Other people's drafts are nobody's matter, nor are those with an id that only begins like ours."""
    mailbox = box.mailbox()
    mailbox.append(draft("<draft-1@adhesion.example.org>"), NOW)
    mailbox.append(draft("<x-draft-1@adhesion.example>"), NOW)
    assert mailbox.look([OURS], []).drafts == ()
    assert mailbox.look([], []).drafts == ()


def test_a_draft_that_a_person_edited_is_found_by_what_it_answers(box: WholeAdapter) -> None:
    """Mail programs store an edited draft as another message, often with another id."""
    mailbox = box.mailbox()
    mailbox.append(draft(), NOW)
    box.take("Drafts")
    edited = draft("<outlook-7@mail.example>", body="Dear Mayor, in my own words")
    box.put("Drafts", edited)
    (found,) = mailbox.look([OURS], [ASKED]).drafts
    assert (found.message_id, found.sha256) == ("<outlook-7@mail.example>", None)


def test_a_draft_edited_under_its_own_id_has_another_hash(box: WholeAdapter) -> None:
    """Some mail programs keep the id."""
    edited = draft(body="Dear Mayor, in my own words")
    box.put("Drafts", edited)
    (found,) = box.mailbox().look([OURS], [ASKED]).drafts
    assert found.sha256 == sha(edited) != sha(draft())


def test_a_draft_that_was_sent_is_found_in_sent(box: WholeAdapter) -> None:
    """By its id, or by what it answers; bodies of sent mail are not fetched."""
    mailbox = box.mailbox()
    mailbox.append(draft(), NOW)
    box.take("Drafts")
    box.put("Sent", draft())
    box.put("Sent", draft("<other@mail.example>"))
    box.put("Sent", draft("<another@mail.example>", "<else@city.example>"))
    seen = mailbox.look([OURS], [ASKED])
    assert seen.drafts == ()
    assert [(each.message_id, each.sha256) for each in seen.sent] == [(OURS, None), ("<other@mail.example>", None)]


def test_a_discarded_draft_is_not_there(box: WholeAdapter) -> None:
    """In neither folder."""
    mailbox = box.mailbox()
    mailbox.append(draft(), NOW)
    box.take("Drafts")
    seen = mailbox.look([OURS], [ASKED])
    assert (seen.drafts, seen.sent) == ((), ())


def test_long_ids_are_found_however_they_are_folded(box: WholeAdapter) -> None:
    """Header lines are broken where they get long."""
    answers = "<" + "a" * 90 + "@city.example>"
    box.put("Drafts", draft("\r\n " + OURS, "\r\n\t" + answers))
    (found,) = box.mailbox().look([OURS], [answers]).drafts
    assert (found.message_id, found.in_reply_to) == (OURS, answers)


def test_odd_ids_do_no_harm(box: WholeAdapter) -> None:
    """Ids come from anybody's mail: quotes, line breaks, letters of all scripts, commands."""
    mailbox = box.mailbox()
    mailbox.append(draft(), NOW)
    odd = ['<"a"b@x>', "a\r\nA1 LOGOUT", "<é@x>", "", "\\", "(", "<" + "x" * 20_000 + ">", "\0", "{5}"]
    assert len(mailbox.look([OURS, *odd], odd).drafts) == 1
    assert len(mailbox.look([OURS], []).drafts) == 1


def test_many_ids_are_looked_for_among_many_messages(box: WholeAdapter) -> None:
    """A year's drafts, of which three are left."""
    mailbox = box.mailbox()
    for number in range(0, 300, 100):
        mailbox.append(draft(f"<draft-{number}@adhesion.example>", f"<m{number}@city.example>"), NOW)
    wanted = [f"<draft-{number}@adhesion.example>" for number in range(300)]
    assert len(mailbox.look(wanted, [f"<m{number}@city.example>" for number in range(300)]).drafts) == 3


def test_a_draft_that_nobody_touched_is_taken_back(box: WholeAdapter) -> None:
    """It is gone, the drafts beside it are not, and it can be asked for again."""
    mailbox = box.mailbox()
    other = draft("<draft-2@adhesion.example>")
    mailbox.append(draft(), NOW)
    mailbox.append(other, NOW)
    for _ in range(2):
        assert mailbox.take_back({OURS: sha(draft())}) == frozenset()
        assert box.contents("Drafts") == [other]
    assert mailbox.look([OURS], []).drafts == ()


def test_an_edited_draft_is_not_taken_back(box: WholeAdapter) -> None:
    """Whether the mail program keeps the id, or another person has stored a second copy under it."""
    mailbox = box.mailbox()
    edited = draft(body="Dear Mayor, in my own words")
    box.put("Drafts", edited)
    assert mailbox.take_back({OURS: sha(draft())}) == {OURS}
    mailbox.append(draft(), NOW)
    assert mailbox.take_back({OURS: sha(draft())}) == {OURS}
    assert box.contents("Drafts") == [edited, draft()]


def test_what_is_no_longer_in_drafts_is_taken_back_already(box: WholeAdapter) -> None:
    """It was sent or thrown away meanwhile; one with a like id is another's."""
    mailbox = box.mailbox()
    other = draft("<draft-1@adhesion.example.org>")
    mailbox.append(other, NOW)
    assert mailbox.take_back({OURS: sha(draft())}) == frozenset()
    assert mailbox.take_back({}) == frozenset()
    assert box.contents("Drafts") == [other]


def test_drafts_that_people_marked_as_deleted_outlive_a_draft_that_is_taken_back(box: WholeAdapter) -> None:
    """A person may still take the mark off: only our own draft is removed."""
    mailbox = box.mailbox()
    kept = draft("<staff-1@office.example>")
    box.put("Drafts", kept)
    box.mark("Drafts", "\\Deleted")
    mailbox.append(draft(), NOW)
    mailbox.take_back({OURS: sha(draft())})
    assert box.contents("Drafts") == [kept]


def test_several_drafts_are_taken_back_together(box: WholeAdapter) -> None:
    """Each by its own hash: of three, two are as they were."""
    mailbox = box.mailbox()
    ids = [f"<draft-{number}@adhesion.example>" for number in range(3)]
    for own in ids:
        mailbox.append(draft(own), NOW)
    wrote = {own: sha(draft(own)) for own in ids} | {ids[1]: sha(b"something else")}
    assert mailbox.take_back(wrote) == {ids[1]}
    assert box.contents("Drafts") == [draft(ids[1])]
