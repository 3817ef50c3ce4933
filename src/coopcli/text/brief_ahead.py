"""What works, what nobody knows, what would move the light and what to do: for a brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopcli.commands import suggested
from coopcli.results.answers import Answer
from coopcli.results.parts import Offer
from coopcli.results.values import MISSING, UNDETERMINED, BetterLightId, Undetermined
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.margins import Margin
from coopcli.studies.outline import Event
from coopcli.text.blocks import Code, Inline, Line
from coopcli.text.brief_certainty import unsure
from coopcli.text.brief_reasons import SHORT, asked, bound, ceiling, fact_text, obstacles
from coopcli.text.lights import best_of, worst_of
from coopcli.text.notes import Citations
from coopcli.text.words import capital, counted, first_sentence, inner, listed, number

MOST_STEPS = 3
"""Most steps that a brief names."""

MOST_QUESTIONS = 2
"""Most questions that a brief says nobody has answered."""


def works_now(result: AssessmentResult, citations: Citations) -> tuple[Line, ...]:
    """What has been done and lowers a barrier, with its note."""
    if not result.outline:
        return ()
    works = result.outline.works
    if works is None:
        return (("No source shows work of this kind being done here.",),)
    item = next(item for item in result.evidence if item.id == works.evidence)
    if result.headline and item.id in result.headline.evidence:
        return (("What the facts above name.", *citations.cite([item.id])),)
    return ((fact_text(item), *citations.cite([item.id])),)


def not_known(result: AssessmentResult) -> Iterator[Line]:
    """What nobody has answered, and the questions without an answer."""
    open_ = {answer.criterion.id for answer in open_answers(result)}
    asked_first = sorted(result.open_questions, key=lambda one: one.criterion not in open_)
    texts = [one.question for one in asked_first[:MOST_QUESTIONS]]
    while len(texts) > 1 and len(" ".join(texts)) > SHORT:
        texts.pop()
    if texts:
        yield (" ".join(texts),)
    elif open_ and result.standing.light is not UNDETERMINED:
        names = listed(inner(answer.criterion.name) for answer in open_answers(result))
        yield (f"Not answered: {names}.",)


def open_answers(result: AssessmentResult) -> list[Answer]:
    """The questions without an answer, those that can rule a light out first."""
    found = [answer for answer in result.answers if answer.light is MISSING]
    return sorted(found, key=lambda answer: answer.criterion.veto is None)


# What would move the light.


def way_to_better(result: AssessmentResult, *, terse: bool = False) -> tuple[str, list[str]]:
    """The word of the entry, and what must happen for a better light; ``terse`` the first alone."""
    light, best = result.standing.light, best_of(result)
    if isinstance(light, Undetermined):
        return "For a light", list(_for_a_light(result))
    if light == best:
        return _for_a_firm_light(result)
    aim = result.rubric.next_better(light)
    margin = next((one for one in result.margins if one.to == aim), None)
    word = f"For {aim.name}"
    if margin is None:
        return word, [f"{aim.name} is out of reach while questions are unanswered."]
    rise = _rise(result, margin, aim)
    text = f"{rise}{_first(result, terse=terse)}."
    if terse and len(text) > SHORT:  # the name of the question alone, for want of room
        text = f"{rise}{_first(result, terse=True, label=False)}."
    return word, [text]


def _for_a_firm_light(result: AssessmentResult) -> tuple[str, list[str]]:
    """What would make the best light firm, where it is not."""
    weak = [answer for answer in obstacles(result) if answer.level]
    if not unsure(result) or not weak:
        return "", []
    names = listed((inner(answer.criterion.name) for answer in weak[:MOST_OTHERS]), "or")
    best = best_of(result).name
    return "Surer if", [f"{capital(names)} gets {best} too, or better evidence confirms the rest."]


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
            families.append(f"{number(short)} on {inner(part.name)}")
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


def _first(result: AssessmentResult, *, terse: bool, label: bool = True) -> str:
    """The event that helps most towards a better light, as it would be noticed, and with which."""
    event = result.outline and result.outline.better
    if not event:
        return ""
    names = {answer.criterion.id: inner(answer.criterion.name) for answer in result.answers}
    meaning = f" ({event.label})" if event.label and label else f" at {event.level}"
    first = f"{names[event.criterion]}{meaning}"
    others = [names[name] for name in event.others]
    if terse and len(others) > 1:
        others = []
    if len(others) > MOST_OTHERS:
        left = len(others) - MOST_OTHERS + 1
        others = [*others[: MOST_OTHERS - 1], f"{number(left)} more"]
    return f"; easiest: {listed([first, *others])}"


MOST_OTHERS = 2
"""Most questions that the way to a better light names after the easiest."""


def _name(result: AssessmentResult, event: Event) -> str:
    return next(a.criterion.name for a in result.answers if a.criterion.id == event.criterion)


def _by_bound(
    answers: Mapping[str, Answer], margin: Margin, aim: BetterLightId
) -> dict[int, list[str]]:
    """The vetoes that must fall, by the level below which they must."""
    found: dict[int, list[str]] = {}
    for name in margin.vetoes:
        answer = answers[name]
        found.setdefault(bound(answer, aim), []).append(inner(answer.criterion.name))
    return found


def worse_if(result: AssessmentResult) -> Iterator[Line]:
    """The event that would lower the light."""
    light, event = result.standing.light, result.outline and result.outline.worse
    lowest = light == worst_of(result)
    if event:
        label = f" ({event.label})" if event.label else ""
        subject = f"{_name(result, event)} at {event.level}{label}"
        if lowest:
            effect = "would add a veto"
        elif event.alone:
            veto = event.criterion in result.rule.vetoes
            effect = f"{'is a veto: it alone' if veto else 'alone'} gives {event.to.name}"
        else:
            effect = f"is one of {counted(event.steps, 'step')} to {event.to.name}"
        yield (f"{_lowest(result)}{subject} {effect}.",)
    elif lowest:
        yield (_lowest(result).strip(),)


def _lowest(result: AssessmentResult) -> str:
    """That a light cannot get worse, where it cannot."""
    light = worst_of(result)
    return f"{light.name} is the lowest light. " if result.standing.light == light else ""


# What to do.


def steps(result: AssessmentResult, *, terse: bool = False) -> Iterator[Line]:
    """Up to three steps that fit the light: who does what, to lower what.

    ``terse`` leaves out what is lowered where that would take a second line.
    """
    if result.standing.light is UNDETERMINED:
        for answer in open_answers(result)[:MOST_STEPS]:
            yield _to_find_out(answer.criterion.question)
        return
    offers = result.outline.steps if result.outline else ()
    yield from (_step(result, offer, terse=terse) for offer in offers)
    if len(offers) < MOST_STEPS:
        yield from _beyond(result)


def _to_find_out(question: str) -> Line:
    return (f"Researchers could find out: {inner(first_sentence(question))}",)


def _step(result: AssessmentResult, offer: Offer, *, terse: bool) -> Line:
    names = {answer.criterion.id: inner(answer.criterion.name) for answer in result.answers}
    what = offer.short or inner(first_sentence(offer.what).removesuffix("."))
    parties = result.outline.parties if result.outline else ()
    text = f"{offer.who} could {what}" if offer.who else f"{listed(parties)}: {what}"
    moved = f" ({names[offer.moves[0]]})" if offer.moves else ""
    return (f"{text}{'' if terse and len(text + moved) >= SHORT else moved}.",)


def _beyond(result: AssessmentResult) -> Iterator[Line]:
    """Who alone can lower a deciding barrier; else the question whose answer would help most."""
    names = {answer.criterion.id: answer.criterion.name for answer in result.answers}
    known = [one for one in result.out_of_reach if one.why]
    if known:
        first = known[0]
        yield (f"{names[first.criterion]}: {inner(first_sentence(first.why))}",)
    elif result.outline and not result.outline.steps and result.open_questions:
        yield _to_find_out(result.open_questions[0].question)


# What leads on.


def commands(result: AssessmentResult) -> tuple[Line, ...]:
    """The commands that lead on, each with the options that this run needed."""
    words = result.asked
    if words is None or words.area == "-":
        return ()
    line: list[Inline] = [Code("--full")]
    if result.outline and result.outline.newer:
        newest = suggested("assess", [words.area], rubric=words.rubric)
        return ((*line, " · ", Code(newest), " (the newest)"),)
    commands = ["robustness"]
    if result.standing.light != best_of(result) and (result.avenues or result.out_of_reach):
        commands.append("pathways")
    for command in commands:
        text = suggested(command, [words.area], rubric=words.rubric, as_of=words.as_of)
        line += [" · ", Code(text)]
    return (tuple(line),)
