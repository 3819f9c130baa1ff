"""The report as people meet it: in a real browser, wide and narrow, by day and by night, with the keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from pipeline.config import Settings
from pipeline.model import Finding, Severity, Source
from pipeline.records import Balance, Decision, LedgerView, Member, MemberValue, Outcome, Place, Status
from pipeline.review.links import MemberLinks, links_of
from pipeline.review.report import RunFacts, write_report
from pipeline.words import LANGUAGES
from tests.browser import NEEDS_CHROMIUM, Page, chromium
from tests.unit.review import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = NEEDS_CHROMIUM

NASTY = "<img src=x onerror=alert(1)> \"'><script>alert(2)</script> https://evil.example/a.png "
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
FOCUSED = """(() => {
  const own = document.activeElement, style = getComputedStyle(own), box = own.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  const all = [...document.querySelectorAll("*")];
  return own === document.body ? null : [all.indexOf(own), ring && seen, own.textContent];
})()"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("full") / "report.html", hostile(sample.view(40)))


def hostile(view: LedgerView) -> LedgerView:
    """With places, dates, two that may be one, and names that would be markup or do not fit."""
    names = [NASTY, LONG, "\u202eevil\u202c", "<!-- </style></title></svg>", "{{ 7 * 7 }}"]
    members = []
    for number, member in enumerate(view.members):
        place = Place(str(number), "x", -50 + 3 * number, -180 + 9 * number) if number % 8 else None
        changed = replace(member, place=place, accepted=member.joined if member.status is Status.ACCEPTED else None)
        members.append(with_name(changed, names[number]) if number < len(names) else changed)
    messages = (replace(view.messages[0], subject=NASTY + LONG, reason=LONG), *view.messages[1:])
    return replace(view, members=tuple(members), messages=messages, likenesses=(("M0001", "M0002"),))


def with_name(member: Member, name: str) -> Member:
    source = Source("pdf", LONG, 2)
    named = MemberValue("government_name", name, "form", member.submissions[0], name, 0.4, source)
    return replace(member, values=(named, *(each for each in member.values if each.field != named.field)))


def written(file: Path, view: LedgerView, language: str = "en") -> Path:
    trouble = Finding("workbook-unknown-status", Severity.WARNING, f"M0001: {NASTY} is no status.")
    about = RunFacts(
        sample.NOW - 30 * sample.DAY,
        sample.NOW,
        Balance(13, 3, {Outcome.SUBMISSION: 8, Outcome.IGNORED: 2}),
        decisions=(Decision("M0001", "population", 5, "staff", sample.NOW),) if view.members else (),
        problems=(trouble,) if view.members else (),
    )
    seen = {(f"M000{number}", "government_name"): f"evidence/S000{number}.png" for number in (1, 2)}
    links = links_of(view, evidence=seen)
    links = replace(links, members=links.members | {"M0001": MemberLinks(document="forms/M0001.pdf")})
    (file.parent / "evidence").mkdir()
    Image.new("RGB", (700, 90), "white").save(file.parent / "evidence" / "S0001.png")
    settings = Settings.model_validate({"secretariat": {"language": language}})
    write_report(file, view, sample.campaign(), settings, links, about)
    return file


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_everything_fits_and_can_be_read(page: Page, full: Path, width: int, *, dark: bool) -> None:
    """Nothing is wider than the window, every text has the contrast of WCAG AA, headings and landmarks are in order."""
    page.open(full, width, dark=dark)
    page.unfold()
    assert page.faults(least=400) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_an_empty_ledger_has_a_page_too(page: Page, tmp_path: Path, width: int) -> None:
    """Before the first form there is nothing to draw, and the page says so."""
    page.open(written(tmp_path / "report.html", LedgerView((), (), (), (), ())), width)
    assert page.faults() == []


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_longer_words_fit_too(page: Page, tmp_path: Path, language: str) -> None:
    """In every language of the secretariat, on a narrow telephone; the page says which language it is in."""
    page.open(written(tmp_path / "report.html", hostile(sample.view(12)), language), 320)
    page.unfold()
    assert page.faults() == []
    assert page.run("document.documentElement.lang") == language


def test_it_works_with_the_keyboard(page: Page, full: Path) -> None:
    """Tab comes to every link and every fold in their order, each is seen with a ring; Enter opens a fold."""
    page.open(full, 400)
    expected = page.run(
        "[...document.querySelectorAll('a[href], summary')].filter(each => each.checkVisibility())"
        ".map(each => [...document.querySelectorAll('*')].indexOf(each))"
    )
    reached: list[tuple[int, bool, str]] = []
    page.press("Tab")
    while (focus := page.run(FOCUSED)) and len(reached) <= len(expected):
        reached.append(focus)
        page.press("Tab")
    assert [index for index, _, _ in reached] == expected
    assert [text for _, ring, text in reached if not ring] == []
    page.run("document.querySelector('summary').focus()")
    page.press("Enter")
    assert page.run("document.querySelector('details').open")


def test_everything_has_a_name_for_those_who_do_not_see_it(page: Page, full: Path) -> None:
    """Pictures, marks on the map, the curves and all links are named in the tree that screen readers read."""
    page.open(full, 1280)
    page.unfold()
    nodes = [each for each in page.ask("Accessibility.getFullAXTree")["nodes"] if not each["ignored"]]
    names: dict[str, list[str]] = {}
    for node in nodes:
        names.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for role, least in {"image": 30, "link": 40, "DisclosureTriangle": 5, "navigation": 1, "region": 5}.items():
        assert len(names[role]) >= least, role
        assert all(names[role]), role
    assert {"banner", "main", "contentinfo", "columnheader", "rowheader"} <= set(names)


def test_nothing_leaves_the_page_and_nothing_runs_on_it(page: Page, full: Path) -> None:
    """No request but for the file itself, nothing that its policy had to stop, and names are nothing but text."""
    page.open(full, 1280, height=20_000)
    page.unfold()
    assert page.strangers() == []
    assert page.run("document.querySelectorAll('script, iframe, object, embed, link, form, [onerror]').length") == 0
    assert page.run("[...document.images].every(each => each.complete && each.naturalWidth)") is True
    assert page.run("document.querySelectorAll('img').length") == 1
    assert page.run("document.body.textContent.includes('<script>alert(2)</script>')") is True


def test_on_paper_nothing_stays_folded(page: Page, full: Path) -> None:
    """What is opened by a click on the page is printed; what only leads about on the page is not."""
    page.open(full, 690, media="print")
    assert page.run("[...document.querySelectorAll('td, .item, .regions li')].every(each => each.checkVisibility())")
    assert page.run("document.querySelector('nav').checkVisibility()") is False
    assert page.faults() == []
