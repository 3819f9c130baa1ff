from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.fold import fold, fold_whole, label_parts

SAME = [
    ("Nombre d'habitant·e·s", "NOMBRE D’HABITANTS"),
    ("Nombre d’habitant.e.s", "Nombre d'habitants"),
    ("citoyen-es", "citoyens"),
    ("citoyen·ne·s", "citoyens"),
    ("élu-e-s", "Élus"),
    ("acteur·rice·s", "acteurs"),
    ("alcalde/sa", "Alcalde"),
    ("Intendente/a", "intendente"),
    ("Prefeito(a)", "Prefeito"),
    ("Einwohner:innen", "Einwohner"),
    ("Bürgermeister/-in", "Bürgermeister"),
    ("BürgerInnen", "Bürger"),
    ("Name des/der Bürgermeister:in", "Name des Bürgermeister"),
    ("Nom du/de la maire", "Nom du maire"),
    ("Nº de habitantes", "N° de habitantes"),
    ("3.2) Name*:", "Name"),
    ("3.2 Name", "name"),
    ("a) Name", "Name"),
    ("IV. Data", "Data"),
    ("第1条 名称", "名称"),
    ("Section 2: Contact", "Contact"),
    ("Title (e.g. Dr.)", "Title"),
    ("Why? (max. 200 words)", "Why"),
    ("Why? (max. 200", "Why"),
    ("البريد الإلكتروني:", "البريد الالكتروني"),
    ("اَلْبَلَدُ", "البلد"),
    ("البلديـــة", "البلديه"),
    ("“País”", "pais"),
    ("ＣＯＵＮＴＲＹ", "country"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_labels_fold_alike(one: str, other: str) -> None:
    """Spellings, numbering, hints and inclusive endings make no difference to a label."""
    assert fold(one) == fold(other) != ""


APART = [
    ("E-mail", "e mail"),
    ("(Signature)", "signature"),
    ("(인)", "인"),
    ("시·도", "시 도"),
    ("col·laboració", "collaboracio"),
    ("1.5 million", "1 5 million"),
    ("50.000 - 250.000 hab.", "50 000 250 000 hab"),
    ("10, 100, 1000 Human Rights Cities", "10 100 1000 human rights cities"),
    ("M. / Mme", "m mme"),
    ("D. Juan", "d juan"),
    ("नाम", "नाम"),
    ("...", ""),
]


@pytest.mark.parametrize(("label", "folded"), APART)
def test_what_only_looks_like_decoration_stays(label: str, folded: str) -> None:
    """Numbers, initials, other scripts and labels that are nothing but a bracket keep their words."""
    assert fold(label) == folded


def test_brackets_can_be_kept() -> None:
    """Where the bracket tells two labels apart, it can be asked for."""
    assert fold("Telephone (mayor)") == fold("Telephone (office)")
    assert fold_whole("Telephone (mayor)") != fold_whole("Telephone (office)")


def test_bilingual_labels_come_apart() -> None:
    """The whole stands first, then each language's part as it is written."""
    assert label_parts("Country / Pays / País") == ("Country / Pays / País", "Country", "Pays", "País")
    assert label_parts("Country | Pays")[1:] == ("Country", "Pays")
    assert label_parts("Country – Pays")[1:] == ("Country", "Pays")
    assert label_parts("국가 Country")[1:] == ("국가", "Country")
    assert label_parts("시장/군수/구청장")[1:] == ("시장", "군수", "구청장")
    assert label_parts("Nombre del/de la alcalde/sa") == ("Nombre del/de la alcalde/sa",)


@given(st.text(max_size=80))
def test_any_text_folds_to_words(text: str) -> None:
    """Folding never fails, and leaves words with single blanks between them."""
    folded = fold(text)

    assert folded == " ".join(folded.split())
    assert label_parts(text)[0] == text.strip()
