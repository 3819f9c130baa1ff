from __future__ import annotations

import pytest

from pipeline.intake.message import unwrap
from pipeline.intake.triage import triage
from tests.outside import shared
from tests.unit.intake.broken import BROKEN
from tests.unit.intake.mails import PDF
from tests.unit.intake.test_laws import check

OWN = "adhesion@secretariat.example"


@pytest.mark.parametrize("defect", BROKEN)
def test_a_broken_mail_loses_nothing(defect: str) -> None:
    """With each defect the mail is still taken apart, and the form in it is listed, whole where its bytes are."""
    broken = BROKEN[defect]
    mail = unwrap(broken.data)
    check(mail)
    triage(mail, OWN)
    if broken.whole:
        assert any(each.data.rstrip() == PDF.rstrip() for each in mail.documents), mail.findings
    elif broken.data.strip():
        assert mail.documents or mail.findings


@pytest.mark.outside
@pytest.mark.parametrize("folder", ["mail_bounce", "mail_imap_tools", "mail_mime4j", "mail_mimekit", "mail_msg",
                                    "mail_ruby", "mail_stalwart", "mail_tnef"])  # fmt: skip
def test_real_and_broken_mail_of_others_is_taken_apart(folder: str) -> None:
    """Whatever lies in the collections of other programs, cut in half too, is a mail that keeps to the rules."""
    for file in shared(folder):
        data = file.read_bytes()
        check(unwrap(data))
        check(unwrap(data[: len(data) // 2]))
