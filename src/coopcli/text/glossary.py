"""The words that a document uses in a sense of its own, as ``explain`` means them."""

from __future__ import annotations

from coopcli.studies.terms import TERMS
from coopcli.text.blocks import Line
from coopcli.text.words import capital

_WORDS = (
    *("rubric", "area", "question", "level", "answer", "light", "veto", "majority"),
    *(
        "deciding-answers",
        "not-answered",
        "not-applicable",
        "undetermined",
        "evidence",
        "raises",
    ),
    *("confidence", "inferred", "how-sure", "provisional", "strict-reading"),
    *("outlook", "as-of", "works-now", "not-known", "worse-if", "avenue"),
)
"""The terms of a document, in the order in which a reader meets them."""

_SHOWN = {
    "undetermined": "No light",
    "strict-reading": "Weak answers",
    "raises": "Lowers it",
}
"""What a document calls a term that ``explain`` lists by another of its words."""


def glossary() -> tuple[tuple[str, Line], ...]:
    """Each word and what it means."""
    return tuple((_SHOWN.get(name) or _name(name), (TERMS[name].meaning,)) for name in _WORDS)


def _name(term: str) -> str:
    return capital(term.replace("-", " "))
