"""Telephone numbers as E.164, read by phonenumbers with the country of the form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.model import Finding, Severity
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.plain import flat, one_line, words_only
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 160  # characters
MIN_DIGITS = 6
AS_WRITTEN = 0.6  # certainty of a national number where nothing tells its country
NOT_IN_USE = 0.7  # certainty of a number that fits its country but that no operator has handed out
_GROUPED_PHONE_DIGITS = 9  # "938.426.610" is a number people call, "1.234.567" one they count

_BETWEEN = re.compile(
    r"\s*[/;|,\n]\s*|\s(?:o|ou|or|y|i|e|et|and|dan|und|en|atau|oder|of|또는|و|أو|او)\s|\s-\s(?=[+(]|00)"
    r"|\s(?=(?:tele)?fax)"
)
_EXTENSION = re.compile(
    r"[\s,;(/-]*(?:\b(?:ext|extension|extensio|int|interno|interne|interior|anexo|ramal|poste|post|dw|durchwahl|"
    r"toestel|pesawat|x)|내선|تحويله|داخلي)\b[\s.:#)]*(?:no?\.?\s*)?(\d{1,6})\b[\s)]*"
)
_NOT_PHONE = re.compile(r"^\D*(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})\D*$")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+\.?")
_NATIONAL = re.compile(r"\(?\d[\d ().-]{5,18}\d")
_LEAST_NATIONAL = 7  # digits: fewer may be a year and a number
_THOUSANDS = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")


def normalise_phone(raw: str, field: Field, context: Context) -> Normal | None:
    """The first telephone number in `raw` as E.164.

    A national number needs the form's country, else it is None; so is text with words about other things.
    Of a form that asks for no country it is kept as written, with doubt.
    """
    if len(raw) > MAX_LENGTH or sum(char.isdigit() for char in raw) < MIN_DIGITS:
        return None
    text = flat("\n".join(one_line(line) for line in raw.splitlines()))
    bare, extension = _without_extension(text)
    numbers = _numbers(bare, context.country)
    if not numbers:
        return _as_written(bare, field.key) if context.placeless and not context.country else None
    number, certainty = numbers[0]
    more = list(dict.fromkeys(other for other, _ in numbers if other != number))
    findings = _findings(field.key, extension, certainty, more)
    return Normal(number, min(certainty, 0.7) if more else certainty, tuple(findings))


def _without_extension(text: str) -> tuple[str, str | None]:
    found = _EXTENSION.search(text)
    if found is None:
        return text, None
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), found.group(1)


def _numbers(text: str, country: str | None) -> list[tuple[str, float]]:
    """The numbers of a flat text that can be called, with how sure; [] where a part of it is something else."""
    whole = _number(text, country)
    if whole is not None:
        return [whole]
    found: list[tuple[str, float]] = []
    for part in _BETWEEN.split(text):
        if not part.strip() or _is_fax(part):
            continue
        number = _number(part, country)
        if number is None:
            return found if any(char.isdigit() for char in part) and not _has_foreign_words(part) else []
        found.append(number)
    return found


def _as_written(text: str, key: str) -> Normal | None:
    """A national number as it stands, where it cannot be written as an international one."""
    number = " ".join(_LETTERS.sub(" ", text).strip(" .:,;-").split())
    if _has_foreign_words(text) or _is_fax(text) or _NOT_PHONE.match(text) or _is_count(text):
        return None
    if not _NATIONAL.fullmatch(number) or sum(char.isdigit() for char in number) < _LEAST_NATIONAL:
        return None
    message = "The form does not say the country of this telephone number, so it stands as written."
    return Normal(number, AS_WRITTEN, (Finding("phone-without-country", Severity.INFO, message, key),))


def _is_fax(part: str) -> bool:
    return not words("phone", "fax").isdisjoint(words_only(part).split())


def _has_foreign_words(part: str) -> bool:
    said = (_DIGITS.sub("", word) for word in words_only(part).split())
    return any(word and word not in words("phone", "phone") for word in said)


@lru_cache(maxsize=4096)
def _number(text: str, country: str | None) -> tuple[str, float] | None:
    """One number as E.164 and how sure, or None."""
    import phonenumbers  # noqa: PLC0415 - slow to import, seldom needed

    if sum(char.isdigit() for char in text) < MIN_DIGITS:
        return None
    if _has_foreign_words(text) or _is_fax(text) or _NOT_PHONE.match(text) or _is_count(text):
        return None
    dialled = _LETTERS.sub(" ", text).strip(" .:,;-")
    dialled = re.sub(r"^\(?00(?=[1-9])", "+", dialled) if not dialled.startswith("+") else dialled
    international = "+" in dialled
    if not international and country is None:
        return None
    number = _parsed(dialled, None if international else country)
    if number is None:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    again = _parsed(written, None)
    if again is None or phonenumbers.format_number(again, phonenumbers.PhoneNumberFormat.E164) != written:
        return None  # a national number with zeros that no international one can hold
    in_use = 1.0 if international else 0.95
    return written, in_use if phonenumbers.is_valid_number(number) else NOT_IN_USE


def _parsed(text: str, country: str | None) -> Any:  # noqa: ANN401 - phonenumbers ships no types
    """The number as phonenumbers holds it, or None where it cannot be one of its country."""
    import phonenumbers  # noqa: PLC0415 - slow to import, seldom needed

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _is_count(text: str) -> bool:
    return _THOUSANDS.match(text) is not None and sum(char.isdigit() for char in text) < _GROUPED_PHONE_DIGITS


def _findings(key: str, extension: str | None, certainty: float, more: list[str]) -> list[Finding]:
    found = []
    if certainty == NOT_IN_USE:
        message = "The telephone number is possible but not one in use in its country; please check its digits."
        found.append(Finding("phone-not-valid", Severity.WARNING, message, key))
    if extension is not None:
        message = f"The telephone number has the extension {extension}, which its normal form leaves out."
        found.append(Finding("phone-extension", Severity.INFO, message, key))
    if more:
        message = f"Several telephone numbers are given; the first one was taken, the others are: {', '.join(more)}."
        found.append(Finding("several-phones", Severity.INFO, message, key))
    return found
