"""What an output is made of, without its texts: what no text of a file may change.

Where a format is JSON, XML or HTML its output says so, and a new one is read as such. Of any other
the number of lines has to stand, unless ``OWN`` has a reader for it.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from markdown_it import MarkdownIt

from coopcli.formats import FORMATS, Style, content, render
from coopcli.formats.pdf import data
from coopcli.problems import acting
from coopcli.text import Report

LAID_OUT = tuple(
    name for name, form in FORMATS.items() if not form.kinds and name not in ("json", "jsonl")
)
"""The formats that set blocks on pages."""


def inert(form: str, out: str) -> bool:
    """Whether no terminal and no CI service finds a command in an output.

    Lines of the format for GitHub are commands; its structure counts them.
    """
    return not (
        acting(out)
        or re.search(r"##(\[|[a-z]+\[)", out)
        or (form != "github" and re.search(r"^\s*::", out, re.MULTILINE))
    )


def structure(form: str, out: str) -> Any:
    """What an output is made of.

    Raises: AssertionError or ValueError where it is nothing of its format.
    """
    return OWN.get(form, _sniffed)(out)


def _sniffed(out: str) -> Any:
    if out.startswith("<?xml"):
        return [(each.tag, sorted(each.attrib)) for each in ElementTree.fromstring(out).iter()]
    if out.startswith("<"):
        return html_structure(out)
    if out.startswith(("{", "[")):
        with suppress(json.JSONDecodeError):
            return _shape(json.loads(out))
        return [_shape(json.loads(line)) for line in out.splitlines()]
    return len(out.splitlines())


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        # Keys may be texts too, such as ids; their number stands.
        return [(key if key.isidentifier() else "a text", _shape(value[key])) for key in value]
    # Texts decide the order of some lists.
    return sorted(map(_shape, value), key=repr) if isinstance(value, list) else type(value).__name__


def html_structure(text: str) -> list[Any]:
    """The tags of a page with the names of their attributes, and its comments."""
    found: list[Any] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            # A brief cites the shortest of several facts: how often one is cited hangs on its text.
            found.append("back" if ("class", "back") in attrs else (tag, [key for key, _ in attrs]))

        def handle_endtag(self, tag: str) -> None:
            found.append(f"/{tag}")

        def handle_comment(self, _data: str) -> None:
            found.append("comment")

    Reader().feed(text)
    return _unbroken(found)


def _unbroken(found: list[Any]) -> list[Any]:
    """Without the second and later lines of a label, which a longer text has, and ways back."""
    kept: list[Any] = []
    for each in found:
        if kept[-1:] == ["back"]:
            kept.pop()
            continue
        kept.append(each)
        if kept[-1] == "/text" and kept[-3:-2] == ["/text"]:
            del kept[-2:]
    return kept


def markdown_structure(text: str) -> list[str]:
    """The constructs of a Markdown text."""
    kinds: list[str] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        kinds.append(token.type)
        for child in token.children or ():
            # Text may be parted, and an empty comment parts what a page would take up.
            if child.type == "html_inline" and child.content == "<!-- -->":
                continue
            # A code span is text in another face; what it cannot hold is set as other text.
            if child.type not in ("text", "text_special", "softbreak", "code_inline"):
                kinds.append(child.type)
    return kinds


def csv_structure(text: str) -> list[int]:
    """The cells of each row."""
    rows = list(csv.reader(io.StringIO(text), strict=True))
    for row in rows:
        for cell in row:
            assert not re.match(r"\s*[=+@\t\r＝＋＠－]|\s*-(?![\d.]*$)", cell), "a formula"
    return [len(row) for row in rows]


def bibtex_structure(text: str) -> list[str]:
    """The entries and their fields; every value is in braces that close, and runs no command."""
    found = []
    for line in text.splitlines():
        bare = re.sub(r"\\[&%$#_]|\\text[a-z]+\{\}", "", line)
        assert not re.search(r"[\\%&$#~^]", bare), "a command of TeX"
        entry = re.fullmatch(r"@([a-z]+)\{[A-Za-z0-9:._-]+,|  ([a-z]+) = \{(.*)\},|\}|", bare)
        assert entry, "neither an entry nor a field"
        depth = 0
        for sign in entry[3] or "":
            depth += {"{": 1, "}": -1}.get(sign, 0)
            assert depth >= 0, "a brace that closes the value"
        assert depth == 0, "a brace that stays open"
        found.append(entry[1] or entry[2] or bare)
    return found


def needs(form: str) -> None:
    """Skips a test where the libraries of a format are not installed."""
    for library in FORMATS[form].libraries:
        pytest.importorskip(library, reason=f"{form} needs {library}, which is not installed")


def shown(report: Report, form: str, style: Style | None = None) -> str:
    """A report as a format writes it; of one that is no text, what its pages are made of."""
    if FORMATS[form].extra:
        return opened(form, report)
    return render(report, form, style or Style())


def words_in(report: Report, form: str) -> str:
    """The words of a report in a format that sets it on pages, those of its figures too."""
    out = shown(report, form)
    if form == "html":
        return html.unescape(re.sub("<[^>]*>", "", out))
    if form == "pdf":
        return "".join(_strings(json.loads(out)))
    if form == "docx":
        root = ElementTree.fromstring(out)
        figures = (each.get("descr", "") for each in root.iter() if each.get("descr"))
        return "".join([*root.itertext(), *figures])
    return out


def _strings(value: Any) -> Iterator[str]:
    """The texts and numbers in plain data, but for drawings."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
    elif not str(value).startswith("<svg"):
        yield str(value)


def opened(form: str, report: Report) -> str:
    """What the pages of a format are made of that is no text; a test is skipped without it."""
    needs(form)
    if form == "pdf":
        return json.dumps(data(report), ensure_ascii=False)
    with ZipFile(io.BytesIO(content(report, form, Style()))) as file:
        return file.read("word/document.xml").decode()


def word_structure(text: str) -> list[Any]:
    """The elements of a Word file; blanks at the ends of a text are kept by a mark of it."""
    found = []
    for each in ElementTree.fromstring(text.encode()).iter():
        names = [name for name in sorted(each.attrib) if not name.endswith("}space")]
        found.append((each.tag, names))
    return found


OWN: dict[str, Callable[[str], Any]] = {
    "text": lambda _: None,  # wrapped, so that a longer text has more lines
    "markdown": markdown_structure,
    "csv": csv_structure,
    "github": lambda text: len(re.findall(r"^\s*::", text, re.MULTILINE)),
    "bibtex": bibtex_structure,
    "docx": word_structure,
}
