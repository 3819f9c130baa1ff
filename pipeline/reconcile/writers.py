"""Whether who writes is known to write for a member: nobody else is told what others gave of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.records import SubmissionRow

_UNSURE: Final = frozenset({"unknown-writer", "joined-by-name", "joined-by-address", "may-be-known"})
"""What staff are asked to look at where a form may not be from the member that it names."""


def is_of_member(form: SubmissionRow) -> bool:
    """Whether a form came from where its member was known to write from, or made the member known itself."""
    return not any(finding.code in _UNSURE for finding in form.findings)


def wrote_before(address: str, forms: Iterable[SubmissionRow], senders: Mapping[str, str]) -> bool:
    """Whether one of a member's forms that surely are its own came from that address.

    Args:
        address: of who writes now.
        forms: the member's.
        senders: sha256 of a message -> the address that it came from.
    """
    known = {senders[form.message].casefold() for form in forms if is_of_member(form) and form.message in senders}
    return bool(address) and address.casefold() in known
