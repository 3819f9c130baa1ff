"""Word weeks before something ends with which the mailbox is opened."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pipeline.config import Settings
from pipeline.model import Severity
from pipeline.signin.notices import expiry_notices
from pipeline.signin.store import SignIn, TokenStore
from tests.contract.token_server import as_pem, certificate, new_key, pem, private_file

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 23)


def settings(source: str = "imaps://adhesion@mail.example/INBOX", auth: str = "xoauth2", **oauth: object) -> Settings:
    return Settings.model_validate({"mailbox": {"source": source, "auth": auth, "oauth": {"client_id": "c", **oauth}}})


def days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("ends", "code", "severity", "says"),
    [
        (28, "signin.ends", Severity.WARNING, "in 28 days"),
        (1, "signin.ends", Severity.WARNING, "tomorrow"),
        (0, "signin.ends", Severity.WARNING, "today"),
        (-1, "signin.ended", Severity.ERROR, "2026-11-22"),
    ],
)
def test_the_end_of_a_secret_is_told_four_weeks_before(
    tmp_path: Path, ends: int, code: str, severity: Severity, says: str
) -> None:
    """And as an error when it has come."""
    (found,) = expiry_notices(settings(secret_expires=days(ends)), tmp_path, TODAY)

    assert (found.code, found.severity) == (code, severity)
    assert says in found.message
    assert "secret_expires" in found.message


def test_what_ends_later_is_not_told(tmp_path: Path) -> None:
    """Nor what has no end that we know."""
    assert expiry_notices(settings(secret_expires=days(29)), tmp_path, TODAY) == ()
    assert expiry_notices(settings(), tmp_path, TODAY) == ()


def test_a_secret_that_nobody_uses_is_not_told(tmp_path: Path) -> None:
    """With a password, or a folder of files, the settings of OAuth mean nothing."""
    assert expiry_notices(settings(auth="password", secret_expires=TODAY), tmp_path, TODAY) == ()
    assert expiry_notices(settings(source="inbox_samples", secret_expires=TODAY), tmp_path, TODAY) == ()


def test_a_certificate_tells_its_own_end(tmp_path: Path) -> None:
    """Of the application's certificate, not of those of authorities in the same file."""
    key, other = new_key(), new_key()
    ends = dt.datetime(2026, 12, 3, 12, tzinfo=dt.UTC)
    both = as_pem(certificate(other, "authority")) + as_pem(certificate(key, "app", ends=ends)) + pem(key)
    file = private_file(tmp_path / "app.pem", both)

    (found,) = expiry_notices(settings(flow="certificate", certificate_file=file), tmp_path, TODAY)

    assert "2026-12-03" in found.message
    assert "certificate_file" in found.message


def test_a_certificate_that_cannot_be_read_is_told_elsewhere(tmp_path: Path) -> None:
    """Signing in says it; a look at the calendar stops nothing."""
    assert expiry_notices(settings(flow="certificate", certificate_file=tmp_path / "none"), tmp_path, TODAY) == ()


@pytest.mark.parametrize(
    ("provider", "flow", "last"), [("microsoft", "device_code", 90), ("google", "client_secret", 182)]
)
def test_a_sign_in_that_was_not_used_for_long_is_told(tmp_path: Path, provider: str, flow: str, last: int) -> None:
    """Providers let go of it; which is how a mailbox dies when runs stood still over the summer."""
    asked = settings(provider=provider, flow=flow)
    store = TokenStore(tmp_path / "oauth.json")

    store.write(SignIn(provider, "c", days(10 - last), "kept"))
    (found,) = expiry_notices(asked, tmp_path, TODAY)
    assert "in 10 days" in found.message
    assert "adhesion login" in found.message

    store.write(SignIn(provider, "c", TODAY, "kept", ends=days(7)))
    (found,) = expiry_notices(asked, tmp_path, TODAY)
    assert "in 7 days" in found.message

    store.write(SignIn(provider, "c", TODAY, "kept"))
    assert expiry_notices(asked, tmp_path, TODAY) == ()
