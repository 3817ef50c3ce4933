"""Why a light is what it is, how sure that is, and what a better one needs: for a brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from coopcli.model import Confidence, Firmness
from coopcli.results.codec import word_of
from coopcli.results.parts import Answer
from coopcli.results.values import MISSING, UNDETERMINED, BetterLightId, LightId, Undetermined
from coopcli.studies.assess import AssessmentResult, Dimension, Margin
from coopcli.text.lights import best_of, votes_needed
from coopcli.text.words import capital, counted, inner, listed, number, short_name

MOST_OBSTACLES = 3

SHORT = 84
"""Characters of a sentence that takes one line of a brief at 100 columns."""


def reasons(result: AssessmentResult) -> list[str]:
    """Why the light is what it is, real things before any count."""
    light, best = result.standing.light, best_of(result)
    if isinstance(light, Undetermined):
        return list(_why_none(result))
    texts = list(_vetoes(result))
    if light == best:
        texts += _weak_spots(result)
    elif not texts:
        texts += _obstacles(result)
    return [*texts, *_count(result), *_apart(result)]


def short_reason(result: AssessmentResult) -> str:
    """One sentence on why."""
    return reasons(result)[0]


def _vetoes(result: AssessmentResult) -> Iterator[str]:
    """The answers that each rule out the next better light, certain ones first."""
    light, best = result.standing.light, best_of(result)
    if isinstance(light, Undetermined) or light == best:
        return
    aim = result.rubric.next_better(light)
    closing = [answer for answer in result.answers if aim in answer.closes]
    certain = [one for one in closing if not one.level or one.level[0] >= _bound(one, aim)]
    if certain:
        yield f"{_named_with_labels(certain)} alone rule{_s(certain)} out {aim.name}."
    if possible := [one for one in closing if one not in certain]:
        bounds = listed(dict.fromkeys(str(_bound(one, aim)) for one in possible), "or")
        also = "would too" if certain else f"would alone rule out {aim.name}"
        yield f"{_named_with_labels(possible)} {also}, if at {bounds} and not lower."


def _named_with_labels(answers: list[Answer]) -> str:
    """Answers by name, with what their levels mean."""
    return capital(listed(map(_labelled, answers)))


def _labelled(answer: Answer) -> str:
    label = f" ({answer.labels[-1]})" if answer.labels else ""
    return f"{inner(answer.criterion.name)}{label}"


def _s(answers: list[Answer]) -> str:
    """The ending of a verb whose subject are answers, by name."""
    return "s" if len(answers) == 1 else ""


def _bound(answer: Answer, aim: BetterLightId) -> int:
    """The lowest level at which an answer rules a light out."""
    return answer.criterion.veto[aim] if answer.criterion.veto else 0


def _obstacles(result: AssessmentResult) -> Iterator[str]:
    """The two or three answers that hold a light back most, by name."""
    by_id = {answer.criterion.id: answer for answer in result.answers}
    held = [by_id[name] for name in result.standing.decided_by]
    yield from _named("In the way: ", sorted(held, key=_weight, reverse=True))


def _weak_spots(result: AssessmentResult) -> Iterator[str]:
    """The answers of a good light that are not as good."""
    best = best_of(result)
    weak = [answer for answer in result.answers if answer.level and answer.light != best]
    if weak:
        yield from _named("Weakest: ", sorted(weak, key=_weight, reverse=True))


def _weight(answer: Answer) -> tuple[int, bool, int]:
    """What makes an obstacle: its level, that it can veto, and how surely it stands there."""
    low, high = answer.level or (0, 0)
    return high, answer.criterion.veto is not None, low


def _named(opening: str, answers: list[Answer]) -> Iterator[str]:
    """A sentence that names two or three answers, the first with what its level means."""
    first, *others = answers
    names = [_labelled(first), *(inner(other.criterion.name) for other in others)]
    found = [f"{opening}{listed(names[:many])}." for many in range(MOST_OBSTACLES, 1, -1)]
    yield next((text for text in found if len(text) <= SHORT), found[-1])


def _count(result: AssessmentResult) -> Iterator[str]:
    """How many answers are good enough, how many are needed, and how far the next light is."""
    light, best = result.standing.light, best_of(result)
    if isinstance(light, Undetermined):
        return
    aim = BetterLightId(light) if light == best else result.rubric.next_better(light)
    have, needed, votes = _votes(result, aim), votes_needed(result.rule, aim), result.rule.votes
    what = aim.name if aim == best else f"{aim.name} or better"
    verb = "is" if have == 1 else "are"
    text = f"{have} of {votes} {_unit(result)} {verb} {what}, {needed} are needed"
    away = [
        f"; {margin.to.name} is {counted(margin.answers, 'answer')} away"
        for margin in result.margins
        if margin.to.rank < light.rank
    ]
    yield f"{text}{''.join(away)}."


def _apart(result: AssessmentResult) -> Iterator[str]:
    """How many questions do not apply; their own lines name them."""
    if apart := sum(answer.not_applicable is not None for answer in result.all_answers):
        count = capital(counted(apart, "question does", "questions do"))
        yield f"{count} not apply here and {'stays' if apart == 1 else 'stay'} out of the count."


def _unit(result: AssessmentResult) -> str:
    """What is counted: answers, or points where questions weigh differently."""
    return "answers" if result.rule.votes == result.rule.questions else "points of weight"


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
        unit = "points of weight"
    need = _ceiling(rule.coverage.overall * rule.votes)
    if rule.minimum_questions and len(answers) < rule.minimum_questions:
        yield f"Only {len(answers)} questions apply, and {rule.minimum_questions} must."
    if have < need:
        yield f"{have} of {rule.votes} {unit} are answered, and {need} are needed."
    short = []
    for part in result.dimensions:
        weight = sum(one.criterion.weight for one in _asked(part))
        own = sum(one.criterion.weight for one in part.criteria if one.level)
        least = _ceiling(rule.coverage.dimension * weight)
        if own < least:
            short.append(f"{inner(part.name)} {own} of {weight}, {least} needed")
    if short:
        yield f"Short: {'; '.join(short)}."
    open_ = [one for one in answers if one.criterion.veto and one.light is MISSING]
    if open_:
        names = listed(inner(one.criterion.name) for one in open_)
        yield f"Open veto questions: {names}."
    best, worst = result.standing.best, result.standing.worst
    yield f"The open answers allow anything from {worst.name} to {best.name}."


def _asked(part: Dimension) -> list[Answer]:
    """The answers of a family whose questions apply."""
    return [answer for answer in part.criteria if answer.not_applicable is None]


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


# How sure.


def unsure(result: AssessmentResult) -> bool:
    """Whether a light is provisional: another would be as likely, by the weaker of two measures."""
    return _word(result) in (Firmness.CONTESTED, Firmness.FRAGILE)


def _word(result: AssessmentResult) -> Firmness | None:
    """The weaker of two words: over weights, and over weights and levels."""
    firm = result.robustness
    found = [word for word in (firm.word, firm.word_with_levels) if word]
    return max(found, key=list(Firmness).index, default=None)


_SURE = {
    Firmness.FIRM: "Sure",
    Firmness.LIKELY: "Fairly sure",
    Firmness.CONTESTED: "Not secure",
    Firmness.FRAGILE: "Not secure",
}


def certainty(result: AssessmentResult) -> Iterator[str]:
    """How sure the light is, the weaker measure first."""
    light, word = result.standing.light, _word(result)
    if isinstance(light, Undetermined) or word is None:
        yield "There is no light to be sure of."
        return
    yield from _measures(result, light, _SURE[word])
    yield from _near_vetoes(result)
    yield from _inference(result)
    if result.cross_check.agrees is False:
        lights = dict.fromkeys([result.cross_check.worst, result.cross_check.best])
        yield f"A plain average gives {listed((light.name for light in lights), 'or')}."


def _measures(result: AssessmentResult, light: LightId, word: str) -> Iterator[str]:
    """Ratings slightly off, other weights, both readings; those that agree in one sentence."""
    firm, found = result.robustness, result.outline and result.outline.readings
    yield _shares_text({name: span.low for name, span in firm.with_levels.items()}, word)
    also, weights = [], firm.shares[light].low
    if found and found.strict == found.lenient == light:
        also.append("a strict and a lenient reading")
    if weights > _NEARLY_ALL:
        also.append("other weights")
    if also:
        yield f"{capital(listed(also))} also give {light.name}."
    if weights <= _NEARLY_ALL:
        share = min(99, max(1, round(weights * 100)))
        yield f"Other weights: {light.name} in {share} of 100."
    if found and not found.strict == found.lenient == light:
        strict, lenient = found.strict.name, found.lenient.name
        yield f"Strict reading: {strict}; lenient: {lenient}."


_NEARLY_ALL = Fraction(199, 200)


def _of_hundred(shares: Mapping[LightId, Fraction]) -> dict[LightId, int]:
    """Shares as whole numbers of a hundred, by largest remainders, so that they add up."""
    parts = {name: share * 100 for name, share in shares.items()}
    found = {name: int(part) for name, part in parts.items()}
    rest = 100 - sum(found.values())
    for name in sorted(parts, key=lambda name: found[name] - parts[name])[:rest]:
        found[name] += 1
    return found


def _shares_text(shares: Mapping[LightId, Fraction], word: str) -> str:
    """In how many of a hundred variations each light comes out, the most frequent first."""
    counts = _of_hundred(shares)
    first, *others = sorted(filter(counts.get, counts), key=lambda name: -counts[name])
    rest = "".join(f", {name.name} in {counts[name]}" for name in others)
    many = "all" if shares[first] == 1 else str(counts[first])
    if counts[first] == 100 and shares[first] < 1:
        many = "over 99"
    return f"{word}: {first.name} in {many} of 100 variations of our ratings{rest}."


def _near_vetoes(result: AssessmentResult) -> Iterator[str]:
    """Vetoes that are one level away from ending the light."""
    names = {answer.criterion.id: inner(answer.criterion.name) for answer in result.answers}
    light = result.standing.light
    for margin in result.margins:
        if isinstance(light, Undetermined) or margin.to.rank >= light.rank:
            continue
        near = [names[name] for name, steps in margin.vetoes.items() if steps == 1]
        if near:
            yield f"One level more on {listed(near, 'or')} ends it."


def _inference(result: AssessmentResult) -> Iterator[str]:
    """What the light would be without inferred answers, where it would be another."""
    support, light = result.support, result.standing.light
    count = len(support.inferred)
    if not count or support.light == light:
        return
    rest = "no light" if support.light is UNDETERMINED else support.light.name
    inferred = "inferred answer" if count == 1 else f"{number(count)} inferred answers"
    yield f"Without the {inferred} (~): {rest}."


def confidence_line(result: AssessmentResult) -> Iterator[str]:
    """How well the evidence carries the answers that decide: the weakest grade, then the others."""
    by_id = {answer.criterion.id: answer for answer in result.answers}
    graded = [
        (answer.confidence, answer)
        for name in result.standing.decided_by
        if (answer := by_id[name]).confidence is not None
    ]
    if not graded:
        return
    grades = [grade for grade, _ in graded]
    weakest = min(grades)
    names = [inner(answer.criterion.name) for grade, answer in graded if grade is weakest]
    word = capital(word_of(weakest).replace("-", " "))
    many, all_ = len(names), len(graded)
    if many == all_:
        deciding = "the answer that decides" if all_ == 1 else f"all {all_} answers that decide"
        yield f"{word} for {deciding}."
    else:
        deciding = f"of the {all_} answers that decide"
        named = f"{word} at the weakest {deciding}: {listed(names)}."
        text = f"{word} for {many} {deciding}; {_others(grades, weakest)}."
        yield named if len(named) <= SHORT else text
    if len(result.sources) == 1:
        yield "All notes come from one document."


def _others(grades: Iterable[Confidence], weakest: Confidence) -> str:
    """How many answers there are of each better grade."""
    counts = Counter(grade for grade in grades if grade is not weakest)
    words = [
        f"{word_of(grade).replace('-', ' ')} for {count}" for grade, count in sorted(counts.items())
    ]
    return listed(words)


# What a better light needs.


def way_to_better(result: AssessmentResult) -> tuple[str, list[str]]:
    """The word of the entry, and what must happen for a better light."""
    light, best = result.standing.light, best_of(result)
    if isinstance(light, Undetermined):
        return "For a light", list(_for_a_light(result))
    if light == best:
        return "", []
    aim = result.rubric.next_better(light)
    margin = next((one for one in result.margins if one.to == aim), None)
    word = f"For {aim.name}"
    if margin is None:
        return word, [f"{aim.name} is out of reach while questions are unanswered."]
    return word, [f"{_rise(result, margin, aim)}{_first(result)}."]


def _for_a_light(result: AssessmentResult) -> Iterator[str]:
    """How many questions must be answered, and in which families."""
    rule, answers = result.rule, result.answers
    if rule.votes != rule.questions:
        return
    need = _ceiling(rule.coverage.overall * rule.votes) - sum(1 for one in answers if one.level)
    families = []
    for part in result.dimensions:
        have = sum(1 for one in part.criteria if one.level)
        if (short := _ceiling(rule.coverage.dimension * len(_asked(part))) - have) > 0:
            families.append(f"{number(short)} {short_name(part.name).lower()}")
    if need > 0 or families:
        rest = f", at least {listed(families)}" if families else ""
        asked = counted(need, "more question") if need > 0 else "more questions"
        yield f"Answer {asked}{rest}."


def _rise(result: AssessmentResult, margin: Margin, aim: BetterLightId) -> str:
    """How many answers must improve, and which vetoes must fall."""
    answers = {answer.criterion.id: answer for answer in result.answers}
    line, parts = result.rule.lines[aim], []
    if margin.answers:
        level = str(line) if line == 0 else f"{line} or lower"
        parts.append(f"{counted(margin.answers, 'more answer')} at {level}")
    for bound, names in _by_bound(answers, margin, aim).items():
        parts.append(f"{listed(names)} below {bound}")
    return capital(", and ".join(parts))


def _first(result: AssessmentResult) -> str:
    """The event that helps most towards a better light, as it would be noticed."""
    event = result.outline and result.outline.better
    if not event:
        return ""
    name = {one.criterion.id: one.criterion.name for one in result.answers}[event.criterion]
    label = f" ({event.label})" if event.label else ""
    return f"; easiest: {inner(name)} at {event.level}{label}"


def _by_bound(
    answers: Mapping[str, Answer], margin: Margin, aim: BetterLightId
) -> dict[int, list[str]]:
    """The vetoes that must fall, by the level below which they must."""
    found: dict[int, list[str]] = {}
    for name in margin.vetoes:
        answer = answers[name]
        found.setdefault(_bound(answer, aim), []).append(inner(answer.criterion.name))
    return found
