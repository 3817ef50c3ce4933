"""What comes from a file is text in every format: it acts in none and is lost in none."""

from __future__ import annotations

import json
import re
from functools import cache
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from coopcli.formats import Style, render
from coopcli.formats.commonmark import escaped
from coopcli.packs.library import open_pack, read_area
from coopcli.problems import INVISIBLE, InvalidInput
from coopcli.reading import source
from coopcli.rule.assessment import assess
from coopcli.studies.assess import assessment_result
from coopcli.text import Report
from tests.examples import ROOT, SMALL_PACK, day

HOSTILE = [
    *("[red]", "[/]", "[bold]x[/bold]", ":green_heart:", "|", "a | b", "<script>", "<b>x</b>"),
    *("::error::", "::error file=a,line=1::x", "##[error]", "##vso[task.complete]x", "`x`", "``"),
    *("```sh", "1. x", "1) x", "# x", "## x", "- x", "* x", "+ x", "> x", "@name", "#1", "x#1"),
    *(
        "https://x.y",
        "http://x.y/z?a=b&c=d",
        "www.x.y",
        "a@b.cc",
        "<https://x.y>",
        "[x](https://y)",
    ),
    *(
        "![x](y)",
        "[^1]",
        "[^1]: x",
        "[x]: y",
        "***",
        "---",
        "===",
        "~~~",
        "~~x~~",
        "**x**",
        "__x__",
    ),
    *("_x_", "*x*", "&amp;", "&#60;", "<!-- x -->", "\\", "\\|", "$x$", "$$x$$", "a^b^", "H~2~O"),
    *("{{x}}", "{% x %}", ": x", "% x", "| a | b |", "x\\", "a  b", "=1+1", "#", "- [ ] x", "1."),
    *("(1) x", "(a) x", "A. x", "iv. x", "@a/b", "gh-1", "<x@y.zz>", "![](x)", "+++", "...", "]]>"),
]


PACK = open_pack(str(ROOT / SMALL_PACK))


@cache
def result(text: str) -> Any:
    """The result of an area in which a text stands wherever prose may stand."""
    scalar = json.dumps(text, ensure_ascii=False)
    # A name stands in one line; the reader refuses another.
    name = json.dumps(text.strip().replace("\n", " "), ensure_ascii=False)
    file = f"""\
id: hostile
name: {name}
aliases: [{name}]
scope: {scalar}
excludes: {scalar}
form: [dialogue]
fixed:
  fear: {scalar}
ratings:
  words:
    - known: 2022
      missing: {scalar}
  fear:
    - known: 2024
      level: 3
      basis: area
      rationale: {scalar}
      evidence: [own]
evidence:
  - id: own
    summary: {scalar}
    known: 2024
    source: own
    section: {name}
    kind: practice
    voice: [{name}]
    raises: [fear]
sources:
  - id: own
    title: {name}
    authors: [{name}]
    publisher: {name}
    date: 2024
    kind: report
    sections: [{{heading: {name}}}]
"""
    area = read_area(PACK, source.parse("hostile.yaml", file.encode()))
    return assessment_result(assess(PACK.rubric, area, day("2024")))


def words(text: str) -> str:
    """Text without the spaces and the frames that setting it in lines may add."""
    return re.sub(r"[\s│╭╮╰╯─]+", "", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_shows_it_as_it_stands(text: str) -> None:
    shown = render(Report(result(text), 2), "text", Style(80))

    # Only a command to a CI service is changed, visibly: a backslash parts it.
    plain = shown.replace("\\::", "::").replace("#\\#", "##")
    assert words(plain).count(words(text)) >= 8
    assert "\x1b" not in shown
    assert "💚" not in shown
    assert not re.search(r"^\s*::|##\[|##vso\[", shown, re.MULTILINE)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_wrapping_makes_no_command(width: int) -> None:
    printed = (
        "so long a text that it wraps, and then ::error::x stands first, and ##[error]y too " * 3
    )

    shown = render(Report(result(printed)), "text", Style(width))

    assert not re.search(r"^\s*::", shown, re.MULTILINE)
    assert "##[" not in shown
    coloured = render(Report(result(printed)), "text", Style(width, colour=True))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert not re.search(r"^\s*::", bare, re.MULTILINE)


MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def tokens(text: str) -> list[Token]:
    return [token for outer in MARKDOWN.parse(text) for token in (outer, *(outer.children or ()))]


def shape(text: str) -> list[str]:
    """The constructs of a Markdown text: everything but its words and comments."""
    return [
        token.type
        for token in tokens(text)
        if token.type not in ("text", "text_special", "inline", "softbreak")
        and not (token.type == "html_inline" and token.content == "<!-- -->")
    ]


def content(text: str) -> str:
    return "".join(
        token.content
        for token in tokens(text)
        if token.type in ("text", "text_special", "code_inline", "softbreak")
    )


PLAIN_SHAPE = shape(render(Report(result("plain"), 2), "markdown", Style()))


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_it_and_makes_nothing_of_it(text: str) -> None:
    printed = render(Report(result(text), 2), "markdown", Style())

    assert shape(printed) == PLAIN_SHAPE
    assert words(content(printed)).count(words(text)) >= 8
    assert not re.search(r"^\s*::|##\[|##vso\[", printed, re.MULTILINE)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_parts_what_renderers_take_up(text: str) -> None:
    printed = str(escaped(text, starts=True))

    assert not re.search(r"@\w", printed)  # a mention
    assert not re.search(r"(?<!&)#\w", printed)  # an issue
    assert "://" not in printed
    assert "www." not in printed
    assert not re.search(r":\w+:", printed)  # an emoji


SEEN = st.characters(
    exclude_categories=["C", "Zl", "Zp"], exclude_characters="".join(sorted(INVISIBLE))
)
"""Characters that stand for themselves; some that hide are of no control category."""


@settings(max_examples=300)
@given(st.text(SEEN, min_size=1, max_size=40))
def test_any_text_is_one_paragraph_of_itself(text: str) -> None:
    text = " ".join(text.split())
    if text:
        printed = str(escaped(text, starts=True))

        assert shape(printed) == ["paragraph_open", "paragraph_close"]
        assert content(printed).strip() == text


@pytest.mark.parametrize("text", HOSTILE)
def test_json_carries_it_exactly(text: str) -> None:
    printed = render(Report(result(text), 2), "json", Style())
    data = json.loads(printed)

    assert printed.isascii()
    assert data["area"]["name"] == text.strip()
    assert data["evidence"][0]["summary"] == text.strip()


def test_lines_of_a_literal_block_are_kept_apart_and_begin_nothing() -> None:
    text = "first\n# heading\n- item\n1. item\n::error::x\n> quote\n| a | b |\n"
    data = result(text)

    printed = render(Report(data, 2), "markdown", Style())
    assert shape(printed) == PLAIN_SHAPE
    shown = render(Report(data, 2), "text", Style(80))
    assert not re.search(r"^\s*::", shown, re.MULTILINE)
    assert data.area.scope == text.strip()


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_control_characters_and_overrides_are_refused_with_their_place(character: str) -> None:
    raw = f"id: x\nname: ab{character}cd\n".encode()

    with pytest.raises(InvalidInput) as caught:
        read_area(PACK, source.parse("x.yaml", raw))

    (problem,) = caught.value.problems
    assert (problem.code, *problem.where) == ("forbidden-character", "x.yaml", 2, 9)


def test_no_escape_byte_without_colour() -> None:
    for style in (Style(80), Style(40), Style(80, ascii=True)):
        assert "\x1b" not in render(Report(result("x")), "text", style)
    assert "\x1b" in render(Report(result("x")), "text", Style(80, colour=True))


def test_ascii_means_ascii() -> None:
    out = StringIO(render(Report(result("Zürich 北京 👍 “x” – y")), "text", Style(80, ascii=True)))

    assert out.read().isascii()
