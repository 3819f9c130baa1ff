"""Links to file-sharing services: recognised, named to staff, never opened."""

from __future__ import annotations

import re
from typing import Final

_HOSTS: Final = (
    "drive.google.com",
    "docs.google.com",
    "dropbox.com",
    "we.tl",
    "wetransfer.com",
    "1drv.ms",
    "onedrive.live.com",
    "sharepoint.com",
    "mega.nz",
    "box.com",
    "icloud.com",
    "disk.yandex.ru",
    "disk.yandex.com",
    "swisstransfer.com",
    "grosfichiers.com",
    "transfernow.net",
    "fromsmash.com",
)
_LINK = re.compile(r"https?://([\w.-]+)(/[^\s<>\"]{6,})?", re.IGNORECASE)
_HANDED_OUT = re.compile(  # a page's address is made of words; what a service hands out holds a code or names a file
    r"/(?=[^/]*\d)(?=[^/]*[a-z])[\w=-]{6,}(?:[/?#]|$)|\b(?:download|share|shared|transfer|files?|upload|folder)s?\b"
    r"|\.(?:pdf|docx?|odt|xlsx?|ods|zip|jpe?g|png)(?:[?#]|$)",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\b(?:form|formulaire|formulario|formulir|formulário|formulari|modulo|scheda|formular|formulier|ficha|fiche)\b"
    r"|양식|신청서|استمارة",
    re.IGNORECASE,
)


def shared_file_host(text: str, own_domain: str = "") -> str | None:
    """The service that a text links to instead of attaching a file, if it does.

    A file-sharing service that is known; or, where the text speaks of a form, a link that looks handed
    out (a code, a file) on a host that is not the writer's own.
    """
    speaks_of_a_form = _FORM.search(text) is not None  # asked once: a mail may hold ten thousand links
    for link in _LINK.finditer(text):
        name, path = link[1].lower(), link[2] or ""
        if any(name == known or name.endswith("." + known) for known in _HOSTS):
            return name
        foreign = not own_domain or not (name == own_domain or name.endswith("." + own_domain))
        if speaks_of_a_form and foreign and _HANDED_OUT.search(path):
            return name
    return None
