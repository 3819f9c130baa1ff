from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.links import shared_file_host
from tests.patience import patience


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Here it is: https://we.tl/t-AbCdEf1234", "WeTransfer"),
        ("https://drive.google.com/file/d/1aBcD/view?usp=sharing", "Google Drive"),
        ("<https://acity.sharepoint.com/:w:/s/x/Eabc>", "SharePoint, OneDrive"),
        ("HTTPS://WWW.DROPBOX.COM/s/abc/form.pdf?dl=0", "Dropbox"),
        ("https://www.swisstransfer.com/d/1234-abcd", "SwissTransfer"),
        ("https://disk.yandex.ru/i/abc", "Yandex Disk"),
    ],
)
def test_known_services_are_told_whatever_the_text_says(text: str, host: str) -> None:
    """A link to a file-sharing service stands for a file that was not attached."""
    assert shared_file_host(text) == host


@pytest.mark.parametrize(
    "text",
    [
        "El formulario está aquí: https://transfer.example/d/8f3a77c1",
        "Le formulaire rempli : https://nuage.example/partage/download/formulaire",
        "Our completed form is at https://files.other.example/2026/adhesion.pdf",
        "작성한 신청서입니다 https://cloud.example/s/a1b2c3d4",
        "الاستمارة: https://cloud.example/s/a1b2c3d4",
    ],
)
def test_an_unknown_host_counts_where_the_text_speaks_of_a_form_and_the_link_looks_handed_out(text: str) -> None:
    """A code or a file's name in the link, and a word for form beside it."""
    assert shared_file_host(text, "city.example")


@pytest.mark.parametrize(
    "text",
    [
        "Where do I find the form? I only see https://campaign.example/en/human-rights-cities/join-us",
        "We saw https://cloud.example/s/a1b2c3d4 and liked it.",
        "Our website https://www.city.example/human-rights/form-2026.pdf tells of the form.",
        "The form is on https://city.example",
        "No link at all in this mail about a form.",
        "https://dropbox.com.evil.example/",
        "https://notdropbox.company/",
    ],
)
def test_ordinary_links_are_no_files(text: str) -> None:
    """A question that quotes our page, a signature with the writer's site, a mail that speaks of something else."""
    assert shared_file_host(text, "city.example") is None


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_is_taken(text: str, domain: str) -> None:
    """Whatever the mail holds, the answer is a service, a host of one of its links, or nothing."""
    host = shared_file_host(f"form https://{text}", domain)
    assert host is None or host != host.lower() or host in text.lower()


def test_a_mail_full_of_links_is_looked_through_once() -> None:
    """Ten thousand links, none of which is meant, take no minutes."""
    with patience():
        assert shared_file_host("https://other.example/files/x " * 15_000) is None
