"""Who is this: what staff are asked about forms and members that may be one government's, with both sides. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.model import Severity
from pipeline.reconcile.items import pair_key, question_key
from pipeline.reconcile.statuses import CLOSED
from pipeline.records import ReviewItem
from pipeline.review.answer_words import APART, OTHER, SAME, same_as
from pipeline.review.cells import canonical, show
from pipeline.review.labels import label, member_name
from pipeline.review.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue
    from pipeline.records import LedgerView, Member, Question
    from pipeline.words import Words

_TELLING: Final = {FieldType.PERSON, FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.COUNTRY}
"""Kinds of value that tell one government from another, beside those of its identity."""

_MOST: Final = 3  # members that a form is compared with in words


def about_questions(view: LedgerView, campaign: Campaign, words: Words) -> Iterator[ReviewItem]:
    """Forms that wait to be told whose they are."""
    members = {member.id: member for member in view.members}
    for question in view.questions:
        known = [members[each] for each in question.candidates if each in members]
        yield ReviewItem(
            about=words("items.whose.about", document=question.document, number=str(question.message)),
            what=words("items.whose.what", members=_named(known, campaign, words)),
            why="\n".join(_compared(question, member, campaign, words) for member in known[:_MOST]),
            do=words("items.whose.do"),
            message=question.message,
            severity=Severity.ERROR,
            key=question_key(question.id),
            answers=(*(same_as(member.id) for member in known), OTHER),
        )


def about_pairs(view: LedgerView, campaign: Campaign, words: Words) -> Iterator[ReviewItem]:
    """Members that may be one; of an applicant that staff closed nothing is asked."""
    members = {member.id: member for member in view.members if member.status not in CLOSED}
    for one, other in view.likenesses:
        if one not in members or other not in members:
            continue
        older, newer = members[one], members[other]
        yield ReviewItem(
            about=f"{newer.id} {member_name(newer, campaign)}",
            what=words("items.pair.what", member=f"{older.id} {member_name(older, campaign, 60)}"),
            why=_sides(given(newer), given(older), (newer.id, older.id), campaign, words),
            do=words("items.pair.do"),
            member=newer.id,
            key=pair_key(one, other),
            answers=(SAME, APART),
        )


def _named(members: list[Member], campaign: Campaign, words: Words) -> str:
    names = [f"{member.id} {member_name(member, campaign, 60)}" for member in members]
    return words("common.or").join(names)


def _compared(question: Question, member: Member, campaign: Campaign, words: Words) -> str:
    form = {value.field: value.value for value in question.values}
    return _sides(form, given(member), (words("items.whose.form"), member.id), campaign, words)


def given(member: Member) -> dict[str, FieldValue]:
    """What is true of a member now, by field."""
    return {value.field: value.value for value in member.values}


def _sides(
    one: Mapping[str, FieldValue],
    other: Mapping[str, FieldValue],
    names: tuple[str, str],
    campaign: Campaign,
    words: Words,
) -> str:
    """What tells governments apart: what both say, then line by line what one says and the other says otherwise."""
    both, lines = [], []
    for field in telling_fields(campaign):
        here, there = (told(side.get(field.key), field, words) for side in (one, other))
        if not (here and there):
            continue
        if here == there:
            both.append(here)
        else:
            named = label(field, words.language)
            lines.append(words("items.pair.line", label=named, one=names[0], here=here, other=names[1], there=there))
    if both:
        agreed = words("items.pair.both", one=names[0], other=names[1], values="; ".join(both))
        lines = [agreed[:1].upper() + agreed[1:], *lines]
    return "\n".join(lines)


def telling_fields(campaign: Campaign) -> tuple[Field, ...]:
    """The fields by which staff tell one government from another."""
    asked = {campaign.identity.name, campaign.identity.kind, campaign.identity.within}
    return tuple(each for each in campaign.kept_fields if each.key in asked or each.type in _TELLING)


def told(value: FieldValue | None, field: Field, words: Words) -> str:
    """A value as it is compared; "" where there is none."""
    return "" if value is None else one_line(canonical(show(value, field, words.language)), 90)
