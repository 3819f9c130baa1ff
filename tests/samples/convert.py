"""Independent producers: LibreOffice and Chromium make the flat PDFs, poppler the pictures of a scan."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from pathlib import Path

from tests.samples.archive import steady_pdf, steady_zip

HERE = Path(tempfile.gettempdir()) / "adhesion-samples"


def _made(kind: str, data: bytes, suffix: str) -> tuple[Path, Path]:
    """Where the source goes and where the result is kept, so that the same is never made twice."""
    HERE.mkdir(mode=0o700, exist_ok=True)
    stem = hashlib.sha256(kind.encode() + data).hexdigest()[:24]
    return HERE / f"{stem}-source", HERE / f"{stem}.{suffix}"


def office(data: bytes, source: str, target: str) -> bytes:
    """A document converted by LibreOffice Writer; `source` and `target` are suffixes."""
    before, after = _made(f"office {source} {target}", data, target)
    before = before.with_name(f"{after.stem}.{source}")
    if not after.exists():
        before.write_bytes(data)
        profile = f"-env:UserInstallation={(HERE / 'office').as_uri()}"
        command = ["soffice", "--headless", profile, "--writer", "--convert-to", target, "--outdir", str(HERE)]
        subprocess.run([*command, str(before)], check=True, capture_output=True, timeout=180)
    result = after.read_bytes()
    if target == "pdf":
        return steady_pdf(result)
    return steady_zip(result) if target == "odt" else result


def office_pdf(data: bytes, source: str) -> bytes:
    """A document printed to PDF by LibreOffice Writer."""
    return office(data, source, "pdf")


def chromium_pdf(html: str) -> bytes:
    """A page printed to PDF by Chromium."""
    before, after = _made("chromium", html.encode(), "pdf")
    if not after.exists():
        before = before.with_suffix(".html")
        before.write_text(html, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        command += ["--disable-sync", "--no-first-run", f"--user-data-dir={HERE / 'chromium'}"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={after}", before.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return steady_pdf(after.read_bytes())


def page_pictures(pdf: bytes, dots: int = 110) -> list[bytes]:
    """Each page as a grey JPEG, as an office scanner would save it."""
    before, after = _made(f"pictures {dots}", pdf, "jpg")
    before.write_bytes(pdf)
    command = ["pdftoppm", "-gray", "-jpeg", "-jpegopt", "quality=55", "-r", str(dots), str(before), str(after)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return [page.read_bytes() for page in sorted(HERE.glob(f"{after.name}-*.jpg"))]
