"""Mistakes in templates, told so that people who write letters find and mend them: file, line, name."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError

from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHORT: Final = 3  # letters; "fi" is meant for "if"
_NO_NAME: Final = re.compile(r'there is no name "(.+?)"')
_KNOWN: Final = {
    MemoryError: "it needs more memory than a letter may take; look for a loop or a repetition that is too large",
    RecursionError: "it calls or includes itself without end",
    UnicodeDecodeError: "it is no text in UTF-8; save it again with the encoding UTF-8",
    ZeroDivisionError: "it divides by zero",
}
_CURLY: Final = "it has curly quotation marks between the braces; type straight ones there: \" or '"
_PLAIN: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        ("unexpected char '[\u2018-\u201f\u2039\u203a\u00ab\u00bb]'", _CURLY),
        ("unexpected char '(.+)' at", "the character {} cannot stand between the braces"),
        (r"innermost block that needs to be closed is '(\w+)'", "a {{% {0} %}} has no {{% end{0} %}}"),
        ("expected token 'end of statement block', got '='", "to compare write two signs: =="),
        ("expected token 'end of .*', got '(.+)'", '"{}" cannot stand there; a name is one word, like signatory_title'),
        ("[Ee]xpected an expression, got '.*'", "something is missing between the braces"),
    )
)


def template_mistake(file: Path, error: BaseException, names: Iterable[str] = ()) -> DefinitionError:
    """The error for what a template raised, with its line where there is one.

    Args:
        file: the template that was asked for; the mistake may be in one that it includes.
        error: what came.
        names: those that it may use, to propose one that looks alike.
    """
    where, line = _place(error) or (file, None)
    said = in_words(error, names)
    place = next(iter(getattr(error, "__notes__", ())), f"line {line}" if line else "")
    return DefinitionError(str(where), [f"{place}: {said}" if place else said])


def in_words(error: BaseException, names: Iterable[str] = ()) -> str:
    """What is wrong, as a sentence for somebody who is no programmer."""
    said = str(error)
    if isinstance(error, TemplateNotFound):
        return f'it includes "{error.name}", and there is no such file in the folder of the language'
    if isinstance(error, TemplateSyntaxError):
        return _syntax(error.message or said)
    if found := _NO_NAME.search(said):
        return said + alike(found[1], names)
    known = next((words for kind, words in _KNOWN.items() if isinstance(error, kind)), said)
    return known or type(error).__name__


def with_one_more(mistakes: Sequence[str], one: str) -> list[str]:
    """Mistakes of a file with one that came up as it was filled in, where none of its line is known yet."""
    line, _, _ = one.partition(": ")
    return [*mistakes] if any(each.startswith(f"{line}: ") for each in mistakes) else [*mistakes, one]


def alike(name: str, names: Iterable[str]) -> str:
    """The end of a sentence, "did you mean ...?", where one of the names looks like it; else nothing."""
    close = difflib.get_close_matches(name, sorted(names), n=1, cutoff=0.6 if len(name) > _SHORT else 0.5)
    return f'; did you mean "{close[0]}"?' if close else ""


def _syntax(said: str) -> str:
    for pattern, words in _PLAIN:
        if found := pattern.search(said):
            return words.format(*found.groups())
    return said


def _place(error: BaseException) -> tuple[Path, int] | None:
    """The template's file and line where it happened; the innermost, where one includes the other."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Path(error.filename), error.lineno
    found, trace = None, error.__traceback__
    while trace:
        named, line = trace.tb_frame.f_globals, trace.tb_lineno
        template = named.get("__jinja_template__")
        if isinstance(template, Template) and template.filename:
            found = Path(template.filename), template.get_corresponding_lineno(line)
        elif "__jinja_exception__" in named:  # jinja2 has put the template's own lines into the trace
            found = Path(trace.tb_frame.f_code.co_filename), line
        trace = trace.tb_next
    return found if found and found[0].is_file() else None
