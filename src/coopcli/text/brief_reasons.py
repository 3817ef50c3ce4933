"""Why a light is what it is: for a brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from coopcli.model import Basis
from coopcli.results.answers import Answer
from coopcli.results.parts import Evidence
from coopcli.results.values import MISSING, BetterLightId, LightId, Undetermined
from coopcli.studies.assess import AssessmentResult, Dimension
from coopcli.text.lights import best_of, votes_needed
from coopcli.text.words import capital, counted, first_sentence, inner, listed, number

MOST_OBSTACLES = 3
"""Most answers that a brief names as what stands in the way."""

MOST_HEAVY = 2
"""Most questions that are named because they count more than the others."""

SAYS_LITTLE = 60
"""Characters of a sentence that does not stand for itself."""

SHORT = 84
"""Characters of a sentence that takes one line of a brief at 100 columns."""


def reasons(result: AssessmentResult, *, terse: bool = False) -> list[str]:
    """Why the light is what it is, real things before any count; ``terse`` in fewer words."""
    if isinstance(result.standing.light, Undetermined):
        return list(_why_none(result))
    texts = list(_vetoes(result))
    good = result.standing.light == best_of(result)
    if good and (strengths := _strengths(result)):
        texts.append(_named("Least in the way: ", strengths[:2], terse=terse))
    if (good or not texts) and (answers := obstacles(result)):
        texts.append(_named("Most in the way: " if good else "In the way: ", answers, terse=terse))
    return [*texts, *_count(result, terse=terse)]


def short_reason(result: AssessmentResult) -> str:
    """One sentence on why."""
    return reasons(result, terse=True)[0]


def obstacles(result: AssessmentResult) -> list[Answer]:
    """The answers that hold a light back, or are the weakest of the best light; the worst first."""
    light, best = result.standing.light, best_of(result)
    if isinstance(light, Undetermined):
        return []
    if light == best:
        found = [answer for answer in result.answers if answer.level and answer.light != best]
    else:
        by_id = {answer.criterion.id: answer for answer in result.answers}
        closing = _closing(result)
        found = closing or [by_id[name] for name in result.standing.decided_by]
    return sorted(found, key=_weight, reverse=True)


def _weight(answer: Answer) -> tuple[int, bool, int]:
    """What makes an obstacle: its level, that it can veto, and how surely it stands there."""
    low, high = answer.level or (0, 0)
    return high, answer.criterion.veto is not None, low


def _strengths(result: AssessmentResult) -> list[Answer]:
    """The answers that carry the best light most: low, about this area, well supported."""
    found = [
        (answer.level[::-1], answer.basis is not Basis.AREA, -answer.confidence, place, answer)
        for place, answer in enumerate(result.answers)
        if answer.level and answer.confidence is not None and answer.light == best_of(result)
    ]
    return [answer for *_, answer in sorted(found, key=lambda one: one[:4])]


def facts_of(result: AssessmentResult) -> list[tuple[str, Evidence | None]]:
    """The facts behind the named obstacles, each with the name of its question.

    Where the headline of the area has one of them it stands for it, without a name and an item;
    else it comes last.
    """
    items = {item.id: item for item in result.evidence}
    headline = result.headline.evidence if result.headline else ()
    used: set[str] = set()
    found: list[tuple[str, Evidence | None]] = []
    for answer in obstacles(result)[:MOST_OBSTACLES]:
        name = answer.criterion.id
        new = [one for one in answer.evidence if one not in used]
        raising = [one for one in new if name in items[one].raises]
        own = raising or [one for one in new if name not in items[one].lowers]
        if set(own) & set(headline):
            used.update(headline)
            found.append(("", None))
        elif own:
            chosen = min(own, key=lambda one: len(fact_text(items[one])))
            used.add(chosen)
            found.append((answer.criterion.name, items[chosen]))
    return found if not headline or ("", None) in found else [*found, ("", None)]


def fact_text(item: Evidence) -> str:
    """An item in short: its first sentence, and the next where that one says little."""
    first = first_sentence(item.summary)
    rest = item.summary.removeprefix(first).strip()
    return f"{first} {first_sentence(rest)}" if rest and len(first) < SAYS_LITTLE else first


def _closing(result: AssessmentResult) -> list[Answer]:
    """The answers that rule out the next better light, or may."""
    light = result.standing.light
    if isinstance(light, Undetermined) or light == best_of(result):
        return []
    aim = result.rubric.next_better(light)
    return [answer for answer in result.answers if aim in answer.closes]


def _vetoes(result: AssessmentResult) -> Iterator[str]:
    """The answers that each rule out the next better light, certain ones first."""
    light, closing = result.standing.light, _closing(result)
    if isinstance(light, Undetermined) or not closing:
        return
    aim = result.rubric.next_better(light)
    certain = [one for one in closing if not one.level or one.level[0] >= bound(one, aim)]
    if certain:
        subject = capital(listed(map(labelled, certain)))
        yield f"{subject} {_rules_out(certain)} {aim.name}."
    if possible := [one for one in closing if one not in certain]:
        bounds = listed(dict.fromkeys(str(bound(one, aim)) for one in possible), "or")
        also = "would too" if certain else f"would alone rule out {aim.name}"
        subject = capital(listed(labelled(one, perhaps=False) for one in possible))
        yield f"{subject} {also}, if at {bounds} and not lower."


def _rules_out(answers: Sequence[Answer]) -> str:
    return "alone rules out" if len(answers) == 1 else "each rule out"


def labelled(answer: Answer, *, perhaps: bool = True) -> str:
    """What the level of an answer means, with the name of its question."""
    name = inner(answer.criterion.name)
    label = label_of(answer) if perhaps or not answer.labels else answer.labels[-1]
    return f"{label} ({name})" if label else name


def label_of(answer: Answer) -> str:
    """What the level of an answer means; of a range, at worst."""
    labels = answer.labels or ()
    if not labels:
        return ""
    return labels[0] if len(labels) == 1 else f"perhaps {labels[-1]}"


def bound(answer: Answer, aim: BetterLightId) -> int:
    """The lowest level at which an answer rules a light out."""
    return answer.criterion.veto[aim] if answer.criterion.veto else 0


def _named(opening: str, answers: Sequence[Answer], *, terse: bool) -> str:
    """A sentence that names up to three answers, with what the levels mean, or the first alone."""
    if not terse:
        return f"{opening}{listed(map(labelled, answers[:MOST_OBSTACLES]))}."
    first, *others = answers
    names = [labelled(first), *(inner(other.criterion.name) for other in others)]
    found = [f"{opening}{listed(names[:many])}." for many in range(MOST_OBSTACLES, 1, -1)]
    return next((text for text in found if len(text) <= SHORT), found[-1])


def _count(result: AssessmentResult, *, terse: bool) -> Iterator[str]:
    """How many answers are good enough, how many are needed, and how far the next worse light is.

    So it is always said how far inside a light an area stands. ``terse``: without the level.
    """
    light, best = result.standing.light, best_of(result)
    if isinstance(light, Undetermined):
        return
    aim = BetterLightId(light) if light == best else result.rubric.next_better(light)
    have, needed = _votes(result, aim), votes_needed(result.rule, aim)
    what = aim.name if aim == best else f"{aim.name} or better"
    verb = "is" if have == 1 else "are"
    if have < needed:
        line = result.rule.lines[aim]
        level = "" if terse else f" at {line} or lower" if line else " at 0"
        count = f"{have} of {_counted_from(result)}{level}, {needed} needed"
        yield f"{capital(number(needed - have))} short of {aim.name}: {count}."
    else:
        yield f"{have} of {_counted_from(result)} {verb} {what}, {needed} needed."
    for margin in result.margins:
        if margin.to.rank < light.rank:
            veto = " or one veto" if margin.vetoes else ""
            yield f"{margin.to.name} is {counted(margin.answers, 'answer')}{veto} away."


def _counted_from(result: AssessmentResult) -> str:
    """All that is counted, and what counts more than the rest."""
    answers, rule = result.answers, result.rule
    if rule.votes == rule.questions:
        where = " that apply" if len(answers) < len(result.all_answers) else ""
        return f"{rule.questions} answers{where}"
    least = min(answer.criterion.weight for answer in answers)
    heavy = [one.criterion for one in answers if one.criterion.weight > least]
    if len({one.weight for one in heavy}) > 1 or len(heavy) > MOST_HEAVY or least > 1:
        return f"{rule.votes} points (questions have more or fewer)"
    times = "twice" if heavy[0].weight == 2 else f"{number(heavy[0].weight)} times"
    names = listed(inner(one.name) for one in heavy)
    return f"{rule.votes} points ({names} {'counts' if len(heavy) == 1 else 'each count'} {times})"


def unit(result: AssessmentResult) -> str:
    """What is counted: answers, or points where questions weigh differently."""
    return "answers" if result.rule.votes == result.rule.questions else "points"


def _votes(result: AssessmentResult, light: LightId) -> int:
    return sum(
        answer.criterion.weight
        for answer in result.answers
        if isinstance(answer.light, LightId) and answer.light.rank >= light.rank
    )


def _why_none(result: AssessmentResult) -> Iterator[str]:
    """Why there is no light: what is answered, what is needed, which vetoes are open."""
    answers, rule = result.answers, result.rule
    have, unit = sum(one.criterion.weight for one in answers if one.level), "questions"
    if rule.votes != rule.questions:
        unit = "points (the weights of the questions)"
    need = ceiling(rule.coverage.overall * rule.votes)
    if rule.minimum_questions and len(answers) < rule.minimum_questions:
        yield f"Only {len(answers)} questions apply; {rule.minimum_questions} must."
    if have < need:
        yield f"{have} of {rule.votes} {unit} are answered; {need} are needed."
    short = []
    for part in result.dimensions:
        weight = sum(one.criterion.weight for one in asked(part))
        own = sum(one.criterion.weight for one in part.criteria if one.level)
        least = ceiling(rule.coverage.dimension * weight)
        if own < least:
            short.append(f"“{part.name}” ({own} of {weight}; {least} needed)")
    if short:
        yield f"Too few answers in {listed(short)}."
    open_ = [one for one in answers if one.criterion.veto and one.light is MISSING]
    if open_:
        names = listed(inner(one.criterion.name) for one in open_)
        yield f"Not answered, though one bad answer could decide: {names}."


def asked(part: Dimension) -> list[Answer]:
    """The answers of a family whose questions apply."""
    return [answer for answer in part.criteria if answer.not_applicable is None]


def ceiling(value: Fraction) -> int:
    """The least whole number at or above a share of weight."""
    return -(-value.numerator // value.denominator)
