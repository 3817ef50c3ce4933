"""The sentences that several reports share, from the parts of results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from coopcli.model import Outlook, PartialDate, Passage, Trend, months_between
from coopcli.reading import argument
from coopcli.results.answers import Criterion
from coopcli.results.parts import RubricRef, Source
from coopcli.results.rule import Rule
from coopcli.results.values import BetterLightId, LightId
from coopcli.studies.wording import inner as inner  # of the sentences of studies as well

_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)


def number(count: int) -> str:
    """A count in words up to fifteen, in digits beyond; none is ``no``."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def all_of(count: int) -> str:
    """All of some, in words: ``both``, ``all three``."""
    return "both" if count == 2 else f"all {number(count)}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: ``one answer``, ``no answers``."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: ``a``, ``a and b``, ``a, b and c``."""
    *rest, final = list(words) or [""]
    return f"{', '.join(rest)} {last} {final}" if rest else final


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital and a full stop, if it has none."""
    text = capital(text.strip())
    return text if text.rstrip(")”’\"'").endswith((".", "!", "?")) else f"{text}."


def percent(share: Fraction | str) -> str:
    """A share in whole percent, never rounded onto 0, 100 or across what it is not."""
    value = Fraction(share) * 100
    return f"{value if value.denominator == 1 else min(99, max(1, round(value)))} %"


def rounded(value: Fraction, marks: Iterable[Fraction], places: int) -> str:
    """A number with so many decimals, and more where fewer would take it onto or over a mark.

    A number that is a mark itself is rounded as any other: no decimals may ever meet it.
    """
    marks = [mark for mark in marks if mark != value]
    near = round(value, places)
    while places < 15 and any(_side(value, mark) != _side(near, mark) for mark in marks):
        places += 1
        near = round(value, places)
    return f"{float(near):.{places}f}"


def _side(value: Fraction, mark: Fraction) -> int:
    return (value > mark) - (value < mark)


def share_words(low: Fraction | str, high: Fraction | str, marks: Iterable[Fraction | str]) -> str:
    """A share or a span of shares in percent, on the side of every mark on which it lies."""
    percents = [Fraction(mark) * 100 for mark in marks]
    first, last = (_percent(Fraction(share) * 100, percents) for share in (low, high))
    return f"{first} %" if first == last else f"{first} to {last} %"


def _percent(value: Fraction, marks: list[Fraction]) -> str:
    if 0 < value < 1:
        return "under 1"
    return "over 99" if 99 < value < 100 else rounded(value, marks, 0)


TURNS = {Trend.HARDENING: "worse", Trend.EASING: "better"}
"""Which way an answer with a trend goes."""

_OUTLOOKS = {
    Outlook.STABLE: "no change",
    Outlook.NEGATIVE: "may get worse",
    Outlook.POSITIVE: "may get better",
    Outlook.DEVELOPING: "may change",
}


def outlook_words(outlook: Outlook, turning: Iterable[LightId]) -> str:
    """The outlook of a light: ``may turn Yellow``, ``no change expected``."""
    words = short_outlook(outlook, turning)
    return f"{words} expected" if outlook is Outlook.STABLE else words


def short_outlook(outlook: Outlook, turning: Iterable[LightId]) -> str:
    """The outlook in a table whose column is named so."""
    lights = [light.name for light in turning]
    return f"may turn {listed(lights, 'or')}" if lights else _OUTLOOKS[outlook]


def outlook_cell(outlook: Outlook, turning: Iterable[LightId]) -> str:
    """The outlook in a narrow table: a dash where no change is expected."""
    return "–" if outlook is Outlook.STABLE else short_outlook(outlook, turning)


def rule_sentences(rule: Rule, rubric: RubricRef) -> tuple[str, str]:
    """The whole rule: what is asked and what a level counts as, then when each light is given."""
    return f"{_asked(rule, rubric)} {_levels(rule, rubric)}", _decided(rule, rubric)


def _asked(rule: Rule, rubric: RubricRef) -> str:
    if rule.introduction:
        return sentence(rule.introduction)
    questions = capital(counted(rule.questions, "question"))
    verb = "is" if rule.questions == 1 else "are each"
    # The name of the only dimension says no more than the title of the rubric.
    about = f" ({', '.join(rule.dimensions)})" if len(rule.dimensions) > 1 else ""
    return f"{questions}{about} {verb} answered on a scale from 0 to {rubric.highest}."


def _levels(rule: Rule, rubric: RubricRef) -> str:
    """What each level counts as; a light that no single answer has is left out."""
    parts: list[str] = []
    first = 0
    for light in rubric.light_ids:
        last = rule.lines[BetterLightId(light)] if light in rule.lines else rubric.highest
        if first <= last:
            parts.append(f"{_upto(first, last)} as {light.name}")
            first = last + 1
    start, *rest = parts
    return f"Level {listed([start.replace(' as ', ' counts as ', 1), *rest])}."


def _decided(rule: Rule, rubric: RubricRef) -> str:
    parts: list[str] = []
    for place, light in enumerate(rule.lines):
        closing = {veto[light] for veto in rule.vetoes.values() if light in veto}
        subject = "It is" if parts else "An area is"
        of_what = "" if parts else " of the answers by weight"
        or_better = " or better" if place else ""
        parts.append(
            f"{subject} {light.name} when {_majority(rule, light)}{of_what} are {light.name}"
            f"{or_better}{_unless(closing)}.{_too(rule, light)}"
        )
    return f"{' '.join(parts)} Otherwise it is {rubric.light_ids[-1].name}.{_least(rule)}"


def _least(rule: Rule) -> str:
    """How many questions must apply, where it is more than one."""
    least = rule.minimum_questions
    return f" Where fewer than {number(least)} questions apply there is no light." if least else ""


def _too(rule: Rule, light: BetterLightId) -> str:
    """What a light asks of worse ones, where that does not follow."""
    own = rule.majority_of(light)
    worse = [one for one in rule.lines if one.rank < light.rank and rule.majority_of(one) > own]
    if not worse:
        return ""
    verb = "asks" if len(worse) == 1 else "ask"
    return f" All that {listed(one.name for one in worse)} {verb} for must hold too."


def _majority(rule: Rule, light: BetterLightId) -> str:
    share, over = rule.majority_of(light)
    return f"more than {share}" if over else "all" if share == 1 else f"at least {share}"


def cut_words(rule: Rule) -> str:
    """Up to which mean level each light but the worst goes, for the additive second opinion."""
    return ", ".join(f"{light.name} up to {float(cut):g}" for light, cut in rule.cuts.items())


def _upto(first: int, last: int) -> str:
    """Levels that count alike; ``0-1`` is what the range of one answer is called."""
    return str(first) if first == last else f"{first} {'or' if last == first + 1 else 'to'} {last}"


def _unless(closing: set[int]) -> str:
    """What vetoes add to a rule, from the lowest levels at which each rules a light out."""
    if not closing:
        return ""
    lowest, highest = min(closing), max(closing)
    if lowest < highest:
        return f" and no question with a veto reaches its bound, {lowest} to {highest}"
    return f" and no question with a veto reaches {lowest}"


def citation(source: Source) -> str:
    """A document as a sentence: authors, date, title, publisher."""
    authors = source.authors
    names = listed(authors) if len(authors) < 4 else f"{authors[0]} and others"
    words = ended(f"{names} ({source.date}), {source.title}")
    return ended(f"{words} {capital(source.publisher)}") if source.publisher else words


def ended(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def passage_words(passage: Passage) -> str:
    """Where a passage stands: document, section and paragraph."""
    paragraph = f" ¶ {passage.paragraph}" if passage.paragraph else ""
    return f"{passage.source}, “{passage.section}”{paragraph}"


def applying_words(criterion: Criterion) -> str:
    """When a question applies; nothing where it always does."""
    if criterion.applies_to:
        forms = listed((form.replace("-", " ") for form in criterion.applies_to), "or")
        return f"Asked only of the form {forms}."
    return "An answer may say that it does not apply." if criterion.may_be_not_applicable else ""


def level_words(level: Sequence[int] | None) -> str:
    """A level or a range of levels."""
    if level is None:
        return "–"
    return str(level[0]) if level[0] == level[1] else f"{level[0]}-{level[1]}"


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    return next(iter(argument.sentences(text.strip())), "")


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def month(date: PartialDate) -> str:
    """A date as people say it, to the month: ``September 2024``; a year alone stays a year."""
    if len(date.text) == len("2020"):
        return date.text
    return f"{_MONTHS[date.last.month - 1]} {date.last.year}"


def months_before(earlier: PartialDate, later: PartialDate) -> int:
    """Whole months from one date to a later one."""
    return months_between(earlier.last, later.last)


def short_source(source: Source) -> str:
    """A document in a word or two: its label, else authors and year."""
    if source.label:
        return source.label
    known = source.id.split("-")
    names = [_surname(author, known) for author in source.authors] or [source.publisher]
    who = " & ".join(names) if len(names) < 3 else f"{names[0]} and others"
    return f"{who} {source.date.last.year}"


def _surname(author: str, known: Iterable[str]) -> str:
    """The word of a name that the id of a document has, else the last one; bodies keep theirs."""
    words = author.split()
    if found := next((word for word in words if word.lower() in known), ""):
        return found
    body = any(word.islower() for word in words)  # such as "Council of Hill"
    return author if body or not words else words[-1]
