"""One run of the real program over all samples, made once for all tests and all test processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.program import INBOX, Finished, run

# How long an example takes depends on what else the machine does. The build machine tries the same ones each time, so
# that a change is never blamed for an example that nobody had seen before; everywhere else they are new ones.
settings.register_profile("people", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("build", settings.get_profile("people"), derandomize=True)
settings.load_profile("build" if os.environ.get("CI") else "people")

# A shell that starts the tests in the background lets them, and all programs they start, not hear Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True, slots=True)
class SampleRun:
    """The folder that `adhesion run` filled from the samples, and what it said. Read it; write into copies only."""

    outputs: Path
    said: Finished

    def copy(self, to: Path) -> Path:
        """A folder of one's own in the same state."""
        shutil.copytree(self.outputs, to)
        return to


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """The run over all of `inbox_samples/`."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # shared by the processes of one test session
    folder, said = base / "sample-run", base / "sample-run.json"
    with FileLock(base / "sample-run.lock"):
        if not said.exists():
            finished = run(folder, inbox=INBOX)
            said.write_text(json.dumps(asdict(finished)), encoding="utf-8")
    return SampleRun(folder, Finished(**json.loads(said.read_text(encoding="utf-8"))))
