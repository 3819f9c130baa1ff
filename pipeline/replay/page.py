"""`replay.html`: what would change, for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.files import write_private
from pipeline.review.rereading import Compared, render_rereading

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.replay.go import Replayed


def write_page(settings: Settings, campaign: Campaign, replayed: Replayed, now: dt.datetime) -> Path:
    """Write the page, readable for its owner only."""
    language = settings.secretariat.language
    compared = Compared(replayed.compared, replayed.gone, replayed.waiting, now)
    name = campaign.name.get(language) or campaign.id
    page = render_rereading(replayed.changes, compared, campaign, language, name)
    return write_private(settings.outputs.dir / "replay.html", page.encode("utf-8", errors="replace"))
