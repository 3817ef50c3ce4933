"""HTML and SVG as a type of their own, and the one function that escapes into them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from coopcli.formats.markup import Markup
from coopcli.problems import legible


class Html(Markup):
    """HTML that runs nothing."""


def text(words: str) -> Html:
    """Text that no browser takes for markup, and no CI service for a command such as ``##[``."""
    safe = escape(legible(words).replace("\n", " "), quote=True)
    return Html(safe.replace("##", "&#35;&#35;"))


def joined(parts: Iterable[Html]) -> Html:
    """Parts with nothing between them."""
    return Html.join("", parts)
