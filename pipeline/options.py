"""Options that most commands have, and the settings and the campaign that they lead to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.config import Settings, read_settings

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign

ConfigOption = Annotated[Path | None, typer.Option("--config", help="Configuration; default: adhesion.toml here.")]
CampaignOption = Annotated[str | None, typer.Option("--campaign", help="Campaign file, or the id of a built-in one.")]
InboxOption = Annotated[str | None, typer.Option("--inbox", help="Where the mail is; default: the configured mailbox.")]
OutputsOption = Annotated[Path | None, typer.Option("--outputs", help="Folder for the results.")]


def settings_of(
    config: Path | None, *, outputs: Path | None = None, inbox: str | None = None, campaign: str | None = None
) -> Settings:
    """The configuration with what the command line says on top."""
    settings = read_settings(config)
    if outputs is not None:
        settings = settings.model_copy(update={"outputs": settings.outputs.model_copy(update={"dir": outputs})})
    if inbox is not None:
        settings = settings.model_copy(update={"mailbox": settings.mailbox.model_copy(update={"source": inbox})})
    return settings.model_copy(update={"campaign": campaign}) if campaign is not None else settings


def campaign_of(settings: Settings, *, blanks: bool = False) -> Campaign:
    """The campaign of the settings; `blanks`: with the blank forms that help to read filled ones."""
    from pipeline.campaign.loader import load_campaign  # noqa: PLC0415 - pydantic models

    campaign = replace(load_campaign(settings.campaign), certain=settings.review.certain)
    if not blanks:
        return campaign
    from pipeline.editions import with_editions  # noqa: PLC0415 - heavy

    return with_editions(campaign, settings, remember=True)
