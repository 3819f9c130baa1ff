from __future__ import annotations

import datetime as dt
import email
from dataclasses import replace
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alarm import words
from pipeline.alarm.decide import decide, trial_news
from pipeline.alarm.news import Kind, Memory, News, RunEnd, Trouble
from pipeline.config import AlarmSettings, Settings
from pipeline.records import RunRow

START = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
HOURS = 26.0


def at(hours: float) -> dt.datetime:
    return START + dt.timedelta(hours=hours)


def run(number: int, hours: float, code: int | None = 0) -> RunRow:
    """A run that ended so many hours after the start."""
    return RunRow(number, at(hours), None if code is None else at(hours), code, 0, 0)


class Watch:
    """Looks one after the other, as a timer has them."""

    def __init__(self) -> None:
        self.memory: Memory | None = None

    def look(self, hours: float, *runs: RunRow, ledger: bool = True, allowed: float = HOURS) -> str:
        self.memory, news = decide(runs if ledger else None, at(hours), allowed, self.memory)
        return f"{news.kind} {news.trouble}" if news else ""


def test_all_well_is_worth_no_word() -> None:
    """A good run a day, also one after which some messages wait for a retry (10)."""
    watch = Watch()
    runs = [run(day, 24 * day, 10 if day % 2 else 0) for day in range(9)]
    assert {watch.look(hour, *runs[: hour // 24 + 1]) for hour in range(9 * 24)} == {""}


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 6, 7, 8, 130, 99, None])
def test_one_outage_is_one_alarm_and_one_word_at_its_end(code: int | None) -> None:
    """However often it is looked, whatever made the runs fail; the next outage is told again."""
    watch = Watch()
    assert watch.look(0, run(1, 0)) == ""
    failed = (run(1, 0), run(2, 24, code))
    assert watch.look(26, *failed) == ""
    assert watch.look(26.1, *failed) == "alarm quiet"
    assert [watch.look(hours, *failed) for hours in (27, 50, 500)] == ["", "", ""]
    mended = (*failed, run(3, 501, 10))
    assert [watch.look(hours, *mended) for hours in (501, 502)] == ["recovered quiet", ""]
    assert [watch.look(hours, *mended) for hours in (528, 529)] == ["alarm quiet", ""]


def test_before_the_first_run_it_counts_from_the_first_look() -> None:
    """A schedule that never worked is noticed; nothing is said on the day of the installation."""
    watch = Watch()
    assert [watch.look(hours) for hours in (0, 1, 26, 27, 28)] == ["", "", "", "alarm quiet", ""]
    assert watch.look(29, run(1, 28.5)) == "recovered quiet"


def test_a_ledger_that_cannot_be_used_is_told_at_once() -> None:
    """Also one that is gone, or empty, after there was a good run. It is over when the ledger is back."""
    for gone in ({"ledger": False}, {}):
        watch = Watch()
        assert watch.look(0, run(1, 0)) == ""
        assert [watch.look(hours, **gone) for hours in (1, 2)] == ["alarm ledger", ""]
        assert [watch.look(hours, run(1, 0)) for hours in (3, 4)] == ["recovered ledger", ""]


def test_a_ledger_that_is_back_too_late_is_still_one_outage() -> None:
    """Its end is told when a run succeeds."""
    watch = Watch()
    watch.look(0, run(1, 0))
    assert watch.look(1, ledger=False) == "alarm ledger"
    assert watch.look(40, run(1, 0)) == ""
    assert watch.look(41, run(1, 0), run(2, 40.5)) == "recovered ledger"


def test_allowing_more_hours_is_no_recovery() -> None:
    """Only a good run is."""
    watch = Watch()
    watch.look(0, run(1, 0))
    assert watch.look(30, run(1, 0)) == "alarm quiet"
    assert watch.look(31, run(1, 0), allowed=1000) == ""
    assert watch.look(32, run(1, 0), run(2, 31.5), allowed=1000) == "recovered quiet"


def test_a_clock_that_was_far_ahead_keeps_nothing_quiet_for_years() -> None:
    """A run that noted a time in the future counts from when it was first seen."""
    watch = Watch()
    future = run(1, 24 * 365 * 70)
    assert watch.look(0, future) == ""
    assert watch.look(27, future) == "alarm quiet"


def test_a_clock_that_is_set_back_gives_no_alarm_and_no_recovery() -> None:
    """Time that was counted is not taken for less than none."""
    watch = Watch()
    watch.look(0, run(1, 0))
    assert watch.look(-100, run(1, 0)) == ""
    assert watch.memory is not None
    assert watch.memory.quiet_since == at(-100)
    assert watch.look(-73, run(1, 0)) == "alarm quiet"
    assert watch.look(-1000, run(1, 0)) == ""


_HOURS = st.floats(-1000, 1000)
_RUNS = st.lists(st.tuples(_HOURS, st.sampled_from([0, 10, 4, None])), max_size=6).map(
    lambda ends: tuple(run(number, *end) for number, end in enumerate(ends, 1))
)


@given(st.lists(st.tuples(_HOURS, st.none() | _RUNS), max_size=30))
def test_alarm_and_recovery_always_take_turns(looks: list[tuple[float, tuple[RunRow, ...] | None]]) -> None:
    """Whatever clocks, runs and ledgers do: first an alarm, then a recovery; quiet time is never negative."""
    memory: Memory | None = None
    told: list[Kind] = []
    for hours, runs in looks:
        memory, news = decide(runs, at(hours), HOURS, memory)
        assert memory.quiet_since <= at(hours)
        if news:
            told.append(news.kind)
            assert news.since <= news.at
            assert words.body(news)
        assert (memory.outage is not None) == (told[-1:] == [Kind.ALARM])
    assert told == [Kind.ALARM, Kind.RECOVERED] * (len(told) // 2) + [Kind.ALARM] * (len(told) % 2)


# --- words -----------------------------------------------------------------------------------------

NEWS = News(
    Kind.ALARM,
    Trouble.QUIET,
    at(80),
    at(0),
    at(0),
    (RunEnd(at(0), 0), RunEnd(at(24), 5), RunEnd(at(48), None), RunEnd(at(72), 77)),
)


def test_the_draft_reads_right() -> None:
    """Headers, the last good run, what each exit code means and what to do; plain ASCII and CRLF on the wire."""
    settings = Settings(alarm=AlarmSettings(to="it@example.org"))
    data = words.draft(NEWS, settings)
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.splitlines())) <= 78
    message = email.message_from_bytes(data, policy=default)
    assert not message.defects
    assert {name: message[name] for name in ("From", "To", "Subject", "X-Unsent", "Auto-Submitted")} == {
        "From": "adhesion@example.org",
        "To": "it@example.org",
        "Subject": "Adhesion forms: the mail is not being read",
        "X-Unsent": "1",
        "Auto-Submitted": "auto-generated",
    }
    text = message.get_content().replace("\r\n", "\n")
    for line in (
        "For 3 days no run of the adhesion program on ",
        "Last good run: 2026-11-23 06:00 UTC.",
        "  2026-11-23 06:00 UTC  exit 0: good\n",
        "  2026-11-24 06:00 UTC  exit 5: the mailbox refuses the login; renew the password or the token\n",
        "  2026-11-25 06:00 UTC  is going on, or was ended from outside\n",
        "  2026-11-26 06:00 UTC  exit 77: not known to this version\n",
        "adhesion check       says what must be mended",
    ):
        assert line in text
    assert words.draft(NEWS, settings) == data


def test_every_kind_of_news_has_words() -> None:
    """Subject and text for each; only an alarm says what to do."""
    for trouble in Trouble:
        for kind in (Kind.ALARM, Kind.RECOVERED):
            text = words.body(replace(NEWS, kind=kind, trouble=trouble, good=None))
            assert ("What to do" in text) == (kind is Kind.ALARM)
    trial = trial_news((), START, None)
    assert "Nothing is wrong" in words.body(trial)
    assert len({words.subject(replace(NEWS, kind=kind)) for kind in Kind}) == len(Kind)


def test_the_webhook_gets_text_for_people_and_keys_for_programs() -> None:
    """Times in ISO 8601, exit codes, the kind; nothing of any message."""
    content = words.payload(NEWS, HOURS)
    assert set(content) == {"text", "program", "event", "trouble", "host", "at", "last_good_run", "hours", "runs"}
    assert content["runs"] == [{"started": each.started.isoformat(), "exit_code": each.exit_code} for each in NEWS.runs]
    assert "example.org" not in str(content)


def test_an_address_that_no_header_can_hold_loses_no_draft() -> None:
    """The draft then has none."""
    settings = Settings(alarm=AlarmSettings(to="bürgermeister@example.org"))
    message = email.message_from_bytes(words.draft(NEWS, settings), policy=default)
    assert message["To"] is None
    assert "For 3 days" in message.get_content()
