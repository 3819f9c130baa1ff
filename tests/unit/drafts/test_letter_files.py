from __future__ import annotations

import datetime as dt
import shutil
import tomllib
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn

from pipeline.drafts.checking import template_problems
from pipeline.drafts.letters import LetterKind, LetterRequest, letter_exists, render_letter, write_letters
from pipeline.languages.folders import BUILT_IN, Templates
from tests.unit.drafts.everybody import EVERYBODY
from tests.unit.drafts.people import SECRETARIAT, campaign, member

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 3, 4)
BOTH = tuple(LetterKind)


def request(kind: LetterKind = LetterKind.WELCOME, name: str = "Ajuntament de Vallclara") -> LetterRequest:
    return LetterRequest(member({"government_name": name}), campaign(), SECRETARIAT, DAY, "fr", kind)


def test_letters_of_a_member_lie_side_by_side(tmp_path: Path) -> None:
    """Each kind has a name of its own, with the member's number and the language."""
    made = write_letters([request(kind) for kind in BOTH], tmp_path)

    assert [each.file.name for each in made] == ["M0001-welcome-fr.docx", "M0001-certificate-fr.docx"]


def test_what_staff_changed_in_word_stays(tmp_path: Path) -> None:
    """A letter that we wrote is replaced; a changed one stays as it is, and the new one lies beside it."""
    (first,) = write_letters([request()], tmp_path)
    (second,) = write_letters([request(name="Ajuntament de Ronda")], tmp_path, ours={first.sha256})
    second.file.write_bytes(b"changed by hand")
    (third,) = write_letters([request()], tmp_path, ours={first.sha256, second.sha256})
    (again,) = write_letters([request()], tmp_path, ours={first.sha256, second.sha256, third.sha256})

    assert second.file == first.file
    assert second.sha256 != first.sha256
    assert first.file.read_bytes() == b"changed by hand"
    assert third.file.name == "M0001-welcome-fr-2.docx"
    assert again == third


def test_a_signed_and_scanned_letter_stays(tmp_path: Path) -> None:
    """Where staff put the scan of the signed letter in the place of our PDF, the new letter lies beside both."""
    (first,) = write_letters([request()], tmp_path)
    scan = first.file.with_suffix(".pdf")
    scan.write_bytes(b"scanned")
    (second,) = write_letters([request(name="Ajuntament de Ronda")], tmp_path, ours={first.sha256, "print of our pdf"})

    assert (scan.read_bytes(), second.file.name) == (b"scanned", "M0001-welcome-fr-2.docx")


ITALIAN = {
    "language.toml": 'name = "italiano"\nlocale = "it_IT"\nyes = "sì"\nno = "no"\n',
    "offices.toml": '[offices.mayor]\nfemale = "Sindaca"\nmale = "Sindaco"\n',
    "government.txt": "{{ government }}\n",
    "salutation.txt": "{% if gender == 'female' and office %}Gentile {{ office }},{% else %}Gentili,{% endif %}\n",
}


def test_a_language_is_added_by_a_folder_alone(tmp_path: Path) -> None:
    """With its folder and its code in the campaign file, a ninth language has letters; titles in it are known, too."""
    shutil.copytree(BUILT_IN.built_in / "en", tmp_path / "it")
    for name, text in ITALIAN.items():
        (tmp_path / "it" / name).write_text(text, encoding="utf-8")
    templates = Templates(own=tmp_path)
    ours = replace(campaign(), languages=(*campaign().languages, "it"))
    letter = LetterRequest(EVERYBODY["a woman"], ours, SECRETARIAT, DAY, "it")
    said = [paragraph.text for paragraph in Document(BytesIO(render_letter(letter, templates))).paragraphs]

    assert "Gentile Sindaca," in said
    assert "Spagna" in said
    assert any("4 marzo 2026" in line for line in said)
    assert all(letter_exists(replace(letter, kind=kind), templates) for kind in BOTH)
    assert template_problems(replace(ours, languages=("it",)), templates) == []


def test_no_title_names_two_offices() -> None:
    """Whatever the language of a title, it means the same to all of them: else the letter would depend on chance."""
    known: dict[str, set[str]] = {}
    files = [*BUILT_IN.built_in.glob("*/offices.toml"), BUILT_IN.built_in / "titles.toml"]
    for file in files:
        for office, said in tomllib.loads(file.read_text(encoding="utf-8"))["offices"].items():
            words = (said.get("female"), said.get("male"), said.get("neutral"), *said.get("known", ()))
            for title in (*words, *said.get("feminine", ())):
                known.setdefault((title or "").casefold(), set()).add(office)

    assert {title: offices for title, offices in known.items() if title and len(offices) > 1} == {}


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "<script>x</script>", "{%p if x %}", "a & b \u202e c\r\nd", "x" * 20_000]
)
def test_hostile_values_are_plain_text_in_every_place(kind: LetterKind, text: str) -> None:
    """In any field, in letter and certificate: nothing acts, nothing fails, no line is turned round."""
    keys = ("government_name", "leader_name", "leader_title", "leader_gender", "contact_name", "government_type")
    letter = LetterRequest(member(dict.fromkeys(keys, text)), campaign(), SECRETARIAT, DAY, "ar", kind)
    document = Document(BytesIO(render_letter(letter)))
    said = "\n".join(line.text for line in document.element.body.iter(qn("w:p")))

    assert text[:5] in said
    assert "\u202e" not in said
