"""What looks at pages as readers do: Chromium and axe-core by Node, Pandoc, LibreOffice, poppler.

``.ci/pages`` installs all of it, names the folder of what npm has in ``COOPCLI_PAGES`` and that for
pictures in ``COOPCLI_PICTURES``, and runs these tests, which are skipped elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from coopcli.cli.main import run

NPM = os.environ.get("COOPCLI_PAGES", "")

PICTURES = os.environ.get("COOPCLI_PICTURES", "")

PROGRAMS = ("node", "chromium", "pandoc", "soffice", "pdftotext", "pdftoppm")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips the tests of this folder where something is missing, and says what."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if not NPM:
        missing.append("COOPCLI_PAGES, the folder of what npm has")
    if not missing:
        return
    reason = f"needs {', '.join(missing)}; .ci/pages installs all and runs this"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


def written(*words: str) -> None:
    """Runs the program, which must end well."""
    assert run([*words]) == 0, words


def ran(*words: str, folder: Path | None = None) -> str:
    """What another program prints, errors too; it must end well and say nothing on the way."""
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, (words, done.stdout[-4000:], done.stderr[-4000:])
    return done.stdout


def looked(folder: Path, pages: list[Path], *options: str) -> str:
    """Opens pages in Chromium, writes pictures and prints into a folder, and gives the faults."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["node", f"{NPM}/pages.mjs", *options, str(folder), *map(str, pages)],
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )
    assert done.returncode in (0, 1), done.stderr
    assert f"{len(pages)} pages" in done.stderr, done.stderr
    return done.stdout


def pages_of(pdf: Path) -> list[str]:
    """The text of each page."""
    return ran("pdftotext", "-layout", str(pdf), "-").split("\f")[:-1]


def kept(name: str, scratch: Path) -> Path:
    """The folder of that name for pictures, kept where somebody wants to see them."""
    folder = Path(PICTURES or scratch) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
