"""What token endpoints say, however odd."""

from __future__ import annotations

import datetime as dt
import io
import os
import socket
import threading
from contextlib import suppress
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pipeline.errors import LoginRefusedError, MailboxUnreachableError
from pipeline.signin.loopback import Listener, wait_for
from pipeline.signin.tokens import Token, refused, token_from

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=5,
)
answers = some.fixed_dictionaries(
    {}, optional=dict.fromkeys(("access_token", "expires_in", "error", "error_description"), anything)
)


@given(answers)
def test_an_answer_gives_a_token_or_is_trouble_of_the_server(answer: dict[str, object]) -> None:
    """A token is one line of plain signs, whatever came: it becomes part of a line to the mail server."""
    with suppress(MailboxUnreachableError):
        token = token_from(answer, NOW)
        assert token.text.isascii()
        assert token.text.isprintable()
        assert " " not in token.text
        assert token.ends is None or token.ends >= NOW


@given(answers)
def test_a_refusal_shows_no_more_than_a_code(answer: dict[str, object]) -> None:
    """Never a description, in which names and secrets have been seen."""
    error = refused({**answer, "error_description": f"<<{answer.get('error_description')}>>"}, {}, "do this")

    assert isinstance(error, LoginRefusedError | MailboxUnreachableError)
    assert "<<" not in str(error)
    assert str(error).isprintable()


@pytest.mark.parametrize("seconds", [3600, "3600"])
def test_the_end_of_a_token_is_counted_from_now(seconds: object) -> None:
    """Some providers write the number as text."""
    assert token_from({"access_token": "t", "expires_in": seconds}, NOW) == Token("t", NOW + dt.timedelta(hours=1))


def test_only_the_answer_that_was_waited_for_is_taken() -> None:
    """Another page, a forged answer, a connection that says nothing: all are passed over."""
    with Listener("the-word") as listener:
        address = listener.address
        silent = socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2][:-1])))
        silent.close()
        for query in ("favicon.ico", "?code=forged", "?code=forged&state=other", "?code=true&state=the-word"):
            threading.Thread(target=_open, args=(address + query,)).start()

        assert wait_for(listener, None, 60) == {"code": "true", "state": "the-word"}


def test_an_address_can_be_pasted() -> None:
    """With blanks around it, after lines that are none, while the browser gets nowhere."""
    reading, writing = os.pipe()
    with Listener("the-word") as listener, os.fdopen(reading) as typed, io.FileIO(writing, "w") as pasting:
        pasting.write(b"hello\nis it this?\nhttp://127.0.0.1:1/?code=old&state=other\n")
        pasting.write(b"and this?\n  http://127.0.0.1:1/?state=the-word&code=true \n")

        assert wait_for(listener, typed, 60)["code"] == "true"


def test_nobody_is_waited_for_without_end() -> None:
    """Also where nothing can be typed."""
    with Listener("the-word") as listener, open(os.devnull) as typed, pytest.raises(LoginRefusedError, match="minutes"):  # noqa: PTH123 - a device
        wait_for(listener, typed, 0.2)


def _open(address: str) -> None:
    with suppress(OSError), urlopen(address, timeout=30) as page:  # noqa: S310 - our own address
        page.read()
