from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.config import Settings
from pipeline.languages.folders import BUILT_IN
from pipeline.own_templates.invented import invented_member
from pipeline.own_templates.previewing import preview
from pipeline.own_templates.whom import About
from pipeline.records import Member, Status

if TYPE_CHECKING:
    from pathlib import Path


def settings() -> Settings:
    return Settings.model_validate({"outputs": {"letters_as_pdf": False}, "replies": {"attach_form": False}})


def about(member: Member, language: str = "fr") -> About:
    return About(member, language, load_campaign("human-rights-cities-2030"), settings(), BUILT_IN)


@pytest.mark.parametrize("language", ["en", "fr", "es", "id", "pt", "ca", "ar", "ko"])
def test_every_kind_is_shown(tmp_path: Path, language: str) -> None:
    """Of an invented member, in every language, as the files that a run would write."""
    campaign = load_campaign("human-rights-cities-2030")
    shown = list(preview("all", about(invented_member(campaign, language), language), tmp_path))

    assert {"letter welcome", "letter certificate", "reply missing", "reply blank"} <= {each.kind for each in shown}
    assert all(each.files and each.text for each in shown)
    assert {file.name for each in shown for file in each.files} == {file.name for file in tmp_path.iterdir()}


def test_a_member_of_whom_nothing_is_known(tmp_path: Path) -> None:
    """What cannot be written to it is told, the rest is shown."""
    shown = {each.kind: each for each in preview("all", about(Member("M0007", Status.PLEDGED, None, ())), tmp_path)}

    assert shown["reply confirmation"].files == ()
    assert "cannot be written to this member" in shown["reply confirmation"].text
    assert shown["reply missing"].files
