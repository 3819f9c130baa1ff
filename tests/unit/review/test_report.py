from __future__ import annotations

import base64
import re
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.config import Settings
from pipeline.model import Finding, Severity
from pipeline.records import Balance, Decision, LedgerView, MemberValue, Outcome
from pipeline.review.links import links_of
from pipeline.review.report import RunFacts, render_report, write_report
from tests.unit.review import sample

if TYPE_CHECKING:
    from pathlib import Path

START = sample.NOW - 30 * sample.DAY


def facts(seen: int = 13) -> RunFacts:
    return RunFacts(START, sample.NOW, Balance(seen, 3, {Outcome.SUBMISSION: 8, Outcome.IGNORED: 2}))


def page(view: LedgerView, about: RunFacts) -> str:
    return render_report(view, sample.campaign(), Settings(), links_of(view), about)


def test_the_balance_is_said_clearly() -> None:
    """Seen = known + outcomes, or a warning that it is not."""
    assert "The count balances." in page(sample.view(), facts())
    assert "13 seen = 3 known before + 10 concluded now" in page(sample.view(), facts())
    assert "does not balance" in page(sample.view(), facts(14))


def test_the_page_needs_nothing_but_itself() -> None:
    """A policy that allows no script and no network, and no address to fetch from."""
    html = page(sample.view(), facts())
    assert "default-src &#39;none&#39;" in html
    assert "<script" not in html
    assert "http://" not in html
    assert "https://" not in html


def test_text_from_outside_is_only_text() -> None:
    """Markup in a subject or reason is shown, never run."""
    view = sample.view(2)
    nasty = replace(view.messages[0], subject="<script>alert(1)</script>", reason='"><img src=x>')
    html = page(replace(view, messages=(nasty,)), facts())
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_only_messages_of_this_run_are_new() -> None:
    """What earlier runs fetched is not told again."""
    view = sample.view(2)
    html = page(view, replace(facts(), started=sample.NOW - sample.DAY / 2))
    assert html.count("One form read.") == 1


def test_troubles_are_told() -> None:
    """What could not be taken over from the workbook stands on the page."""
    trouble = Finding("workbook-unknown-status", Severity.WARNING, "M0001: “perhaps” is no status.")
    assert "“perhaps” is no status." in page(sample.view(2), replace(facts(), problems=(trouble,)))


def test_it_is_written_for_its_owner_only(tmp_path: Path) -> None:
    """In one step, over the page of the run before."""
    path = tmp_path / "outputs" / "report.html"
    for _ in range(2):
        write_report(path, sample.view(1), sample.campaign(), Settings(), links_of(sample.view(1)), facts())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["report.html"]


def test_doubtful_values_are_seen_on_the_page(tmp_path: Path) -> None:
    """The picture of a value's place stands in the page itself; the page's policy lets nothing be fetched for it."""
    view = sample.with_value(sample.view(1), "M0001", MemberValue("population", 5, "form", "S0001", "5", 0.4))
    links = links_of(view, evidence={("M0001", "population"): "evidence/S0001/population.png"})
    file = tmp_path / "evidence" / "S0001" / "population.png"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\x89PNG small")
    write_report(tmp_path / "report.html", view, sample.campaign(), Settings(), links, facts())
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f'<img src="data:image/png;base64,{base64.b64encode(file.read_bytes()).decode()}"' in html
    assert "img-src data:" in html


def test_a_page_with_many_pictures_links_to_the_rest(tmp_path: Path) -> None:
    """The page stays small: what would make it too large for a mail is a link beside it."""
    view = sample.with_value(sample.view(1), "M0001", MemberValue("population", 5, "form", "S0001", "5", 0.4))
    links = links_of(view, evidence={("M0001", "population"): "evidence/S0001/population.png"})
    file = tmp_path / "evidence" / "S0001" / "population.png"
    file.parent.mkdir(parents=True)
    file.write_bytes(bytes(4 << 20))
    write_report(tmp_path / "report.html", view, sample.campaign(), Settings(), links, facts())
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<img" not in html
    assert '<a href="evidence/S0001/population.png">Look' in html


def test_what_staff_said_is_told_back() -> None:
    """Each cell that they changed stands on the page with what it was, so that they see that it arrived."""
    said = (
        Decision("M0003", "status", "accepted", "staff", sample.NOW, "ready"),
        Decision("M0003", "population", 1234567, "staff", sample.NOW, 28338),
        Decision("M0003", "member:wave", "4", "staff", sample.NOW),
        Decision("M0003", "website", None, "staff", sample.NOW, "https:nowhere"),
    )
    html = page(sample.view(3), replace(facts(), decisions=said))
    assert "4 corrections of staff" in html
    for now, was in (("Accepted", "Ready"), ("1,234,567", "28,338"), ("Wave 4", "–"), ("–", "https:nowhere")):
        assert re.search(rf">Before </span>{was}</td><td><span [^>]*>Value </span>{now}</td>", html)


def test_a_large_ledger_has_a_page_that_opens() -> None:
    """Thousands of members, forms, reviews and troubles: the page shows the most urgent and says what it left out."""
    view = sample.view(3000)
    packed = replace(view.messages[0], submissions=tuple(each.id for each in view.submissions), fetched=sample.NOW)
    view = replace(view, messages=(*(replace(each, fetched=sample.NOW) for each in view.messages), packed))
    troubles = tuple(Finding("x", Severity.WARNING, f"Row {n} is odd.") for n in range(5000))
    said = tuple(Decision("M0001", "population", n, "staff", sample.NOW) for n in range(5000))
    html = page(view, replace(facts(), problems=troubles, decisions=said))
    assert len(html) < 700_000
    for left in ("4,800 more", "2,807 more: see “Messages”", "4,800 more are on the sheet “History”"):
        assert left in html
