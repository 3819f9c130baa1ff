"""How well wordings of questions are understood that no campaign file has.

python -m benchmarks.wordings [LANGUAGE ...] [--kept]
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from benchmarks.wordings.asking import OTHER, SURE, Asked, ask_all, languages
from pipeline.campaign.loader import load_campaign
from pipeline.extraction.wording.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

CAMPAIGN = "human-rights-cities-2030"


def main() -> None:
    """Print the table and the misses of each language."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wordings", description=__doc__)
    parser.add_argument("languages", nargs="*", help="two-letter codes; all that have a list where none is given")
    parser.add_argument("--kept", action="store_true", help="show the misses of the part that is kept apart, too")
    parser.add_argument("--brief", action="store_true", help="only the line of each language")
    asked = parser.parse_args()
    lexicon = Lexicon(load_campaign(CAMPAIGN))
    lexicon.labels("warm up, so that the tables are loaded before the clock starts")
    for language in asked.languages or languages():
        started = time.process_time()
        found = ask_all(language, lexicon)
        spent = (time.process_time() - started) / max(len(found), 1) * 1_000_000
        if not asked.brief:
            _show_misses(language, [each for each in found if asked.kept or not each.kept])
        _show_table(language, found, spent, brief=asked.brief)


def _show_misses(language: str, found: Sequence[Asked]) -> None:
    for each in found:
        if not each.right:
            sure = " SURE" if each.taken and each.trust >= SURE else ""
            taken = f"{', '.join(each.taken)} {each.trust:.2f}{sure}" if each.taken else "absent"
            print(f"{language} {each.field:<18} {each.wording}   -> {taken}")


def _show_table(language: str, found: Sequence[Asked], spent: float, *, brief: bool) -> None:
    parts = {"open": [each for each in found if not each.kept], "kept": [each for each in found if each.kept]}
    for name, part in parts.items():
        for field in () if brief else dict.fromkeys(each.field for each in found if each.field != OTHER):
            print(_row(language, name, field, part))
    for name, part in parts.items():
        print(_row(language, name, "", part), f"  {spent:.0f} us" if name == "kept" else "")


def _row(language: str, part: str, field: str, found: Sequence[Asked]) -> str:
    """The figures of one field, or of all of them."""
    meant = [each for each in found if each.field != OTHER and field in {"", each.field}]
    taken = [each for each in found if each.taken and field in {"", each.as_field}]
    right = sum(each.right for each in meant)
    sure = sum(not each.right and each.trust >= SURE for each in taken)
    shares = f"recall {right / max(len(meant), 1):.3f}  precision {right / max(len(taken), 1):.3f}"
    asked = f"{language} {part} {field or 'all':<18} {len(meant):>4} asked"
    return f"{asked}  {shares}  wrong {len(taken) - right:>3}  sure {sure}"


if __name__ == "__main__":
    main()
