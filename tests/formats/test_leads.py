"""What leads from notes back, what stays on one page, and addresses on the web, in each format."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest

from coopcli.formats import Style, content, render
from coopcli.formats.leads import is_answer
from coopcli.packs.library import open_pack
from coopcli.results.parts import Source
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.report import ReportResult, study
from coopcli.text import Report
from coopcli.text.blocks import Paragraph, Part, Together, Web
from coopcli.text.notes import cited_source
from coopcli.text.plain import plain
from tests.examples import ROOT, SMALL_PACK, day
from tests.formats.structures import needs

DOCUMENT = study(open_pack(str(ROOT / SMALL_PACK)), [], day("2024-06-30"))
ADDRESS = "https://radio.example/talk?day=1&copy=_a#top"


def answers(result: ReportResult) -> list[str]:
    """The first line of each answer that has something behind it."""
    found = []
    for part in Report(result).blocks():
        for block in part.blocks if isinstance(part, Part) else ():
            if isinstance(block, Together):
                found += [one.blocks for one in block.blocks if isinstance(one, Together)]
    firsts = [blocks[0] for blocks in found if is_answer(blocks)]
    return [plain(first.line) for first in firsts if isinstance(first, Paragraph)]


def test_each_way_back_in_a_page_is_called_by_where_it_leads() -> None:
    page = render(Report(DOCUMENT), "html", Style())
    parts = {
        name: re.search(rf'<section class="part[^"]*" id="{anchor}">.*?</section>', page, re.S)
        for one in DOCUMENT.areas
        for name, anchor in (
            (f"{one.area.name}: brief", f"area-{one.area.id}"),
            (f"{one.area.name}: full report", f"full-{one.area.id}"),
        )
    }

    groups = re.findall('<span class="backs">.*?</a></span></span>', page)
    assert len(groups) == page.count('<li id="note-')
    names = set()
    for group in groups:
        name = ""
        for to, word in re.findall('href="#([^"]+)"><span.*?</span>([^<]*)</a>', group):
            name = word if not word.isdigit() else name
            there = parts[unescape(name)]
            assert there
            assert f'id="{to}"' in there[0], (to, name)
        names.add(name)
    assert len(names) > 2


def test_two_numbers_side_by_side_are_parted() -> None:
    page = render(Report(DOCUMENT), "html", Style())

    assert "<sup>,</sup> <sup>" in page
    assert not re.search("</sup>\\s*<sup><a", page.replace("<sup>,</sup> <sup>", ""))


def test_answers_fold_in_a_page_and_stay_whole_in_a_pdf() -> None:
    from coopcli.formats.pdf import data

    wanted = answers(DOCUMENT)
    page = render(Report(DOCUMENT), "html", Style())

    def whole(blocks: list[dict[str, object]]) -> int:
        inner = [block["blocks"] for block in blocks if "blocks" in block]
        return sum(map(whole, inner)) + sum(b["is"] == "whole" for b in blocks)  # type: ignore[arg-type]

    assert len(wanted) > 5
    assert page.count("<details><summary><span>") == len(wanted)
    assert whole(data(Report(DOCUMENT))["blocks"]) == len(wanted)


def test_answers_stay_whole_in_a_word_file_and_every_link_leads_to_a_place() -> None:
    needs("docx")
    from docx import Document

    document = Document(BytesIO(content(Report(DOCUMENT), "docx", Style())))
    kept = [p for p in document.paragraphs if p.paragraph_format.keep_together]
    texts = " ".join(" ".join(p.text.split()) for p in kept)
    tree = document.element.body
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    places = {each.get(f"{name}name") for each in tree.iter(f"{name}bookmarkStart")}
    links = [each.get(f"{name}anchor") for each in tree.iter(f"{name}hyperlink")]

    for words in answers(DOCUMENT):
        _, _, title = words.partition(" ")  # without its sign
        assert title.split(".")[0][-20:] in texts
    assert sum(p.paragraph_format.keep_with_next is True for p in kept) >= len(answers(DOCUMENT))
    assert [link for link in links if link and link not in places] == []
    assert any(link and link.startswith("cite_") for link in links)
    assert ADDRESS in [part.target_ref for part in document.part.rels.values()]


def at(address: str | None) -> ReportResult:
    """The document with another address of each source."""

    def moved(one: AssessmentResult) -> AssessmentResult:
        return replace(one, sources=tuple(s._replace(url=address) for s in one.sources))

    return replace(DOCUMENT, areas=tuple(map(moved, DOCUMENT.areas)))


def test_an_address_is_shown_in_every_format() -> None:
    assert f'<a href="{ADDRESS.replace("&", "&amp;")}" rel="noreferrer">' in render(
        Report(DOCUMENT), "html", Style()
    )
    assert f"<{ADDRESS}>" in render(Report(DOCUMENT), "markdown", Style())
    assert ADDRESS in render(Report(DOCUMENT), "text", Style(120))
    needs("pdf")
    assert ADDRESS.encode() in content(Report(DOCUMENT), "pdf", Style())


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "https://x y", "https://x/<b>", "data:text/html,x", "//x.example"),
        *('https://x/"onclick="y', "https://x##[error]", "https://x`y", "https://x\\y", "mailto:x"),
    ],
)
def test_what_is_no_address_is_text_and_leads_nowhere(address: str) -> None:
    (source, *_) = DOCUMENT.areas[0].sources

    assert not any(isinstance(part, Web) for part in cited_source(source._replace(url=address)))
    page = render(Report(at(address)), "html", Style())
    assert "noreferrer" not in page
    assert "<b>" not in page.partition('id="sources"')[2].partition("<h2")[0]


def test_a_source_without_an_address_has_none() -> None:
    source = Source("river", "The River", ("A. Aa",), "", day("2020"), "report", "")

    assert plain(cited_source(source)) == "A. Aa (2020), The River."
