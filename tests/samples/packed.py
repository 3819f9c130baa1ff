"""What offices pack files in before they send them: a zip behind a password, a signature, winmail.dat, uuencode."""

from __future__ import annotations

import binascii
import datetime as dt
import hashlib
import io
import itertools
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from tests.samples.archive import WHEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# --- zip -------------------------------------------------------------------------------------------


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of these files, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def locked_zip(name: str, data: bytes, password: bytes) -> bytes:
    """An archive of one file behind a password, encrypted as all programs can (APPNOTE.TXT 6.1)."""
    check = zlib.crc32(data)
    content = bytes(_scrambled(b"adhesion-s" + struct.pack("<I", check)[2:] + data, password))
    common = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 33, check, len(content), len(data), len(name), 0)
    local = b"PK\3\4" + common + name.encode() + content
    central = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    return local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def _scrambled(plain: bytes, password: bytes) -> Iterator[int]:
    keys = (0x12345678, 0x23456789, 0x34567890)
    for letter in password:
        keys = _stirred(keys, letter)
    for letter in plain:
        low = keys[2] & 0xFFFF | 2
        yield letter ^ (low * (low ^ 1) >> 8 & 0xFF)
        keys = _stirred(keys, letter)


def _stirred(keys: tuple[int, int, int], letter: int) -> tuple[int, int, int]:
    first = _crc(keys[0], letter)
    second = ((keys[1] + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
    return first, second, _crc(keys[2], second >> 24)


def _crc(before: int, letter: int) -> int:
    return zlib.crc32(bytes([letter]), before ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


# --- a signed file ---------------------------------------------------------------------------------


def signed(data: bytes) -> bytes:
    """A file inside its signature (CMS, RFC 5652), as Italian offices send their documents: `.p7m`.

    The signer is invented, and so is the key: it comes from a word, so that the bytes are the same each time.
    """
    key = _key("a signer who does not exist")
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "SEMERARO IMMACOLATA")])
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(who, who, key.public_key(), 1066, day, day + dt.timedelta(days=1000))
    certificate = builder.sign(key, SHA256())
    signing = pkcs7.PKCS7SignatureBuilder().set_data(data)
    signing = signing.add_signer(certificate, key, SHA256(), rsa_padding=padding.PKCS1v15())
    return signing.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoAttributes])


def _key(word: str) -> rsa.RSAPrivateKey:
    p, q = (_prime(f"{word} {which}") for which in "pq")
    e = 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(e, p * q)
    return rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), public
    ).private_key()


def _prime(word: str) -> int:
    """The first prime (as good as surely, by Fermat) above a number of 1024 bits that a word gives."""
    start = int.from_bytes(hashlib.shake_256(word.encode()).digest(128)) | 3 << 1022 | 1
    return next(each for each in itertools.count(start, 2) if pow(2, each - 1, each) == 1)


# --- winmail.dat -----------------------------------------------------------------------------------


def winmail(name: str, data: bytes) -> bytes:
    """What an Outlook that writes "rich text" makes of an attachment (MS-OXTNEF)."""
    title = struct.pack("<IHHII", 1, 0x001E, 0x3707, 1, len(name) + 1) + name.encode() + bytes(4 - len(name) % 4)
    return (
        b"\x78\x9f\x3e\x22\x01\x00"
        + b"".join(
            (
                _attribute(1, 0x00089006, struct.pack("<I", 0x10000)),  # attTnefVersion
                _attribute(1, 0x00069007, struct.pack("<II", 1252, 0)),  # attOemCodepage
                _attribute(1, 0x00078008, b"IPM.Microsoft Mail.Note\0"),  # attMessageClass
                _attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0xFFFFFFFF, 32, 32, 0)),  # attAttachRenddata
                _attribute(2, 0x00018010, name[:6].upper().encode() + b"~1.DOC\0"),  # attAttachTitle
                _attribute(2, 0x0006800F, data),  # attAttachData
                _attribute(2, 0x00069005, title),  # attAttachment: the long name
            )
        )
    )


def _attribute(level: int, key: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, key, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


# --- uuencode --------------------------------------------------------------------------------------


def uuencoded(name: str, data: bytes) -> str:
    """A file as text between "begin" and "end", as mail carried files before MIME."""
    lines = (binascii.b2a_uu(data[at : at + 45], backtick=True) for at in range(0, len(data), 45))
    return f"begin 644 {name}\n" + b"".join(lines).decode() + "`\nend\n"
