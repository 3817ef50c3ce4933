"""From an id to what it means: criterion, dimension, light, avenue, rule, evidence or source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from coopcli.model import (
    Avenue,
    Criterion,
    Dimension,
    Evidence,
    IssueArea,
    Light,
    Passage,
    Rating,
    Rubric,
    Source,
)
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
from coopcli.report.notes import documents, evidence_note, offer_line, sources_of
from coopcli.report.result import (
    criterion_data,
    envelope,
    evidence_data,
    passage_data,
    rule_data,
    source_data,
)
from coopcli.report.words import (
    capital,
    citation,
    counted,
    level_words,
    listed,
    passage_words,
    rule_sentences,
)
from coopcli.results import parts as results
from coopcli.results.codec import decode

Data = dict[str, Any]

T = TypeVar("T")

RULE = "rule"


def explainable(
    rubric: Rubric, ledger: Mapping[str, Evidence], areas: Iterable[IssueArea] = ()
) -> list[str]:
    """Every id that can be explained, those of evidence and documents in area files too."""
    return [
        RULE,
        *(light.name.lower() for light in reversed(Light)),
        *(dimension.id for dimension in rubric.dimensions),
        *rubric.criteria,
        *(avenue.id for avenue in rubric.avenues),
        *(offer.id for avenue in rubric.avenues for offer in avenue.offers),
        *_with_own(rubric.sources, (area.sources for area in areas)),
        *_with_own(ledger, (area.evidence for area in areas)),
    ]


def explanation_result(
    rubric: Rubric, ledger: Mapping[str, Evidence], name: str, areas: Sequence[IssueArea] = ()
) -> Data:
    """The result that explains one id; the id must be one of :func:`explainable`.

    ``areas``: where the ratings that cite a piece of evidence are looked for.
    """
    ledger = _with_own(ledger, (area.evidence for area in areas))
    known = _with_own(rubric.sources, (area.sources for area in areas))
    lights = {light.name.lower(): light for light in Light}
    dimensions = {dimension.id: dimension for dimension in rubric.dimensions}
    avenues = {avenue.id: avenue for avenue in rubric.avenues}
    holders = {offer.id: avenue for avenue in rubric.avenues for offer in avenue.offers}
    told: Data
    if name == RULE:
        told = {"type": "rule", "rule": rule_data(rubric)}
    elif name in lights:
        told = _light(rubric, lights[name])
    elif name in dimensions:
        told = _dimension(dimensions[name])
    elif name in rubric.criteria:
        told = _criterion(rubric, rubric.criteria[name], ledger)
    elif name in avenues:
        told = _avenue(rubric, avenues[name])
    elif name in holders:
        told = _avenue(rubric, holders[name], only=name)
    elif name in known:
        told = _source(known[name], ledger)
    else:
        # Two area files may each have an item of this id: the first is explained.
        sharing = [area for area in areas if area.evidence.get(name) == ledger[name]]
        told = {
            "type": "evidence",
            "evidence": [evidence_data(ledger[name])],
            "cited": list(_citing(rubric, sharing, name)),
        }
    cited = dict.fromkeys(
        place["source"]
        for place in (
            *told.get("passages", ()),
            *(offer["passage"] for offer in told.get("offers", ())),
            *(told["evidence"] if told["type"] == "evidence" else ()),
        )
    )
    documents = [source_data(known[name]) for name in cited]
    return envelope("explanation", rubric) | {"id": name, "sources": documents} | told


def _with_own(shared: Mapping[str, T], own: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """What the files of a pack hold by id, and what area files add to it."""
    merged = dict(shared)
    for items in own:
        merged |= {name: items[name] for name in items.keys() - merged.keys()}
    return merged


def _citing(rubric: Rubric, areas: Iterable[IssueArea], name: str) -> Iterator[Data]:
    """The ratings that rest on an item, by area and in the order of the rubric."""
    for area in areas:
        for criterion in rubric.criteria.values():
            for rating in area.ratings.get(criterion.id, ()):
                if isinstance(rating, Rating) and name in rating.evidence:
                    yield {
                        "area": area.id,
                        "criterion": criterion.id,
                        "known": str(rating.known),
                        "level": [rating.low, rating.high],
                        "light": rubric.lines.light(rating.high).name.lower(),
                    }


def _light(rubric: Rubric, light: Light) -> Data:
    meaning = rubric.meanings[light]
    return {
        "type": "light",
        "light": light.name.lower(),
        "meaning": meaning.meaning,
        "next": meaning.next,
        "ours": meaning.ours,
        "passages": [passage_data(meaning.source)],
        "references": [
            {"area": reference.area, "as_of": str(reference.as_of)}
            for reference in rubric.references
            if reference.light is light
        ],
    }


def _dimension(dimension: Dimension) -> Data:
    return {
        "type": "dimension",
        "name": dimension.name,
        "about": dimension.about,
        "passages": [passage_data(dimension.source)] if dimension.source else [],
        "criteria": [criterion_data(criterion) for criterion in dimension.criteria],
    }


def _criterion(rubric: Rubric, criterion: Criterion, ledger: Mapping[str, Evidence]) -> Data:
    spoken = [
        item
        for item in ledger.values()
        if criterion.id in item.raises or criterion.id in item.lowers
    ]
    names = {avenue.id: avenue.name for avenue in rubric.avenues}
    return {
        "type": "criterion",
        "criterion": criterion_data(criterion),
        "anchors": [
            {"level": level, "light": rubric.lines.light(level).name.lower(), "text": text}
            for level, text in enumerate(criterion.anchors)
        ],
        "substance": criterion.substance,
        "beyond": criterion.beyond,
        "reach": [
            {"avenue": names[name], "steps": reach.steps, "effort": reach.effort}
            for name, reach in criterion.reach.items()
        ],
        "passages": [passage_data(passage) for passage in criterion.sources],
        "evidence": [item.id for item in spoken],
    }


def _avenue(rubric: Rubric, avenue: Avenue, only: str = "") -> Data:
    """An avenue with its offers, or with one of them and what that one can lower."""
    offers = [offer for offer in avenue.offers if only in ("", offer.id)]
    moved = {name for offer in offers for name in offer.moves} if only else set(rubric.criteria)
    return {
        "type": "avenue",
        "name": avenue.name,
        "about": avenue.about,
        "passages": [passage_data(avenue.source)] if avenue.source else [],
        "reach": [
            {
                "criterion": criterion.id,
                "steps": criterion.reach[avenue.id].steps,
                "effort": criterion.reach[avenue.id].effort,
            }
            for criterion in rubric.criteria.values()
            if avenue.id in criterion.reach and criterion.id in moved
        ],
        "offers": [
            {
                "id": offer.id,
                "what": offer.what,
                "moves": list(offer.moves),
                "forum": offer.forum,
                "passage": passage_data(offer.source),
            }
            for offer in offers
        ],
    }


def _source(source: Source, ledger: Mapping[str, Evidence]) -> Data:
    order = {section.heading: place for place, section in enumerate(source.sections)}
    drawn = [item for item in ledger.values() if item.passage.source == source.id]
    drawn.sort(key=lambda item: (order[item.passage.section], item.passage.paragraph or 0))
    return {
        "type": "source",
        "source": source_data(source),
        "sections": [
            {
                "heading": section.heading,
                "within": section.within,
                "items": sum(item.passage.section == section.heading for item in drawn),
            }
            for section in source.sections
        ],
        "evidence": [evidence_data(item) for item in drawn],
    }


def explanation_blocks(data: Data, *, detail: int = 0) -> list[Block]:  # noqa: ARG001 - as all
    """What an id means."""
    match data["type"]:
        case "rule":
            blocks = _rule_blocks(data["rule"])
        case "light":
            blocks = _light_blocks(data)
        case "dimension":
            blocks = _dimension_blocks(data)
        case "criterion":
            blocks = _criterion_blocks(data)
        case "avenue":
            blocks = _avenue_blocks(data)
        case "source":
            blocks = _source_blocks(data)
        case _:
            blocks = _evidence_blocks(data["evidence"][0], data["cited"])
    if data.get("passages"):
        blocks += [
            Heading("Where it comes from"),
            Items(tuple((passage_words(Passage(**passage)),) for passage in data["passages"])),
        ]
    return [*blocks, *documents(sources_of(data))] if data["sources"] else blocks


def _rule_blocks(rule: Data) -> list[Block]:
    coverage, lines = rule["coverage"], []
    for name, gate in rule["gates"].items():
        told = f" closes Green from level {gate['green']} and Yellow from level {gate['yellow']}"
        lines.append((Code(name), told))
    return [
        Heading("The rule", 1),
        *(Paragraph((sentence,)) for sentence in rule_sentences(decode(results.Rule, rule))),
        Paragraph(
            (
                "A range of levels counts with its upper end, and a missing answer supports "
                "nothing. Where the answers allow more than one light, none is given when less "
                f"than {coverage['overall']} of the weight is rated, or less than "
                f"{coverage['dimension']} within a dimension, or when an unanswered gate question "
                "makes the difference.",
            )
        ),
        Paragraph(
            (
                "An outlook is added when the trends already under way would change the light "
                f"within {rule['horizon_months']} months; hardening and easing trends are tried "
                "apart. Age lowers confidence and never moves a level.",
            )
        ),
        Heading("Gates"),
        Items(tuple(lines)),
    ]


def _light_blocks(data: Data) -> list[Block]:
    references = [f"{entry['area']} ({entry['as_of']})" for entry in data["references"]]
    wording = "Our wording." if data["ours"] else "After the wording of the source."
    lines: list[Line] = [(data["meaning"],), (Strong("Next: "), data["next"]), (wording,)]
    if references:
        lines.append((f"Published for {listed(references)}.",))
    return [
        Heading(data["light"].capitalize(), 1),
        Paragraph((Mark(data["light"]),)),
        *(Paragraph(line) for line in lines),
    ]


def _dimension_blocks(data: Data) -> list[Block]:
    rows = tuple(
        ((Code(c["id"]),), (c["question"],), (f"{c['weight']}",), ("gate" if c["gate"] else "",))
        for c in data["criteria"]
    )
    table = Table(("criterion", "question", "weight", ""), rows)
    return [Heading(data["name"], 1), Paragraph((data["about"],)), table]


def _criterion_blocks(data: Data) -> list[Block]:
    criterion = data["criterion"]
    anchors = tuple(
        ((Mark(anchor["light"], word=False), f" {anchor['level']}"), (anchor["text"],))
        for anchor in data["anchors"]
    )
    lines: list[Line] = [(f"Weight {criterion['weight']}.",)]
    if gate := criterion["gate"]:
        told = f"Gate: closes Green from {gate['green']} and Yellow from {gate['yellow']}."
        lines.append((told,))
    lines += [
        (
            Strong(way["avenue"]),
            f" can lower it by up to {counted(way['steps'], 'level')}, at "
            f"{counted(way['effort'], 'planning unit')} each.",
        )
        for way in data["reach"]
    ]
    if data["beyond"]:
        lines.append((data["beyond"],))
    if data["substance"]:
        lines.append((Strong("Practice rather than paper: "), data["substance"]))
    spoken = counted(len(data["evidence"]), "item of evidence speaks", "items of evidence speak")
    lines.append((f"{capital(spoken)} to it.",))
    return [
        Heading(criterion["name"], 1),
        Paragraph((criterion["question"],)),
        Table(("level", "what must be true"), anchors),
        Items(tuple(lines)),
    ]


def _avenue_blocks(data: Data) -> list[Block]:
    reach = tuple(
        ((Code(way["criterion"]),), (f"{way['steps']}",), (f"{way['effort']}",))
        for way in data["reach"]
    )
    offers = tuple(
        (Code(offer["id"]), ": ", *offer_line(decode(results.Offer, offer)))
        for offer in data["offers"]
    )
    alone = [offer["id"] for offer in data["offers"]] == [data["id"]]
    title = f"{data['id']}, offered by: {data['name']}" if alone else data["name"]
    return [
        Heading(title, 1),
        Paragraph((data["about"],)),
        Heading("What it can lower"),
        Table(("criterion", "levels", "planning units each"), reach),
        Heading("What it offers"),
        Items(offers),
    ]


def _source_blocks(data: Data) -> list[Block]:
    source = data["source"]
    note = [Paragraph((source["note"],))] if source["note"] else []
    return [
        Heading(source["title"], 1),
        Paragraph((f"{citation(decode(results.Source, source))} {source['kind'].capitalize()}.",)),
        *note,
        Heading("Sections"),
        Items(tuple(_section_line(section) for section in data["sections"])),
        Heading("Evidence drawn from it"),
        Items(tuple(evidence_note(decode(results.Evidence, item)) for item in data["evidence"])),
    ]


def _section_line(section: Data) -> Line:
    within = f" (in {section['within']})" if section["within"] else ""
    return (f"{section['heading']}{within}: {counted(section['items'], 'item')}",)


def _evidence_blocks(item: Data, cited: list[Data]) -> list[Block]:
    lines: list[Line] = []
    for key, told in (
        ("raises", "speaks for the barriers"),
        ("lowers", "speaks against the barriers"),
        ("conflicts", "conflicts with"),
        ("supersedes", "supersedes"),
    ):
        if item[key]:
            lines.append((f"{told} ", *_codes(item[key])))
    if item["note"]:
        lines.append((item["note"],))
    return [
        Heading(item["id"], 1),
        Paragraph(evidence_note(decode(results.Evidence, item))),
        Items(tuple(lines)),
        Heading("Ratings that rest on it"),
        _citing_table(cited) if cited else Paragraph(("None.",)),
    ]


def _citing_table(cited: list[Data]) -> Table:
    rows = tuple(
        (
            (Mark(rating["light"], word=False), f" {level_words(rating['level'])}"),
            (Code(rating["area"]),),
            (Code(rating["criterion"]),),
            (Code(rating["known"]),),
        )
        for rating in cited
    )
    return Table(("level", "area", "criterion", "rated"), rows)


def _codes(names: list[str]) -> Line:
    line: list[Any] = []
    for name in names:
        line += [", ", Code(name)] if line else [Code(name)]
    return tuple(line)
