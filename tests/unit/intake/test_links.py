from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.message import unwrap
from pipeline.reconcile.services import original_url, service_of
from tests.unit.intake.mails import HEAD, codes, mixed, text

WRAPPED = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwe.tl%2Ft-AbCd1234&amp;data=05%7C01"


def html(words: str) -> bytes:
    return b"Content-Type: text/html; charset=utf-8\n\n" + words.encode()


def test_a_link_behind_a_button_is_found() -> None:
    """The address behind words counts, also where a mail filter has rewritten it; the service is named, no address."""
    mail = unwrap(HEAD + html(f'<p>Our form: <a href="{WRAPPED}">Download</a></p>'))
    (finding,) = mail.findings
    assert finding.code == "mail-file-link"
    assert "WeTransfer" in finding.message
    assert "http" not in finding.message
    assert mail.text == "Our form: Download"


def test_a_link_in_one_alternative_is_enough() -> None:
    """Where the plain text only says "see the link", the HTML that says the same tells which."""
    page = html('<a href="https://drive.google.com/file/d/1aBcD/view">the form</a>')
    mail = unwrap(HEAD + mixed(text("See the form."), page, head=b"").replace(b"mixed", b"alternative"))
    assert "mail-file-link" in codes(mail)


@pytest.mark.parametrize(
    "words",
    [
        '<p>Thanks.</p><blockquote type="cite"><a href="https://we.tl/t-AbCd1234">Files</a></blockquote>',
        '<img src="https://city.sharepoint.com/logo.png"><a href="https://city.example/">City</a>',
        '<p>Thanks.</p><p>On 2 Feb 2026, a@x.example wrote:</p><blockquote type="cite">https://we.tl/t-AbCd1234</blockquote>',
    ],
)
def test_quoted_mail_and_pictures_are_no_links(words: str) -> None:
    """What others wrote earlier, logos and the sender's own site are not the file that was meant."""
    assert "mail-file-link" not in codes(unwrap(HEAD + html(words)))


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://we.tl/t-AbCdEf1234", "WeTransfer"),
        ("https://wetransfer.com/downloads/abc/def", "WeTransfer"),
        ("https://1drv.ms/w/s!AbC", "OneDrive"),
        ("https://city-my.sharepoint.com/:b:/g/personal/x/Eabc", "SharePoint, OneDrive"),
        ("https://mega.nz/file/abc#key", "MEGA"),
        ("https://francetransfert.numerique.gouv.fr/download/?enclosure=x", "France transfert"),
        ("https://app.box.com/s/abc123", "Box"),
        ("https://www.icloud.com/iclouddrive/0abc", "iCloud"),
        ("https://pan.baidu.com/s/1abc", "Baidu Pan"),
        ("https://mybox.naver.com/share/list?shareKey=x", "Naver MYBOX"),
        ("https://nube.city.example/index.php/s/aB3dEfGh1jK2mNo", "Nextcloud or ownCloud"),
        ("https://city.example/nextcloud/s/aB3dEfGh1jK2mNo", "Nextcloud or ownCloud"),
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.dropbox.com_s_abc_form.pdf-3Fdl-3D0&d=DwM",
            "Dropbox",
        ),
        ("https://urldefense.com/v3/__https://www.swisstransfer.com/d/1234-abcd__;!!AbC$", "SwissTransfer"),
        ("https://www.google.com/url?q=https://drive.google.com/file/d/1&sa=D", "Google Drive"),
        ("https://docs.google.com/forms/d/e/1FAIpQ/viewform", None),
        ("https://www.dropbox.com/", None),
        ("https://dropbox.com.evil.example/s/abc", None),
        ("https://city.example/s/human-rights", None),
        ("https://www.google.com/url?q=javascript:alert(1)", None),
    ],
)
def test_services_are_told_by_their_addresses(url: str, service: str | None) -> None:
    """Known services, clouds of an office's own, and what filters made of their links; front pages hold no file."""
    assert service_of(url) == service


@given(st.text(max_size=200))
def test_any_address_is_taken(words: str) -> None:
    """Whatever stands in a link, nothing is raised."""
    for url in (words, f"https://{words}", f"https://safelinks.protection.outlook.com/?url=https://{words}"):
        service_of(url)
        original_url(url)
