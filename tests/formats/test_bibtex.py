"""BibTeX of documents: what TeX would act on is text, and names stay as they are written."""

from __future__ import annotations

import pytest

from coopcli.formats import Style, render
from coopcli.formats.bibtex import escaped
from coopcli.problems import InvalidInput
from coopcli.report import Report

DOCUMENT = {
    "id": "a-paper",
    "title": "Costs & {gains} of 5% of AI_2",
    "authors": ["Lim Min Zhang", "A Name"],
    "publisher": "R&D",
    "date": "2024-02-19",
    "kind": "article",
    "note": "",
}


def test_an_entry_is_escaped_and_keeps_names_whole():
    report = Report({"kind": "sources", "sources": [DOCUMENT]})

    assert render(report, "bibtex", Style()) == (
        "@article{a-paper,\n"
        "  author = {{Lim Min Zhang} and {A Name}},\n"
        "  title = {{Costs \\& \\{gains\\} of 5\\% of AI\\_2}},\n"
        "  journal = {R\\&D},\n"
        "  year = {2024},\n"
        "  month = {2},\n"
        "  date = {2024-02-19},\n"
        "}\n"
    )


def test_a_document_without_a_publisher_has_no_such_field():
    report = Report({"kind": "sources", "sources": [DOCUMENT | {"publisher": "", "date": "2020"}]})

    text = render(report, "bibtex", Style())
    assert "journal" not in text
    assert "month" not in text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("a~b^c#d$e", r"a\textasciitilde{}b\textasciicircum{}c\#d\$e"),
        ("two\n  lines", "two lines"),
    ],
)
def test_no_command_of_tex_gets_through(text: str, safe: str):
    assert escaped(text) == safe


def test_a_report_without_documents_is_refused_in_words():
    with pytest.raises(InvalidInput) as caught:
        render(Report({"kind": "areas"}), "bibtex", Style())

    assert "bibtex cannot say a result of kind 'areas'" in str(caught.value.problems[0])
