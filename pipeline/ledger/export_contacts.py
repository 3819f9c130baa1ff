"""Contacts for mailings as JSON and CSV.

The CSV is for the mail merge of Word, LibreOffice and the like, so it begins with a byte order mark: without it
they read the letters of names wrong. It holds personal data.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.ledger.csv_text import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.reconcile.contacts import Contact

    Json = dict[str, object]

UNKNOWN: Final = "unknown"
"""Stands for a language where no form tells it."""

_CODE: Final = re.compile("[a-z]{2,3}")
_MARK: Final = "\ufeff"
_COLUMNS: Final = ("email", "name", "role", "language", "government", "country", "member", "status", "certain")


def contacts_json(contacts: Iterable[Contact]) -> list[Json]:
    """One object for each address, with the members for which it stands."""
    return [
        {
            **_of(contact),
            "members": [
                {"id": each.id, "government": each.name, "country": each.country, "status": each.status.value}
                for each in contact.members
            ],
        }
        for contact in contacts
    ]


def contacts_csv(contacts: Iterable[Contact]) -> str:
    """One row for each address; where it stands for several members, they are joined with semicolons."""
    return _MARK + csv_text(_COLUMNS, map(_row, contacts))


def by_language(contacts: Iterable[Contact]) -> dict[str, list[Contact]]:
    """Language (ISO 639, or `UNKNOWN`) -> its contacts, in the order of the languages; it can name a file."""
    found: dict[str, list[Contact]] = {}
    for contact in contacts:
        known = contact.language if contact.language and _CODE.fullmatch(contact.language) else UNKNOWN
        found.setdefault(known, []).append(contact)
    return dict(sorted(found.items()))


def _of(contact: Contact) -> Json:
    return {
        "email": contact.email,
        "name": contact.name,
        "role": contact.role,
        "language": contact.language,
        "certain": contact.certain,
    }


def _row(contact: Contact) -> Json:
    members = contact.members
    return {
        **_of(contact),
        "government": _distinct([each.name for each in members]),
        "country": _distinct([each.country for each in members if each.country]),
        "member": [each.id for each in members],
        "status": [each.status.value for each in members],
    }


def _distinct(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(texts))
