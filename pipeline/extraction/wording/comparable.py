"""A text as it is compared with wordings: folded, without a number in front, its signs as words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.normalise.fold import fold

LONGEST_LABEL: Final = 260
_SPACED_OUT = re.compile(
    "^ *[\uac00-\ud7a3](?: +[\uac00-\ud7a3]){1,4} *:? *$"
)  # short Korean labels are spread over the line
_NUMBER_IN_FRONT = re.compile(r"^\s*\d{1,2}\s+(?=[^\W\d_]{2})")
NUMBER: Final = "number"
_NUMBER_SIGN = re.compile(
    r"#|(?<=\w\s)(?:No[.,]|Nr[.,]?|N[°º][.,]?|Num[.,]|(?<=\w{4}\s)No)(?=\s*[):;]*\s*(?:$|\())", re.IGNORECASE
)
MONEY: Final = "money"
_MONEY_SIGN = re.compile(r"[$€£]")
_SIGNS = re.compile(r"[#%$€£]|\bn(?:o[.,]?|r[.,]?|[°º][.,]?|um[.,])\s*[):;]*\s*(?:$|\()", re.IGNORECASE)


def comparable(text: str) -> str:
    """Folded, without a bare number in front ("2 Mayor"); signs that mean a word are that word ("Order #")."""
    return _compared(text) if len(text) <= LONGEST_LABEL else _without_signs(text)


def _without_signs(text: str) -> str:
    bare = _NUMBER_IN_FRONT.sub("", text)
    if _SPACED_OUT.match(bare):
        bare = bare.replace(" ", "")
    if _SIGNS.search(bare):
        bare = _MONEY_SIGN.sub(f" {MONEY} ", _NUMBER_SIGN.sub(f" {NUMBER} ", bare).replace("%", " percent "))
    return fold(bare)


_compared = lru_cache(maxsize=16384)(_without_signs)
