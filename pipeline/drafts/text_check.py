"""All mistakes of a text template that show before it is filled in: each with its line."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from pipeline.drafts.mistakes import in_words
from pipeline.drafts.sandbox import Sandbox, text_sandbox
from pipeline.drafts.tags import TAG, Blocks, Known, parsed, stray_braces, unknown_filters, unknown_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from jinja2 import nodes


def text_mistakes(file: Path, folders: tuple[Path, ...], known: Known) -> list[str]:
    """What is wrong in a text template, "line 3: ..."; [] where nothing is.

    Args:
        file: the template.
        folders: of its language; templates that stand there may give each other names.
        known: what may be named.
    """
    try:
        source = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return [in_words(error)]
    sandbox = text_sandbox(folders)
    known = known.with_own(_trees(folders, sandbox))
    return [f"line {line}: {what}" for line, what in sorted(set(_mistakes(source, sandbox, known)))]


def _mistakes(source: str, sandbox: Sandbox, known: Known) -> Iterator[tuple[int, str]]:
    found = list(_broken_blocks(source, sandbox))
    yield from found
    for number, line in enumerate(_without_tags(source).splitlines(), 1):
        yield from ((number, what) for what in stray_braces(line, known))
    try:
        tree = sandbox.parse(source)
    except (TemplateSyntaxError, RecursionError) as error:
        if not found:
            yield getattr(error, "lineno", 1), in_words(error)
        return
    yield from unknown_names(tree, known)
    yield from unknown_filters(tree, sandbox)


def _without_tags(source: str) -> str:
    """The text alone, on the same lines: a tag may go over several."""
    return TAG.sub(lambda tag: "\n" * tag[0].count("\n"), source)


def _broken_blocks(source: str, sandbox: Sandbox) -> Iterator[tuple[int, str]]:
    """Conditions and loops that are not closed, or close nothing: jinja2 would tell the last line only."""
    blocks = Blocks()
    found: list[tuple[str, str]] = []
    try:
        tokens = [token for token in sandbox.lex(source) if token[1] != "whitespace"]
    except TemplateSyntaxError:
        return
    for at, ((_, kind, _), (line, _, word)) in enumerate(pairwise(tokens)):
        if kind == "block_begin":
            inside = _until_end(tokens[at:])
            whole = word == "set" and "=" in inside
            found += blocks.take(word, str(line), whole=whole)
    for place, what in (*found, *blocks.left()):
        yield int(place), what


def _until_end(tokens: Iterable[tuple[int, str, str]]) -> list[str]:
    inside: list[str] = []
    for _, kind, text in tokens:
        if kind == "block_end":
            break
        inside.append(text)
    return inside


def _trees(folders: tuple[Path, ...], sandbox: Sandbox) -> Iterator[nodes.Template]:
    for folder in folders:
        for file in sorted(folder.glob("*.txt")):
            with suppress(OSError, UnicodeDecodeError):
                yield from _trees_of(file.read_text(encoding="utf-8-sig"), sandbox)


@lru_cache(maxsize=256)
def _trees_of(source: str, sandbox: Sandbox) -> tuple[nodes.Template, ...]:
    """The tree of a template; of one that has a mistake, those of its lines that can be read."""
    tree = parsed(source, sandbox)
    return tuple(_loose(source, sandbox)) if isinstance(tree, str) else (tree,)


def _loose(source: str, sandbox: Sandbox) -> Iterator[nodes.Template]:
    """What a template that has a mistake somewhere sets all the same, so that one mistake is not told as many."""
    for line in re.findall(r"\{%-?\s*set\s[^%]*=.*?%\}", source):
        tree = parsed(line, sandbox)
        if not isinstance(tree, str):
            yield tree
