"""What an argument may say: its marks, and what in it none of its items contains.

An argument is the ``because`` of a rating, or a headline. It argues from facts that stand in the
ledger and adds none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coopcli.model import (
    Criterion,
    Evidence,
    Fault,
    Given,
    IssueArea,
    NoLevel,
    PanelVote,
    Path,
    Rating,
    Rubric,
    Vote,
)

LONGEST_HEADLINE = 25
"""Most words of a headline, as of any sentence that is meant to be read once."""

MOST_SENTENCES = 2
"""Most sentences of an argument."""

_MARK = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]")
# Compiled where they are used, for few runs do.
_SENTENCE_END = r"(?:(?<=[.!?])|(?<=[.!?][”’\")]))(?<![A-Z]\.)\s+(?=[“‘(\"]?[A-Z0-9])"
"""An initial or an abbreviation such as U.S. ends no sentence."""
_WORD = r"\w+(?:['’.,-]\w+)*"
_SMALL_NUMBERS = ("five", "six", "seven", "eight")
"""Those up to four count what stands in the argument itself; these are levels where they exist."""

_NUMBER_WORDS = frozenset(
    (
        *("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
        *("seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty"),
        *("seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "dozen"),
        *("half", "third", "quarter"),
    )
)

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Mark(NamedTuple):
    """A place in an argument where the clause before rests on an item."""

    item: str


def parts(text: str) -> tuple[str | Mark, ...]:
    """An argument as its texts and its marks, in order; the space before a mark is left out."""
    pieces = _MARK.split(text)
    last = len(pieces) - 1
    found = [
        Mark(piece) if position % 2 else (piece if position == last else piece.rstrip())
        for position, piece in enumerate(pieces)
    ]
    return tuple(part for part in found if part)


def marks(text: str) -> tuple[str, ...]:
    """The ids of the items that an argument marks, each once, in order."""
    return tuple(dict.fromkeys(_MARK.findall(text)))


def unmarked(text: str) -> str:
    """An argument without its marks."""
    return re.sub(r"\s*" + _MARK.pattern, "", text) if "[" in text else text


def sentences(text: str) -> list[str]:
    """The sentences of a text, without marks."""
    return [part for part in re.split(_SENTENCE_END, unmarked(text)) if part]


def words(text: str) -> list[str]:
    """The words of a text; a number or a name with hyphens is one."""
    return re.findall(_WORD, unmarked(text))


def unsupported(
    text: str, evidence: Iterable[Evidence], exempt: Iterable[str], highest: int
) -> list[str]:
    """Numbers, dates and names of an argument that neither its items nor exempt texts contain.

    A level, from 0 to the ``highest``, is no such number. A word is a name where a capital letter
    does not come from its place at the head of a sentence. Each is listed once, in order.
    """
    known = _vocabulary([*exempt, *(part for item in evidence for part in _texts(item))])
    claims = _claims(text, highest)
    return list(dict.fromkeys(word for word in claims if not _stands(word, known)))


def _texts(item: Evidence) -> Iterator[str]:
    """What an item says, and who says it where."""
    yield from (item.summary, item.note, item.passage.section, *item.voice)
    yield from (date.text for date in (item.event, item.known) if date)
    for date in (item.event, item.known):
        if date and len(date.text) > 4:
            yield f"{_MONTHS[date.last.month - 1]} {date.last.year}"


def _claims(text: str, highest: int) -> Iterator[str]:
    """Words of a text that claim something to look up: numbers and names."""
    level = f"[0-{highest}](?:-[0-{highest}])?"
    counts = {*_NUMBER_WORDS, *_SMALL_NUMBERS[max(0, highest - 4) :]}
    for sentence in sentences(text):
        for position, word in enumerate(words(sentence)):
            number = any(c.isdigit() for c in word) and not re.fullmatch(level, word)
            name = position > 0 and any(c.isupper() for c in word) and word != "I"
            if number or name or word.lower() in counts:
                yield word


def _vocabulary(texts: Iterable[str]) -> set[str]:
    known: set[str] = set()
    for text in texts:
        for word in words(text):
            known |= {_key(word), *map(_key, re.split(r"[-’'.]", word))}
    return known


def _stands(word: str, known: set[str]) -> bool:
    key = _key(word)
    halves = [half for half in re.split(r"[-’'.]", word) if half and half != "s"]
    return key in known or all(_key(half) in known for half in halves)


def _key(word: str) -> str:
    """A word without case and without the ending of a genitive or a plural."""
    key = re.sub(r"['’]s?$", "", word.casefold())
    return key[:-1] if len(key) > 3 and key.endswith("s") else key


def of(rating: Rating) -> str:
    """Why a rating has its level, in either form, without marks; else what its panel answered."""
    return unmarked(rating.because) or rating.rationale or _votes(rating.panel)


def _votes(panel: PanelVote | None) -> str:
    """Who gave which level, as in ``Median of a panel in round 2: 1 (fox, owl), 2-3 (lynx)``."""
    if panel is None:
        return ""
    groups: dict[str, list[str]] = {}
    for vote in sorted(panel.answers, key=_order):
        groups.setdefault(given_words(vote.given), []).append(vote.rater)
    words = ", ".join(f"{level} ({', '.join(names)})" for level, names in groups.items())
    return f"Median of a panel in round {panel.round}: {words}."


def _order(vote: Vote) -> tuple[bool, Given | tuple[()]]:
    return (True, ()) if isinstance(vote.given, NoLevel) else (False, vote.given)


def given_words(given: Given) -> str:
    """An answer of a rater: ``2``, ``2-3``, ``not applicable``."""
    if isinstance(given, NoLevel):
        return NO_LEVEL[given]
    return str(given[0]) if given[0] == given[1] else f"{given[0]}-{given[1]}"


NO_LEVEL = {
    NoLevel.UNKNOWN: "I don't know",
    NoLevel.NOT_APPLICABLE: "not applicable",
    NoLevel.BLANK: "no answer",
}


def faults(rubric: Rubric, area: IssueArea) -> Iterator[Fault]:
    """Numbers, dates and names of arguments and headlines that no cited item contains."""
    for name, ratings in area.ratings.items():
        exempt = _exempt_texts(rubric, area, rubric.criteria[name])
        for position, rating in enumerate(ratings):
            if isinstance(rating, Rating) and rating.because:
                path: Path = ("ratings", name, position, "because")
                because, cited = rating.because, rating.evidence
                yield from _faults_of(because, cited, area, exempt, rubric.highest, path)
    exempt = _exempt_texts(rubric, area, None)
    for position, line in enumerate(area.headlines):
        at: Path = ("headlines", position, "text")
        yield from _faults_of(line.text, line.evidence, area, exempt, rubric.highest, at)


def _faults_of(
    text: str, cited: Sequence[str], area: IssueArea, exempt: list[str], highest: int, path: Path
) -> Iterator[Fault]:
    items = [area.evidence[name] for name in cited]
    if message := _without_item(text, items, area, exempt, highest):
        yield Fault(path, "unsupported-claim", message)


def unsupported_in(
    text: str, items: Sequence[Evidence], rubric: Rubric, area: IssueArea, criterion: Criterion
) -> str:
    """What an argument on a question names that none of its items contains, or nothing."""
    exempt = _exempt_texts(rubric, area, criterion)
    return _without_item(text, items, area, exempt, rubric.highest)


def _without_item(
    text: str, items: Sequence[Evidence], area: IssueArea, exempt: list[str], highest: int
) -> str:
    sources = [area.sources[item.passage.source] for item in items]
    writers = [part for s in sources for part in (*s.authors, s.title, s.publisher)]
    if found := unsupported(text, items, [*exempt, *writers], highest):
        return f"no cited item contains {', '.join(map(repr, found))}: cite one, or leave it out"
    return ""


def too_long(text: str) -> str:
    """What is wrong with the length of an argument, or nothing."""
    if len(sentences(text)) <= MOST_SENTENCES:
        return ""
    return f"an argument has at most {MOST_SENTENCES} sentences; what happened goes into evidence"


def without_mark(area: IssueArea) -> Iterator[str]:
    """The ratings that cite items and whose argument binds no clause to any of them."""
    for name, ratings in area.ratings.items():
        for rating in ratings:
            if not isinstance(rating, Rating) or not rating.because or not rating.evidence:
                continue
            if not marks(rating.because):
                yield f"{name} ({rating.known})"


def _exempt_texts(rubric: Rubric, area: IssueArea, criterion: Criterion | None) -> list[str]:
    """What an argument may name without an item: parties, the area, and words of the rubric."""
    own = []
    if criterion is not None:
        anchors = [anchor.text for anchor in criterion.anchors.values()]
        own = [criterion.name, criterion.question, *anchors]
    parties = [part for party in rubric.parties for part in (*party[:2], *party.also)]
    frame = [rubric.title, rubric.about, *(part.name for part in rubric.dimensions)]
    avenues = [avenue.name for avenue in rubric.avenues]
    lights = [light.name for light in rubric.lights]
    names = [area.name, *area.aliases, area.scope, area.excludes]
    return [*own, *parties, *frame, *avenues, *lights, *names]
