"""From the documents of a report to BibTeX, as LaTeX and reference managers read it."""

from __future__ import annotations

import re

from coopcli.formats import Style
from coopcli.formats.markup import Markup
from coopcli.problems import legible, one_line
from coopcli.results.parts import Source
from coopcli.studies.sources import documents_of
from coopcli.text import Report

_TYPES = {"report": "techreport", "article": "article", "legal-text": "misc"}

# Where the publisher stands: a journal, the institution behind a report, or anything else.
_PUBLISHER = {"techreport": "institution", "article": "journal", "misc": "howpublished"}

_SPECIAL = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces that a backslash precedes like all others.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


class Bibtex(Markup):
    """BibTeX with no command of TeX and no brace that a text brought."""


def render(report: Report, style: Style) -> str:
    """One entry a document, with its id as the key."""
    return str(Bibtex.join("\n", map(_entry, documents_of(report.result))))


def escaped(text: str) -> Bibtex:
    """Text with no command of TeX in it, on one line."""
    return Bibtex("".join(_SPECIAL.get(sign, sign) for sign in one_line(legible(text))))


def _entry(source: Source) -> Bibtex:
    kind = _TYPES.get(source.kind, "misc")
    year, *month = str(source.date).split("-")[:2]
    # Braces keep a name as it is written: which part is the family's is not known here.
    names = (Bibtex.of("{{{}}}", escaped(name)) for name in source.authors)
    fields = {
        "author": Bibtex.join(" and ", names),
        "title": Bibtex.of("{{{}}}", escaped(source.title)),
        _PUBLISHER[kind]: escaped(source.publisher),
        "year": escaped(year),
        "month": escaped(str(int(month[0])) if month else ""),
        "date": escaped(str(source.date)),
        "url": escaped(source.url or ""),
        "note": escaped(source.note),
    }
    form = "  {} = {{{}}},\n"
    lines = (Bibtex.of(form, escaped(name), value) for name, value in fields.items() if value)
    return Bibtex.of("@{}{{{},\n{}}}\n", escaped(kind), _key(source.id), Bibtex.join("", lines))


def _key(name: str) -> Bibtex:
    """An id as the key of an entry; keys are no text of TeX."""
    return escaped(re.sub(r"[^A-Za-z0-9:.-]", "-", name))
