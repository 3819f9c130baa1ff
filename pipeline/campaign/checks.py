"""What must hold between the tables of a campaign file; each mistake is one line for the person who wrote it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale

from pipeline.campaign.definition import FieldType
from pipeline.campaign.shape import FieldTable, HeadTable, SectionTable, WaveTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.campaign.shape import IdentityTable, Labels

CHOICE_TYPES = (FieldType.CHOICE, FieldType.CHOICES)
NAME_TYPES = (FieldType.TEXT, FieldType.PERSON)
RESERVED_KEYS = frozenset({"status"})  # the ledger keeps staff decisions about a member's status under it


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables whose own shape is right, and the keys of all that are written.

    One mistake must not bring others in its train: a reference to a field that is wrong elsewhere is no mistake.
    """

    head: HeadTable | None
    fields: tuple[FieldTable, ...]
    sections: tuple[SectionTable, ...]
    waves: tuple[WaveTable, ...]
    written_fields: tuple[str, ...]
    written_sections: tuple[str, ...]
    whole: bool  # no [[fields]] entry is left out of `fields`


def cross_problems(tables: Tables) -> list[str]:
    """All mistakes that no single value shows: unknown references, doubles, contradictions, bad languages."""
    problems = [
        *_doubles("fields", tables.written_fields),
        *_doubles("sections", tables.written_sections),
        *_doubles("waves", (wave.id for wave in tables.waves)),
    ]
    for field in tables.fields:
        problems += [f"field '{field.key}': {problem}" for problem in _field_problems(field, tables)]
    for section in tables.sections:
        problems += [f"section '{section.key}': {problem}" for problem in _label_problems(section.labels)]
    problems += [
        f"wave '{wave.id}': closes ({wave.closes}) before it opens ({wave.opens})"
        for wave in tables.waves
        if wave.closes < wave.opens
    ]
    return problems + (list(_head_problems(tables.head, tables)) if tables.head else [])


def _doubles(what: str, keys: Iterable[str]) -> list[str]:
    return [f"{what}: '{key}' stands {count} times" for key, count in Counter(keys).items() if count > 1]


def _field_problems(field: FieldTable, tables: Tables) -> Iterator[str]:
    yield from _label_problems(field.labels)
    if field.key in RESERVED_KEYS:
        yield "this key is used by the ledger itself; choose another"
    if field.section is not None and field.section not in tables.written_sections:
        yield f"there is no section '{field.section}'"
    if field.part_of is not None and field.part_of not in tables.written_fields:
        yield f"part_of names no field: '{field.part_of}'"
    if field.part_of is not None and field.part is None:
        yield "part_of needs part (title, gender, start, end or years)"
    if field.required and field.expected:
        yield "it is either required or expected"
    if field.mark and field.type != FieldType.YES_NO:
        yield f"mark is for type yes_no, not {field.type}"
    if field.public and not field.kept:
        yield "what is not kept cannot be public"
    yield from _choice_problems(field)


def _choice_problems(field: FieldTable) -> Iterator[str]:
    if field.type in CHOICE_TYPES and not field.choices:
        yield f"type {field.type} needs [fields.choices]"
    if field.type not in CHOICE_TYPES and field.choices:
        yield f"type {field.type} takes no choices (choice and choices do)"
    for key, labels in field.choices.items():
        for problem in _label_problems(labels):
            yield f"choice '{key}': {problem}"


def _label_problems(labels: Labels) -> Iterator[str]:
    if not any(labels.values()):
        yield "it has no labels"
    yield from _language_problems(labels)


def _language_problems(languages: Iterable[str]) -> Iterator[str]:
    for language in languages:
        if language not in Locale("en").languages or language != language.lower():
            yield f"'{language}' is no language code (two small letters, ISO 639-1: en, fr, es ...)"


def _head_problems(head: HeadTable, tables: Tables) -> Iterator[str]:
    for problem in _language_problems(head.languages):
        yield f"languages: {problem}"
    for problem in _language_problems(head.name):
        yield f"name: {problem}"
    yield from _doubles("languages", head.languages)
    for problem in _language_problems(head.pledge.words if head.pledge else ()):
        yield f"pledge: {problem}"
    yield from _identity_problems(head.identity, tables)
    yield from _kinds_problems(head, tables)
    yield from _public_problems(head.public.consent, tables)


def _identity_problems(identity: IdentityTable, tables: Tables) -> Iterator[str]:
    types = {field.key: field.type for field in tables.fields}
    wanted = (
        ("name", identity.name, NAME_TYPES),
        ("country", identity.country, (FieldType.COUNTRY,)),
        ("kind", identity.kind, (FieldType.CHOICE,)),
        ("within", identity.within, (FieldType.TEXT,)),
    )
    for role, key, allowed in wanted:
        if key is None:
            continue
        if key not in tables.written_fields:
            yield f"identity: {role} names no field: '{key}'"
        elif key in types and types[key] not in allowed:
            yield f"identity: {role} must be a field of type {' or '.join(allowed)}; '{key}' is {types[key]}"
    if identity.name is None and tables.whole and not any(field.type in NAME_TYPES for field in tables.fields):
        yield "fields: at least one must be of type text or person, to name a member by"


def _kinds_problems(head: HeadTable, tables: Tables) -> Iterator[str]:
    kind = next((field for field in tables.fields if field.key == head.identity.kind), None)
    named = {"held_kinds": head.held_kinds, "towns": head.identity.towns, "areas": head.identity.areas}
    for where, kinds in named.items():
        for each in kinds:
            if kind is None or each not in kind.choices:
                yield f"{where}: '{each}' is no choice of the field that identity.kind names"


def _public_problems(consent: str | None, tables: Tables) -> Iterator[str]:
    """Without a question for consent nothing that is marked public could ever be published."""
    if consent is None:
        if any(field.public for field in tables.fields):
            yield 'fields are marked public; name the question for consent too: [public] consent = "KEY"'
        return
    field = next((each for each in tables.fields if each.key == consent), None)
    if consent not in tables.written_fields:
        yield f"public: consent names no field: '{consent}'"
    elif field is not None and (field.type is not FieldType.YES_NO or not field.kept):
        yield f"public: consent must be a field of type yes_no that is kept; '{consent}' is {field.type}"
