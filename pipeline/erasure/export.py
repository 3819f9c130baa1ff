"""All that is held on somebody in one file: what a person who asks has a right to see."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from pipeline.files import write_private
from pipeline.ledger.names import member_id

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.erasure.look import Found
    from pipeline.run import Run


def write_export(run: Run, found: Found, file: Path) -> None:
    """A zip file: `held.json` with every row of the ledger, the mails as they came, letters, replies, workbooks."""
    gone = run.ledger.gone()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("held.json", json.dumps(_held(found), ensure_ascii=False, indent=1))
        for number in sorted(found.held.messages - gone):
            archive.writestr(f"mails/{number:06d}.eml", run.ledger.raw(number))
        for path in found.files.going:
            archive.write(run.settings.outputs.dir / path, f"files/{path}")
    write_private(file, made.getvalue())


def _held(found: Found) -> dict[str, object]:
    return {
        "members": [member_id(each) for each in sorted(found.held.members)],
        "looked_for": found.target.words.texts,
        "ledger": found.rows,
        "mails": [{"message": each[0], "mailbox": each[1], "place": each[2]} for each in found.where.messages],
        "replies_in_drafts": [{"reply": each[0], "place": each[1]} for each in found.where.drafts],
        "files": found.files.going,
        "workbook_cells": {path: list(cells or ()) for path, cells in found.cells.items()},
        "other_files": found.files.left,
    }
