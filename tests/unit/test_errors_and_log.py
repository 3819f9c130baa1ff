from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pipeline import errors
from pipeline.errors import AdhesionError, DefinitionError, ExitCode


def test_exit_codes_are_the_promised_numbers() -> None:
    """Schedulers and scripts rely on them."""
    assert {each.name: int(each) for each in ExitCode} == {
        "OK": 0,
        "UNEXPECTED": 1,
        "USAGE": 2,
        "CONFIGURATION": 3,
        "MAILBOX_UNREACHABLE": 4,
        "LOGIN_REFUSED": 5,
        "LEDGER_UNUSABLE": 6,
        "ANOTHER_RUN": 7,
        "SAFETY_STOP": 8,
        "RETRY_WAITS": 10,
        "INTERRUPTED": 130,
    }


def test_each_error_that_stops_a_run_has_its_own_code() -> None:
    """No two kinds of trouble look the same to a scheduler."""
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, AdhesionError)]
    own = [each.exit_code for each in kinds if each is not AdhesionError]
    assert len(own) == len(set(own)) >= 5
    assert ExitCode.UNEXPECTED not in own


def test_a_wrong_definition_lists_every_problem() -> None:
    """One message, the file first, a line for each."""
    error = DefinitionError("adhesion.toml", ["one: wrong", "two: wrong"])
    assert str(error).splitlines()[1:] == ["  - one: wrong", "  - two: wrong"]
    assert "adhesion.toml has 2 problem(s)" in str(error)


def logged(form: str) -> tuple[str, str]:
    """What a process that logs one event in that form writes: standard output, standard error."""
    code = (
        "import structlog; from pipeline.log import set_up_log; "
        f"set_up_log({form!r}); log = structlog.get_logger(); log.debug('unseen'); log.info('a.b', message=7)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


@pytest.mark.parametrize("form", ["auto", "logfmt"])
def test_logs_are_one_event_a_line_for_machines(form: str) -> None:
    """Where no terminal is, in logfmt, on standard error."""
    out, err = logged(form)
    assert not out
    assert err.count("\n") == 1
    assert err.endswith("level=info event=a.b message=7\n")


def test_logs_can_be_json() -> None:
    """One object a line with time, level and event."""
    event = json.loads(logged("json")[1])
    assert (event.pop("time")[-1], event) == ("Z", {"level": "info", "event": "a.b", "message": 7})


def test_logs_can_be_silent() -> None:
    """Nothing at all."""
    assert logged("none") == ("", "")
