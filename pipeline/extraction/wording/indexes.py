"""The wordings of a campaign, ordered for looking up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.wording.comparable import comparable
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Campaign, Wordings

GAP = re.compile(r"\s*(?:\.{3}|…)\s*")
STOPS: Final = 3  # words up to this length say nothing about a section


def by_wording(entries: Iterable[tuple[str, Wordings]]) -> dict[str, list[tuple[str, str]]]:
    """What each wording, made comparable, stands for: keys with their languages."""
    index: dict[str, list[tuple[str, str]]] = {}
    for key, labels in entries:
        for language, wordings in labels.items():
            for wording in wordings:
                entry = (key, language)
                known = index.setdefault(comparable(wording), [])
                if entry not in known:
                    known.append(entry)
    return index


def by_rarest_word(wordings: Iterable[str]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Each wording with its words, under the one of them that the fewest wordings have."""
    parted = [(wording, tuple(wording.split())) for wording in wordings]
    often = Counter(word for _, inner in parted for word in inner)
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for wording, inner in parted:
        index[min(inner, key=lambda word: (often[word], word))].append((wording, inner))
    return index


def sentence_with_gaps(wording: str) -> re.Pattern[str]:
    """The pattern of a wording that is a sentence with gaps ("Done at ... on ...")."""
    parts = [r"\s+".join(re.escape(word) for word in part.split()) for part in GAP.split(wording)]
    return re.compile(r"\s*\W{0,60}?\s*".join([r"\s*", r".{1,80}?\b".join(parts)]), re.IGNORECASE)


def all_wordings(labels: Wordings) -> list[str]:
    """The wordings of all languages."""
    return [wording for wordings in labels.values() for wording in wordings]


def telling_words(folded: str) -> set[str]:
    """The words of a folded text that may say something about a section."""
    return {word for word in folded.split() if len(word) > STOPS or not word.isascii()}


def section_words(campaign: Campaign) -> dict[str, set[str]]:
    """The words that only one section's headings and names use: they tell the section by themselves."""
    words = {
        section.key: {word for wording in all_wordings(section.labels) for word in telling_words(fold(wording))}
        for section in campaign.sections
    }
    for field in campaign.fields:  # the name of a person in charge is what a section is called after
        if field.section in words and field.type is FieldType.PERSON:
            for wording in all_wordings(field.labels):
                words[field.section] |= telling_words(fold(wording))
    asked = {field.section for field in campaign.fields}  # a section of which nothing is asked takes no word away
    return {
        key: own - {word for other, theirs in words.items() if other != key and other in asked for word in theirs}
        for key, own in words.items()
    }
