"""Every kind of page in a real Chromium: axe-core finds nothing, and nothing is too wide."""

from __future__ import annotations

from pathlib import Path

from coopcli.formats import Style, render
from coopcli.forms.page import page
from coopcli.packs.library import open_pack
from coopcli.results.kinds import KINDS
from coopcli.studies.questionnaire import questionnaire
from coopcli.text import Report
from tests.examples import PACK_FOLDER, ROOT, SMALL_PACK
from tests.kinds import NAMES, TIDES, result
from tests.pages.conftest import kept, looked, written

SHIPPED = {
    "brief": "assess facial-recognition",
    "brief-then": "assess nuclear-control --as-of 2022",
    "full": "assess facial-recognition --full",
    "report": "report facial-recognition drug-discovery nuclear-control --since 2020 "
    "--marking Draft",
    "report-titled": "report deepfakes --title Deepfakes --rated-by Ann --rated-by Bob -v",
    "timeline": "timeline ai-safety",
    "areas": "areas",
    "batch": "batch --all --fail-on red --exit-zero",
    "compare": "compare facial-recognition drug-discovery nuclear-control",
    "diff": "diff facial-recognition --from 2020 --to 2024",
    "robustness": "robustness facial-recognition",
    "pathways": "pathways facial-recognition",
    "what-if": "what-if facial-recognition --set legal-restrictions=2",
    "explain": "explain value-conflict",
    "sources": "sources",
    "rubric": "rubric show",
    "audit": "rubric audit",
    "check": "check asia-society",
}
"""What the program says of the shipped pack, on pages as long as they get."""

EXAMPLES = {
    f"{pack}{kind}": name
    for pack in ("", TIDES)
    for name in reversed(NAMES)
    if name.startswith(TIDES) == bool(pack)
    for kind in [result(name).kind]
}
"""An example of each kind of result under each of the two small packs."""


def test_every_kind_of_result_is_among_the_pages() -> None:
    assert {result(name).kind for name in EXAMPLES.values()} == set(KINDS)


def test_no_page_has_a_fault(tmp_path: Path) -> None:
    for name, line in SHIPPED.items():
        written(*line.split(), "-o", str(tmp_path / f"{name}.html"))
    for name, example in EXAMPLES.items():
        html = render(Report(result(example), 1), "html", Style())
        (tmp_path / f"small-{name}.html").write_text(html, encoding="utf-8")
    for folder, area in ((PACK_FOLDER, "ai-safety"), (ROOT / SMALL_PACK, "fish-counting")):
        form = page(questionnaire(open_pack(str(folder)), [area]))
        (tmp_path / f"form-{area}.html").write_text(form, encoding="utf-8")

    pages = sorted(tmp_path.glob("*.html"))
    assert looked(kept("screens", tmp_path), pages) == ""
    print(f"{len(pages)} pages in both themes, wide and narrow, folded and open: no fault")
