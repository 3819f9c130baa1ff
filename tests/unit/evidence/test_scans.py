from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat

from pipeline import media
from pipeline.evidence.job import Job, Spot
from pipeline.evidence.task import cut_out
from pipeline.model import Document
from tests.unit.evidence.seeing import SAME_FORM, document, framed, values

FORM = document(SAME_FORM / "flat.pdf")
DPI = 200
FIELDS = ("government_name", "leader_name", "contact_email")


def scanned(turn: int, skew: float, kind: str) -> Document:
    """The first page of the sample form as it comes out of a scanner, turned so that `turn` degrees make it upright."""
    with pdfium.PdfDocument(FORM.data) as pdf:
        page: Image.Image = pdf[0].render(scale=DPI / 72).to_pil().convert("L")
    page = page.rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC).rotate(turn, expand=True)
    file = BytesIO()
    if kind == "PDF":
        page.save(file, "PDF", resolution=DPI)
    else:
        page.save(file, kind, dpi=(DPI, DPI))
    return Document(f"scan.{kind}", {"PDF": media.PDF, "PNG": media.PNG, "TIFF": media.TIFF}[kind], file.getvalue())


def lower(spot: Spot) -> Spot:
    """The same, half a line further down."""
    assert spot.box is not None
    x0, y0, x1, y1 = spot.box
    return replace(spot, box=(x0, y0 + 6, x1, y1 + 6))


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ, 0 to 255."""
    size = (200, 30)
    return float(
        ImageStat.Stat(ImageChops.difference(*(each.convert("L").resize(size) for each in (one, other)))).mean[0]
    )


@pytest.mark.parametrize(
    ("turn", "skew", "kind"), [(0, 0, "PNG"), (0, 2.5, "TIFF"), (90, 0, "PDF"), (180, -2, "PDF"), (270, 3, "PNG")]
)
def test_the_frame_lies_on_the_words_that_were_read(turn: int, skew: float, kind: str) -> None:
    """A page that came turned and askew is shown straight, and the same words are framed as on the page itself."""
    read = [value for value in values(FORM) if value.field in FIELDS]
    where = f"page 1 (turned by {turn}°), line 3" if turn else "page 1, line 3"
    spots = tuple(Spot(each.field, each.raw, where, 1, each.source.box, scanned=True) for each in read)
    own = [framed(png) for png in cut_out(Job(FORM, tuple(map(Spot.of, read))))]
    below = [framed(png) for png in cut_out(Job(FORM, tuple(lower(Spot.of(each)) for each in read)))]
    found = [framed(png) for png in cut_out(Job(scanned(turn, skew, kind), spots))]
    for index, picture in enumerate(found):
        right = unlike(picture, own[index])
        assert all(right < unlike(picture, other) for place, other in enumerate(own) if place != index)
        assert right < unlike(picture, below[index])


def test_a_damaged_picture_has_no_cut_outs() -> None:
    """A file cut short, and a page that it does not have."""
    whole = scanned(0, 0, "PNG")
    spot = Spot("name", "", "page 1, line 1", 1, (100, 100, 200, 112), scanned=True)
    assert cut_out(Job(Document("scan.png", media.PNG, whole.data[:300]), (spot,))) == [None]
    assert cut_out(Job(whole, (Spot("name", "", "", 2, (1, 1, 2, 2), scanned=True),))) == [None]
