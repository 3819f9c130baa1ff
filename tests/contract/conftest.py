"""Real mail servers, each started once for all tests of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.mail.certificates import Certificates, make_certificates
from tests.mail.dovecot import (
    WITHOUT_MOVE,
    WITHOUT_MOVE_AND_UIDPLUS,
    Dovecot,
    Setup,
    dovecot_missing,
    running_dovecot,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """For servers that are none."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


def _server(setup: Setup) -> Iterator[Dovecot]:
    if dovecot_missing:
        pytest.skip(dovecot_missing)
    with running_dovecot(setup) as server:
        yield server


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A server that can do everything."""
    yield from _server(Setup())


@pytest.fixture(scope="session")
def dovecot_without_move() -> Iterator[Dovecot]:
    """A server of before 2013."""
    yield from _server(Setup(capability=WITHOUT_MOVE))


@pytest.fixture(scope="session")
def dovecot_without_uidplus() -> Iterator[Dovecot]:
    """A server that cannot remove a single message."""
    yield from _server(Setup(capability=WITHOUT_MOVE_AND_UIDPLUS))


@pytest.fixture(scope="session")
def dovecot_below_inbox() -> Iterator[Dovecot]:
    """A server in the manner of Courier and Cyrus: levels are parted by dots, and all folders stand below INBOX."""
    yield from _server(Setup(separator=".", prefix="INBOX."))


@pytest.fixture(scope="session")
def dovecot_small() -> Iterator[Dovecot]:
    """A server where a mailbox has 20 KB, and moving takes room for a copy."""
    yield from _server(Setup(quota_kb=20, capability=WITHOUT_MOVE))


@pytest.fixture(scope="session")
def dovecot_unmarked() -> Iterator[Dovecot]:
    """A server that marks no folder with its special use."""
    yield from _server(Setup(folders=""))
