"""What stands between braces in a template, place by place, and what is wrong with it before anything is filled in.

A place is a line of a text or a paragraph of a Word file. Mistakes are found all at once, each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from jinja2 import TemplateSyntaxError, nodes

from pipeline.drafts.mistakes import alike, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.drafts.sandbox import Sandbox

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PAIRS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_LONE: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_APART: Final = re.compile(r"\{ +[{%]|[%}] +\}")
_SINGLE: Final = re.compile(r"(?<!\{)\{\s*(\w+)\s*\}(?!\})")
_BLOCKS: Final = ("if", "for", "set", "block", "macro", "call", "filter", "with", "raw", "autoescape")
_WORDS: Final = (*_BLOCKS, "elif", "else", "include", "extends", "import", "from", "do", "print")
_OWN_NAMES: Final = frozenset(
    ("loop", "self", "super", "caller", "varargs", "kwargs", "range", "dict", "cycler", "joiner", "namespace")
)
_OWN_PARTS: Final = frozenset(
    part for kind in (str, int, list, tuple, dict) for part in dir(kind) if not part.startswith("_")
) | frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem",
     "changed", "cycle", "next", "current", "reset")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What a template may name: names, and the parts behind a dot (`applicant.name`)."""

    names: frozenset[str]
    parts: frozenset[str] = frozenset()

    def with_own(self, trees: Iterable[nodes.Template]) -> Known:
        """With the names that templates give themselves."""
        names, parts = set(self.names), set(self.parts)
        for tree in trees:
            names |= set(_given_names(tree))
            parts |= set(_given_parts(tree))
        return Known(frozenset(names), frozenset(parts))


@dataclass(slots=True)
class Blocks:
    """Which conditions and loops are open, while a template is gone through from its beginning."""

    open: list[tuple[str, str]] = field(default_factory=list)  # word, place

    def take(self, word: str, place: str, *, whole: bool) -> Iterator[tuple[str, str]]:
        """Note a tag by its first word; what is wrong there, as place and sentence. `whole`: a set that has a value."""
        if word.startswith("end") and word[3:] in _BLOCKS:
            if self.open and self.open[-1][0] == word[3:]:
                self.open.pop()
            else:
                inner = self.open[-1][0] if self.open else ""
                yield place, f"{{% {word} %}} closes nothing" + (f"; {{% {inner} %}} is still open" if inner else "")
        elif word in {"elif", "else"}:
            if not any(each in {"if", "for"} for each, _ in self.open):
                yield place, f"{{% {word} %}} stands outside of {{% if %}} ... {{% endif %}}"
        elif word in _BLOCKS and not whole:
            self.open.append((word, place))
        elif word not in _WORDS:
            yield place, f'there is no tag "{word}"{alike(word, (*_WORDS, *(f"end{each}" for each in _BLOCKS)))}'

    def left(self) -> Iterator[tuple[str, str]]:
        """Those that are never closed."""
        return ((place, f"{{% {word} %}} has no {{% end{word} %}}") for word, place in self.open)


def stray_braces(text: str, known: Known) -> Iterator[str]:
    """What looks as if it were meant to be a tag, in a text from which nothing was taken out."""
    rest = TAG.sub("\x00", text)
    for lone in _LONE.findall(rest)[:1]:
        other = _PAIRS.get(lone)
        yield f"{lone} has no {other} behind it" if other else f"{lone} has nothing before it that it closes"
    if _APART.search(rest):
        yield "there is a blank between two braces; write {{ name }} and {% if name %} without it"
    for name in _SINGLE.findall(rest):
        if name in known.names:
            yield f"{{{name}}} has single braces and would stand so in the letter; write {{{{ {name} }}}}"


def unknown_names(tree: nodes.Node, known: Known) -> Iterator[tuple[int, str]]:
    """Names and parts that are not there, each with its line."""
    asked = {id(test.node) for test in tree.find_all(nodes.Test) if test.name in {"defined", "undefined"}}
    asked |= {id(each.node) for each in tree.find_all(nodes.Filter) if each.name in {"default", "d"}}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in known.names | _OWN_NAMES and id(name) not in asked:
            yield name.lineno, f'there is no name "{name.name}"{alike(name.name, known.names)}'
    for part in tree.find_all(nodes.Getattr):
        if part.attr not in known.parts | _OWN_PARTS and id(part) not in asked:
            yield part.lineno, f'nothing is called "{part.attr}" there{alike(part.attr, known.parts)}'


def parsed(source: str, sandbox: Sandbox) -> nodes.Template | str:
    """The tree of a template, or what is wrong with it."""
    try:
        return sandbox.parse(source)
    except TemplateSyntaxError as error:
        return in_words(error)
    except RecursionError as error:
        return in_words(error)


def unknown_filters(tree: nodes.Node, sandbox: Sandbox) -> Iterator[tuple[int, str]]:
    """Filters (behind |) and tests (behind "is") that are not there."""
    for each in tree.find_all(nodes.Filter):
        if each.name not in sandbox.filters:
            yield each.lineno, f'there is no filter "{each.name}"{alike(each.name, sandbox.filters)}'
    for test in tree.find_all(nodes.Test):
        if test.name not in sandbox.tests:
            yield test.lineno, f'there is no test "{test.name}"{alike(test.name, sandbox.tests)}'


def _given_names(tree: nodes.Template) -> Iterator[str]:
    for name in tree.find_all(nodes.Name):
        if name.ctx in {"store", "param"}:
            yield name.name
    for given in tree.find_all((nodes.Macro, nodes.Import, nodes.FromImport)):
        if isinstance(given, nodes.Macro):
            yield given.name
        elif isinstance(given, nodes.Import):
            yield given.target
        elif isinstance(given, nodes.FromImport):
            yield from (each if isinstance(each, str) else each[1] for each in given.names)


def _given_parts(tree: nodes.Template) -> Iterator[str]:
    yield from (each.attr for each in tree.find_all(nodes.NSRef))
    yield from (each.key for each in tree.find_all(nodes.Keyword))
    for pair in tree.find_all(nodes.Pair):
        if isinstance(pair.key, nodes.Const):
            yield str(pair.key.value)


def known_from(values: Mapping[str, Any]) -> Known:
    """What may be named where these values are filled in."""
    return Known(frozenset(values), frozenset(_parts_of(list(values.values()))))


def _parts_of(value: object) -> Iterator[str]:
    if is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, Mapping):
        yield from map(str, value)
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _parts_of(each)
