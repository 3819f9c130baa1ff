"""Links to file-sharing services: recognised, named to staff, never opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.model import Finding, Severity
from pipeline.reconcile.services import original_url, service_of

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE_LINK: Final = "mail-file-link"

_NAMED: Final = re.compile(r"Links to a file on (.+?)\. Links are never opened")
_LINK: Final = re.compile(r"https?://([\w.-]+)([/?][^\s<>\"]{6,})?", re.IGNORECASE)
_HANDED_OUT: Final = (
    re.compile(  # a page's address is made of words; what a service hands out holds a code or names a file
        r"/(?=[^/]*\d)(?=[^/]*[a-z])[\w=-]{6,}(?:[/?#]|$)|\b(?:download|share|shared|transfer|files?|upload|folder)s?\b"
        r"|\.(?:pdf|docx?|odt|xlsx?|ods|zip|jpe?g|png)(?:[?#]|$)",
        re.IGNORECASE,
    )
)
_FORM: Final = re.compile(
    r"\b(?:form|formulaire|formulario|formulir|formulário|formulari|modulo|scheda|formular|formulier|ficha|fiche)\b"
    r"|양식|신청서|استمارة",
    re.IGNORECASE,
)


def file_link_finding(service: str) -> Finding:
    """What staff read of a mail that links to a file on this service."""
    message = f"Links to a file on {service}. Links are never opened: ask for the file as an attachment."
    return Finding(FILE_LINK, Severity.INFO, message)


def named_service(findings: Iterable[Finding]) -> str | None:
    """The service that a `file_link_finding` among these names."""
    named = (_NAMED.match(each.message) for each in findings if each.code == FILE_LINK)
    return next((found[1] for found in named if found), None)


def linked_service(text: str) -> str | None:
    """The first file-sharing service that a text links to a file on; the links of mail filters are seen through."""
    return next((found for link in _LINK.finditer(text) if (found := service_of(link[0]))), None)


def shared_file_host(text: str, own_domain: str = "") -> str | None:
    """What a text links to instead of attaching a file, if it does: the service's name, or a host.

    A file-sharing service that is known; or, where the text speaks of a form, a link that looks handed
    out (a code, a file) on a host that is not the writer's own.
    """
    known = linked_service(text)
    if known or not _FORM.search(text):
        return known
    for found in _LINK.finditer(text):
        link = _LINK.match(original_url(found[0]))
        if link and not _is_own(link[1].lower(), own_domain) and _HANDED_OUT.search(link[2] or ""):
            return link[1].lower()
    return None


def _is_own(host: str, own_domain: str) -> bool:
    return not own_domain or host == own_domain or host.endswith("." + own_domain)
