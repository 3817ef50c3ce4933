"""What a report cites: numbered notes, the documents that they stand in, and offers."""

from __future__ import annotations

import pytest

from coopcli.model import Passage
from coopcli.results.parts import Evidence, Offer, Source
from coopcli.text.blocks import Cite, Heading, Items, Link, Notes, Web
from coopcli.text.notes import (
    Citations,
    Cited,
    DocumentCitations,
    Places,
    SharedCitations,
    address,
    document_notes,
    document_sources,
    documents,
    evidence_note,
    offer_line,
)
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


def test_a_note_is_whole_where_nothing_else_is_asked_for() -> None:
    citations = Citations()
    citations.cite(citations.unprinted(["a-law"]))

    assert [note.line for note in citations.notes([ITEM]).notes] == [evidence_note(ITEM)]


def test_an_offer_names_the_forum_where_both_sit() -> None:
    offer = Offer("talks", "Talks.", ("fear",), "", Passage("river", "Sales", None))

    assert plain(offer_line(offer)) == "Talks. (river, “Sales”)"
    with_forum = offer._replace(forum="the council")
    assert (
        plain(offer_line(with_forum))
        == "Talks. Forum with both as members: the council. (river, “Sales”)"
    )


def test_an_argument_has_a_number_in_the_place_of_each_mark() -> None:
    citations = Citations()

    assert citations.argued("It sells [b] and buys [a].") == (
        *("It sells", " ", Cite(1), " and buys", " ", Cite(2), "."),
    )
    assert citations.numbered() == [(1, "b"), (2, "a")]


def test_a_headline_ends_with_what_it_rests_on_and_does_not_mark() -> None:
    citations = Citations()

    assert citations.headline("It sells [b].", ["b", "a"]) == (
        *("It sells", " ", Cite(1), ".", " ", Cite(2)),
    )


def test_all_items_of_one_document_have_its_number() -> None:
    items = [ITEM, ITEM._replace(id="b", passage=Passage("lake", "", None)), ITEM._replace(id="c")]

    citations = DocumentCitations(items)

    assert [citations.number(name) for name in ("b", "a-law", "c")] == [1, 2, 2]


def test_items_of_one_id_that_differ_have_numbers_of_their_own_in_a_document() -> None:
    numbers: dict[Cited, int] = {}
    first = SharedCitations([ITEM], [RIVER], numbers)
    again = SharedCitations([ITEM], [RIVER, LAKE], numbers)
    other = SharedCitations([ITEM._replace(summary="Otherwise.")], [RIVER], numbers)

    assert [citations.number("a-law") for citations in (first, other, again)] == [1, 2, 1]
    assert list(numbers) == [(ITEM, RIVER), (ITEM._replace(summary="Otherwise."), RIVER)]


def test_the_notes_of_a_document_lead_to_its_sources() -> None:
    lone = RIVER._replace(id="sea", authors=("B. Bb",), url="https://sea.example/a")
    whole = ITEM._replace(id="b", passage=Passage("sea", "Sales", None))
    numbers: dict[Cited, int] = {(ITEM, LAKE): 1, (whole, lone): 2}

    notes = document_notes(numbers, [RIVER, LAKE, lone])
    sources = document_sources([RIVER, LAKE, lone])

    assert [(note.number, note.id) for note in notes.notes] == [(1, "a-law"), (2, "b")]
    assert [part for note in notes.notes for part in note.line if isinstance(part, Link)] == [
        *(Link("Aa 2020 b", "source-2"), Link("Bb 2020", "source-3"))
    ]
    assert [plain(note.line) for note in notes.notes] == [
        "A law bars sales. Aa 2020 b, “Sales” ¶ 3. Binding act; known 2020.",
        "A law bars sales. Bb 2020, “Sales”. Binding act; known 2020.",
    ]
    assert sources.anchors == ("source-1", "source-2", "source-3")
    assert [plain(line) for line in sources.lines] == [
        "Aa 2020 a: A. Aa (2020), The River.",
        "Aa 2020 b: A. Aa (2020), The Lake.",
        "Bb 2020: B. Bb (2020), The River. https://sea.example/a",
    ]


def test_an_address_leads_somewhere_only_where_it_is_one_of_the_web() -> None:
    assert address(RIVER) == ()
    assert address(RIVER._replace(url="https://a.example/b")) == (" ", Web("https://a.example/b"))
    assert address(RIVER._replace(url="a shelf")) == (" ", "a shelf")


def test_places_are_lettered_by_section() -> None:
    places = Places([RIVER, LAKE])
    found = [
        places.of(Passage(*where))
        for where in (
            *(("river", "Sales", 3), ("river", "Tolls", None), ("river", "Sales", 4)),
            ("lake", "Tolls", 1),
        )
    ]

    assert found == ["Aa 2020 a, ¶ 3", "Aa 2020 b", "Aa 2020 a, ¶ 4", "Aa 2020 a, ¶ 1"]
    assert [plain(line) for line in places.lines()] == [
        "Aa 2020: A. Aa (2020), The River. a “Sales”; b “Tolls”.",
        "Aa 2020: A. Aa (2020), The Lake. a “Tolls”.",
    ]


def test_sections_beyond_the_alphabet_have_two_letters() -> None:
    places = Places([RIVER])
    found = [places.of(Passage("river", str(number), None)) for number in range(53)]

    assert [found[place] for place in (0, 25, 26, 27, 52)] == [
        *("Aa 2020 a", "Aa 2020 z", "Aa 2020 aa", "Aa 2020 ab", "Aa 2020 ba")
    ]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (ITEM, "binding act"),
        (ITEM._replace(kind="commentary", reported=True), ""),
        (ITEM._replace(reported=True), "binding act, reported"),
        (ITEM._replace(voice=("B. Bb", "The old law")), "binding act; according to B. Bb"),
        (ITEM._replace(event=day("2020")), "binding act"),
        (ITEM._replace(event=day("2019")), "binding act; of 2019"),
        (ITEM._replace(known=day("2021")), "binding act; known 2021"),
        (ITEM._replace(note="Mind it."), "binding act. Mind it."),
    ],
)
def test_a_short_note_says_what_its_document_does_not(item: Evidence, words: str) -> None:
    assert Places([RIVER]).note(item) == f"Aa 2020 a, ¶ 3{'; ' if words else ''}{words}"


def test_a_note_ends_with_what_to_mind() -> None:
    assert plain(evidence_note(ITEM._replace(note="Mind it."))) == (
        "A law bars sales. river, “Sales” ¶ 3. Binding act; known 2020. Mind it. a-law"
    )
