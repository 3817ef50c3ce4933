"""What works, what nobody knows, what would move the light and what to do: for a brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopcli.commands import suggested
from coopcli.results.answers import Answer
from coopcli.results.parts import Offer
from coopcli.results.values import MISSING, UNDETERMINED, BetterLightId, Undetermined
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.margins import Margin
from coopcli.studies.outline import Change, Turn
from coopcli.text.blocks import Code, Inline, Line
from coopcli.text.brief_certainty import unsure
from coopcli.text.brief_reasons import (
    MOST_OBSTACLES,
    SHORT,
    asked,
    bound,
    ceiling,
    fact_text,
    obstacles,
)
from coopcli.text.lights import best_of, worst_of
from coopcli.text.notes import Citations
from coopcli.text.words import (
    capital,
    counted,
    first_sentence,
    inner,
    listed,
    months_before,
    number,
)

MOST_STEPS = 3
"""Most steps that a brief names."""

OLD = 12
"""Months from which the year of what works is named."""

MOST_QUESTIONS = 2
"""Most questions that a brief says nobody has answered."""


def works_now(result: AssessmentResult, citations: Citations) -> tuple[tuple[Line, ...], bool]:
    """What has been done and lowers a barrier, with its note; and whether that is long ago."""
    if not result.outline:
        return (), False
    works = result.outline.works
    if works is None:
        return (("No well-supported good answer rests on work already done.",),), False
    item = next(item for item in result.evidence if item.id == works.evidence)
    known = item.event or item.known
    old = months_before(known, result.as_of) >= OLD
    then = f"{known.last.year}: " if old else ""
    return ((f"{then}{fact_text(item)}", *citations.cite([item.id])),), old


def not_known(result: AssessmentResult) -> Iterator[Line]:
    """What nobody has answered, and the questions without an answer."""
    open_ = {answer.criterion.id for answer in open_answers(result)}
    asked_first = sorted(result.open_questions, key=lambda one: one.criterion not in open_)
    texts = [one.question for one in asked_first[:MOST_QUESTIONS]]
    while len(texts) > 1 and len(" ".join(texts)) > SHORT:
        texts.pop()
    if texts:
        yield (" ".join(texts),)
    elif open_ and result.standing.light is UNDETERMINED:
        yield (f"{capital(counted(len(open_), 'question'))} without an answer, as shown above.",)
    elif open_:
        names = listed(inner(answer.criterion.name) for answer in open_answers(result))
        yield (f"Not answered: {names}.",)
    else:
        yield ("Nobody has listed what is unknown here.",)


def open_answers(result: AssessmentResult) -> list[Answer]:
    """The questions without an answer, those that can rule a light out first."""
    found = [answer for answer in result.answers if answer.light is MISSING]
    return sorted(found, key=lambda answer: answer.criterion.veto is None)


# What would move the light.


LONGEST_WORD = 12
"""Most characters of the word of an entry: so much room there is before its text."""


def way_to_better(result: AssessmentResult, *, terse: bool = False) -> tuple[str, list[str]]:
    """The word of the entry, and what must happen for a better light; ``terse`` the first alone.

    The name of a light for which the word has no room stands before the text.
    """
    word, texts = _way_to_better(result, terse=terse)
    if len(word) <= LONGEST_WORD or not texts:
        return word, texts
    return "For better", [f"{word.removeprefix('For ')}: {inner(texts[0])}", *texts[1:]]


def _way_to_better(result: AssessmentResult, *, terse: bool) -> tuple[str, list[str]]:
    light, best = result.standing.light, best_of(result)
    if isinstance(light, Undetermined):
        return "For a light", list(_for_a_light(result))
    if light == best:
        return _for_a_firm_light(result)
    aim = result.rubric.next_better(light)
    margin = next((one for one in result.margins if one.to == aim), None)
    word, open_ = f"For {aim.name}", open_answers(result)
    if margin is None:
        return word, [f"{aim.name} is out of reach while questions are unanswered."]
    texts = [f"{_rise(result, margin, aim)}."]
    if turn := result.outline and result.outline.better:
        texts.append(nearest_words(turn, inner_names(result), terse=terse))
        named = {one.criterion.id for one in obstacles(result)[:MOST_OBSTACLES]}
        if turn.alone and turn.changes[0].criterion not in named:
            texts.append(
                f"That alone gives {aim.name}, by the count; what is in the way would stay."
            )
    alike = result.rule.votes == result.rule.questions
    if open_ and alike and margin.answers == 1 and not margin.vetoes:
        names = listed([inner(one.criterion.name) for one in open_], "or")
        texts.append(f"So would a like answer on {names}, not answered yet.")
    return word, texts


def inner_names(result: AssessmentResult) -> dict[str, str]:
    """The names of the questions as they stand in a sentence."""
    return {answer.criterion.id: inner(answer.criterion.name) for answer in result.answers}


def _for_a_firm_light(result: AssessmentResult) -> tuple[str, list[str]]:
    """What would make the best light firm, where it is not."""
    turn = result.outline and result.outline.better
    best = best_of(result).name
    if not unsure(result) or not turn:
        return "Better if", [f"{best} is the highest light; it cannot get better."]
    first = [_changed(one, inner_names(result)) for one in turn.changes[:MOST_NEAREST]]
    return "Surer if", [f"Evidence shows {listed(first, 'or')}, or confirms the other answers."]


def _for_a_light(result: AssessmentResult) -> Iterator[str]:
    """How many questions must be answered, and in which families."""
    rule, answers = result.rule, result.answers
    if rule.votes != rule.questions:
        return
    need = ceiling(rule.coverage.overall * rule.votes) - sum(1 for one in answers if one.level)
    families = []
    for part in result.dimensions:
        have = sum(1 for one in part.criteria if one.level)
        if (short := ceiling(rule.coverage.dimension * len(asked(part))) - have) > 0:
            families.append(f"{number(short)} in “{part.name}”")
    if need > 0 and families:
        yield f"Answer {counted(need, 'more question')}, at least {listed(families)}."
    elif need > 0:
        yield f"Answer {counted(need, 'more question')}."
    elif families:
        yield f"Answer at least {listed(families)}."


def _rise(result: AssessmentResult, margin: Margin, aim: BetterLightId) -> str:
    """How many answers must improve, and which vetoes must fall."""
    answers = {answer.criterion.id: answer for answer in result.answers}
    line, parts = result.rule.lines[aim], []
    if margin.answers:
        level = str(line) if line == 0 else f"{line} or lower"
        parts.append(f"{counted(margin.answers, 'more answer')} at {level}")
    for veto, names in _by_bound(answers, margin, aim).items():
        parts.append(f"{listed(names)} below {veto}")
    return capital(", and ".join(parts))


def nearest_words(
    turn: Turn, names: Mapping[str, str], *, terse: bool = False, start: str = "A near way"
) -> str:
    """Which answers are nearest to a better light, and what they would have to be.

    ``names``: of the questions, as they stand in a sentence. ``start``: the first words.
    ``terse``: of the second the name alone.
    """
    first = turn.changes[0]
    same = [one for one in turn.changes[:MOST_NEAREST] if bool(one.beyond) == bool(first.beyond)]
    verb = "moves to" if first.beyond else "at"
    shown = [
        f"{names[one.criterion]} {verb} {f'“{one.label}”' if one.label else one.level}"
        for one in same[: 1 if terse else None]
    ]
    then = [names[one.criterion] for one in turn.changes[len(shown) : MOST_NEAREST]]
    if (left := len(turn.changes) - len(shown) - len(then)) and not terse:
        then.append(f"{number(left)} more")
    how = "" if first.beyond else "better evidence puts "
    rest = f"; then {listed(then)}" if then else ""
    return f"{start}: {how}{listed(shown)}{rest}."


def _changed(change: Change, names: Mapping[str, str]) -> str:
    """An answer at another level, with what that means."""
    meaning = f" ({change.label})" if change.label else ""
    return f"{names[change.criterion]} at {change.level}{meaning}"


MOST_NEAREST = 2
"""Most answers that the way to a better light names."""


def _by_bound(
    answers: Mapping[str, Answer], margin: Margin, aim: BetterLightId
) -> dict[int, list[str]]:
    """The vetoes that must fall, by the level below which they must."""
    found: dict[int, list[str]] = {}
    for name in margin.vetoes:
        answer = answers[name]
        found.setdefault(bound(answer, aim), []).append(inner(answer.criterion.name))
    return found


def worse_if(result: AssessmentResult, *, terse: bool = False) -> Iterator[Line]:
    """What would lower the light: any of some answers, or several together.

    ``terse``: the first alone, where there are several.
    """
    light, turn = result.standing.light, result.outline and result.outline.worse
    if light == worst_of(result):
        yield (f"{worst_of(result).name} is the lowest light; it cannot get worse.",)
    if not turn:
        return
    names, to, many = inner_names(result), turn.to.name, len(turn.changes)
    shown = [_changed(one, names) for one in turn.changes]
    if terse or many > MOST_NEAREST:
        shown = shown[:1]
    vetoes = [one for one in turn.changes if _is_veto(result, one)]
    events = f": {listed(shown, 'or' if turn.alone else 'and')}"
    if many > len(shown):
        events = f", such as {listed(shown, 'or')}"
    if not turn.alone:
        yield (f"{capital(counted(many, 'worse answer'))} together give {to}{events}.",)
    elif many == 1:
        effect = "is a veto: it alone gives" if vetoes else "alone gives"
        yield (f"{capital(shown[0])} {effect} {to}.",)
    else:
        kind = "One veto" if len(vetoes) == many else f"Any of {number(many)} worse answers alone"
        yield (f"{kind} gives {to}{events}.",)


def _is_veto(result: AssessmentResult, change: Change) -> bool:
    """Whether an answer would rule out the light that there is."""
    light, veto = result.standing.light, result.rule.vetoes.get(change.criterion)
    if isinstance(light, Undetermined) or veto is None:
        return False
    # What rules out a worse light rules out the better ones too.
    return any(change.level >= level for name, level in veto.items() if name.rank <= light.rank)


# What to do.


def steps(result: AssessmentResult) -> Iterator[Line]:
    """Up to three steps that fit the light: who does what, to lower what."""
    if result.standing.light is UNDETERMINED:
        for answer in open_answers(result)[:MOST_STEPS]:
            yield _to_find_out(answer.criterion.question)
        return
    offers = result.outline.steps if result.outline else ()
    yield from (_step(result, offer) for offer in offers)
    if not offers and result.open_questions:
        yield _to_find_out(result.open_questions[0].question)


def _to_find_out(question: str) -> Line:
    return (f"Researchers could find out: {inner(first_sentence(question))}",)


def _step(result: AssessmentResult, offer: Offer) -> Line:
    """Who could do what, after the obstacle that it lowers."""
    names = {answer.criterion.id: answer.criterion.name for answer in result.answers}
    what = (offer.short or inner(first_sentence(offer.what))).removesuffix(".")
    who = inner(offer.who or "") or listed(result.outline.parties if result.outline else ())
    lowers = f"{names[offer.moves[0]]}: " if offer.moves else ""
    return (capital(f"{lowers}{who} could {what}."),)


def unaddressed(result: AssessmentResult, *, terse: bool = False) -> Iterator[Line]:
    """What is in the way or nearest and no step lowers; the reason where it is one, and known.

    ``terse`` leaves the reason out.
    """
    steps = result.outline.steps if result.outline else ()
    if isinstance(result.standing.light, Undetermined):
        return
    moved = {name for step in steps for name in step.moves}
    turn = result.outline and result.outline.better
    near = [one.criterion for one in turn.changes if one.beyond][:MOST_NEAREST] if turn else []
    named = [one.criterion.id for one in obstacles(result)[:MOST_OBSTACLES]]
    left = [name for name in dict.fromkeys([*named, *near]) if name not in moved]
    if not left or not (steps or result.avenues or result.out_of_reach):
        return
    reasons = {one.criterion: inner(first_sentence(one.why)) for one in result.out_of_reach}
    names = {answer.criterion.id: answer.criterion.name for answer in result.answers}
    if not terse and len(left) == 1 and reasons.get(left[0]):
        yield (f"{names[left[0]]}: {reasons[left[0]]}",)
    else:
        listing = capital(listed(inner(names[name]) for name in left))
        yield (f"{listing}: the sources name none.",)


# What leads on.


def commands(result: AssessmentResult, *, terse: bool = False) -> tuple[Line, ...]:
    """The commands that lead on, each with the options that this run needed, and what they show.

    ``terse``: the first alone.
    """
    words = result.asked
    if words is None or words.area == "-":
        return ()
    wanted = [("assess", ["--full"], "all reasons")]
    if not terse:
        wanted.append(("robustness", [], "how sure"))
    reachable = result.avenues or result.out_of_reach
    if not terse and reachable and result.standing.light != best_of(result):
        wanted.append(("pathways", [], "ways up"))
    dated = words.as_of
    if result.outline and result.outline.newer:
        wanted, dated = [("assess", [], "the newest judgement")], ""
    line: list[Inline] = ["Type, or ask the sender: "]
    for command, options, shows in wanted:
        text = suggested(command, [words.area], options, rubric=words.rubric, as_of=dated)
        line += ["" if len(line) == 1 else " · ", Code(text), f" ({shows})"]
    return (tuple(line),)
