"""What a report cites: numbered notes, the documents that they stand in, and offers."""

from __future__ import annotations

import pytest

from coopcli.model import Passage
from coopcli.results.parts import Evidence, Offer, Source
from coopcli.text.blocks import Cite, Heading, Items, Notes
from coopcli.text.notes import Citations, documents, evidence_note, offer_line
from coopcli.text.plain import plain
from tests.examples import day

ITEM = Evidence(
    id="a-law",
    summary="A law bars sales.",
    event=None,
    known=day("2020"),
    passage=Passage("river", "Sales", 3),
    kind="binding-act",
    reported=False,
    voice=(),
    side="a",
    raises=(),
    lowers=(),
    conflicts=(),
    supersedes=(),
    note="",
)
RIVER = Source("river", "The River", ("A. Aa",), "", day("2020"), "report", "")
LAKE = RIVER._replace(id="lake", title="The Lake")


def test_evidence_is_numbered_in_the_order_in_which_it_is_cited() -> None:
    citations = Citations()

    assert citations.cite(["b", "a"]) == (" ", Cite(1), " ", Cite(2))
    assert citations.cite(["a", "c"]) == (" ", Cite(2), " ", Cite(3))
    notes = citations.notes([ITEM._replace(id="a"), ITEM._replace(id="b"), ITEM._replace(id="d")])
    assert [(note.number, note.id) for note in notes.notes] == [(1, "b"), (2, "a")]


def test_a_report_closes_with_what_it_cites_and_the_documents_of_that() -> None:
    citations = Citations()
    citations.cite(["a-law"])
    items = [ITEM, ITEM._replace(id="other", passage=Passage("lake", "", None))]

    evidence, notes, sources, listed = citations.closing(items, [LAKE, RIVER])

    assert (evidence, sources) == (Heading("Evidence"), Heading("Sources"))
    assert isinstance(notes, Notes)
    assert [note.id for note in notes.notes] == ["a-law"]
    assert isinstance(listed, Items)
    assert [plain(item) for item in listed.lines] == ["river: A. Aa (2020), The River."]
    assert list(documents([LAKE, RIVER]))[1] != listed


def test_a_report_that_cites_nothing_closes_with_nothing() -> None:
    assert list(Citations().closing([ITEM], [RIVER])) == []


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (ITEM, "river, “Sales” ¶ 3. Binding act; known 2020"),
        (ITEM._replace(event=day("2020")), "river, “Sales” ¶ 3. Binding act; known 2020"),
        (ITEM._replace(event=day("2019")), "river, “Sales” ¶ 3. Binding act; 2019, known 2020"),
        (
            ITEM._replace(voice=("B. Bb", "C. Cc"), reported=True),
            "river, “Sales” ¶ 3. Binding act, reported according to B. Bb and C. Cc; known 2020",
        ),
    ],
)
def test_a_note_says_what_when_who_and_where(item: Evidence, words: str) -> None:
    assert plain(evidence_note(item)) == f"A law bars sales. {words}. a-law"


def test_a_note_repeats_no_fact_that_the_report_printed() -> None:
    citations = Citations()
    citations.cite(["a-law", "other"])

    assert citations.unprinted(["a-law"]) == ["a-law"]
    assert citations.unprinted(["a-law", "third"]) == ["third"]
    notes = citations.notes([ITEM, ITEM._replace(id="other")], facts=False, ids=False)
    assert [plain(note.line) for note in notes.notes] == [
        "river, “Sales” ¶ 3. Binding act; known 2020.",
        "A law bars sales. river, “Sales” ¶ 3. Binding act; known 2020.",
    ]


def test_an_offer_names_the_forum_where_both_sit() -> None:
    offer = Offer("talks", "Talks.", ("fear",), "", Passage("river", "Sales", None))

    assert plain(offer_line(offer)) == "Talks. (river, “Sales”)"
    with_forum = offer._replace(forum="the council")
    assert (
        plain(offer_line(with_forum))
        == "Talks. Forum with both as members: the council. (river, “Sales”)"
    )
