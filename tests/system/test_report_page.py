from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser import NEEDS_CHROMIUM, chromium

if TYPE_CHECKING:
    from tests.conftest import SampleRun


@NEEDS_CHROMIUM
def test_the_report_of_the_samples_is_fit_to_be_read(sample_run: SampleRun) -> None:
    """On a telephone and on a desk: all fits, has contrast and order, asks nobody, and shows cut-outs and a map."""
    report = sample_run.outputs / "report.html"
    with chromium() as page:
        for width in (320, 1280):
            page.open(report, width)
            page.unfold()
            assert page.faults(least=1000) == []
            assert page.strangers() == []
        assert page.run("document.querySelectorAll('.item img').length") > 10
        assert page.run("document.querySelectorAll('.world .closer [role=img]').length") > 10
        assert page.run("document.querySelectorAll('.sides').length") > 0
