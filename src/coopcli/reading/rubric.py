"""From nodes to a rubric: the framework file of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from fractions import Fraction
from math import comb, gcd
from typing import Any

from coopcli.identity import digest_word, digests_of
from coopcli.model import (
    HIGHEST,
    LEVELS,
    Anchor,
    Avenue,
    Certainty,
    Confidence,
    Coverage,
    Criterion,
    Cuts,
    Dimension,
    Fault,
    Inconsistent,
    Kind,
    Light,
    Lines,
    Majority,
    Meaning,
    Offer,
    Outlook,
    Party,
    Passage,
    Path,
    Reach,
    Reference,
    Rubric,
    Source,
    Veto,
    Weighing,
)
from coopcli.reading.evidence import PARAGRAPH, passage_faults
from coopcli.reading.shapes import (
    DATE,
    ID,
    LINE,
    PROSE,
    Choice,
    Description,
    EitherRecord,
    Field,
    ListOf,
    Log,
    MapOf,
    Meant,
    Parsed,
    Record,
    Text,
    fraction,
    whole_number,
)
from coopcli.reading.source import Document, Mapping, Node

MOST_QUESTIONS = 100
"""Most questions of a rubric; what is worked out of them grows by the square of their number."""

MOST_SUMS = 1_000_000
"""Most ways to share out the votes among the majorities that a light must have together."""

LIGHTS = {light.name.lower(): light for light in reversed(Light)}
BETTER = [name for name, light in LIGHTS.items() if light]
LIGHT_OR_NONE = Choice({**LIGHTS, "undetermined": "undetermined"})
OUTLOOK = Choice({outlook.value: outlook for outlook in Outlook})
GRADES = {grade.name.lower().replace("_", "-"): grade for grade in reversed(Confidence)}

LEVEL = whole_number(LEVELS[0], HIGHEST, f"a level, a whole number from 0 to {HIGHEST},")
SHARE = fraction(0, 1)
VERSION = Text("a version such as 1.0.0", r"[0-9]+\.[0-9]+\.[0-9]+", 30)

PASSAGE = Record(
    "a passage",
    lambda document, section, paragraph: Passage(document, section, paragraph),
    {
        "document": Field(ID, "the source"),
        "section": Field(LINE, "the heading in it"),
        "paragraph": Field(PARAGRAPH, "the paragraph of that section, from 1", None),
    },
)


def _majority(text: str) -> Fraction:
    value: Fraction = SHARE.parse(text)
    # 0.667 lies above 2/3 and would ask for 11 of 15 answers where 10 are meant.
    # The nearest counts: 14/15 lies that close to 13/14 and is meant nevertheless. What is no
    # majority is not meant: that it is none is for the rubric to say.
    near = (Fraction(round(value * parts), parts) for parts in range(3, 16))
    majorities = (share for share in near if share > Fraction(1, 2))
    exact = min(majorities, key=lambda share: abs(value - share), default=value)
    if 0 < abs(value - exact) < Fraction(5, 1000):
        raise Meant(f"write {exact}, which is meant and is not the same")
    return value


MAJORITY = Parsed(
    "a majority, as a fraction such as 2/3,", _majority, SHARE.describe(), quoted=True
)

AT_LEAST = Record(
    "a majority", lambda at_least: Majority(at_least), {"at-least": Field(MAJORITY, "this share")}
)
MORE_THAN = Record(
    "a majority",
    lambda more_than: Majority(more_than, over=True),
    {"more-than": Field(SHARE, "more than this share")},
)


class _Majority:
    """A share that is at least needed, or a mapping that says at least or more than which."""

    _bounds = EitherRecord("more-than", MORE_THAN, AT_LEAST)

    def read(self, node: Node, log: Log) -> Majority | None:
        if isinstance(node, Mapping):
            found: Majority | None = self._bounds.read(node, log)
            return found
        share = MAJORITY.read(node, log)
        return None if share is None else Majority(share)

    def describe(self) -> Description:
        return {"anyOf": [MAJORITY.describe(), *self._bounds.describe()["anyOf"]]}


ONE_MAJORITY = _Majority()

OWN_MAJORITIES = Record(
    "a majority for each light",
    dict,
    {name: Field(ONE_MAJORITY, f"the share of weight that carries {name}") for name in BETTER},
)


class _Majorities:
    """One majority for all lights, or one for each light but the worst."""

    def read(self, node: Node, log: Log) -> dict[str, Majority] | None:
        if isinstance(node, Mapping) and any(name in node for name in BETTER):
            found: dict[str, Majority] | None = OWN_MAJORITIES.read(node, log)
            return found
        majority = ONE_MAJORITY.read(node, log)
        return None if majority is None else dict.fromkeys(BETTER, majority)

    def describe(self) -> Description:
        return {"anyOf": [*ONE_MAJORITY.describe()["anyOf"], OWN_MAJORITIES.describe()]}


REACH = Record(
    "a reach",
    Reach,
    {
        "steps": Field(whole_number(1, HIGHEST), "the most levels that it can fall by"),
        "effort": Field(whole_number(1, 5), "planning units for each level"),
    },
)

LABEL = Text("a label of at most six words", r"\S+(?: \S+){0,5}", 80)
LABELLED = Record(
    "an anchor",
    lambda text, label: Anchor(text, label),
    {
        "label": Field(LABEL, "the same in at most six words"),
        "text": Field(PROSE, "what must be true to claim the level"),
    },
)


class _Anchor:
    """A text, or a text with its label."""

    def read(self, node: Node, log: Log) -> Anchor | None:
        if isinstance(node, Mapping):
            found: Anchor | None = LABELLED.read(node, log)
            return found
        text = PROSE.read(node, log)
        return None if text is None else Anchor(text)

    def describe(self) -> Description:
        return {"anyOf": [PROSE.describe(), LABELLED.describe()]}


class _Anchors:
    """A list with an anchor for every level, or a mapping from the levels that occur."""

    def __init__(self, highest: int) -> None:
        count, anchor = highest + 1, _Anchor()
        self._list = ListOf(anchor, count, count)
        self._some = Record(
            "a set of anchors",
            dict,
            {
                str(level): Field(anchor, f"what must be true to claim level {level}", None)
                for level in range(count)
            },
        )

    def read(self, node: Node, log: Log) -> dict[int, Anchor] | None:
        if not isinstance(node, Mapping):
            listed = self._list.read(node, log)
            return None if listed is None else dict(enumerate(listed))
        some = self._some.read(node, log)
        if some is None:
            return None
        anchors = {int(level): anchor for level, anchor in some.items() if anchor is not None}
        if len(anchors) < 2:
            message = f"at least two anchors are needed, not {len(anchors)}"
            log.add(node.mark, "wrong-length", message)
            return None
        return anchors

    def describe(self) -> Description:
        return {"anyOf": [self._list.describe(), self._some.describe()]}


VETO = Record(
    "a veto",
    Veto,
    {
        "green": Field(LEVEL, "the level from which Green is vetoed"),
        "yellow": Field(LEVEL, "the level from which Yellow is vetoed"),
    },
)

CRITERION = Record(
    "a criterion",
    Criterion,
    {
        "id": Field(ID, "a short name, unique in the rubric"),
        "name": Field(LINE, "the name of the barrier"),
        "question": Field(PROSE, "what is asked"),
        "weight": Field(whole_number(1, 1000), "its voting power, a positive whole number"),
        "veto": Field(VETO, "levels of this answer that close a light by themselves", None, "gate"),
        "anchors": Field(_Anchors(HIGHEST), "what must be true to claim each level, 0 to 4"),
        "substance": Field(PROSE, "what would show practice rather than declaration", ""),
        "sources": Field(ListOf(PASSAGE, 1), "the passages that the question comes from"),
        "reach": Field(MapOf(REACH), "the avenues that can lower it"),
        "beyond": Field(PROSE, "who can move it where no avenue can", ""),
    },
)

DIMENSION = Record(
    "a dimension",
    Dimension,
    {
        "id": Field(ID, "a short name, unique in the rubric"),
        "name": Field(LINE, "the family of barriers"),
        "about": Field(PROSE, "what belongs to it", ""),
        "source": Field(PASSAGE, "where the framework speaks of it"),
        "criteria": Field(ListOf(CRITERION, 1), "its questions"),
    },
)

OFFER = Record(
    "an offer",
    Offer,
    {
        "id": Field(ID, "a short name"),
        "what": Field(PROSE, "the mechanism, as it could stand on an agenda"),
        "moves": Field(ListOf(ID, 1, distinct=True), "the criteria that it can lower"),
        "forum": Field(LINE, "a forum in which both sides sit", ""),
        "areas": Field(ListOf(ID, 1, distinct=True), "the areas that it is confined to", ()),
        "source": Field(PASSAGE, "where it is named"),
    },
)

AVENUE = Record(
    "an avenue",
    Avenue,
    {
        "id": Field(ID, "a short name, unique in the rubric"),
        "name": Field(LINE, "the way towards cooperation"),
        "about": Field(PROSE, "what belongs to it", ""),
        "source": Field(PASSAGE, "where the framework speaks of it"),
        "offers": Field(ListOf(OFFER), "its concrete mechanisms", ()),
    },
)

MEANING = Record(
    "the meaning of a light",
    lambda wording, **rest: Meaning(ours=wording == "ours", **rest),
    {
        "meaning": Field(PROSE, "what the light says"),
        "next": Field(PROSE, "what must happen next"),
        "wording": Field(
            Choice({"ours": "ours", "source": "source"}), "whether a source words it so"
        ),
        "source": Field(PASSAGE, "the passage that it rests on"),
    },
)

REFERENCE = Record(
    "a reference",
    lambda light, **rest: Reference(light=None if light == "undetermined" else light, **rest),
    {
        "area": Field(ID, "the area"),
        "as-of": Field(DATE, "the date of the light"),
        "light": Field(LIGHT_OR_NONE, "the light"),
        "outlook": Field(OUTLOOK, "the outlook"),
        "source": Field(PASSAGE, "where it was published"),
    },
)

LINES = Record(
    "the lines",
    Lines,
    {
        "green": Field(LEVEL, "the highest green level"),
        "yellow": Field(LEVEL, "the highest yellow level"),
    },
)

RULE = Record(
    "the rule",
    dict,
    {
        "lines": Field(LINES, "the highest levels that still support a light"),
        "majority": Field(
            _Majorities(), "the share of weight that carries a light, or that of each light"
        ),
        "coverage": Field(
            Record(
                "the coverage",
                Coverage,
                {
                    "overall": Field(SHARE, "the share of all weight that must be rated"),
                    "dimension": Field(SHARE, "the same within each dimension"),
                },
            ),
            "how much must be rated for a light that answers could change",
        ),
        "horizon-months": Field(whole_number(1, 600), "how far a trend reaches"),
        "cross-check": Field(
            Record(
                "the cuts",
                Cuts,
                {
                    "green": Field(fraction(0, HIGHEST), "the highest mean level of Green"),
                    "yellow": Field(fraction(0, HIGHEST), "the highest mean level of Yellow"),
                },
            ),
            "the additive second opinion",
        ),
    },
)


class _Kernel:
    """Three chances that, counted on both sides, are all there is."""

    _chances = ListOf(SHARE, 3, 3)

    def read(self, node: Node, log: Log) -> tuple[Fraction, ...] | None:
        chances = self._chances.read(node, log)
        if chances is not None and (total := chances[0] + 2 * sum(chances[1:])) != 1:
            told = f"the first and twice the others must add up to 1, not to {total}"
            log.add(node.mark, "kernel-sum", told)
            return None
        return chances

    def describe(self) -> Description:
        return self._chances.describe()


KERNEL = _Kernel()

CERTAINTY = Record(
    "the confidence",
    lambda **content: _certainty(**content),
    {
        "half-life-months": Field(
            Record(
                "the half-lives",
                dict,
                {"default": Field(whole_number(1, 1200), "for every other kind")}
                | {
                    kind.value: Field(whole_number(1, 1200), f"for {kind.value}", None)
                    for kind in Kind
                },
            ),
            "months after which evidence of a kind counts one grade less",
        ),
        "kernels": Field(
            Record(
                "the kernels",
                dict,
                {
                    name: Field(KERNEL, "chances that the level is 0, 1 and 2 steps off, a side")
                    for name in GRADES
                },
            ),
            "how far off a rating of each grade may be",
        ),
    },
)

WEIGHING = Record(
    "the uncertainty",
    lambda concentration, words: Weighing(concentration, **words),
    {
        "concentration": Field(whole_number(1, 100), "how closely weightings keep to the rubric"),
        "words": Field(
            Record(
                "the words",
                dict,
                {
                    "firm": Field(SHARE, "the least share that is called firm"),
                    "likely": Field(SHARE, "the least share that is called likely"),
                    "contested": Field(SHARE, "the least share that is called contested"),
                },
            ),
            "which share of weightings earns which word",
        ),
    },
)

RUBRIC = Record(
    "a rubric",
    dict,
    {
        "id": Field(ID, "a short name"),
        "title": Field(LINE, "the framework"),
        "version": Field(VERSION, "its version"),
        "about": Field(PROSE, "what it judges", ""),
        "parties": Field(
            ListOf(
                Record(
                    "a party",
                    Party,
                    {
                        "id": Field(ID, "a short name"),
                        "name": Field(LINE, "its name"),
                        "also": Field(ListOf(LINE), "other words for it in arguments", ()),
                    },
                ),
                2,
            ),
            "the sides whose cooperation is judged",
        ),
        "source": Field(PASSAGE, "where the framework stands"),
        "lights": Field(
            Record(
                "the lights",
                dict,
                {name: Field(MEANING, f"what {name} means") for name in LIGHTS},
            ),
            "what each light says and what must happen next",
        ),
        "rule": Field(RULE, "how answers become a light"),
        "confidence": Field(CERTAINTY, "how evidence ages and how far a rating may be off"),
        "uncertainty": Field(WEIGHING, "how weightings are varied"),
        "dimensions": Field(ListOf(DIMENSION, 1), "the families of barriers"),
        "avenues": Field(ListOf(AVENUE), "the ways towards cooperation", ()),
        "references": Field(ListOf(REFERENCE), "published lights", ()),
    },
)


def read_rubric(document: Document, sources: MappingOf[str, Source]) -> Rubric:
    """The rubric in a pack's framework file.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    log = Log(document)
    content = RUBRIC.read(document.root, log)
    rubric = None
    if content is not None:
        try:
            rubric = _rubric(content, sources)
        except Inconsistent as error:
            log.blame(error.faults)
        log.blame(_size_faults(content["dimensions"]))
        log.blame(_votes_faults(rubric))
        log.blame(_word_faults(content["uncertainty"]))
        log.blame(_passage_faults(content, sources))
        log.blame(_beyond_faults(content["dimensions"]))
    return log.sound(rubric)


def _rubric(content: dict[str, Any], sources: MappingOf[str, Source]) -> Rubric:
    rest = dict(content)
    rule, lights = rest.pop("rule"), rest.pop("lights")
    rubric = Rubric(
        **{key: rest[key] for key in rest if key not in ("confidence", "uncertainty")},
        lines=rule["lines"],
        majorities={LIGHTS[name]: majority for name, majority in rule["majority"].items()},
        coverage=rule["coverage"],
        horizon_months=rule["horizon_months"],
        cuts=rule["cross_check"],
        certainty=content["confidence"],
        weighing=content["uncertainty"],
        meanings={LIGHTS[name]: meaning for name, meaning in lights.items()},
        sources=sources,
    )
    return replace(rubric, digest=digest_word(digests_of(rubric)))


def _certainty(half_life_months: dict[str, Any], kernels: dict[str, Any]) -> Certainty:
    months = {kind: half_life_months[kind.value.replace("-", "_")] for kind in Kind}
    return Certainty(
        {kind: own or half_life_months["default"] for kind, own in months.items()},
        {GRADES[name.replace("_", "-")]: kernel for name, kernel in kernels.items()},
    )


def _size_faults(dimensions: tuple[Dimension, ...]) -> Iterator[Fault]:
    count = sum(len(dimension.criteria) for dimension in dimensions)
    if count > MOST_QUESTIONS:
        message = f"at most {MOST_QUESTIONS} questions are read, not {count}"
        yield Fault(("dimensions",), "too-many-questions", message)


def _votes_faults(rubric: Rubric | None) -> Iterator[Fault]:
    """What several majorities that must hold together take to work out grows with all votes."""
    if rubric is None:
        return
    together = max(map(len, rubric.conditions.values()))
    votes = rubric.total_weight // gcd(*(c.weight for c in rubric.criteria.values()))
    if together > 1 and comb(votes + together, together) > MOST_SUMS:
        most = next(n for n in range(votes) if comb(n + 1 + together, together) > MOST_SUMS)
        message = (
            f"{together} lights with majorities of their own need weights that add up to at most "
            f"{most}, not to {votes}"
        )
        yield Fault(("rule", "majority"), "too-many-votes", message)


def _word_faults(weighing: Weighing) -> Iterator[Fault]:
    if not weighing.firm > weighing.likely > weighing.contested:
        told = "the share of 'firm' must be above that of 'likely', and that above 'contested'"
        yield Fault(("uncertainty", "words"), "words-order", told)


def _beyond_faults(dimensions: tuple[Dimension, ...]) -> Iterator[Fault]:
    for d, dimension in enumerate(dimensions):
        for c, criterion in enumerate(dimension.criteria):
            if not criterion.reach and not criterion.beyond:
                told = f"no avenue reaches {criterion.id!r}: 'beyond' must say who can move it"
                yield Fault(("dimensions", d, "criteria", c, "reach"), "missing-key", told)


def _passage_faults(content: dict[str, Any], sources: MappingOf[str, Source]) -> Iterator[Fault]:
    for path, passage in _passages(content):
        yield from passage_faults(passage, sources, path)


def passages_of(rubric: Rubric) -> Iterator[tuple[Path, Passage]]:
    """Every passage that a rubric cites, with its place in the framework file."""
    lights = {light.name.lower(): meaning for light, meaning in rubric.meanings.items()}
    return _passages(
        {
            "source": rubric.source,
            "lights": lights,
            "dimensions": rubric.dimensions,
            "avenues": rubric.avenues,
            "references": rubric.references,
        }
    )


def _passages(content: dict[str, Any]) -> Iterator[tuple[Path, Passage]]:
    yield ("source",), content["source"]
    for name, meaning in content["lights"].items():
        yield ("lights", name, "source"), meaning.source
    for d, dimension in enumerate(content["dimensions"]):
        path = ("dimensions", d)
        yield (*path, "source"), dimension.source
        for c, criterion in enumerate(dimension.criteria):
            for s, passage in enumerate(criterion.sources):
                yield (*path, "criteria", c, "sources", s), passage
    for a, avenue in enumerate(content["avenues"]):
        yield ("avenues", a, "source"), avenue.source
        for o, offer in enumerate(avenue.offers):
            yield ("avenues", a, "offers", o, "source"), offer.source
    for r, reference in enumerate(content["references"]):
        yield ("references", r, "source"), reference.source
