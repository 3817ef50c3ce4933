"""Markup of Markdown: text of which no reader of it makes a construct."""

from __future__ import annotations

import re

from coopcli.formats.markup import Markup
from coopcli.model import WEB_ADDRESS
from coopcli.problems import legible, one_line

# Characters with which a construct of Markdown or HTML can begin anywhere in a line.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$^]|:(?=:)|(?<=:):")


# What only acts at the start of a line: lists, headings, rules, definitions, metadata.
_AT_START = re.compile(r"\A(?:[-+=:%.]|\(?[^\W_]{1,9}(?=[.)](?:\s|\Z)))")


# What renderers take up after escapes are gone: emoji names, mentions, issues, addresses. An empty
# comment parts it without a trace on the page.
_TAKEN_UP = re.compile(
    r"(?<=:)(?=[\w+-]+:)|(?<=@)(?=\w)|(?<=#)(?=\w)|(?<=:)(?=//)|(?i:(?<=www)(?=\.))"
)


# What a code span cannot hold as it is: its own end, that of a cell, and a command to a CI service.
_ACTS = re.compile(r"[`|\n]|##")


class Markdown(Markup):
    """Markdown in which no text makes a construct."""


def escaped(text: str, *, starts: bool = False) -> Markdown:
    """Text as it stands, with no construct of Markdown, HTML or a CI service in it.

    ``starts``: the text begins a line, where more constructs could begin.
    """
    text = legible(one_line(text) if "\n" in text else text)
    parted = _TAKEN_UP.split(text)
    safe = "<!-- -->".join(_SPECIAL.sub(r"\\\g<0>", part) for part in parted)
    if starts and (found := _AT_START.match(text)):
        head = len(found.group()) if found.group()[0].isalnum() or found.group()[0] == "(" else 0
        if safe[head] != "\\":  # escaped already
            safe = f"{safe[:head]}\\{safe[head:]}"
    return Markdown(safe)


def code_span(text: str, *, starts: bool) -> Markdown:
    """Text in a code span, or as other text where a span cannot hold it."""
    whole = legible(text)
    return escaped(whole, starts=starts) if _ACTS.search(whole) else Markdown(f"`{whole}`")


def strong(inner: Markdown) -> Markdown:
    """Markup set strong, which neither begins nor ends with a blank."""
    kept, tail = inner.begun().cut()
    return Markdown.of("**{}**{}", kept, tail)


def web(address: str) -> Markdown:
    """An address on the web that leads there; anything else is text."""
    return Markdown(f"<{address}>") if re.fullmatch(WEB_ADDRESS, address) else escaped(address)
