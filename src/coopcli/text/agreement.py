"""How far raters agree, in words and tables, and what changed from round to round."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from coopcli.analysis.agreement import Undefined
from coopcli.analysis.panel import Moved
from coopcli.studies.panel import PanelResult
from coopcli.studies.panel_parts import (
    ACCEPTABLE,
    FEWEST_UNITS,
    Agreement,
    PanelMove,
)
from coopcli.text.blocks import (
    Block,
    Heading,
    Items,
    Line,
    Mark,
    Paragraph,
    Strong,
    Table,
)
from coopcli.text.words import capital, counted, inner, level_words, percent, rounded, sentence

_UNDEFINED = {
    Undefined.ONE_RATER: "there is one rater only",
    Undefined.NO_PAIRS: "no question has two levels to compare",
    Undefined.ONE_UNIT: "only one question has two levels to compare",
    Undefined.NO_VARIATION: "all answers are the same level, as chance would have them",
    Undefined.TOO_FEW: f"fewer than {FEWEST_UNITS} questions have two levels to compare",
}


def agreement_words(found: Agreement) -> str:
    """How far raters agree, in one or two sentences."""
    raw = f"{percent(found.raw)} of all pairs of answers are the same level" if found.raw else ""
    if found.raw == 0:
        raw = "no two answers to one question are the same level"
    if found.alpha is None:
        why = _UNDEFINED[found.undefined] if found.undefined else ""
        return f"Agreement cannot be measured: {why}{f'; {raw}' if raw else ''}."
    words = f"Agreement: alpha {coefficient(found.alpha)}{_span(found)}; {raw}."
    if found.alpha < ACCEPTABLE:
        words += " Below .667 this is too little: discuss before you use the light."
    return words


def coefficient(value: Fraction) -> str:
    """A coefficient with two decimals, on its side of the marks that decide."""
    return rounded(value, (Fraction(0), ACCEPTABLE, Fraction(1)), 2).replace("-", "−")


def _span(found: Agreement) -> str:
    if found.low is None or found.high is None:
        return " (too few questions for an interval)"
    cut = ", cut at the end of the scale" if found.cut else ""
    return f" (95 %: {coefficient(found.low)} to {coefficient(found.high)}{cut})"


def agreement_blocks(result: PanelResult) -> Iterator[Block]:
    """Agreement without each rater, by dimension, and over all areas; nothing for one rater."""
    if len(result.raters) < 2:
        return
    yield Heading("How far they agree")
    if result.without:
        rows: list[tuple[Line, ...]] = [
            ((one.name,), (Mark(one.light),), *_cells(one.agreement)) for one in result.without
        ]
        yield Table(("without", "light", *_COLUMNS), tuple(rows))
    rows = [((one.name,), *_cells(one.agreement)) for one in result.dimensions]
    yield Table(("part", *_COLUMNS), tuple(rows))
    if result.areas:
        yield Paragraph((Strong("Over all areas of the sheets. "), agreement_words(_all(result))))
        rows = [((one.name,), *_cells(one.agreement)) for one in result.areas if one.name]
        yield Table(("area", *_COLUMNS), tuple(rows))


_COLUMNS = ("alpha", "same level", "questions")


def _all(result: PanelResult) -> Agreement:
    return next((one.agreement for one in result.areas if not one.name), result.agreement)


def _cells(found: Agreement) -> tuple[Line, Line, Line]:
    if found.alpha is None:
        value = "too few questions" if found.undefined is Undefined.TOO_FEW else "not defined"
    else:
        value = coefficient(found.alpha)
    raw = "–" if found.raw is None else percent(found.raw)
    return (value,), (raw,), (str(found.questions),)


def round_blocks(result: PanelResult) -> Iterator[Block]:
    """The rounds side by side and who moved; nothing for one round."""
    if len(result.rounds) < 2:
        return
    yield Heading("Rounds side by side")
    rows = tuple(
        (
            (str(one.number),),
            (Mark(one.standing.light),),
            (str(len(one.raters)),),
            *_cells(one.agreement),
        )
        for one in result.rounds
    )
    yield Table(("round", "light", "raters", *_COLUMNS), rows)
    yield Paragraph((_grown(result),))
    names = {question.criterion.id: question.criterion.name for question in result.questions}
    for kind, title in _MOVED.items():
        moves = [move for move in result.moves if move.kind is kind]
        if moves:
            yield Paragraph((Strong(title),))
            yield Items(tuple(_move_line(move, names) for move in moves))


_MOVED = {
    Moved.REASON: "Moved with a new reason",
    Moved.DRIFTED: "Moved towards the median without a new reason",
    Moved.OTHER: "Moved elsewhere without a new reason",
}


def _move_line(move: PanelMove, names: dict[str, str]) -> Line:
    reason = f": {sentence(move.reason)}" if move.kind is Moved.REASON else "."
    before, after = (level_words(one) if one else "no level" for one in (move.before, move.after))
    where = f" on {inner(names[move.criterion])} in round {move.round}: {before} to {after}"
    return (Strong(move.rater), where, reason)


def _grown(result: PanelResult) -> str:
    before, after = (one.agreement for one in result.rounds[-2:])
    moved = counted(sum(move.round == result.round for move in result.moves), "answer")
    changed = f"{capital(moved)} changed since the round before"
    for one, other, what in (
        (before.alpha, after.alpha, "Alpha"),
        (before.raw, after.raw, "The share of equal answers"),
    ):
        if one is not None and other is not None:
            way = "grew" if other > one else "fell" if other < one else "stayed the same"
            return f"{changed}. {what} {way}."
    return f"{changed}."
