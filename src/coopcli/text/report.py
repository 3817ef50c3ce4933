"""From many areas to one document: title page, summary, map, changes, briefs, reports, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from coopcli.results.values import MISSING, UNDETERMINED, AnyLight, AreaLight, LightId
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.report import Course, ReportResult
from coopcli.text.assessment import full_blocks
from coopcli.text.blocks import (
    Block,
    Contents,
    Cover,
    Heading,
    Items,
    Line,
    Link,
    Mark,
    Paragraph,
    Part,
    Strong,
    Terms,
)
from coopcli.text.brief import brief_blocks
from coopcli.text.changes import change_blocks
from coopcli.text.figures import anchor, area_map, chart, strip, votes
from coopcli.text.glossary import GLOSSARY
from coopcli.text.notes import Cited, SharedCitations, document_notes, document_sources
from coopcli.text.words import capital, counted, first_sentence, listed, rule_sentences, sentence

MOST_NAMED = 3
"""Most questions that the summary names of a kind."""


def report_blocks(result: ReportResult, *, detail: int = 0) -> list[Block]:
    """The whole document; ``detail`` -1 is the title page, the summary and the map alone.

    1 adds the questions as they were asked to the full reports.
    """
    areas = ordered(result.areas)
    courses = {course.area: course for course in result.courses}
    numbers: dict[Cited, int] = {}
    opening = [Heading("Summary", 2, "summary"), *_summary(areas), *_map(areas)]
    if result.since:
        opening += change_blocks(result.since, areas)
    if detail < 0:
        return [_cover(result), *opening]
    cited = {one.area.id: SharedCitations(one.evidence, one.sources, numbers) for one in areas}
    briefs = [Part(anchor(one), 2, _brief(one, cited[one.area.id])) for one in areas]
    full = [
        Part(f"full-{one.area.id}", 2, _full(one, cited[one.area.id], courses, detail))
        for one in areas
    ]
    blocks: list[Block] = [
        *opening,
        Heading("Briefs", 2, "briefs"),
        *briefs,
        Heading("Full reports", 2, "reports"),
        *full,
        *_closing(result, numbers),
    ]
    return [_cover(result), _contents(blocks, areas), *blocks]


def ordered(areas: Sequence[AssessmentResult]) -> list[AssessmentResult]:
    """The areas by light, best first, those without one last, then by name."""
    order: list[AreaLight] = [*areas[0].rubric.light_ids, UNDETERMINED]
    return sorted(areas, key=lambda one: (order.index(one.standing.light), one.area.name))


def _cover(result: ReportResult) -> Cover:
    labels, rubric = result.labels, result.rubric
    newest = [one.newest_evidence for one in result.areas if one.newest_evidence]
    facts: list[tuple[str, Line]] = [
        ("Judged", (f"{capital(counted(len(result.areas), 'area'))} of cooperation",)),
        ("As of", (_dates(result),)),
    ]
    if newest:
        facts.append(("Newest evidence", (str(max(newest, key=lambda day: day.last)),)))
    facts.append(("Rubric", (f"{rubric.title}, {rubric.id} {rubric.version}",)))
    raters = listed(labels.raters) if labels.raters else f"the authors of {rubric.id}"
    facts.append(("Rated by", (raters,)))
    if result.since:
        facts.append(("Compared with", (result.since.state,)))
    title = labels.title or "How ready for cooperation?"
    return Cover(title, rubric.title if labels.title else "", labels.marking, tuple(facts))


def _dates(result: ReportResult) -> str:
    if result.as_of:
        return str(result.as_of)
    dates = sorted((one.as_of for one in result.areas), key=lambda day: day.last)
    first, last = str(dates[0]), str(dates[-1])
    if first == last:
        return first
    return f"each area at its newest answer, {first} to {last}"


def _contents(blocks: Sequence[Block], areas: Sequence[AssessmentResult]) -> Contents:
    entries: list[tuple[int, str, str]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            entries.append((1, block.text, block.anchor))
            if block.anchor == "briefs":
                entries += [(2, one.area.name, anchor(one)) for one in areas]
    return Contents(tuple(entries))


def _summary(areas: Sequence[AssessmentResult]) -> Iterator[Block]:
    by_light: dict[AreaLight, list[AssessmentResult]] = {}
    for one in areas:
        by_light.setdefault(one.standing.light, []).append(one)
    words = [f"{len(some)} {_light(light)}" for light, some in by_light.items()]
    total = f"{len(areas)} area{'' if len(areas) == 1 else 's'}"
    yield Paragraph((f"{total}: {listed(words)}.",))
    yield Items(tuple(_named(light, some) for light, some in by_light.items()))
    if found := tuple(_questions(areas)):
        yield Items(found)


def _light(light: AreaLight) -> str:
    return light.name if isinstance(light, LightId) else "without a light"


def _named(light: AreaLight, areas: Sequence[AssessmentResult]) -> Line:
    """A light, and the areas that have it, with the light that each may turn to."""
    parts: list[Line] = [(Link(one.area.name, anchor(one)), _turning(one)) for one in areas]
    joined = [
        part for place, line in enumerate(parts) for part in (("; ", *line) if place else line)
    ]
    meaning = areas[0].meaning
    words = f" {sentence(first_sentence(meaning.next))} " if meaning else " "
    return (Mark(light), f".{words}", *joined, ".")


def _turning(one: AssessmentResult) -> str:
    turning = [light.name for light in one.standing.turning]
    return f" (may turn {listed(turning, 'or')})" if turning else ""


def _questions(areas: Sequence[AssessmentResult]) -> Iterator[Line]:
    """Which questions hold most areas back, which do so least, and which are open most often.

    What only one area has is no pattern; its brief says it.
    """
    lights = areas[0].rubric.light_ids
    asked: tuple[tuple[str, AnyLight, str], ...] = (
        ("Most often in the way", lights[-1], f"{lights[-1].name} in"),
        ("Least in the way", lights[0], f"{lights[0].name} in"),
        ("Least known", MISSING, "not answered in"),
    )
    for word, light, what in asked:
        counts = Counter(
            answer.criterion.name
            for one in areas
            for answer in one.answers
            if answer.light == light
        )
        named = [
            f"{name.lower()} ({what} {count})" if not place else f"{name.lower()} ({count})"
            for place, (name, count) in enumerate(counts.most_common(MOST_NAMED))
            if count > 1
        ]
        if named:
            yield (Strong(f"{word}: "), f"{listed(named)}.")


def _map(areas: Sequence[AssessmentResult]) -> list[Block]:
    return [Heading("Map of areas and questions", 2, "map"), area_map(areas)]


def _brief(one: AssessmentResult, citations: SharedCitations) -> tuple[Block, ...]:
    """The brief of an area, and what leads to its full report."""
    more = Paragraph((Link("What stands behind each answer", f"full-{one.area.id}"),))
    return (*brief_blocks(one, citations), more)


def _full(
    one: AssessmentResult,
    citations: SharedCitations,
    courses: dict[str, Course],
    detail: int,
) -> tuple[Block, ...]:
    """The full report of an area with its figures; what its brief says before is left out."""
    _head, _before, *blocks = full_blocks(one, citations, detail=detail + 1)
    found: list[Block] = [
        Heading(f"{one.area.name}: full report", 1),
        Heading("The answers in one picture"),
        chart(one),
    ]
    if figure := votes(one):
        found += [Heading(f"What {figure.title.removeprefix('Votes for ')} needs"), figure]
    if course := courses.get(one.area.id):
        found += [Heading("The light through time"), strip(course)]
    return (*found, *blocks)


def _closing(result: ReportResult, numbers: dict[Cited, int]) -> Iterator[Block]:
    sources = list({source: None for one in result.areas for source in one.sources})
    if numbers:
        yield Heading("Notes", 2, "notes")
        yield document_notes(numbers, sources)
    if sources:
        yield Heading("Sources", 2, "sources")
        yield document_sources(sources)
    yield Heading("How a light is found", 2, "rule")
    yield from (
        Paragraph((words,)) for words in rule_sentences(result.areas[0].rule, result.rubric)
    )
    yield Heading("Words used", 2, "words")
    yield Terms(GLOSSARY)
