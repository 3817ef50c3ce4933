"""How the site is built: ``sphinx-build -W --keep-going -n docs site``, without a network."""

from __future__ import annotations

import re
from typing import Any

from coopcli import __version__

project = "coopcli"
version = release = __version__
extensions = ["myst_parser"]
exclude_patterns = ["conf.py"]
html_theme = "alabaster"
html_theme_options = {
    "description": "How ready are two parties to cooperate?",
    "page_width": "70em",
}
html_sidebars = {"**": ["about.html", "navigation.html", "searchbox.html"]}
html_copy_source = False
html_show_sphinx = False
myst_heading_anchors = 4


def _with_contents(app: Any, name: str, source: list[str]) -> None:
    """Gives the first page a table of contents for the site: the pages that it links to."""
    if name != "index":
        return
    contents: list[str] = []
    rest = set(app.env.found_docs) - {"index"}
    for part in re.split(r"^## ", source[0], flags=re.MULTILINE)[1:]:
        pages = re.findall(r"\]\(((?!\.\.)[^)#]+)\.md\)", part)
        title = part.partition("\n")[0]
        rest -= set(pages)
        contents += ["```{toctree}", ":hidden:", f":caption: {title}", "", *pages, "```", ""]
    if rest:  # a page that the first one forgets is found none the less
        contents += ["```{toctree}", ":hidden:", ":caption: More", "", *sorted(rest), "```", ""]
    source[0] += "\n" + "\n".join(contents)


def setup(app: Any) -> None:
    """Has the contents of the site made from the first page."""
    app.connect("source-read", _with_contents)
