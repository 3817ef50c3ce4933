"""Legitimate text is shown as itself in every format: wide spaces, joiners, and written escapes."""

from __future__ import annotations

import html
import json

import pytest

from coopcli.formats import Style, render
from coopcli.studies.assess import AssessmentResult
from coopcli.text import Report
from tests.formats.test_escaping import result

TEXT = "wide\u3000here\u00a0and a joined\u200dword, and no line feed: \\x0a"


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "csv"])
def test_it_is_shown_as_itself(form: str) -> None:
    area: AssessmentResult = result(TEXT)
    out = render(Report(area, 1), form, Style(1000, long=True))

    if form == "html":
        out = html.unescape(out)
    if form == "json":
        out = json.loads(out)["area"]["scope"]
    if form == "markdown":
        out = out.replace("\\\\", "\\")

    assert TEXT in out
