from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import LedgerUnusableError
from pipeline.ledger.store import Ledger
from pipeline.model import RawMessage
from pipeline.records import Kept
from tests.unit.ledger.building import ACCOUNT, CAMPAIGN, NOW, arrive, at, dump, ignored_plan, kept, url_of

if TYPE_CHECKING:
    from pathlib import Path


def test_bytes_come_back_exactly_as_they_came(ledger: Ledger, run: int) -> None:
    """What was kept is given back byte for byte, with its place, digest, size and times."""
    data = bytes(range(256)) * 20 + b"\r\n\x00"
    message = ledger.keep(RawMessage("INBOX/7", data, at(-1)), ACCOUNT, run, NOW)

    assert ledger.raw(message.id) == data
    assert (message.place, message.size, message.received, message.fetched) == ("INBOX/7", len(data), at(-1), NOW)
    assert message.sha256 == hashlib.sha256(data).hexdigest()


def test_keeping_again_changes_nothing(ledger: Ledger, run: int, file: Path) -> None:
    """The same bytes at the same place are one message, however often they are kept."""
    first = kept(ledger, run, "a.eml")
    before = dump(file)

    assert kept(ledger, run, "a.eml", days=3) == first
    assert dump(file) == before


def test_other_bytes_at_the_same_place_are_another_message(ledger: Ledger, run: int) -> None:
    """A place may be used again: both messages stay, the place is known by its newest bytes."""
    first, second = kept(ledger, run, "a.eml", b"one"), kept(ledger, run, "a.eml", b"two")

    assert first.id != second.id
    assert ledger.known_places(ACCOUNT) == {"a.eml": Kept(second.id, second.sha256)}
    assert [ledger.raw(each.id) for each in (first, second)] == [b"one", b"two"]


def test_the_same_bytes_elsewhere_are_a_message_of_their_own(ledger: Ledger, run: int) -> None:
    """A copy at another place is kept as a message and knows the first one with its bytes."""
    first, copy = kept(ledger, run, "a.eml", b"one"), kept(ledger, run, "b.eml", b"one")

    assert ledger.first_with(copy.sha256, before=copy.id) == first.id
    assert ledger.first_with(first.sha256, before=first.id) is None


def test_accounts_do_not_know_each_others_places(ledger: Ledger, run: int) -> None:
    """The same place of another mailbox is another place."""
    kept(ledger, run, "a.eml")

    assert ledger.known_places("other@mail.example") == {}


def test_a_message_waits_until_it_is_concluded(ledger: Ledger, run: int, file: Path) -> None:
    """What was kept but not concluded is there in the next run, oldest first."""
    first, second = kept(ledger, run, "a.eml"), kept(ledger, run, "b.eml")
    arrive(ledger, run, "c.eml", ignored_plan())
    ledger.close()

    with Ledger.open(url_of(file)) as later:
        assert later.unconcluded() == [first, second]


def test_an_unknown_message_is_a_key_error(ledger: Ledger) -> None:
    """Asking for the bytes of a message that is not there is a mistake of the caller."""
    with pytest.raises(KeyError):
        ledger.raw(99)


def test_bytes_that_rotted_on_the_disk_are_never_given_out(ledger: Ledger, run: int, file: Path) -> None:
    """Bytes that are no longer those that came stop the run and say what to do."""
    message = kept(ledger, run, "a.eml", b"one")
    with sqlite3.connect(file) as other:
        other.execute("UPDATE contents SET raw = x'00112233'")
    other.close()

    with pytest.raises(LedgerUnusableError, match=r"damaged.*backup"):
        ledger.raw(message.id)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.text(st.characters(codec=None), max_size=30), data=st.binary(max_size=50))
def test_any_place_is_known_again(ledger: Ledger, run: int, place: str, data: bytes) -> None:
    """Law: a place comes back exactly, even a file name that is no UTF-8, so nothing is fetched twice."""
    message = ledger.keep(RawMessage(place, data), ACCOUNT, run, NOW)

    assert ledger.known_places(ACCOUNT)[place].sha256 == message.sha256
    assert ledger.keep(RawMessage(place, data), ACCOUNT, run, NOW) == message
    assert ledger.view(CAMPAIGN).messages[message.id - 1].place == place
