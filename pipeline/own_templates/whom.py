"""About whom letters are shown: a member of the ledger, or an invented one. The ledger is only read."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from pipeline.campaign.definition import Campaign
from pipeline.config import Settings
from pipeline.dry import copy_of_outputs
from pipeline.errors import LedgerUnusableError
from pipeline.languages.folders import Templates, language_for, templates_of
from pipeline.options import campaign_of
from pipeline.own_templates.invented import invented_member
from pipeline.records import Member
from pipeline.storage import ledger_exists, ledger_url


class NoSuchError(Exception):
    """What an option asks for is not there."""

    def __init__(self, option: str, text: str) -> None:
        self.option = option
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class About:
    """What is shown: a member, in a language, as this office writes."""

    member: Member
    language: str
    campaign: Campaign
    settings: Settings
    templates: Templates


def about_whom(settings: Settings, number: str | None, language: str | None) -> About:
    """The member of that number, or an invented one, and the language that is written: that of the member's form.

    Raises:
        NoSuchError: there is no such member, or no such language.
        LedgerUnusableError: a member is asked for, and there is no ledger.
    """
    campaign, templates = campaign_of(settings), templates_of(settings)
    there = [each for each in templates.languages() if each in campaign.languages]
    if language is not None and language not in there:
        raise NoSuchError("--language", f"letters of this campaign are written in {', '.join(there) or 'no language'}")
    if number is None:
        chosen = language or language_for(None, campaign, templates)
        return About(invented_member(campaign, chosen), chosen, campaign, settings, templates)
    member = _from_ledger(settings, campaign, number)
    chosen = language or language_for(member.language, campaign, templates)
    return About(member, chosen, campaign, settings, templates)


def _from_ledger(settings: Settings, campaign: Campaign, number: str) -> Member:
    """A copy is read, so that not even an older ledger is touched; a database on a server is read as it is."""
    from pipeline.ledger.store import Ledger  # noqa: PLC0415 - heavy

    if not ledger_exists(settings):
        raise LedgerUnusableError("there is no ledger yet, so no members; leave --member out for an invented one")
    with ExitStack() as closing:
        read = settings if settings.database.url else closing.enter_context(copy_of_outputs(settings))
        ledger = closing.enter_context(Ledger.open(ledger_url(read), create=False))
        members = {each.id: each for each in ledger.view(campaign).members}
    found = members.get(number.strip().upper())
    if found is None:
        raise NoSuchError("--member", f"there is no member {number!r}; their numbers look like M0001")
    return found
