"""The part of a framework file on its words, and the fields of other files that hold one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coopcli.model import FIRST_VOCABULARY, Kind, Vocabulary
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.shapes import ID, YES_NO, Choice, Description, ListOf, whole_number
from coopcli.reading.source import Document, Node, Scalar
from coopcli.reading.source import Mapping as Nodes


class _Kind:
    """A word, or a mapping that says of the word what it means to the rule."""

    def __init__(self, record: Record, plain: Callable[[str], Any]) -> None:
        self._record, self._plain = record, plain

    def read(self, node: Node, log: Log) -> Any:
        if not isinstance(node, Scalar):
            return self._record.read(node, log)
        word = ID.read(node, log)
        return None if word is None else self._plain(word)

    def describe(self) -> Description:
        return {"anyOf": [ID.describe(), self._record.describe()]}


class _Kinds:
    """A list of such words, each once."""

    def __init__(self, kind: _Kind) -> None:
        self._list = ListOf(kind, 1, 100)

    def read(self, node: Node, log: Log) -> tuple[Any, ...] | None:
        kinds = self._list.read(node, log)
        words = [kind[0] for kind in kinds or ()]
        for place, word in enumerate(words):
            if word in words[:place] or word == "default":
                used = "stands twice"
                if word == "default":
                    used = "names what every other kind has; choose another word"
                log.add(node[place].mark, "repeated-item", f"{word!r} {used}")  # type: ignore[index]
                return None
        return kinds

    def describe(self) -> Description:
        return self._list.describe() | {"uniqueItems": True}


_KIND = _Kind(
    Record(
        "a kind of evidence",
        Kind,
        {
            "id": Field(ID, "the word"),
            "official": Field(
                YES_NO,
                "true where it has official weight, if its document is official",
                False,
            ),
            "declaration": Field(
                YES_NO, "true where it says what shall be done and shows nothing done", False
            ),
            "opinion": Field(YES_NO, "true where one voice counts less than two", False),
        },
    ),
    Kind,
)

_SOURCE_KIND = _Kind(
    Record(
        "a kind of document",
        lambda id, official: (id, official),  # noqa: A006 - as in the file
        {
            "id": Field(ID, "the word"),
            "official": Field(YES_NO, "true where it is an official document", False),
        },
    ),
    lambda word: (word, False),
)

VOCABULARY = Record(
    "a vocabulary",
    lambda forms, evidence, sources: Vocabulary(forms, evidence, dict(sources)),
    {
        "forms": Field(
            ListOf(ID, 1, 100, distinct=True), "forms that areas can have", FIRST_VOCABULARY.forms
        ),
        "evidence": Field(_Kinds(_KIND), "kinds of evidence", FIRST_VOCABULARY.kinds),
        "sources": Field(
            _Kinds(_SOURCE_KIND), "kinds of document", tuple(FIRST_VOCABULARY.sources.items())
        ),
    },
)


def vocabulary_in(document: Document) -> Vocabulary | None:
    """The words that a framework file names; ``None`` where what it says of them is not sound."""
    node = document.root.get("vocabulary") if isinstance(document.root, Nodes) else None
    if node is None:
        return FIRST_VOCABULARY
    found: Vocabulary | None = VOCABULARY.read(node, Log(document))
    return found


class Word:
    """A word of the rubric's vocabulary, and what it stands for; any id where that is not known."""

    def __init__(
        self, known: Callable[[Vocabulary], Mapping[str, Any]], unknown: Callable[[str], Any] = str
    ) -> None:
        self._known, self._unknown = known, unknown

    def read(self, node: Node, log: Log) -> Any:
        if log.vocabulary is not None:
            return Choice(self._known(log.vocabulary)).read(node, log)
        word = ID.read(node, log)
        return None if word is None else self._unknown(word)

    def describe(self) -> Description:
        return ID.describe() | {"examples": list(self._known(FIRST_VOCABULARY))}


FORM = Word(lambda words: {form: form for form in words.forms})
KIND = Word(lambda words: {kind.id: kind for kind in words.kinds}, Kind)
SOURCE_KIND = Word(lambda words: {kind: kind for kind in words.sources})


class _HalfLives:
    """Months for kinds of evidence, and for every other kind."""

    def read(self, node: Node, log: Log) -> dict[Kind, int] | None:
        kinds = {kind.id: kind for kind in (log.vocabulary or FIRST_VOCABULARY).kinds}
        months = _half_lives(kinds).read(node, log)
        if months is None:
            return None
        own = {kind: months[word.replace("-", "_")] for word, kind in kinds.items()}
        return {kind: found or months["default"] for kind, found in own.items()}

    def describe(self) -> Description:
        found = _half_lives([kind.id for kind in FIRST_VOCABULARY.kinds]).describe()
        return found | {"additionalProperties": _MONTHS.describe()}


_MONTHS = whole_number(1, 1200)

HALF_LIVES = _HalfLives()


def _half_lives(kinds: Any) -> Record:
    fields = {"default": Field(_MONTHS, "for every other kind", usual=True)}
    return Record(
        "a set of half-lives", dict, fields | {k: Field(_MONTHS, f"for {k}", None) for k in kinds}
    )
