"""Measures matching on the pairs: `python -m benchmarks.matching [--kept] [--misses]`, `... speed`.

Every member of the part is in one register; each newcomer is matched with all of them.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.matching.pairs import Pair, forms_of, numbered, read_pairs
from pipeline.campaign.loader import load_campaign
from pipeline.gazetteer.tables import entries_named
from pipeline.reconcile.identity import Identity, identity
from pipeline.reconcile.match import match_member
from pipeline.reconcile.register import Register
from pipeline.records import Member, MemberValue, Status

if TYPE_CHECKING:
    from benchmarks.matching.pairs import Form

CAMPAIGN = load_campaign("human-rights-cities-2030")
OUTCOMES = ("merged", "held", "pointed out", "apart", "wrong")
Hold = Callable[[Pair, Identity], Identity]
"""What a gazetteer that knows less would make of a newcomer."""


@dataclass(frozen=True)
class Result:
    """A pair with what was decided."""

    number: int
    pair: Pair
    outcome: str  # of OUTCOMES; wrong: merged with whom it is not


def bundled(_pair: Pair, who: Identity) -> Identity:
    """With the gazetteer as it is."""
    return who


def held_back(pair: Pair, who: Identity) -> Identity:
    """As if the gazetteer had not the newcomer's name for its place."""
    entries = entries_named(who.country or "", who.name)
    rest = [each for each in entries if each.place.id != (pair.place or who.place)]
    if len(rest) == len(entries):
        return who
    return replace(who, places=who.places - {pair.place or who.place}, listed=bool(rest))


def without(_pair: Pair, who: Identity) -> Identity:
    """As if there were no gazetteer."""
    return replace(who, places=frozenset(), listed=False, areas=frozenset())


def member_of(number: int, form: Form, hold: Callable[[Identity], Identity]) -> tuple[Member, Identity]:
    """A member whose only form this is."""
    values, sender = form
    held = tuple(MemberValue(key, value, "form") for key, value in values.items())
    return Member(f"M{number:06}", Status.READY, "1", held, senders=(sender,)), hold(
        identity(values, [sender], CAMPAIGN)
    )


def decide(pairs: list[tuple[int, Pair]], hold: Hold, unsaid: str = "") -> list[Result]:
    """What becomes of each newcomer beside all members; a published member, of many pairs, is there once."""
    register, forms, first = Register(), {}, dict[str, int]()
    for number, pair in pairs:
        mine = first.setdefault(pair.one.name if pair.published else str(number), number)
        one, other = forms_of(pair, mine)
        forms[number] = (mine, ({key: value for key, value in other[0].items() if key != unsaid}, other[1]))
        register.put(*member_of(mine, one, partial(without, pair) if hold is without else partial(bundled, pair)))
    return [Result(number, pair, _outcome(pair, *forms[number], register, hold)) for number, pair in pairs]


def _outcome(pair: Pair, number: int, form: Form, register: Register, hold: Hold) -> str:
    values, sender = form
    found = match_member(hold(pair, identity(values, [sender], CAMPAIGN)), register)
    mine = f"M{number:06}"
    if found.member:
        return "merged" if found.member == mine and pair.same else "wrong"
    if mine in found.doubtful:
        return "held"
    return "pointed out" if mine in found.alike else "apart"


def show(results: list[Result], title: str) -> None:
    """Tables of kinds and of what the pairs have in common, and the figures that count."""
    print(f"\n## {title}: {len(results)} pairs")
    _table("kind", results, lambda each: each.pair.kind)
    _table("one government, in common", [each for each in results if each.pair.same], lambda each: each.pair.evidence)
    same = Counter(each.outcome for each in results if each.pair.same)
    wrong = sum(each.outcome == "wrong" for each in results)
    merged, total = same["merged"] + wrong, same.total()
    print(f"\nprecision of silent merges: {same['merged'] / max(merged, 1):.4f} ({wrong} wrong of {merged})")
    sums = [same["merged"], same["merged"] + same["held"], same["merged"] + same["held"] + same["pointed out"]]
    print("found: merged {:.4f}, or held {:.4f}, or pointed out {:.4f}".format(*(each / total for each in sums)))
    two = Counter(each.outcome for each in results if not each.pair.same)
    print(f"two governments: {two['held']} of {two.total()} held, {two['pointed out']} pointed out")


def _table(title: str, results: list[Result], key: Callable[[Result], str]) -> None:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in results:
        counts[key(each)][each.outcome] += 1
    print(f"\n| {title} | pairs | " + " | ".join(OUTCOMES) + " |\n|---|---" + "|---" * len(OUTCOMES) + "|")
    for name, count in counts.items():
        print(f"| {name} | {count.total()} | " + " | ".join(str(count[each]) for each in OUTCOMES) + " |")


def places(pairs: list[tuple[int, Pair]]) -> None:
    """Whether towns are put where they lie: each form of the pairs that are one government."""
    counts: Counter[str] = Counter()
    for number, pair in pairs:
        for values, sender in forms_of(pair, number) if pair.same and not pair.published else ():
            place = identity(values, [sender], CAMPAIGN).place
            outcome = "none" if place is None else "right" if place == pair.place else "wrong"
            counts[f"{outcome}, {'with' if 'subdivision' in values else 'without'} a province"] += 1
    print("\nplaces:", ", ".join(f"{outcome} {count}" for outcome, count in sorted(counts.items())))


def speed() -> None:
    """One match against registers of three sizes: members are the towns of the pairs, again and again."""
    pairs = read_pairs()
    for size in (1_000, 10_000, 100_000):
        began = time.process_time()
        register = Register()
        for number in range(size):
            pair = pairs[number % len(pairs)]
            name = pair.one.name if number < len(pairs) else f"{pair.one.name} {_letters(number // len(pairs))}"
            one, _ = forms_of(replace(pair, one=replace(pair.one, name=name)), number)
            register.put(*member_of(number, one, partial(bundled, pair)))
        built = time.process_time() - began
        took = sorted(_seconds(forms_of(pair, number)[1], register) for number, pair in enumerate(pairs[:2000]))
        print(
            f"{size} members: read in {built:.1f} s; one match {took[1000] * 1e6:.0f} microseconds in the median, "
            f"{took[1980] * 1e6:.0f} for the slowest in a hundred, {took[-1] * 1e6:.0f} at most"
        )


def _letters(number: int) -> str:
    """A word for a number: names that differ in digits are never compared."""
    return "".join(chr(ord("a") + int(digit)) * 3 for digit in str(number))


def _seconds(form: Form, register: Register) -> float:
    who = identity(form[0], [form[1]], CAMPAIGN)
    began = time.process_time()
    match_member(who, register)
    return time.process_time() - began


def main() -> None:
    """As the arguments say."""
    if "speed" in sys.argv:
        speed()
        return
    kept = "--kept" in sys.argv
    pairs = list(numbered(read_pairs(), kept=kept))
    places(pairs)
    for unsaid in ("government_type", "country"):
        show(decide(pairs, bundled, unsaid), f"newcomers do not say their {unsaid}")
    for hold in (bundled, held_back, without):
        results = decide(pairs, hold)
        show(results, f"{'kept' if kept else 'open'} part, {hold.__name__.replace('_', ' ')}")
        if "--misses" in sys.argv and not kept:
            for each in results:
                if each.outcome == "wrong" or (each.pair.same and each.outcome == "apart"):
                    print(each.number, each.outcome, each.pair.line().replace("\t", " | "))


if __name__ == "__main__":
    main()
