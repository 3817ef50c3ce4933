"""From the documents of a report to BibTeX, as LaTeX and reference managers read it."""

from __future__ import annotations

import re

from coopcli.formats import Style
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


def render(report: Report, style: Style) -> str:
    """One entry a document, with its id as the key."""
    return "\n".join(_entry(source) for source in documents_of(report.result))


def escaped(text: str) -> str:
    """Text with no command of TeX in it, on one line."""
    return "".join(_SPECIAL.get(sign, sign) for sign in one_line(legible(text)))


def _entry(source: Source) -> str:
    kind = _TYPES.get(source.kind, "misc")
    year, *month = str(source.date).split("-")[:2]
    fields = {
        # Braces keep a name as it is written: which part is the family's is not known here.
        "author": " and ".join(f"{{{escaped(name)}}}" for name in source.authors),
        "title": f"{{{escaped(source.title)}}}",
        _PUBLISHER[kind]: escaped(source.publisher),
        "year": year,
        "month": str(int(month[0])) if month else "",
        "date": str(source.date),
        "note": escaped(source.note),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{_key(source.id)},\n{''.join(lines)}}}\n"


def _key(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9:._-]", "-", name)
