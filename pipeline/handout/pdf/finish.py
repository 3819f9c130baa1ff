"""The last touches to a PDF form: what it says of itself, and its bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pypdf.generic import DictionaryObject, StreamObject

from pipeline.campaign.form_mark import PROPERTY
from pipeline.handout.pdf.objects import added, dictionary, reference, text
from pipeline.handout.pdf.packed import packed

if TYPE_CHECKING:
    from pypdf import PdfWriter

    from pipeline.handout.shape import BlankForm

_DATES: Final = re.compile(rb"<xmp:(ModifyDate|CreateDate)>.*?</xmp:\1>")


def finished(writer: PdfWriter, form: BlankForm) -> bytes:
    """The bytes of the form, with its title and mark and without a time."""
    root = writer.root_object
    about = root["/Metadata"]
    if isinstance(about, StreamObject):
        about.set_data(_DATES.sub(b"", about.get_data()))
    marked = root["/MarkInfo"]
    if isinstance(marked, DictionaryObject):
        marked.pop("/Suspects", None)  # false, as without it; poppler takes it for a mistake
    writer.metadata = None  # typst's, with a time in it
    info = added(writer, dictionary({"Title": text(form.title), PROPERTY: text(form.mark)}))
    return packed(writer._objects, reference(root), info)  # noqa: SLF001 - pypdf itself writes them unpacked only
