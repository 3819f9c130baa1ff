"""The words of the report (English)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

if TYPE_CHECKING:
    import datetime as dt

_TEXTS: Final = {
    "report.title": "Run report – {campaign}",
    "report.run": "Report of the run of {moment}",
    "report.workbook": "Open the workbook",
    "report.skip": "Skip to the content",
    "report.contents": "On this page",
    "report.balance.right": "The count balances.",
    "report.balance.wrong": "The count does not balance.",
    "report.balance.sum": "{seen} seen = {known} known before + {now} concluded now",
    "report.balance.lost": "Some message has no outcome. Nothing is lost: what was fetched is kept. "
    "Tell whoever looks after this program.",
    "report.balance.quiet": "Nothing new came in.",
    "report.glance": "At a glance",
    "report.card.members": "Members",
    "report.card.members.note": "accepted or published",
    "report.card.complete": "Complete forms",
    "report.card.complete.note": "ready or to review",
    "report.card.incomplete": "Incomplete forms",
    "report.card.incomplete.note": "required answers missing",
    "report.card.pledges": "Pledges",
    "report.card.pledges.note": "support, no form yet",
    "report.goals": "How far are we?",
    "report.goal.one": "{number} member",
    "report.goal.other": "{number} members",
    "report.goal.reached": "{members} of {goal} · reached",
    "report.goal.percent": "{members} of {goal} · {percent} %",
    "report.goal.rule": "Members are those you accepted or published (dark). The lighter part shows how far it would "
    "be with the forms in hand: {hoped}.",
    "report.trouble": "Trouble",
    "report.news": "New in this run",
    "report.news.none": "No new messages.",
    "report.news.number": "No.",
    "report.news.from": "From",
    "report.news.outcome": "What became of it",
    "report.news.member": "Member",
    "report.news.draft": "Draft reply",
    "report.news.message": "Message",
    "report.news.more.one": "{number} more message",
    "report.news.more.other": "{number} more messages",
    "report.news.left.one": "and {number} more: see “Messages” in the workbook.",
    "report.news.left.other": "and {number} more: see “Messages” in the workbook.",
    "report.news.corrections.one": "{number} correction of staff taken over from the workbook.",
    "report.news.corrections.other": "{number} corrections of staff taken over from the workbook.",
    "report.news.unknown": "unknown sender",
    "report.news.subject": "no subject",
    "report.news.a_draft": "Draft",
    "report.waits": "Waits for you",
    "report.waits.none": "Nothing waits for you.",
    "report.waits.answer": "Answer on “To review” in the workbook.",
    "report.waits.more.one": "{number} more",
    "report.waits.more.other": "{number} more",
    "report.waits.left.one": "{number} not shown here: see “To review” in the workbook.",
    "report.waits.left.other": "{number} not shown here: see “To review” in the workbook.",
    "report.waits.why": "Why",
    "report.waits.do": "What to do",
    "report.waits.value": "Read as",
    "report.waits.raw": "The form says",
    "report.waits.sure": "How sure",
    "report.waits.where": "Where",
    "report.waits.page": "page {page}",
    "report.waits.picture": "Cut-out of the form, the place is framed: {what}",
    "report.waits.look": "Look",
    "report.waits.form": "Open the form",
    "report.sure.all": "almost certain",
    "report.sure.most": "very likely: more than nine of ten such readings are right",
    "report.sure.tenths": "about {tenths} of ten such readings are right",
    "report.sure.none": "hardly: most such readings are wrong",
    "report.map": "Where they are",
    "report.map.title": "Map of the world with the members, forms in hand and pledges",
    "report.map.placed.one": "{number} is on the map.",
    "report.map.placed.other": "{number} are on the map.",
    "report.map.without.one": "{number} is not: its place is not known.",
    "report.map.without.other": "{number} are not: their places are not known.",
    "report.map.sizes": "A larger mark stands for several.",
    "report.map.more.one": "{names} and {number} more",
    "report.map.more.other": "{names} and {number} more",
    "report.map.regions": "By world region",
    "report.map.unknown": "Not known",
    "report.map.left.one": "and {number} more: see “Members” in the workbook.",
    "report.map.left.other": "and {number} more: see “Members” in the workbook.",
    "report.map.none": "Nobody yet.",
    "report.group.member": "Members",
    "report.group.form": "Forms in hand",
    "report.group.pledge": "Pledges",
    "report.group.member.one": "{number} member",
    "report.group.member.other": "{number} members",
    "report.group.form.one": "{number} form in hand",
    "report.group.form.other": "{number} forms in hand",
    "report.group.pledge.one": "{number} pledge",
    "report.group.pledge.other": "{number} pledges",
    "report.time.member": "Members",
    "report.time.form": "Forms received",
    "report.time.pledge": "Pledges received",
    "report.time.member.one": "{number} member",
    "report.time.member.other": "{number} members",
    "report.time.form.one": "{number} form received",
    "report.time.form.other": "{number} forms received",
    "report.time.pledge.one": "{number} pledge received",
    "report.time.pledge.other": "{number} pledges received",
    "report.time": "Progress over time",
    "report.time.title": "Members, forms and pledges, month by month from {first} to {last}",
    "report.time.rule": "Counted from the day of acceptance, of the first form, and of the first pledge; "
    "a pledge still counts when its form has come.",
    "report.time.table": "The figures month by month",
    "report.time.month": "Month",
    "report.time.new": "{total} (+{new})",
    "report.time.goal": "target {goal}",
    "report.time.none": "Nothing to show yet.",
    "report.sent": "Nothing was sent. Drafts wait for you to read and send them.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str = "en"

    def __call__(self, key: str, /, **gaps: str | int) -> str:
        """The text of a key, its gaps filled in."""
        filled = {name: self.number(each) if isinstance(each, int) else each for name, each in gaps.items()}
        return _TEXTS[key].format_map(filled)

    def many(self, key: str, number: int, /, **gaps: str | int) -> str:
        """The text of a key that has one form for each kind of number."""
        return self(f"{key}.{'one' if number == 1 else 'other'}", number=number, **gaps)

    def number(self, number: int) -> str:
        """A whole number, grouped."""
        return format_decimal(number, locale="en_GB")

    def month(self, day: dt.date) -> str:
        """A month with its year."""
        return format_date(day, "MMM y", locale="en_GB")

    def moment(self, moment: dt.datetime) -> str:
        """A day and its time."""
        return f"{format_datetime(moment, 'd MMMM y, HH:mm', locale='en_GB')} {moment.tzname() or ''}".strip()
