"""What fields show that are filled in beforehand: drawn by typst, so that every viewer and printer shows any script."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pypdf import PdfReader

from pipeline.errors import CannotDoError
from pipeline.handout.pdf.engine import LettersMissingError, fonts, typeset
from pipeline.handout.pdf.objects import drawing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pypdf import PageObject, PdfWriter
    from pypdf.generic import IndirectObject

    from pipeline.handout.shape import BlankForm

_VALUES: Final = Path(__file__).parent / "values.typ"


@dataclass(frozen=True, slots=True)
class Look:
    """What one field shows: words in a place so large (points); `quiet` where they only say what to do."""

    words: str
    width: float
    height: float
    lines: bool
    quiet: bool = False

    @property
    def right_to_left(self) -> bool | None:
        """The direction that its first letter has; None for figures alone."""
        kinds = (unicodedata.bidirectional(character) for character in self.words)
        first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), None)
        return None if first is None else first != "L"


def drawn_looks(form: BlankForm, looks: Mapping[int, Look], writer: PdfWriter) -> dict[int, IndirectObject]:
    """The drawing of each look, in the writer.

    What no font has letters for, or typst stumbles over, is left out: viewers draw it themselves.
    """
    try:
        return _drawn(form, looks, writer)
    except (LettersMissingError, CannotDoError):
        found: dict[int, IndirectObject] = {}
        if len(looks) > 1:
            for key, look in looks.items():
                found |= drawn_looks(form, {key: look}, writer)
        return found


def _drawn(form: BlankForm, looks: Mapping[int, Look], writer: PdfWriter) -> dict[int, IndirectObject]:
    if not looks:
        return {}
    data = {
        "language": form.language, "right_to_left": form.right_to_left, "fonts": fonts(form.language),
        "values": [asdict(look) | {"right_to_left": look.right_to_left} for look in looks.values()],
    }  # fmt: skip
    pages = PdfReader(io.BytesIO(typeset(_VALUES, data, standard="a-2b", tagged=False))).pages
    return {key: _drawing(page, look, writer) for (key, look), page in zip(looks.items(), pages, strict=True)}


def _drawing(page: PageObject, look: Look, writer: PdfWriter) -> IndirectObject:
    """The content of a page as a drawing; pages of one file share their fonts."""
    content = page.get_contents()
    shown = b"" if content is None else content.get_data()
    resources = page["/Resources"].clone(writer)
    return drawing(writer, b"/Tx BMC q " + shown + b" Q EMC", (look.width, look.height), resources)
