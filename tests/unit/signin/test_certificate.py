"""The file with which an application signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pipeline.errors import LoginRefusedError
from pipeline.signin.certificate import read_certificate
from tests.contract.token_server import as_pem, certificate, new_key, pem, private_file

if TYPE_CHECKING:
    from pathlib import Path

KEY = new_key()
CERTIFICATE = as_pem(certificate(KEY, "application"))
CURVE = ec.generate_private_key(ec.SECP256R1()).private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)


@pytest.mark.parametrize("data", [pem(KEY) + CERTIFICATE, CERTIFICATE + pem(KEY)])
def test_key_and_certificate_stand_in_any_order(tmp_path: Path, data: bytes) -> None:
    """As tools write them. The key is not shown."""
    found = read_certificate(private_file(tmp_path / "app.pem", data))

    assert len(found.thumbprint) == 64
    assert "PRIVATE KEY" in found.key
    assert "PRIVATE KEY" not in repr(found)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no private key"),
        (CERTIFICATE, "no private key"),
        (pem(KEY), "no certificate"),
        (pem(new_key()) + CERTIFICATE, "does not belong"),
        (pem(KEY, b"hush") + CERTIFICATE, "passphrase"),
        (CURVE + CERTIFICATE, "no RSA key"),
        (b"\x30\x82\x01\x00" * 40, "no private key"),
        (pem(KEY)[:400] + CERTIFICATE, "no private key"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(tmp_path: Path, data: bytes, says: str) -> None:
    """In words of the administrator, before Microsoft refuses it."""
    with pytest.raises(LoginRefusedError, match=says):
        read_certificate(private_file(tmp_path / "app.pem", data))


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    """As with every secret in a file."""
    file = private_file(tmp_path / "app.pem", pem(KEY) + CERTIFICATE)
    file.chmod(0o644)

    with pytest.raises(LoginRefusedError, match="chmod 600"):
        read_certificate(file)
