"""Every term that a report uses can be explained."""

from __future__ import annotations

import pytest

from coopcli.studies.explain import ExplainedTerm, study
from coopcli.studies.terms import TERMS, term_of
from tests.examples import the_pack

ASKED = (
    *("veto", "gate", "outlook", "confidence", "firm", "effort", "coverage", "sure", "provisional"),
    *("inferred", "strict reading", "lenient", "undetermined", "level", "range", "majority"),
    *("basis", "side", "unstated", "raises", "argument", "mark", "hardening", "reported"),
    *("avenue", "Planning units", "out of reach", "not applicable", "as of", "plain average"),
    *("weak", "weak answers", "veto at 4"),
)
"""Words of reports, as a reader would type them."""


@pytest.mark.parametrize("word", ASKED)
def test_a_term_of_a_report_is_explained(word: str) -> None:
    found = study(the_pack(), word)

    assert isinstance(found, ExplainedTerm)
    assert found.meaning


def test_no_word_stands_for_two_terms() -> None:
    words = [word for name, term in TERMS.items() for word in (name, *term.forms)]

    assert sorted(words) == sorted(set(words))
    assert all(term_of(word) for word in words)


def test_a_word_that_is_no_term_is_none() -> None:
    assert term_of("bridge") is None
