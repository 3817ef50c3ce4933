"""From the result of one area to what the report says, in which order and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coopcli.report.batch import verdict_lines
from coopcli.report.blocks import (
    Block,
    Cite,
    Code,
    Heading,
    Items,
    Line,
    Mark,
    Note,
    Notes,
    Panel,
    Paragraph,
    Strong,
    Tally,
    Verdict,
)
from coopcli.report.words import (
    capital,
    citation,
    counted,
    level_words,
    listed,
    outlook_words,
    passage_words,
    percent,
    rule_sentences,
    sentence,
    share_words,
)

Data = dict[str, Any]

BASIS = {
    "area": "names the area",
    "general": "speaks of the relationship in general",
    "inferred": "inferred",
}


class Citations:
    """Numbers evidence in the order in which a report cites it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, names: list[str]) -> Line:
        """Marks for some evidence, with a space before each."""
        line: list[Any] = []
        for name in names:
            line += [" ", Cite(self._numbers.setdefault(name, len(self._numbers) + 1))]
        return tuple(line)

    def notes(self, evidence: list[Data]) -> Notes:
        """The notes to everything that was cited."""
        items = {item["id"]: item for item in evidence}
        return Notes(
            tuple(
                Note(number, name, evidence_note(items[name]))
                for name, number in self._numbers.items()
                if name in items
            )
        )


def evidence_note(item: Data) -> Line:
    """An evidence item in one line: what, when, who says so, and where it stands."""
    voice = f" according to {listed(item['voice'])}" if item["voice"] else ""
    kind = capital(item["kind"].replace("-", " ")) + (", reported" if item["reported"] else "")
    dates = f"known {item['known']}"
    if item["event"] and item["event"] != item["known"]:
        dates = f"{item['event']}, {dates}"
    return (
        f"{item['summary']} ",
        f"({kind}{voice}; {dates}; {passage_words(item)}) ",
        Code(item["id"]),
    )


def documents(sources: list[Data]) -> Iterator[Block]:
    """The documents that a report draws on."""
    yield Heading("Sources")
    yield Items(tuple((Code(source["id"]), f": {citation(source)}") for source in sources))


def assessment_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The report of one area; ``detail`` -1 is the verdict alone, 1 adds questions and grounds."""
    if detail < 0:
        return [_verdict(data)]
    citations = Citations()
    parts = [
        [_verdict(data)],
        _rule(data),
        _decision(data, citations),
        _ways(data),
        _panels(data, citations, detail),
        _unknown(data),
        _scope(data),
    ]
    blocks = [block for part in parts for block in part]
    notes = citations.notes(data["evidence"])
    if notes.notes:
        blocks += [Heading("Evidence"), notes]
    return [*blocks, *documents(data["sources"])] if data["sources"] else blocks


def answers_of(data: Data) -> list[Data]:
    """All answers of a result in the order of the rubric."""
    return [answer for part in data["dimensions"] for answer in part["criteria"]]


def _verdict(data: Data) -> Verdict:
    rubric, support, best, worst = data["rubric"], data["support"], data["best"], data["worst"]
    facts: list[Line] = list(override_lines(data["overrides"]))
    if data["meaning"]:
        facts.append((data["meaning"]["meaning"],))
        facts.append((Strong("Next: "), data["meaning"]["next"]))
    if best != worst:
        facts.append(("The answers allow ", Mark(worst), " to ", Mark(best), "."))
    facts += [(f"{capital(reason)}.",) for reason in data["undetermined_because"]]
    facts.append((f"{'; '.join([firmness_words(data), *margin_words(data)])}.",))
    if support["inferred"]:
        facts.append(_support_line(data))
    facts += [line[2:] for line in verdict_lines(data, 1)]
    facts.append(
        (
            f"As of {data['as_of']}; newest evidence {data['newest_evidence'] or 'none'}; "
            f"{rubric['title']}, {rubric['id']} {rubric['version']}.",
        )
    )
    return Verdict(data["area"]["name"], data["light"], outlook_words(data), tuple(facts))


def override_lines(overrides: Sequence[str]) -> Iterator[Line]:
    """What holds for this run only, and whether the rule itself is another."""
    if of_rule := [word for word in overrides if changes_rule(word)]:
        yield (
            Strong("Not the standard model: "),
            f"no light of the framework comes of {listed(of_rule)}.",
        )
    if assumed := [word for word in overrides if not changes_rule(word)]:
        yield (Strong("Assumed for this run: "), f"{listed(assumed)}.")


def changes_rule(override: str) -> bool:
    """Whether a setting such as ``majority=3/4`` changes the rule and not an answer."""
    return override.startswith(("weight.", "gate.", "lines.", "majority="))


def _support_line(data: Data) -> Line:
    support = data["support"]
    count = len(support["inferred"])
    line: list[Any] = [
        f"{capital(counted(count, 'answer is', 'answers are'))} inferred, without a passage; "
        f"without {'it' if count == 1 else 'them'} the light would be ",
        Mark(support["light"]),
    ]
    if support["light"] == "undetermined":
        line += [" (", Mark(support["worst"]), " to ", Mark(support["best"]), ")"]
    return (*line, ".")


def firmness_words(data: Data) -> str:
    """The word and the share of weightings for a light; without one, the shares of every light.

    Where doubt about the levels changes the word, it is told as well.
    """
    firm, light = data["robustness"], data["light"]
    marks = firm["words"].values()
    if light == "undetermined":
        spans = [
            f"{name.capitalize()} in {share_words(span['low'], span['high'], marks)}"
            for name, span in firm["shares"].items()
        ]
        return f"{listed(spans)} of weightings, as the open answers may turn out"
    span, doubted = firm["shares"][light], firm["with_levels"][light]
    told = (
        f"{capital(firm['word'])}: {light.capitalize()} in "
        f"{share_words(span['low'], span['high'], marks)} of weightings"
    )
    if firm["word_with_levels"] == firm["word"]:
        return told
    share = share_words(doubted["low"], doubted["high"], marks)
    return f"{told} ({firm['word_with_levels']}, {share}, if the levels may be off as well)"


def margin_line(data: Data) -> Line:
    """How far the light is from its neighbours, in a sentence."""
    return (f"{'; '.join(margin_words(data))}.",)


def margin_words(data: Data) -> list[str]:
    """How far the light is from its neighbours, by count and by gate."""
    names = {answer["id"]: answer["name"].lower() for answer in answers_of(data)}
    order = ["red", "yellow", "green"]
    parts: list[str] = []
    for margin in data["margins"]:
        gates = margin["gates"]
        ways = (
            [f"{counted(margin['answers'], 'answer')} away by count"] if margin["answers"] else []
        )
        if order.index(margin["to"]) > order.index(data["light"]):
            for steps in sorted(set(gates.values())):
                closed = [names[name] for name, own in gates.items() if own == steps]
                at = "the gate" if len(closed) == 1 else "each of the gates"
                ways.append(f"{counted(steps, 'step')} away at {at} {listed(closed)}")
            parts.append(f"{margin['to'].capitalize()} is {listed(ways)}")
        else:
            near = [names[name] for name, steps in gates.items() if steps == 1]
            if near:
                ways.append(f"one step away at the gate {listed(near, 'or')}")
            parts.append(f"{margin['to'].capitalize()} is {' or '.join(ways)}")
    better = {"red": "yellow", "yellow": "green"}.get(data["light"])
    if better and better not in [margin["to"] for margin in data["margins"]]:
        parts.append(f"{better.capitalize()} is out of reach while questions are unanswered")
    return parts


def _rule(data: Data) -> Iterator[Block]:
    for told in rule_sentences(data["rule"]):
        yield Paragraph((told,))
    counts = data["tally"]
    yield Tally(tuple((light, counts[light]) for light in ("green", "yellow", "red", "missing")))


def _decision(data: Data, citations: Citations) -> Iterator[Block]:
    yield Heading("What decided it")
    yield Paragraph(reason_line(data))
    answers = {answer["id"]: answer for answer in answers_of(data)}
    if data["light"] != "green":
        for name in data["decided_by"]:
            yield Panel(_answer_title(answers[name]), tuple(_answer_told(answers[name], citations)))
    check = data["cross_check"]
    if check["agrees"] is not None:
        cuts = data["rule"]["cuts"]
        opinion = "agrees" if check["agrees"] else "would differ: the light is rule-dependent"
        line = (
            "Second opinion, which decides nothing: sorting by the mean level "
            f"(Green up to {_decimal(cuts['green'])}, Yellow up to {_decimal(cuts['yellow'])}) "
            f"{opinion}."
        )
        yield Paragraph((line,))


def _decimal(share: str) -> str:
    top, _, bottom = share.partition("/")
    return f"{int(top) / int(bottom or 1):g}"


def reason_line(data: Data) -> Line:
    """Why the light of a result is what it is, in one sentence."""
    rule, light = data["rule"], data["light"]
    needed, votes = rule["votes_needed"], rule["votes"]
    if light == "undetermined":
        why = "; ".join(data["undetermined_because"])
        return (f"No light can be given: {why}.",)
    if light == "green":
        return (
            f"{_votes(data, 'green')} of {votes} votes are green, {needed} are needed, "
            "and no gate is closed.",
        )
    aim = "yellow" if light == "red" else "green"
    closed = [_closing(answer, aim) for answer in answers_of(data) if aim in answer["closes"]]
    have, told = _votes(data, aim), "green" if aim == "green" else "green or yellow"
    parts = []
    if closed:
        verb = "keeps" if len(closed) == 1 else "each keep"
        parts.append(f"{listed(closed)} alone {verb} it from {aim.capitalize()}")
    if have < needed:
        parts.append(f"{have} of {votes} votes are {told}, {needed} are needed")
    return (f"{capital('; besides, '.join(parts))}.",)


def _closing(answer: Data, aim: str) -> str:
    """The name of an answer that closes a light, with the level that it takes if that is open."""
    name, level = answer["name"].lower(), answer["gate"][aim]
    return name if answer["level"][0] >= level else f"{name}, if it stands at {level},"


def _votes(data: Data, light: str) -> int:
    lights = ("green",) if light == "green" else ("green", "yellow")
    return sum(answer["weight"] for answer in answers_of(data) if answer["light"] in lights)


def _answer_title(answer: Data) -> Line:
    gate = ", gate" if answer["gate"] else ""
    return (
        Mark(answer["light"], word=False),
        f" {level_words(answer['level'])} ",
        Strong(answer["name"]),
        gate,
    )


def _answer_told(answer: Data, citations: Citations) -> Iterator[Block]:
    yield Paragraph((answer["rationale"], *citations.cite(answer["evidence"])))
    yield Paragraph((_standing(answer),))


def _standing(answer: Data) -> str:
    """How an answer stands: confidence, basis, trend, age, paper or practice."""
    if answer["basis"] == "assumed":
        return "Assumed for this run; no evidence stands behind it."
    words = [f"Confidence {answer['confidence'].replace('-', ' ')}", BASIS[answer["basis"]]]
    if answer["trend"] != "none":
        likelihood = answer["likelihood"]
        words.append(answer["trend"] + (f" ({likelihood.replace('-', ' ')})" if likelihood else ""))
    elif answer["trend_lapsed"]:
        words.append("its trend has run out")
    if answer["confidence"] != answer["confidence_before_age"]:
        words.append(f"evidence {counted(answer['age_months'], 'month')} old")
    if answer["declared_only"]:
        words.append("rests on declarations alone")
    return f"{'; '.join(words)}."


def _ways(data: Data) -> Iterator[Block]:
    if not data["avenues"] and not data["out_of_reach"]:
        return
    yield Heading("Avenues that touch what binds")
    names = {answer["id"]: answer["name"] for answer in answers_of(data)}
    for avenue in data["avenues"]:
        reached = listed(names[name].lower() for name in avenue["reaches"])
        offers = tuple(offer_line(offer) for offer in avenue["offers"])
        yield Paragraph((Strong(avenue["name"]), f" can lower {reached}."))
        if offers:
            yield Items(offers)
    if data["out_of_reach"]:
        yield Paragraph((Strong("Out of reach"), " of every avenue:"))
        yield Items(
            tuple(
                (Strong(names[entry["criterion"]]), f": {entry['why']}")
                for entry in data["out_of_reach"]
            )
        )


def offer_line(offer: Data) -> Line:
    """What an avenue offers: the step, a forum where both sit, and where it is named."""
    forum = f" Both sit in: {offer['forum']}." if offer["forum"] else ""
    return (f"{offer['what']}{forum} ({passage_words(offer['passage'])})",)


def _panels(data: Data, citations: Citations, detail: int) -> Iterator[Block]:
    yield Heading("All answers")
    told = set() if data["light"] == "green" else set(data["decided_by"])
    for part in data["dimensions"]:
        blocks: list[Block] = []
        for answer in part["criteria"]:
            blocks += _answer_blocks(answer, citations, detail, told=answer["id"] in told)
        yield Panel((Strong(part["name"]), f": {_tally_words(part['tally'])}"), tuple(blocks))


def _answer_blocks(
    answer: Data, citations: Citations, detail: int, *, told: bool
) -> Iterator[Block]:
    title = _answer_title(answer)
    if answer["light"] == "missing":
        yield Paragraph((*title, f": {_why_missing(answer)}"))
    elif told:
        yield Paragraph((*title, ": see above."))
    else:
        yield Paragraph(
            (
                *title,
                f": {answer['rationale']}",
                *citations.cite(answer["evidence"]),
                " ",
                _standing(answer),
            )
        )
    if detail > 0:
        yield Items(tuple(_details(answer)))


def _why_missing(answer: Data) -> str:
    reason = sentence(answer["missing"])
    return reason if reason.startswith("Not ") else f"Missing. {reason}"


def _details(answer: Data) -> Iterator[Line]:
    yield (f"Asked: {answer['question']}",)
    for claim in answer["claim"]:
        yield (f"Claimed: {claim}",)
    if answer["grounds"]:
        yield (f"Grounds: {'; '.join(answer['grounds'])}.",)


def _tally_words(tally: dict[str, int]) -> str:
    return ", ".join(f"{count} {light}" for light, count in tally.items() if count)


def _unknown(data: Data) -> Iterator[Block]:
    answers = answers_of(data)
    lines: list[Line] = [
        (Strong(answer["name"]), f": {_why_missing(answer)}")
        for answer in answers
        if answer["light"] == "missing"
    ]
    lines += [
        (Strong(answer["name"]), f": between {answer['level'][0]} and {answer['level'][1]}.")
        for answer in answers
        if answer["level"] and answer["level"][0] != answer["level"][1]
    ]
    inferred = [answer["name"].lower() for answer in answers if answer["basis"] == "inferred"]
    if inferred:
        lines.append((Strong("Inferred"), f", no passage speaks to it: {listed(inferred)}."))
    weak = [answer["name"].lower() for answer in answers if answer["confidence"] == "very-low"]
    if weak:
        lines.append((Strong("Very low confidence"), f": {listed(weak)}."))
    lines += [
        (Strong(answer["name"]), f" rests on declarations alone; {_show(answer)}")
        for answer in answers
        if answer["declared_only"]
    ]
    yield Heading("What is not known")
    covered = f"Rated: {percent(data['coverage'])} of the weight."
    yield Paragraph((covered,))
    if lines:
        yield Items(tuple(lines))


def _show(answer: Data) -> str:
    substance = answer["substance"]
    return f"substance would show in this: {substance}" if substance else "nothing shows practice."


def _scope(data: Data) -> Iterator[Block]:
    area = data["area"]
    yield Heading("Scope")
    lines: list[Line] = [(Strong("Judged"), f": {area['scope']}")]
    if area["excludes"]:
        lines.append((Strong("Not judged"), f": {area['excludes']}"))
    forms = listed(form.replace("-", " ") for form in area["form"])
    lines.append((Strong("Form of cooperation"), f": {forms}."))
    yield Items(tuple(lines))
