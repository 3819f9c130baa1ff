"""`adhesion backup` and `adhesion restore`."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pipeline.log import set_up_log
from pipeline.options import CampaignOption, ConfigOption, OutputsOption, campaign_of, settings_of

if TYPE_CHECKING:
    from pipeline.backup.manifest import Manifest
    from pipeline.backup.restore import Restored

_NEXT: Final = """Next:
  1. Mail that came after {since}: move it back into the folder that is read, if it was moved away from there. What the
     ledger has already is recognised.
  2. adhesion check
  3. adhesion run     (exit code 8, because the mailbox looks emptied or reset: adhesion accept-reset)"""


def backup(
    to: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The file to write, or the folder for it; default: here.")
    ] = None,
    config: ConfigOption = None,
    outputs: OutputsOption = None,
) -> None:
    """Copy ledger, mail, workbook, letters and replies into one file; a run may go on meanwhile."""
    from pipeline.backup.make import START, make_backup  # noqa: PLC0415 - heavy

    settings = settings_of(config, outputs=outputs)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    file = to or Path()
    if file.is_dir():
        file /= f"{START}-{now:%Y%m%dT%H%M%SZ}.zip"
    _refuse_strange(file)
    manifest = make_backup(settings, file, now)
    typer.echo(f"{file}: {_said(manifest)}, {file.stat().st_size / 1e6:.1f} MB. It holds personal data: keep it safe.")
    if manifest.ledger != "sqlite":
        typer.echo(
            "The ledger is in PostgreSQL and NOT in this file. Back it up beside it:\n"
            "  pg_dump --format=custom --file=ledger.dump DATABASE"
        )
    typer.echo("Not in it: adhesion.toml, passwords, sign-ins. Check it at any time: adhesion restore --check FILE")


def restore(  # noqa: PLR0913 - the options of the command
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `adhesion backup` wrote.")],
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
    tombstones: Annotated[
        Path | None, typer.Option("--tombstones", help="tombstones.json of a lost state: erases again.")
    ] = None,
    *,
    check: Annotated[bool, typer.Option("--check", help="Only look whether the backup is whole.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Also where something is; it is kept beside.")] = False,
) -> None:
    """Put a backup back, after checking all of it; what was erased since is erased again."""
    from pipeline.backup.restore import check_backup  # noqa: PLC0415 - heavy
    from pipeline.backup.restore import restore as put_back  # noqa: PLC0415 - heavy
    from pipeline.quiet import Quiet  # noqa: PLC0415 - with it

    settings = settings_of(config, outputs=outputs, campaign=campaign)
    if check:
        manifest = check_backup(file, settings.outputs.dir)
        typer.echo(f"{file} is whole: {_said(manifest)}, made {manifest.made:%Y-%m-%d %H:%M} UTC.")
        return
    set_up_log("none")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    asked = campaign_of(settings)
    restored = put_back(settings, asked, file, now, Quiet(), replace=replace, tombstones=tombstones)
    typer.echo(_what_next(restored))


def _refuse_strange(file: Path) -> None:
    """An older backup of that name is replaced; any other file is not."""
    from pipeline.backup.manifest import NAME  # noqa: PLC0415 - heavy

    if file.exists() and not (zipfile.is_zipfile(file) and NAME in zipfile.ZipFile(file).namelist()):
        raise typer.BadParameter(f"{file} is there, and no backup; name another file", param_hint="FILE")


def _said(manifest: Manifest) -> str:
    return f"{manifest.members} members, {manifest.messages} messages, {len(manifest.parts)} files"


def _what_next(restored: Restored) -> str:
    manifest = restored.manifest
    lines = [f"Put back: {_said(manifest)}, as of {manifest.made:%Y-%m-%d %H:%M} UTC."]
    if restored.erased:
        lines.append(f"Erased again, as they were erased since then: {restored.erased} erasures.")
    if restored.aside:
        lines.append(f"What was there before is kept in {restored.aside}; delete it once all is well.")
    if manifest.ledger != "sqlite":
        lines.append(
            "The ledger is in PostgreSQL and was not in this file: pg_restore --clean --dbname=DATABASE ledger.dump"
        )
    since = f"{manifest.made:%Y-%m-%d %H:%M} UTC"
    return "\n".join([*lines, "", _NEXT.format(since=since)])
