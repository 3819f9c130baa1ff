from __future__ import annotations

import datetime as dt
import re
from functools import cache

import pytest

from pipeline.campaign.definition import Campaign, Field, FieldType, Need
from pipeline.campaign.loader import load_campaign

LANGUAGES = {"en", "fr", "es", "id", "pt", "ca", "it", "de", "nl", "ko", "ar"}

PROMISED = {
    "government_name": "text",
    "government_type": "choice",
    "country": "country",
    "subdivision": "text",
    "population": "number",
    "population_range": "choice",
    "leader_name": "person",
    "leader_title": "text",
    "leader_gender": "choice",
    "mandate_start": "date",
    "mandate_end": "date",
    "mandate_years": "number",
    "contact_name": "person",
    "contact_role": "text",
    "contact_email": "email",
    "contact_phone": "phone",
    "postal_address": "text",
    "website": "url",
    "vision_government": "narrative",
    "vision_values": "narrative",
    "motivation": "narrative",
    "policies": "narrative",
    "themes": "choices",
    "decision_date": "date",
    "signature_date": "date",
    "signed": "yes_no",
    "consent": "yes_no",
}
CHOICES = {
    "government_type": (
        "municipality metropolis district province region association non_government other".split()  # noqa: SIM905 - reads
    ),
    "population_range": ["under_50k", "50k_250k", "250k_1m", "over_1m", "supralocal"],
    "leader_gender": ["female", "male", "other"],
}


@cache
def campaign() -> Campaign:
    return load_campaign("human-rights-cities-2030")


def fields() -> list[Field]:
    return list(campaign().fields)


def test_every_promised_field_is_there() -> None:
    """The kept fields are exactly those of the contract, with their types."""
    assert {field.key: field.type.value for field in campaign().kept_fields} == PROMISED


def test_what_a_complete_form_has() -> None:
    """Required, expected and one-of are as the contract says."""
    needs = {need: {field.key for field in fields() if field.need == need} for need in Need}

    assert needs[Need.REQUIRED] == {
        "government_name",
        "government_type",
        "country",
        "leader_name",
        "leader_title",
        "contact_name",
        "contact_email",
    }
    assert needs[Need.EXPECTED] == {"signed"}
    assert {field.key for field in fields() if field.one_of == "narratives"} == {
        "vision_government",
        "vision_values",
        "motivation",
        "policies",
    }


@pytest.mark.parametrize("field", fields(), ids=lambda field: str(field.key))
def test_labels_in_all_languages(field: Field) -> None:
    """Every field is known on forms in all eleven languages, and every choice of a kept one."""
    assert set(field.labels) == LANGUAGES
    for choice in field.choices if field.kept else ():
        assert set(choice.labels) == LANGUAGES, choice.key


@pytest.mark.parametrize("field", fields(), ids=lambda field: str(field.key))
def test_wordings_are_clean(field: Field) -> None:
    """No remark of the collector, no dots but gaps of a sentence, no wording twice, no shouting in the first one."""
    for language, words in field.labels.items():
        assert len({word.casefold() for word in words}) == len(words), language
        assert not [
            word for word in words if re.search(r"^\.\.\.|\S\.\.\.|\.\.\.[^ ,]|\(sic\)|\(analogue\)|^\s|\s$|:$", word)
        ], language
        assert words[0] != words[0].upper() or words[0] == words[0].lower(), language


@pytest.mark.parametrize("key", CHOICES)
def test_choices_of_the_contract(key: str) -> None:
    """The canonical keys of the choices are the contract's, in its order."""
    assert [choice.key for choice in campaign().field(key).choices] == CHOICES[key]


@pytest.mark.parametrize("field", [field for field in fields() if field.choices], ids=lambda field: str(field.key))
def test_a_wording_means_one_choice(field: Field) -> None:
    """Within a language no wording stands for two choices of a field."""
    for language in LANGUAGES:
        seen = [word.casefold() for choice in field.choices for word in choice.labels.get(language, ())]
        assert len(set(seen)) == len(seen), (language, sorted(word for word in seen if seen.count(word) > 1))


@pytest.mark.parametrize(
    ("day", "wave"),
    [
        (dt.date(2022, 2, 1), "1"),
        (dt.date(2022, 12, 10), "1"),
        (dt.date(2023, 1, 26), None),
        (dt.date(2023, 11, 15), "2"),
        (dt.date(2025, 1, 1), "3"),
        (dt.date(2026, 6, 25), "4"),
        (dt.date(2026, 6, 26), None),
    ],
)
def test_waves(day: dt.date, wave: str | None) -> None:
    """Both end days belong to a wave; between waves there is none."""
    assert campaign().wave_on(day) == wave


def test_identity_and_held_kinds() -> None:
    """A member is its name, country and kind; non-governments and associations are held."""
    kinds = {choice.key for choice in campaign().field("government_type").choices}

    assert campaign().identity.kind == "government_type"
    assert campaign().field(campaign().identity.name).type == FieldType.TEXT
    assert set(campaign().held_kinds) == {"non_government", "association"} <= kinds


def test_nothing_by_which_a_person_is_reached_is_public() -> None:
    """No address, telephone number, contact person, gender or signature goes out, and consent is asked for the rest."""
    public = {field.key for field in campaign().fields if field.public}
    reaching = {field.key for field in campaign().fields if field.type in {FieldType.EMAIL, FieldType.PHONE}}

    assert public.isdisjoint(reaching | {"contact_name", "contact_role", "postal_address", "leader_gender", "signed"})
    assert {"government_name", "country", "leader_name", "motivation"} <= public
    assert campaign().consent == "consent"


def test_sections_and_pledges_speak_all_languages() -> None:
    """Headings and phrases of support are known in all eleven languages."""
    assert all(set(section.labels) == LANGUAGES for section in campaign().sections)
    assert set(campaign().pledge_words) == LANGUAGES
    assert set(campaign().name) == LANGUAGES
