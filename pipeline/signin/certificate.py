"""The certificate with which an application signs in at Microsoft 365: a PEM file with private key and certificate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import LoginRefusedError
from pipeline.signin.secrets import read_private

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.x509 import Certificate

SETTING = "mailbox.oauth.certificate_file"


@dataclass(frozen=True, slots=True)
class SigningCertificate:
    """Key and certificate as PEM text, the SHA-256 thumbprint of the certificate in hex, and when it ends."""

    key: str = field(repr=False)
    certificate: str = field(repr=False)
    thumbprint: str
    ends: dt.datetime


def read_certificate(file: Path) -> SigningCertificate:
    """Read and check the file.

    Raises:
        LoginRefusedError: others may read it, or it lacks an RSA key without passphrase or that key's certificate.
    """
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - heavy

    data = read_private(file, SETTING)
    key = _key(data, file)
    certificate = _certificate_of(key, data, file)
    return SigningCertificate(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode(),
        certificate.public_bytes(serialization.Encoding.PEM).decode(),
        certificate.fingerprint(hashes.SHA256()).hex(),
        certificate.not_valid_after_utc,
    )


def _key(data: bytes, file: Path) -> RSAPrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - heavy
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey  # noqa: PLC0415 - heavy
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - heavy

    try:
        key = load_pem_private_key(data, password=None)
    except TypeError:
        raise LoginRefusedError(f"{SETTING}: the key in {file} has a passphrase; store it without one") from None
    except (ValueError, UnsupportedAlgorithm):
        raise LoginRefusedError(f"{SETTING}: {file} holds no private key in PEM form") from None
    if not isinstance(key, RSAPrivateKey):
        raise LoginRefusedError(f"{SETTING}: the key in {file} is no RSA key, and Microsoft takes no other")
    return key


def _certificate_of(key: RSAPrivateKey, data: bytes, file: Path) -> Certificate:
    """The certificate of that key; the file may hold those of its authorities too, in any order."""
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - heavy

    try:
        found = load_pem_x509_certificates(data)
    except ValueError:
        raise LoginRefusedError(f"{SETTING}: {file} holds no certificate beside the key") from None
    for certificate in found:
        if certificate.public_key() == key.public_key():
            return certificate
    raise LoginRefusedError(f"{SETTING}: the certificate in {file} does not belong to the key beside it")
