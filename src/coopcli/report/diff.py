"""From two results to what changed between them, split into ageing, ratings and rubric.

The parts follow each other: first the old answers grow older until the new date, then the new
answers take their place, then the new rubric judges them. Each part is the step from one state to
the next, so the parts add up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from coopcli import __version__
from coopcli.assessment import assess
from coopcli.model import (
    Assessment,
    Basis,
    Certainty,
    Confidence,
    Coverage,
    Criterion,
    Cuts,
    Dimension,
    IssueArea,
    Kind,
    Lines,
    Missing,
    PartialDate,
    Rating,
    Rubric,
    Trend,
    Veto,
    Weighing,
)
from coopcli.report.blocks import Block, Code, Heading, Items, Line, Mark, Paragraph, Strong, Table
from coopcli.report.result import SCHEMA_VERSION, light_word
from coopcli.report.words import capital, counted, level_words, listed
from coopcli.results.saved import data_of
from coopcli.studies.batch import Judged, records_of
from coopcli.studies.rows import Row

Data = dict[str, Any]

PARTS = ("ageing", "ratings", "rubric")

_RATING = ("level", "missing", "known", "basis", "rationale", "evidence", "likelihood")
_HALF = Fraction(1, 2)


def diff_result(old: Judged, new: Judged) -> Data:
    """The result of comparing two results of areas, area by area."""
    return _diff_result(data_of(old), data_of(new), _rows(old), _rows(new))


def _diff_result(old: Data, new: Data, before: dict[str, Data], after: dict[str, Data]) -> Data:
    both = [name for name in before if name in after]
    areas = [_area_diff(_Side(old, before[name]), _Side(new, after[name])) for name in both]
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "diff",
        "engine_version": __version__,
        "old_rubric": old["rubric"],
        "new_rubric": new["rubric"],
        "areas": [area for area in areas if _moved(area)],
        "unchanged": [area["id"] for area in areas if not _moved(area)],
        "appeared": [name for name in after if name not in before],
        "vanished": [name for name in before if name not in after],
    }


class _Side(NamedTuple):
    """A result and one row of it."""

    data: Data
    row: Data


def _rows(result: Judged) -> dict[str, Data]:
    rows = (record for record in records_of(result) if isinstance(record, Row))
    return {row.area.id: data_of(row) for row in rows}


def _moved(area: Data) -> bool:
    return bool(area["criteria"]) or any(
        part["light"][0] != part["light"][1]
        or part["outlook"][0] != part["outlook"][1]
        or any(part["votes"].values())
        for part in area["parts"]
    )


def _area_diff(old: _Side, new: _Side) -> Data:
    states = _states(old, new)
    parts = [
        _part(name, first, second)
        for name, (first, second) in zip(PARTS, pairwise(states), strict=True)
    ]
    return {
        "id": new.row["area"]["id"],
        "name": new.row["area"]["name"],
        "file": new.row["area"]["file"],
        "as_of": [old.row["as_of"], new.row["as_of"]],
        "light": [old.row["light"], new.row["light"]],
        "outlook": [old.row["outlook"], new.row["outlook"]],
        "total": {key: sum(part["votes"][key] for part in parts) for key in _VOTES},
        "parts": parts,
        "criteria": list(_criteria(old, new)),
    }


def _part(name: str, before: Assessment, after: Assessment) -> Data:
    first, second = _votes(before), _votes(after)
    return {
        "part": name,
        "light": [light_word(before.light), light_word(after.light)],
        "outlook": [before.outlook.value, after.outlook.value],
        "votes": {key: second[key] - first[key] for key in _VOTES},
    }


_VOTES = ("green", "yellow", "red", "missing")


def _votes(assessment: Assessment) -> dict[str, int]:
    counts = dict.fromkeys(_VOTES, 0)
    for answer in assessment.answers:
        word = "missing" if answer.light is None else light_word(answer.light)
        counts[word] += answer.criterion.weight
    return counts


def _states(old: _Side, new: _Side) -> list[Assessment]:
    """The old state, then after ageing, after the new ratings, and under the new rubric."""
    first, last = PartialDate.parse(old.row["as_of"]), PartialDate.parse(new.row["as_of"])
    aged = max(first, last, key=lambda day: day.last)
    old_rubric, new_rubric = _rubric(old), _rubric(new)
    before, after = _area(old.row), _area(new.row)
    # A question that only the old rubric asks keeps its answer until the rubric changes.
    kept = {n: r for n, r in before.ratings.items() if n not in new_rubric.criteria}
    between = IssueArea(after.id, after.name, "", {**after.ratings, **kept})
    return [
        assess(old_rubric, before, first),
        assess(old_rubric, before, aged),
        assess(old_rubric, between, last),
        assess(new_rubric, after, last),
    ]


def _criteria(old: _Side, new: _Side) -> Iterator[Data]:
    before = {answer["id"]: answer for answer in old.row["criteria"]}
    after = {answer["id"]: answer for answer in new.row["criteria"]}
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if part := _attributed(was, now, old, new):
            yield {
                "id": name,
                "part": part,
                "light": [was and was["light"], now and now["light"]],
                "level": [was and was["level"], now and now["level"]],
                "confidence": [was and was["confidence"], now and now["confidence"]],
                "trend": [was and was["trend"], now and now["trend"]],
                "line": now["line"] if now else 0,
            }


def _attributed(was: Data | None, now: Data | None, old: _Side, new: _Side) -> str:
    """The one part that a change of an answer belongs to, or nothing where there is none."""
    if was is None or now is None:
        return "rubric"
    if any(was[key] != now[key] for key in _RATING):
        return "ratings"
    if was["light"] != now["light"] or was["closes"] != now["closes"]:
        return "rubric"
    if was["confidence_before_age"] != now["confidence_before_age"]:
        return "ratings"  # the evidence behind the same rating changed
    if was["trend"] != now["trend"] and not (was["trend_lapsed"] or now["trend_lapsed"]):
        return "ratings"
    if was["confidence"] != now["confidence"] or was["trend"] != now["trend"]:
        return "ageing" if old.row["as_of"] != new.row["as_of"] else "rubric"
    return ""


# A saved result holds the whole rule and every answer: enough to judge again.


def _rubric(side: _Side) -> Rubric:
    rule, about = side.data["rule"], side.data["rubric"]
    return Rubric(
        id=about["id"],
        title=about["title"],
        version=about["version"],
        parties=(),
        dimensions=tuple(_dimensions(side.data)),
        lines=Lines(**rule["lines"]),
        majority=Fraction(rule["majority"]),
        coverage=Coverage(*(Fraction(rule["coverage"][k]) for k in ("overall", "dimension"))),
        horizon_months=rule["horizon_months"],
        cuts=Cuts(*(Fraction(rule["cuts"][key]) for key in ("green", "yellow"))),
        # Confidence is compared as saved; what it is made of plays no part in a light.
        certainty=Certainty(
            dict.fromkeys(Kind, 12),
            dict.fromkeys(Confidence, (Fraction(1), Fraction(0), Fraction(0))),
        ),
        weighing=Weighing(1, Fraction(1), _HALF, _HALF),
        meanings={},
    )


def _dimensions(data: Data) -> Iterator[Dimension]:
    groups: dict[str, list[Data]] = {}
    if data["kind"] == "batch":
        for question in data["questions"]:
            groups.setdefault(question["dimension"], []).append(question)
    else:
        groups = {part["id"]: part["criteria"] for part in data["dimensions"]}
    for name, questions in groups.items():
        yield Dimension(name, name, tuple(map(_criterion, questions)))


def _criterion(question: Data) -> Criterion:
    gate = Veto(**question["gate"]) if question["gate"] else None
    return Criterion(question["id"], question["name"], "", question["weight"], (), gate)


def _area(row: Data) -> IssueArea:
    ratings = {answer["id"]: (_rating(answer),) for answer in row["criteria"] if answer["known"]}
    return IssueArea(row["area"]["id"], row["area"]["name"], "", ratings)


def _rating(answer: Data) -> Rating | Missing:
    known = PartialDate.parse(answer["known"])
    if answer["level"] is None:
        return Missing(answer["missing"] or "", known)
    low, high = answer["level"]
    trend = Trend[answer["trend"].upper()]
    return Rating(known, low, high, Basis(answer["basis"]), "", (), trend)


# The report.


def diff_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """Every area that changed, with its parts; ``detail`` -1 leaves out the single answers."""
    blocks: list[Block] = []
    if data["old_rubric"] != data["new_rubric"]:
        told = (_rubric_words(data["old_rubric"]), _rubric_words(data["new_rubric"]))
        words = f"The rubric is another one: {told[0]} before, {told[1]} now."
        blocks.append(Paragraph((Strong("Incomparable as they stand. "), words)))
    for area in data["areas"]:
        blocks += _area_blocks(area, detail)
    for key in ("appeared", "vanished"):
        if data[key]:
            blocks.append(Paragraph((Strong(f"{capital(key)}: "), f"{listed(data[key])}.")))
    counts = f"{counted(len(data['areas']), 'area')} changed, {len(data['unchanged'])} did not."
    return [*blocks, Paragraph((capital(counts),))]


def _rubric_words(rubric: Data) -> str:
    return f"{rubric['id']} {rubric['version']} ({rubric['digest'][:15]}…)"


def _area_blocks(area: Data, detail: int) -> Iterator[Block]:
    yield Heading(area["name"])
    (was, now), (old_day, new_day) = area["light"], area["as_of"]
    yield Paragraph((Mark(was), f" as of {old_day}; ", Mark(now), f" as of {new_day}."))
    columns = ("part", "light", "outlook", *_VOTES)
    rows = [
        (
            (part["part"],),
            _arrow(part["light"]),
            (_words(part["outlook"]),),
            *((_signed(part["votes"][key]),) for key in _VOTES),
        )
        for part in area["parts"]
    ]
    total: tuple[Line, ...] = (
        ("together",),
        _arrow(area["light"]),
        (_words(area["outlook"]),),
        *((_signed(area["total"][key]),) for key in _VOTES),
    )
    yield Table(columns, (*rows, total), joined=True)
    if area["criteria"] and detail >= 0:
        yield Items(tuple(_answer_line(change) for change in area["criteria"]))


def _arrow(lights: list[str]) -> Line:
    before, after = lights
    return (Mark(after),) if before == after else (Mark(before), " to ", Mark(after))


def _words(pair: list[str]) -> str:
    return pair[1] if pair[0] == pair[1] else f"{pair[0]} to {pair[1]}"


def _signed(count: int) -> str:
    return f"{count:+d}" if count else "0"


def _answer_line(change: Data) -> Line:
    told = []
    for key in ("level", "light", "confidence", "trend"):
        was, now = change[key]
        if was != now:
            told.append(f"{key} {_shown(key, was)} to {_shown(key, now)}")
    return (Code(change["id"]), f" ({change['part']}): {', '.join(told) or 'told anew'}")


def _shown(key: str, value: Any) -> str:
    return level_words(value) if key == "level" else str(value or "none")
