"""Where values were lost: what became of those that were not read right, told by the answers alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.reading.compare import Verdict, is_right

if TYPE_CHECKING:
    from collections.abc import Iterable

Document = tuple[dict[str, Any], list[Verdict]]


def losses(judged: Iterable[Document], kinds: dict[str, str]) -> Counter[tuple[str, str]]:
    """How many values were lost in which way, by their wording; `kinds` is what documents were taken for."""
    found: Counter[tuple[str, str]] = Counter()
    for truth, verdicts in judged:
        taken = kinds[truth["document"]]
        others = [each for each in verdicts if each.read is not None and not each.right]
        for each in verdicts:
            if not each.right:
                found[_way(each, others, taken), each.label] += 1
    return found


def _way(each: Verdict, others: list[Verdict], taken: str) -> str:
    if each.truth is None:
        return "read, never asked"
    if each.read is not None:
        return f"read, {_difference(str(each.truth), str(each.read))}"
    if taken != "form":
        return f"absent, document taken for {taken}"
    if any(is_right(each.field, each.truth, other.read) for other in others):
        return "absent, read for another field"
    if any(str(each.truth) in str(other.read) for other in others):
        return "absent, inside of another field's value"
    return "absent"


def _difference(truth: str, read: str) -> str:
    if read in truth:
        return "but cut short"
    return "but too long" if truth in read else "but something else"
