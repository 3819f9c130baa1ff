"""Whose a domain is: hosts where anybody can have an address or a page say nothing about who writes."""

from __future__ import annotations

from typing import Final

_FAMILIES: Final = frozenset({"gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "ymail", "gmx"})
"""Hosts that exist under many endings: yahoo.fr, outlook.com.br."""

_SHARED: Final = frozenset(
    {
        "aol.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "proton.me",
        "protonmail.com",
        "web.de",
        "t-online.de",
        "freenet.de",
        "mail.com",
        "mail.ru",
        "bk.ru",
        "list.ru",
        "inbox.ru",
        "yandex.com",
        "yandex.ru",
        "ya.ru",
        "ukr.net",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "sfr.fr",
        "bbox.fr",
        "libero.it",
        "virgilio.it",
        "tiscali.it",
        "alice.it",
        "telefonica.net",
        "terra.com",
        "terra.com.br",
        "uol.com.br",
        "bol.com.br",
        "ig.com.br",
        "sapo.pt",
        "ziggo.nl",
        "kpnmail.nl",
        "planet.nl",
        "telenet.be",
        "skynet.be",
        "bluewin.ch",
        "naver.com",
        "daum.net",
        "hanmail.net",
        "nate.com",
        "kakao.com",
        "qq.com",
        "163.com",
        "126.com",
        "sina.com",
        "rediffmail.com",
        "zoho.com",
        "fastmail.com",
        "facebook.com",
        "instagram.com",
        "twitter.com",
        "x.com",
        "linkedin.com",
        "youtube.com",
        "tiktok.com",
        "linktr.ee",
        "bit.ly",
        "sites.google.com",
        "google.com",
        "wixsite.com",
        "wordpress.com",
        "blogspot.com",
        "weebly.com",
        "wikipedia.org",
    }
)

_SECOND_LEVEL: Final = frozenset(
    {"ac", "co", "com", "edu", "gob", "gop", "gouv", "gov", "go", "gub", "gv", "govt", "gc", "info", "int", "mil",
     "ne", "net", "nic", "nom", "or", "org", "re", "lg", "local", "sch", "desa", "muni", "asso", "prov", "city"}
)  # fmt: skip
"""What countries put above the names that they give out: city.go.kr, ville.gouv.sn, town.gov.uk."""


def registrable(domain: str) -> str:
    """The part of a domain that somebody registered: `mail.city.go.kr` -> `city.go.kr`; "" stays "".

    A simple rule and no list of all suffixes: two labels, three where a country's second level is a general one.
    """
    labels = domain.lower().strip(".").split(".")
    country = len(labels[-1]) == 2  # noqa: PLR2004 - ISO 3166-1
    general = country and len(labels) > 2 and labels[-2] in _SECOND_LEVEL  # noqa: PLR2004 - something stands above it
    return ".".join(labels[-3:] if general else labels[-2:])


def own_domain(address: str) -> str:
    """The domain of an e-mail address or URL without "www."; "" for hosts that anybody can have one at."""
    host = address.rpartition("@")[2] if "@" in address else address.partition("//")[2].partition("/")[0]
    host = host.strip().lower().partition(":")[0].strip(".").removeprefix("www.")
    name, _, ending = host.partition(".")
    family = name in _FAMILIES and len(ending) <= len("com.br")
    return "" if family or host in _SHARED or not ending else host
