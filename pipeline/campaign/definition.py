"""What a campaign asks, as values. A campaign file is TOML (see `docs/campaign-file.md`); `loader` reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model import CERTAIN, PlacedDocument

Wordings = dict[str, tuple[str, ...]]
"""Language (ISO 639-1, lower case) -> the wordings of one thing in it."""


class FieldType(StrEnum):
    """The kinds of value and their normal forms (`model.FieldValue`)."""

    TEXT = "text"  # str, one line
    NARRATIVE = "narrative"  # str, paragraphs kept
    PERSON = "person"  # str, the name alone
    COUNTRY = "country"  # str, ISO 3166-1 alpha-2
    NUMBER = "number"  # int or float
    DATE = "date"  # str, ISO 8601, may be cut to year or month
    PHONE = "phone"  # str, E.164
    EMAIL = "email"  # str
    URL = "url"  # str, with scheme
    YES_NO = "yes_no"  # bool
    CHOICE = "choice"  # str, a key of the choices
    CHOICES = "choices"  # tuple of str, keys of the choices in their order


class Part(StrEnum):
    """What a field can be taken from another field's text: the title after a name, the end of a period."""

    TITLE = "title"
    GENDER = "gender"
    START = "start"
    END = "end"
    YEARS = "years"


class Need(StrEnum):
    """Whether a form is complete without the field."""

    REQUIRED = "required"  # without it the form is incomplete
    EXPECTED = "expected"  # without it staff should look; they may waive it
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Choice:
    """One box or list entry: its canonical key and how forms word it."""

    key: str
    labels: Wordings


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that the form asks."""

    key: str
    type: FieldType
    labels: Wordings
    section: str | None = None
    need: Need = Need.OPTIONAL
    one_of: str | None = None  # of the fields with the same word here, at least one is required
    choices: tuple[Choice, ...] = ()
    part_of: str | None = None  # key of the field whose text may hold this one too
    part: Part | None = None
    mark: bool = False  # yes_no: ink, a picture or a digital signature at its place means yes
    kept: bool = True  # False: known on forms, read so that it is not taken for something else, not kept
    public: bool = False  # it may be published of a member that consents


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that scopes the labels below it."""

    key: str
    labels: Wordings


@dataclass(frozen=True, slots=True)
class Wave:
    """A call for members; mail outside every wave is welcome too. Both days belong to the wave."""

    id: str
    opens: dt.date
    closes: dt.date


@dataclass(frozen=True, slots=True)
class Identity:
    """Which fields say who a member is."""

    name: str
    country: str | None = None
    kind: str | None = None
    within: str | None = None  # the province or state: it tells homonyms of one country apart
    towns: tuple[str, ...] = ()  # choices of `kind` that are towns on a map
    areas: tuple[str, ...] = ()  # choices of `kind` that are provinces, regions ... on a map


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank edition of the form, read. `name` is that of its file."""

    name: str
    placed: PlacedDocument


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign: everything that is particular to it lives here."""

    id: str
    name: dict[str, str]
    languages: tuple[str, ...]  # letters exist in these; the first is the fallback
    fields: tuple[Field, ...]
    sections: tuple[Section, ...] = ()
    waves: tuple[Wave, ...] = ()
    date_order: str = "DMY"
    identity: Identity = field(default_factory=lambda: Identity(name=""))
    mentions: tuple[str, ...] = ()  # words by which mail and documents name the campaign (folded substrings)
    pledge_words: Wordings = field(default_factory=dict)  # phrases that declare support
    held_kinds: tuple[str, ...] = ()  # choices of identity.kind for which staff decide before any letter
    targets: tuple[int, ...] = ()  # member counts to be reached, for the overview
    editions: tuple[Blank, ...] = ()  # blank forms that the office put beside the campaign (see `docs/editions.md`)
    consent: str | None = None  # key of the yes_no field that says whether the profile may be published
    certain: float = CERTAIN  # values read with at least this confidence stand unmarked; the office may set another

    def field(self, key: str) -> Field:
        """The field of that key; KeyError where there is none."""
        for each in self.fields:
            if each.key == key:
                return each
        raise KeyError(key)

    @property
    def kept_fields(self) -> tuple[Field, ...]:
        """The fields whose values go into the ledger."""
        return tuple(each for each in self.fields if each.kept)

    @property
    def placeless(self) -> bool:
        """Whether it asks for no country, so that nothing tells where national telephone numbers are from."""
        return all(each.type is not FieldType.COUNTRY for each in self.fields)

    @property
    def required(self) -> frozenset[str]:
        """The keys of the fields that a form has to answer."""
        return frozenset(each.key for each in self.kept_fields if each.need is Need.REQUIRED)

    def wave_on(self, day: dt.date) -> str | None:
        """The wave that is open on that day, or None between waves."""
        return next((wave.id for wave in self.waves if wave.opens <= day <= wave.closes), None)
