"""From a panel's result to who answered what, where the light turns, and how far raters agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coopcli.analysis.panel import Why
from coopcli.results.values import MISSING, NOT_APPLICABLE, AnyLight, Levels, LightId
from coopcli.studies.panel import PanelResult
from coopcli.studies.panel_parts import (
    GivenAnchor,
    LeftOut,
    PanelQuestion,
    PanelRater,
    RaterAnswer,
    Side,
)
from coopcli.text.agreement import agreement_blocks, agreement_words, round_blocks
from coopcli.text.blocks import (
    Block,
    Code,
    Heading,
    Inline,
    Items,
    Line,
    Mark,
    Panel,
    Paragraph,
    Strip,
    Strong,
    Table,
    Verdict,
)
from coopcli.text.votes import Voted, given_words, vote_line
from coopcli.text.words import all_of, capital, counted, inner, level_words, listed, number


def panel_blocks(result: PanelResult, *, detail: int = 0) -> list[Block]:
    """The panel's light and its dissenters, what to discuss first, and how far raters agree.

    ``detail`` -1 is the verdict alone; above 0 every question is shown with all reasons.
    """
    verdict = _verdict(result)
    if detail < 0:
        return [verdict]
    return [
        verdict,
        *_raters(result),
        *_discussion(result),
        *_differences(result),
        *_questions(result, detail),
        *agreement_blocks(result),
        *round_blocks(result),
        *_unused(result),
        *_merged(result),
    ]


def _verdict(result: PanelResult) -> Verdict:
    standing, count = result.standing, len(result.raters)
    facts: list[Line] = []
    if standing.best != standing.worst:
        facts.append(("The answers allow ", Mark(standing.worst), " to ", Mark(standing.best), "."))
    facts += [_dissent(result), (agreement_words(result.agreement),)]
    facts.append((f"As of {result.as_of}; {result.rubric.title}, {result.rubric.version}.",))
    outlook = f"by {counted(count, 'rater')} in round {result.round}"
    return Verdict(f"{result.area.name}, rated by a panel", standing.light, outlook, tuple(facts))


def _dissent(result: PanelResult) -> Line:
    dissenters = [rater for rater in result.raters if rater.dissents]
    if not dissenters:
        return ("Each rater's own answers give the same light.",)
    line: list[Inline] = ["Dissent: "]
    for light in dict.fromkeys(rater.standing.light for rater in dissenters):
        names = [rater.name for rater in dissenters if rater.standing.light == light]
        line += ["; "] if len(line) > 1 else []
        line += [f"{_who(names)} {'gives' if len(names) == 1 else 'give'} ", Mark(light)]
    return (*line, ".")


MOST_NAMES = 8
"""Most raters who are named in one place of a sentence; of more their number is given."""


def _who(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= MOST_NAMES else counted(len(names), "rater")


def _raters(result: PanelResult) -> Iterator[Block]:
    questions = len(result.questions)
    rows: tuple[tuple[Line, ...], ...] = tuple(
        (
            (Mark(rater.standing.light),),
            (rater.name,),
            (f"{rater.answered} of {questions}",),
            (str(rater.date),),
            (Code(rater.receipt) if rater.receipt else "none",),
        )
        for rater in result.raters
    )
    yield Heading("Raters")
    yield Table(("own light", "rater", "levels given", "date", "receipt"), rows, joined=True)
    names = {question.criterion.id: question.criterion.name for question in result.questions}
    dissenters = [rater for rater in result.raters if rater.dissents]
    lines = [_turning(rater, result, names) for rater in dissenters[:MOST_NAMES]]
    if more := dissenters[MOST_NAMES:]:
        lines.append((f"{capital(counted(len(more), 'more rater'))} with another light.",))
    if result.absent:
        who = listed(result.absent)
        lines.append(
            (f"No sheet of round {result.round} from {who}: earlier answers do not count.",)
        )
    if lines:
        yield Items(tuple(lines))


def _turning(rater: PanelRater, result: PanelResult, names: dict[str, str]) -> Line:
    who: Line = (Strong(rater.name), " gives ", Mark(rater.standing.light), ", the panel ")
    who = (*who, Mark(result.standing.light), ". ")
    if not rater.turns_on:
        more = counted(rater.together, "answer")
        return (*who, f"Even with {more} of the panel the two would differ.")
    sets = [listed(inner(names[name]) for name in chosen.criteria) for chosen in rater.turns_on]
    shown = listed(
        (f"({one})" if rater.together > 1 < len(sets) else one for one in sets[:5]), "or"
    )
    more = f", or {len(sets) - 5} others" if len(sets) > 5 else ""
    one = "the panel's answer on" if rater.together == 1 else "the panel's answers on"
    return (*who, f"With {one} {shown}{more}, the two lights would be the same.")


def _leaning(rater: PanelRater) -> Line:
    if rater.leans is Side.NEITHER:
        return ()
    higher = rater.leans is Side.STRICTER
    most, apart = (rater.above if higher else rater.below), rater.above + rater.below
    side = "above" if higher else "below"
    which = all_of(apart) if most == apart else f"{number(most)} of {number(apart)}"
    return (
        Strong(rater.name),
        f" is {rater.leans.value} throughout: {side} the median of the panel on {which} questions "
        "where they differ.",
    )


def _discussion(result: PanelResult) -> Iterator[Block]:
    yield Heading("What to discuss first")
    questions = {question.criterion.id: question for question in result.questions}
    chosen = [questions[name] for name in result.discuss]
    if not chosen:
        yield Paragraph(("Nothing: no difference between the raters changes a light.",))
        return
    yield Paragraph((_left_out_words(result.left_out),))
    turning = [question for question in chosen if question.flips]
    if turning:
        yield Items(tuple(_why_discuss(question, result) for question in turning))
    if others := [inner(question.criterion.name) for question in chosen if not question.flips]:
        also = "Less urgent: raters see different lights, but the panel's does not turn on them"
        yield Paragraph((f"{also}: {listed(others)}.",))


def _left_out_words(found: LeftOut) -> str:
    who = {1: "one rater", 2: "one or two raters"}.get(found.most, f"one to {found.most} raters")
    if found.ways == 0:
        return "There is one rater only, so that nobody can be left out."
    if not found.flips:
        return f"Leave out {who}, in any of {found.ways} ways, and the light stays."
    return f"Leave out {who}, and the light turns in {found.flips} of {found.ways} ways."


def _why_discuss(question: PanelQuestion, result: PanelResult) -> Line:
    lights: list[Inline] = []
    for light in question.turns_to:
        lights += [" or " if lights else ", to ", Mark(light)]
    return (
        Strong(question.criterion.name),
        ", which has a veto: " if question.criterion.veto else ": ",
        f"it turns the light in {_of_these(question.flips, result.left_out.flips)}",
        *lights,
        f". {_given_words(question.answers)}.",
    )


def _of_these(some: int, all_: int) -> str:
    if some == all_:
        return "this way" if all_ == 1 else f"all of these {all_}"
    return f"{some} of these {all_}"


def _differences(result: PanelResult) -> Iterator[Block]:
    lines: list[Line] = [line for rater in result.raters if (line := _leaning(rater))]
    names: dict[Why, list[str]] = {why: [] for why in Why}
    for question in result.questions:
        if question.why is Why.NEIGHBOURS:
            lines.append(_neighbours(question))
        elif question.why is not None:
            names[question.why].append(inner(question.criterion.name))
    if leaning := names[Why.STRICTNESS]:
        why = "only raters who always lean to one side differ from the others"
        lines.append((Strong("Strictness"), f": {why}, on {listed(leaning)}."))
    if disputes := names[Why.DISPUTE]:
        why = "answers lie two levels or more apart; compare the reasons"
        lines.append((Strong("Dispute"), f" on {listed(disputes)}: {why}."))
    if lines:
        yield Heading("Why raters differ")
        yield Items(tuple(lines))


def _neighbours(question: PanelQuestion) -> Line:
    low, high = (f"{one.level} (“{_anchor(one)}”)" for one in question.anchors)
    return (
        Strong(question.criterion.name),
        f": raters confuse two neighbouring levels. Rewrite them so that they differ: {low} and "
        f"{high}.",
    )


def _given_words(answers: Iterable[RaterAnswer]) -> str:
    """Who gave which level: ``2 (fox, owl), 3 (lynx)``."""
    groups: dict[str, list[str]] = {}
    for answer in sorted(answers, key=lambda one: (one.level is None, one.level or (0, 0))):
        groups.setdefault(given_words(answer), []).append(answer.rater)
    return ", ".join(f"{level} ({_few(names)})" for level, names in groups.items())


def _few(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= MOST_NAMES else counted(len(names), "rater")


def _questions(result: PanelResult, detail: int) -> Iterator[Block]:
    yield Heading("Every question")
    rows = tuple(
        (
            (Mark(question.light, word=False), f" {level_words(question.level)}"),
            (f"{question.criterion.name}{', veto' if question.criterion.veto else ''}",),
            (_given_words(question.answers),),
            ("–" if question.spread is None else str(question.spread),),
            (_standing_words(question),),
        )
        for question in result.questions
    )
    yield Table(("panel", "question", "answers", "spread", "light"), rows, joined=True)
    shown = [q for q in result.questions if detail > 0 or q.why is not None]
    for question in shown:
        yield _question_panel(question, result)


def _standing_words(question: PanelQuestion) -> str:
    if question.light is NOT_APPLICABLE:
        return "not applicable"
    if question.level is None:
        return "no level"
    if question.contested:
        return "disputed"
    return "agreed"


def _question_panel(question: PanelQuestion, result: PanelResult) -> Panel:
    lines = tuple(vote_line(answer.rater, answer) for answer in question.answers)
    strip = dots(question.answers, result.scale)
    return Panel((question.criterion.name,), (strip, *levels_given(question.anchors), Items(lines)))


def levels_given(anchors: Sequence[GivenAnchor]) -> Iterator[Block]:
    """What the levels say that somebody gave."""
    if anchors:
        words = "; ".join(f"{one.level} {_anchor(one)}" for one in anchors)
        yield Paragraph((f"Levels given: {words}.",))


def _anchor(anchor: GivenAnchor) -> str:
    return anchor.label or anchor.text.rstrip(".")


def dots(answers: Iterable[Voted], scale: Sequence[LightId]) -> Strip:
    """A dot for each answer at its level; a range has one at each of its levels."""
    levels = [answer.level for answer in answers]
    groups: list[tuple[str, tuple[AnyLight, ...]]] = [
        (str(level), (light,) * sum(_covers(one, level) for one in levels))
        for level, light in enumerate(scale)
    ]
    if silent := levels.count(None):
        groups.append(("no level", (MISSING,) * silent))
    return Strip(tuple(groups), title="The answers at each level", quiet="no answer")


def _covers(levels: Levels | None, level: int) -> bool:
    return levels is not None and levels[0] <= level <= levels[1]


def _unused(result: PanelResult) -> Iterator[Block]:
    if not result.unused:
        return
    yield Heading("Answers that are not used")
    who: dict[tuple[str, int, str], list[str]] = {}
    for one in result.unused:
        who.setdefault((one.why, one.round, one.question), []).append(one.rater)
    groups: dict[tuple[str, int, tuple[str, ...]], list[str]] = {}
    for (why, in_round, question), raters in who.items():
        groups.setdefault((why, in_round, tuple(raters)), []).append(question)
    yield Items(
        tuple(
            (Strong(listed(raters)), f", round {in_round}: {', '.join(questions)}. {capital(why)}.")
            for (why, in_round, raters), questions in groups.items()
        )
    )
    yield Paragraph(("Ask for these answers again; all others count.",))


def _merged(result: PanelResult) -> Iterator[Block]:
    merged = result.merged
    if merged is None:
        return
    names = {question.criterion.id: question.criterion.name for question in result.questions}
    yield Heading("Written into the area file")
    answers = counted(len(merged.criteria), "answer")
    yield Paragraph((f"{capital(answers)} with all votes and reasons: ", Code(merged.file)))
    if merged.left:
        yield Paragraph(("Left out:",))
        yield Items(tuple((Strong(names[one.criterion]), f": {one.why}.") for one in merged.left))
