"""From the audit of a rubric to what it says about the rule and its questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.results.values import UNDETERMINED
from coopcli.studies.audit import Audit
from coopcli.text.blocks import Block, Code, Heading, Items, Line, Paragraph, Strong, Table
from coopcli.text.words import capital, counted, inner, listed, percent


def audit_blocks(result: Audit, *, detail: int = 0) -> list[Block]:
    """The findings, then the power of each question; -1 is the findings alone."""
    rubric = result.rubric
    blocks: list[Block] = [
        Heading(f"Audit: {rubric.title}", 1),
        Items(tuple(_findings(result))),
    ]
    if detail < 0:
        return blocks
    return [*blocks, *_power(result), *_areas(result)]


def _findings(result: Audit) -> Iterator[Line]:
    names = {criterion.id: inner(criterion.name) for criterion in result.criteria}

    def named(ids: Iterable[str]) -> str:
        return listed(names[name] for name in ids)

    count = len(result.criteria)
    if result.dead:
        yield (Strong("Dead"), f": no answer ever changes a light through {named(result.dead)}.")
    else:
        yield (f"No dead question: each of the {count} changes a light in some case.",)
    if result.dictators:
        yield (Strong("Dictator"), f": {named(result.dictators)} is a majority alone.")
    else:
        yield ("No dictator: no question is a majority alone.",)
    if result.vetoers:
        yield (Strong("Veto by weight"), f": no majority without {named(result.vetoers)}.")
    if result.unreachable:
        lights = listed(light.name for light in result.unreachable)
        yield (Strong("Unreachable"), f": no answers give {lights}.")
    else:
        yield (f"All {counted(len(result.profiles), 'light')} can be reached.",)
    if result.constant:
        yield (Strong("Always the same"), f": every area answers {named(result.constant)} alike.")
    if result.pairs:
        pairs = counted(len(result.pairs), "pair")
        yield (Strong("Near doubles"), f": {pairs} of questions rank the areas almost alike.")
    elif result.compared:
        yield ("No two questions rank the areas almost alike.",)


def _power(result: Audit) -> Iterator[Block]:
    yield Heading("What each question weighs")
    names = [light.name for light in list(result.profiles)[:-1]]
    rows: tuple[tuple[Line, ...], ...] = tuple(
        (
            (Code(c.id),),
            (percent(c.nominal),),
            (percent(c.voting),),
            *((percent(share),) for share in c.decides.values()),
            (percent(c.effective),),
            ("yes" if c.veto else "–",),
        )
        for c in result.criteria
    )
    yield Table(("question", "weight", "vote", *names, "power", "veto"), rows)
    yield Paragraph(
        (
            "Weight: share of all weight. Vote: share of the swings among all coalitions of "
            f"questions, without vetoes (Banzhaf). {', '.join(names)}: in this share of all "
            "combinations of the other answers this answer alone decides whether the light is "
            "reached. Power: its part in all such decisions, vetoes included. Every level counts "
            "as equally likely here, which no area is: the numbers compare questions and predict "
            "nothing.",
        )
    )


def _areas(result: Audit) -> Iterator[Block]:
    yield Heading("Lights")
    rows = tuple(
        ((light.name,), (percent(share),), (f"{result.lights[light]}",))
        for light, share in result.profiles.items()
    )
    undetermined = (("Undetermined",), ("–",), (f"{result.lights[UNDETERMINED]}",))
    yield Table(("light", "of all answers", "areas"), (*rows, undetermined))
    yield Heading("Questions that may count one thing twice")
    if result.pairs:
        yield Table(
            ("question", "question", "correlation", "areas"),
            tuple(
                (
                    (Code(pair.first),),
                    (Code(pair.second),),
                    (pair.correlation,),
                    (f"{pair.areas}",),
                )
                for pair in result.pairs
            ),
        )
    compared = capital(counted(result.compared, "pair"))
    bound = float(result.redundant_from)
    words = (
        f"{compared} of questions could be compared. Listed are rank correlations (Spearman) of at "
        f"least {bound:g} either way, over the areas rated on both, {result.least_areas} or more. "
        "Areas rated by the same hand may agree for that reason alone."
    )
    yield Paragraph((words,))
