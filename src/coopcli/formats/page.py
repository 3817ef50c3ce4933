"""The page around a report: head, style, the column of contents, foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coopcli import files
from coopcli.formats.hypertext import Html, text
from coopcli.formats.palette import DAY, NIGHT, PRINT, colours, css
from coopcli.formats.signs import Signs
from coopcli.results.parts import Result

_FONTS = (
    '--serif:Charter,"Bitstream Charter","Iowan Old Style","Palatino Linotype",Palatino,Cambria,'
    'Georgia,"Liberation Serif",serif;'
    '--sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",'
    '"Liberation Sans",Arial,sans-serif'
)

_PAGE = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    "<title>{}</title>\n<style>\n{}</style>\n</head>\n"
    '<body>\n<a class="skip" href="#main">Skip to the text</a>\n'
    '<div class="page{}">\n<header class="top">{}</header>\n{}'
    '<main id="main" tabindex="-1">\n{}\n</main>\n<footer>{}</footer>\n</div>\n</body>\n</html>\n'
)
"""A whole page: title, style, kind, head, contents, body and foot are set in."""

_FEWEST_ENTRIES = 3
"""Fewest parts for which a page has a column of contents."""


def page(
    result: Result, signs: Signs, title: str, body: Html, entries: Sequence[tuple[int, str, str]]
) -> Html:
    """A whole page around a body."""
    contents = _contents(entries) if len(entries) >= _FEWEST_ENTRIES else Html.of("")
    kind = Html.of("") if contents else Html.of(" alone")
    parts = (text(title), _style(signs), kind, _head(result), contents, body, _foot(result))
    return Html.of(_PAGE, *parts)


def scoped(body: Html, signs: Signs) -> Html:
    """A part of a page of others, in colours of its own."""
    form = (
        '<div class="coopcli"><style>.coopcli{{{}}}'
        "@media (prefers-color-scheme:dark){{.coopcli{{{}}}}}{}</style>\n{}\n</div>"
    )
    return Html.of(form, *_colours(signs)[:2], _css(_FRAGMENT), body)


_FRAGMENT = (
    ".coopcli .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}.coopcli .s{width:1em;height:1em;vertical-align:-.11em}"
    ".coopcli .c{width:1.6rem;height:1.6rem;vertical-align:-.45em}.coopcli .lamp>svg{width:5rem}"
    ".coopcli figure>svg{max-width:34rem}"
)


def _colours(signs: Signs) -> tuple[Html, Html, Html]:
    day, night, printed = (css(colours(signs.scale, theme)) for theme in (DAY, NIGHT, PRINT))
    return _css(day), _css(night), _css(printed)


def _style(signs: Signs) -> Html:
    form = (
        ":root{{color-scheme:light dark;{};{}}}\n"
        "@media (prefers-color-scheme:dark){{:root{{{}}}}}\n"
        "@media print{{:root{{color-scheme:light;{}}}}}\n{}"
    )
    return Html.of(form, _css(_FONTS), *_colours(signs), _css(files.own_text("formats/page.css")))


def _css(own: str) -> Html:
    """A style of the program, in which nothing of a result stands."""
    return Html(own)


def _contents(entries: Sequence[tuple[int, str, str]]) -> Html:
    items = (
        Html.of('<li class="d{}"><a href="#{}">{}</a></li>', depth, text(anchor), text(words))
        for depth, words, anchor in entries
    )
    form = (
        '<nav class="toc" aria-label="Contents"><details><summary>Contents</summary>'
        "<ol>{}</ol></details></nav>\n"
    )
    return Html.of(form, Html.join("", items))


def _head(result: Result) -> Html:
    rubric: Any = getattr(result, "rubric", None)
    day: Any = getattr(result, "as_of", None)
    name = Html.of("<span><b>{}</b></span>", text(rubric.title if rubric else "coopcli"))
    return Html.of("{}<span>As of {}</span>", name, text(str(day))) if day else name


def _foot(result: Result) -> Html:
    rubric: Any = getattr(result, "rubric", None)
    words = f"Made with coopcli {result.engine_version}"
    if rubric:
        words += f" from {rubric.id} {rubric.version}"
    return Html.of("{}.", text(words))
