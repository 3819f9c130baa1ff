"""`report.html`: one page for each run that needs nothing but itself; it opens anywhere and prints."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.files import write_private
from pipeline.model import Finding
from pipeline.records import Balance, Decision, MessageRow, Outcome
from pipeline.review.counts import Counts, count
from pipeline.review.items import member_name, review_items
from pipeline.review.links import target
from pipeline.review.pictures import Pictures, pictures_of
from pipeline.review.plain import one_line
from pipeline.review.wording import OUTCOME, SEVERITY, draft_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Template

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.records import LedgerView
    from pipeline.review.links import Links

_TEMPLATES: Final = Path(__file__).parent / "templates"
_MOST: Final = 200  # rows of a table; the workbook has all
_NONE: Final[Pictures] = {}


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the report tells of one run, beside the ledger's state."""

    started: dt.datetime
    finished: dt.datetime
    balance: Balance
    decisions: tuple[Decision, ...] = ()  # what staff corrected in the workbook since the run before
    problems: tuple[Finding, ...] = ()  # what of it could not be taken over, and other troubles of the run
    workbook: str = "ledger.xlsx"  # relative to the report


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message of this run, in words."""

    number: int
    sender: str
    subject: str
    outcome: str
    reason: str
    members: str
    draft: str  # what the drafted reply does, "" without one
    draft_link: str


def write_report(
    path: Path, view: LedgerView, campaign: Campaign, settings: Settings, links: Links, facts: RunFacts
) -> None:
    """Write the page in one step, readable for its owner only."""
    seen = pictures_of(view, campaign, links, path.parent)
    page = render_report(view, campaign, settings, links, facts, seen)
    write_private(path, page.encode("utf-8", errors="replace"))


def render_report(
    view: LedgerView, campaign: Campaign, settings: Settings, links: Links, facts: RunFacts, pictures: Pictures = _NONE
) -> str:
    """The page as HTML 5. Everything from outside is escaped; its policy allows neither scripts nor the network.

    `pictures` are shown in the page itself, beside the items that they are about.
    """
    language = settings.secretariat.language
    items = review_items(view, campaign, language)
    news = _news(view, campaign, links, facts.started)
    template, style, policy = _template()
    return template.render(
        style=style,
        policy=policy,
        language=language,
        title=one_line(campaign.name.get(language) or campaign.id),
        facts=facts,
        moment=f"{facts.finished.day} {facts.finished:%B %Y, %H:%M} {facts.finished.tzname() or ''}".strip(),
        outcomes=_outcomes(facts.balance),
        news=news[:_MOST],
        news_left=max(0, len(news) - _MOST),
        items=items[:_MOST],
        pictures=pictures,
        evidence={about: target(path) for about, path in links.evidence.items()},
        items_left=max(0, len(items) - _MOST),
        counts=count(view, campaign, language),
        targets=_targets(campaign, count(view, campaign, language)),
        severity=SEVERITY,
    )


@lru_cache(maxsize=1)
def _template() -> tuple[Template, Markup, str]:
    """The template, its style sheet, and the policy that allows this style sheet and nothing else (CSP Level 3)."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = one_line
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return environment.get_template("report.html.j2"), Markup(style), policy  # noqa: S704 - our own file


def _outcomes(balance: Balance) -> tuple[tuple[str, int], ...]:
    """What became of how many messages, in the order in which the outcomes are told everywhere."""
    return tuple((OUTCOME[outcome], balance.outcomes[outcome]) for outcome in Outcome if balance.outcomes.get(outcome))


def _targets(campaign: Campaign, counts: Counts) -> tuple[tuple[int, int], ...]:
    """Each target with the whole percent of it that is reached, at most 100."""
    return tuple((goal, min(100, 100 * counts.members // goal)) for goal in campaign.targets if goal > 0)


def _news(view: LedgerView, campaign: Campaign, links: Links, since: dt.datetime) -> tuple[NewMessage, ...]:
    """The messages that this run fetched, in the order of arrival."""
    names = {member.id: f"{member.id} {member_name(member, campaign, 70)}" for member in view.members}
    of = {each.id: each.member for each in view.submissions}
    return tuple(_new(message, names, of, links) for message in view.messages if message.fetched >= since)


def _new(message: MessageRow, names: dict[str, str], of: dict[str, str], links: Links) -> NewMessage:
    members = [of[each] for each in message.submissions if each in of] or [message.member or ""]
    path = links.drafts.get(message.id)
    return NewMessage(
        number=message.id,
        sender=one_line(message.sender.name or message.sender.address or "unknown sender", 80),
        subject=one_line(message.subject, 140) or "no subject",
        outcome=OUTCOME[message.outcome],
        reason=one_line(message.reason, 400),
        members=_joined(names.get(each, "") for each in members),
        draft=draft_words(message.draft, message.draft_state),
        draft_link=target(path) if path else "",
    )


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))
