"""`adhesion forms`: the forms that cities fill in, made from the campaign file."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pipeline.errors import CannotDoError, ExitCode
from pipeline.handout.shape import Format
from pipeline.log import set_up_log
from pipeline.options import CampaignOption, ConfigOption, OutputsOption, campaign_of, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER: Final = "blank-forms"
"""Where the forms lie below the outputs folder, unless another place is wished."""

forms = typer.Typer(no_args_is_help=True, help="The forms that cities fill in, made from the campaign file.")


@forms.callback()
def _of_forms() -> None:
    """Keeps `build` a word of its own: a typer with one command would leave it out."""


@forms.command()
def build(
    to: Annotated[Path | None, typer.Option("--to", help="Folder to write to; default: outputs/blank-forms.")] = None,
    languages: Annotated[
        list[str] | None, typer.Option("--language", metavar="CODE", help="Only this language; may be repeated.")
    ] = None,
    formats: Annotated[
        list[Format] | None, typer.Option("--format", help="Only this kind of file; may be repeated.")
    ] = None,
    config: ConfigOption = None,
    outputs: OutputsOption = None,
    campaign: CampaignOption = None,
) -> None:
    """Make the blank forms in each language of the campaign, as PDF to fill in, for Word and for Excel."""
    from pipeline.files import write_private  # noqa: PLC0415 - with the next
    from pipeline.handout.build import build_form, file_name, form_languages  # noqa: PLC0415 - heavy
    from pipeline.languages.folders import templates_of  # noqa: PLC0415 - with it

    set_up_log("none")
    settings = settings_of(config, outputs=outputs, campaign=campaign)
    asked, templates = campaign_of(settings), templates_of(settings)
    chosen = _chosen(languages, form_languages(asked, templates))
    folder, address = to or settings.outputs.dir / FOLDER, settings.secretariat.address
    left_out: dict[str, list[str]] = {}
    for language in chosen:
        for kind in formats or Format:
            try:
                data = build_form(asked, language, kind, address=address, templates=templates)
            except CannotDoError as reason:
                left_out.setdefault(str(reason), []).append(f"{language} {kind}")
                continue
            file = write_private(folder / file_name(language, kind, templates), data)
            typer.echo(f"{file} ({round(len(data) / 1000)} kB)")
    raise typer.Exit(_told(left_out, wanted=len(chosen) * len(formats or Format)))


def _chosen(wished: Sequence[str] | None, there: Iterable[str]) -> tuple[str, ...]:
    """The languages wished, else all that the campaign is in and that have words for a form."""
    known = tuple(there)
    unknown = [language for language in wished or () if language not in known]
    if unknown:
        raise typer.BadParameter(
            f"there is no form in {', '.join(unknown)}; there is in {', '.join(known)}", param_hint="--language"
        )
    return tuple(dict.fromkeys(wished or known))


def _told(left_out: dict[str, list[str]], *, wanted: int) -> ExitCode:
    """Says what could not be made, each reason once; wrong is only that nothing at all could."""
    for reason, which in left_out.items():
        typer.echo(f"not made: {', '.join(which)}: {reason}", err=True)
    return ExitCode.CONFIGURATION if sum(map(len, left_out.values())) == wanted else ExitCode.OK
