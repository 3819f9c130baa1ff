"""File-sharing services by their addresses, and the addresses that protecting mail filters hide them behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

_T = TypeVar("_T")

_SERVICES: Final = {
    "we.tl": "WeTransfer",
    "wetransfer.com": "WeTransfer",
    "drive.google.com": "Google Drive",
    "docs.google.com": "Google Docs",
    "photos.app.goo.gl": "Google Photos",
    "1drv.ms": "OneDrive",
    "onedrive.live.com": "OneDrive",
    "sharepoint.com": "SharePoint, OneDrive",
    "sharepoint.de": "SharePoint, OneDrive",
    "sharepoint.cn": "SharePoint, OneDrive",
    "dropbox.com": "Dropbox",
    "db.tt": "Dropbox",
    "box.com": "Box",
    "icloud.com": "iCloud",
    "mega.nz": "MEGA",
    "mega.io": "MEGA",
    "mediafire.com": "MediaFire",
    "fromsmash.com": "Smash",
    "swisstransfer.com": "SwissTransfer",
    "kdrive.infomaniak.com": "kDrive",
    "filemail.com": "Filemail",
    "sendgb.com": "SendGB",
    "sendspace.com": "Sendspace",
    "4shared.com": "4shared",
    "hightail.com": "Hightail",
    "grosfichiers.com": "GrosFichiers",
    "transfernow.net": "TransferNow",
    "transfer.pcloud.com": "pCloud",
    "u.pcloud.link": "pCloud",
    "francetransfert.numerique.gouv.fr": "France transfert",
    "transferxl.com": "TransferXL",
    "terabox.com": "TeraBox",
    "disk.yandex.com": "Yandex Disk",
    "disk.yandex.ru": "Yandex Disk",
    "yadi.sk": "Yandex Disk",
    "cloud.mail.ru": "Mail.ru Cloud",
    "pan.baidu.com": "Baidu Pan",
    "yun.baidu.com": "Baidu Pan",
    "weiyun.com": "Weiyun",
    "mybox.naver.com": "Naver MYBOX",
    "naver.me": "Naver MYBOX",
    "workdrive.zoho.com": "Zoho WorkDrive",
    "workdrive.zohopublic.com": "Zoho WorkDrive",
    "jumpshare.com": "Jumpshare",
}
_NO_FILES: Final = re.compile(
    r"(?i)docs\.google\.com/forms/|box\.com/?$|icloud\.com/?$|dropbox\.com/?$|mega\.(?:nz|io)/?$"
)
"""Pages of such services that hold no file: a questionnaire, or the service's own front page."""

_OWN_CLOUD: Final = re.compile(
    r"(?:/[\w-]{1,30})?(?:/index\.php)?/s/(?=[^/]*[0-9])(?=[^/]*[A-Za-z])[A-Za-z0-9]{12,32}(?:[/?#]|$)"
)
_PROOFPOINT_3: Final = re.compile(r"/v3/__(.{1,2000}?)__;")
_REWRITERS: Final = {
    "safelinks.protection.outlook.com": ("url",),
    "safelinks.protection.office365.us": ("url",),
    "urldefense.proofpoint.com": ("u",),
    "urldefense.com": ("u",),
    "linkprotect.cudasvc.com": ("a",),
    "google.com": ("q", "url"),
}
_MAX_REWRITES: Final = 3  # mail that was passed on through several offices
_MAX_URL: Final = 4000


def service_of(url: str) -> str | None:
    """The service that a link leads to a file on; None for any other link. Nothing is fetched.

    A cloud of an office's own (Nextcloud, ownCloud) is told by how its links look.
    """
    url = original_url(url)
    host, path = _host_and_path(url)
    if _NO_FILES.search(f"{host}{path}"):
        return None
    found = _looked_up(host, _SERVICES)
    if found is None and _OWN_CLOUD.match(path):
        return "Nextcloud or ownCloud"
    return found


def original_url(url: str) -> str:
    """The link as it was written, out of what Outlook, Proofpoint, Barracuda or Google made of it."""
    for _ in range(_MAX_REWRITES):
        before = _before_rewriting(url[:_MAX_URL])
        if before is None:
            break
        url = before
    return url


def _before_rewriting(url: str) -> str | None:
    host, path = _host_and_path(url)
    keys = _looked_up(host, _REWRITERS)
    if keys is None:
        return None
    wrapped = _PROOFPOINT_3.search(path)
    if wrapped:
        return unquote(wrapped[1])
    try:
        query = parse_qs(urlsplit(url).query, max_num_fields=50)
    except ValueError:
        return None
    found = next((query[key][0] for key in keys if query.get(key)), "")
    if "/v2/" in path:  # Proofpoint writes - for % and _ for /
        found = unquote(found.replace("-", "%").replace("_", "/"))
    return found if found.lower().startswith(("http://", "https://")) else None


def _host_and_path(url: str) -> tuple[str, str]:
    rest = url.partition("://")[2]
    found = re.match(r"[^/?#]*", rest)
    host = (found[0] if found else "").rpartition("@")[2].partition(":")[0].lower().strip(".")
    return host, rest[found.end() if found else 0 :]


def _looked_up(host: str, table: Mapping[str, _T]) -> _T | None:
    """What a table says about a host or a domain above it."""
    labels = host.split(".")[-6:]
    names = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((table[name] for name in names if name in table), None)
