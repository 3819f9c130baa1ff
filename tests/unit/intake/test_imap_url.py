from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DefinitionError
from pipeline.intake.imap_url import ImapAddress, parse_imap_url


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("imaps://office@mail.example", ImapAddress("mail.example", 993, "office")),
        ("imap://office@mail.example/", ImapAddress("mail.example", 143, "office", implicit_tls=False)),
        ("IMAPS://a@b.example@Mail.Example:1993/inbox", ImapAddress("mail.example", 1993, "a@b.example")),
        ("imaps://a%40b.example@mail.example/A/B", ImapAddress("mail.example", 993, "a@b.example", "A/B")),
        ("imaps://o@mail.example/%C3%89lus%20%25/", ImapAddress("mail.example", 993, "o", "Élus %")),
        ("imaps://o@mail.example/Élus/한국", ImapAddress("mail.example", 993, "o", "Élus/한국")),
        ("imaps://o@[2001:db8::1]:99/x", ImapAddress("2001:db8::1", 99, "o", "x")),
        ("imaps://o@bücher.example", ImapAddress("xn--bcher-kva.example", 993, "o")),
        ("imaps://o@mail.example:", ImapAddress("mail.example", 993, "o")),
        (" imaps://o@127.0.0.1 ", ImapAddress("127.0.0.1", 993, "o")),
    ],
)
def test_an_address_is_read(text: str, address: ImapAddress) -> None:
    """User, host, port and folder, however they are written; INBOX in any case."""
    assert parse_imap_url(text) == address


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("imaps:office@mail.example", "no address"),
        ("pop3://office@mail.example", "no address"),
        ("", "no address"),
        ("imaps://mail.example/INBOX", "user"),
        ("imaps://@mail.example", "user"),
        ("imaps://office@", "host"),
        ("imaps://office@/INBOX", "host"),
        ("imaps://office@two words/INBOX", "host"),
        ("imaps://office@[::1/INBOX", "host"),
        ("imaps://office@mail.example:ten", "port"),
        ("imaps://office@mail.example:0", "port"),
        ("imaps://office@mail.example:65536", "port"),
        ("imaps://office@mail.example:٣", "port"),
        ("imaps://office@" + "x" * 64 + ".example", "host"),
        ("imaps://o@mail.example/%ff", "UTF-8"),
        ("imaps://o@mail.example/a%0d%0ab", "control"),
        ("imaps://o%00@mail.example/", "control"),
    ],
)
def test_mistakes_are_said(text: str, said: str) -> None:
    """With the setting, and how to write it."""
    with pytest.raises(DefinitionError) as raised:
        parse_imap_url(text)
    assert raised.value.file == "mailbox.source"
    assert said in str(raised.value)


def test_all_mistakes_come_at_once() -> None:
    """One look at the configuration is enough."""
    with pytest.raises(DefinitionError) as raised:
        parse_imap_url("imaps://mail.example:x/%ff")
    assert len(raised.value.problems) == 3


@pytest.mark.parametrize("text", ["imaps://office:hunter2@mail.example/", "imaps://a@b:hunter2@mail.example:x/%ff"])
def test_a_password_is_refused_and_not_repeated(text: str) -> None:
    """It belongs into a file, an environment variable or a command, not into a configuration that is passed round."""
    with pytest.raises(DefinitionError, match="password_file") as raised:
        parse_imap_url(text)
    assert "hunter2" not in str(raised.value)


names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@given(user=names.filter(lambda name: name.strip()), folder=names.filter(lambda name: name.strip("/") == name))
def test_what_was_encoded_comes_back(user: str, folder: str) -> None:
    """Any user and any folder can be named."""
    found = parse_imap_url(f"imaps://{quote(user, safe='')}@mail.example/{quote(folder, safe='')}")
    assert (found.user, found.folder) == (user, "INBOX" if folder.upper() == "INBOX" else folder)


@given(st.text())
def test_no_text_does_harm(text: str) -> None:
    """It is an address or a `DefinitionError`."""
    for url in (text, f"imaps://{text}", f"imaps://o@{text}", f"imaps://o@h/{text}"):
        try:
            parse_imap_url(url)
        except DefinitionError:
            continue
