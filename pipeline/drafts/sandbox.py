"""What templates may do: fill in values that are plain data, and nothing else.

Templates are staff's, but a snippet that somebody copied may be hostile or silly. There is no way from here to modules,
files or what is behind a value; how long and how much a template may work is limited where it runs (`press`).
"""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import DictLoader, FileSystemLoader, StrictUndefined, Template, Undefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN: Final = (
    *(str, int, float, list, tuple, dict, Undefined, Namespace, Cycler, Joiner),
    *(LoopContext, Macro, BlockReference, TemplateReference, TemplateModule),
)
_NO_USE: Final = ("lipsum",)  # what a letter never needs
_LARGE: Final = 10_000  # factors; letters count governments


class Unknown(StrictUndefined):
    """A name that is not there: an error wherever it is used, told in words for people who write letters."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint)
        name = self._undefined_name
        if self._undefined_obj is missing:
            return f'there is no name "{name}"'
        return f'nothing is called "{name}" there'


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, with fewer names, no large products, and each template compiled once."""

    intercepted_binops = frozenset(["*", "**"])

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as jinja2 declares them
        super().__init__(undefined=Unknown, **options)
        self._compiled: dict[str, Template] = {}
        for name in _NO_USE:
            del self.globals[name]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as jinja2 declares it
        """Of plain data, and of what jinja2 itself gives (loop, namespace); a picture could lead to its file."""
        plain = isinstance(obj, _PLAIN) or (is_dataclass(obj) and not callable(value))
        return plain and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as jinja2 declares it
        """A product of what stands in letters; larger ones would be worked at for hours."""
        if operator == "**" or not (_is_small(left) and _is_small(right)):
            raise SecurityError("there is no place for such large numbers in a letter")
        return super().call_binop(context, operator, left, right)

    def from_string(self, source: Any, *arguments: Any, **options: Any) -> Template:  # noqa: ANN401 - as jinja2 declares it
        """A template from its text, compiled once: docxtpl asks for the same ones with each letter."""
        known = self._compiled.get(source) if isinstance(source, str) else None
        if known is None:
            known = super().from_string(source, *arguments, **options)
            if isinstance(source, str):
                self._compiled[source] = known
        return known


def _is_small(factor: object) -> bool:
    if isinstance(factor, int | float):
        return abs(factor) <= _LARGE
    return isinstance(factor, str | list | tuple) and len(factor) <= _LARGE


@lru_cache(maxsize=64)
def text_sandbox(folders: tuple[Path, ...]) -> Sandbox:
    """For plain text: there is nothing to escape. Templates extend and include what lies in these folders."""
    return Sandbox(
        loader=FileSystemLoader(folders, encoding="utf-8-sig"),  # some editors on Windows begin a file with a mark
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@lru_cache(maxsize=1)
def word_sandbox() -> Sandbox:
    """For the XML of Word templates: values are escaped, and there is nothing that could be included."""
    return Sandbox(autoescape=True, loader=DictLoader({}))
