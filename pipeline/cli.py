"""The commands. Heavy parts are imported by the command that needs them, so that `--help` is quick."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import signal
import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline import __version__
from pipeline.backup.command import backup, restore
from pipeline.config import read_settings
from pipeline.erasure.command import person
from pipeline.errors import AdhesionError, ExitCode
from pipeline.forms import forms
from pipeline.log import LogFormat, set_up_log
from pipeline.options import CampaignOption, ConfigOption, InboxOption, OutputsOption
from pipeline.options import campaign_of as _campaign
from pipeline.options import settings_of as _settings
from pipeline.own_templates.command import templates
from pipeline.replay.command import replay

if TYPE_CHECKING:
    from types import FrameType


app = typer.Typer(
    name="adhesion",
    help="Reads the adhesion forms that cities e-mail, keeps the member ledger, drafts the replies. Sends nothing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class ExportWhat(StrEnum):
    """What can be exported."""

    MEMBERS = "members"
    SUBMISSIONS = "submissions"
    MESSAGES = "messages"
    HISTORY = "history"
    PUBLIC = "public"
    CONTACTS = "contacts"


class ExportFormat(StrEnum):
    """How it is written."""

    JSON = "json"
    CSV = "csv"
    GEOJSON = "geojson"


class ScheduleAction(StrEnum):
    """What is done with the schedule."""

    SHOW = "show"
    INSTALL = "install"
    REMOVE = "remove"


@app.command()
def run(  # noqa: PLR0913 - the options of the command
    inbox: InboxOption = None,
    outputs: OutputsOption = None,
    config: ConfigOption = None,
    campaign: CampaignOption = None,
    now: Annotated[
        str | None, typer.Option("--now", help="ISO 8601 time to take for now, for repeatable runs.")
    ] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what a run would do; change nothing.")] = False,
    log: Annotated[str, typer.Option("--log", help="auto, logfmt, json or none.")] = "auto",
) -> None:
    """Pull mail, read forms, update the ledger, write workbook, letters, drafts and report."""
    from pipeline.job import run_job  # noqa: PLC0415 - heavy
    from pipeline.summary import TerminalProgress, print_summary  # noqa: PLC0415 - heavy

    _set_up_log(log)
    settings = _settings(config, outputs=outputs, inbox=inbox, campaign=campaign)
    moment = _moment(now)
    with TerminalProgress() as progress:
        result = run_job(settings, _campaign(settings, blanks=True), moment, progress, dry_run=dry_run)
    print_summary(result)
    raise typer.Exit(result.exit_code)


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents to read.", show_default=False)],
    config: ConfigOption = None,
    campaign: CampaignOption = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON for each file.")] = False,
) -> None:
    """Read single documents and show what was found and where; the ledger is not touched."""
    from pipeline.single import extract_files, reading_as_json, reading_as_text  # noqa: PLC0415 - heavy

    settings = _settings(config, campaign=campaign)
    _refuse_missing(files)
    for file, reading in extract_files(files, _campaign(settings, blanks=True), settings):
        if as_json:
            typer.echo(json.dumps(reading_as_json(file, reading), ensure_ascii=False))
        else:
            typer.echo(reading_as_text(file, reading))


@app.command()
def export(
    what: Annotated[ExportWhat, typer.Argument(help="What to print.")],
    form: Annotated[ExportFormat, typer.Option("--format", help="How to print it.")] = ExportFormat.JSON,
    language: Annotated[
        str | None, typer.Option("--language", help="Contacts only: of forms in this language (fr, es, unknown ...).")
    ] = None,
    outputs: OutputsOption = None,
    config: ConfigOption = None,
    campaign: CampaignOption = None,
) -> None:
    """Print the ledger's content.

    "history" is every value ever given, "public" what a website may show, "contacts" whom a mailing goes to.
    """
    from pipeline.status import export_with_notes  # noqa: PLC0415 - heavy

    if form is ExportFormat.GEOJSON and what not in {ExportWhat.MEMBERS, ExportWhat.PUBLIC}:
        raise typer.BadParameter("geojson is for members, who have places; use json or csv", param_hint="--format")
    if language is not None and what is not ExportWhat.CONTACTS:
        raise typer.BadParameter("only contacts are chosen by language", param_hint="--language")
    settings = _settings(config, outputs=outputs, campaign=campaign)
    text, notes = export_with_notes(settings, _campaign(settings), what.value, form.value, language)
    typer.echo(text, nl=form is not ExportFormat.CSV)
    for note in notes:
        _say(note)


@app.command()
def editions(
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
    file: Annotated[Path | None, typer.Option("--check", help="Compare this form with the editions.")] = None,
) -> None:
    """Tell what the blank editions of the form teach, or how a form stands to them; changes nothing."""
    from pipeline.teaching import check_text, editions_text  # noqa: PLC0415 - heavy

    settings = _settings(config, outputs=outputs, campaign=campaign)
    _refuse_missing([file] if file else [])
    asked = _campaign(settings)
    typer.echo(check_text(file, asked, settings) if file else editions_text(asked, settings))


@app.command()
def check(
    inbox: InboxOption = None,
    outputs: OutputsOption = None,
    config: ConfigOption = None,
    campaign: CampaignOption = None,
) -> None:
    """Try everything that a run needs and say what to mend; changes nothing."""
    from pipeline.checkup import check_all  # noqa: PLC0415 - heavy

    settings = _settings(config, outputs=outputs, inbox=inbox, campaign=campaign)
    points = check_all(settings, _campaign(settings))
    for point in points:
        typer.echo(
            f"{'ok     ' if point.fine else 'missing' if point.optional else 'MEND   '}  {point.what}: {point.says}"
        )
    bad = [point for point in points if not point.fine and not point.optional]
    raise typer.Exit(bad[0].exit_code if bad else ExitCode.OK)


@app.command()
def login(inbox: InboxOption = None, outputs: OutputsOption = None, config: ConfigOption = None) -> None:
    """Sign in to the mailbox once, in a browser; needed for Google, and for Microsoft 365 by device code."""
    from pipeline.signin.door import device_login  # noqa: PLC0415 - heavy
    from pipeline.storage import state_folder  # noqa: PLC0415 - heavy

    settings = _settings(config, outputs=outputs, inbox=inbox)
    device_login(settings, state_folder(settings), typer.echo)


@app.command()
def status(config: ConfigOption = None, outputs: OutputsOption = None, campaign: CampaignOption = None) -> None:
    """Tell what the last runs did, what waits for staff, and whether intake is alive."""
    from pipeline.status import status_text  # noqa: PLC0415 - heavy

    settings = _settings(config, outputs=outputs, campaign=campaign)
    typer.echo(status_text(settings, _campaign(settings), dt.datetime.now(dt.UTC)))


@app.command()
def alarm(
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    *,
    test: Annotated[bool, typer.Option("--test", help="Tell something in any case, to try the ways.")] = False,
) -> None:
    """Look whether runs succeed; leave a draft for staff (and tell a webhook) when they have not for too long."""
    from pipeline.alarm.look import check_webhook, look, look_text  # noqa: PLC0415 - heavy

    settings = _settings(config, outputs=outputs)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    looked = look(settings, now, test=test)
    typer.echo(look_text(looked, now))
    for problem in looked.problems:
        _say(problem)
    check_webhook(settings)
    raise typer.Exit(ExitCode.LEDGER_UNUSABLE if looked.ledger_unusable else ExitCode.OK)


@app.command()
def retry(
    messages: Annotated[
        list[int] | None,
        typer.Argument(metavar="[MESSAGE]...", help="Numbers from the sheet Messages; default: all that are held."),
    ] = None,
    config: ConfigOption = None,
    outputs: OutputsOption = None,
) -> None:
    """Let the next run try held messages again, for example after a limit was raised."""
    from pipeline import upkeep  # noqa: PLC0415 - heavy

    typer.echo(upkeep.retry(_settings(config, outputs=outputs), messages or [], dt.datetime.now(dt.UTC)))


@app.command()
def accept_reset(inbox: InboxOption = None, config: ConfigOption = None, outputs: OutputsOption = None) -> None:
    """Take a mailbox that was reset or emptied (exit code 8) as it is."""
    from pipeline import upkeep  # noqa: PLC0415 - heavy

    typer.echo(upkeep.accept_reset(_settings(config, outputs=outputs, inbox=inbox), dt.datetime.now(dt.UTC)))


@app.command()
def schedule(  # noqa: PLR0913, PLR0917 - the options of the command
    action: Annotated[ScheduleAction, typer.Argument(help="What to do with the units.")],
    config: ConfigOption = None,
    at: Annotated[str | None, typer.Option("--at", help="Time of day; default: 06:15.")] = None,
    every: Annotated[str | None, typer.Option("--every", help="Again and again, like 15min or 2h.")] = None,
    on_calendar: Annotated[str | None, typer.Option("--on-calendar", help="A time as systemd writes it.")] = None,
    run_as: Annotated[str | None, typer.Option("--run-as", help="With --system: the user that it runs as.")] = None,
    name: Annotated[str, typer.Option("--name", help="Name of the units, for a second schedule.")] = "adhesion",
    environment_file: Annotated[Path | None, typer.Option("--environment-file", help="File with secrets.")] = None,
    credential: Annotated[list[str] | None, typer.Option("--credential", help="NAME=FILE of a secret.")] = None,
    hours: Annotated[int, typer.Option("--hours", min=1, max=96, help="A run that takes longer is ended.")] = 6,
    *,
    working_days: Annotated[bool, typer.Option("--working-days", help="Monday to Friday only.")] = False,
    user: Annotated[bool | None, typer.Option("--user/--system", help="Whose units; for root: --system.")] = None,
    cron: Annotated[bool, typer.Option("--cron", help="Show lines for cron instead.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over what was changed by hand.")] = False,
) -> None:
    """Start runs by themselves: a systemd service and timer, and an alarm when they stop succeeding."""
    from pipeline.schedule.command import Asked, put_in_place, schedule_for, show, take_away  # noqa: PLC0415 - heavy

    secrets = tuple(credential or ())
    asked = Asked(at, every, on_calendar, working_days, user, run_as, name, environment_file, secrets, hours)
    try:
        if action is ScheduleAction.SHOW:
            typer.echo(show(schedule_for(asked, read_settings(config), config), cron=cron), nl=False)
        elif action is ScheduleAction.INSTALL:
            put_in_place(schedule_for(asked, read_settings(config), config), typer.echo, force=force)
        else:
            take_away(asked, typer.echo, force=force)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


app.command()(replay)
app.command()(backup)
app.command()(restore)
app.add_typer(person, name="person")
app.add_typer(forms, name="forms")
app.add_typer(templates, name="templates")


@app.callback(invoke_without_command=True)
def _root(
    *, version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def _set_up_log(form: str) -> None:
    forms: dict[str, LogFormat] = {"auto": "auto", "logfmt": "logfmt", "json": "json", "none": "none"}
    if form not in forms:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(forms)}", param_hint="--log")
    set_up_log(forms[form])


def _moment(text: str | None) -> dt.datetime:
    """`--now`, in UTC where it has no zone; else the clock."""
    if text is None:
        return dt.datetime.now(dt.UTC).replace(microsecond=0)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no ISO 8601 time", param_hint="--now") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _refuse_missing(files: list[Path]) -> None:
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise typer.BadParameter(f"no such file: {', '.join(missing)}", param_hint="FILE")


def main() -> NoReturn:
    """Run a command; every error becomes its sentence and its exit code."""
    os.umask(0o077)  # all that is written holds personal data
    signal.signal(signal.SIGTERM, _interrupt)  # whoever stops a service asks so
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of all the world, and file names that are no text at all
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except AdhesionError as error:
        _say(str(error))
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, SystemExit) as error:
        code = ExitCode.INTERRUPTED if isinstance(error, KeyboardInterrupt) else error.code
        if code == ExitCode.INTERRUPTED:
            _say("Interrupted. Nothing is lost: what was concluded stays, the next run goes on from there.")
        sys.exit(code)
    except Exception as error:  # the last resort: a sentence, and where to look
        if os.environ.get("ADHESION_DEBUG"):
            raise
        _say(_unexpected(error))
        sys.exit(ExitCode.UNEXPECTED)
    sys.exit(ExitCode.OK)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """Asked to end, a run ends as by Ctrl-C: it lets go of its lock and notes that it was stopped."""
    del number, frame
    raise KeyboardInterrupt


def _unexpected(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""  # a full disk names none
        return f"{where}{error.strerror}. Nothing is lost; mend that and run again."
    what = type(error).__name__
    return f"Unexpected error ({what}). Nothing is lost; set ADHESION_DEBUG=1 to see where it came from."


def _say(text: str) -> None:
    sys.stderr.write(f"adhesion: {text}\n")
