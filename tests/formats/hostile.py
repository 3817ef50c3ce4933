"""A batch result whose every text tries to act in some format."""

from __future__ import annotations

from dataclasses import replace

from coopcli.analysis.gates import Gates
from coopcli.problems import Location, Problem
from coopcli.rule.assessment import assess
from coopcli.studies.batch import Batch, Summary, batch_result, counted
from coopcli.studies.gated import gating
from coopcli.studies.rows import Row, Unread, row_of, unread_of
from tests.examples import IDS, LIGHT_IDS, a_rating, a_rubric, an_area, day

PAYLOADS = (
    '=HYPERLINK("http://x")',
    "＝1+1",
    " \t@SUM(1)",
    "::error file=x::y",
    "##[error]x",
    "a%0Ab",
    "[x](javascript:1) {0} \\",
    "</script><script>alert(1)</script>",
    "]]> & <a b='c'>",
    "line\nbreak",
    "emoji 💚 and 漢字",
)


def a_batch() -> Batch:
    """One area whose rationales are the payloads, and one unreadable input."""
    area = an_area({"legal-restrictions": 4, "split-forums": None, "value-conflict": (2, 3)})
    ratings = dict(area.ratings)
    for name, payload in zip(IDS, PAYLOADS, strict=False):
        if name in ratings:
            level = ratings[name][0]
            low, high = getattr(level, "low", 3), getattr(level, "high", 3)
            ratings[name] = (
                a_rating((max(low, 2), max(high, 2)))._replace(rationale=payload, line=7),
            )
    area = replace(area, name=PAYLOADS[7], path="areas/a b,c%:ü.yaml", ratings=ratings)
    rubric = a_rubric()
    gates = Gates(
        (
            "red",
            "stale",
            "undetermined",
        )
    )
    judged = assess(rubric, area, day("2020"))
    records: list[Row | Unread] = [
        row_of(judged, gating(gates, judged)),
        unread_of(
            "bad\x1b[31m.yaml",
            [Problem(Location("bad\x1b[31m.yaml", 3, 5), "not-yaml", " ".join(PAYLOADS))],
        ),
    ]
    summary = Summary(LIGHT_IDS)
    for record in records:
        summary.add(counted(record))
    return batch_result(
        rubric,
        records,
        summary=summary,
        gates=summary.gating(gates, [], enforced=True),
        baseline="",
        unmatched=[],
    )
