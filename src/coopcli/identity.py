"""What makes two files, two areas or two rubrics the same one: decided here and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, NamedTuple, cast

from coopcli.model import (
    FIRST_LIGHTS,
    FIRST_VOCABULARY,
    Anchor,
    Criterion,
    Dimension,
    Kind,
    Light,
    Offer,
    PartialDate,
    Rubric,
)
from coopcli.paths import shown
from coopcli.problems import file_text

# Files.

FileKey = tuple[int, int] | str


def file_key(path: str) -> FileKey:
    """What all spellings of the path of one file or folder have in common, links followed.

    A file that is not there has the path that it would have.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return os.path.realpath(path) if "\0" not in path else path
    # Not every file system numbers its files.
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(path)


# Areas.


def name_key(name: str) -> str:
    """A name without what does not matter in it: letter case, spaces, hyphens, underscores."""
    return re.sub(r"[\s_-]+", "", name.casefold())


class Claims:
    """Which file has which area id: in one run, pack or result, every id belongs to one file."""

    def __init__(self) -> None:
        self._holders: dict[str, str] = {}

    def clash(self, area: str, file: str) -> str:
        """What is wrong with an area of a file, or nothing where it is the first with its id."""
        if area not in self._holders:
            self._holders[area] = file
            return ""
        holder = file_text(shown(self._holders[area]))
        return f"the id {area!r} is that of {holder} already; give each file its own"


REPEATED_AREA = "repeated-area"
"""The code of the problem that :meth:`Claims.clash` finds."""


# Rubrics.


class Digests(NamedTuple):
    """SHA-256 digests of the content of a rubric; comments and layout enter none.

    ``rule``: what decides a light and its outlook: dimensions, questions by id, weights, lines,
    majority, vetoes, coverage, horizon, and the order of the lights. ``text``: all wording.
    ``rest``: everything else, such as confidence, reach, passages and published lights. The id and
    the version enter none.
    """

    rule: str
    text: str
    rest: str


class RubricChange(Enum):
    """The gravest difference between two states of a rubric; only ``RULE`` can change a light."""

    RULE = "rule"
    REST = "rest"
    TEXT = "text"
    NONE = "none"


class Version(NamedTuple):
    """A state of a rubric; results of older programs know no digest but that of the rule."""

    id: str
    version: str
    digests: Digests

    def change_to(self, other: Version) -> RubricChange:
        """What of the rubric differs in another state; what is not known is no difference."""
        if (self.id, self.digests.rule) != (other.id, other.digests.rule):
            return RubricChange.RULE
        for change, old, new in (
            (RubricChange.REST, self.digests.rest, other.digests.rest),
            (RubricChange.TEXT, self.digests.text, other.digests.text),
        ):
            if old and new and old != new:
                return change
        return RubricChange.NONE


def version_of(rubric: Rubric) -> Version:
    """The state of a rubric as it was read."""
    digests = digests_from(rubric.digest) or digests_of(rubric)
    return Version(rubric.id, rubric.version, digests)


def digest_word(digests: Digests) -> str:
    """The digests as one word, as results carry them: ``sha256:RULE:TEXT:REST``."""
    return ":".join(("sha256", *digests))


def digests_from(word: str) -> Digests | None:
    """The digests in a word of :func:`digest_word`; ``None`` where it has another form."""
    match word.split(":"):
        case ["sha256", rule, text, rest]:
            return Digests(rule, text, rest)
    return None


def digests_of(rubric: Rubric) -> Digests:
    """The digests of a rubric."""
    parts: dict[str, list[str]] = {part: [] for part in Digests._fields}
    _sort(rubric, "rest", "", parts)
    return Digests(**{part: _sha256(leaves) for part, leaves in parts.items()})


def question_digest(criterion: Criterion) -> str:
    """The digest of what a rater reads of a question: its id, its words and its anchors."""
    # A label says the same as its text: what it says enters the digest, once.
    anchors = {level: anchor.text for level, anchor in criterion.anchors.items()}
    read = (criterion.id, criterion.question, criterion.substance, anchors)
    parts: dict[str, list[str]] = {"text": []}
    _sort(read, "text", "", parts)
    return _sha256(parts["text"])


def receipt_of(text: str) -> str:
    """The receipt of an answer sheet: 128 bits of the SHA-256 of its text, in groups of four.

    It changes with every change of the text, and 128 bits are too many to find two sheets that
    have one receipt. Nobody finds the answers by trying all of them: the nonce in the sheet has as
    many bits, and is not known.
    """
    digits = _sha256([text])[:32]
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


_RULE: dict[type, tuple[str, ...]] = {
    Rubric: ("lines", "majority", "majorities", "coverage", "horizon_months", "minimum_questions"),
    Dimension: ("id",),
    Criterion: ("id", "weight", "veto", "applies_to", "may_be_not_applicable"),
}
"""The fields of each class that decide a light."""

_TEXT = frozenset(
    (
        *("title", "name", "about", "meaning", "next", "question", "anchors", "substance"),
        *("beyond", "what", "forum", "also", "because", "scale", "introduction"),
        *("subject", "label"),
    )
)
"""The fields that hold wording, of whatever class."""

_ADDED = {
    "applies_to": None,
    "may_be_not_applicable": False,
    "minimum_questions": 1,
    "subject": "",
    "label": "",
    "vocabulary": FIRST_VOCABULARY,
    "forms": (),
    "begins": False,
}
"""The fields that older rubrics do not have, each with what it is where it says nothing."""

_NAMED_APART: dict[type, tuple[str, ...]] = {
    Rubric: ("id", "version", "digest", "sources", "earlier"),
    Light: ("rank", "id"),
}
"""What is no content of the file of a rubric, or stands beside the digests or in the order."""


def _sort(value: Any, part: str, path: str, parts: dict[str, list[str]]) -> None:
    """Puts every single value of an object, with its path, into the part that it belongs to."""
    kind = type(value)
    if kind is Anchor and not value.label:
        value, kind = value.text, str
    if kind in _WORDS or (inner := _inner(value, kind)) is None:
        word = value if kind is str else value.name if isinstance(value, Enum) else str(value)
        # The length keeps a value that looks like the next one from being one.
        parts[part].append(f"{path}={len(word)}:{word}")
        return
    for name, mine, item in inner:
        _sort(item, mine or part, f"{path}.{name}", parts)


_WORDS = frozenset((str, int, bool, type(None), PartialDate))
"""Types of single values that are met often."""

_FIELDS: dict[type, list[tuple[str, str]]] = {}
"""The fields of each class of records, each with the part that it belongs to, if to one always."""


def _inner(value: Any, kind: type) -> Iterable[tuple[str, str, Any]] | None:
    """What an object holds: name, part where it has one of its own, value; ``None`` if nothing.

    What a mapping holds comes in the order of names.
    """
    if issubclass(kind, Mapping):
        keyed = {_key(key): item for key, item in value.items()}
        return [(key, "", item) for key, item in sorted(keyed.items())]
    if kind is tuple:
        return [(str(position), "", item) for position, item in enumerate(value)]
    if kind not in _FIELDS:
        if not issubclass(kind, tuple) and not is_dataclass(kind):
            return None
        _FIELDS[kind] = [(name, _part(kind, name)) for name in _names(kind)]
    own = _FIELDS[kind]
    if kind is Rubric and value.majority is not None:
        # One majority for all lights is written as one, as it always was.
        own = [("majority" if name == "majorities" else name, part) for name, part in own]
    if kind in _RULE or kind is Offer:
        # What was added later is left out where it says nothing, so that digests stay.
        own = [
            one for one in own if one[0] not in _ADDED or getattr(value, one[0]) != _ADDED[one[0]]
        ]
    found = [(name, part, getattr(value, name)) for name, part in own]
    if kind is Rubric and (order := _order(value.lights)) != _order(FIRST_LIGHTS):
        found.append(("order", "rule", order))
    return found


def _key(key: Any) -> Any:
    """The name of a key of a mapping."""
    if isinstance(key, Kind):
        return key.id.upper().replace("-", "_")
    return key.name if isinstance(key, Enum) else key


def _names(kind: type) -> Iterable[str]:
    apart = _NAMED_APART.get(kind, ())
    names: Iterable[str]
    if issubclass(kind, tuple):
        names = cast(Any, kind)._fields
    else:
        names = (field.name for field in fields(cast(Any, kind)) if field.init)
    return [name for name in names if name not in apart]


def _part(kind: type, name: str) -> str:
    return "text" if name in _TEXT else "rule" if name in _RULE.get(kind, ()) else ""


def _order(lights: Iterable[Light]) -> str:
    """The lights from the best to the worst; the first ones are written nowhere, as ever."""
    return " ".join(light.id for light in lights)


def _sha256(leaves: list[str]) -> str:
    from hashlib import sha256  # loads OpenSSL: only results need it

    return sha256("\n".join(leaves).encode()).hexdigest()
