"""The sentences that several reports share, from the parts of results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from coopcli.model import Outlook, Passage
from coopcli.results.parts import Criterion, Rule, Source
from coopcli.results.values import BetterLightId, LightId

_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)


def number(count: int) -> str:
    """A count in words up to fifteen, in digits beyond; none is ``no``."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


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
    return text if text.endswith((".", "!", "?")) else f"{text}."


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


def outlook_words(outlook: Outlook, turning: Iterable[LightId]) -> str:
    """The outlook of a light: ``possibly turning Yellow``, ``outlook stable``."""
    lights = [light.capitalize() for light in turning]
    return f"possibly turning {listed(lights, 'or')}" if lights else f"outlook {outlook.value}"


def short_outlook(outlook: Outlook, turning: Iterable[LightId]) -> str:
    """The outlook in a table whose column is named so."""
    return outlook_words(outlook, turning).removeprefix("outlook ").removeprefix("possibly ")


def rule_sentences(rule: Rule) -> tuple[str, str]:
    """The whole rule in two sentences."""
    green, yellow = rule.lines.values()
    families = listed(name.partition(" ")[0].lower() for name in rule.dimensions)
    red = f"{_upto(yellow + 1, 4)} red" if yellow < 4 else "none red"
    asked = (
        f"{capital(counted(rule.questions, 'question'))} about {families} barriers are each "
        f"answered on a scale from 0 to 4 with written anchors: {_upto(0, green)} is a green "
        f"answer, {_upto(green + 1, yellow)} yellow, {red}."
    )
    green_share, yellow_share = (_majority(rule, light) for light in rule.lines)
    closing_green, closing_yellow = (
        {gate[light] for gate in rule.gates.values()} for light in rule.lines
    )
    decided = (
        f"An area is Green when {green_share} of the answers by weight are green"
        f"{_unless(closing_green)}{_too(rule)}; it is Yellow when {yellow_share} are green or "
        f"yellow{_unless(closing_yellow)}; otherwise it is Red.{_least(rule)}"
    )
    return asked, decided


def _least(rule: Rule) -> str:
    """How many questions must apply, where it is more than one."""
    least = rule.minimum_questions
    return f" It has no light where fewer than {number(least)} questions apply." if least else ""


def _too(rule: Rule) -> str:
    """What Green asks of Yellow, where that does not follow."""
    if rule.majorities is None:
        return ""
    green, yellow = rule.majorities.values()
    return " and all that Yellow asks for holds too" if yellow > green else ""


def _majority(rule: Rule, light: BetterLightId) -> str:
    if rule.majorities is None:
        return "all" if rule.majority == 1 else f"at least {rule.majority}"
    share, over = rule.majorities[light]
    return f"more than {share}" if over else "all" if share == 1 else f"at least {share}"


def _upto(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _unless(closing: set[int]) -> str:
    """What gates add to a rule, from the lowest levels at which each closes a light."""
    if not closing:
        return ""
    lowest, highest = min(closing), max(closing)
    if lowest < highest:
        return f" and no gate question is at its own bound, {lowest} to {highest}, or above"
    return " and no gate question is at " + ("4" if lowest == 4 else f"{lowest} or above")


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
        return f"Asked only of the form of cooperation {forms}."
    return "An answer may say that it does not apply." if criterion.may_be_not_applicable else ""


def level_words(level: Sequence[int] | None) -> str:
    """A level or a range of levels."""
    if level is None:
        return "–"
    return str(level[0]) if level[0] == level[1] else f"{level[0]}-{level[1]}"
