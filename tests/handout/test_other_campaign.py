"""Forms of a campaign that is not the built-in one, and forms that are older than the campaign file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline import media
from pipeline.campaign.loader import load_campaign
from pipeline.handout.build import build_form
from pipeline.handout.shape import Format
from pipeline.model import Document as Paper
from pipeline.model import DocumentKind, DocumentReading, FieldValue
from pipeline.reading import read_form
from tests.handout.reading import SURE

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.campaign.definition import Campaign

GARDENS = """
id = "green-gardens"
languages = ["fr", "en"]
[name]
fr = "Jardins partagés"

[[fields]]
key = "garden"
type = "text"
required = true
labels.fr = ["Nom du jardin"]
[[fields]]
key = "keeper"
type = "person"
labels.fr = ["Qui s'en occupe ?"]
[[fields]]
key = "opened"
type = "date"
labels.fr = ["Ouvert depuis le"]
[[fields]]
key = "size"
type = "number"
labels.fr = ["Surface en mètres carrés"]
[[fields]]
key = "kind"
type = "choice"
labels.fr = ["Nature du terrain"]
[fields.choices]
roof.fr = ["Toit"]
court.fr = ["Cour"]
[[fields]]
key = "plants"
type = "choices"
labels.fr = ["Cultures"]
[fields.choices]
herbs.fr = ["Herbes"]
roses.fr = ["Roses"]
beans.fr = ["Haricots"]
"""
WATER = """
[[fields]]
key = "water"
type = "yes_no"
labels.fr = ["Y a-t-il un point d'eau ?"]
"""
VALUES: dict[str, FieldValue] = {
    "garden": "Le Jardin d'Élise",
    "keeper": "Élise Moreau",
    "opened": "2019-03-02",
    "size": 1998,
    "kind": "roof",
    "plants": ("herbs", "beans"),
}


def campaign(folder: Path, text: str) -> Campaign:
    file = folder / "gardens.toml"
    file.write_text(text, encoding="utf-8")
    return load_campaign(str(file))


def read(data: bytes, asked: Campaign) -> DocumentReading:
    return read_form(Paper("form", media.identify(data, "form"), data), asked)


@pytest.mark.parametrize("kind", Format)
def test_the_forms_of_any_campaign_come_back_without_doubt(tmp_path: Path, kind: Format) -> None:
    """What they ask stands in the campaign file alone; so does what they are read by."""
    gardens = campaign(tmp_path, GARDENS)
    (form,) = read(build_form(gardens, "fr", kind, VALUES), gardens).forms
    assert {value.field: value.value for value in form.values} == VALUES
    assert min(value.confidence for value in form.values) >= SURE
    assert not form.findings


@pytest.mark.parametrize("kind", Format)
def test_a_form_of_an_older_edition_is_read_all_the_same(tmp_path: Path, kind: Format) -> None:
    """A question was worded anew, one came, one is gone: that one's answer is told, the new one has none."""
    data = build_form(campaign(tmp_path, GARDENS), "fr", kind, VALUES)
    size = GARDENS[GARDENS.index('key = "size"') - len("[[fields]]\n") : GARDENS.index('[[fields]]\nkey = "kind"')]
    later = GARDENS.replace(size, "").replace("Qui s'en occupe ?", "Responsable du jardin") + WATER
    (form,) = read(data, campaign(tmp_path, later)).forms
    assert {value.field: value.value for value in form.values} == {k: v for k, v in VALUES.items() if k != "size"}
    assert min(value.confidence for value in form.values) >= SURE
    assert {(finding.code, finding.severity.value) for finding in form.findings} >= {("unknown-answer", "info")}
    assert all(finding.severity.value == "info" for finding in form.findings)


def test_the_form_of_another_campaign_is_none_of_ours(tmp_path: Path) -> None:
    """Its mark means nothing here."""
    built_in = load_campaign("human-rights-cities-2030")
    data = build_form(campaign(tmp_path, GARDENS), "fr", Format.DOCX, VALUES)
    assert read(data, built_in).kind is not DocumentKind.FORM
