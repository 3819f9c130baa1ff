"""The reading benchmark: its truth, its wordings and its scales can be trusted."""

from __future__ import annotations

import pytest

from benchmarks.reading.chance import Chance
from benchmarks.reading.compare import Fields, is_near, is_right, judge
from benchmarks.reading.draw_text import plain_text
from benchmarks.reading.editions import draw, layouts_for
from benchmarks.reading.plan import plan
from benchmarks.reading.words import LANGUAGES, is_known, leaks, words


def test_no_held_back_wording_stands_in_the_campaign_file() -> None:
    """What is measured as unknown to the lexicon is unknown to it, in every language."""
    assert leaks() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_held_back_wordings_for_every_question(language: str) -> None:
    """Each question has at least two wordings of its own, so that one can be kept for the held split."""
    assert all(len(set(labels)) > 1 for labels in words(language).held.values())
    assert set(words(language).held) == set(words("en").held)


def test_the_same_seed_plans_and_draws_the_same() -> None:
    """A corpus can be made again: plans, pages and truths depend on the seed alone."""
    assert plan(60, "a") == plan(60, "a") != plan(60, "b")
    layout = layouts_for("mail_text", "tune", "fr")[0]
    first, second = (draw(layout, "fr", "mail_text", "tune", Chance("x")) for _ in range(2))
    assert plain_text(first[0]) == plain_text(second[0])
    assert [form.truth() for form in first[1]] == [form.truth() for form in second[1]]


def test_a_third_of_the_layouts_is_seen_in_the_held_split_alone() -> None:
    """The held split measures layouts that nobody could tune on."""
    jobs = [job for job in plan(1500, "2030") if job.layout]
    tune, held = ({job.layout_name for job in jobs if job.split == split} for split in ("tune", "held"))
    assert len(held - tune) * 3 >= len(held)
    assert len(tune | held) >= 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_third_of_the_labels_is_held_back(language: str) -> None:
    """Over many forms, at least a third of the labels are wordings that the campaign file does not know."""
    asked = []
    for at in range(40):
        layouts = layouts_for("docx", "held", language)
        _, forms = draw(layouts[at % len(layouts)], language, "docx", "held", Chance(at))
        asked += [each for form in forms for each in form.questions if each.key]
    held = [each for each in asked if not is_known(each.label, each.key)]
    assert len(held) * 3 >= len(asked)


def _fields(**values: object) -> Fields:
    return {key: {"value": value, "confidence": 0.9, "label": "known", "source": ""} for key, value in values.items()}


@pytest.mark.parametrize(
    ("field", "truth", "read", "right"),
    [
        ("motivation", "• One.\n• Two.", "One. Two", True),
        ("motivation", "One thing.", "One think.", False),
        ("website", "https://a.example", "http://a.example/", True),
        ("themes", ["housing", "peace"], ("peace", "housing"), True),
        ("leader_name", "Ada Tarrant", "ada tarrant", False),
        ("population", 1200, "1200", False),
        ("signed", False, True, False),
    ],
)
def test_right_means_equal_within_the_named_tolerances(field: str, truth: object, read: object, *, right: bool) -> None:
    """White space, a final full stop, list marks, the scheme of an address and the order of choices; nothing else."""
    assert is_right(field, truth, read) is right


def test_near_forgives_one_letter_in_fifty_of_a_text_and_none_of_a_number() -> None:
    """The softer measure is for texts that came through OCR, never for numbers or dates."""
    assert is_near("motivation", "a" * 100, "a" * 99 + "b")
    assert not is_near("contact_phone", "+34938426610", "+34938426611")


def test_submissions_are_paired_so_that_most_is_right() -> None:
    """The order in which a reader gives the governments of one document does not matter."""
    truths = [_fields(country="ES", leader_name="A B"), _fields(country="FR", leader_name="C D")]
    assert all(each.right for each in judge(truths, list(reversed(truths))))


def test_a_value_that_may_be_absent_counts_only_when_it_is_read() -> None:
    """An empty place for a signature is "no", and a reader may also say nothing about it."""
    truth: Fields = {"signed": {"value": False, "label": "known", "may_be_absent": True}}
    assert judge([truth], [{}]) == []
    assert [each.right for each in judge([truth], [_fields(signed=True)])] == [False]
    assert [each.right for each in judge([truth], [_fields(signed=False)])] == [True]


def test_a_submission_that_is_not_there_is_all_wrong() -> None:
    """Values that are read in a document without a submission are counted against the reader."""
    assert [each.right for each in judge([], [_fields(country="ES")])] == [False]
