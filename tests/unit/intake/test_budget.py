from __future__ import annotations

from pipeline.intake.leaves import MAX_PARTS
from pipeline.intake.message import unwrap
from pipeline.intake.opening import MAX_CONTAINER_DEPTH
from pipeline.intake.pieces import MAX_UNPACKED
from tests.unit.intake.compound import Values, compound_file, outlook_message
from tests.unit.intake.mails import HEAD, PDF, attached, attachment, codes, mixed, text
from tests.unit.intake.test_archive import zipped
from tests.unit.intake.test_smime import signed, tlv
from tests.unit.intake.test_tnef import HEAD as TNEF
from tests.unit.intake.test_tnef import file as tnef_file


def saved(name: str, data: bytes) -> bytes:
    files: Values = {0x3707: name, 0x3701: data}
    return compound_file(outlook_message({0x0037: "saved", 0x1000: "saved"}, files))


def test_a_form_deep_in_containers_of_all_kinds_is_found() -> None:
    """A signed form in a zip in a saved mail in a winmail.dat in a forwarded mail is found, with where it was."""
    packed = zipped({"form.pdf.p7m": signed(tlv(0x04, PDF))})
    tnef = TNEF + tnef_file(b"mail.msg", saved("forms.zip", packed))
    inner = mixed(
        text("inner"), attachment(tnef, b"Content-Type: application/ms-tnef; name=winmail.dat"), boundary=b"b2"
    )
    mail = unwrap(mixed(text("outer"), b"Content-Type: message/rfc822\n\n" + inner))
    assert [(each.name, each.inside, each.data) for each in attached(mail)] == [
        ("form.pdf", "forwarded message 1 / forwarded message 1 / forms.zip", PDF)
    ]
    assert codes(mail) == {"mail-signed-content"}


def test_messages_in_messages_end_whatever_they_are() -> None:
    """Saved mails, forwarded mails and mails in archives count for one depth; the innermost stays a closed file."""
    data = HEAD + b"\ninnermost"
    for _ in range(2):
        data = saved("a.eml", mixed(attachment(data, b"Content-Type: x/y; name=a.eml")))
        data = mixed(attachment(data, b"Content-Type: x/y; name=a.msg"))
    mail = unwrap(mixed(attachment(data, b"Content-Type: x/y; name=a.eml")))
    assert "mail-closed-message" in codes(mail)
    assert len(mail.documents) < 10


def test_containers_in_containers_end() -> None:
    """Signatures over signatures are opened to a limit; what is below stays a document, and staff are told."""
    data = PDF
    for _ in range(MAX_CONTAINER_DEPTH + 3):
        data = signed(tlv(0x04, data))
    mail = unwrap(mixed(attachment(data, b"Content-Type: application/pkcs7-mime; name=form.pdf.p7m")))
    assert "archive-too-deep" in codes(mail)
    assert len(attached(mail)) == 1


def test_all_parts_are_counted_together() -> None:
    """Archives beside each other in forwarded mails give no more parts than one message may have."""
    one = attachment(zipped({f"{at}.txt": b"x" for at in range(150)}), b"Content-Type: application/zip; name=a.zip")
    forwarded = b"Content-Type: message/rfc822\n\n" + mixed(one, one, boundary=b"b2")
    mail = unwrap(mixed(forwarded, forwarded))
    assert len(mail.documents) <= MAX_PARTS + 4
    assert "mail-too-many-parts" in codes(mail)


def test_all_bytes_are_counted_together() -> None:
    """Archives in forwarded mails share the bytes of the message that they came in."""
    one = zipped({f"{at}.bin": (bytes(range(256)) * 4096)[: 1 << 20] for at in range(95)})
    part = attachment(one, b"Content-Type: application/zip; name=a.zip")
    forwarded = b"Content-Type: message/rfc822\n\n" + mixed(part, part, boundary=b"b2")
    mail = unwrap(mixed(part, forwarded))
    assert sum(len(each.data) for each in mail.documents if each.name != "a.zip") <= MAX_UNPACKED
    assert "archive-too-large" in codes(mail)
