"""From a rubric to the framework at a glance: rule, lights, questions, avenues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.studies.rubric import (
    AnchoredCriterion,
    AskedDimension,
    Framework,
    LightMeaning,
    OpenAvenue,
    PublishedLight,
)
from coopcli.text.blocks import (
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
from coopcli.text.notes import documents
from coopcli.text.words import (
    applying_words,
    capital,
    counted,
    listed,
    rule_sentences,
    short_outlook,
)


def rubric_blocks(result: Framework, *, detail: int = 0) -> list[Block]:
    """The framework at a glance; with ``detail`` above 0 every question with its anchors."""
    rubric, parties = result.rubric, listed(party.name for party in result.parties)
    blocks: list[Block] = [Heading(rubric.title, 1)]
    blocks += [Paragraph((result.about,))] if result.about else []
    between = (
        f"; between {parties}" if len(result.parties) > 1 else f"; of {parties}" if parties else ""
    )
    blocks.append(Paragraph((f"{rubric.id} {rubric.version}{between}.",)))
    blocks += [
        Heading("The rule"),
        *(Paragraph((line,)) for line in rule_sentences(result.rule, rubric)),
    ]
    if result.levels:
        blocks += [Heading("The levels"), Items(tuple(_levels(rubric.scale, result.levels)))]
    blocks += [Heading("The lights"), Items(tuple(map(_meaning, result.meanings)))]
    for part in result.dimensions:
        blocks += [Heading(part.name), *_questions(part, detail, ways=bool(result.avenues))]
    if result.avenues:
        blocks += [Heading("The avenues"), Items(tuple(map(_avenue_line, result.avenues)))]
    if result.references:
        blocks += [Heading("Published lights"), _references(result.references)]
    more = "The command explain says what each id in these lists means, with the same --rubric."
    if detail <= 0:
        more += " With -v every question stands here with its anchors."
    blocks.append(Paragraph((more,)))
    return [*blocks, *documents(result.sources)] if result.sources else blocks


def _levels(labels: Iterable[str], meanings: Iterable[str]) -> Iterator[Line]:
    for level, (label, meaning) in enumerate(zip(labels, meanings, strict=True)):
        yield (Strong(f"{level} {label}"), f": {meaning}")


def _meaning(meaning: LightMeaning) -> Line:
    return (Mark(meaning.light), f": {meaning.meaning}")


def _questions(part: AskedDimension, detail: int, *, ways: bool) -> Iterator[Block]:
    """The questions of a family; ``ways``: whether the rubric names avenues at all."""
    if part.about:
        yield Paragraph((part.about,))
    if detail <= 0:
        yield Table(
            ("question", "weight", "veto at", *(["avenues"] if ways else [])),
            tuple(_row(criterion, ways=ways) for criterion in part.criteria),
        )
        return
    for criterion in part.criteria:
        veto = ", veto" if criterion.criterion.veto else ""
        title = f"{criterion.criterion.name}, weight {criterion.criterion.weight}{veto}"
        yield Heading(title, 3)
        yield Paragraph((criterion.criterion.question,))
        if words := applying_words(criterion.criterion):
            yield Paragraph((words,))
        yield Items(tuple(_anchors(criterion)))
        if ways:
            yield Paragraph(("Avenues: ", *_ways(criterion), "."))


def _anchors(criterion: AnchoredCriterion) -> Iterator[Line]:
    levels = criterion.levels or range(len(criterion.anchors))
    labels = criterion.labels or ("",) * len(criterion.anchors)
    for level, label, text in zip(levels, labels, criterion.anchors, strict=True):
        yield (Strong(f"{level} {label}".strip()), f": {text}")


def _row(criterion: AnchoredCriterion, *, ways: bool) -> tuple[Line, ...]:
    asked = criterion.criterion
    return (
        (Code(asked.id),),
        (f"{asked.weight}",),
        (", ".join(f"{one.name} {at}" for one, at in asked.veto.items()) if asked.veto else "–",),
        *([_ways(criterion)] if ways else []),
    )


def _ways(criterion: AnchoredCriterion) -> Line:
    reach = [f"{way.avenue} ({counted(way.steps, 'level')})" for way in criterion.reach]
    return (listed(reach) if reach else "none",)


def _avenue_line(avenue: OpenAvenue) -> Line:
    offers = capital(counted(len(avenue.offers), "offer"))
    return (Code(avenue.id), ": ", Strong(avenue.name), f". {avenue.about} {offers}.")


def _references(references: Iterable[PublishedLight]) -> Table:
    rows = tuple(
        ((Mark(r.light),), (Code(r.area),), (str(r.as_of),), (short_outlook(r.outlook, ()),))
        for r in references
    )
    return Table(("light", "area", "as of", "outlook"), rows)
