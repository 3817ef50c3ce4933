"""From nodes to the documents and the ledger of a rubric pack."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from coopcli.model import (
    ALL_PARTIES,
    FIRST_VOCABULARY,
    UNSTATED,
    WEB_ADDRESS,
    Evidence,
    Fault,
    Passage,
    Path,
    Rubric,
    Section,
    Source,
    Vocabulary,
)
from coopcli.problems import hint
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.scale import LABEL
from coopcli.reading.shapes import (
    DATE,
    ID,
    LINE,
    PROSE,
    YES_NO,
    Description,
    ListOf,
    Text,
    whole_number,
)
from coopcli.reading.source import Document, Node, Scalar
from coopcli.reading.vocabulary import KIND, SOURCE_KIND

PARAGRAPH = whole_number(1, 999)
WEB = Text("an address that begins with https:// or http://", WEB_ADDRESS)
DIGEST = Text("a digest of 12 digits and letters a to f", "[0-9a-f]{12}")

PASSAGE = Record(
    "a passage",
    lambda document, section, paragraph: Passage(document, section, paragraph),
    {
        "document": Field(ID, "the source"),
        "section": Field(LINE, "the heading in it"),
        "paragraph": Field(PARAGRAPH, "the paragraph of that section, from 1", None),
    },
)

SECTION = Record(
    "a section",
    Section,
    {
        "heading": Field(LINE, "the heading as it stands in the text"),
        "within": Field(LINE, "the heading of the part that it stands in", ""),
        "untitled": Field(YES_NO, "true for a passage without a heading of its own", False),
        "after": Field(LINE, "the words with which an untitled passage begins", ""),
    },
)

SOURCE = Record(
    "a source",
    Source,
    {
        "id": Field(ID, "a short name, unique in the pack"),
        "title": Field(LINE, "the title"),
        "authors": Field(ListOf(LINE, 1), "who wrote it; a shared author makes one voice of two"),
        "publisher": Field(LINE, "who published it, where the text says so", ""),
        "url": Field(WEB, "its address on the web", ""),
        "label": Field(LABEL, "what notes call it, if not the authors and the year", ""),
        "date": Field(DATE, "when it was published, or last updated"),
        "kind": Field(SOURCE_KIND, "what sort of document it is"),
        "text": Field(LINE, "the file name of its text, for checking headings", ""),
        "note": Field(PROSE, "what a reader should know of the document", ""),
        "sections": Field(ListOf(SECTION, 1), "the headings that evidence can cite"),
    },
)


def _evidence(source: str, section: str, paragraph: int | None, **rest: object) -> Evidence:
    return Evidence(passage=Passage(source, section, paragraph), **rest)  # type: ignore[arg-type]


class _Sides:
    """A party, or a list of parties; the words for all are checked against the rubric, later."""

    _list = ListOf(ID, 1, distinct=True)

    def read(self, node: Node, log: Log) -> tuple[str, ...] | None:
        if not isinstance(node, Scalar):
            return self._list.read(node, log)
        side = ID.read(node, log)
        return None if side is None else (side,)

    def describe(self) -> Description:
        return {"anyOf": [ID.describe(), self._list.describe()]}


EVIDENCE = Record(
    "an evidence item",
    _evidence,
    {
        "id": Field(ID, "a short name, unique in the pack"),
        "summary": Field(PROSE, "what happened or is claimed, in our own words"),
        "event": Field(DATE, "when it happened", None),
        "known": Field(DATE, "when it became public"),
        "source": Field(ID, "the document that tells it"),
        "section": Field(LINE, "the heading under which it stands"),
        "paragraph": Field(PARAGRAPH, "the paragraph of that section, from 1", None),
        "kind": Field(KIND, "what sort of fact it is"),
        "reported": Field(
            YES_NO,
            "true where the document only reports an official text or statement",
            False,
        ),
        "passage-digest": Field(DIGEST, "a hash of the passage as it was read", ""),
        "voice": Field(ListOf(LINE, 1), "who says so, if not the document's authors", ()),
        "side": Field(
            _Sides(),
            "the party or parties it speaks of; both for all, unstated where the source names none",
            ("both",),
        ),
        "raises": Field(ListOf(ID, distinct=True), "questions whose level it raises", ()),
        "lowers": Field(ListOf(ID, distinct=True), "questions whose level it lowers", ()),
        "conflicts": Field(ListOf(ID, distinct=True), "items that say otherwise", ()),
        "supersedes": Field(ListOf(ID, distinct=True), "earlier items that it replaces", ()),
        "note": Field(PROSE, "doubts about dates or reporting", ""),
    },
    located=True,
)

SOURCES_FILE = Record(
    "a list of sources", dict, {"sources": Field(ListOf(SOURCE), "the documents of the pack")}
)
EVIDENCE_FILE = Record(
    "a ledger", dict, {"evidence": Field(ListOf(EVIDENCE), "dated facts, each once")}
)


def read_sources(
    document: Document, vocabulary: Vocabulary | None = FIRST_VOCABULARY
) -> dict[str, Source]:
    """The sources of a pack by id; ``vocabulary`` has the words for their kinds.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    log = Log(document)
    log.vocabulary = vocabulary
    content = SOURCES_FILE.read(document.root, log)
    if content:
        log.blame(repeated_ids(("sources",), content["sources"]))
    return {source.id: source for source in log.sound(content)["sources"]}


def read_evidence(document: Document, rubric: Rubric) -> dict[str, Evidence]:
    """The ledger of a pack by id, held against its rubric.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    log = Log(document)
    log.vocabulary = rubric.vocabulary
    content = EVIDENCE_FILE.read(document.root, log)
    if content:
        items = content["evidence"]
        log.blame(repeated_ids(("evidence",), items))
        known = {item.id: item for item in items}
        log.blame(evidence_faults(items, known, rubric.sources, rubric))
    return {item.id: item for item in log.sound(content)["evidence"]}


def repeated_ids(
    path: Path, items: Iterable[Source | Evidence], taken: Container[str] = ()
) -> Iterator[Fault]:
    """A fault for every item whose id an earlier item, or one elsewhere in the pack, has."""
    seen: set[str] = set()
    for position, item in enumerate(items):
        if item.id in seen or item.id in taken:
            yield Fault((*path, position, "id"), "repeated-id", f"{item.id!r} stands twice")
        seen.add(item.id)


def evidence_faults(
    items: Iterable[Evidence],
    known: Mapping[str, Evidence],
    sources: Mapping[str, Source],
    rubric: Rubric,
) -> Iterator[Fault]:
    """Faults of evidence items against the ledger, the sources and the rubric around them."""
    sides = [party.id for party in rubric.parties]
    for position, item in enumerate(items):
        path: Path = ("evidence", position)
        yield from passage_faults(item.passage, sources, path)
        yield from _side_faults(item.side, sides, path)
        for key, names in (("raises", item.raises), ("lowers", item.lowers)):
            for place, name in enumerate(names):
                if name not in rubric.criteria:
                    message = f"no criterion {name!r}{hint(name, list(rubric.criteria))}"
                    yield Fault((*path, key, place), "unknown-criterion", message)
        source = sources.get(item.passage.source)
        if source and item.known.last > source.date.last:
            message = f"{source.id} of {source.date} cannot tell what became known on {item.known}"
            if item.known.first <= source.date.last:
                message += f"; write {source.date}, since a month or a year counts as its last day"
            yield Fault((*path, "known"), "known-after-source", message)
        if item.event and item.event.first > item.known.last:
            message = f"what happened on {item.event} cannot be known on {item.known}"
            yield Fault((*path, "known"), "known-before-event", message)
        if item.reported and not item.kind.official:
            kinds = " and ".join(kind.id for kind in rubric.vocabulary.kinds if kind.official)
            message = f"only {kinds or 'official kinds'} can be reported, {item.kind.id} cannot"
            yield Fault((*path, "reported"), "reported-not-official", message)
        if both := set(item.raises) & set(item.lowers):
            message = f"an item cannot both raise and lower {', '.join(sorted(both))}"
            yield Fault((*path, "lowers"), "raises-and-lowers", message)
        yield from _link_faults(item, known, path)


def _side_faults(side: tuple[str, ...], parties: list[str], path: Path) -> Iterator[Fault]:
    """Faults of the parties that an item speaks of: unknown ones, or a word for some beside one."""
    words = [*parties, *ALL_PARTIES, UNSTATED]
    for place, name in enumerate(side):
        at = (*path, "side", place) if len(side) > 1 else (*path, "side")
        if name not in words:
            listed = ", ".join([*parties, ALL_PARTIES[0]])
            message = f"{listed} or {UNSTATED} is needed, not {name!r}{hint(name, words)}"
            yield Fault(at, "unknown-party", message)
        elif name in ALL_PARTIES and len(side) > 1:
            yield Fault(at, "all-and-one", f"{name!r} says all parties; name each, or it alone")
        elif name == UNSTATED and len(side) > 1:
            yield Fault(at, "all-and-one", f"{name!r} says that no party is known; it stands alone")


def reported_faults(
    items: Iterable[Evidence], sources: Mapping[str, Source], vocabulary: Vocabulary
) -> Iterator[Fault]:
    """Faults of items that pass for official although their source is no official document."""
    for position, item in enumerate(items):
        source = sources.get(item.passage.source)
        if item.official and source and not vocabulary.sources.get(source.kind):
            message = (
                f"{source.id} is no official document ({source.kind}), so an item of kind "
                f"{item.kind.id} needs 'reported: true'"
            )
            yield Fault(("evidence", position, "kind"), "reported-missing", message)


def _link_faults(item: Evidence, known: Mapping[str, Evidence], path: Path) -> Iterator[Fault]:
    for key, others in (("conflicts", item.conflicts), ("supersedes", item.supersedes)):
        for position, other in enumerate(others):
            at = (*path, key, position)
            if other == item.id:
                yield Fault(at, "points-to-itself", f"{other!r} names itself")
            elif other not in known:
                message = f"no evidence {other!r}{hint(other, list(known))}"
                yield Fault(at, "unknown-evidence", message)
            elif key == "supersedes" and known[other].known.last > item.known.last:
                message = f"{other!r} became known later, on {known[other].known}"
                yield Fault(at, "supersedes-later", message)
            elif key == "supersedes" and _leads_to(item.id, other, known):
                yield Fault(at, "circular", f"{other!r} supersedes {item.id!r} in turn")


def _leads_to(aim: str, start: str, known: Mapping[str, Evidence]) -> bool:
    """Whether the items that one supersedes, and theirs in turn, lead to another."""
    seen, ahead = {start}, [start]
    while ahead:
        item = known.get(ahead.pop())
        for name in item.supersedes if item else ():
            if name == aim:
                return True
            if name not in seen:
                seen.add(name)
                ahead.append(name)
    return False


def passage_faults(passage: Passage, sources: Mapping[str, Source], path: Path) -> Iterator[Fault]:
    """Faults of a passage: a source that is not listed, a heading that it does not have."""
    source = sources.get(passage.source)
    if source is None:
        key = "source" if path[0] == "evidence" else "document"
        message = f"no source {passage.source!r}{hint(passage.source, list(sources))}"
        yield Fault((*path, key), "unknown-source", message)
        return
    headings = [section.heading for section in source.sections]
    if passage.section not in headings:
        message = f"{source.id} has no section {passage.section!r}{hint(passage.section, headings)}"
        yield Fault((*path, "section"), "unknown-section", message)
