"""The framework file of a pack with what is below it: the rubric that it extends, and defaults."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from coopcli.identity import file_key
from coopcli.problems import InvalidInput, Problem, hint, visible
from coopcli.reading import source
from coopcli.reading.defaults import NOWHERE, for_each_light, in_dimensions, with_defaults
from coopcli.reading.joined import id_of, is_whole, leaves, names_in, over, placed, without
from coopcli.reading.log import mark_at
from coopcli.reading.source import Document, Mapping, Node, Scalar, Sequence

RUBRIC_FILE = "rubric.yaml"

OWN = ("id", "version", "extends", "drop", "earlier")
"""Keys that a rubric does not take over from the one that it extends."""


class Framework(NamedTuple):
    """A framework file as it holds, and the folders of the packs that it extends, nearest first.

    ``dropped``: the ids of what those packs have and this one leaves out.
    """

    document: Document
    below: tuple[Path, ...] = ()
    dropped: frozenset[str] = frozenset()


Find = Callable[[str], Path | None]
"""The folder of a pack that comes with the program, by name."""


def framework_in(folder: Path, find: Find) -> Framework:
    """The framework of the pack in a folder, with defaults for what no file says.

    Raises: InvalidInput when a file cannot be read, extends an unknown rubric or, in turn, itself.
    """
    found = _joined(folder, find, ())
    root = with_defaults(found.document.root)
    return found._replace(document=found.document._replace(root=root))


def _joined(folder: Path, find: Find, above: tuple[Path, ...]) -> Framework:
    document = source.read(str(folder / RUBRIC_FILE))
    word = extended(document)
    if word is None:
        return Framework(document)
    below = _folder_below(document, word, folder, find)
    chain = (*above, folder)
    if file_key(str(below)) in [file_key(str(one)) for one in chain]:
        names = " extends ".join(visible(one.name or str(one)) for one in (*chain, below))
        _refuse(document, word, "extends-itself", f"a rubric cannot extend itself: {names}")
    base = _joined(below, find, chain)
    dropped = _dropped(placed(base.document), document)
    joined = _over(base.document, document, dropped)
    if dropped and not _asks(joined.root):
        message = "'drop' leaves no question of the rubric below; keep one, or ask one here"
        raise InvalidInput(
            [Problem(document.where(mark_at(document.root, ["drop"])), "nothing-left", message)]
        )
    return Framework(joined, (below, *base.below), base.dropped | dropped)


def _asks(root: Node) -> bool:
    parts = root.get("dimensions") if isinstance(root, Mapping) else None
    return bool(parts) or (isinstance(root, Mapping) and "criteria" in root)


def extended(document: Document) -> Scalar | None:
    """The word in a framework file for the rubric that it extends."""
    node = document.root.get("extends") if isinstance(document.root, Mapping) else None
    word = node.get("rubric") if isinstance(node, Mapping) else node
    return word if isinstance(word, Scalar) and word.text.strip() else None


_NO_PACK = (
    "no rubric pack {!r} here or built in; name one, or its folder as seen from this one: ../other"
)


def _folder_below(document: Document, word: Scalar, folder: Path, find: Find) -> Path:
    name = word.text.strip()
    if known := find(name):
        return known
    path = Path(os.path.normpath(folder / name))
    if os.path.isfile(path / RUBRIC_FILE):
        return path
    _refuse(document, word, "unknown-rubric", _NO_PACK.format(name))
    return path


def _over(below: Document, own: Document, dropped: frozenset[str]) -> Document:
    """One framework file over another, without the things that it drops."""
    base, root = placed(below), placed(own)
    assert isinstance(base, Mapping)  # noqa: S101 - it was read as one
    if not isinstance(root, Mapping):
        return own
    for key in OWN:
        base.pop(key, None)
    whole = in_dimensions(base)
    found = over(without(whole, dropped), in_dimensions(root))
    rule = whole.get("rule")
    majority = rule.get("majority") if isinstance(rule, Mapping) else None
    if majority is not None and is_whole("majority", majority):
        for_each_light(found, majority)
    # A sentence on the questions below, and on how many they are, is not true of others.
    if (
        isinstance(found, Mapping)
        and "introduction" not in root
        and _questions(found) != _questions(whole)
    ):
        found.pop("introduction", None)
    return own._replace(root=found)


def _questions(root: Node) -> list[str]:
    """The ids of all questions of a framework, as far as can be seen."""
    parts = root.get("dimensions") if isinstance(root, Mapping) else None
    asked = [part.get("criteria") for part in _items(parts) if isinstance(part, Mapping)]
    return [id_of(one) for some in asked for one in _items(some)]


def _items(node: Node | None) -> Sequence:
    return node if isinstance(node, Sequence) else Sequence(NOWHERE)


def _dropped(base: Node, own: Document) -> frozenset[str]:
    """The ids that a file drops; each must be there to be dropped."""
    node = own.root.get("drop") if isinstance(own.root, Mapping) else None
    items = node if isinstance(node, list) else []
    known = names_in(base)
    problems = [
        Problem(
            own.where(item.mark),
            "nothing-to-drop",
            f"the rubric below has no {item.text!r}{hint(item.text, known)}",
        )
        for item in items
        if isinstance(item, Scalar) and item.text not in known
    ]
    if problems:
        raise InvalidInput(problems)
    return frozenset(item.text for item in items if isinstance(item, Scalar))


def _refuse(document: Document, node: Scalar, code: str, message: str) -> None:
    raise InvalidInput([Problem(document.where(node.mark), code, message)])


class Value(NamedTuple):
    """One value in force, the keys that lead to it, and its place; no line for a default."""

    keys: tuple[str, ...]
    value: str
    path: str
    line: int


def values_of(document: Document) -> Iterator[Value]:
    """Every value of a framework as it holds, in its order."""
    for keys, leaf in leaves(document.root):
        where = document.where(leaf.mark)
        usual = leaf.mark is NOWHERE
        yield Value(keys, leaf.text, "" if usual else where.path, 0 if usual else where.line)
