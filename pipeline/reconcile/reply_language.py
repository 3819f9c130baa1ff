"""In which language to answer a mail of a word or two, which does not tell its own. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from babel.languages import get_official_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.records import Member

_COUNTRIES: Final = {"uk": "GB"}  # endings of addresses that are not the country's code (ISO 3166-1 alpha-2)
_LANGUAGES: Final = {"cat": "ca"}  # endings that stand for a language
_ENDING: Final = 2  # letters of the ending of a country


def reply_language(members: Iterable[Member], sender: str, languages: Sequence[str]) -> str | None:
    """That of the members it is about, else an official one of the country of the sender's address.

    Args:
        members: whom the mail is about, as far as it is known.
        sender: the address that wrote.
        languages: those that the campaign writes in; the first of them is meant where nothing tells (None).
    """
    spoken = (member.language for member in members)
    known = next((each for each in spoken if each in languages), None)
    return known or next((each for each in _of_address(sender) if each in languages), None)


def _of_address(address: str) -> tuple[str, ...]:
    """The official languages of the country that an address ends in, the most spoken first (CLDR)."""
    ending = address.rpartition("@")[2].rpartition(".")[2].lower()
    if ending in _LANGUAGES:
        return (_LANGUAGES[ending],)
    if len(ending) != _ENDING or not ending.isascii():
        return ()
    return tuple(get_official_languages(_COUNTRIES.get(ending, ending.upper()), de_facto=True))
