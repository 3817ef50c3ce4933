"""From a rubric to the framework as data: rule, questions, avenues, published lights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopcli.model import Avenue, Criterion, Light, Rubric
from coopcli.report.blocks import (
    Block,
    Code,
    Heading,
    Items,
    Line,
    Mark,
    Paragraph,
    Strong,
    Table,
)
from coopcli.report.notes import documents, sources_of
from coopcli.report.result import criterion_data, envelope, light_word, rule_data, source_data
from coopcli.report.words import capital, counted, listed, rule_sentences
from coopcli.results import parts as results
from coopcli.results.codec import decode

Data = dict[str, Any]


def framework_result(rubric: Rubric) -> Data:
    """The result that shows a rubric."""
    return envelope("rubric", rubric) | {
        "about": rubric.about,
        "parties": [{"id": party.id, "name": party.name} for party in rubric.parties],
        "rule": rule_data(rubric),
        "meanings": [
            {
                "light": light_word(light),
                "meaning": rubric.meanings[light].meaning,
                "next": rubric.meanings[light].next,
                "ours": rubric.meanings[light].ours,
            }
            for light in reversed(Light)
        ],
        "dimensions": [
            {
                "id": part.id,
                "name": part.name,
                "about": part.about,
                "criteria": [_criterion(criterion) for criterion in part.criteria],
            }
            for part in rubric.dimensions
        ],
        "avenues": [_avenue(avenue) for avenue in rubric.avenues],
        "references": [
            {
                "area": reference.area,
                "as_of": str(reference.as_of),
                "light": light_word(reference.light),
                "outlook": reference.outlook.value,
            }
            for reference in rubric.references
        ],
        "sources": [source_data(source) for source in rubric.sources.values()],
    }


def _criterion(criterion: Criterion) -> Data:
    return criterion_data(criterion) | {
        "anchors": list(criterion.anchors),
        "substance": criterion.substance,
        "reach": [
            {"avenue": avenue, "steps": reach.steps, "effort": reach.effort}
            for avenue, reach in criterion.reach.items()
        ],
        "beyond": criterion.beyond,
    }


def _avenue(avenue: Avenue) -> Data:
    return {
        "id": avenue.id,
        "name": avenue.name,
        "about": avenue.about,
        "offers": [offer.id for offer in avenue.offers],
    }


def rubric_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The framework at a glance; with ``detail`` above 0 every question with its anchors."""
    rubric, parties = data["rubric"], listed(party["name"] for party in data["parties"])
    blocks: list[Block] = [Heading(rubric["title"], 1)]
    blocks += [Paragraph((data["about"],))] if data["about"] else []
    blocks.append(Paragraph((f"{rubric['id']} {rubric['version']}; between {parties}.",)))
    blocks += [
        Heading("The rule"),
        *(Paragraph((line,)) for line in rule_sentences(decode(results.Rule, data["rule"]))),
    ]
    blocks += [Heading("The lights"), Items(tuple(map(_meaning, data["meanings"])))]
    for part in data["dimensions"]:
        blocks += [Heading(part["name"]), *_questions(part, detail)]
    if data["avenues"]:
        blocks += [Heading("The avenues"), Items(tuple(map(_avenue_line, data["avenues"])))]
    if data["references"]:
        blocks += [Heading("Published lights"), _references(data["references"])]
    told = "'coopcli explain' tells more of each id in these lists."
    return [*blocks, Paragraph((told,)), *documents(sources_of(data))]


def _meaning(meaning: Data) -> Line:
    return (Mark(meaning["light"]), f": {meaning['meaning']}")


def _questions(part: Data, detail: int) -> Iterator[Block]:
    if part["about"]:
        yield Paragraph((part["about"],))
    if detail <= 0:
        yield Table(
            ("question", "weight", "gate", "avenues"),
            tuple(_row(criterion) for criterion in part["criteria"]),
        )
        return
    for criterion in part["criteria"]:
        gate = ", gate" if criterion["gate"] else ""
        title = f"{criterion['name']}, weight {criterion['weight']}{gate}"
        yield Heading(title, 3)
        yield Paragraph((criterion["question"],))
        anchors = enumerate(criterion["anchors"])
        yield Items(tuple((Strong(f"{level}"), f": {text}") for level, text in anchors))
        yield Paragraph(_ways(criterion))


def _row(criterion: Data) -> tuple[Line, ...]:
    gate = criterion["gate"]
    return (
        (Code(criterion["id"]),),
        (f"{criterion['weight']}",),
        (f"{gate['green']}, {gate['yellow']}" if gate else "–",),
        _ways(criterion),
    )


def _ways(criterion: Data) -> Line:
    reach = [f"{way['avenue']} ({counted(way['steps'], 'level')})" for way in criterion["reach"]]
    return (listed(reach) if reach else "none",)


def _avenue_line(avenue: Data) -> Line:
    offers = capital(counted(len(avenue["offers"]), "offer"))
    return (Code(avenue["id"]), ": ", Strong(avenue["name"]), f". {avenue['about']} {offers}.")


def _references(references: list[Data]) -> Table:
    rows = tuple(
        ((Mark(r["light"]),), (Code(r["area"]),), (r["as_of"],), (r["outlook"],))
        for r in references
    )
    return Table(("light", "area", "as of", "outlook"), rows)
