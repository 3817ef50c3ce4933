"""What a document says first: the lights, what each lets one do, and how sure each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from coopcli.results.values import MISSING, AnyLight, AreaLight, Undetermined
from coopcli.studies.assess import AssessmentResult
from coopcli.text.blocks import Block, Items, Line, Link, Mark, Paragraph, Strong, Table
from coopcli.text.brief_ahead import steps
from coopcli.text.figures import anchor
from coopcli.text.shares import SURE, between, is_provisional, weaker
from coopcli.text.words import capital, counted, first_sentence, inner, listed, sentence

MOST_NAMED = 3
"""Most questions that the summary names of a kind."""


def summary_blocks(areas: Sequence[AssessmentResult]) -> Iterator[Block]:
    """What each light lets one do, a row for each area, and what the areas have in common."""
    by_light: dict[AreaLight, list[AssessmentResult]] = {}
    for one in areas:
        by_light.setdefault(one.standing.light, []).append(one)
    yield Paragraph((f"{capital(judged(areas))}.",))
    yield Items(tuple(_meaning(light, some) for light, some in by_light.items()))
    yield Table(
        ("area", "light", "how sure", "as of", "first step"),
        tuple(map(_row, areas)),
        caption="How sure: the light comes out in at least so many of 100 variations of our "
        "ratings and of the weights of the questions. One that is not sure, or in doubt, is "
        "provisional: quote it in the words that stand here.",
    )
    if found := tuple(_questions(areas)):
        yield Items(found)


def judged(areas: Sequence[AssessmentResult]) -> str:
    """What was judged: how many areas, and between whom."""
    count = counted(len(areas), "area")
    outline = areas[0].outline
    parties = outline.parties if outline else ()
    if len(parties) < 2 or not all(one.area.form for one in areas):
        return count
    return f"{count} between {listed(parties)}"


def _meaning(light: AreaLight, areas: Sequence[AssessmentResult]) -> Line:
    """A light, how many areas have it, and what it lets one do."""
    count = counted(len(areas), "area")
    meaning = areas[0].meaning
    if meaning is None:
        words = "Too little is known for a light."
    else:
        words = sentence(first_sentence(meaning.next))
    return (Mark(light), f", {count}: {words}")


def _row(one: AssessmentResult) -> tuple[Line, ...]:
    turning = [light.name for light in one.standing.turning]
    turns = f" (may turn {listed(turning, 'or')})" if turning else ""
    light: Line = (Mark(one.standing.light), *((turns,) if turns else ()))
    first = next(steps(one), ())
    return (
        (Link(one.area.name, anchor(one)),),
        light,
        (_sureness(one),),
        (str(one.as_of),),
        first,
    )


def _sureness(one: AssessmentResult) -> str:
    """How sure a light is, by the weaker of two measures."""
    light, firm = one.standing.light, one.robustness
    word = weaker(firm)
    if isinstance(light, Undetermined) or word is None:
        return ""
    spans = [shares[light].low for shares in (firm.shares, firm.with_levels) if light in shares]
    if is_provisional(firm):
        return f"{SURE[word]}: {between(light, firm)}"
    return f"{SURE[word]}, {_of_hundred(min(spans))} of 100"


def _of_hundred(share: Fraction) -> str:
    """A share as a whole number; only all are 100, and only none are 0."""
    whole = share == int(share)
    return str(int(share * 100) if whole else min(99, max(1, round(share * 100))))


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
            f"{inner(name)} ({what} {counted(count, 'area')})"
            if not place
            else f"{inner(name)} ({count})"
            for place, (name, count) in enumerate(counts.most_common(MOST_NAMED))
            if count > 1
        ]
        if named:
            yield (Strong(f"{word}: "), f"{listed(named)}.")
