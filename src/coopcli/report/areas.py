"""From the areas of a pack to a table of lights."""

from __future__ import annotations

from typing import Any

from coopcli.model import Assessment, Evidence, Outlook, PartialDate, Rubric, months_between
from coopcli.report.blocks import Block, Code, Line, Mark, Paragraph, Table
from coopcli.report.result import cited_evidence, envelope, light_word, newest, share
from coopcli.report.words import capital, counted, outlook_words, percent

Data = dict[str, Any]


def areas_result(rubric: Rubric, assessments: list[Assessment], today: PartialDate) -> Data:
    """The result that lists areas, each as of its own date; ages count back from ``today``."""
    rows = [_row(assessment, today) for assessment in assessments]
    return envelope("areas", rubric) | {"today": str(today), "areas": rows}


def _row(assessment: Assessment, today: PartialDate) -> Data:
    evidence = cited_evidence(assessment)
    return {
        "id": assessment.area.id,
        "name": assessment.area.name,
        "aliases": list(assessment.area.aliases),
        "as_of": str(assessment.as_of),
        "light": light_word(assessment.light),
        "best": light_word(assessment.best),
        "worst": light_word(assessment.worst),
        "outlook": assessment.outlook.value,
        "turning": [light_word(light) for light in assessment.turning],
        "coverage": share(assessment.coverage),
        "newest_evidence": newest(evidence),
        "age_months": _age(evidence, today),
    }


def _age(evidence: list[Evidence], today: PartialDate) -> int | None:
    days = [item.known.last for item in evidence]
    return months_between(max(days), today.last) if days else None


def areas_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The table of areas; with ``detail`` above 0 also their aliases."""
    rows: list[tuple[Line, ...]] = []
    for area in data["areas"]:
        name: Line = (Code(area["id"]),)
        if detail > 0 and area["aliases"]:
            name = (*name, f" ({', '.join(area['aliases'])})")
        age = area["age_months"]
        rows.append(
            (
                (Mark(area["light"]),),
                name,
                (
                    outlook_words(Outlook(area["outlook"]), area["turning"])
                    .removeprefix("outlook ")
                    .removeprefix("possibly "),
                ),
                (percent(area["coverage"]),),
                (area["newest_evidence"] or "none",),
                ("–" if age is None else f"{age}",),
            )
        )
    columns = ("light", "area", "outlook", "rated", "newest", "months")
    count = capital(counted(len(rows), "area"))
    told = (
        f"{count} of {data['rubric']['title']}, each as of its newest rating; months since the "
        f"newest evidence count back from {data['today']}."
    )
    return [Table(columns, tuple(rows)), Paragraph((told,))]
