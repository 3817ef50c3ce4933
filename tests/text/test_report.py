"""One document of many areas: its order, its links, its numbers, its movement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coopcli.formats import Style, render
from coopcli.formats.leads import anchors_of, cited_in, led_back
from coopcli.model import Firmness
from coopcli.packs.library import open_pack
from coopcli.results.parts import Source
from coopcli.results.saved import result_from
from coopcli.results.values import UNDETERMINED, LightId
from coopcli.studies.report import labels_of, study
from coopcli.studies.terms import TERMS, term_of
from coopcli.text import Report
from coopcli.text.alternatives import key
from coopcli.text.blocks import (
    Answers,
    Block,
    Chart,
    Cite,
    Code,
    Contents,
    Cover,
    Fact,
    Heading,
    Items,
    Line,
    Link,
    Map,
    MapRow,
    Notes,
    Paragraph,
    Part,
    Row,
    Table,
    Terms,
)
from coopcli.text.notes import document_sources
from coopcli.text.plain import level_words, plain
from coopcli.text.report import ordered, report_blocks
from coopcli.text.shares import SURE, between, is_provisional
from tests.examples import PACK_FOLDER, ROOT, SMALL_PACK, day

SMALL = open_pack(str(ROOT / SMALL_PACK))
SHIPPED = open_pack(str(PACK_FOLDER))
WHOLE_AREAS = ["nuclear-control", "facial-recognition", "drug-discovery", "deepfakes"]
WHOLE = study(SHIPPED, WHOLE_AREAS)
ORDER = list(Firmness)


def lines(value: object) -> Iterator[Line]:
    """Every line in blocks, wherever it stands; the notes of an answer are one."""
    if isinstance(value, Row):
        yield tuple(Cite(number) for number in value.notes)
    elif isinstance(value, Fact):
        yield (*value.line, Cite(value.number))
    elif isinstance(value, MapRow):
        yield (Link(value.name, value.anchor),)
    elif isinstance(value, tuple | list):
        if any(isinstance(part, Cite | Link) for part in value):
            yield tuple(value)
        for part in value:
            yield from lines(part)


def cited(blocks: Iterable[Block]) -> list[int]:
    found = [part.number for line in lines(list(blocks)) for part in line if isinstance(part, Cite)]
    return list(dict.fromkeys(found))


def test_the_areas_stand_by_light_and_then_by_name() -> None:
    then = study(SHIPPED, WHOLE_AREAS, day("2021"))

    assert [one.area.id for one in ordered(then.areas)] == [
        *("drug-discovery", "deepfakes", "facial-recognition", "nuclear-control"),
    ]


def test_every_note_is_numbered_once_and_leads_to_its_own_item() -> None:
    blocks = report_blocks(WHOLE)
    (notes,) = [block.notes for block in blocks if isinstance(block, Notes)]

    numbers = [note.number for note in notes]
    assert numbers == list(range(1, len(notes) + 1)) == sorted(cited(blocks))
    assert len({note.id for note in notes}) == len(notes)
    items = {item.id: item for one in WHOLE.areas for item in one.evidence}
    assert all(items[note.id].summary in plain(note.line) for note in notes)


def test_two_areas_that_call_their_items_alike_keep_two_notes() -> None:
    result = study(SMALL, ["fish-counting", "crowd-watching"])
    first, second = result.areas
    name, *_ = sorted({item.id for item in first.evidence} & {item.id for item in second.evidence})
    kept = [item for item in second.evidence if item.id != name]
    (item,) = [item for item in second.evidence if item.id == name]
    other = replace(second, evidence=(item._replace(summary="Something else."), *kept))

    (notes,) = [
        block.notes
        for block in report_blocks(replace(result, areas=(first, other)))
        if isinstance(block, Notes)
    ]
    assert [note.id for note in notes].count(name) == 2


def test_two_areas_with_documents_of_one_id_lead_to_two_sources() -> None:
    result = study(SMALL, ["fish-counting", "crowd-watching"])
    first, second = result.areas
    (name, *_) = {item.passage.source for item in second.evidence}
    sources = tuple(
        source._replace(title="Another document") if source.id == name else source
        for source in second.sources
    )

    blocks = report_blocks(replace(result, areas=(first, replace(second, sources=sources))))
    points = [block for block in blocks if isinstance(block, Items) and block.anchors]
    titles = {anchor: plain(line) for block in points for line, anchor in block.named()}
    other = {anchor for anchor, words in titles.items() if "Another document" in words}
    (notes,) = [block.notes for block in blocks if isinstance(block, Notes)]
    led = {part.anchor for note in notes for part in note.line if isinstance(part, Link)}
    assert len(other) == 1
    assert other < led <= set(titles)


def test_each_note_names_its_own_source_and_leads_to_it() -> None:
    blocks = report_blocks(WHOLE)
    points = [block for block in blocks if isinstance(block, Items) and block.anchors]
    titles = {anchor: plain(line) for block in points for line, anchor in block.named()}
    (notes,) = [block.notes for block in blocks if isinstance(block, Notes)]
    sources = {source.id: source for one in WHOLE.areas for source in one.sources}
    items = {item.id: item for one in WHOLE.areas for item in one.evidence}

    for note in notes:
        (link,) = [part for part in note.line if isinstance(part, Link)]
        source = sources[items[note.id].passage.source]
        assert source.title in titles[link.anchor]
        assert titles[link.anchor].startswith(f"{link.text}: ")


def test_documents_that_would_be_called_alike_get_a_letter() -> None:
    river = Source("river", "The River", ("A. Aa",), "", day("2020"), "report", "")

    found = document_sources([river, river._replace(id="lake", title="The Lake")])
    assert [plain(line) for line in found.lines] == [
        "Aa 2020 a: A. Aa (2020), The River.",
        "Aa 2020 b: A. Aa (2020), The Lake.",
    ]


def test_no_command_is_typed_in_a_document() -> None:
    blocks = report_blocks(study(SHIPPED, []), detail=1)
    words = [part.text for line in every_line(blocks) for part in line if isinstance(part, Code)]

    assert [text for text in words if text.startswith(("coopcli", "--"))] == []


def every_line(value: object) -> Iterator[Line]:
    """Every tuple in blocks that could be a line."""
    if isinstance(value, tuple | list):
        yield tuple(value)
        for part in value:
            yield from every_line(part)


def test_the_summary_names_no_pattern_of_one_area() -> None:
    words = [
        plain(line)
        for block in report_blocks(WHOLE)
        if isinstance(block, Items) and not block.anchors
        for line in block.lines
    ]
    patterns = [text for text in words if "in the way: " in text or text.startswith("Least known")]

    assert patterns
    assert not any("(1)" in text or " in 1)" in text for text in patterns)
    single = report_blocks(study(SHIPPED, ["deepfakes"]), detail=-1)
    assert len([block for block in single if isinstance(block, Items)]) == 1


def test_every_answer_that_changed_is_named_from_what_to_what() -> None:
    names = ["ai-safety", "facial-recognition", "drug-discovery", "capacity-building"]
    result = study(SHIPPED, names, since=day("2020"))
    blocks = report_blocks(result)
    (table,) = [b for b in blocks if isinstance(b, Table) and "answers that changed" in b.columns]
    rows = {plain(row[0]): plain(row[3]).casefold() for row in table.rows}

    assert result.since
    for area in result.since.changes.areas:
        one = next(one for one in result.areas if one.area.id == area.id)
        called = {answer.criterion.id: answer.criterion.name.casefold() for answer in one.answers}
        changed = [a for a in area.criteria if a.level[0] != a.level[1] and a.id in called]
        words = [
            f"{called[a.id]} {level_words(a.level[0])} to {level_words(a.level[1])}"
            if a.level[0]
            else f"{called[a.id]} {level_words(a.level[1])}"
            for a in changed
        ]
        assert [text for text in words if text not in rows[area.name]] == []
    assert "common text 2 to 0" in rows["AI safety and security of advanced systems"]
    unchanged = [plain(b.line) for b in blocks if isinstance(b, Paragraph)]
    assert "No change on record in: Deep learning in drug discovery." in unchanged


def test_the_summary_has_for_each_area_its_light_how_sure_it_is_and_a_step() -> None:
    blocks = report_blocks(WHOLE)
    (table,) = [b for b in blocks if isinstance(b, Table) and "how sure" in b.columns]

    assert [plain(row[0]) for row in table.rows] == [one.area.name for one in ordered(WHOLE.areas)]
    for one, row in zip(ordered(WHOLE.areas), table.rows, strict=True):
        light, firm = one.standing.light, one.robustness
        assert isinstance(light, LightId)
        word = SURE[max([w for w in (firm.word, firm.word_with_levels) if w], key=ORDER.index)]
        lower = min(firm.shares[light].low, firm.with_levels[light].low)
        if is_provisional(firm):
            assert plain(row[2]) == f"{word}: {between(light, firm)}"
        else:
            assert plain(row[2]).startswith(f"{word}, ")
            assert abs(float(lower) * 100 - int(plain(row[2]).split(", ")[1].split()[0])) < 1
        assert plain(row[3]) == str(one.as_of)
        assert plain(row[4]).endswith(".")
    meanings = [plain(line) for b in blocks if isinstance(b, Items) for line in b.lines][:2]
    assert all("area" in text and text.endswith(".") for text in meanings)


def test_contents_lead_to_each_brief_and_each_full_report() -> None:
    (contents,) = [block for block in report_blocks(WHOLE) if isinstance(block, Contents)]
    anchors = [anchor for depth, _, anchor in contents.entries if depth == 2]

    names = [one.area.id for one in ordered(WHOLE.areas)]
    assert anchors == [f"area-{name}" for name in names] + [f"full-{name}" for name in names]


def test_the_date_of_issue_is_part_of_the_result() -> None:
    result = study(SMALL, [], day("2024"), labels=labels_of("", "", (), day("2024-03-05")))
    saved = result_from("x.json", render(Report(result), "json", Style()).encode())

    for each in (result, saved):
        cover = Report(each).blocks()[0]
        assert isinstance(cover, Cover)
        assert ("Issued", ("2024-03-05",)) in cover.facts
    undated = report_blocks(study(SMALL, [], day("2024")))[0]
    assert isinstance(undated, Cover)
    assert "Issued" not in dict(undated.facts)


def test_the_words_of_a_document_mean_what_explain_says() -> None:
    *_, terms = [block for block in report_blocks(WHOLE) if isinstance(block, Terms)]

    for word, meaning in terms.entries:
        assert plain(meaning) == TERMS[str(term_of(word))].meaning
        assert "explain" not in plain(meaning)  # nothing to type


def test_a_document_has_each_question_as_it_was_asked_and_its_veto() -> None:
    questions, _ = [block for block in report_blocks(WHOLE) if isinstance(block, Terms)]
    asked = [question.criterion for question in WHOLE.questions]

    assert [word for word, _ in questions.entries] == [one.name for one in asked]
    for one, (_, line) in zip(asked, questions.entries, strict=True):
        assert plain(line).startswith(one.question)
        closing = WHOLE.rule.vetoes.get(one.id, {})
        assert all(f"{light.name} from {level}" in plain(line) for light, level in closing.items())


def test_a_document_says_between_whom() -> None:
    cover = report_blocks(WHOLE)[0]

    assert isinstance(cover, Cover)
    assert dict(cover.facts)["Judged"] == ("Four areas between US and China",)


def test_a_map_says_what_a_range_and_what_is_not_answered_count_for() -> None:
    (figure,) = [block for block in report_blocks(WHOLE) if isinstance(block, Map)]
    words = [text for _, text in key(figure)]

    assert any("the worse counts" in text for text in words)
    assert any(text.startswith("not answered: in the count") for text in words)
    assert any(text.startswith("not applicable: out of the count") for text in words)


def test_a_note_leads_back_to_the_parts_that_cite_it() -> None:
    blocks = report_blocks(WHOLE)
    spots = cited_in(blocks)
    parts = {part.name: set(cited(part.blocks)) for part in blocks if isinstance(part, Part)}

    assert sorted(spots) == sorted(cited(blocks))
    for number, found in spots.items():
        assert {spot.part for spot in found} == {p for p, them in parts.items() if number in them}
        back = led_back(found)
        places = [place for each in back.values() for place in each]
        assert set(places) <= set(range(1, len(found) + 1))
        assert len(places) == len(set(found))  # once for each block, so each leads elsewhere


def test_a_figure_names_the_veto_as_the_brief_does() -> None:
    blocks = report_blocks(WHOLE)
    briefs = [p for p in blocks if isinstance(p, Part) and p.anchor.startswith("area-")]
    charts = [c for p in blocks if isinstance(p, Part) for c in p.blocks if isinstance(c, Chart)]

    for brief, chart in zip(briefs, charts, strict=True):
        (answers,) = [block for block in brief.blocks if isinstance(block, Answers)]
        asides = {row.name: row.aside.strip("()") for f in answers.families for row in f.rows}
        bars = {bar.name: bar.remark for _, family in chart.families for bar in family}
        assert {name: bars[name] for name in asides if name} == {
            name: aside for name, aside in asides.items() if name
        }


def test_every_link_leads_somewhere() -> None:
    blocks = report_blocks(study(SMALL, [], day("2024"), since=day("2020")))
    anchors = anchors_of(blocks)
    (contents,) = [block for block in blocks if isinstance(block, Contents)]

    linked = {part.anchor for line in lines(blocks) for part in line if isinstance(part, Link)}
    assert linked
    assert linked <= anchors
    assert {anchor for _, _, anchor in contents.entries} <= anchors


def test_the_document_has_its_parts_in_order() -> None:
    blocks = report_blocks(study(SMALL, [], day("2024"), since=day("2020")))

    assert isinstance(blocks[0], Cover)
    assert isinstance(blocks[1], Contents)
    assert [block.anchor for block in blocks if isinstance(block, Heading)] == [
        *("summary", "map", "rule", "changes", "briefs", "reports", "notes", "sources"),
        *("questions", "words"),
    ]
    parts = [block.anchor.partition("-")[0] for block in blocks if isinstance(block, Part)]
    assert parts == ["area"] * 3 + ["full"] * 3


def test_the_map_has_every_area_and_every_question() -> None:
    (figure,) = [block for block in report_blocks(WHOLE) if isinstance(block, Map)]

    assert len(figure.rows) == 4
    assert len(figure.questions) == 15
    assert all(len(row.cells) == 15 for row in figure.rows)
    assert [label for label, _ in figure.scale] == list(WHOLE.rubric.scale)


def test_a_first_light_is_no_movement() -> None:
    blocks = report_blocks(study(SHIPPED, ["semiconductors"], since=day("2020")))
    texts = [plain(block.line) for block in blocks if isinstance(block, Paragraph)]

    assert "No area had a light at both times, so no movement can be counted." in texts
    (table,) = [block for block in blocks if isinstance(block, Table) and "before" in block.columns]
    assert [plain(cell) for cell in table.rows[0][:3]][1] == UNDETERMINED


def test_little_detail_is_the_title_the_summary_and_the_map() -> None:
    kinds = [type(block) for block in report_blocks(study(SMALL, []), detail=-1)]

    assert kinds == [
        *(Cover, Heading, Paragraph, Items, Table, Items, Heading, Paragraph, Map),
        *(Heading, Paragraph, Paragraph),
    ]


def test_a_saved_document_is_the_same_in_every_text_format() -> None:
    result = study(SMALL, [], day("2024"), since=day("2020"))
    saved = result_from("x.json", render(Report(result), "json", Style()).encode())

    for form in ("text", "markdown", "html"):
        assert render(Report(saved), form, Style()) == render(Report(result), form, Style())
