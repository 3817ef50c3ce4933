"""The part of a framework file on questions, and on the avenues that can move their answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from coopcli.model import (
    FEWEST_LEVELS,
    MOST_LEVELS,
    Anchor,
    AppliesTo,
    Avenue,
    Criterion,
    Dimension,
    Fault,
    Offer,
    Reach,
)
from coopcli.reading.evidence import PASSAGE
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.scale import LABEL, LEVEL, STEPS, ForEachLight
from coopcli.reading.shapes import (
    ID,
    LINE,
    PROSE,
    YES_NO,
    Description,
    ListOf,
    MapOf,
    Text,
    whole_number,
)
from coopcli.reading.source import Mapping, Node, Sequence
from coopcli.reading.vocabulary import FORM

REACH = Record(
    "a reach",
    Reach,
    {
        "steps": Field(STEPS, "the most levels that it can fall by"),
        "effort": Field(whole_number(1, 5), "effort for each level"),
    },
)

_CLAIM = "what must be true to claim the level"

LABELLED = Record(
    "an anchor",
    lambda text, label: Anchor(text, label),
    {
        "label": Field(LABEL, "the same in at most six words"),
        "text": Field(PROSE, _CLAIM),
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

    def read(self, node: Node, log: Log) -> dict[int, Anchor] | None:
        count = log.highest + 1
        if not isinstance(node, Mapping):
            if log.scaled and isinstance(node, Sequence) and len(node) != count:
                log.add(node.mark, "wrong-length", _wrong_count(count, len(node)))
                return None
            listed = ListOf(_ANCHOR).read(node, log)
            return None if listed is None else dict(enumerate(listed))
        some = _some_anchors(count).read(node, log)
        if some is None:
            return None
        anchors = {int(level): anchor for level, anchor in some.items() if anchor is not None}
        if len(anchors) < 2:
            message = f"at least two anchors are needed, not {len(anchors)}"
            log.add(node.mark, "wrong-length", message)
            return None
        return anchors

    def describe(self) -> Description:
        listed = ListOf(_ANCHOR, FEWEST_LEVELS, MOST_LEVELS)
        # By a pattern, for an editor may take the levels for numbers, which no property is.
        some = {
            "type": "object",
            "patternProperties": {
                f"^[0-{MOST_LEVELS - 1}]$": {"description": _CLAIM} | _ANCHOR.describe()
            },
            "additionalProperties": False,
            "minProperties": 2,
        }
        return {"anyOf": [listed.describe(), some]}


def _wrong_count(levels: int, found: int) -> str:
    message = f"an anchor for each of the {levels} levels is needed, not {found}"
    if found > levels:
        return f"{message}; between brackets, an anchor with a comma needs quotes"
    return f"{message}; where some levels do not occur, write {{0: ..., {levels - 1}: ...}}"


_ANCHOR = _Anchor()


@cache
def _some_anchors(levels: int) -> Record:
    fields = {str(level): Field(_ANCHOR, _CLAIM, None) for level in range(levels)}
    return Record("a set of anchors", dict, fields)


VETO = ForEachLight("a veto", LEVEL, "the level from which the light is vetoed", some=True)

_FORMS = ListOf(FORM, 1, distinct=True)
_FORMS_BECAUSE = Record(
    "what a question applies to",
    AppliesTo,
    {
        "forms": Field(_FORMS, "the forms that it is asked of"),
        "because": Field(PROSE, "why it makes no sense for any other, for reports"),
    },
)


class _AppliesTo:
    """A list of forms, or such a list with a reason."""

    def read(self, node: Node, log: Log) -> AppliesTo | None:
        if isinstance(node, Mapping):
            found: AppliesTo | None = _FORMS_BECAUSE.read(node, log)
            return found
        forms = _FORMS.read(node, log)
        return None if forms is None else AppliesTo(forms)

    def describe(self) -> Description:
        return {"anyOf": [_FORMS.describe(), _FORMS_BECAUSE.describe()]}


CRITERION = Record(
    "a criterion",
    Criterion,
    {
        "id": Field(ID, "a short name, unique in the rubric"),
        "name": Field(LINE, "its name in reports", usual=True),
        "question": Field(PROSE, "what is asked"),
        "weight": Field(
            whole_number(1, 1000), "its voting power, a positive whole number", usual=True
        ),
        "veto": Field(VETO, "levels of this answer that close a light by themselves", None, "gate"),
        "anchors": Field(_Anchors(), "what must be true to claim each level, best first"),
        "substance": Field(PROSE, "what would show practice rather than declaration", ""),
        "sources": Field(ListOf(PASSAGE, 1), "the passages that the question comes from", ()),
        "reach": Field(MapOf(REACH), "the avenues that can lower its level", {}),
        "beyond": Field(PROSE, "who can move it where no avenue can", ""),
        "applies-to": Field(
            _AppliesTo(),
            "the forms that it is asked of; all where it is not there",
            None,
        ),
        "may-be-not-applicable": Field(
            YES_NO, "true where an answer may say that the question makes no sense", False
        ),
    },
)

DIMENSION = Record(
    "a dimension",
    Dimension,
    {
        "id": Field(ID, "a short name, unique in the rubric"),
        "name": Field(LINE, "its name in reports", usual=True),
        "label": Field(LABEL, "its name where there is little room, if that is another", ""),
        "about": Field(PROSE, "what belongs to it", ""),
        "source": Field(PASSAGE, "where the framework speaks of it", None),
        "criteria": Field(ListOf(CRITERION, 1), "its questions"),
    },
)

IN_TEN_WORDS = Text("what to do in at most ten words", r"\S+(?: \S+){0,9}", 120)

OFFER = Record(
    "an offer",
    Offer,
    {
        "id": Field(ID, "a short name"),
        "what": Field(PROSE, "the mechanism, as it could stand on an agenda"),
        "short": Field(IN_TEN_WORDS, "what to do in at most ten words, as a brief says it", ""),
        "who": Field(LINE, "who can take it up, if others than usually on its avenue", ""),
        "moves": Field(ListOf(ID, 1, distinct=True), "the questions whose level it can lower"),
        "forum": Field(LINE, "a forum in which all parties sit", ""),
        "areas": Field(ListOf(ID, 1, distinct=True), "the areas that it is confined to", ()),
        "forms": Field(ListOf(FORM, 1, distinct=True), "the forms that it is confined to", ()),
        "begins": Field(
            YES_NO, "true for joint work outright, to begin with where the light is the best", False
        ),
        "source": Field(PASSAGE, "where it is named", None),
    },
)


def _avenue(*, who: str, offers: tuple[Offer, ...], **rest: Any) -> Avenue:
    """An avenue whose offers all say who can take them up, where the pack says so."""
    named = tuple(offer._replace(who=offer.who or who) for offer in offers)
    return Avenue(who=who, offers=named, **rest)


AVENUE = Record(
    "an avenue",
    _avenue,
    {
        "id": Field(ID, "a short name, unique in the rubric"),
        "name": Field(LINE, "its name in reports"),
        "about": Field(PROSE, "what belongs to it", ""),
        "who": Field(LINE, "who usually takes up its mechanisms", ""),
        "source": Field(PASSAGE, "where the framework speaks of it", None),
        "offers": Field(ListOf(OFFER), "its concrete mechanisms", ()),
    },
)


def beyond_faults(dimensions: tuple[Dimension, ...]) -> Iterator[Fault]:
    """Questions that no avenue reaches and for which nobody is named."""
    for d, dimension in enumerate(dimensions):
        for c, criterion in enumerate(dimension.criteria):
            if not criterion.reach and not criterion.beyond:
                message = f"no avenue reaches {criterion.id!r}: 'beyond' must say who can move it"
                yield Fault(("dimensions", d, "criteria", c, "reach"), "missing-key", message)
