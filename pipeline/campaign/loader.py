"""A campaign file (TOML) into a `Campaign`; all its mistakes are reported at once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.campaign.checks import NAME_TYPES, Tables, cross_problems
from pipeline.campaign.definition import Campaign, Choice, Field, FieldType, Identity, Need, Section, Wave, Wordings
from pipeline.campaign.shape import (
    LISTS,
    FieldTable,
    HeadTable,
    IdentityTable,
    Labels,
    SectionTable,
    WaveTable,
    entry_name,
    shape_problems,
    unknown_key,
)
from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Sequence

Table = TypeVar("Table", bound=BaseModel)

_BUILT_IN = Path(__file__).parent


def builtin_ids() -> tuple[str, ...]:
    """The ids of the campaigns that come with the program, sorted."""
    return tuple(sorted(file.stem for file in _BUILT_IN.glob("*.toml")))


def load_campaign(name_or_path: str) -> Campaign:
    """The campaign of a built-in id, else of the TOML file at that path.

    Raises:
        DefinitionError: there is no such file, it is no TOML, or it has mistakes; all of them are listed.
    """
    if name_or_path in builtin_ids():
        return read_campaign(_BUILT_IN / f"{name_or_path}.toml")
    return read_campaign(Path(name_or_path))


def read_campaign(file: Path) -> Campaign:
    """The campaign that a TOML file defines; see `load_campaign` for the errors."""
    data = _parsed(file)
    problems: list[str] = []
    fields = _entries(data, "fields", FieldTable, problems)
    tables = Tables(
        head=_head(data, problems),
        fields=fields,
        sections=_entries(data, "sections", SectionTable, problems),
        waves=_entries(data, "waves", WaveTable, problems),
        written_fields=_written(data, "fields"),
        written_sections=_written(data, "sections"),
        whole=len(fields) == len(_listed(data, "fields") or ()) > 0,
    )
    problems += cross_problems(tables)
    if problems or tables.head is None:
        raise DefinitionError(str(file), problems)
    return _campaign(tables.head, tables)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        known = ", ".join(builtin_ids())
        raise DefinitionError(
            str(file), [f"there is no such file, nor a built-in campaign (known: {known})"]
        ) from error
    except (OSError, ValueError, RecursionError) as error:  # also a number of 5,000 digits, brackets without end
        raise DefinitionError(str(file), [f"cannot be read: {error}"]) from error


def _head(data: dict[str, Any], problems: list[str]) -> HeadTable | None:
    return _table("", {key: value for key, value in data.items() if key not in LISTS}, HeadTable, problems)


def _entries(data: dict[str, Any], kind: str, model: type[Table], problems: list[str]) -> tuple[Table, ...]:
    """The entries of right shape. One wrong entry hides none of the others' mistakes."""
    listed = _listed(data, kind)
    if listed is None or (kind == "fields" and not listed):
        problems.append(f"{kind}: there must be [[{kind}]] entries")
        return ()
    tables = (_table(entry_name(kind, index, entry), entry, model, problems) for index, entry in enumerate(listed))
    return tuple(table for table in tables if table is not None)


def _table(where: str, entry: object, model: type[Table], problems: list[str]) -> Table | None:
    """The entry as `model`, or None where a value is wrong. An unknown key is told, and the rest still checked."""
    known = entry
    if isinstance(entry, dict):
        problems += [where + unknown_key(key, model) for key in entry if key not in model.model_fields]
        known = {key: value for key, value in entry.items() if key in model.model_fields}
    try:
        return model.model_validate(known)
    except ValidationError as error:
        problems += shape_problems(where, error)
        return None


def _listed(data: dict[str, Any], kind: str) -> list[Any] | None:
    listed = data.get(kind, [])
    return listed if isinstance(listed, list) else None


def _written(data: dict[str, Any], kind: str) -> tuple[str, ...]:
    entries = _listed(data, kind) or []
    return tuple(str(entry["key"]) for entry in entries if isinstance(entry, dict) and "key" in entry)


def _campaign(head: HeadTable, tables: Tables) -> Campaign:
    return Campaign(
        id=head.id,
        name=dict(head.name),
        languages=tuple(head.languages),
        fields=tuple(_field(table) for table in tables.fields),
        sections=tuple(Section(table.key, _wordings(table.labels)) for table in tables.sections),
        waves=tuple(Wave(table.id, table.opens, table.closes) for table in tables.waves),
        date_order=head.date_order,
        identity=_identity(head.identity, tables.fields),
        mentions=tuple(head.mentions),
        pledge_words=_wordings(head.pledge.words) if head.pledge else {},
        held_kinds=tuple(head.held_kinds),
        targets=tuple(sorted(head.targets)),
        consent=head.public.consent,
    )


def _field(table: FieldTable) -> Field:
    return Field(
        key=table.key,
        type=table.type,
        labels=_wordings(table.labels),
        section=table.section,
        need=Need.REQUIRED if table.required else Need.EXPECTED if table.expected else Need.OPTIONAL,
        one_of=table.one_of,
        choices=tuple(Choice(key, _wordings(labels)) for key, labels in table.choices.items()),
        part_of=table.part_of,
        part=table.part,
        mark=table.mark,
        kept=table.kept,
        public=table.public,
    )


def _wordings(labels: Labels) -> Wordings:
    return {language: tuple(words) for language, words in labels.items() if words}


def _identity(table: IdentityTable, fields: Sequence[FieldTable]) -> Identity:
    """As written; what is left out is the first required (else the first) text field, and the first country."""
    texts = [field for field in fields if field.type in NAME_TYPES]
    texts.sort(key=lambda field: (field.type != FieldType.TEXT, not field.required))
    countries = [field.key for field in fields if field.type == FieldType.COUNTRY]
    return Identity(
        name=table.name or texts[0].key,
        country=table.country or next(iter(countries), None),
        kind=table.kind,
        within=table.within,
        towns=tuple(table.towns),
        areas=tuple(table.areas),
    )
