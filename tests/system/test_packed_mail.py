"""What cities pack their forms in, from the mailbox to the ledger: each form once, whatever it came in."""

from __future__ import annotations

import io
import zipfile
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

import pytest

from tests.program import INBOX, ROOT, export, run
from tests.unit.intake.compound import compound_file, outlook_message
from tests.unit.intake.test_smime import signed, tlv
from tests.unit.intake.test_tnef import HEAD as TNEF
from tests.unit.intake.test_tnef import file as tnef_file
from tests.unit.intake.test_uuencode import uuencoded

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.intake.compound import Values

SAME = ROOT / "tests" / "samples" / "same_form"


def sample_file(stem: str) -> bytes:
    """The last attachment of a sample message, behind pictures."""
    message = message_from_bytes((INBOX / f"{stem}.eml").read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage)
    data = list(message.iter_attachments())[-1].get_content()
    assert isinstance(data, bytes)
    return data


def mail(sender: str, body: str, *files: tuple[str, bytes], html: str = "") -> bytes:
    """A mail with these attachments."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, "adhesion@example.org", "Adhesion"
    message["Date"], message["Message-ID"] = (
        "Mon, 2 Mar 2026 10:00:00 +0100",
        f"<form.{sender}>",
    )
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def letters() -> dict[str, bytes]:
    """The messages of the mailbox by the names of their files."""
    ronda, vic, cadiz = map(sample_file, ("01-ronda-docx-table", "08-vic-docx-controls", "12-cadiz-docx-lines"))
    leicester, gironde, lugo = map(
        sample_file, ("04-leicester-acroform", "03-gironde-flat-pdf", "55-lugo-controls-everywhere")
    )
    saved: Values = {0x3707: "form.docx", 0x3701: lugo}
    same, pdf = (SAME / "table.docx").read_bytes(), (SAME / "acroform.pdf").read_bytes()
    logo = b"\x89PNG\r\n\x1a\n" + bytes(4000)
    link = '<p>Here: <a href="https://we.tl/t-AbCdEf1234">the form</a></p>'
    uu = b"From: a@cadiz.example\r\nSubject: Form\r\n\r\nHello\r\n" + uuencoded(b"form.docx", cadiz)
    decision = sample_file("10-sitges-decision-only")
    return {
        "1-zip": mail("a@network.example", "Two forms", ("forms.zip", zipped(one_docx=ronda, two_docx=vic))),
        "2-same": mail("a@same.example", "One form", ("a.docx", same), ("a.pdf", pdf)),
        "3-winmail": mail("a@leicester.example", "Form", ("winmail.dat", TNEF + tnef_file(b"form.pdf", leicester))),
        "4-signed": mail("a@gironde.example", "Form", ("form.pdf.p7m", signed(tlv(0x04, gironde)))),
        "5-saved": mail("a@lugo.example", "Form", ("mail.msg", compound_file(outlook_message({0x37: "Form"}, saved)))),
        "6-uu": uu,
        "7-link": mail("a@link.example", "Here: the form", html=link),
        "8-papers": mail("a@valpo.example", "All", ("form.pdf", sample_file("14-campinas-browser-pdf")),
                         ("decision.pdf", decision), ("logo.png", logo)),
    }  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What became of each message."""
    folder: Path = tmp_path_factory.mktemp("packed")
    (folder / "inbox").mkdir()
    for name, data in letters().items():
        (folder / "inbox" / f"{name}.eml").write_bytes(data)
    run(folder / "out", inbox=folder / "inbox").ok()
    return {each["source"].rpartition("/")[2].removesuffix(".eml"): each for each in export("messages", folder / "out")}


@pytest.mark.parametrize(
    ("name", "forms"),
    [("1-zip", 2), ("2-same", 1), ("3-winmail", 1), ("4-signed", 1), ("5-saved", 1), ("6-uu", 1), ("8-papers", 1)],
)
def test_each_form_is_one_submission(name: str, forms: int, told: dict[str, dict[str, Any]]) -> None:
    """Two cities' forms in a zip are two, a form as Word and PDF is one, so is a form with its decision and logo."""
    assert (told[name]["outcome"], len(told[name]["submissions"])) == ("submission", forms), told[name]["reason"]


def test_a_link_asks_for_the_file(told: dict[str, dict[str, Any]]) -> None:
    """A mail that only links to its form is answered: the form is asked for as an attachment."""
    assert (told["7-link"]["outcome"], told["7-link"]["draft"]) == ("unreadable", "unreadable")
    assert "WeTransfer" in told["7-link"]["reason"]
