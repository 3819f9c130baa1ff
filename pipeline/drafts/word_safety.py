"""What a Word template must not hold, since every letter made from it would hold it too, and goes to mayors.

Macros, what is fetched from elsewhere when the letter is opened (a picture that tells a stranger who reads it), what
runs or fetches by a field, and archives that unpack to more than a letter can be.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final

from defusedxml.ElementTree import fromstring

if TYPE_CHECKING:
    from io import BytesIO
    from pathlib import Path

_MOST_BYTES: Final = 40 << 20  # unpacked
_MOST_PARTS: Final = 2_000
_LARGEST_XML: Final = 8 << 20
_ACTIVE: Final = re.compile(r"vba|activeX/|embeddings/|ole\w*\.bin$|afchunk", re.IGNORECASE)
_FETCHING: Final = re.compile(
    rb"\b(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|LINK|DATABASE|AUTOTEXT|MACROBUTTON)\b\s*(?:\\|\"|&quot;|[A-Za-z])"
)
_FIELDS: Final = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)\"")
_WEB: Final = ("http:", "https:", "mailto:")


def refuse_unsafe(file: Path | BytesIO) -> None:
    """Look through a template.

    Raises:
        ValueError: what it holds, and what to do.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_bomb(archive)
            for name in archive.namelist():
                _refuse_part(name, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:  # damaged, or encrypted
        raise ValueError("it is no Word file (.docx) that can be opened; save it again in Word as .docx") from error


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    xml = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES or xml > _LARGEST_XML:
        raise ValueError(f"it unpacks to more than a letter can be ({_MOST_BYTES >> 20} MB); make its pictures smaller")


def _refuse_part(name: str, archive: zipfile.ZipFile) -> None:
    if _ACTIVE.search(name):
        raise ValueError(f"it holds macros or an embedded program or file ({name}); save it in Word as .docx without")
    if name == "[Content_Types].xml" and b"macroEnabled" in archive.read(name):
        raise ValueError("it is a Word file with macros (.docm); save it in Word as .docx")
    if name.endswith(".rels"):
        _refuse_links(archive.read(name))
    elif name.endswith(".xml"):
        _refuse_fields(archive.read(name))


def _refuse_links(data: bytes) -> None:
    """Only links that a reader clicks may lead out of the letter."""
    for link in fromstring(data, forbid_dtd=True):
        target, kind = link.get("Target", ""), link.get("Type", "").rpartition("/")[2]
        if link.get("TargetMode") != "External" or (kind == "hyperlink" and target.startswith(_WEB)):
            continue
        if kind == "attachedTemplate":
            raise ValueError(
                "it is attached to a Word template on somebody's computer; in Word, under Developer, "
                'Document Template, write "Normal" instead'
            )
        raise ValueError(
            f"it is linked to something outside ({kind}), which every reader's program would fetch; in Word, under "
            "File, Info, Edit Links to Files, break the link, or insert the picture itself"
        )


def _refuse_fields(data: bytes) -> None:
    words = b"".join(part or other for part, other in _FIELDS.findall(data))
    if found := _FETCHING.search(words):
        raise ValueError(f"it has a field that fetches or runs something ({found[1].decode()}); remove it in Word")
