"""Every word that heads a column or a line of a report is plain English, or explained.

The words come from what the program prints, so that a new one fails here until ``explain`` knows it
or somebody calls it plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from coopcli.formats import Style, render
from coopcli.results.parts import RubricResult
from coopcli.studies.terms import TERMS, term_of
from coopcli.text import Report
from coopcli.text.blocks import Block, Cover, Entries, Table
from coopcli.text.glossary import glossary
from tests.examples import golden, run
from tests.kinds import NAMES, result
from tests.tools.sentences import printed

PLAIN = {
    *(
        "",
        "id",
        "result",
        "rule",
        "why",
        "how sure",
        "more",
        "key",
        "what to do",
        "first step",
    ),
    *("today", "before", "now", "without", "what if", "what must be true", "answers that changed"),
    *("decided by", "of all combinations", "rules that fit the others", "that also give it"),
}
"""Words at the head of a column or a line that need no explanation."""


def labels(name: str) -> Iterator[str]:
    """The words that head columns and lines in a result, without the names of its lights."""
    found = result(name)
    rubric = found.rubric if isinstance(found, RubricResult) else getattr(found, "new_rubric", None)
    lights = [light.name for light in rubric.light_ids] if rubric else []
    for detail in (-1, 0, 1, 2):
        for label in _labels(Report(found, detail).blocks()):
            if label in lights or label.isupper():  # a light, or the letter of an area
                continue
            for light in lights:
                label = label.replace(light, "a better light")
            yield label.lower()


def _labels(blocks: tuple[Block, ...] | list[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Entries(entries):
                yield from (entry.word for entry in entries)
            case Table() as table:
                yield from table.columns
            case Cover() as cover:
                yield from (word for word, _ in cover.facts)
        yield from _labels(getattr(block, "blocks", ()))


def test_every_word_that_heads_a_column_or_a_line_is_explained_or_plain() -> None:
    found = {label: name for name in NAMES for label in labels(name)}

    assert len(found) > 60
    unknown = {label: name for label, name in found.items() if not known(label)}
    assert unknown == {}


def known(label: str) -> bool:
    return label in PLAIN or term_of(label) is not None


def test_nothing_is_called_plain_that_no_report_prints() -> None:
    printed = {label for name in NAMES for label in labels(name)}

    assert PLAIN - printed == set()


def test_the_words_of_a_document_are_those_of_explain() -> None:
    assert [word for word, _ in glossary() if term_of(word) is None] == []


@pytest.mark.parametrize("word", ["weak answers", "variations", "Surer if", "bits", "alpha"])
def test_explain_prints_what_a_word_of_a_report_means(word: str) -> None:
    shown = run("explain", word)

    assert shown.returncode == 0
    meaning = TERMS[str(term_of(word))].meaning
    assert " ".join(meaning.split()[:6]) in " ".join(shown.stdout.decode().split())


def test_words_of_reports_that_no_term_explains_are_listed() -> None:
    # Whoever changes a report sees in this list which words it brings: a plain one, or a term.
    explained = {part for name, term in TERMS.items() for part in _words([name, *term.forms])}
    shown = {word for _, sentence in printed() for word in _words([sentence])}

    assert len(shown & explained) > 80
    golden("words-of-reports.txt", "".join(f"{word}\n" for word in sorted(shown - explained)))


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from re.findall(r"[a-z]{3,}", text.lower())


STATISTICS = re.compile(
    r"\b(bits|dirichlet|banzhaf|spearman|clopper|pearson|sobol|bootstrap|variance|uniform law"
    r"|concentration|beta law|entropy)\b",
    re.IGNORECASE,
)
"""Words that only those who ask for more, with -v, should meet."""


@pytest.mark.parametrize("detail", [-1, 0])
def test_statistics_stand_behind_a_switch(detail: int) -> None:
    for name in NAMES:
        if "resolved" not in name:  # which prints the keys of a file
            text = render(Report(result(name), detail), "text", Style(100))
            assert not STATISTICS.search(text), name
    more = render(Report(result("robustness-fish-counting"), 1), "text", Style(100))
    assert {"bits", "Dirichlet"} <= set(STATISTICS.findall(more))
