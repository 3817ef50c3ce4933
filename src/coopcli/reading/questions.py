"""The part of a framework file on questions, and on the avenues that can move their answers."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.model import (
    HIGHEST,
    Anchor,
    AppliesTo,
    Avenue,
    Criterion,
    Dimension,
    Fault,
    Form,
    Offer,
    Reach,
    Veto,
)
from coopcli.reading.evidence import PASSAGE
from coopcli.reading.rule import LEVEL
from coopcli.reading.shapes import (
    ID,
    LINE,
    PROSE,
    YES_NO,
    Choice,
    Description,
    Field,
    ListOf,
    Log,
    MapOf,
    Record,
    Text,
    whole_number,
)
from coopcli.reading.source import Mapping, Node

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

FORM = Choice({form.value: form for form in Form})
_FORMS = ListOf(FORM, 1, distinct=True)
_FORMS_BECAUSE = Record(
    "what a question applies to",
    AppliesTo,
    {
        "forms": Field(_FORMS, "the forms of cooperation that it is asked of"),
        "because": Field(PROSE, "why it makes no sense for any other, for reports"),
    },
)


class _AppliesTo:
    """A list of forms of cooperation, or such a list with a reason."""

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
        "name": Field(LINE, "the name of the barrier"),
        "question": Field(PROSE, "what is asked"),
        "weight": Field(whole_number(1, 1000), "its voting power, a positive whole number"),
        "veto": Field(VETO, "levels of this answer that close a light by themselves", None, "gate"),
        "anchors": Field(_Anchors(HIGHEST), "what must be true to claim each level, 0 to 4"),
        "substance": Field(PROSE, "what would show practice rather than declaration", ""),
        "sources": Field(ListOf(PASSAGE, 1), "the passages that the question comes from"),
        "reach": Field(MapOf(REACH), "the avenues that can lower it"),
        "beyond": Field(PROSE, "who can move it where no avenue can", ""),
        "applies-to": Field(
            _AppliesTo(),
            "the forms of cooperation that it is asked of; all where it is not there",
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


def beyond_faults(dimensions: tuple[Dimension, ...]) -> Iterator[Fault]:
    """Questions that no avenue reaches and for which nobody is named."""
    for d, dimension in enumerate(dimensions):
        for c, criterion in enumerate(dimension.criteria):
            if not criterion.reach and not criterion.beyond:
                message = f"no avenue reaches {criterion.id!r}: 'beyond' must say who can move it"
                yield Fault(("dimensions", d, "criteria", c, "reach"), "missing-key", message)
