"""What holds for every kind of mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import CannotDoError
from pipeline.model import RawMessage
from tests.contract.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.intake.mailbox import MessageSource
    from tests.contract.adapters import Adapter

HEAD = b"From: Nadia Ferro <nadia@city.example>\r\nMessage-ID: <%d@city.example>\r\nSubject: Form\r\n\r\n"
ODD = bytes(each for each in range(1, 256) if each not in b"\r\n")


def mail(number: int, body: bytes = b"Good day\r\n") -> bytes:
    return HEAD % number + body


@pytest.fixture(params=KINDS)
def box(request: pytest.FixtureRequest, tmp_path: Path) -> Adapter:
    return KINDS[request.param](request, tmp_path)


def filled(box: Adapter, count: int) -> tuple[MessageSource, tuple[str, ...]]:
    """A mailbox with messages 1 to `count`, and their places in that order."""
    for number in range(1, count + 1):
        box.deliver(mail(number))
    mailbox = box.mailbox()
    by_data = {data: place for place, data in fetched(mailbox).items()}
    return mailbox, tuple(by_data[mail(number)] for number in range(1, count + 1))


def fetched(mailbox: MessageSource, places: tuple[str, ...] | None = None) -> dict[str, bytes]:
    """Place -> message, of all messages unless told otherwise."""
    found = list(mailbox.fetch(mailbox.listing().places if places is None else places))
    assert all(isinstance(each, RawMessage) for each in found)
    return {each.place: each.data for each in found if isinstance(each, RawMessage)}


def test_an_empty_mailbox_has_nothing(box: Adapter) -> None:
    """No messages, no error."""
    mailbox = box.mailbox()
    assert mailbox.listing().places == ()
    assert mailbox.sizes([]) == {}
    assert list(mailbox.fetch([])) == []


def test_listing_sizes_messages_and_heads_agree(box: Adapter) -> None:
    """Each message once, with the size that was told before, and the header that it begins with."""
    mailbox, places = filled(box, 5)
    assert sorted(mailbox.listing().places) == sorted(places)
    messages = fetched(mailbox, places)
    assert tuple(messages) == places
    assert mailbox.sizes(places) == {place: len(data) for place, data in messages.items()}
    for place, data in messages.items():
        head = mailbox.head(place)
        assert head is not None
        assert head.rstrip() == data.partition(b"\r\n\r\n")[0]


def test_messages_come_byte_for_byte(box: Adapter) -> None:
    """Eight bits, control characters, long lines, lines that look like the protocol or the file format."""
    data = mail(1, ODD + b"\r\n" + b"x" * 5000 + b"\r\n)\r\na1 OK done\r\n* BYE\r\n.\r\nlast line")
    box.deliver(data)
    came = data if box.can("open end") else data + b"\r\n"
    assert list(fetched(box.mailbox()).values()) == [came]


def test_received_is_a_time_with_a_zone(box: Adapter) -> None:
    """So that it can be compared."""
    box.deliver(b"Received: by mx.example; Mon, 2 Feb 2026 10:00:00 +0100\r\n" + mail(1))
    mailbox = box.mailbox()
    (found,) = mailbox.fetch(mailbox.listing().places)
    assert isinstance(found, RawMessage)
    assert found.received is not None
    assert found.received.tzinfo is not None


def test_reading_changes_nothing(box: Adapter) -> None:
    """Nothing is marked as read, by any method that reads."""
    mailbox, places = filled(box, 3)
    before = box.contents()
    with mailbox:
        mailbox.listing()
        mailbox.sizes(places)
        mailbox.head(places[0])
        list(mailbox.fetch(places))
    assert all("\\Seen" not in box.flags(place) for place in places)
    assert box.contents() == before


def test_messages_marked_as_deleted_are_left_alone(box: Adapter) -> None:
    """They are not listed, and are still there, still marked, after everything that is done to others and to them."""
    if not box.can("deleted"):
        pytest.skip("nobody can mark messages as deleted there")
    mailbox, places = filled(box, 4)
    box.mark_deleted(places[1])
    listed = mailbox.listing().places
    assert sorted(listed) == sorted((places[0], places[2], places[3]))
    list(mailbox.fetch(places))
    mailbox.head(places[1])
    if box.can("flag"):
        mailbox.flag([*listed, places[1]], "$Adhesion")
    if box.can("move"):
        mailbox.move([places[0], places[1]], "Adhesion/Processed")
        mailbox.move([places[2]], "Adhesion/Processed")
    mailbox.close()
    assert mail(2) in box.contents()
    assert len(box.contents()) == (2 if box.can("move") else 4)
    assert mailbox.listing().places == ((places[3],) if box.can("move") else listed)


def test_messages_that_are_gone_are_left_out(box: Adapter) -> None:
    """Whatever is asked of them; the others still come."""
    mailbox, places = filled(box, 3)
    box.remove(places[1])
    rest = (places[0], places[2])
    assert tuple(fetched(mailbox, places)) == rest
    assert tuple(mailbox.sizes(places)) == rest
    assert mailbox.head(places[1]) is None
    if box.can("flag"):
        mailbox.flag([places[1]], "$Adhesion")
    if box.can("move"):
        mailbox.move([places[1]], "Adhesion")
        assert box.contents("Adhesion") == []
    assert sorted(mailbox.listing().places) == sorted(rest)


@pytest.mark.parametrize("place", ["", "x", "Elsewhere;UIDVALIDITY=1;UID=1", "../../etc/passwd", "INBOX;UID=1", "a\0b"])
def test_places_of_elsewhere_are_gone(box: Adapter, place: str) -> None:
    """A place out of another mailbox, or a broken one, is that of no message."""
    mailbox, _ = filled(box, 1)
    assert mailbox.sizes([place]) == {}
    assert list(mailbox.fetch([place])) == []
    assert mailbox.head(place) is None


def test_places_stay_when_mail_comes_and_goes(box: Adapter) -> None:
    """A place means the same message in the next run; new ones are listed last, and no place is given again."""
    mailbox, places = filled(box, 3)
    highest = mailbox.listing().highest
    box.remove(places[2])
    box.deliver(mail(4))
    mailbox.close()
    later = box.mailbox()
    listing = later.listing()
    assert set(places[:2]) < set(listing.places)
    new = next(place for place in listing.places if place not in places)
    assert fetched(later, (new,)) == {new: mail(4)}
    if box.can("order"):
        assert listing.places == (*places[:2], new)
    if highest is not None:
        assert listing.highest == highest + 1


def test_a_new_epoch_makes_all_places_mean_nothing(box: Adapter) -> None:
    """The server numbers anew: the listing tells it, and old places give no message, least of all another one."""
    if not box.can("epoch"):
        pytest.skip("places have no epoch there")
    mailbox, places = filled(box, 2)
    epoch = mailbox.listing().epoch
    box.renumber()
    listing = mailbox.listing()
    assert listing.epoch not in {None, epoch}
    assert not set(listing.places) & set(places)
    assert mailbox.sizes(places) == {}
    assert list(mailbox.fetch(places)) == []
    assert mailbox.head(places[0]) is None
    if box.can("move"):
        mailbox.move(places, "Adhesion")
    assert sorted(box.contents()) == sorted([mail(1), mail(2)])


@pytest.mark.parametrize("folder", ["Processed", "Adhesion/Processed", "Traité/déjà".replace("à", "e")])
def test_messages_are_moved(box: Adapter, folder: str) -> None:
    """To a folder of that name, made with all its levels; others stay; a second time changes nothing."""
    mailbox, places = filled(box, 3)
    if not box.can("move"):
        with pytest.raises(CannotDoError):
            mailbox.move(places, folder)
        assert len(box.contents()) == 3
        return
    mailbox.move(places[:1], folder)
    mailbox.move(places[:1], folder)
    mailbox.move(places[1:2], folder)
    mailbox.close()
    box.mailbox().move(places[:2], folder)
    assert sorted(box.contents(folder)) == [mail(1), mail(2)]
    assert box.contents() == [mail(3)]
    assert mailbox.listing().places == places[2:]


def test_messages_are_flagged(box: Adapter) -> None:
    """With a keyword that other mail programs see; others are not; a second time changes nothing."""
    mailbox, places = filled(box, 2)
    if not box.can("flag"):
        with pytest.raises(CannotDoError):
            mailbox.flag(places, "$Adhesion")
        return
    mailbox.flag(places[:1], "$Adhesion")
    mailbox.flag(places[:1], "$Adhesion")
    assert "$Adhesion" in box.flags(places[0])
    assert box.flags(places[1]) == set()
    assert mailbox.listing().places == places


@pytest.mark.parametrize("keyword", ["two words", "(x)", 'a"b', "\\Deleted", "a\r\nb", "", "é"])
def test_what_is_no_keyword_is_refused(box: Adapter, keyword: str) -> None:
    """It never reaches the server as a command, nor as a mark that makes messages disappear."""
    mailbox, places = filled(box, 1)
    with pytest.raises(CannotDoError):
        mailbox.flag(places, keyword)
    assert mailbox.listing().places == places


def test_the_header_of_a_large_message_comes_without_it(box: Adapter) -> None:
    """30 MB: its size is told, and its head is only its head."""
    large = mail(1, (b"x" * 78 + b"\r\n") * 400_000)
    box.deliver(large)
    mailbox = box.mailbox()
    (place,) = mailbox.listing().places
    assert mailbox.sizes([place]) == {place: len(large)}
    head = mailbox.head(place)
    assert head is not None
    assert head.rstrip() == HEAD.rstrip() % 1


def test_many_messages_come_in_any_number_at_a_time(box: Adapter) -> None:
    """As many as asked for, in the order asked for."""
    mailbox, places = filled(box, 120)
    asked = places[::-3]
    assert tuple(fetched(mailbox, asked)) == asked
    assert tuple(mailbox.sizes(asked)) == asked


def test_a_mailbox_can_be_closed_and_used_again(box: Adapter) -> None:
    """Closing twice, or unused, does no harm."""
    mailbox, places = filled(box, 1)
    account = mailbox.account
    mailbox.close()
    mailbox.close()
    assert mailbox.listing().places == places
    assert mailbox.account == account == box.mailbox().account
    box.mailbox().close()
