"""The language of running text, told from its script and its commonest words. No model: a form's labels say more."""

from __future__ import annotations

import re
from typing import Final

_COMMON: Final = {
    "en": "the of and to in is for that we our with this are on be you as it from by your please",
    "fr": "le la les de des du et en que nous notre est pour dans une un avec sur au aux vous ce cette",
    "es": "el la los las de del y en que nos nuestro es para una un con por al su esta este usted como",
    "id": "yang dan di dengan untuk kami dari ini pada kota adalah ke atas dalam tidak telah sebagai oleh kepada",
    "pt": "o a os as de do da dos das e em que nosso para uma um com por ao não são esta este você no na",
    "ca": "el la els les de del i en que ens nostre és per una un amb al als aquesta aquest vostre a l",
    "it": "il la i gli le di del della e in che nostro è per una un con al questa questo nella vostro",
    "de": "der die das und in den von zu mit ist für wir unser auf im ein eine nicht sie ihre bitte dem",
    "nl": "de het een van en in wij ons is voor dat met op te zijn aan deze uw niet bij hierbij",
}
_OF_MAIL: Final = {
    "en": "dear hello regards attached sincerely",
    "fr": "bonjour madame monsieur veuillez joint jointe cordialement salutations",
    "es": "estimado estimada estimados buenos buenas adjunto adjuntamos saludo saludos atentamente",
    "id": "yth terlampir hormat kasih",
    "pt": "prezado prezada prezados anexo segue cumprimentos atenciosamente",
    "ca": "benvolgut benvolguda benvolguts adjuntem salutacions atentament",
    "it": "buongiorno gentile gentili spettabile allegato allegata cordiali saluti",
    "de": "sehr geehrte anbei anhang freundlichen grüße grüßen",
    "nl": "geachte beste bijlage hierbij groet groeten",
}
"""Words of greetings: in a mail of one sentence they say more than the commonest words, and count twice."""

_SCRIPTS: Final = {"ko": re.compile(r"[\uac00-\ud7a3]"), "ar": re.compile(r"[\u0600-\u06ff]")}
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS: Final = 4


def language_of(text: str) -> str | None:
    """The likeliest of the eleven languages (ISO 639-1), or None where the text says too little."""
    letters = sum(character.isalpha() for character in text)
    for language, script in _SCRIPTS.items():
        if letters and len(script.findall(text)) > letters / 3:
            return language
    words = [word.lower() for word in _WORD.findall(text)[:600]]
    hits = {
        language: sum(word in common for word in words) + 2 * sum(word in _GREETINGS[language] for word in words)
        for language, common in _SETS.items()
    }
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] >= _LEAST_WORDS else None


_SETS: Final = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_GREETINGS: Final = {language: frozenset(words.split()) for language, words in _OF_MAIL.items()}

COMMON_BY_LANGUAGE: Final = _SETS
"""The commonest words of each language."""

COMMON_WORDS: Final = frozenset(word for words in _SETS.values() for word in words)
"""The commonest words of these languages, which say nothing about a text but its language."""
