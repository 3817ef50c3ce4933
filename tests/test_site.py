"""The site is built of all pages, without a warning and without a network."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents import DOCS
from tests.examples import ROOT

pytestmark = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("sphinx", "myst_parser")),
    reason="needs the packages of requirements/docs.txt",
)


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", str(ROOT / ".ci" / "site"), str(tmp_path / "site")],
        env={**os.environ, "PYTHON": sys.executable, "http_proxy": "http://localhost:9"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    for page in DOCS.rglob("*.md"):
        built = tmp_path / "site" / page.relative_to(DOCS).with_suffix(".html")
        text = built.read_text("utf-8")
        assert "<h1>" in text
        # Nothing is fetched from elsewhere when a reader opens it.
        assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?:', text)
