"""Where the files of members and messages lie, as the workbook and the report link to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.records import DraftState

if TYPE_CHECKING:
    from pipeline.records import LedgerView


@dataclass(frozen=True, slots=True)
class MemberLinks:
    """Files of one member, each a path relative to the outputs folder, or None."""

    letter: str | None = None
    draft: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Files of all members and messages, by their ids."""

    members: dict[str, MemberLinks] = field(default_factory=dict)
    drafts: dict[int, str] = field(default_factory=dict)  # message id -> path of the draft that answers it
    evidence: dict[tuple[str, str], str] = field(default_factory=dict)  # member, field -> picture of the value's place


def links_of(
    view: LedgerView, documents: dict[str, str] | None = None, evidence: dict[tuple[str, str], str] | None = None
) -> Links:
    """The links that the ledger's drafts give; the newest draft of a member or message wins.

    Args:
        view: its drafts are oldest first; a draft's letters to its members come first, in step with them.
        documents: member id -> path of its form, where the forms are kept as files.
        evidence: member id, field -> path of the picture of the place where its current value stands.
    """
    members: dict[str, MemberLinks] = {}
    drafts: dict[int, str] = {}
    for draft in sorted(view.drafts, key=lambda each: each.id):
        if draft.state is DraftState.REPLACED:
            continue  # it was taken back, with its letters
        file = None if draft.state is DraftState.DISCARDED else draft.file
        if file:
            drafts[draft.message] = file
        in_step = len(draft.letters) >= len(draft.members)  # certificates come behind the letters
        for index, member in enumerate(draft.members):
            before = members.get(member, MemberLinks())
            letter = draft.letters[index] if in_step else next(iter(draft.letters), None)
            members[member] = MemberLinks(letter or before.letter, file or before.draft)
    for member, document in (documents or {}).items():
        before = members.get(member, MemberLinks())
        members[member] = MemberLinks(before.letter, before.draft, document)
    return Links(members, drafts, evidence or {})


def target(path: str) -> str:
    """The path as the address of a link: relative, percent-encoded, so that a name can never become another address."""
    return quote(path.replace("\\", "/").lstrip("/"), safe="/")
