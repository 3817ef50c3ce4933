"""From nodes to an issue area, held against the rubric and the ledger that it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coopcli.identity import name_key
from coopcli.model import (
    Basis,
    Confidence,
    Criterion,
    Entry,
    Evidence,
    Fault,
    IssueArea,
    NotApplicable,
    Outlook,
    PanelVote,
    PartialDate,
    Path,
    Rating,
    Reference,
    Rubric,
    Source,
    Trend,
    median,
)
from coopcli.problems import hint
from coopcli.reading import argument
from coopcli.reading.brief import (
    HEADLINE,
    OPEN_QUESTION,
    headline_faults,
    question_faults,
    unknown_criterion,
    unknown_evidence,
)
from coopcli.reading.evidence import EVIDENCE, SOURCE, evidence_faults, repeated_ids
from coopcli.reading.lights import LIGHT_OR_NONE, OUTLOOK, UNDETERMINED
from coopcli.reading.log import Log
from coopcli.reading.rating import ANSWER
from coopcli.reading.records import Field, Record
from coopcli.reading.shapes import DATE, ID, LINE, PROSE, ListOf, MapOf
from coopcli.reading.source import Document, Node, Scalar, Sequence
from coopcli.reading.source import Mapping as Nodes
from coopcli.reading.vocabulary import FORM
from coopcli.rule.confidence import stated_confidence

MOST_RATINGS = 200
"""Most answers to one question over the years; a timeline looks at all of them at each date."""

EXPECTATION = Record(
    "an expectation",
    dict,
    {
        "as-of": Field(DATE, "the date"),
        "light": Field(LIGHT_OR_NONE, "the light that must come out"),
        "outlook": Field(OUTLOOK, "the outlook that must come out"),
    },
)

AREA = Record(
    "an issue area",
    dict,
    {
        "id": Field(ID, "a short name; in a pack also the name of the file"),
        "name": Field(LINE, "the name that reports use"),
        "aliases": Field(ListOf(LINE, distinct=True), "other names that people would type", ()),
        "scope": Field(PROSE, "what is judged"),
        "excludes": Field(PROSE, "what is not", ""),
        "form": Field(
            ListOf(FORM, 1, distinct=True),
            "the forms that are judged",
            (),
        ),
        "fixed": Field(MapOf(PROSE), "criteria that no avenue can move here, and why", {}),
        "ratings": Field(
            MapOf(ListOf(ANSWER, 1, MOST_RATINGS), bare=True),
            "dated answers by criterion, oldest first; answers are only ever added",
        ),
        "headlines": Field(ListOf(HEADLINE), "what stands at the top of a brief, oldest first", ()),
        "open-questions": Field(ListOf(OPEN_QUESTION), "what nobody has answered", ()),
        "evidence": Field(ListOf(EVIDENCE), "items that only this area uses", ()),
        "sources": Field(ListOf(SOURCE), "documents that only this area uses", ()),
        "expect": Field(ListOf(EXPECTATION), "lights that must come out", ()),
    },
)


def read_area(document: Document, rubric: Rubric, ledger: Mapping[str, Evidence]) -> IssueArea:
    """The issue area in a file.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    log = Log(document, rubric.highest, tuple([light.id for light in rubric.lights]))
    log.vocabulary = rubric.vocabulary
    content = AREA.read(document.root, log)
    area = None
    if content is None:
        log.blame(_unknown_ids(document.root, rubric, ledger))
    else:
        own, sources = content["evidence"], content["sources"]
        area = _area(content, document, rubric, ledger)
        log.blame(_faults(area, rubric))
        log.blame(headline_faults(area))
        log.blame(question_faults(area, rubric))
        if own or sources:
            log.blame(_faults_of_own(own, sources, area, rubric, ledger))
    return log.sound(area)


def answers_in(document: Document) -> tuple[str, Mapping[str, tuple[Entry, ...]]]:
    """The id and the answers of an area file, held against no rubric.

    Raises: InvalidInput with everything that is wrong with the file in itself.
    """
    log = Log(document)
    content = log.sound(AREA.read(document.root, log))
    return content["id"], content["ratings"]


def _area(
    content: dict[str, Any], document: Document, rubric: Rubric, ledger: Mapping[str, Evidence]
) -> IssueArea:
    evidence = {item.id: item for item in content["evidence"]}
    sources = {source.id: source for source in content["sources"]}
    expected = tuple(_reference(content["id"], **given) for given in content["expect"])
    return IssueArea(
        **content
        | {
            "evidence": {**ledger, **evidence} if evidence else ledger,
            "sources": {**rubric.sources, **sources} if sources else rubric.sources,
            "expect": expected,
        },
        path=document.path,
        digest=document.digest,
    )


def _reference(area: str, as_of: PartialDate, light: str, outlook: Outlook) -> Reference:
    return Reference(area, as_of, None if light == UNDETERMINED else light, outlook)


def _faults(area: IssueArea, rubric: Rubric) -> Iterator[Fault]:
    for name in area.fixed:
        if name not in rubric.criteria:
            yield unknown_criterion(("fixed", name), name, rubric)
    for name, ratings in area.ratings.items():
        criterion = rubric.criteria.get(name)
        if criterion is None:
            yield unknown_criterion(("ratings", name), name, rubric)
            continue
        before: PartialDate | None = None
        for position, rating in enumerate(ratings):
            path = ("ratings", name, position)
            if rating.known and before and rating.known.last <= before.last:
                message = f"{rating.known} does not come after {before}"
                yield Fault((*path, "known"), "dates-out-of-order", message)
            before = rating.known
            if isinstance(rating, NotApplicable) and not criterion.may_be_not_applicable:
                yield _not_to_be_left_out(criterion, path)
            if isinstance(rating, Rating):
                yield from _rating_faults(rating, criterion, area, rubric.highest, path)


def _not_to_be_left_out(criterion: Criterion, path: Path) -> Fault:
    message = (
        f"the rubric does not let an answer to {criterion.id!r} say that it does not apply; "
        "'may-be-not-applicable: true' at the question would"
    )
    if criterion.veto:
        message = (
            f"{criterion.id!r} has a veto: only the rubric, by 'applies-to', can say that it does "
            "not apply"
        )
    return Fault((*path, "not-applicable"), "must-apply", message)


def _rating_faults(
    rating: Rating, criterion: Criterion, area: IssueArea, highest: int, path: Path
) -> Iterator[Fault]:
    if rating.likelihood and rating.trend is Trend.NONE:
        yield Fault((*path, "likelihood"), "no-trend", "a likelihood needs a trend")
    if rating.basis is not Basis.INFERRED and not rating.evidence:
        message = f"basis {rating.basis.value!r} needs evidence; without a passage it is 'inferred'"
        yield Fault((*path, "basis"), "no-evidence", message)
    if rating.panel is not None:
        yield from _panel_faults(rating, rating.panel, path)
    elif not rating.because and not rating.rationale:
        yield Fault(path, "missing-key", "a rating needs 'because'")
    if rating.because:
        yield from _argument_faults(rating, path)
    known = True
    for position, name in enumerate(rating.evidence):
        at = (*path, "evidence", position)
        item = area.evidence.get(name)
        if item is None:
            known = False
            yield unknown_evidence(at, name, area.evidence)
        elif item.known.last > rating.known.last:
            message = f"{name!r} became known on {item.known}, after this rating of {rating.known}"
            yield Fault(at, "evidence-newer", message)
        elif criterion.id not in item.raises and criterion.id not in item.lowers:
            message = f"{name!r} speaks neither for nor against {criterion.id!r}"
            yield Fault(at, "evidence-off-topic", message)
    anchors = criterion.anchors
    for level in (rating.low,) if rating.low == rating.high else (rating.low, rating.high):
        if level not in anchors:
            some = ", ".join(map(str, sorted(anchors)))
            message = f"{criterion.id!r} has no level {level}; its anchors are {some}"
            yield Fault((*path, "level"), "no-such-level", message)
    if known and criterion.veto and rating.high == highest:
        confidence, _ = stated_confidence(rating, area.evidence, area.sources)
        if confidence < Confidence.MODERATE:
            message = (
                f"a {highest} on a question with a veto needs evidence at moderate confidence "
                f"or better, this has {confidence.name.lower().replace('_', ' ')}"
            )
            yield Fault((*path, "level"), "veto-without-evidence", message)


def _argument_faults(rating: Rating, path: Path) -> Iterator[Fault]:
    if rating.rationale:
        message = "'because' takes the place of 'rationale'; a rating has one of the two"
        yield Fault((*path, "rationale"), "two-arguments", message)
    for name in argument.marks(rating.because):
        if name not in rating.evidence:
            message = f"the argument marks {name!r}, which the rating does not cite"
            near = hint(name, list(rating.evidence))
            yield Fault((*path, "because"), "mark-not-cited", message + near)
    if message := argument.too_long(rating.because):
        yield Fault((*path, "because"), "argument-too-long", message)


def _panel_faults(rating: Rating, panel: PanelVote, path: Path) -> Iterator[Fault]:
    names: dict[str, int] = {}
    for position, vote in enumerate(panel.answers):
        if name_key(vote.rater) in names:
            message = f"{vote.rater!r} has an answer already; each rater has one"
            yield Fault((*path, "panel", "answers", position), "repeated-rater", message)
        names[name_key(vote.rater)] = position
    middle = median([vote.given for vote in panel.answers if isinstance(vote.given, tuple)])
    if middle != (rating.low, rating.high):
        low, high = middle or ("none", "none")
        found = "no level" if middle is None else low if low == high else f"[{low}, {high}]"
        message = f"the median of the panel is {found}, and the level must be the same"
        yield Fault((*path, "level"), "not-the-median", message)


def _unknown_ids(root: Node, rubric: Rubric, ledger: Mapping[str, Evidence]) -> Iterator[Fault]:
    """Unknown criteria and evidence of a file that other faults keep from becoming an area."""
    ratings, own = _child(root, "ratings"), _child(root, "evidence")
    items = own if isinstance(own, Sequence) else ()
    ids = [node.text for item in items if isinstance(node := _child(item, "id"), Scalar)]
    known = [*ledger, *ids]
    for name, answers in ratings.items() if isinstance(ratings, Nodes) else ():
        if name not in rubric.criteria:
            yield unknown_criterion(("ratings", name), name, rubric)
        for position, answer in enumerate(answers if isinstance(answers, Sequence) else ()):
            cited = _child(answer, "evidence")
            for place, item in enumerate(cited if isinstance(cited, Sequence) else ()):
                if isinstance(item, Scalar) and item.text not in known:
                    path = ("ratings", name, position, "evidence", place)
                    yield unknown_evidence(path, item.text, known)


def _child(node: Node, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Nodes) else None


def _faults_of_own(
    own: tuple[Evidence, ...],
    sources: tuple[Source, ...],
    area: IssueArea,
    rubric: Rubric,
    ledger: Mapping[str, Evidence],
) -> Iterator[Fault]:
    """Faults of the evidence and the sources that an area file brings along."""
    yield from repeated_ids(("evidence",), own, ledger)
    yield from repeated_ids(("sources",), sources, rubric.sources)
    yield from evidence_faults(own, area.evidence, area.sources, rubric)
