"""`adhesion person`: what is held on a person or a government, for them to see, and erased where they wish so."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import LedgerUnusableError
from pipeline.log import set_up_log
from pipeline.options import CampaignOption, ConfigOption, OutputsOption, campaign_of, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.config import Settings
    from pipeline.erasure.look import Found
    from pipeline.run import Run

person = typer.Typer(no_args_is_help=True, help="What is held on a person or a government: find, export, erase.")

WhoArgument = Annotated[
    list[str], typer.Argument(metavar="TEXT...", help="Names, addresses, telephone numbers, or numbers of members.")
]
DeepOption = Annotated[bool, typer.Option("--deep", help="Open every attached document; a second or more for each.")]


@person.command()
def find(
    who: WhoArgument,
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
    *,
    deep: DeepOption = False,
) -> None:
    """Show everything that is held, and where; changes nothing."""
    from pipeline.erasure.told import found_text  # noqa: PLC0415 - heavy

    with _run(settings_of(config, outputs=outputs, campaign=campaign)) as run:
        typer.echo(found_text(_look(run, who, deep=deep), deep=deep))


@person.command()
def export(
    who: WhoArgument,
    to: Annotated[Path, typer.Option("--to", help="The zip file to write.")],
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
    *,
    deep: DeepOption = False,
) -> None:
    """Write everything that is held into one zip file, with the mails as they came."""
    from pipeline.erasure.export import write_export  # noqa: PLC0415 - heavy

    with _run(settings_of(config, outputs=outputs, campaign=campaign)) as run:
        write_export(run, _look(run, who, deep=deep), to)
    typer.echo(f"{to} holds all of it. Look through it before you hand it on: mails name other people as well.")


@person.command()
def erase(  # noqa: PLR0913 - the options of the command
    who: WhoArgument,
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
    by: Annotated[str, typer.Option("--by", help="Who decided it, for the note that stays.")] = "",
    *,
    deep: DeepOption = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Show everything that is held, ask, and erase it for good. Nothing in the mailbox is touched."""
    from pipeline.erasure.erase import erase as erase_all  # noqa: PLC0415 - heavy
    from pipeline.erasure.erase import finish  # noqa: PLC0415 - heavy
    from pipeline.erasure.told import done_text, found_text  # noqa: PLC0415 - heavy
    from pipeline.holder import this_process  # noqa: PLC0415 - with it
    from pipeline.locking import only_run  # noqa: PLC0415 - with it
    from pipeline.storage import state_folder  # noqa: PLC0415 - with it
    from pipeline.views import take_corrections  # noqa: PLC0415 - heavy

    set_up_log("none")
    settings = settings_of(config, outputs=outputs, campaign=campaign)
    _refuse_none(settings)
    with only_run(state_folder(settings)), _run(settings) as run:
        finish(run)
        taken = take_corrections(run)
        found = _look(run, who, deep=deep)
        typer.echo(found_text(found, deep=deep))
        if not yes and not typer.confirm("\nErase all of this for good?"):
            typer.echo("Nothing was erased.")
            raise typer.Exit
        done = erase_all(run, found, by or this_process().user, taken.sha256)
        typer.echo(f"\n{done_text(done, found)}")


@contextmanager
def _run(settings: Settings) -> Iterator[Run]:
    """The ledger with what a run needs; it counts as a part of the last run."""
    from pipeline.ledger.store import Ledger  # noqa: PLC0415 - heavy
    from pipeline.quiet import Quiet  # noqa: PLC0415 - with it
    from pipeline.run import Run  # noqa: PLC0415 - heavy
    from pipeline.storage import ledger_url  # noqa: PLC0415 - with it

    _refuse_none(settings)
    domain = settings.secretariat.address.rpartition("@")[2]
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    with Ledger.open(ledger_url(settings), domain=domain, create=False) as ledger:
        number = max((each.id for each in ledger.runs()), default=0)
        yield Run(settings, campaign_of(settings), ledger, number, now, Quiet())


def _refuse_none(settings: Settings) -> None:
    from pipeline.storage import ledger_exists  # noqa: PLC0415 - with it

    if not ledger_exists(settings):
        raise LedgerUnusableError("there is no ledger yet, so nothing is held; `adhesion run` makes it")


def _look(run: Run, who: Sequence[str], *, deep: bool) -> Found:
    from pipeline.erasure.look import look  # noqa: PLC0415 - heavy
    from pipeline.erasure.target import target_of  # noqa: PLC0415 - heavy

    domain = run.settings.secretariat.address.rpartition("@")[2]
    target = target_of(who, run.ledger.view(run.campaign), run.campaign, [f"@{domain}"])
    return look(run, target, deep=deep)
