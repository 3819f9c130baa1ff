from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx import Document

from pipeline.drafts.checking import template_problems
from pipeline.drafts.names import LETTER_NAMES, REPLY_NAMES, known_in_letters, known_in_replies
from pipeline.drafts.templates import render_text
from pipeline.drafts.text_check import text_mistakes
from pipeline.drafts.word_check import word_mistakes
from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates
from tests.unit.drafts.people import campaign as whole_campaign

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.campaign.definition import Campaign


DAY = dt.date(2026, 3, 4)


def campaign() -> Campaign:
    """One language is enough here."""
    return replace(whole_campaign(), languages=("en",))


def told(tmp_path: Path, **texts: str) -> list[str]:
    """What is told of an own folder with these English texts; the folder's path is taken out."""
    folder = tmp_path / "en"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [each.replace(f"{folder}/", "") for each in template_problems(campaign(), Templates(own=tmp_path))]


def told_of_text(tmp_path: Path, text: str) -> list[str]:
    """What is told of one text before it is filled in."""
    file = tmp_path / "pledge.txt"
    file.write_text(text, encoding="utf-8")
    return text_mistakes(file, (tmp_path,), known_in_replies(campaign()))


def told_of_letter(tmp_path: Path, *paragraphs: str, header: str = "") -> list[str]:
    """What is told of a letter before it is filled in."""
    document, file = Document(), tmp_path / "welcome.docx"
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    document.save(str(file))
    return word_mistakes(file, known_in_letters(campaign(), DAY))


def test_every_mistake_at_once(tmp_path: Path) -> None:
    """All wrong names of all files are told in one go, each with file, line, and a name that looks like it."""
    found = told(
        tmp_path,
        pledge='{% extends "layout.txt" %}\n{% block body %}\n{{ campain }}\n{{ referenzes }}\n{% endblock %}',
        update="Subject: x\n{% for applicant in applicants %}\n{{ applicant.nam }}{% endfor %}\n{{ adress|uper }}",
    )

    assert found == [
        'pledge.txt: line 3: there is no name "campain"; did you mean "campaign"?',
        'pledge.txt: line 4: there is no name "referenzes"; did you mean "references"?',
        'update.txt: line 3: nothing is called "nam" there; did you mean "name"?',
        'update.txt: line 4: there is no filter "uper"; did you mean "upper"?',
        'update.txt: line 4: there is no name "adress"; did you mean "address"?',
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Subject: x\n{% if several %}\nmany", "line 2: {% if %} has no {% endif %}"),
        (
            "{% if several %}\n{% for x in applicants %}\n{% endif %}\n{% endfor %}",
            "line 3: {% endif %} closes nothing",
        ),
        ("a\n{% endif %}", "line 2: {% endif %} closes nothing"),
        ("a\n{% iff several %}{% endif %}", 'line 2: there is no tag "iff"; did you mean "if"?'),
        ("a\n{{ campaign }", "line 2: {{ has no }} behind it"),
        ("a\ncampaign }}", "line 2: }} has nothing before it that it closes"),
        ("a\n{ { campaign } }", "line 2: there is a blank between two braces"),
        ("a\nDear {names}", "line 2: {names} has single braces"),
        ("a\n{{ “x” }}", "line 2: it has curly quotation marks between the braces"),
        ("a\n{{ leader name }}", 'line 2: "name" cannot stand there; a name is one word'),
        ("a\n{% if names = 'x' %}{% endif %}", "line 2: to compare write two signs: =="),
        ("a\n{{ }}", "line 2: something is missing between the braces"),
        ("a\n{{ names $ }}", "line 2: the character $ cannot stand between the braces"),
        ("a\n{{ names is longg }}", 'line 2: there is no test "longg"'),
    ],
)
def test_mistakes_in_plain_words(tmp_path: Path, text: str, sentence: str) -> None:
    """What people who write letters do wrong is told in words that they know, with the line."""
    assert any(each.startswith(sentence) for each in told_of_text(tmp_path, text))


def test_mistakes_that_show_only_when_it_is_filled_in(tmp_path: Path) -> None:
    """They come with their line as well."""
    found = sorted(
        told(tmp_path, pledge="a\n{% include 'layot.txt' %}", update="a\n\n{{ 1 / 0 }}", welcome="{{ names + 1 }}")
    )

    assert found[0].startswith('pledge.txt: line 2: it includes "layot.txt", and there is no such file')
    assert found[1].startswith("update.txt: line 3: it divides by zero")
    assert found[2].startswith("welcome.txt: line 1: ")


def test_a_reply_needs_its_subject(tmp_path: Path) -> None:
    """Without it the first sentence would be taken for it, and be missing in the reply."""
    (found,) = told(tmp_path, pledge="Thank you.\nSee you.", held="\ufeffSubject: x\r\nReceived.")

    assert found.startswith("pledge.txt: its first line is no subject")


def test_text_that_is_no_utf8(tmp_path: Path) -> None:
    """A file that an old editor saved is told with what to do."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "pledge.txt").write_bytes("Subject: x\nMünchen".encode("latin-1"))

    assert told(tmp_path) == ["pledge.txt: it is no text in UTF-8; save it again with the encoding UTF-8"]


def test_mistake_in_what_others_extend(tmp_path: Path) -> None:
    """It is told once, with the file in which it stands, though all replies meet it."""
    found = told(
        tmp_path, layout="Subject: {% block subject %}{% endblock %}\n{% block body %}{% endblock %}\n{{ signatry }}"
    )

    assert found == ['layout.txt: line 3: there is no name "signatry"; did you mean "signatory"?']


def test_mistakes_in_word(tmp_path: Path) -> None:
    """Each comes with its paragraph and the words in it, also those of the header."""
    found = told_of_letter(
        tmp_path, "Good morning", "", "Dear {{ leeder }} of {{ goverment }}", "Yours", header="{{ comittee }}"
    )

    assert found == [
        ('paragraph 3 "Dear {{ leeder }} of {{ goverment }}": there is no name "leeder"; did you mean "leader"?'),
        (
            'paragraph 3 "Dear {{ leeder }} of {{ goverment }}": there is no name "goverment"; '
            'did you mean "government"?'
        ),
        ('paragraph 1 of the header, "{{ comittee }}": there is no name "comittee"; did you mean "committee"?'),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "sentence"),
    [
        (("{%p if wave %}", "{{ wave }}"), 'paragraph 1 "{%p if wave %}": {% if %} has no {% endif %}'),
        (("{%p endif %}",), 'paragraph 1 "{%p endif %}": {% endif %} closes nothing'),
        (("{%p if wave %} in a wave", "{%p endif %}"), "{%p ... %} stands beside other words"),
        (("Dear {{ leader }",), "{{ has no }} behind it"),
        (("{% fi wave %}",), 'there is no tag "fi"; did you mean "if"?'),
        (("{% if wave = 4 %}{% endif %}",), 'paragraph 1 "{% if wave = 4 %}{% endif %}": '),
        (("{{ leader | title( }}",), 'paragraph 1 "{{ leader | title( }}": '),
        (("Dear {leader}",), "{leader} has single braces"),
    ],
)
def test_usual_mistakes_in_word(tmp_path: Path, paragraphs: tuple[str, ...], sentence: str) -> None:
    """Conditions that are not closed, or share their paragraph with words, and broken tags."""
    (found, *_) = told_of_letter(tmp_path, *paragraphs)

    assert sentence in found


def test_what_word_does_to_tags_is_no_mistake(tmp_path: Path) -> None:
    """Curly quotation marks between braces, and tags that Word has split into pieces, are understood."""
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ lea", "der", " }", "}"):
        paragraph.add_run(piece).bold = piece == "der"
    document.add_paragraph("{% if wave == “4” %}{{ wave }}{% endif %}")
    document.save(str(tmp_path / "welcome.docx"))

    assert word_mistakes(tmp_path / "welcome.docx", known_in_letters(campaign(), DAY)) == []


def test_files_that_nothing_reads(tmp_path: Path) -> None:
    """A misspelt name of a file or folder is told: what staff changed in it would have no effect."""
    (tmp_path / "en ").mkdir()
    (tmp_path / "welcome.docx").write_bytes(b"")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "~$welcome.docx").write_bytes(b"")  # Word is open
    found = template_problems(campaign(), Templates(own=tmp_path)) + told(tmp_path, welcom="x", greeting="Hello")

    assert f"{tmp_path}/welcome.docx: files stand in the folder of their language, like {tmp_path}/en" in found
    assert 'welcom.txt: nothing reads a file of this name; did you mean "welcome.txt"?' in found
    assert f'{tmp_path}/en : the campaign writes no letters in a language with this code; did you mean "en"?' in found
    assert any(each.startswith("greeting.txt: nothing reads") for each in found)
    assert not any("greeting" in each for each in told(tmp_path, pledge='{% include "greeting.txt" %}'))


def test_a_language_that_is_begun(tmp_path: Path) -> None:
    """What a ninth language still needs is told file by file."""
    shutil.copytree(BUILT_IN.built_in / "en", tmp_path / "it")
    (tmp_path / "it" / "held.txt").unlink()
    (tmp_path / "it" / "certificate.docx").unlink()

    found = template_problems(replace(whole_campaign(), languages=("it",)), Templates(own=tmp_path))

    assert found == [f"{tmp_path}/it/held.txt: there is no such file yet; translate that of another language"]


def test_own_folder_that_is_not_there(tmp_path: Path) -> None:
    """It is told, and nothing is written: letters in other words than the office's own would be a surprise."""
    templates = Templates(own=tmp_path / "gone")
    (problem,) = template_problems(campaign(), templates)

    assert "no such folder" in problem
    with pytest.raises(DefinitionError, match="no such folder"):
        render_text("en", "government.txt", {}, templates)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("language.toml", 'name = "English"\nlocal = "en"\n', "local"),
        ("language.toml", "name = ", "language.toml"),
        ("language.toml", "name = " + "[" * 100_000, "language.toml"),
        ("language.toml", 'name = "x"\nlocale = ""\nyes = "y"\nno = "n"', "language.toml"),
        ("offices.toml", "x = " + "[" * 100_000, "offices.toml"),
        ("salutation.txt", "Dear {{ leeder }}", 'line 1: there is no name "leeder"'),
        ("government.txt", "{% if %}", "line 1: {% if %} has no {% endif %}"),
        ("certificate.docx", "no Word file", "it is no Word file (.docx) that can be opened"),
    ],
)
def test_each_kind_of_file_is_told_by_its_name(tmp_path: Path, name: str, text: str, sentence: str) -> None:
    """Nothing else is blamed: neither other files of the language nor other languages."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / name).write_text(text, encoding="utf-8")

    found = told(tmp_path)

    assert all(each.startswith(f"{name}: ") for each in found)
    assert any(sentence in each for each in found)


def test_every_name_has_its_meaning() -> None:
    """What templates can name stands in one table, with no name that is gone."""
    letters, replies = known_in_letters(campaign(), DAY), known_in_replies(campaign())
    parts = {name.partition(".")[2] for name in REPLY_NAMES if "." in name}

    assert set(LETTER_NAMES) == letters.names
    assert {name for name in REPLY_NAMES if "." not in name} == replies.names
    assert parts == replies.parts


def test_every_name_is_documented() -> None:
    """The page for those who change templates says of each name what the table says."""
    page = (BUILT_IN.built_in.parents[1] / "docs" / "letters-and-replies.md").read_text(encoding="utf-8")

    missing = [f"`{name}` | {meaning} |" for name, meaning in (LETTER_NAMES | REPLY_NAMES).items()]

    assert [row for row in missing if row not in page] == []
