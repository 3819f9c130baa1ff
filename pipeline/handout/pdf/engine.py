"""The program that sets the pages of PDF forms: typst, which is installed with the extra `forms`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import CannotDoError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MISSING: Final = (
    "forms to fill in as PDF need the Python package typst (pip install adhesion-pipeline[forms]); "
    "those for Word and Excel can be made all the same"
)
FONTS: Final = {
    "": ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif"),
    "ar": ("Noto Sans Arabic", "Noto Naskh Arabic", "Amiri", "DejaVu Sans"),
    "ko": ("Noto Sans CJK KR", "NanumGothic", "Noto Serif CJK KR"),
}
"""Families that look well, the best first; "" for scripts that are not named. Without any, typst seeks another one."""


_PACKAGES: Final = {"": "fonts-noto-core", "ko": "fonts-nanum"}  # of Debian, with some of these families
_NO_LETTER: Final = "could not be displayed"  # so typst's message says
_PANIC: Final = "PanicException"  # what a mistake in a program written in Rust becomes; no Exception to Python


class LettersMissingError(Exception):
    """No installed font has all the letters of a text."""


def typeset(source: Path, data: Mapping[str, object], *, standard: str, tagged: bool) -> bytes:
    """A PDF of what `source` makes of the data; the same data make the same bytes.

    Args:
        source: a file of ours in typst's language; the data are there as `sys.inputs.form`.
        data: anything that JSON can hold; it cannot become markup.
        standard: a PDF standard in which empty boxes for missing letters are a mistake ("ua-1", "a-2b").
        tagged: whether screen readers are told what is what.

    Raises:
        LettersMissingError: no font has a letter that occurs.
        CannotDoError: typst is not installed, or fails.
    """
    engine = _engine()
    try:
        made: bytes = engine.compile(
            source.read_bytes(), format="pdf", sys_inputs={"form": json.dumps(data)},
            pdf_standards=[standard], pdf_tags=tagged, timestamp=0,
        )  # fmt: skip
    except BaseException as problem:
        if _NO_LETTER in str(problem):
            raise LettersMissingError from problem
        if isinstance(problem, Exception) or type(problem).__name__ == _PANIC:
            raise CannotDoError(f"typst could not set the pages of a form ({type(problem).__name__})") from problem
        raise
    return made


def without_letters(language: str) -> str:
    """What to tell people of a language that has no font."""
    package = _PACKAGES.get(language, _PACKAGES[""])
    return (
        f"no installed font has all letters of the PDF form in '{language}': install the Debian package {package}; "
        "the forms for Word and Excel can be made all the same"
    )


@cache
def fonts(language: str) -> tuple[str, ...]:
    """The families to set a language in that are installed, its own first."""
    installed = {each.family for each in _fonts().fonts()}
    wanted: Sequence[str] = (*FONTS.get(language, ()), *FONTS[""], *(each for some in FONTS.values() for each in some))
    return tuple(dict.fromkeys(family for family in wanted if family in installed))


@cache
def _engine() -> Any:  # noqa: ANN401 - typst has no types
    """One for the whole run: finding the fonts takes a fifth of a second. It can read this folder alone."""
    return _typst().Compiler(root=Path(__file__).parent, font_paths=_fonts())


@cache
def _fonts() -> Any:  # noqa: ANN401 - typst has no types
    return _typst().Fonts()


def _typst() -> Any:  # noqa: ANN401 - the same
    try:
        import typst  # noqa: PLC0415 - 81 MB that other commands do not need
    except ImportError as missing:
        raise CannotDoError(MISSING) from missing
    return typst
