"""How many documents there are of each kind: the cells of the corpus."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.reading.words import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path


def show_cells(folder: Path) -> None:
    """Print languages by formats for each split, then layouts, producers, and the shares of known wordings."""
    for split in ("tune", "held"):
        truths = [json.loads(path.read_text("utf-8")) for path in sorted((folder / split).glob("*.truth.json"))]
        forms = [each for each in truths if each["submissions"]]
        formats = sorted({each["format"] for each in forms})
        cells = Counter((each["language"], each["format"]) for each in forms)
        print(f"\n{split}: {len(forms)} filled forms, {len(truths) - len(forms)} other documents")
        print(f"{'':10}{''.join(f'{each:>10}' for each in formats)}")
        for language in LANGUAGES:
            print(f"{language:10}{''.join(f'{cells[language, each]:10}' for each in formats)}")
        for what in ("layout", "producer", "damage"):
            counted = Counter(each[what] for each in forms if what in each)
            print(
                f"{what}s ({len(counted)}): {', '.join(f'{name} {count}' for name, count in sorted(counted.items()))}"
            )
        labels = Counter(
            entry["label"] for each in forms for one in each["submissions"] for entry in one["fields"].values()
        )
        print(f"labels of values: {dict(labels)}")
