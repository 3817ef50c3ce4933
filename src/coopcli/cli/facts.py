"""The options for a fact of one's own and its document, and questions where they are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, NamedTuple

import typer

from coopcli.authoring.evidence import Fact, wrong_document, wrong_item
from coopcli.cli.prompts import Prompts
from coopcli.model import (
    ALL_PARTIES,
    UNSTATED,
    IssueArea,
    PartialDate,
    Rubric,
    Source,
    Vocabulary,
)
from coopcli.problems import hint, refuse

NONE = "none"
"""The answer that leaves something out."""

Wrong = Callable[[str, str], str]
"""What is wrong with the value of a key, or nothing."""


def _text(flag: str, about: str, metavar: str = "TEXT") -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        flag, metavar=metavar, help=about, show_default=False
    )
    return info


SummaryOption = Annotated[str, _text("--summary", "The fact: what happened or is claimed.")]
EventOption = Annotated[str, _text("--event", "The fact: when it happened, if dated.", "DATE")]
PublicOption = Annotated[str, _text("--public", "The fact: when it became public.", "DATE")]
KindOption = Annotated[
    str, _text("--kind", "The fact: its kind, such as talks; a word of the rubric.", "KIND")
]
SideOption = Annotated[
    str, _text("--side", "The fact: the party it speaks of, unstated, or both (usual).", "PARTY")
]
RaisesOption = Annotated[
    list[str] | None,
    _text("--raises", "The fact: a question whose level it raises. Repeatable.", "QUESTION"),
]
LowersOption = Annotated[
    list[str] | None,
    _text("--lowers", "The fact: a question whose level it lowers. Repeatable.", "QUESTION"),
]
SourceOption = Annotated[str, _text("--source", "The document that says so, by its id.", "ID")]
SectionOption = Annotated[str, _text("--section", "The heading, or the place in the document.")]
ParagraphOption = Annotated[str, _text("--paragraph", "The paragraph below it, from 1.", "N")]
TitleOption = Annotated[str, _text("--title", "A new document: its title.")]
AuthorOption = Annotated[
    list[str] | None, _text("--author", "A new document: who wrote it. Repeatable.", "NAME")
]
DatedOption = Annotated[str, _text("--dated", "A new document: when it was published.", "DATE")]
SortOption = Annotated[
    str, _text("--sort", "A new document: report, article or another word of the rubric.", "SORT")
]


class Around(NamedTuple):
    """What a fact is held against: the words of its keys, and the documents.

    ``asked``: the questions that the form leaves. ``fixed``: documents of the pack, whose headings
    are given; ``about``: the question that the fact must speak to.
    """

    kinds: list[str]
    sorts: list[str]
    parties: list[str]
    questions: list[str]
    asked: list[str]
    documents: Mapping[str, Source]
    fixed: frozenset[str]
    vocabulary: Vocabulary
    about: str = ""


def around(area: IssueArea, rubric: Rubric, about: str = "") -> Around:
    """What a fact of an area is held against; ``about``: the question that it must speak to."""
    own_first = sorted(area.sources.values(), key=lambda source: source.id in rubric.sources)
    documents = {source.id: source for source in own_first}
    return Around(
        [kind.id for kind in rubric.vocabulary.kinds],
        [*rubric.vocabulary.sources],
        [party.id for party in rubric.parties],
        [*rubric.criteria],
        [one.id for one in rubric.criteria.values() if one.asked_of(area.form)],
        documents,
        frozenset(rubric.sources),
        rubric.vocabulary,
        about,
    )


class Given(NamedTuple):
    """What flags say of a fact; empty is what they do not say."""

    summary: str = ""
    event: str = ""
    public: str = ""
    kind: str = ""
    side: str = ""
    raises: tuple[str, ...] = ()
    lowers: tuple[str, ...] = ()
    source: str = ""
    section: str = ""
    paragraph: str = ""
    title: str = ""
    author: tuple[str, ...] = ()
    dated: str = ""
    sort: str = ""


def fact_from(name: str, given: Given, around: Around, prompts: Prompts) -> Fact:
    """A fact from what flags say, and from answers for what they do not.

    Raises: InvalidInput where nobody is asked and something is missing, or a flag is wrong; Ended.
    """
    asked = _Asked(prompts)
    item: dict[str, object] = {"id": asked.value("id", "Id", "--evidence", name, wrong_item)}
    item["summary"] = asked.value(
        "summary", "What happened or is claimed", "--summary", given.summary, wrong_item
    )
    item["source"] = asked.value(
        "source", f"Document{_known(around)}", "--source", given.source, wrong_item
    )
    document = _document(str(item["source"]), given, around, asked)
    old = around.documents.get(str(item["source"]))
    fixed = old is not None and old.id in around.fixed
    item["section"] = asked.value(
        "section",
        f"Heading in it{_headings(old)}" if fixed else "Heading or place in it",
        "--section",
        given.section,
        _one_of_headings(old) if fixed else wrong_item,
    )
    paragraph = given.paragraph
    if paragraph or not prompts.silent:
        question = "Paragraph below it, from 1, or none"
        paragraph = asked.value("paragraph", question, "--paragraph", paragraph, _or_none, NONE)
    if paragraph and paragraph != NONE:
        item["paragraph"] = int(paragraph)
    published = old.date if old else PartialDate.parse(str(document and document["date"]))
    if given.event:
        item["event"] = asked.value("event", "", "--event", given.event, wrong_item)
    public = asked.value(
        *("known", "When it became public", "--public", given.public),
        _not_after(published),
        published.text,
    )
    known = PartialDate.parse(public)
    # What became public in the month of its document did so by the day of that.
    item["known"] = public if known.last <= published.last else published.text
    item["kind"] = asked.choice("Kind", "--kind", given.kind, around.kinds)
    if given.side or around.parties:
        both = ALL_PARTIES[0]
        item["side"] = asked.choice(
            "Side that it speaks of", "--side", given.side, [*around.parties, UNSTATED, both], both
        )
    item |= _directions(given, around, asked)
    sort = str(document["kind"]) if document else around.documents[str(item["source"])].kind
    words = around.vocabulary
    official = [kind.id for kind in words.kinds if kind.official]
    if item["kind"] in official and not words.sources.get(sort):
        item["reported"] = True
    keys = (
        *("id", "summary", "event", "known", "source", "section", "paragraph", "kind"),
        *("reported", "side", "raises", "lowers"),
    )
    found = {key: item[key] for key in keys if key in item}
    return Fact(found, document, tuple(_notes(found, public)))


def _or_none(key: str, text: str) -> str:
    return "" if text == NONE else wrong_item(key, text)


def _notes(item: Mapping[str, object], given: str) -> Iterator[str]:
    """What its author should know of a fact; ``given``: the date that was given for it."""
    source = item["source"]
    if item["known"] != given:
        known = item["known"]
        yield f"{source} was written before {given} was over, so its own date is taken: {known}."
    if item.get("reported"):
        yield f"It is marked as reported: {source} is no official document itself."
    if not item.get("raises") and not item.get("lowers"):
        yield "It speaks to no question yet; 'rate' can link it to one."


def _headings(source: Source | None) -> str:
    found = [section.heading for section in source.sections] if source else []
    return f" ({'; '.join(found)})"


def _one_of_headings(source: Source | None) -> Wrong:
    known = [section.heading for section in source.sections] if source else []

    def check(key: str, text: str) -> str:
        fits = text in known
        return wrong_item(key, text) or ("" if fits else f"No such heading{hint(text, known)}")

    return check


def _not_after(published: PartialDate) -> Wrong:
    """No document can tell what became known after its own date."""

    def check(key: str, text: str) -> str:
        if wrong := wrong_item(key, text):
            return wrong
        late = PartialDate.parse(text).first > published.last
        return f"The document is of {published}, and cannot know of {text}" if late else ""

    return check


def _known(around: Around) -> str:
    return f" (there are {', '.join(around.documents)}; or a new id)" if around.documents else ""


def _document(name: str, given: Given, around: Around, asked: _Asked) -> dict[str, object] | None:
    if name in around.documents:
        return None
    title = asked.value("title", "Its title", "--title", given.title, wrong_document)
    authors = list(given.author) or [
        part.strip()
        for part in asked.value(
            "authors", "Who wrote it (several: with semicolons)", "--author", "", _wrong_authors
        ).split(";")
        if part.strip()
    ]
    return {
        "id": name,
        "title": title,
        "authors": authors,
        "date": asked.value("date", "Its date", "--dated", given.dated, wrong_document),
        "kind": asked.choice("What it is", "--sort", given.sort, around.sorts),
    }


def _wrong_authors(_key: str, text: str) -> str:
    return "" if text.strip(" ;") else "A name is needed"


def _directions(given: Given, around: Around, asked: _Asked) -> dict[str, list[str]]:
    raises, lowers = [*given.raises], [*given.lowers]
    for flag, names in (("--raises", raises), ("--lowers", lowers)):
        for name in names:
            if name not in around.questions:
                refuse(
                    "unknown-criterion",
                    f"{flag}: there is no question {name!r}{hint(name, around.questions)}",
                )
    about = around.about
    if about and about not in raises and about not in lowers:
        question = f"Does it raise or lower the level of {about}"
        flag = f"--raises {about} or --lowers {about}"
        way = asked.choice(question, flag, "", ["raises", "lowers"])
        (raises if way == "raises" else lowers).append(about)
    elif not raises and not lowers:
        asked.prompts.show(f"It can raise or lower the level of: {', '.join(around.asked)}.")
        raises = asked.names("Those that it raises", "--raises", around.questions)
        lowers = asked.names("Those that it lowers", "--lowers", around.questions)
    return {key: names for key, names in (("raises", raises), ("lowers", lowers)) if names}


class _Asked:
    """Takes a value from its flag, or asks for it."""

    def __init__(self, prompts: Prompts) -> None:
        self.prompts = prompts

    def value(
        self, key: str, question: str, flag: str, given: str, check: Wrong, usual: str = ""
    ) -> str:
        if given:
            if message := check(key, given):
                refuse("wrong-value", f"{flag}: {message}")
            return given
        if usual and self.prompts.silent:
            return usual
        return self.prompts.ask(question, flag, usual=usual, check=lambda text: check(key, text))

    def choice(
        self, question: str, flag: str, given: str, words: list[str], usual: str = ""
    ) -> str:
        if given and given not in words:
            message = f"{', '.join(words)} are known, not {given!r}{hint(given, words)}"
            refuse("wrong-value", f"{flag}: {message}")
        if given or (usual and self.prompts.silent):
            return given or usual
        return self.prompts.choose(question, flag, words, usual=usual)

    def names(self, question: str, flag: str, known: list[str]) -> list[str]:
        if self.prompts.silent:
            return []

        def check(text: str) -> str:
            words = [word for word in text.replace(",", " ").split() if word != NONE]
            wrong = [word for word in words if word not in known]
            return f"There is no question {wrong[0]!r}{hint(wrong[0], known)}" if wrong else ""

        ids = "ids of questions with spaces between, or none"
        text = self.prompts.ask(f"{question} ({ids})", flag, usual=NONE, check=check)
        return [word for word in text.replace(",", " ").split() if word != NONE]
