"""From an explanation to what an id means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from coopcli.results.answers import Veto
from coopcli.studies.explain import (
    ExplainedAvenue,
    ExplainedCriterion,
    ExplainedDimension,
    ExplainedLight,
    ExplainedRule,
    ExplainedTerm,
    Explanation,
)
from coopcli.studies.explain_documents import (
    CitingRating,
    ExplainedEvidence,
    ExplainedSource,
    Section,
)
from coopcli.text.blocks import (
    Block,
    Code,
    Heading,
    Inline,
    Items,
    Line,
    Mark,
    Paragraph,
    Strong,
    Table,
)
from coopcli.text.notes import cited_source, documents, evidence_note, offer_line
from coopcli.text.words import (
    applying_words,
    capital,
    counted,
    level_words,
    listed,
    passage_words,
    rule_sentences,
)


def explanation_blocks(result: Explanation, *, detail: int = 0) -> list[Block]:  # noqa: ARG001 - as all
    """What an id means."""
    blocks = _blocks(result)
    if not isinstance(result, ExplainedRule | ExplainedTerm | ExplainedSource | ExplainedEvidence):
        places = tuple((passage_words(passage),) for passage in result.passages)
        if places:
            blocks += [Heading("Where it comes from"), Items(places)]
    return [*blocks, *documents(result.sources)] if result.sources else blocks


def _blocks(result: Explanation) -> list[Block]:
    match result:
        case ExplainedRule():
            return _rule_blocks(result)
        case ExplainedTerm():
            title = capital(result.id.replace("-", " "))
            return [Heading(title, 1), Paragraph((result.meaning,))]
        case ExplainedLight():
            return _light_blocks(result)
        case ExplainedDimension():
            return _dimension_blocks(result)
        case ExplainedCriterion():
            return _criterion_blocks(result)
        case ExplainedAvenue():
            return _avenue_blocks(result)
        case ExplainedSource():
            return _source_blocks(result)
        case ExplainedEvidence():
            return _evidence_blocks(result)
        case _:
            assert_never(result)


def _rule_blocks(result: ExplainedRule) -> list[Block]:
    rule = result.rule
    coverage, lines = rule.coverage, list[Line]()
    for name, veto in rule.vetoes.items():
        lines.append((Code(name), f" rules out {_closing(veto, 'level ')}"))
    return [
        Heading("The rule", 1),
        *(Paragraph((sentence,)) for sentence in rule_sentences(rule, result.rubric)),
        Paragraph(
            (
                "A range of levels counts with its worse end, and a question without an answer "
                "supports nothing. Where the answers allow more than one light, none is given in "
                f"two cases. Either less than {coverage.overall} of the weight is answered, or "
                f"less than {coverage.dimension} within a family. Or an unanswered question with "
                "a veto makes the difference.",
            )
        ),
        Paragraph(
            (
                "An outlook is added when trends under way would change the light within "
                f"{rule.horizon_months} months. Trends to the worse and to the better are tried "
                "one after the other. Age lowers confidence and never moves a level.",
            )
        ),
        Heading("Vetoes"),
        Items(tuple(lines)),
    ]


def _light_blocks(result: ExplainedLight) -> list[Block]:
    references = [f"{entry.area} ({entry.as_of})" for entry in result.references]
    wording = "Our wording." if result.ours else "After the wording of the source."
    lines: list[Line] = [(result.meaning,), (Strong("Next: "), result.next), (wording,)]
    if references:
        lines.append((f"Published for {listed(references)}.",))
    return [
        Heading(result.light.name, 1),
        Paragraph((Mark(result.light),)),
        *(Paragraph(line) for line in lines),
    ]


def _dimension_blocks(result: ExplainedDimension) -> list[Block]:
    rows = tuple(
        ((Code(c.id),), (c.question,), (f"{c.weight}",), ("veto" if c.veto else "",))
        for c in result.criteria
    )
    table = Table(("id", "question", "weight", ""), rows)
    return [Heading(result.name, 1), Paragraph((result.about,)), table]


def _criterion_blocks(result: ExplainedCriterion) -> list[Block]:
    criterion = result.criterion
    anchors = tuple(
        (
            (Mark(anchor.light, word=False), f" {anchor.level}"),
            (Strong(anchor.label), f": {anchor.text}") if anchor.label else (anchor.text,),
        )
        for anchor in result.anchors
    )
    lines: list[Line] = [(f"Weight {criterion.weight}.",)]
    if words := applying_words(criterion):
        lines.append((words,))
    if veto := criterion.veto:
        lines.append((f"Veto: alone rules out {_closing(veto)}.",))
    lines += [
        (
            Strong(way.avenue),
            f" can lower it by up to {counted(way.steps, 'level')}, effort {way.effort} each.",
        )
        for way in result.reach
    ]
    if result.beyond:
        lines.append((result.beyond,))
    if result.substance:
        lines.append((Strong("Practice rather than paper: "), result.substance))
    spoken = counted(len(result.evidence), "item of evidence is", "items of evidence are")
    lines.append((f"{capital(spoken)} about it.",))
    return [
        Heading(criterion.name, 1),
        Paragraph((criterion.question,)),
        Table(("level", "what must be true"), anchors),
        Items(tuple(lines)),
    ]


def _avenue_blocks(result: ExplainedAvenue) -> list[Block]:
    reach = tuple(
        ((Code(way.criterion),), (f"{way.steps}",), (f"{way.effort}",)) for way in result.reach
    )
    offers = tuple((Code(offer.id), ": ", *offer_line(offer)) for offer in result.offers)
    alone = [offer.id for offer in result.offers] == [result.id]
    title = f"{result.id}, offered by: {result.name}" if alone else result.name
    return [
        Heading(title, 1),
        Paragraph((result.about,)),
        Heading("What it can lower"),
        Table(("question", "levels", "effort each"), reach),
        Heading("What it offers"),
        Items(offers),
    ]


def _source_blocks(result: ExplainedSource) -> list[Block]:
    source = result.source
    note = [Paragraph((source.note,))] if source.note else []
    return [
        Heading(source.title, 1),
        Paragraph((*cited_source(source), f" {source.kind.capitalize()}.")),
        *note,
        Heading("Sections"),
        Items(tuple(_section_line(section) for section in result.sections)),
        Heading("Evidence drawn from it"),
        Items(tuple(evidence_note(item) for item in result.evidence)),
    ]


def _section_line(section: Section) -> Line:
    within = f" (in {section.within})" if section.within else ""
    return (f"{section.heading}{within}: {counted(section.items, 'item')}",)


def _evidence_blocks(result: ExplainedEvidence) -> list[Block]:
    (item,), cited = result.evidence, result.cited
    lines: list[Line] = []
    for names, words in (
        (item.raises, "raises the level of"),
        (item.lowers, "lowers the level of"),
        (item.conflicts, "conflicts with"),
        (item.supersedes, "supersedes"),
    ):
        if names:
            lines.append((f"{words} ", *_codes(names)))
    if item.note:
        lines.append((item.note,))
    return [
        Heading(item.id, 1),
        Paragraph(evidence_note(item)),
        Items(tuple(lines)),
        Heading("Ratings that rest on it"),
        _citing_table(cited) if cited else Paragraph(("None.",)),
    ]


def _citing_table(cited: Iterable[CitingRating]) -> Table:
    rows = tuple(
        (
            (Mark(rating.light, word=False), f" {level_words(rating.level)}"),
            (Code(rating.area),),
            (Code(rating.criterion),),
            (Code(str(rating.known)),),
        )
        for rating in cited
    )
    return Table(("level", "area", "question", "rated"), rows)


def _codes(names: Iterable[str]) -> Line:
    line: list[Inline] = []
    for name in names:
        line += [", ", Code(name)] if line else [Code(name)]
    return tuple(line)


def _closing(veto: Veto, noun: str = "") -> str:
    """From which level each light is ruled out: ``Green from 3 and Yellow from 4``."""
    return listed(f"{light.name} from {noun}{level}" for light, level in veto.items())
