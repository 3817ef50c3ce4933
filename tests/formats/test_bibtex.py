"""BibTeX of documents: what TeX would act on is text, and names stay as they are written."""

from __future__ import annotations

import pytest

from coopcli.formats import Style, render
from coopcli.formats.bibtex import escaped
from coopcli.problems import InvalidInput
from coopcli.results.parts import Source
from coopcli.studies.areas import areas_result
from coopcli.studies.parts import rubric_ref
from coopcli.studies.sources import Document, Sources
from coopcli.text import Report
from tests.examples import a_rubric, day

DOCUMENT = Source(
    id="a-paper",
    title="Costs & {gains} of 5% of AI_2",
    authors=("Lim Min Zhang", "A Name"),
    publisher="R&D",
    date=day("2024-02-19"),
    kind="article",
    note="",
)


def listed(source: Source) -> Report:
    sources = (Document(source, ()),)
    return Report(Sources(rubric=rubric_ref(a_rubric()), area=None, as_of=None, sources=sources))


def test_an_entry_is_escaped_and_keeps_names_whole() -> None:
    report = listed(DOCUMENT)

    assert render(report, "bibtex", Style()) == (
        "@article{a-paper,\n"
        "  author = {{Lim Min Zhang} and {A Name}},\n"
        "  title = {{Costs \\& \\textbraceleft{}gains\\textbraceright{} of 5\\% of AI\\_2}},\n"
        "  journal = {R\\&D},\n"
        "  year = {2024},\n"
        "  month = {2},\n"
        "  date = {2024-02-19},\n"
        "}\n"
    )


def test_a_document_without_a_publisher_has_no_such_field() -> None:
    report = listed(DOCUMENT._replace(publisher="", date=day("2020")))

    text = render(report, "bibtex", Style())
    assert "journal" not in text
    assert "month" not in text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        ("a~b^c#d$e", r"a\textasciitilde{}b\textasciicircum{}c\#d\$e"),
        ("two\n  lines", "two lines"),
    ],
)
def test_no_command_of_tex_gets_through(text: str, safe: str) -> None:
    assert str(escaped(text)) == safe


def test_a_report_without_documents_is_refused_in_words() -> None:
    with pytest.raises(InvalidInput) as caught:
        render(Report(areas_result(a_rubric(), [], day("2020"))), "bibtex", Style())

    assert "bibtex cannot say a result of kind 'areas'" in str(caught.value.problems[0])
