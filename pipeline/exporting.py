"""What other programs and people get out of the ledger: as text for `adhesion export`, as files after each run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from pipeline.files import write_private
from pipeline.ledger import export
from pipeline.ledger.export_contacts import by_language, contacts_csv, contacts_json
from pipeline.ledger.export_history import history_csv, history_json
from pipeline.ledger.export_public import public_csv, public_geojson, public_json
from pipeline.reconcile.contacts import contacts_of
from pipeline.reconcile.history import history_of
from pipeline.reconcile.public import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.campaign.definition import Campaign
    from pipeline.reconcile.contacts import Contact
    from pipeline.reconcile.public import Publication
    from pipeline.records import LedgerView

PUBLIC: Final = "public"
CONTACTS: Final = "contacts"
_FOR_ALL: Final = 0o644
_WHY: Final = {
    "doubtful": "it was read with doubt, and staff have not confirmed it",
    "personal": "it holds a telephone number, an e-mail address or the name of somebody who is not public",
}


def export_view(view: LedgerView, campaign: Campaign, what: str, form: str, language: str | None = None) -> str:
    """The text that `adhesion export WHAT --format FORM` prints.

    Args:
        view: the ledger's current state.
        campaign: what the columns are, and what is public.
        what: members, submissions, messages, history, public or contacts.
        form: json, csv or (members and public) geojson.
        language: of contacts only those, where it is given.
    """
    ways: dict[tuple[str, str], Callable[[], object]] = {
        ("members", "json"): lambda: export.members_json(view),
        ("members", "csv"): lambda: export.members_csv(view, campaign),
        ("members", "geojson"): lambda: export.members_geojson(view),
        ("submissions", "json"): lambda: export.submissions_json(view),
        ("submissions", "csv"): lambda: export.submissions_csv(view, campaign),
        ("messages", "json"): lambda: export.messages_json(view),
        ("messages", "csv"): lambda: export.messages_csv(view),
        ("history", "json"): lambda: history_json(history_of(view, campaign)),
        ("history", "csv"): lambda: history_csv(history_of(view, campaign)),
        ("contacts", "json"): lambda: contacts_json(_contacts(view, campaign, language)),
        ("contacts", "csv"): lambda: contacts_csv(_contacts(view, campaign, language)),
    }
    made = _public(publish(view, campaign), campaign)[form] if what == PUBLIC else ways[what, form]()
    return made if isinstance(made, str) else _json(made)


def write_exports(outputs: Path, view: LedgerView, campaign: Campaign) -> Publication:
    """Write `public/members.*` and `contacts/contacts-LANGUAGE.csv` where they differ from what stands there.

    Contacts are readable by their owner only; files of languages that nobody speaks any more go.
    """
    publication = publish(view, campaign)
    for form, made in _public(publication, campaign).items():
        text = made if isinstance(made, str) else _json(made) + "\n"
        if _renew(outputs / PUBLIC / f"members.{form}", text):
            (outputs / PUBLIC / f"members.{form}").chmod(_FOR_ALL)
    mine = {
        outputs / CONTACTS / f"contacts-{language}.csv": contacts_csv(contacts)
        for language, contacts in by_language(contacts_of(view, campaign)).items()
    }
    for file, text in mine.items():
        _renew(file, text)
    for old in (outputs / CONTACTS).glob("contacts-*.csv"):
        if old not in mine:
            old.unlink(missing_ok=True)
    return publication


def kept_back(view: LedgerView, campaign: Campaign) -> list[str]:
    """A line for each value that a website could show if staff confirmed or changed it; ids and keys only."""
    return [f"{each.member}: {each.field} stays out: {_WHY[each.why]}" for each in publish(view, campaign).withheld]


def _public(publication: Publication, campaign: Campaign) -> dict[str, object]:
    """Format -> what stands in it."""
    return {
        "json": public_json(publication.members),
        "csv": public_csv(publication.members, campaign),
        "geojson": public_geojson(publication.members),
    }


def _contacts(view: LedgerView, campaign: Campaign, language: str | None) -> list[Contact]:
    contacts = contacts_of(view, campaign)
    return list(contacts) if language is None else by_language(contacts).get(language, [])


def _json(made: object) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1)


def _renew(file: Path, text: str) -> bool:
    """Write the file unless it says the same already."""
    data = text.encode("utf-8", "replace")
    if file.is_file() and file.read_bytes() == data:
        return False
    write_private(file, data)
    return True
