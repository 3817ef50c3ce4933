"""The reference is what the program is, and every link of the documentation leads somewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.documents import DOCS
from tests.examples import ROOT
from tests.reference_pages import PAGES

_LINK = re.compile(r"\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
WRITTEN = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_made_from_the_program(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")  # however wide the terminal is
    path = DOCS / name
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        path.write_text(PAGES[name](), encoding="utf-8")
    again = "COOPCLI_UPDATE_GOLDEN=1 pytest tests/test_reference_pages.py writes it"
    assert path.read_text(encoding="utf-8") == PAGES[name](), again


def headings(page: Path) -> set[str]:
    """The anchors of the headings of a page, as code hosts and the site make them."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in found}


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    broken = []
    for link in _LINK.findall(text):
        if re.match("[a-z]+:", link):
            continue  # elsewhere in the world, where no test looks
        name, _, anchor = link.partition("#")
        there = (page.parent / name) if name else page
        if not there.exists() or (anchor and anchor not in headings(there)):
            broken.append(link)
    assert broken == []
