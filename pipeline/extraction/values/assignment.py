"""All fields at once: each piece of the page serves one field, and the best whole wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extraction.values.candidate import Candidate


def assign(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The set of candidates, at most one a field and one a slot, with the greatest sum of scores."""
    best: dict[tuple[str, tuple[str, int]], Candidate] = {}
    for candidate in candidates:
        key = (candidate.field, candidate.slot)
        if key not in best or candidate.score > best[key].score:
            best[key] = candidate
    fields = sorted({field for field, _ in best})
    slots = sorted({slot for _, slot in best})
    if not fields:
        return []
    gains = [[best[field, slot].score if (field, slot) in best else 0.0 for slot in slots] for field in fields]
    chosen = [
        best[field, slots[column]]
        for field, column in zip(fields, _greatest_matching(gains), strict=True)
        if column is not None and (field, slots[column]) in best
    ]
    return _without_overlap(chosen)


def _without_overlap(chosen: list[Candidate]) -> list[Candidate]:
    """A long value that runs into pieces of a surer one is left out, whole: a cut value would be a wrong one."""
    kept: list[Candidate] = []
    for candidate in sorted(chosen, key=lambda each: (-each.score, each.field)):
        taken = {piece for other in kept if other.slot[0] == candidate.slot[0] for piece in other.pieces}
        shared = taken & set(candidate.pieces)
        if not shared:
            kept.append(candidate)
    return kept


def _greatest_matching(gains: list[list[float]]) -> list[int | None]:
    """For each row its column so that the sum of gains is greatest (Kuhn 1955, in the O(n³) form of Jonker-Volgenant).

    Rows may stay without a column: one empty column of gain 0 stands ready for each.
    """
    rows = len(gains)
    costs = [[-gain for gain in row] + [0.0] * rows for row in gains]
    columns = len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row (from 1) that holds each column (from 1)
    for row in range(1, rows + 1):
        _augment(row, costs, row_price, column_price, owner)
    result: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        if owner[column] and column <= columns - rows:
            result[owner[column] - 1] = column - 1
    return result


def _augment(
    row: int, costs: list[list[float]], row_price: list[float], column_price: list[float], owner: list[int]
) -> None:
    """Give `row` a column along the cheapest chain of exchanges (shortest augmenting path)."""
    columns = len(owner) - 1
    least, way, seen = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    owner[0], column = row, 0
    while owner[column]:
        seen[column] = True
        holder = owner[column]
        for other in range(1, columns + 1):
            if not seen[other]:
                cost = costs[holder - 1][other - 1] - row_price[holder] - column_price[other]
                if cost < least[other]:
                    least[other], way[other] = cost, column
        after = min((c for c in range(1, columns + 1) if not seen[c]), key=lambda c: least[c])
        step = least[after]
        for other in range(columns + 1):
            if seen[other]:
                row_price[owner[other]] += step
                column_price[other] -= step
            else:
                least[other] -= step
        column = after
    while column:
        owner[column], column = owner[way[column]], way[column]
