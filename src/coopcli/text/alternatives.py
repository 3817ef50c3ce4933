"""From figures to the words that say the same, for whoever does not see them."""

from __future__ import annotations

from typing import assert_never

from coopcli.results.values import MISSING, NOT_APPLICABLE, UNDETERMINED, AnyLight, LightId, name_of
from coopcli.text.blocks import Bar, Chart, Chip, Figure, Map, Strip, Tally, Votes
from coopcli.text.plain import level_words


def title(figure: Figure) -> str:
    """What a figure shows, in a few words."""
    match figure:
        case Tally():
            return "Answers at each light"
        case Strip() | Chart() | Votes() | Map():
            return figure.title
        case _:
            assert_never(figure)


def alternative(figure: Figure) -> str:
    """All that a figure says, in a sentence."""
    match figure:
        case Tally(counts):
            return f"{_counts(counts)}."
        case Strip(groups, quiet=quiet):
            return f"{'; '.join(_group(label, lights, quiet) for label, lights in groups)}."
        case Chart(families=families):
            parts = (
                f"{name}: {', '.join(f'{bar_name(bar)} {answer(bar.answer)}' for bar in bars)}"
                for name, bars in families
            )
            return f"{'; '.join(parts)}."
        case Votes(_, needed, shares):
            words = ", ".join(f"{share.votes} {share.words}" for share in shares)
            return f"{needed} of {sum(share.votes for share in shares)} are needed: {words}."
        case Map(rows=rows):
            questions = figure.questions
            scale = ", ".join(f"{level} {label}" for level, (label, _) in enumerate(figure.scale))
            return f"Levels: {scale}. " + "; ".join(
                f"{row.name}, {light_words(row.light)}: "
                + ", ".join(
                    f"{name} {answer(cell)}"
                    for name, cell in zip(questions, row.cells, strict=True)
                )
                for row in rows
            )
        case _:
            assert_never(figure)


def bar_name(bar: Bar) -> str:
    """What an answer of a chart is called, with what is remarked of it."""
    return f"{bar.name} ({bar.remark})" if bar.remark else bar.name


def answer(chip: Chip) -> str:
    """An answer in words: ``3 to 4 (Red)``, or its state."""
    level = level_words(chip.level)
    words = light_words(chip.light)
    return f"{level.replace('-', ' to ')} ({words})" if level else words


_STATES: dict[AnyLight, str] = {MISSING: "not answered", UNDETERMINED: "no light"}

_COUNTS: dict[AnyLight, str] = {
    MISSING: ": in the count, speaks for no light",
    NOT_APPLICABLE: ": out of the count",
}


def key(figure: Map) -> list[tuple[Chip, str]]:
    """What each sign of a map means: every level, a range, and the states that stand in it."""
    levels = [
        (Chip(light, (level, level)), label) for level, (label, light) in enumerate(figure.scale)
    ]
    cells = [cell for row in figure.rows for cell in row.cells]
    for cell in cells:
        if cell.level and cell.level[0] < cell.level[1]:
            low, high = cell.level
            levels.append((cell, f"the evidence leaves {low} and {high} open; the worse counts"))
            break
    states = sorted({cell.light for cell in cells if cell.level is None})
    return [
        *levels,
        *((Chip(state, None), light_words(state) + _COUNTS.get(state, "")) for state in states),
    ]


def light_words(light: AnyLight) -> str:
    """What a light, or the lack of one, is called in a figure."""
    return _STATES.get(light) or name_of(light)


def shown(counts: tuple[tuple[AnyLight, int], ...]) -> list[tuple[AnyLight, int]]:
    """The counts that a figure shows: a state that no answer is in is left out."""
    return [(light, count) for light, count in counts if count or isinstance(light, LightId)]


def _counts(counts: tuple[tuple[AnyLight, int], ...]) -> str:
    return ", ".join(f"{count} {light_words(light)}" for light, count in shown(counts))


def _group(label: str, lights: tuple[AnyLight, ...], quiet: str) -> str:
    return f"{label}: {', '.join(map(light_words, lights)) or quiet}"
