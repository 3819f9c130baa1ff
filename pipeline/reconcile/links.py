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
    "disk.yandex",
    "swisstransfer.com",
    "grosfichiers.com",
    "transfernow.net",
    "fromsmash.com",
)
_LINK = re.compile(r"https?://([\w.-]+)(/[^\s<>\"]{6,})?", re.IGNORECASE)
_FORM = re.compile(
    r"\b(?:form|formulaire|formulario|formulir|formulário|formulari|modulo|scheda|formular|formulier|ficha|fiche)\b"
    r"|양식|신청서|استمارة",
    re.IGNORECASE,
)


def shared_file_host(text: str, own_domain: str = "") -> str | None:
    """The service that a text links to instead of attaching a file, if it does.

    A file-sharing service that is known; or, where the text speaks of a form, any link into a page of
    a host that is not the writer's own.
    """
    for host, path in _LINK.findall(text):
        name = host.lower()
        if any(name == known or name.endswith("." + known) or name.startswith(known) for known in _HOSTS):
            return name
        foreign = not own_domain or not (name == own_domain or name.endswith("." + own_domain))
        if path and foreign and _FORM.search(text):
            return name
    return None
