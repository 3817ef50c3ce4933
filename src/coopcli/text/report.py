"""From many areas to one document: title page, summary, map, changes, briefs, reports, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopcli.model import PartialDate
from coopcli.results.rule import Rule
from coopcli.results.values import UNDETERMINED, AreaLight
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.batch import Question
from coopcli.studies.report import Course, ReportResult
from coopcli.text.assessment import full_blocks, scope_entries
from coopcli.text.blocks import (
    Block,
    Contents,
    Cover,
    Entries,
    Entry,
    Heading,
    Inline,
    Line,
    Link,
    Mark,
    Paragraph,
    Part,
    Terms,
)
from coopcli.text.brief import brief_blocks
from coopcli.text.changes import change_blocks
from coopcli.text.figures import anchor, area_map, chart, strip, votes
from coopcli.text.glossary import glossary
from coopcli.text.notes import Cited, SharedCitations, document_notes, document_sources
from coopcli.text.report_summary import judged, summary_blocks
from coopcli.text.words import capital, listed, rule_sentences


def report_blocks(result: ReportResult, *, detail: int = 0) -> list[Block]:
    """The whole document; ``detail`` -1 is the title page, the summary and the map alone.

    1 adds the questions as they were asked to the full reports.
    """
    areas = ordered(result.areas)
    courses = {course.area: course for course in result.courses}
    numbers: dict[Cited, int] = {}
    opening = [Heading("Summary", 2, "summary"), *summary_blocks(areas), *_map(areas)]
    opening += [Heading("How a light is found", 2, "rule"), *_rule(result)]
    if result.since:
        opening += change_blocks(result.since, areas)
    if detail < 0:
        return [_cover(result), *opening]
    cited = {one.area.id: SharedCitations(one.evidence, one.sources, numbers) for one in areas}
    briefs = [
        Part(
            anchor(one),
            2,
            _brief(one, cited[one.area.id], result.labels.issued),
            f"{one.area.name}: brief",
        )
        for one in areas
    ]
    full = [
        Part(
            _behind(one),
            2,
            _full(one, cited[one.area.id], courses, detail),
            f"{one.area.name}: full report",
            page=False,
        )
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
        ("Judged", (capital(judged(result.areas)),)),
        ("As of", (_dates(result),)),
    ]
    if labels.issued:
        facts.insert(0, ("Issued", (str(labels.issued),)))
    if newest:
        facts.append(("Newest evidence", (str(max(newest, key=lambda day: day.last)),)))
    facts.append(("Rubric", (f"{rubric.title}, {rubric.id} {rubric.version}",)))
    raters = listed(labels.raters) if labels.raters else f"the authors of {rubric.id}"
    facts.append(("Rated by", (raters,)))
    if result.since:
        facts.append(("Compared with", (result.since.state,)))
    title = labels.title or rubric.title
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
    places = {"briefs": anchor, "reports": _behind}
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            entries.append((1, block.text, block.anchor))
            if place := places.get(block.anchor):
                entries += [(2, one.area.name, place(one)) for one in areas]
    return Contents(tuple(entries))


def _behind(one: AssessmentResult) -> str:
    """Where the full report of an area begins."""
    return f"full-{one.area.id}"


def _map(areas: Sequence[AssessmentResult]) -> list[Block]:
    """The map, and how to read it."""
    lights: list[Inline] = []
    for light in areas[0].rubric.light_ids:
        lights += [", ", Mark(light)] if lights else [Mark(light)]
    reading: Line = (
        "Each sign is an answer. Its digit is the level: the lower, the better. Its shape is the "
        "light that it speaks for: ",
        *lights,
        ". The sign before the name of an area is its light.",
    )
    return [Heading("Map of areas and questions", 2, "map"), Paragraph(reading), area_map(areas)]


def _rule(result: ReportResult) -> Iterator[Block]:
    for words in rule_sentences(result.areas[0].rule, result.rubric):
        yield Paragraph((words,))


def _brief(
    one: AssessmentResult, citations: SharedCitations, issued: PartialDate | None
) -> tuple[Block, ...]:
    """The brief of an area, and what leads to its full report."""
    more = Paragraph((Link("What stands behind each answer", _behind(one)),))
    return (*brief_blocks(one, citations, issued), more)


def _full(
    one: AssessmentResult,
    citations: SharedCitations,
    courses: dict[str, Course],
    detail: int,
) -> tuple[Block, ...]:
    """The full report of an area with its figures; what its brief says before is left out."""
    _head, _before, *blocks = full_blocks(one, citations, detail=detail + 1)
    scope = tuple(entry for entry in scope_entries(one) if entry.lines)
    found: list[Block] = [
        Heading(f"{one.area.name}: full report", 1),
        Entries(scope),
        Heading("The answers in one picture"),
        Paragraph(("A range has two signs, of the light that its worse end counts for.",)),
        chart(one),
    ]
    if figure := votes(one):
        found += [Heading(f"What {figure.title.removeprefix('Votes for ')} needs"), figure]
    course = courses.get(one.area.id)
    if course and len(course.points) > 1:
        words = "A sign for each date at which the answers changed; a line where none did."
        found += [Heading("The light through time"), Paragraph((words,)), strip(course)]
    return (*found, *(_without(block, scope) for block in blocks))


def _without(block: Block, scope: tuple[Entry, ...]) -> Block:
    """A block without what stands at the beginning already."""
    if not isinstance(block, Entries):
        return block
    return Entries(tuple(entry for entry in block.entries if entry not in scope))


def _closing(result: ReportResult, numbers: dict[Cited, int]) -> Iterator[Block]:
    sources = list({source: None for one in result.areas for source in one.sources})
    if numbers:
        yield Heading("Notes", 2, "notes")
        yield document_notes(numbers, sources)
    if sources:
        yield Heading("Sources", 2, "sources")
        yield document_sources(sources)
    yield Heading("The questions", 2, "questions")
    yield Terms(tuple(_asked(question, result.rule) for question in result.questions))
    yield Heading("Words used", 2, "words")
    yield Terms(glossary())


def _asked(question: Question, rule: Rule) -> tuple[str, Line]:
    """A question as it was asked, and where it has a veto."""
    asked = question.criterion
    closing = rule.vetoes.get(asked.id, {})
    words = listed(f"{light.name} from {level}" for light, level in closing.items())
    return asked.name, (f"{asked.question}{f' Veto: alone rules out {words}.' if closing else ''}",)
