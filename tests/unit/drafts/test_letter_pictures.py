from __future__ import annotations

import datetime as dt
import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from PIL import Image

from pipeline.config import LetterSettings
from pipeline.drafts.letters import LetterKind, LetterRequest, render_letter
from pipeline.drafts.pictures import picture_problems
from tests.unit.drafts.people import SECRETARIAT, campaign, member

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument

MOST = 51  # millimetres


def picture(folder: Path, size: tuple[int, int] = (300, 100), name: str = "logo.png", mode: str = "RGB") -> Path:
    file = folder / name
    Image.new(mode, size).save(file)
    return file


def letter(look: LetterSettings, kind: LetterKind = LetterKind.WELCOME) -> bytes:
    day = dt.date(2026, 3, 4)
    return render_letter(LetterRequest(member(), campaign(), SECRETARIAT, day, "en", kind, look))


def pictures(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]


def sizes(document: WordDocument) -> list[tuple[int, int]]:
    """Of all pictures on letterhead and page, in millimetres."""
    parts = (document.sections[0].header.part.element, document.element)
    extents = (extent for part in parts for extent in part.iter() if str(extent.tag).endswith("}extent"))
    return [(int(extent.get("cx")) // 36_000, int(extent.get("cy")) // 36_000) for extent in extents]


@pytest.mark.parametrize("kind", LetterKind)
def test_logo_and_signature_stand_on_the_letter(tmp_path: Path, kind: LetterKind) -> None:
    """Both pictures are in letter and certificate, the same bytes each time, and without them nothing is left over."""
    look = LetterSettings(logo=picture(tmp_path), signature=picture(tmp_path, name="hand.jpg"))
    data = letter(look, kind)

    assert len(sizes(Document(BytesIO(data)))) == 2
    assert data == letter(look, kind)
    bare = letter(LetterSettings(), kind)
    assert sizes(Document(BytesIO(bare))) == []
    assert pictures(bare) == []


@pytest.mark.parametrize("size", [(300, 100), (100, 300), (4000, 4), (3, 3000), (1, 1), (3000, 2000)])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_whatever_the_picture_its_size_is_in_bounds(tmp_path: Path, size: tuple[int, int], mode: str) -> None:
    """At most five centimetres wide and two high, never invisible; the letter stays small."""
    data = letter(LetterSettings(logo=picture(tmp_path, size, mode=mode)))

    ((wide, high),) = sizes(Document(BytesIO(data)))
    assert 2 <= wide <= MOST
    assert 2 <= high <= MOST // 2
    assert len(data) < 200_000


def test_what_a_camera_noted_is_not_handed_on(tmp_path: Path) -> None:
    """A photograph is turned upright, and neither place nor name of its maker go out with the letter."""
    file = tmp_path / "hand.jpg"
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Nobody Else"
    Image.new("RGB", (300, 100)).save(file, exif=exif)
    data = letter(LetterSettings(signature=file))

    ((wide, high),) = sizes(Document(BytesIO(data)))
    assert high > wide
    assert b"Nobody" not in pictures(data)[0]


def bomb(file: Path) -> Path:
    """A PNG that claims sixty thousand pixels by sixty thousand."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)))
    return file


def bad(folder: Path, what: str) -> Path:
    file = folder / "logo.png"
    if what == "folder":
        file.mkdir()
    elif what == "bomb":
        bomb(file)
    elif what == "cut off":
        file.write_bytes(picture(folder, (900, 900), "whole.png").read_bytes()[:60])
    elif what == "other kind":
        Image.new("RGB", (9, 9)).save(file, "GIF")
    elif what != "missing":
        file.write_bytes(what.encode())
    return file


@pytest.mark.parametrize("what", ["missing", "folder", "bomb", "cut off", "other kind", "no picture", ""])
@pytest.mark.parametrize("setting", ["logo", "signature"])
def test_a_picture_that_cannot_be_used_is_told_and_left_out(tmp_path: Path, what: str, setting: str) -> None:
    """The check names setting and file; the letter is written without it."""
    look = LetterSettings.model_validate({setting: bad(tmp_path, what)})

    (problem,) = picture_problems(look)
    assert problem.startswith(f"[letters] {setting}: ")
    assert "logo.png" in problem
    assert letter(look) == letter(LetterSettings())
