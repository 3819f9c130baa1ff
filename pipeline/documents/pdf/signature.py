"""Digital signatures of PDFs (ISO 32000-1, 12.8): whether the file is as it was signed. Checked by pyHanko, an extra.

Whether the signer is who the certificate says is not checked: nobody here keeps a list of whom to trust, and nothing
is fetched from the network. So a signature tells that nothing was changed since, and no more than that.
"""

from __future__ import annotations

import logging
from enum import Enum, auto
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from pipeline.documents.pdf.fields import FormField, Kind
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

CAN_CHECK: Final = find_spec("pyhanko") is not None
"""Whether the extra is installed."""

_MOST_BYTES: Final = 30 << 20
_MOST_SIGNATURES: Final = 20
_MOST_REVISIONS: Final = 60  # comparing each with the one before takes time

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # its warnings quote what stands in the document


class Seal(Enum):
    """What one signature says of the file."""

    UNCHANGED = auto()  # nothing came after it but what proves its time
    SIGNED_ON = auto()  # entries or further signatures came after it, which it allows
    BROKEN = auto()  # it does not fit what the file holds, or something was changed that it does not allow
    UNCLEAR = auto()


def signature_findings(data: bytes, fields: Sequence[FormField], *, can_check: bool = CAN_CHECK) -> tuple[Finding, ...]:
    """What staff should know of a PDF's signatures; nothing where no signature field is filled.

    Args:
        data: the file from its header on.
        fields: its form fields. A signature field without a value is a place to sign, not a signature.
        can_check: whether pyHanko is there.
    """
    if not any(field.kind is Kind.SIGNATURE and field.value is not None for field in fields):
        return ()
    if not can_check:
        return (_UNCHECKED,)
    return (_said(_seals(data)),)


def _said(seals: list[Seal]) -> Finding:
    """The worst of what the signatures say; entries that came after the last of them were signed by nobody."""
    if Seal.BROKEN in seals:
        return _CHANGED
    if not seals or Seal.UNCLEAR in seals:
        return _UNCLEAR
    return _UNCHANGED if seals[-1] is Seal.UNCHANGED else _FILLED_LATER


def _seals(data: bytes) -> list[Seal]:
    """What each signature says, in the order of signing; one that is unclear where the file cannot be looked into."""
    if len(data) > _MOST_BYTES:
        return [Seal.UNCLEAR]
    try:
        found = _signatures(data)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pyHanko raises far more than its own errors on damaged files
        return [Seal.UNCLEAR]
    return [_seal(each) for each in found]


def _signatures(data: bytes) -> list[Any]:
    """The signatures in the order of signing; time stamps sign nothing of the content and are left out."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - heavy

    reader = PdfFileReader(BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    found = [each for each in reader.embedded_signatures if each.sig_object_type != "/DocTimeStamp"]
    if len(found) > _MOST_SIGNATURES or reader.xrefs.total_revisions > _MOST_REVISIONS:
        raise ValueError("too many signatures or revisions to compare")
    return found


def _seal(signature: Any) -> Seal:  # noqa: ANN401 - pyHanko ships no types that we could name late
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415 - heavy
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature  # noqa: PLC0415 - heavy
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - heavy

    try:
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=[], allow_fetching=False))
        level, covers = status.modification_level, status.coverage
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the same
        return Seal.UNCLEAR
    if not (status.intact and status.valid):
        return Seal.BROKEN
    if covers is None or level is None or covers is SignatureCoverageLevel.UNCLEAR:
        return Seal.UNCLEAR
    if level in {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}:
        return Seal.UNCHANGED
    return Seal.BROKEN if level is ModificationLevel.OTHER else Seal.SIGNED_ON


_UNCHANGED: Final = Finding(
    "signed-unchanged",
    Severity.INFO,
    "The PDF carries a digital signature, and nothing was changed since. Whose signature it is was not checked: "
    "Adobe Reader shows the name.",
)
_CHANGED: Final = Finding(
    "signed-changed",
    Severity.WARNING,
    "The PDF was changed after it was signed digitally, or damaged on its way. Open it in Adobe Reader, which shows "
    "what was signed, and ask the sender if in doubt.",
)
_FILLED_LATER: Final = Finding(
    "signed-changed",
    Severity.WARNING,
    "Entries were made in the PDF after it was signed digitally. Open it in Adobe Reader, which shows what was signed, "
    "and ask the sender if in doubt.",
)
_UNCLEAR: Final = Finding(
    "signature-unclear",
    Severity.INFO,
    "The PDF carries a digital signature that cannot be checked here. Open it in Adobe Reader if it matters.",
)
_UNCHECKED: Final = Finding(
    "signature-unchecked",
    Severity.INFO,
    "The PDF carries a digital signature. Whether something was changed since was not checked: the administrator can "
    'install the part for it ("signatures").',
)
