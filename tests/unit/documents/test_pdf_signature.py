from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from pipeline import media
from pipeline.documents.pdf.fields import FormField, Kind
from pipeline.documents.pdf.signature import signature_findings
from pipeline.documents.read import read_document
from pipeline.model import BlockKind, Document, PlacedDocument
from tests.outside import shared

FORM = Path(__file__).parents[2] / "samples" / "same_form" / "acroform.pdf"
CODES = {"signed-unchanged", "signed-changed", "signature-unclear"}


@pytest.fixture(scope="module")
def signed() -> bytes:
    """The sample form, signed by an invented mayor with a certificate of her own making."""
    pytest.importorskip("pyhanko", reason="the extra for signatures is not installed")
    from cryptography import x509  # noqa: PLC0415 - heavy
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - heavy
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - heavy
    from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data  # noqa: PLC0415 - heavy
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - heavy
    from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf  # noqa: PLC0415 - heavy
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - heavy

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ana Example")])
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.DER
    plain = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = SimpleSigner(
        next(iter(load_certs_from_pemder_data(certificate.public_bytes(form)))),
        load_private_key_from_pemder_data(plain, None),
        SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # pyHanko leaves it untyped
    )
    writer = IncrementalPdfFileWriter(BytesIO(FORM.read_bytes()))
    done = sign_pdf(writer, PdfSignatureMetadata(field_name="MayorSignature"), signer)
    return bytes(done.getbuffer())


def codes(data: bytes) -> set[str]:
    """What is found about the signatures of a file, by the reader of documents."""
    placed = read_document(Document("form.pdf", media.PDF, data))
    assert isinstance(placed, PlacedDocument)
    return {finding.code for finding in placed.findings} & (CODES | {"signature-unchecked"})


def filled(data: bytes) -> bytes:
    """The file with another entry, added behind what was signed."""
    writer = PdfWriter(BytesIO(data), incremental=True)
    for page in writer.pages:
        for widget in (each.get_object() for each in page.get("/Annots", ())):
            if widget.get("/T") == "maire":
                widget[NameObject("/V")] = TextStringObject("Somebody Else")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_signed_form_is_as_it_was_signed(signed: bytes) -> None:
    """Nothing came after the signature."""
    assert codes(signed) == {"signed-unchanged"}


def test_a_changed_byte_is_noticed(signed: bytes) -> None:
    """One letter within what was signed is another one."""
    place = signed.index(b"/Producer") if b"/Producer" in signed else signed.index(b"endobj") - 3
    assert codes(signed[:place] + bytes([signed[place + 1]]) + signed[place + 1 :]) <= {
        "signed-changed",
        "signature-unclear",
    }


def test_entries_after_the_signature_are_noticed(signed: bytes) -> None:
    """A form that was signed first and filled then: nobody signed those entries."""
    after = filled(signed)
    assert len(after) > len(signed)
    assert codes(after) == {"signed-changed"}


def test_a_place_to_sign_is_no_signature() -> None:
    """The same form, not signed: nothing is said of signatures."""
    assert codes(FORM.read_bytes()) == set()


def test_without_the_extra_it_is_said_that_nobody_checked(signed: bytes) -> None:
    """A filled signature field counts as one, with a word that it was not looked into."""
    fields = [FormField("MayorSignature", Kind.SIGNATURE, "signed")]
    (finding,) = signature_findings(signed, fields, can_check=False)
    assert finding.code == "signature-unchecked"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<<" * 50])
def test_rubbish_is_unclear(data: bytes) -> None:
    """Whatever stands in the file, there is a word for it and no error."""
    pytest.importorskip("pyhanko", reason="the extra for signatures is not installed")
    (finding,) = signature_findings(data, [FormField("Signature", Kind.SIGNATURE, "signed")])
    assert finding.code == "signature-unclear"


@pytest.mark.outside
def test_real_signed_files_have_a_named_result() -> None:
    """Each real file with a filled signature field says what it is; those with a place to sign only say nothing."""
    pytest.importorskip("pyhanko", reason="the extra for signatures is not installed")
    seen = set()
    for file in shared("signed"):
        data = file.read_bytes()
        if "sample-sig-form" in file.name:  # pages of pictures with a place to sign: slow to read
            continue
        placed = read_document(Document(file.name, media.PDF, data))
        assert isinstance(placed, PlacedDocument)
        inked = any(block.kind is BlockKind.INK and block.name and block.checked for block in placed.blocks)
        found = {finding.code for finding in placed.findings} & CODES
        assert len(found) == inked, file.name
        seen |= found
    assert seen == CODES
