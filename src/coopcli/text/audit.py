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
    return [*blocks, *_power(result, detail), *_areas(result, detail)]


def _findings(result: Audit) -> Iterator[Line]:
    names = {criterion.id: inner(criterion.name) for criterion in result.criteria}

    def named(ids: Iterable[str]) -> str:
        return listed(names[name] for name in ids)

    count = len(result.criteria)
    if result.dead:
        yield (Strong("Idle questions"), f": {named(result.dead)} can never change a light.")
    else:
        yield (f"Each of the {count} questions can change a light.",)
    if result.dictators:
        yield (Strong("Decides alone"), f": {named(result.dictators)} is a majority by itself.")
    else:
        yield ("No question decides alone.",)
    if result.vetoers:
        yield (Strong("Needed"), f": there is no majority without {named(result.vetoers)}.")
    if result.unreachable:
        lights = listed(light.name for light in result.unreachable)
        yield (Strong("Impossible"), f": no answers give {lights}.")
    else:
        yield (f"Some answers give each of the {counted(len(result.profiles), 'light')}.",)
    if result.constant:
        yield (Strong("No difference"), f": every area answers {named(result.constant)} alike.")
    if result.pairs:
        pairs = counted(len(result.pairs), "pair")
        yield (Strong("Almost the same"), f": {pairs} of questions rank the areas alike.")
    elif result.compared:
        yield ("No two questions rank the areas almost alike.",)


def _power(result: Audit, detail: int) -> Iterator[Block]:
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
    yield Table(("question", "weight", "swings", *names, "power", "veto"), rows)
    yield Paragraph(
        (
            "Weight: share of all weight. Swings: share of the cases in which this answer makes or "
            "breaks a majority, vetoes apart. Under a light: how often it alone decides about it. "
            "Power: its part in all such decisions, with "
            "vetoes. All combinations count alike here, as they do in no area. So the numbers "
            "compare questions and predict nothing.",
        )
    )
    if detail > 0:
        yield Paragraph(("Swings are Banzhaf's index, over all coalitions of questions.",))


def _areas(result: Audit, detail: int) -> Iterator[Block]:
    yield Heading("Lights")
    rows = tuple(
        ((light.name,), (percent(share),), (f"{result.lights[light]}",))
        for light, share in result.profiles.items()
    )
    undetermined = (("Undetermined",), ("–",), (f"{result.lights[UNDETERMINED]}",))
    yield Table(("light", "of all combinations", "areas"), (*rows, undetermined))
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
        f"{compared} of questions could be compared, over {result.least_areas} areas or more. "
        f"Listed are those that rank the areas alike: from {bound:g}, where 1 is the same order. "
        "Areas rated by the same people may agree for that reason alone."
    )
    if detail > 0:
        words += " The measure is Spearman's rank correlation, either way."
    yield Paragraph((words,))
