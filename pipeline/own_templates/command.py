"""`adhesion templates`: staff's own letters and replies: copied, looked up, checked, shown."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import ExitCode
from pipeline.log import set_up_log
from pipeline.options import CampaignOption, ConfigOption, OutputsOption, campaign_of, settings_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline.config import Settings
    from pipeline.own_templates.copying import Copied
    from pipeline.own_templates.whom import About

templates = typer.Typer(
    no_args_is_help=True, help="Letters and replies in your own words: copy the built-in ones, check, look at them."
)

MemberOption = Annotated[
    str | None, typer.Option("--member", metavar="M0001", help="A member of the ledger; default: an invented one.")
]


class Which(StrEnum):
    """Of what the names are shown."""

    LETTERS = "letters"
    REPLIES = "replies"


@templates.command()
def copy(
    folder: Annotated[Path, typer.Argument(help="The folder for your own templates.")],
    languages: Annotated[
        list[str] | None, typer.Option("--language", metavar="CODE", help="Only this language; may be repeated.")
    ] = None,
    names: Annotated[
        list[str] | None, typer.Option("--file", metavar="NAME", help="Only files of this name; may be repeated.")
    ] = None,
    config: ConfigOption = None,
    campaign: CampaignOption = None,
) -> None:
    """Copy the built-in letters and replies into a folder for you to change. What is there already stays."""
    from pipeline.drafts.strange_files import names_of_files  # noqa: PLC0415 - heavy
    from pipeline.languages.folders import templates_of  # noqa: PLC0415 - with it
    from pipeline.own_templates.copying import copy_templates, files_to_copy  # noqa: PLC0415 - with it

    settings = settings_of(config, campaign=campaign)
    there, asked = templates_of(settings), campaign_of(settings)
    built_in = [each.name for each in sorted(there.built_in.iterdir()) if each.is_dir() and each.name[0].isalpha()]
    _refuse_unknown(languages or (), built_in, "--language")
    _refuse_unknown(names or (), names_of_files(there), "--file")
    chosen = languages or [each for each in asked.languages if each in built_in]
    copied = copy_templates(files_to_copy(there, chosen, names or ()), folder)
    _tell_copied(copied, folder, settings)


@templates.command("names")
def show_names(
    which: Annotated[Which | None, typer.Argument(help="Only those of letters, or of replies.")] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help="Of the examples.")] = None,
    member: MemberOption = None,
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
) -> None:
    """Show every name that templates can use, with its meaning and an example."""
    from pipeline.own_templates.naming import names_of_letters, names_of_replies  # noqa: PLC0415 - heavy

    set_up_log("none")
    about = _about(settings_of(config, outputs=outputs, campaign=campaign), member, language)
    if which is not Which.REPLIES:
        typer.echo("In letters (welcome.docx, certificate.docx, salutation.txt, government.txt):")
        typer.echo("\n".join(f"  {line}" for line in names_of_letters(about)))
    if which is not Which.LETTERS:
        typer.echo("In replies (all other .txt files):")
        typer.echo("\n".join(f"  {line}" for line in names_of_replies(about)))


@templates.command()
def check(config: ConfigOption = None, campaign: CampaignOption = None) -> None:
    """Try every template with every case and language; every mistake is told, with file, line and name."""
    from pipeline.drafts.checking import checked_languages  # noqa: PLC0415 - heavy
    from pipeline.languages.folders import templates_of  # noqa: PLC0415 - with it
    from pipeline.own_templates.copying import outdated  # noqa: PLC0415 - with it
    from pipeline.own_templates.mistakes import all_mistakes  # noqa: PLC0415 - heavy

    settings = settings_of(config, campaign=campaign)
    there, asked = templates_of(settings), campaign_of(settings)
    if there.own is None:
        typer.echo("These are the built-in templates: [letters] templates names no folder of your own.")
    problems = all_mistakes(settings, asked, there)
    for problem in problems:
        typer.echo(f"MEND     {problem}")
    for note in outdated(there):
        typer.echo(f"look at  {note}")
    if problems:
        typer.echo(f"{len(problems)} mistake(s). Letters and replies that need these files are not written until then.")
        raise typer.Exit(ExitCode.CONFIGURATION)
    typer.echo(f"No mistakes in {', '.join(checked_languages(asked, there))}.")


@templates.command()
def preview(  # noqa: PLR0913, PLR0917 - the options of the command
    kind: Annotated[str, typer.Argument(help="welcome, certificate, missing, ... or all.")],
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help="Of the letter or reply.")] = None,
    member: MemberOption = None,
    to: Annotated[Path | None, typer.Option("--to", help="Folder to write to; default: outputs/previews.")] = None,
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
) -> None:
    """Show a letter or reply as it would be, and write it to look at. Nothing is drafted, nothing is noted."""
    from pipeline.own_templates.previewing import ALL, FOLDER, KINDS  # noqa: PLC0415 - heavy
    from pipeline.own_templates.previewing import preview as shown_of  # noqa: PLC0415 - heavy

    set_up_log("none")
    _refuse_unknown([kind], (*KINDS, ALL), "KIND")
    settings = settings_of(config, outputs=outputs, campaign=campaign)
    about = _about(settings, member, language)
    for shown in shown_of(kind, about, to or settings.outputs.dir / FOLDER):
        typer.echo(f"=== {shown.kind}: {', '.join(map(str, shown.files)) or 'no file'}\n\n{shown.text}\n")


def _about(settings: Settings, member: str | None, language: str | None) -> About:
    from pipeline.own_templates.whom import NoSuchError, about_whom  # noqa: PLC0415 - heavy

    try:
        return about_whom(settings, member, language)
    except NoSuchError as error:
        raise typer.BadParameter(str(error), param_hint=error.option) from error


def _tell_copied(copied: Copied, folder: Path, settings: Settings) -> None:
    if copied.made:
        typer.echo(f"Copied into {folder}: {_listed(copied.made)}")
    if copied.left:
        typer.echo(f"Left as they are, since they were there already: {_listed(copied.left)}")
    own = settings.letters.templates
    if own is None or own.absolute() != folder.absolute():
        line = f'templates = "{folder.absolute().as_posix()}"'
        typer.echo(f"To use them, write into adhesion.toml:\n\n[letters]\n{line}\n")
    typer.echo("Delete what you do not change: the built-in one is used then, also when it gets better.")
    typer.echo("After a change: adhesion templates check, and to see it: adhesion templates preview welcome")


def _listed(paths: Iterable[str]) -> str:
    """Files by language: en (welcome.docx, ...); fr (...)."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        language, _, name = path.partition("/")
        folders.setdefault(language, []).append(name)
    return "; ".join(f"{language} ({', '.join(names)})" for language, names in folders.items())


def _refuse_unknown(given: Iterable[str], known: Collection[str], option: str) -> None:
    from pipeline.drafts.mistakes import alike  # noqa: PLC0415 - heavy

    for each in given:
        if each not in known:
            like = alike(each, known) or f"; there are {', '.join(sorted(known))}"
            raise typer.BadParameter(f"there is no {each!r}{like}", param_hint=option)
