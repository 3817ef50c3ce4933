"""From several assessments to a report of what they share and what sets them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Any

from coopcli import argument
from coopcli.analysis.side_by_side import Step, rows, steps
from coopcli.model import Assessment, CriterionAnswer, Outlook, Rating
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
from coopcli.report.notes import Citations, documents, sources_of
from coopcli.report.result import (
    cited_evidence,
    envelope,
    evidence_data,
    light_word,
    newest,
    share,
    source_data,
    tally,
)
from coopcli.report.words import capital, counted, level_words, listed, outlook_words, percent
from coopcli.results import parts as results
from coopcli.results.codec import decode

Data = dict[str, Any]


def comparison_result(assessments: Sequence[Assessment]) -> Data:
    """The result that sets areas of one rubric side by side, each as of its own date."""
    evidence = {item.id: item for one in assessments for item in cited_evidence(one)}
    sources = {name: source for one in assessments for name, source in one.area.sources.items()}
    cited = dict.fromkeys(item.passage.source for item in evidence.values())
    compared = {row.criterion.id: row for row in rows(assessments)}
    return envelope("comparison", assessments[0].rubric) | {
        "areas": [_area(one) for one in assessments],
        "dimensions": [
            {
                "id": part.dimension.id,
                "name": part.dimension.name,
                "criteria": [
                    {
                        "id": answer.criterion.id,
                        "name": answer.criterion.name,
                        "weight": answer.criterion.weight,
                        "gate": answer.criterion.veto is not None,
                        "differs": compared[answer.criterion.id].differs,
                        "answers": [_answer(a) for a in compared[answer.criterion.id].answers],
                    }
                    for answer in part.answers
                ],
            }
            for part in assessments[0].dimensions
        ],
        "steps": [_step(step, assessments) for step in steps(assessments)],
        "evidence": [evidence_data(item) for item in evidence.values()],
        "sources": [source_data(sources[name]) for name in cited],
    }


def _area(one: Assessment) -> Data:
    return {
        "id": one.area.id,
        "name": one.area.name,
        "as_of": str(one.as_of),
        "light": light_word(one.light),
        "best": light_word(one.best),
        "worst": light_word(one.worst),
        "outlook": one.outlook.value,
        "turning": [light_word(light) for light in one.turning],
        "coverage": share(one.coverage),
        "tally": tally(one.tally),
        "decided_by": list(one.decided_by),
        "newest_evidence": newest(cited_evidence(one)),
    }


def _answer(answer: CriterionAnswer) -> Data:
    rating, grade = answer.rating, answer.grade
    rated = rating if isinstance(rating, Rating) else None
    return {
        "light": "missing" if answer.light is None else light_word(answer.light),
        "level": [rated.low, rated.high] if rated else None,
        "confidence": None if grade is None else grade.confidence.name.lower().replace("_", "-"),
        "trend": answer.trend.name.lower(),
        "rationale": argument.of(rating) if isinstance(rating, Rating) else rating.reason,
        "evidence": list(rated.evidence) if rated else [],
    }


def _step(step: Step, assessments: Sequence[Assessment]) -> Data:
    return {
        "area": assessments[step.area].area.id,
        "other": assessments[step.other].area.id,
        "light": light_word(assessments[step.other].light),
        "criteria": list(step.criteria),
    }


def comparison_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The areas, their answers side by side, and what separates them.

    ``detail`` -1 is the areas alone; the grounds of each answer are told for two areas, above 0
    for any number.
    """
    marks = dict(zip((area["id"] for area in data["areas"]), _letters(), strict=False))
    blocks: list[Block] = [
        Heading(f"{listed(area['name'] for area in data['areas'])}, side by side", 1),
        _areas_table(data, marks),
    ]
    if detail < 0:
        return blocks
    citations = Citations()
    blocks += [_answers_table(data, marks), Heading("What separates them")]
    blocks += _separation(data, marks, citations, told=detail > 0 or len(marks) == 2)
    notes = citations.notes(decode(tuple[results.Evidence, ...], data["evidence"]))
    if notes.notes:
        cited = {note.id for note in notes.notes}
        told = {item["source"] for item in data["evidence"] if item["id"] in cited}
        blocks += [Heading("Evidence"), notes]
        blocks += documents([s for s in sources_of(data) if s.id in told])
    return blocks


def _letters() -> Iterator[str]:
    """A, B … Z, AA, AB …: short heads for the columns."""
    yield from ascii_uppercase
    for first in ascii_uppercase:
        yield from (first + second for second in ascii_uppercase)


def _areas_table(data: Data, marks: dict[str, str]) -> Table:
    rows: list[tuple[Line, ...]] = [
        (
            (Mark(area["light"]),),
            (f"{marks[area['id']]} ", Code(area["id"])),
            (
                outlook_words(Outlook(area["outlook"]), area["turning"])
                .removeprefix("outlook ")
                .removeprefix("possibly "),
            ),
            (percent(area["coverage"]),),
            (area["as_of"],),
        )
        for area in data["areas"]
    ]
    return Table(("light", "area", "outlook", "rated", "as of"), tuple(rows))


def _answers_table(data: Data, marks: dict[str, str]) -> Table:
    rows: list[tuple[Line, ...]] = []
    for part in data["dimensions"]:
        for criterion in part["criteria"]:
            gate = ", gate" if criterion["gate"] else ""
            rows.append(
                (
                    (f"{criterion['name']}{gate}",),
                    ("differs" if criterion["differs"] else "",),
                    *(_answer_cell(answer) for answer in criterion["answers"]),
                )
            )
    return Table(("question", "", *marks.values()), tuple(rows))


def _answer_cell(answer: Data) -> Line:
    return (Mark(answer["light"], word=False), f" {level_words(answer['level'])}")


def _separation(
    data: Data, marks: dict[str, str], citations: Citations, *, told: bool
) -> Iterator[Block]:
    criteria = [c for part in data["dimensions"] for c in part["criteria"]]
    names = {criterion["id"]: criterion["name"].lower() for criterion in criteria}
    apart = [criterion for criterion in criteria if criterion["differs"]]
    yield Paragraph((_count(apart, criteria),))
    if data["steps"]:
        yield Items(tuple(_step_line(step, marks, names) for step in data["steps"]))
    if not told:
        return
    for criterion in apart:
        yield Paragraph((Strong(criterion["name"]),))
        yield Items(
            tuple(
                (
                    f"{mark} ",
                    *_answer_cell(answer),
                    f": {answer['rationale']}",
                    *citations.cite(answer["evidence"]),
                )
                for mark, answer in zip(marks.values(), criterion["answers"], strict=True)
            )
        )


def _count(apart: list[Data], criteria: list[Data]) -> str:
    if not apart:
        return "No question has answers of different lights."
    gates = [criterion["name"].lower() for criterion in apart if criterion["gate"]]
    told = f"; gate questions among them: {listed(gates)}" if gates else ""
    questions = counted(len(apart), "question has", "questions have")
    return f"{capital(questions)} answers of different lights, of {len(criteria)}{told}."


def _step_line(step: Data, marks: dict[str, str], names: dict[str, str]) -> Line:
    one, other = marks[step["area"]], marks[step["other"]]
    if not step["criteria"]:
        told = f"No single answer of {other} would alone give {one} the light of {other}, "
    elif len(step["criteria"]) == 1:
        told = f"One answer of {other} would alone give {one} the light of {other}, "
    else:
        told = f"Any one of these answers of {other} would give {one} the light of {other}, "
    which = listed((names[name] for name in step["criteria"]), "or")
    return (told, Mark(step["light"]), f": {which}." if which else ".")
