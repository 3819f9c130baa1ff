"""Which containers are opened, and by what. The openers are imported late: ordinary mail needs none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline import media

if TYPE_CHECKING:
    from pipeline.intake.pieces import Opener

ARCHIVES: Final = frozenset({media.ZIP, media.ZIP_ENCRYPTED, media.GZIP, media.TAR})
"""Containers of files: what comes out of them says so. What is in the others stands in their place."""

MAX_ARCHIVE_DEPTH: Final = 3  # an archive in an archive in an archive
MAX_CONTAINER_DEPTH: Final = 10  # of all kinds

_UNOPENED: Final = frozenset({media.SEVEN_ZIP, media.RAR})


def opener_of(kind: str) -> Opener | None:
    """What opens a container of this type; None for a type that is none."""
    if kind in ARCHIVES or kind in _UNOPENED:
        from pipeline.intake import archive  # noqa: PLC0415 - see above

        openers = {media.GZIP: archive.open_gzip, media.TAR: archive.open_tar}
        return archive.leave_archive if kind in _UNOPENED else openers.get(kind, archive.open_zip)
    if kind == media.TNEF:
        from pipeline.intake.tnef import open_tnef  # noqa: PLC0415 - see above

        return open_tnef
    if kind == media.MSG:
        from pipeline.intake.outlook import open_msg  # noqa: PLC0415 - see above

        return open_msg
    return _opener_of_sealed(kind)


def _opener_of_sealed(kind: str) -> Opener | None:
    if kind not in {media.PKCS7_MIME, media.PKCS7_ENCRYPTED, media.PGP}:
        return None
    from pipeline.intake import smime  # noqa: PLC0415 - see above

    openers = {media.PKCS7_MIME: smime.open_signed, media.PKCS7_ENCRYPTED: smime.leave_encrypted}
    return openers.get(kind, smime.leave_pgp)
