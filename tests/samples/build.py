"""Makes the sample inbox, its goldens, the one form in five formats, and the table in the README again.

Run it with `make samples`; it needs LibreOffice, Chromium and poppler for the independent producers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.samples import (  # noqa: E402 - the path comes first
    inbox,
    inbox_autumn,
    inbox_fourth_wave,
    inbox_packed,
    inbox_third_wave,
    same_form,
)
from tests.samples.message import Sample, compose  # noqa: E402 - the path comes first

INBOX = ROOT / "inbox_samples"
GOLDEN = ROOT / "tests" / "golden"
README = ROOT / "tests" / "samples" / "README.md"
TABLE = "<!-- the table below is written by build.py -->\n"


def samples() -> list[tuple[str, Sample]]:
    """All samples with their numbered stems, in order of arrival."""
    of_2022_to_2024 = (*inbox.FIRST_WAVE, *inbox.SECOND_WAVE)
    of_2025 = (*inbox_third_wave.THIRD_WAVE, *inbox_fourth_wave.REST_OF_2025)
    of_2026 = (*inbox_fourth_wave.FOURTH_WAVE, *inbox_autumn.AUTUMN, *inbox_packed.END_OF_2026)
    return [(f"{n:02}-{each.stem}", each) for n, each in enumerate((*of_2022_to_2024, *of_2025, *of_2026), 1)]


def write_json(file: Path, content: object) -> None:
    """A golden: sorted keys, readable letters."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")


def _clear(folder: Path, pattern: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(pattern):
        old.unlink()


def main() -> None:
    """Write everything."""
    made = [(stem, each, compose(each)) for stem, each in samples()]
    _clear(INBOX, "*.eml")
    _clear(GOLDEN / "samples", "*.json")
    for stem, each, data in made:
        (INBOX / f"{stem}.eml").write_bytes(data)
        write_json(GOLDEN / "samples" / f"{stem}.json", each.golden())
    same_form.write(ROOT / "tests" / "samples" / "same_form")
    write_json(GOLDEN / "same_form.json", same_form.golden())
    _write_table([(stem, each) for stem, each, _ in made])
    print(f"{len(made)} messages, {sum(len(data) for *_, data in made) // 1024} KiB")


def _write_table(rows: list[tuple[str, Sample]]) -> None:
    head = README.read_text(encoding="utf-8").split(TABLE)[0]
    lines = ["| message | outcome | draft | language | what | producer | trouble |", "|---|---|---|---|---|---|---|"]
    for stem, each in rows:
        languages = ", ".join(sorted({form.language for form in each.forms}))
        cells = [stem, each.outcome, each.draft or "", languages, each.what, each.producer, each.trouble]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    README.write_text(head + TABLE + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
