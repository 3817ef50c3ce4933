"""One framework file over another: which values hold, each with the place that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from coopcli.reading.source import Document, Mapping, Node, Scalar, Sequence

REPLACED = frozenset(("anchors", "source", "applies-to"))
"""Keys whose values are not mixed with those below: each is one statement."""

_WHOLE_WITH = {"majority": ("at-least", "more-than"), "half-life-months": ("default",)}
"""Keys whose values are one statement where any of these keys stands in them."""

_VETOES = ("veto", "gate")
_SPELLINGS = (_VETOES,)
"""Keys that say the same, so that one of a file stands over the other below."""


class Place(NamedTuple):
    """Where a node stands, with the file that it stands in."""

    line: int
    column: int
    path: str


def placed(document: Document) -> Node:
    """The nodes of a document, each with a place that names the file."""
    return _placed(document.root, document.path)


def _placed(node: Node, path: str) -> Node:
    if isinstance(node.mark, Place):
        return node
    place = Place(node.mark.line, node.mark.column, path)
    if isinstance(node, Scalar):
        return Scalar(node.text, node.plain, place)
    if isinstance(node, Mapping):
        found = Mapping(place)
        for key, child in node.items():
            at = node.keys_at[key]
            found[key], found.keys_at[key] = _placed(child, path), Place(at.line, at.column, path)
        return found
    items = Sequence(place)
    items.extend(_placed(child, path) for child in node)
    return items


def joined(below: Document, own: Document) -> Document:
    """One document over another, as :func:`over` has it."""
    return own._replace(root=over(placed(below), placed(own)))


def over(below: Node, own: Node, key: str = "") -> Node:
    """The nodes of one file over those of another.

    Mappings are merged key by key, lists of things with ids thing by thing, in the order below and
    then as they come. Any other value takes the place of the one below.
    """
    if key in REPLACED or is_whole(key, own) or (key == "majority" and is_whole(key, below)):
        return own
    if isinstance(below, Mapping) and isinstance(own, Mapping):
        if key == "majority":  # that of a light is one statement: at least, or more than, a share
            return _merged(below, own, lambda _below, its, _key: its)
        none = key in _VETOES and not own  # an empty one takes all vetoes of a question away
        return own if none else _merged(below, own, over)
    if isinstance(below, Sequence) and isinstance(own, Sequence) and _have_ids(below, own):
        return _by_id(below, own)
    return own


def is_whole(key: str, node: Node) -> bool:
    """Whether the value of a key is one statement, with which nothing is mixed."""
    ends = _WHOLE_WITH.get(key, ())
    return bool(ends) and (not isinstance(node, Mapping) or any(end in node for end in ends))


def _merged(below: Mapping, own: Mapping, mix: Callable[[Node, Node, str], Node]) -> Mapping:
    found = Mapping(own.mark)
    for key, child in below.items():
        name = next((one for one in (key, *_others(key)) if one in own), "")
        if name:
            found[name], found.keys_at[name] = mix(child, own[name], name), own.keys_at[name]
        else:
            found[key], found.keys_at[key] = child, below.keys_at[key]
    for key, child in own.items():
        if key not in found:
            found[key], found.keys_at[key] = child, own.keys_at[key]
    return found


def _others(key: str) -> Iterator[str]:
    for pair in _SPELLINGS:
        yield from (other for other in pair if key in pair and other != key)


def id_of(node: Node, key: str = "id") -> str:
    """The id of a thing in a list; nothing where it has none."""
    found = node.get(key) if isinstance(node, Mapping) else None
    return found.text.strip() if isinstance(found, Scalar) else ""


def names_in(root: Node) -> list[str]:
    """The ids of all things in the lists of a framework."""
    if isinstance(root, Scalar):
        return []
    inner = root.values() if isinstance(root, Mapping) else root
    own = [] if isinstance(root, Mapping) else [name for name in map(id_of, root) if name]
    return [*own, *(name for child in inner for name in names_in(child))]


def _have_ids(below: Sequence, own: Sequence) -> bool:
    return bool(below) and all(map(id_of, below)) and all(map(id_of, own))


def _by_id(below: Sequence, own: Sequence) -> Sequence:
    mine = {id_of(item): item for item in own}
    found = Sequence(own.mark)
    known = [id_of(item) for item in below]
    found.extend(over(item, mine[id_of(item)]) if id_of(item) in mine else item for item in below)
    found.extend(item for item in own if id_of(item) not in known)
    return found


def some_of(shape: dict[str, Any], key: str = "") -> dict[str, Any]:
    """The JSON Schema of what may stand over another file: of things with ids the id is enough."""
    if key in REPLACED or key == "extends":
        return shape
    found = {**shape}
    for inner in ("properties", "patternProperties"):
        if inner in shape:
            found[inner] = {name: some_of(one, name) for name, one in shape[inner].items()}
    if "properties" in shape:
        found["required"] = ["id"] if "id" in shape["properties"] else []
    for choice in ("anyOf", "oneOf"):
        if choice in shape:
            found[choice] = [some_of(one) for one in shape[choice]]
    if isinstance(shape.get("additionalProperties"), dict):
        found["additionalProperties"] = some_of(shape["additionalProperties"])
    if _is_by_id(shape.get("items", {})):
        found["items"] = some_of(shape["items"])
        found.pop("minItems", None)
    return found


def _is_by_id(items: dict[str, Any]) -> bool:
    kinds = (items, *items.get("anyOf", ()))
    return any("id" in kind.get("properties", ()) for kind in kinds)


_BY_NAME = frozenset(("reach", "ratings", "fixed"))
"""Keys of mappings from the ids of questions or avenues."""

_OF_NAMES = frozenset(("moves", "raises", "lowers"))
"""Keys of lists of the ids of questions."""


def without(root: Node, names: Collection[str]) -> Node:
    """The nodes of a file of a pack without the things of some ids, and without what names them."""
    if isinstance(root, Mapping):
        found = Mapping(root.mark)
        for key, child in root.items():
            kept = child
            if key in _BY_NAME and isinstance(child, Mapping):
                kept = _filtered(child, lambda name: name not in names)
            elif key in _OF_NAMES and isinstance(child, Sequence):
                kept = _of_others(child, names)
            found[key], found.keys_at[key] = without(kept, names), root.keys_at[key]
        return found
    if isinstance(root, Sequence):
        items = Sequence(root.mark)
        items.extend(
            without(item, names)
            for item in root
            if not {id_of(item), id_of(item, "criterion")}.intersection(names)
        )
        if items and not isinstance(items[0], Scalar):
            items[:] = [item for item in items if not _is_empty(item)]
        return items
    return root


def _filtered(node: Mapping, keep: Callable[[str], bool]) -> Mapping:
    found = Mapping(node.mark)
    for key, child in node.items():
        if keep(key):
            found[key], found.keys_at[key] = child, node.keys_at[key]
    return found


def _of_others(node: Sequence, names: Collection[str]) -> Sequence:
    found = Sequence(node.mark)
    found.extend(item for item in node if not (isinstance(item, Scalar) and item.text in names))
    return found


def _is_empty(item: Node) -> bool:
    """Whether nothing is left of a dimension without questions, or of an offer that moves none."""
    lists = (item.get(key) for key in ("criteria", "moves")) if isinstance(item, Mapping) else ()
    return any(isinstance(one, Sequence) and not one for one in lists)


def leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Every single value with its path; a thing in a list is named by its id, else by a number.

    Numbers count from 0, as levels do.
    """
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Mapping):
        for key, child in node.items():
            yield from leaves(child, (*path, key))
    else:
        for number, child in enumerate(node):
            yield from leaves(child, (*path, id_of(child) or str(number)))
