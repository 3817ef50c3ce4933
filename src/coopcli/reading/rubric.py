"""From nodes to a rubric: the framework file of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from math import comb, gcd
from typing import Any

from coopcli.identity import digest_word, digests_of
from coopcli.model import (
    FIRST_LIGHTS,
    FIRST_SCALE,
    FIRST_VOCABULARY,
    Before,
    Dimension,
    Earlier,
    Fault,
    Inconsistent,
    Party,
    Passage,
    Path,
    Rubric,
    Source,
)
from coopcli.reading.certainty import CERTAINTY, WEIGHING, word_faults
from coopcli.reading.defaults import node_of, with_defaults
from coopcli.reading.evidence import PASSAGE, passage_faults
from coopcli.reading.joined import some_of
from coopcli.reading.lights import LIGHTS, REFERENCE, WORDING, lights_of
from coopcli.reading.log import Log
from coopcli.reading.questions import AVENUE, CRITERION, DIMENSION, beyond_faults
from coopcli.reading.records import Field, OneOrRecord, Record
from coopcli.reading.rule import RULE
from coopcli.reading.scale import SCALE, look_ahead
from coopcli.reading.shapes import ID, LINE, PROSE, Description, ListOf, MapOf, Text
from coopcli.reading.source import Document, Mapping, Node
from coopcli.reading.vocabulary import VOCABULARY, vocabulary_in

MOST_QUESTIONS = 100
"""Most questions of a rubric; what is worked out of them grows by the square of their number."""

MOST_SUMS = 100_000
"""Most ways to share out the votes among the majorities that a light must have together."""

QUESTION_DIGEST = Text("a digest of 64 digits and letters a to f", "[0-9a-f]{64}", 64)

VERSION = Text("a version such as 1.0.0", r"[0-9]+\.[0-9]+\.[0-9]+", 30)

EARLIER = Record(
    "an earlier version",
    Earlier,
    {
        "version": Field(VERSION, "the version"),
        "questions": Field(
            MapOf(
                Record(
                    "a question as it was",
                    Before,
                    {
                        "digest": Field(QUESTION_DIGEST, "the digest of the question then"),
                        "change": Field(PROSE, "what has changed since then", ""),
                    },
                )
            ),
            "its questions by id",
        ),
    },
)

ONE_SENTENCE = Text("a sentence", r"[^.!?\n]+[.!?]", 300, form="one sentence in one line")

PARTY = Record(
    "a party",
    Party,
    {
        "id": Field(ID, "a short name"),
        "name": Field(LINE, "its name"),
        "also": Field(ListOf(LINE), "other words for it in arguments", ()),
        "short": Field(LINE, "its name in a title, if that is another", ""),
    },
)

EXTENDS = OneOrRecord(
    LINE,
    Record(
        "what a rubric extends",
        dict,
        {
            "rubric": Field(LINE, "the name of a pack, or its folder as seen from this one"),
            "version": Field(VERSION, "the version that this one was written for", None),
            "questions": Field(
                MapOf(QUESTION_DIGEST), "digests of its questions as they were then", {}
            ),
        },
    ),
    lambda name: {"rubric": name, "version": None, "questions": {}},
)

_CRITERIA = ListOf(CRITERION, 1)

_RUBRIC = Record(
    "a rubric",
    dict,
    {
        "id": Field(ID, "a short name"),
        "title": Field(LINE, "the framework"),
        "version": Field(VERSION, "its version", usual=True),
        "wording": Field(
            WORDING, "source where each part must name the passage that words it so", usual=True
        ),
        "extends": Field(EXTENDS, "the rubric whose parts hold where this one says nothing", None),
        "drop": Field(
            ListOf(ID, 1, distinct=True), "questions and other things that it leaves out", ()
        ),
        "about": Field(PROSE, "what it judges", ""),
        "introduction": Field(
            ONE_SENTENCE, "a sentence that begins the description of the rule", ""
        ),
        "subject": Field(
            LINE, "the words before the name of an area in a title, such as Joint work on", ""
        ),
        "parties": Field(
            ListOf(OneOrRecord(LINE, PARTY, lambda name: Party(name, name))),
            "the parties that are judged, or between which",
            usual=True,
        ),
        "source": Field(PASSAGE, "where the framework stands", None),
        "vocabulary": Field(
            VOCABULARY, "the words for forms, evidence and documents", FIRST_VOCABULARY
        ),
        "scale": Field(SCALE, "the levels that answers can have, the best first", FIRST_SCALE),
        "lights": Field(
            LIGHTS, "the lights, best first: how they look and what they mean", usual=True
        ),
        "rule": Field(RULE, "how answers become a light", usual=True),
        "confidence": Field(
            CERTAINTY, "how evidence ages and how far a rating may be off", usual=True
        ),
        "uncertainty": Field(WEIGHING, "how weightings are varied", usual=True),
        "dimensions": Field(ListOf(DIMENSION, 1), "the families of questions", ()),
        "avenues": Field(ListOf(AVENUE), "the ways to better answers", ()),
        "references": Field(ListOf(REFERENCE), "published lights", ()),
        "earlier": Field(ListOf(EARLIER), "versions by which areas may still be rated", ()),
    },
)


class _Framework:
    """A rubric, of which scale and lights are looked at first: much else depends on them.

    What a file leaves out is filled in before. Questions without dimensions make one of their own.
    """

    def read(self, node: Node, log: Log) -> dict[str, Any] | None:
        node = with_defaults(node)
        if isinstance(node, Mapping) and "criteria" in node:
            message = "questions stand in 'criteria' or in 'dimensions', not in both"
            log.add(node.keys_at["criteria"], "two-places", message)
            return None
        if isinstance(node, Mapping) and "drop" in node and "extends" not in node:
            message = "'drop' leaves out what is in the rubric that 'extends' names; name one"
            log.add(node.keys_at["drop"], "nothing-to-drop", message)
            return None
        look_ahead(node, log, tuple(one.id for one in FIRST_LIGHTS), len(FIRST_SCALE))
        spread = _spread(node, log)
        found: dict[str, Any] | None = _RUBRIC.read(node, log)
        # Where it cannot be read what a rubric extends, nobody knows whether that has questions.
        if (
            isinstance(node, Mapping)
            and "dimensions" not in node
            and (found is not None or "extends" not in node)
        ):
            message = "a rubric needs 'criteria', its questions, or 'dimensions' of them"
            log.add(node.mark, "missing-key", message)
        return found if spread else None

    def describe(self) -> Description:
        found = _RUBRIC.describe()
        criteria = {"description": "its questions, without dimensions"} | _CRITERIA.describe()
        found["properties"] = found["properties"] | {"criteria": criteria}
        found["dependencies"] = {"drop": ["extends"]}
        either = {"not": {"required": ["criteria", "dimensions"]}}
        whole = {"oneOf": [{"required": ["criteria"]}, {"required": ["dimensions"]}]}
        return {
            "type": "object",
            "if": {"required": ["extends"]},
            "then": some_of(found) | either,
            "else": found | whole,
        }


RUBRIC = _Framework()


def _spread(root: Node, log: Log) -> bool:
    """Whether a file has lines; where it must and does not, that alone is said of them."""
    rule = root.get("rule") if isinstance(root, Mapping) else None
    if not isinstance(rule, Mapping) or "lines" in rule:
        return True
    given = dict.fromkeys(log.aims, 0)
    rule["lines"] = node_of(given)
    message = (
        f"{log.highest + 1} levels do not spread over {len(log.lights)} lights: 'lines' in 'rule' "
        "must name the highest level that supports each light but the worst"
    )
    log.blame([Fault(("rule",), "missing-key", message)])
    return False


def read_rubric(document: Document, sources: MappingOf[str, Source]) -> Rubric:
    """The rubric in a pack's framework file.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    document = document._replace(root=with_defaults(document.root))
    log = Log(document)
    log.vocabulary = vocabulary_in(document)
    content = RUBRIC.read(document.root, log)
    rubric = None
    if content is not None:
        try:
            rubric = _rubric(content, sources)
        except Inconsistent as error:
            log.blame(error.faults)
        log.blame(_size_faults(content["dimensions"], content["rule"]["minimum_questions"]))
        log.blame(_votes_faults(rubric))
        log.blame(word_faults(content["uncertainty"]))
        log.blame(_passage_faults(content, sources))
        log.blame(_unworded(content))
        if content["avenues"]:
            log.blame(beyond_faults(content["dimensions"]))
    return log.sound(rubric)


_ELSEWHERE = ("confidence", "uncertainty", "wording", "extends", "drop")
"""Keys of the file that are no fields of a rubric of these names."""


def _rubric(content: dict[str, Any], sources: MappingOf[str, Source]) -> Rubric:
    rest = dict(content)
    rule, lights = rest.pop("rule"), rest.pop("lights")
    rubric = Rubric(
        **{key: rest[key] for key in rest if key not in _ELSEWHERE},
        lines=rule["lines"],
        lights=lights_of(lights),
        majorities=rule["majority"],
        coverage=rule["coverage"],
        horizon_months=rule["horizon_months"],
        minimum_questions=rule["minimum_questions"],
        cuts=rule["cross_check"],
        certainty=content["confidence"],
        weighing=content["uncertainty"],
        meanings={light.id: light.meaning for light in lights},
        sources=sources,
    )
    return replace(rubric, digest=digest_word(digests_of(rubric)))


def _size_faults(dimensions: tuple[Dimension, ...], minimum: int) -> Iterator[Fault]:
    count = sum(len(dimension.criteria) for dimension in dimensions)
    if count > MOST_QUESTIONS:
        message = f"at most {MOST_QUESTIONS} questions are read, not {count}"
        yield Fault(("dimensions",), "too-many-questions", message)
    if count < minimum:
        message = f"no area can have {minimum} questions that apply: the rubric asks {count}"
        yield Fault(("rule", "minimum-questions"), "too-few-questions", message)


def _votes_faults(rubric: Rubric | None) -> Iterator[Fault]:
    """What several majorities that must hold together take to work out grows with all votes."""
    if rubric is None or not rubric.criteria:
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


def _passage_faults(content: dict[str, Any], sources: MappingOf[str, Source]) -> Iterator[Fault]:
    for path, passage in _passages(_with_lights(content)):
        if passage is not None:
            yield from passage_faults(passage, sources, path)


def _unworded(content: dict[str, Any]) -> Iterator[Fault]:
    """What must name the passage that words it so, and does not."""
    lights = [(light.id, light.meaning) for light in content["lights"] if not light.meaning.ours]
    for path, passage in _passages(content | {"lights": lights}):
        if passage is None and (content["wording"] == "source" or path[0] == "lights"):
            message = f"the wording comes from a source, so that {path[-1]!r} is needed"
            yield Fault(path, "missing-key", message)


def _with_lights(content: dict[str, Any]) -> dict[str, Any]:
    return content | {"lights": [(light.id, light.meaning) for light in content["lights"]]}


def passages_of(rubric: Rubric) -> Iterator[tuple[Path, Passage]]:
    """Every passage that a rubric cites, with its place in the framework file."""
    every = _passages(
        {
            "source": rubric.source,
            "lights": rubric.meanings.items(),
            "dimensions": rubric.dimensions,
            "avenues": rubric.avenues,
            "references": rubric.references,
        }
    )
    yield from ((path, passage) for path, passage in every if passage is not None)


def _passages(content: dict[str, Any]) -> Iterator[tuple[Path, Passage | None]]:
    yield ("source",), content["source"]
    for name, meaning in content["lights"]:
        yield ("lights", name, "source"), meaning.source
    for d, dimension in enumerate(content["dimensions"]):
        path = ("dimensions", d)
        yield (*path, "source"), dimension.source
        for c, criterion in enumerate(dimension.criteria):
            at = (*path, "criteria", c, "sources")
            for s, passage in enumerate(criterion.sources):
                yield (*at, s), passage
            if not criterion.sources:
                yield at, None
    for a, avenue in enumerate(content["avenues"]):
        yield ("avenues", a, "source"), avenue.source
        for o, offer in enumerate(avenue.offers):
            yield ("avenues", a, "offers", o, "source"), offer.source
    for r, reference in enumerate(content["references"]):
        yield ("references", r, "source"), reference.source
