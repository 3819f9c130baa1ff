"""What every normaliser gets and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pipeline.model import FieldValue, Finding

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field


@dataclass(frozen=True, slots=True)
class Context:
    """What decides how a text is read where the text alone does not."""

    language: str | None = None  # of the form, ISO 639-1
    country: str | None = None  # of the form, ISO 3166-1 alpha-2
    date_order: str = "DMY"
    placeless: bool = False  # the form asks for no country, so nothing tells where a national number is from
    order_seen: bool = False  # the form itself has dates that can be read in no other order


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal form. `certainty` in 0..1: how surely the text means it (1 for an e-mail address that parses)."""

    value: FieldValue
    certainty: float = 1.0
    findings: tuple[Finding, ...] = ()


class Normaliser(Protocol):
    """The shape of every `normalise_<type>` function.

    None means "this text is no value of the type": it is then never proposed as one.
    """

    def __call__(self, raw: str, field: Field, context: Context) -> Normal | None:
        """Read `raw` as a value of `field`."""
