"""From a fact and its document to the lines of an area file, or of the ledger of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

from coopcli.model import Evidence
from coopcli.reading import source, splicing
from coopcli.reading.area import AREA
from coopcli.reading.evidence import EVIDENCE, SOURCE
from coopcli.reading.log import Log
from coopcli.reading.records import Record
from coopcli.reading.source import Document, Scalar, Sequence
from coopcli.reading.source import Mapping as Nodes


class Fact(NamedTuple):
    """An item of evidence as plain values by key, and its document where that is new.

    ``notes``: what its author should know of it.
    """

    item: Mapping[str, Any]
    document: Mapping[str, Any] | None = None
    notes: tuple[str, ...] = ()


def with_fact(path: str, content: bytes, fact: Fact) -> bytes:
    """The content of an area file with a fact, and with its document or heading where they are new.

    Raises: InvalidInput where the file cannot be edited; nothing else is looked at.
    """
    content = with_document(path, content, fact)
    return splicing.add(path, content, ("evidence",), dict(fact.item), tuple(AREA.fields))


class Link(NamedTuple):
    """A fact that shall speak to one more question; ``way`` is ``raises`` or ``lowers``.

    ``name``: its id in the area file. A fact of a ledger gets one, for it is copied: what a ledger
    says holds for all areas.
    """

    fact: Evidence
    way: str
    name: str


def with_link(path: str, content: bytes, link: Link, question: str) -> bytes:
    """The content of an area file in which a fact speaks to one more question.

    Raises: InvalidInput where the file cannot be edited; nothing else is looked at.
    """
    if link.name != link.fact.id:
        return with_fact(path, content, Fact(_copy(link) | {link.way: [question]}))
    names = _ids(source.parse(path, content))
    place = ("evidence", names.index(link.name), link.way)
    return splicing.add(path, content, place, question, tuple(EVIDENCE.fields))


def _copy(link: Link) -> dict[str, Any]:
    fact = link.fact
    item = {
        "id": link.name,
        "summary": fact.summary,
        "event": fact.event and fact.event.text,
        "known": fact.known.text,
        "source": fact.passage.source,
        "section": fact.passage.section,
        "paragraph": fact.passage.paragraph,
        "kind": fact.kind.id,
        "reported": fact.reported,
        "passage-digest": fact.passage_digest,
        "voice": [*fact.voice],
        "side": fact.side[0] if len(fact.side) == 1 else [*fact.side],
        "note": fact.note,
    }
    return {key: value for key, value in item.items() if value}


def _ids(document: Document) -> list[str]:
    """The ids of the facts of an area file, in their order."""
    listed = document.root.get("evidence") if isinstance(document.root, Nodes) else None
    items = listed if isinstance(listed, Sequence) else ()
    found = [item.get("id") if isinstance(item, Nodes) else None for item in items]
    return [name.text if isinstance(name, Scalar) else "" for name in found]


def with_document(path: str, content: bytes, fact: Fact) -> bytes:
    """The content of a file with the document of a fact, and with the heading that it cites."""
    name, heading = fact.item["source"], fact.item["section"]
    own = _documents(source.parse(path, content))
    if name in own and heading not in own[name]:
        place = ("sources", list(own).index(name), "sections")
        return splicing.add(path, content, place, {"heading": heading})
    if name not in own and fact.document:
        document = dict(fact.document) | {"sections": [{"heading": heading}]}
        return splicing.add(path, content, ("sources",), document, tuple(AREA.fields))
    return content


def _documents(document: Document) -> dict[str, list[str]]:
    listed = document.root.get("sources") if isinstance(document.root, Nodes) else None
    found: dict[str, list[str]] = {}
    for node in listed if isinstance(listed, Sequence) else ():
        if isinstance(node, Nodes) and isinstance(name := node.get("id"), Scalar):
            sections = node.get("sections")
            found[name.text] = [
                heading.text
                for section in (sections if isinstance(sections, Sequence) else ())
                if isinstance(section, Nodes)
                and isinstance(heading := section.get("heading"), Scalar)
            ]
    return found


def wrong_item(key: str, text: str) -> str:
    """What is wrong with a value of an item of evidence, or nothing."""
    return _wrong(EVIDENCE, key, text)


def wrong_document(key: str, text: str) -> str:
    """What is wrong with a value of a document, or nothing."""
    return _wrong(SOURCE, key, text)


def _wrong(record: Record, key: str, text: str) -> str:
    node = Scalar(text, True, SimpleNamespace(line=0, column=0))
    log = Log(Document("answer", node, text))
    record.fields[key].shape.read(node, log)
    return log.problems[0].message if log.problems else ""
