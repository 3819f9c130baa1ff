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
from pipeline.records import Balance, Decision, Outcome
from pipeline.review import styles
from pipeline.review.counts import count
from pipeline.review.items import review_items
from pipeline.review.labels import member_name
from pipeline.review.page.chart import Chart, chart
from pipeline.review.page.corrections import corrections
from pipeline.review.page.glance import goals
from pipeline.review.page.groups import Group
from pipeline.review.page.news import news
from pipeline.review.page.overtime import Month, over_time
from pipeline.review.page.regions import regions
from pipeline.review.page.waiting import SHOWN, Waits, name_with_country
from pipeline.review.page.worldmap import outline, world_map
from pipeline.review.pictures import pictures_of
from pipeline.review.plain import one_line
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2 import Template

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.records import LedgerView, Member
    from pipeline.review.links import Links

_TEMPLATES: Final = Path(__file__).parent / "templates"
_MOST: Final = 200  # rows of a table; the workbook has all
_GOALS: Final = 5  # as in the workbook
_OPEN: Final = 12  # of them are seen at once
_WIDE: Final = (1040, 300)
_NARROW: Final = (340, 240)
_COLOURS: Final = {
    "ink": styles.INK,
    "navy": styles.NAVY,
    "teal": styles.TEAL,
    "pale-teal": styles.PALE_TEAL,
    "track": styles.TRACK,
    "grey": styles.GREY,
    "line": styles.LINE,
    "paper": styles.PAPER,
    "white": styles.WHITE,
    "amber": styles.AMBER,
    "rose": styles.ROSE,
    "red": styles.RED,
    "brown": styles.BROWN,
}
"""What the style sheet calls them; by day they are those of the workbook."""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the report tells of one run, beside the ledger's state."""

    started: dt.datetime
    finished: dt.datetime
    balance: Balance
    decisions: tuple[Decision, ...] = ()  # what staff corrected in the workbook since the run before
    problems: tuple[Finding, ...] = ()  # what of it could not be taken over, and other troubles of the run
    workbook: str = "ledger.xlsx"  # relative to the report


def write_report(
    path: Path, view: LedgerView, campaign: Campaign, settings: Settings, links: Links, facts: RunFacts
) -> None:
    """Write the page in one step, readable for its owner only."""
    page = render_report(view, campaign, settings, links, facts, path.parent)
    write_private(path, page.encode("utf-8", errors="replace"))


def render_report(
    view: LedgerView,
    campaign: Campaign,
    settings: Settings,
    links: Links,
    facts: RunFacts,
    outputs: Path | None = None,
) -> str:
    """The page as HTML 5. Everything from outside is escaped; its policy allows neither scripts nor the network.

    Cut-outs of forms that lie in the folder `outputs` are shown in the page itself, beside the items they are about.
    """
    language = settings.secretariat.language
    words = words_in(language)
    items = review_items(view, campaign, language)
    pictures = pictures_of(items[:SHOWN], links, outputs) if outputs else {}
    new = news(view, campaign, links, facts.started, words)
    counts = count(view, campaign, language)
    named = _named(campaign, words)
    months = over_time(view, facts.finished)
    template, style, policy = page_template("report.html.j2")
    return template.render(
        say=words,
        style=style,
        policy=policy,
        title=one_line(campaign.name.get(language) or campaign.id),
        facts=facts,
        problems=facts.problems[:_MOST],
        outcomes=_outcomes(facts.balance, words),
        counts=counts,
        goals=goals(campaign.targets[:_GOALS], counts),
        corrections=corrections(facts.decisions[:_MOST], view, campaign, words),
        news=new[:_OPEN],
        news_more=new[_OPEN:_MOST],
        news_left=max(0, len(new) - _MOST),
        waiting=len(items),
        urgencies=Waits(view, campaign, words, links, pictures).by_urgency(items),
        map=world_map(view.members, named, words),
        outline=Markup(outline()),  # noqa: S704 - our own file
        regions=regions(view.members, named),
        groups=tuple(Group),
        months=months,
        charts=_charts(months, campaign.targets),
    )


@lru_cache(maxsize=2)
def page_template(name: str) -> tuple[Template, Markup, str]:
    """A template, its style sheet, and the policy that allows this style sheet and nothing else (CSP Level 3)."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = one_line
    style = _palette() + (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return environment.get_template(name), Markup(style), policy  # noqa: S704 - our own file


def _palette() -> str:
    """The colours of the workbook."""
    return f":root{{{''.join(f'--{name}:#{colour};' for name, colour in _COLOURS.items())}}}\n"


def _outcomes(balance: Balance, words: Words) -> tuple[tuple[str, int], ...]:
    """What became of how many messages, in the order in which the outcomes are told everywhere."""
    return tuple(
        (words.outcome(outcome), balance.outcomes[outcome]) for outcome in Outcome if balance.outcomes.get(outcome)
    )


def _named(campaign: Campaign, words: Words) -> Callable[[Member], str]:
    """What a member is called on the map and in the list: its name, its country, where it stands."""

    def named(member: Member) -> str:
        name = name_with_country(member, campaign, words, member_name(member, campaign, 70))
        return f"{name} ({words.status(member.status)})"

    return named


def _charts(months: Sequence[Month], targets: Sequence[int]) -> tuple[tuple[str, Chart], ...]:
    """The curves for wide pages and for narrow ones, where the same drawing would be too small to read."""
    return (("wide", chart(months, targets, *_WIDE)), ("narrow", chart(months, targets, *_NARROW))) if months else ()
