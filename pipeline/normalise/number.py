"""Numbers as people write them on forms: three digits behind a separator are thousands, "1,6 millions" is a number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model import Finding, Severity
from pipeline.normalise.asked import asks_for_money
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.money import looks_like_money, without_signs
from pipeline.normalise.plain import flat, key, one_line, words_only
from pipeline.normalise.vocabulary import table, words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 120  # characters
MAX_STRANGE_WORDS = 4
UNLIKELY_LARGE = 100_000_000  # rather a telephone number
_FRACTION = 0.8  # certainty of a number that is not whole
_UNASKED_MONEY, _BARE = 0.7, 0.93  # certainty of money where none is asked for, and of a bare number where it is
_BOUND, _BESIDE = 0.5, 0.6  # certainty of a limit, and of a number with other numbers or unknown words beside it

_SCALES = {"10E3": 10**3, "10E6": 10**6, "10E9": 10**9, "lakh": 10**5, "crore": 10**7}
_CJK_SCALES = {
    "천": 10**3,
    "千": 10**3,
    "만": 10**4,
    "万": 10**4,
    "萬": 10**4,
    "백만": 10**6,
    "억": 10**8,
    "億": 10**8,
    "亿": 10**8,
}
_GROUPED = re.compile(r"\d{1,3}(?:([.,' \u066c])\d{3})(?:\1\d{3})*(?:[.,\u066b](\d{1,3}))?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_SIMPLE = re.compile(r"\d+(?:[.,\u066b]\d{1,3})?")
_TOKEN = re.compile(
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    r"|\d{1,3}(?:([.,'\u066c]|\s)\d{3})(?:\1\d{3})*(?!\d)(?:[.,\u066b]\d{1,3}(?!\d))?"
    r"|\d+(?:[.,\u066b]\d{1,3}(?!\d))?"
)
_REFUSED = re.compile(
    r"[%@+#=<>$€£]|^\s?\(\s?\d[\d.,\s]*\)$|\d\s?[/:]\s?\d|(?<![\w\s])-\d|\d-\d|\d{1,3}\.\d{1,3}\.\d{1,2}(?!\d)"
)
_SCALE_WORD = re.compile(r"\s?(백만|[천만억千万萬億亿]|[^\W\d_]+)\.?")
_NEGATIVE = re.compile(r"^\s*-\s?\d")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number in the text, its scale words worked in."""

    value: Decimal
    digits: str  # of the plain number, to tell a year
    scaled: bool


def normalise_number(raw: str, field: Field, context: Context) -> Normal | None:
    """The one number of `raw`, an int where it is whole; None for bands, dates, telephone numbers, debits.

    A year or a small number beside it, unknown words, or a limit ("more than") make it doubtful, and so does the
    sign of a currency where the field does not ask for money. The currency itself is left out.
    """
    del context  # three digits behind a separator are thousands everywhere
    if len(raw) > MAX_LENGTH or not any(char.isdigit() for char in raw):
        return None
    low = flat(one_line(raw)).replace("\u2009", " ").replace("±", " ").strip(" .;:*~≈")
    low, signed = without_signs(low)
    low = low.strip()
    if _REFUSED.search(low) or _NEGATIVE.match(low):
        return None
    amounts, rest = _amounts(low)
    chosen = _chosen(amounts)
    if chosen is None or not _rest_fits(rest, low):
        return None
    normal = _normal(chosen, field.key, rest, others=len(amounts) > 1)
    return normal and _as_money(normal, signed=signed, asked=asks_for_money(field), cents=looks_like_money(low))


def _as_money(normal: Normal, *, signed: bool, asked: bool, cents: bool) -> Normal:
    """An amount of money is expected where the field asks for one, and doubtful elsewhere."""
    if not asked:
        return replace(normal, certainty=min(normal.certainty, _UNASKED_MONEY)) if signed else normal
    if (signed or cents) and normal.certainty == _FRACTION and not normal.findings:
        return replace(normal, certainty=1.0)
    return normal if signed or cents else replace(normal, certainty=min(normal.certainty, _BARE))


def _normal(amount: _Amount, key: str, rest: str, *, others: bool) -> Normal | None:
    whole = amount.value == amount.value.to_integral_value()
    if amount.scaled and not whole:
        return None
    certainty, findings = 1.0 if whole else _FRACTION, []
    strange = any(word not in _around() for word in rest.split())
    if others or strange:
        certainty = _BESIDE
        message = "Other numbers or words stand beside the number; please check that it is the one that is asked for."
        findings.append(Finding("number-not-alone", Severity.INFO, message, key))
    if _is_bound(rest):
        certainty = _BOUND
        message = "The form gives a limit (more than, less than), not a number."
        findings.append(Finding("number-is-a-limit", Severity.WARNING, message, key))
    if _YEAR.fullmatch(amount.digits) and not rest:
        certainty = min(certainty, 0.8)  # it may be a year
    if amount.value > UNLIKELY_LARGE:
        certainty = min(certainty, _BOUND)
    return Normal(int(amount.value) if whole else float(amount.value), certainty, tuple(findings))


def _amounts(low: str) -> tuple[list[_Amount], str]:
    """The numbers of a flat text, and the words that are left."""
    found: list[_Amount] = []
    rest: list[str] = []
    at = 0
    while (token := _TOKEN.search(low, at)) is not None:
        rest.append(low[at : token.start()])
        amount, at = _scaled(low, token)
        found.append(amount)
    return found, words_only(" ".join([*rest, low[at:]]))


def _scaled(low: str, token: re.Match[str]) -> tuple[_Amount, int]:
    """A number with the scales behind it: "1 million 250 mil", "150만 3,456". Scales must go down."""
    total, last, at = Decimal(0), 0, token.start()
    current: re.Match[str] | None = token
    while current is not None:
        word = _SCALE_WORD.match(low, current.end())
        scale = _scale(word[1]) if word else None
        if scale is None or word is None:
            if last and (len(current[0]) > len(str(last)) or current.start() - at > 1):
                break
            return _Amount(total + _decimal(current[0], scaled=False), current[0], scaled=last > 0), current.end()
        if last and scale >= last:
            break
        total, last, at = total + _decimal(current[0], scaled=True) * scale, scale, word.end()
        current = _TOKEN.match(low, at + (low[at : at + 1] == " "))
    return _Amount(total, token[0], scaled=True), at


@lru_cache(maxsize=256)
def _scale(word: str) -> int | None:
    if word in _CJK_SCALES:
        return _CJK_SCALES[word]
    return next((scale for kind, scale in _SCALES.items() if word in words("numbers", kind)), None)


def _decimal(text: str, *, scaled: bool) -> Decimal:
    """The value of one written number. Before a scale word one separator is the decimal sign: "1.234 millions"."""
    bare = text.replace("\u066b", ",").replace("\u066c", ".")
    if scaled and re.fullmatch(r"\d{1,3}[.,]\d{3}", bare):
        return Decimal(bare.replace(",", "."))
    grouped = _GROUPED.fullmatch(re.sub(r"\s", " ", bare))
    if grouped is not None and not (bare.startswith("0") and grouped[1] in ".,"):
        decimals = grouped[2]
        whole = re.sub(r"\D", "", bare[: len(bare) - len(decimals) - 1] if decimals else bare)
        return Decimal(f"{whole}.{decimals}" if decimals else whole)
    if _INDIAN.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    return Decimal(bare.replace(",", "."))


def _chosen(amounts: list[_Amount]) -> _Amount | None:
    """The one amount that is meant: years and day numbers beside a larger number do not count."""
    if len(amounts) < 2:  # noqa: PLR2004 - nothing to choose
        return amounts[0] if amounts and _is_plain_number(amounts[0]) else None
    large = [each for each in amounts if not (_YEAR.fullmatch(each.digits) or each.value <= 31)]  # noqa: PLR2004 - days
    return large[0] if len(large) == 1 and _is_plain_number(large[0]) else None


def _is_plain_number(amount: _Amount) -> bool:
    """Post codes ("08001") and endless digits are no numbers."""
    postal = amount.digits.startswith("0") and amount.digits[1:2].isdigit()
    return not postal and len(amount.digits) <= 15  # noqa: PLR2004 - more than any count of people


def _rest_fits(rest: str, low: str) -> bool:
    """Whether the words beside the number are such as stand beside numbers."""
    said = rest.split()
    strange = [word for word in said if word not in _around()]
    if any(word in words("numbers", "half") for word in said) or len(strange) > MAX_STRANGE_WORDS:
        return False
    begins_strangely = bool(strange) and low.startswith(strange[0]) and not low[:1].isdigit()
    return not begins_strangely or _is_bound(rest)


def _is_bound(rest: str) -> bool:
    return any(f" {bound} " in f" {rest} " for bound in words("numbers", "bound"))


@lru_cache(maxsize=1)
def _around() -> frozenset[str]:
    phrases = (phrase for language in table("numbers").values() for phrase in language.get("around", ()))
    return frozenset(word for phrase in phrases for word in words_only(flat(phrase)).split()) | {key("hab")}
