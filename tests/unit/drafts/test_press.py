from __future__ import annotations

import os
import signal
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from pipeline.drafts.press import pressed
from pipeline.drafts.templates import render_text
from pipeline.drafts.word import render_word
from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates

VALUES = {"government": "Ciutat d'Exemple", "applicants": [{"name": "A"}, {"name": "B"}], "file": Path("/etc/passwd")}
BOMB = 12 << 20


def own(tmp_path: Path) -> Templates:
    (tmp_path / "en").mkdir(exist_ok=True)
    return Templates(own=tmp_path)


def rendered(tmp_path: Path, text: str) -> str:
    templates = own(tmp_path)
    (tmp_path / "en" / "pledge.txt").write_text(text, encoding="utf-8")
    return render_text("en", "pledge.txt", VALUES, templates)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(DefinitionError) as caught:
        rendered(tmp_path, text)
    assert caught.value.file.endswith("en/pledge.txt")
    return "; ".join(caught.value.problems)


def word(tmp_path: Path, *paragraphs: str, parts: dict[str, bytes] | None = None) -> Templates:
    """A Word template in staff's folder, with parts added or replaced in its archive."""
    document, made = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(made)
    templates = own(tmp_path)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(tmp_path / "en" / "welcome.docx", "w") as new:
        entries = {name: old.read(name) for name in old.namelist()} | (parts or {})
        for name, data in entries.items():
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return templates


def relation(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return f"<R>{one}</R>".encode()


def word_refusal(templates: Templates) -> str:
    with pytest.raises(DefinitionError) as caught:
        render_word("en", "welcome.docx", VALUES, templates)
    assert caught.value.file.endswith("en/welcome.docx")
    return "; ".join(caught.value.problems)


def test_values_come_back_whole(tmp_path: Path) -> None:
    """What staff's own template says comes from the limited process as it would from here."""
    text = "{% for each in applicants %}{{ each.name }} {% endfor %}{{ government }} 한국 {{ '🏛' }}"

    assert rendered(tmp_path, text) == "A B Ciutat d'Exemple 한국 🏛"


def test_large_values_go_both_ways(tmp_path: Path) -> None:
    """Neither way is blocked by texts that are larger than a pipe holds."""
    templates = own(tmp_path)
    (tmp_path / "en" / "pledge.txt").write_text("{{ text }}", encoding="utf-8")
    text = "é" * 400_000

    assert render_text("en", "pledge.txt", {"text": text}, templates) == text


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self._TemplateReference__context }}",
        "{{ government|attr('__class__') }}",
        "{{ [applicants]|map(attribute='__class__')|join }}",
        "{{ '{0.__class__}'.format(government) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ range.__self__ }}",
        "{{ applicants.append(1) }}",
        "{{ open('/etc/passwd') }}",
        "{% import os %}",
        "{{ lipsum() }}",
        "{{ file.read_text() }}",
        "{{ file.name }}",
    ],
)
def test_no_way_out_of_the_sandbox(tmp_path: Path, attack: str) -> None:
    """Nothing leads from a template to what lies behind values, to modules or to files."""
    assert refusal(tmp_path, attack)


@pytest.mark.parametrize("name", ["../../secret.txt", "/etc/passwd", "../fr/layout.txt", "secret.txt"])
@pytest.mark.parametrize("tag", ["include", "extends", "import"])
def test_only_files_of_the_language_can_be_included(tmp_path: Path, name: str, tag: str) -> None:
    """Neither a path out of the folder nor an absolute one is found."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")

    assert "no such file" in refusal(tmp_path, f"line\n{{% {tag} '{name}' {'as x' if tag == 'import' else ''} %}}")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ 10 ** 10 ** 10 }}",
        "{{ 'x' * 10**9 }}",
        "{{ 'x' * 2000000000 }}",
        "{{ 'x'|center(2000000000) }}",
        "{{ '%2000000000d'|format(1) }}",
        "{{ '{:2000000000}'.format(1) }}",
        "{{ ('x' * 9999)|replace('x', 'y' * 9999)|replace('y', 'z' * 9999) }}",
        "{{ ('x\n' * 9999)|indent(2000000) }}",
        "{{ 'x'.ljust(2000000000) }}",
        "{{ range(2000000000)|list }}",
        "{% set n = namespace(x='abcdefgh') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% for i in range(99999) %}{{ 'a long line' * 9999 }}{% endfor %}",
    ],
)
def test_memory_is_limited(tmp_path: Path, attack: str) -> None:
    """What would take gigabytes ends as a mistake of the template, and the next one is filled in."""
    assert refusal(tmp_path, attack)
    assert rendered(tmp_path, "{{ government }}") == "Ciutat d'Exemple"


@pytest.mark.parametrize(
    "attack",
    [
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% include 'pledge.txt' %}",
        "{% extends 'pledge.txt' %}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    ],
)
def test_recursion_ends(tmp_path: Path, attack: str) -> None:
    """What calls itself without end is told so."""
    assert "itself without end" in refusal(tmp_path, attack)


def test_endless_loop_ends_with_its_line(tmp_path: Path) -> None:
    """Loops in loops are stopped, and the line that took so long is named."""
    attack = "one\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"

    assert refusal(tmp_path, attack).startswith("line 2: it takes too long")


def test_an_endless_template_is_tried_once(tmp_path: Path) -> None:
    """A hundred letters that need it do not take a hundred times as long; mended, it is filled in at once."""
    templates = own(tmp_path)
    (tmp_path / "en" / "pledge.txt").write_text("{{ 'x'|center(2000000000) }}", encoding="utf-8")
    (tmp_path / "en" / "note.txt").write_text("x", encoding="utf-8")
    for _ in range(1000):
        with pytest.raises(DefinitionError, match="memory"):
            render_text("en", "pledge.txt", VALUES, templates)

    assert render_text("en", "note.txt", VALUES, templates) == "x"
    assert rendered(tmp_path, "mended") == "mended"


def test_interrupted_it_ends_at_once(tmp_path: Path) -> None:
    """Ctrl-C stops a template that hangs, and what it would still have said is not taken for the next answer."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            rendered(tmp_path, "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    finally:
        signal.signal(signal.SIGALRM, before)

    assert rendered(tmp_path, "next") == "next"


def test_a_process_that_dies_costs_its_letter(tmp_path: Path) -> None:
    """Whatever ends it, the next template is filled in by another one."""
    with pytest.raises(DefinitionError, match="was ended"):
        pressed(own(tmp_path), tmp_path / "letter.docx", death_of_the_press)

    assert rendered(tmp_path, "next") == "next"


def test_own_process_holds_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that fills in staff's templates does not get our environment."""
    monkeypatch.setenv("ADHESION_PASSWORD", "secret")

    said = pressed(own(tmp_path), tmp_path, environment_of_the_press)

    assert b"ADHESION_PASSWORD" not in said


def death_of_the_press() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def environment_of_the_press() -> bytes:
    return repr(sorted(os.environ)).encode()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("word/vbaProject.bin", b"macro", "macros"),
        ("word/embeddings/oleObject1.bin", b"program", "embedded"),
        ("word/media/image1.png", bytes(BOMB * 4), "unpacks"),
        ("word/extra.xml", b"<a>" + bytes(BOMB) + b"</a>", "unpacks"),
        (
            "word/_rels/header9.xml.rels",
            relation("image", "https://x.example/1.png"),
            "outside",
        ),
        (
            "word/_rels/settings.xml.rels",
            relation("attachedTemplate", "//x/a.dotm"),
            "Normal",
        ),
        ("word/footnotes.xml", b'<w:instrText>INCLUDEPICTURE "https://x.example/1.png"</w:instrText>', "field"),
        ("word/footnotes.xml", b'<w:fldSimple w:instr="DDEAUTO c:\\cmd.exe"/>', "field"),
        ("word/_rels/x.xml.rels", b'<!DOCTYPE a [<!ENTITY b "c">]><R/>', ""),
    ],
)
def test_unsafe_word_templates_are_refused(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    """Macros, things fetched from elsewhere, fields that run something, and archive bombs never get into a letter."""
    assert told in word_refusal(word(tmp_path, "Dear {{ government }}", parts={name: data}))


def test_links_that_a_reader_clicks_are_fine(tmp_path: Path) -> None:
    """A web address in the letterhead is no danger."""
    link = {"word/_rels/extra.xml.rels": relation("hyperlink", "https://x.example")}
    templates = word(tmp_path, "Dear {{ government }}", parts=link)

    assert render_word("en", "welcome.docx", VALUES, templates)


@pytest.mark.parametrize(
    "attack", ["{{ 'x' * 2000000000 }}", "{% for a in range(99999) %}{{ 'abc' * 9999 }}{% endfor %}", "{{ 10 ** 99 }}"]
)
def test_word_templates_are_limited_as_well(tmp_path: Path, attack: str) -> None:
    """The same limits hold in Word."""
    assert word_refusal(word(tmp_path, attack))


def test_a_letter_that_falls_apart_is_told(tmp_path: Path) -> None:
    """A condition that begins in a table and ends behind it would leave a hole in the letter."""
    templates, document = own(tmp_path), Document()
    document.add_table(1, 1).cell(0, 0).text = "{% if not government %}one"
    document.add_paragraph("two{% endif %}")
    document.save(str(tmp_path / "en" / "welcome.docx"))

    assert "{%p if" in word_refusal(templates)


def test_built_in_templates_need_no_other_process() -> None:
    """They are as good as the program itself."""
    assert "Ville de Vauclair" in render_text(
        "fr", "government.txt", {"government": "Ville de Vauclair", "town": ""}, BUILT_IN
    )
