"""Every name that templates can use, with its meaning; `docs/letters-and-replies.md` has the same words.

A name with a dot is a part: `applicant.name` where a template says {% for applicant in applicants %}.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from pipeline.config import SecretariatSettings
from pipeline.drafts.examples import CASES, example_member, examples
from pipeline.drafts.letter_values import letter_values
from pipeline.drafts.letters import LetterRequest
from pipeline.drafts.tags import Known, known_from
from pipeline.drafts.text import reply_values
from pipeline.languages.folders import LAST_RESORT
from pipeline.languages.language import read_language

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.campaign.definition import Campaign

_BOTH: Final = {
    "campaign": "the campaign's name",
    "campaign_id": "the campaign's id, for conditions",
    "committee": "the secretariat's committee, from [secretariat] in adhesion.toml",
    "signatory": "who signs, from the same place",
    "signatory_title": "the office of who signs; may be empty",
    "address": "the secretariat's e-mail address",
}
LETTER_NAMES: Final = _BOTH | {
    "government": "the member's name as declared",
    "government_phrase": "the same inside a sentence, with its article; made by government.txt",
    "town": "the name where it is surely that of a town alone (Le Havre, not Ville du Havre); else empty",
    "country": "its country in the letter's language",
    "leader": "the leader's name",
    "leader_short": "the same without degrees behind it",
    "title": "the leader's office as declared",
    "office": "the office in the letter's language, where the title is one of offices.toml; else empty",
    "gender": "female, male or other, where form or title surely declare it; else empty",
    "salutation": "the first line of the letter; made by salutation.txt",
    "same_language": "yes where the form is in the language of the letter; else empty",
    "contact": "the contact person",
    "wave": "the wave of the form; empty between waves",
    "reference": "the member's number",
    "letter_number": "the year of the letter and the member's number",
    "date": "the day of the letter in the language's own style",
    "place": "where letters are written, from [letters] place; may be empty",
    "logo": "the picture of [letters] logo; empty without one",
    "signature": "the picture of [letters] signature; empty without one",
}
REPLY_NAMES: Final = _BOTH | {
    "names": "all governments of the mail, joined: a, b and c",
    "references": "their numbers, joined likewise",
    "several": "whether there are more than one",
    "lacking": "whether one of them still has to give something",
    "between_waves": "whether the form of one of them came between two waves",
    "closed": "the day when the wave before that ended; empty where it is not known",
    "opens": "the day when the next wave begins; empty where it is not known",
    "letters": "how many letters are attached (a letter as Word and as PDF is one)",
    "certificates": "how many certificates are attached",
    "forms": "how many forms are attached",
    "filled": "whether these forms are filled in with what is known",
    "since": "the day when the form came (duplicate), we wrote (reminder), the answers were given (confirmation)",
    "reminds": "of what a reminder reminds: pledge, missing or unreadable; else empty",
    "applicants": "the governments one by one, for a loop: {% for applicant in applicants %}",
    "applicant.name": "the government's name",
    "applicant.reference": "its number",
    "applicant.leader": "its leader's name",
    "applicant.title": "the leader's office as declared",
    "applicant.missing": "labels of what is missing, for a loop",
    "applicant.one_of": "groups of labels of which one is enough, for a loop in a loop",
    "applicant.doubtful": "what should be confirmed, for a loop: entry.label, entry.value",
    "applicant.changes": "what the form changed, for a loop: entry.label, entry.value, entry.before",
    "applicant.known": "what a confirmation asks about, for a loop: entry.label, entry.value",
    "entry.label": "a question of the form",
    "entry.value": "its answer",
    "entry.before": "what the answer was before, where both are short; else empty",
    "unread": "the documents that could not be read, for a loop: {% for file in unread %}",
    "files": "their names, joined",
    "file.name": "a document's name",
    "file.code": "why it could not be read, as a code",
    "original": "the mail that is answered",
    "original.date": "its day",
    "original.sender": "who sent it",
    "original.lines": "its first lines, for a loop",
}


def known_in_letters(campaign: Campaign, day: dt.date) -> Known:
    """What Word templates, salutation and government can name."""
    return known_from(letter_example(campaign, LAST_RESORT, day))


def known_in_replies(campaign: Campaign) -> Known:
    """What replies can name, with the parts of what their loops go through."""
    every = [known_from(values) for values in reply_examples(campaign, LAST_RESORT)]
    return Known(
        frozenset(chain.from_iterable(each.names for each in every)),
        frozenset(chain.from_iterable(each.parts for each in every)),
    )


def letter_example(campaign: Campaign, language: str, day: dt.date) -> dict[str, Any]:
    """The names of letters with the values of an invented member."""
    member = example_member(campaign, language)
    request = LetterRequest(member, campaign, SecretariatSettings(), day, language)
    return letter_values(request, read_language(language))


def reply_examples(campaign: Campaign, language: str) -> list[dict[str, Any]]:
    """The names of replies with invented values, for every kind."""
    requests = chain.from_iterable(examples(case, campaign, language) for case in CASES)
    return [reply_values(request, read_language(language)) for request in requests]
