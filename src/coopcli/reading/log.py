"""What is wrong with a file, gathered with its places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from coopcli.model import MOST_LEVELS, Fault, Vocabulary
from coopcli.problems import InvalidInput, Location, Problem
from coopcli.reading.source import Document, Mapping, Node, Scalar, Sequence

T = TypeVar("T")

MOST_PROBLEMS = 100
"""Most problems of one file that are reported; near names for thousands would take minutes."""


class Log:
    """Gathers the problems of one file, and knows the rubric that it belongs to.

    ``highest``: the highest level of its scale; ``scaled``: whether that is known; ``lights``: the
    ids of its lights, best first, none where they are not known.
    """

    def __init__(
        self, document: Document, highest: int = MOST_LEVELS - 1, lights: tuple[str, ...] = ()
    ) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.vocabulary: Vocabulary | None = None
        self.highest, self.scaled, self.lights = highest, True, lights

    @property
    def aims(self) -> tuple[str, ...]:
        """The lights that ask something of the answers: all but the worst."""
        return self.lights[:-1]

    def add(self, mark: Any, code: str, message: str) -> None:
        """Note what is wrong at a mark."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.document.where(mark), code, message))

    def blame(self, faults: Iterable[Fault]) -> None:
        """Note faults of built objects at the fields that their paths lead to."""
        for fault in faults:  # found one by one, so that no more are looked for than are printed
            if len(self.problems) == MOST_PROBLEMS:
                break
            self.add(mark_at(self.document.root, fault.path), fault.code, fault.message)

    def sound(self, value: T | None) -> T:
        """The value that was read.

        Raises: InvalidInput with all problems, in the order of the file, if there are any.
        """
        if self.problems or value is None:
            found = sorted(self.problems, key=lambda problem: problem.where)
            if len(found) == MOST_PROBLEMS:
                rest = f"after {MOST_PROBLEMS} problems the rest of the file is not looked at"
                found.append(Problem(Location(self.document.path), "too-many-problems", rest))
            raise InvalidInput(found)
        return value


def mark_at(root: Node, path: Iterable[str | int]) -> Any:
    """The mark of the node at a path of keys and positions, or of the last node on the way.

    A word at a list leads to the item that has it as its id.
    """
    node, mark = root, root.mark
    for step in path:
        if isinstance(node, Sequence) and isinstance(step, str):
            step = next((i for i, item in enumerate(node) if _id_of(item) == step), len(node))
        if step == "veto" and isinstance(node, Mapping) and step not in node:
            step = "gate"  # the older spelling of the key
        if isinstance(node, Mapping) and isinstance(step, str) and step in node:
            # The key is named where the value is a collection: that is where a reader looks.
            one = node[step]
            mark = _mark(one, mark) if isinstance(one, Scalar) else node.keys_at[step]
            node = one
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            node = node[step]
            mark = node.mark
        else:
            break
    return mark


def _mark(node: Node, before: Any) -> Any:
    """The mark of a node, or the one before where no file has it: it is a default."""
    return before if getattr(node.mark, "path", None) == "" else node.mark


def _id_of(node: Node) -> str:
    own = node.get("id") if isinstance(node, Mapping) else None
    return own.text if isinstance(own, Scalar) else ""
