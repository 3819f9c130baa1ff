"""All wordings of a campaign's labels, headings and choices, folded and ready to be compared."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from pipeline.campaign.definition import FieldType, Part
from pipeline.extraction.wording.alone import offices
from pipeline.extraction.wording.asking import asks_plainly, heads_a_column
from pipeline.extraction.wording.comparable import LONGEST_LABEL, MONEY, NUMBER, comparable
from pipeline.extraction.wording.indexes import (
    GAP,
    all_wordings,
    by_rarest_word,
    by_wording,
    section_words,
    sentence_with_gaps,
    telling_words,
)
from pipeline.extraction.wording.language import COMMON_WORDS
from pipeline.extraction.wording.match import CLEAR, KNOWN, Match, at_odds, in_full, plainly_known
from pipeline.extraction.wording.options import options
from pipeline.extraction.wording.rewording import Rewordings
from pipeline.extraction.wording.slips import SWAPPED, is_slip, swapped
from pipeline.extraction.wording.understanding import LIKE, Understanding
from pipeline.normalise.fold import fold, fold_whole, is_inclusive, label_parts
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign, Field
    from pipeline.extraction.wording.understanding import Understood

_MOST_REMEMBERED: Final = 16_384  # texts
_NUMBERED: Final = {FieldType.TEXT, FieldType.NUMBER}
"""What a sign for "number" or "amount" behind the question may ask for."""

_USUAL: Final = COMMON_WORDS | words("forms", "usual") | words("forms", "name") | words("forms", "codes")
"""Words that labels have without saying more."""
_QUESTION: Final = 40  # from this length on a label is a question, and questions are re-worded freely
_FUZZY_FROM: Final = 6  # shorter labels must match to the letter ("Tel", "Web", "Land")
_MOST_EXTRA_WORDS: Final = 4
_PART_NUMBER: Final = 0.95  # "Lease / Version" where "Lease #" is asked for
_LETTERS: Final = 0.9  # "Site of the council" is like "Size of the council" in its letters, and asks for a web page
_LIST_IN_BRACKETS: Final = re.compile(r"\([^(),]{2,40},[^(),]{2,40},[^()]{2,80}\)")  # "You are (a city, a region, ...)"
_LAST_BRACKET: Final = re.compile(r"([^()]{2,80})\(([^()]{2,40})\)[\s:*]*$")
_MOST_PARTS: Final = 4
_LONGEST_HEADING: Final = 80
_PART: Final = 0.97  # what a part of a label is worth beside the whole ("Country" of "Country / Pays")


class Lexicon:
    """The wordings of one campaign. Made once for a process; every question is answered from memory."""

    def __init__(self, campaign: Campaign) -> None:
        self.fields: dict[str, Field] = {field.key: field for field in campaign.fields} | offices(campaign)
        self._labels = by_wording((field.key, field.labels) for field in campaign.fields)
        for field in campaign.fields:  # a form that we handed out names its fields by their keys
            self._labels.setdefault(fold(field.key.replace("_", " ")), []).append((field.key, ""))
        self._headings = by_wording((section.key, section.labels) for section in campaign.sections)
        self._keys = [key for key in self._labels if key]
        self._section_words = section_words(campaign)
        self._choices: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for field in campaign.fields:
            for choice in field.choices:
                for wording in all_wordings(choice.labels):
                    self._choices[fold(wording)].append((field.key, choice.key))
        self._choice_keys = {
            field.key: {fold(choice.key.replace("_", " ")): choice.key for choice in field.choices}
            for field in campaign.fields
        }
        self._prose = [
            (sentence_with_gaps(wording), field.key, language, wording)
            for field in campaign.fields
            for language, wordings in field.labels.items()
            for wording in wordings
            if GAP.search(wording.strip(" .…"))
        ]
        self._rewordings = Rewordings(self._keys, map(fold, (*campaign.mentions, *campaign.name.values())))
        self._by_rarest = by_rarest_word(key for key in self._keys if len(key) >= _FUZZY_FROM)
        self._understanding = Understanding(campaign)
        self._memory: dict[str, tuple[Match, ...]] = {}
        self._like: dict[tuple[int, int], list[str]] = {}

    def labels(self, text: str) -> tuple[Match, ...]:
        """The fields that this text is a label of, best first; at most one match for each field."""
        if not text or len(text) > LONGEST_LABEL:
            return ()
        known = self._memory.get(text)
        if known is None:
            if len(self._memory) >= _MOST_REMEMBERED:  # a reader lives long and sees the texts of many documents
                self._memory.clear()
            known = self._memory[text] = self._best_of_parts(text)
        return known

    def prose(self, text: str) -> tuple[Match, ...]:
        """The fields whose wording is a sentence with gaps ("Done at ... on ...") that this text fills."""
        found = [(key, language, wording) for pattern, key, language, wording in self._prose if pattern.match(text)]
        return tuple(Match(key, language, 0.97, fold(wording)) for key, language, wording in found)

    def _of_options(self, text: str) -> tuple[Match, ...] | None:
        """What is asked where a text lists printed options ("We are: city / region"); None where it lists none.

        The options are never questions, though "region" may be one by itself.
        """
        if comparable(text) in self._labels or (listed := options(text)) is None:
            return None
        known = [{field for field, _ in self._choices.get(each, ())} for each in listed.listed]
        fields = Counter(field for each in known for field in each)
        field, count = max(fields.items(), key=lambda found: found[1], default=("", 0))
        asked = self._best_of_parts(listed.head)
        if not count:
            labels = sum(each in self._labels for each in listed.listed)
            return asked if 2 * labels <= len(listed.listed) else None
        if 2 * count < len(listed.listed) or any(match.score >= CLEAR for match in asked):
            return asked
        return (Match(field, "", LIKE, fold(listed.head)),)

    def _best_of_parts(self, text: str) -> tuple[Match, ...]:
        listed = self._of_options(text)
        if listed is not None:
            return listed
        if inner := self._in_brackets(text) or self._ranges_in_brackets(text):
            return tuple(inner)
        best: dict[str, Match] = {}
        found = [self._matches(comparable(part), part=bool(number)) for number, part in enumerate(label_parts(text))]
        for match in (each for matches in found for each in matches):
            known = best.get(match.field)
            if known is None or match.score > known.score:
                best[match.field] = match
        certain = any(match.score >= KNOWN for match in best.values())
        if at_odds(found):
            best = {key: replace(match, score=match.score * _LETTERS) for key, match in best.items()}
        if not certain or (not plainly_known(found) and in_full(self._understanding.fields(comparable(text)))):
            best = self._with_understood(text, best)
        return tuple(sorted(best.values(), key=lambda match: -match.score))

    def _with_understood(self, text: str, alike: dict[str, Match]) -> dict[str, Match]:
        """The matches by likeness with those by meaning; what is like in letters alone gives way."""
        understood, whole = self._understood(text), comparable(text)
        clear = {match.field for match in understood if match.score >= CLEAR and not match.narrowed}
        best = {}
        for key, match in alike.items():
            if not self._understanding.contradicts(whole, key):
                only_letters = bool(clear) and key not in clear
                best[key] = replace(match, score=match.score * _LETTERS) if only_letters else match
        for match in understood:
            known = best.get(match.field)
            if known is None or match.trust > known.trust:
                best[match.field] = match
        return best

    def _matches(self, folded: str, *, part: bool) -> list[Match]:
        """The fields that a whole text, or a part of one, is a label of."""
        numbered = f"{folded} {NUMBER}"
        if part and folded not in self._labels and numbered in self._labels:
            return [Match(key, language, _PART_NUMBER, numbered) for key, language in self._labels[numbered]]
        return self._look_up(folded, share=_PART if part else 1.0)

    def _look_up(self, folded: str, share: float) -> list[Match]:
        if folded in self._labels:
            return [Match(key, language, share, folded) for key, language in self._labels[folded]]
        shorter = folded.removesuffix(f" {NUMBER}").removesuffix(f" {MONEY}")
        if shorter != folded:  # "Contract #" where "Contract" is known, not turned round; "Contact no." is no person
            bare = [entry for entry in self._labels.get(shorter, ()) if self.fields[entry[0]].type in _NUMBERED]
            if bare:
                return [Match(key, language, share * _PART, shorter) for key, language in bare]
        if len(folded) < _FUZZY_FROM:
            return []
        found = [(word, score, False) for word, score in self._alike(folded) + self._rewordings.alike(folded)]
        found += [(word, score, _narrows(folded, word)) for word, score in self._within(folded)]
        return [
            Match(key, lang, share * score, word, narrowed)
            for word, score, narrowed in found
            for key, lang in self._labels[word]
        ]

    def _alike(self, folded: str) -> list[tuple[str, float]]:
        """Wordings that differ by slips of the pen."""
        if len(folded) < _QUESTION:
            turned = [word for word in swapped(folded) if word in self._labels]
            if turned:
                return [(word, SWAPPED) for word in turned]
        floor = 76 if len(folded) >= _QUESTION else 87
        hits = process.extract(
            folded, self._of_length(len(folded), floor), scorer=fuzz.ratio, score_cutoff=floor, limit=6
        )
        return [
            (word, _softened(score))
            for word, score, _ in hits
            if len(word) >= _FUZZY_FROM and (len(folded) >= _QUESTION or is_slip(folded, word))
        ]

    def _of_length(self, length: int, floor: int) -> list[str]:
        """The wordings that a text of this length can be alike to by `floor` percent: so few letters differ at most."""
        if (length, floor) not in self._like:
            most = (100 - floor) / 100
            self._like[length, floor] = [
                key for key in self._keys if abs(len(key) - length) <= most * (len(key) + length) + 1
            ]
        return self._like[length, floor]

    def _within(self, folded: str) -> list[tuple[str, float]]:
        """Wordings whose words all stand in the text, which says a little more ("total population 2024")."""
        said = set(folded.split())
        if len(said) > 10:  # noqa: PLR2004 - a sentence, no label
            return []
        found = []
        for wording, inner in (each for word in said for each in self._by_rarest.get(word, ())):
            if 0 < len(said) - len(inner) <= _MOST_EXTRA_WORDS and said.issuperset(inner):
                certain = 0.66 if len(inner) > 1 else 0.6  # one word alone is often part of a name
                found.append((wording, certain + 0.32 * len(wording) / len(folded)))
        return sorted(found, key=lambda hit: -hit[1])[:6]

    def _understood(self, text: str) -> list[Match]:
        """The fields that a text asks for in words of its own."""
        parts = tuple(dict.fromkeys(comparable(part) for part in label_parts(text)[:_MOST_PARTS]))
        found = self._understanding.fields(parts[0], of_either=is_inclusive(text))
        if not in_full(found):  # "Website city/district" is one question
            found += [each for part in parts[1:] for each in self._understanding.fields(part)]
        if not found and not _LIST_IN_BRACKETS.search(text):  # what stands in brackets may say it
            found = self._understanding.fields(fold_whole(text))
        return self._as_matches(found)

    def _in_brackets(self, text: str) -> list[Match]:
        """What is asked of somebody in brackets alone: the position, of "Contact person (position)"."""
        asked = _LAST_BRACKET.match(text)
        if asked is None:
            return []
        inner = self.exactly(asked[2]) or self._as_matches(self._understanding.fields(comparable(asked[2])))
        fields = {match.field for match in inner if match.score >= CLEAR and not match.narrowed}
        signs = any(self.fields[field].mark for field in fields)  # "For the city (signature)": no name of a city
        if not signs and not self._understanding.only_names(fold(asked[1])):
            return []
        fields -= {match.field for match in self.exactly(asked[1])}
        return [
            match for match in self._as_matches(self._understanding.fields(fold_whole(text))) if match.field in fields
        ]

    def _ranges_in_brackets(self, text: str) -> list[Match]:
        """The choice of a range that brackets ask for instead of a number: "Inhabitants (range)"."""
        asked = _LAST_BRACKET.match(text)
        if asked is None or not self._understanding.asks_for_range(fold(asked[2])):
            return []
        known = self.exactly(asked[1])
        if all(self.fields[match.field].type is not FieldType.NUMBER for match in known):
            return []
        understood = self._as_matches(self._understanding.fields(fold_whole(text)))
        choices = [match for match in known if self.fields[match.field].type is FieldType.CHOICE]
        return choices or [match for match in understood if self.fields[match.field].type is FieldType.CHOICE]

    def _as_matches(self, found: list[Understood]) -> list[Match]:
        sections = {self.fields[each.field].section for each in found if not each.names_somebody}
        return [
            Match(
                each.field,
                each.language,
                each.score,
                each.wording,
                each.narrowed,
                names_section=each.names_somebody,
                ambiguous=not each.names_somebody and len(sections) > 1,
            )
            for each in found
        ]

    def exactly(self, text: str) -> tuple[Match, ...]:
        """The fields that have this text, whole and folded, among their wordings."""
        folded = comparable(text)
        return tuple(Match(key, language, 1.0, folded) for key, language in self._labels.get(folded, ()))

    def is_wholly_label(self, text: str) -> bool:
        """Whether a text is a label to the letter, or each part of a bilingual one is."""
        whole, *parts = label_parts(text) or ("",)
        if comparable(whole) in self._labels:
            return True
        return len(parts) > 1 and all(comparable(part) in self._labels for part in parts)

    def is_label(self, text: str) -> bool:
        """Whether the text certainly is a label."""
        return any(match.score >= 0.95 for match in self.labels(text))  # noqa: PLR2004 - certain

    def asks_for_prose(self, text: str) -> bool:
        """Whether a text is the label of a field whose answers have whole sentences."""
        matches = self.labels(text)
        return bool(matches) and self.fields[matches[0].field].type is FieldType.NARRATIVE

    def asks_plainly(self, text: str) -> bool:
        """Whether a text has nothing but words that ask for something, whether or not the campaign asks for it."""
        return len(text) <= _LONGEST_HEADING and asks_plainly(comparable(text))

    def heads_a_column(self, text: str) -> bool:
        """Whether a text is the head of a column, or a label of another campaign, and never an answer."""
        return len(text) <= _LONGEST_HEADING and heads_a_column(comparable(text))

    def asks_about(self, field: str) -> frozenset[str]:
        """The things that a field's wordings ask for, as concepts ("address", "title")."""
        return self._understanding.things(field)

    def may_ask(self, text: str, field: str) -> bool:
        """Whether nothing in a text that is no known label says that it asks for something else than a field."""
        return self._understanding.leaves_open(comparable(text), field)

    def heading(self, text: str) -> Match | None:
        """The section whose heading this text is, if it is one."""
        for part in label_parts(text):
            for key, language in self._headings.get(comparable(part), ()):
                return Match(key, language, 1.0, fold(part))
        told = self._understanding.section(comparable(text)) if len(text) <= _LONGEST_HEADING else None
        return Match(*told, LIKE, comparable(text)) if told else None

    def languages(self, wording: str) -> tuple[str, ...]:
        """The languages that have this (folded) wording."""
        return tuple(sorted({language for _, language in self._labels.get(wording, ()) if language}))

    def choices(self, text: str) -> tuple[tuple[str, str], ...]:
        """The (field, choice) pairs whose wording this text is, to the letter after folding."""
        return tuple(self._choices.get(fold(text), ()))

    def choice_keys(self, field: str) -> dict[str, str]:
        """The choices of a field by their keys as words: a form that we handed out may name them so."""
        return self._choice_keys[field]

    def asks_for_several(self, match: Match) -> bool:
        """Whether the same wording is a label of other fields too."""
        return len({key for key, _ in self._labels.get(match.wording, ())}) > 1

    def end_of_period(self, match: Match) -> Part | None:
        """Which end of a period a date field asks for, where another date field has the same wording.

        Of two date fields that share "Dates of stay" the one that the campaign names first is the beginning.
        """
        field = self.fields[match.field]
        sharing = {key for key, _ in self._labels.get(match.wording, ())}
        pair = [
            each.key
            for each in self.fields.values()
            if each.key in sharing and each.type is FieldType.DATE and each.section == field.section and not each.part
        ]
        if len(pair) != 2 or field.key not in pair:  # noqa: PLR2004 - two ends
            return None
        return Part.START if field.key == pair[0] else Part.END

    def names_its_section(self, match: Match) -> bool:
        """Whether a label says itself which section it belongs to ("Name of the mayor", "Contact e-mail")."""
        section = self.fields[match.field].section
        if section is None:
            return True
        if match.names_section is not None:
            return match.names_section
        own = self._section_words[section]
        return any(word in own for word in telling_words(match.wording))

    def shared(self, match: Match) -> bool:
        """Whether the same wording is a label of fields in different sections."""
        if match.ambiguous is not None:
            return match.ambiguous
        sections = {self.fields[key].section for key, _ in self._labels.get(match.wording, ())}
        return len(sections) > 1


def _narrows(folded: str, wording: str) -> bool:
    """Whether a text has words beside a wording that make it another question ("old card number": not the card's)."""
    more = set(folded.split()) - set(wording.split())
    return any(not word.isdigit() and word not in _USUAL for word in more)


def _softened(ratio: float) -> float:
    """A similarity of 0..100 as a label score: a slip costs little, a re-wording more."""
    return 1.0 - (100.0 - ratio) / 100.0 * 0.9
