"""`adhesion replay`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from pipeline.log import set_up_log
from pipeline.options import CampaignOption, ConfigOption, OutputsOption, campaign_of, settings_of


def replay(  # noqa: PLR0913 - the options of the command
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
    only: Annotated[str | None, typer.Option("--only", help="With --accept: numbers of messages, like 3,17.")] = None,
    fields: Annotated[
        list[str] | None, typer.Option("--field", help="With --accept: this field of forms only; can be repeated.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON for each message that changes.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Take over what was shown.")] = False,
) -> None:
    """Read all stored mail again with this version and show what would change; changes nothing without --accept."""
    from pipeline.replay import accept as accepting  # noqa: PLC0415 - heavy
    from pipeline.replay import go, page, telling  # noqa: PLC0415 - heavy
    from pipeline.summary import TerminalProgress  # noqa: PLC0415 - heavy

    set_up_log("none")  # messages are concluded, but only to be compared
    settings = settings_of(config, outputs=outputs, campaign=campaign)
    asked = campaign_of(settings, blanks=True)
    wish = accepting.Wish(_numbers(only), _known(fields, {each.key for each in asked.kept_fields}))
    if not accept and (only or fields):
        raise typer.BadParameter("goes with --accept", param_hint="--only" if only else "--field")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    with TerminalProgress() as progress:
        going = go.Going(settings, asked, now, progress)
        accepted = accepting.accept(going, wish) if accept else None
        replayed = accepted.left if accepted else go.replay(going)
    file = page.write_page(settings, asked, replayed, now)
    if as_json:
        for line in telling.replayed_json(replayed):
            typer.echo(line)
    else:
        typer.echo(
            telling.accepted_text(accepted, wish.messages) if accepted else telling.replayed_text(replayed, asked, file)
        )


def _numbers(text: str | None) -> frozenset[int] | None:
    """Numbers of messages, as people list them."""
    if text is None:
        return None
    words = text.replace(",", " ").split()
    if not words or not all(word.isascii() and word.isdigit() and len(word) < 10 for word in words):  # noqa: PLR2004
        raise typer.BadParameter(f"{text!r} are no numbers of messages, like 3,17", param_hint="--only")
    return frozenset(map(int, words))


def _known(fields: list[str] | None, known: set[str]) -> frozenset[str] | None:
    """Fields of the campaign."""
    if not fields:
        return None
    unknown = sorted(set(fields) - known)
    if unknown:
        raise typer.BadParameter(f"no field of the campaign: {', '.join(unknown)}", param_hint="--field")
    return frozenset(fields)
