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
_LINK = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)


def shared_file_host(text: str) -> str | None:
    """The file-sharing service that a text links to, if it links to one."""
    for host in _LINK.findall(text):
        for known in _HOSTS:
            if host.lower() == known or host.lower().endswith("." + known) or host.lower().startswith(known):
                return known
    return None
