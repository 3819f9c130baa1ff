from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.definition import FieldType, Identity, Need, Part
from pipeline.campaign.loader import builtin_ids, load_campaign
from pipeline.errors import DefinitionError, ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.campaign.definition import Campaign

MINIMAL = """
id = "small"
languages = ["en"]
[name]
en = "A small campaign"
[[fields]]
key = "who"
type = "text"
labels.en = ["Who"]
"""

FOREIGN = """
id = "rejestr-2027"
languages = ["pl"]
[name]
pl = "Rejestr miast"
[[fields]]
key = "osoba"
type = "person"
labels.pl = ["Imię i nazwisko"]
[[fields]]
key = "miasto"
type = "text"
labels.pl = ["Miasto", "Nazwa gminy"]
[[fields]]
key = "kraj"
type = "country"
labels.pl = ["Kraj"]
[[fields]]
key = "rola"
type = "choices"
labels.pl = ["Rola"]
[fields.choices]
partner.pl = ["partner"]
inna.pl = ["inna (jaka?)"]
"""

NINE_MISTAKES = """
id = "broken"
languages = ["en", "xx"]
colour = "blue"
[name]
en = "Broken"
[[sections]]
key = "leader"
labels.en = ["Mayor"]
[[fields]]
key = "name"
type = "text"
section = "leeder"
labels.en = ["Name"]
[[fields]]
key = "name"
type = "text"
requird = true
labels.en = ["Name"]
[[fields]]
key = "kind"
type = "choice"
labels.en = ["Kind"]
[[fields]]
key = "title"
type = "text"
part_of = "nobody"
part = "title"
labels.en = ["Title"]
[[fields]]
key = "town"
type = "string"
labels.en = ["Town"]
[[waves]]
id = "1"
opens = 2024-02-01
closes = 2024-01-01
"""


def loaded(folder: Path, text: str) -> Campaign:
    file = folder / "campaign.toml"
    file.write_text(text, encoding="utf-8")
    return load_campaign(str(file))


def problems(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(DefinitionError) as caught:
        loaded(folder, text)
    assert caught.value.exit_code == ExitCode.CONFIGURATION
    return caught.value.problems


def test_minimal_file_loads(tmp_path: Path) -> None:
    """Id, name, languages and one field with key, type and labels are enough."""
    campaign = loaded(tmp_path, MINIMAL)

    assert campaign.id == "small"
    assert campaign.field("who").type == FieldType.TEXT
    assert campaign.field("who").need == Need.OPTIONAL
    assert campaign.date_order == "DMY"
    assert campaign.identity == Identity(name="who")
    assert campaign.waves == ()


def test_foreign_form_gets_its_identity_from_the_types(tmp_path: Path) -> None:
    """Without [identity], the first text field names a member and the first country field says where it is."""
    campaign = loaded(tmp_path, FOREIGN)

    assert campaign.identity == Identity(name="miasto", country="kraj", kind=None)
    assert [choice.key for choice in campaign.field("rola").choices] == ["partner", "inna"]
    assert campaign.field("rola").choices[1].labels == {"pl": ("inna (jaka?)",)}


def test_required_text_names_the_member(tmp_path: Path) -> None:
    """A required text field goes before an earlier one that is not required."""
    campaign = loaded(
        tmp_path, MINIMAL + '[[fields]]\nkey = "town"\ntype = "text"\nrequired = true\nlabels.en = ["T"]\n'
    )

    assert campaign.identity.name == "town"


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    """Nine mistakes give nine lines, each naming its place."""
    found = problems(tmp_path, NINE_MISTAKES)

    wanted = (
        "unknown key 'colour'",
        "languages: 'xx'",
        "fields: 'name' stands 2 times",
        "field 'name': there is no section 'leeder'",
        "field 'name': unknown key 'requird' (did you mean 'required'?)",
        "field 'kind': type choice needs [fields.choices]",
        "field 'title': part_of names no field: 'nobody'",
        "field 'town': type: ",
        "wave '1': closes (2024-01-01) before it opens (2024-02-01)",
    )
    assert [text for text in wanted if not any(text in line for line in found)] == []
    assert len(found) == len(wanted)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('labels.en = ["Who"]', "labels = {}"), "field 'who': it has no labels"),
        (('labels.en = ["Who"]', 'labels.en = ["  "]'), "a wording is empty"),
        (('labels.en = ["Who"]', 'labels.en = "Who"'), "should be a valid list"),
        (('labels.en = ["Who"]', 'labels.english = ["Who"]'), "'english' is no language code"),
        (('labels.en = ["Who"]', 'labels.EN = ["Who"]'), "'EN' is no language code"),
        (('key = "who"', 'key = "Who is it"'), "a key is made of small letters"),
        (('key = "who"', 'key = "status"'), "used by the ledger"),
        (('type = "text"', 'type = "text"\nmark = true'), "mark is for type yes_no"),
        (('type = "text"', 'type = "text"\nrequired = true\nexpected = true'), "either required or expected"),
        (('type = "text"', 'type = "text"\npart_of = "who"'), "part_of needs part"),
        (('type = "text"', 'type = "number"'), "at least one must be of type text or person"),
        (('type = "text"', 'type = "text"\npublic = true'), "name the question for consent too"),
        (('languages = ["en"]', 'languages = ["en"]\npublic = {consent = "no"}'), "consent names no field: 'no'"),
        (('languages = ["en"]', 'languages = ["en"]\npublic = {consent = "who"}'), "of type yes_no"),
        (('languages = ["en"]', 'languages = ["en"]\nheld_kinds = ["ngo"]'), "held_kinds: 'ngo'"),
        (('languages = ["en"]', 'languages = ["en"]\ndate_order = "DYM"'), "date_order"),
        (('languages = ["en"]', 'languages = ["en"]\nidentity = {country = "who"}'), "must be a field of type country"),
        (('languages = ["en"]', 'languages = ["en"]\nidentity = {name = "no"}'), "name names no field: 'no'"),
        (('id = "small"', ""), "'id' is missing"),
        (('id = "small"', 'id = "../evil"'), "id: "),
        (('id = "small"', "id = "), "cannot be read"),
    ],
)
def test_each_mistake_is_named(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    """One mistake in an otherwise right file gives one line about it."""
    found = problems(tmp_path, MINIMAL.replace(*change))

    assert len(found) == 1
    assert problem in found[0]


def test_double_keys_are_mistakes(tmp_path: Path) -> None:
    """Two fields, sections or waves of one key are told, not silently merged."""
    wave = '[[waves]]\nid = "1"\nopens = 2024-01-01\ncloses = 2024-02-01\n'
    field = '[[fields]]\nkey = "who"\ntype = "text"\nlabels.en = ["Who"]\n'

    assert problems(tmp_path, MINIMAL + field + wave + wave) == (
        "fields: 'who' stands 2 times",
        "waves: '1' stands 2 times",
    )


def test_missing_file_names_the_built_in_ones(tmp_path: Path) -> None:
    """A name that is neither a file nor built in says which ones are known."""
    with pytest.raises(DefinitionError, match="human-rights-cities-2030"):
        load_campaign(str(tmp_path / "nowhere.toml"))


def test_extra_keys_fill_the_definition(tmp_path: Path) -> None:
    """Parts, marks, one_of, kept, pledge phrases, mentions and targets arrive in the values."""
    campaign = loaded(
        tmp_path,
        """
        id = "full"
        languages = ["en"]
        mentions = ["our campaign"]
        targets = [100, 10]
        [name]
        en = "Full"
        [pledge]
        words.en = ["we support"]
        [[fields]]
        key = "who"
        type = "person"
        one_of = "names"
        labels.en = ["Who"]
        [[fields]]
        key = "title"
        type = "text"
        part_of = "who"
        part = "title"
        kept = false
        labels.en = ["Title"]
        [[fields]]
        key = "signed"
        type = "yes_no"
        expected = true
        mark = true
        labels.en = ["Signature"]
        [[waves]]
        id = "1"
        opens = 2024-01-01
        closes = 2024-02-01
        """,
    )

    assert campaign.field("who").one_of == "names"
    assert (campaign.field("title").part_of, campaign.field("title").part) == ("who", Part.TITLE)
    assert [field.key for field in campaign.kept_fields] == ["who", "signed"]
    assert campaign.field("signed").mark
    assert campaign.field("signed").need == Need.EXPECTED
    assert campaign.pledge_words == {"en": ("we support",)}
    assert campaign.mentions == ("our campaign",)
    assert campaign.targets == (10, 100)
    assert [campaign.wave_on(dt.date(2024, month, 1)) for month in (1, 2, 3)] == ["1", "1", None]


def test_built_in_ids_load() -> None:
    """Each campaign that comes with the program loads by its id."""
    assert [load_campaign(name).id for name in builtin_ids()] == list(builtin_ids())


@pytest.mark.parametrize("text", ["n = " + "9" * 5000, "n = " + "[" * 5000])
def test_a_file_that_breaks_its_parser_is_one_clear_error(tmp_path: Path, text: str) -> None:
    """Numbers of thousands of digits and brackets without end are mistakes like any other."""
    file = tmp_path / "campaign.toml"
    file.write_text(text)
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_campaign(str(file))
