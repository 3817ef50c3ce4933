"""What an argument may say, by examples worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcli.checking import check_paths
from coopcli.model import LEGAL_TEXT, Evidence, PartialDate, Rating
from coopcli.packs.library import open_pack, read_area
from coopcli.reading import argument, source
from coopcli.reading.argument import Mark
from tests.examples import PASSAGE, ROOT, SMALL_PACK

ITEM = Evidence(
    id="a-law",
    summary="In 1999 Ayla Berg's office, the authors say, barred twelve firms from the G20.",
    known=PartialDate.parse("2020-05-01"),
    passage=PASSAGE,
    kind=LEGAL_TEXT,
    voice=("Chen",),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The offices barred firms from the G20.", []),
        ("Berg barred twelve of them in 1999.", []),
        ("In May 2020 nobody else did, so 3 and not 2-4.", []),
        ("What Chen reports is one of two voices.", []),
        ("They barred thirteen firms.", ["thirteen"]),
        ("It was 1998, or May 2021.", ["1998", "2021"]),
        ("Then the OECD and Berg met the OECD.", ["OECD"]),
        ("So 5 of the firms left.", ["5"]),
        ("Only then did Harbour's council meet.", []),  # exempt
        ("Some 86% of G20 firms.", ["86"]),
    ],
)
def test_numbers_and_names_that_no_item_contains_are_found(text: str, found: list[str]) -> None:
    assert argument.unsupported(text, [ITEM], ["Harbour", "council"], 4) == found


@pytest.mark.parametrize(
    ("highest", "found"),
    [
        (1, ["2", "3-4", "7", "8.1", "six", "nine"]),
        (4, ["7", "8.1", "six", "nine"]),
        (6, ["7", "8.1", "nine"]),
        (8, ["8.1", "nine"]),
    ],
)
def test_levels_of_the_scale_are_no_numbers_to_look_up(highest: int, found: list[str]) -> None:
    text = "So 1, 2 or 3-4; not 7. It is 8.1 of four, six or nine."

    assert argument.unsupported(text, [ITEM], [], highest) == found


def test_marks_are_parts_of_an_argument() -> None:
    text = "One bars it [a-law], the other [b-law] [a-law]. So 3."

    assert argument.marks(text) == ("a-law", "b-law")
    assert argument.parts(text) == (
        *("One bars it", Mark("a-law"), ", the other", Mark("b-law"), Mark("a-law"), ". So 3."),
    )
    assert argument.unmarked(text) == "One bars it, the other. So 3."


def test_brackets_that_hold_no_id_are_text() -> None:
    text = "It [sic] bars [A law] it [1, 2] [--]."

    assert argument.marks(text) == ("sic",)
    assert argument.unmarked("It bars [A law] it [1, 2] [--].") == "It bars [A law] it [1, 2] [--]."


def test_sentences_end_where_a_reader_would_say_so() -> None:
    assert argument.sentences("He said “no.” Then 2 left. U.S. Congress binds.") == [
        *("He said “no.”", "Then 2 left.", "U.S. Congress binds."),
    ]


AREA = """\
id: an-area
name: An area
scope: What is judged.
form: [dialogue]
ratings:
  law:
    - known: 2024
      level: 2
      basis: area
      because: Hill asks Orr for a licence since 2021 [treaty-bars-sale], so 2 and not 3.
      evidence: [treaty-bars-sale]
    - known: 2025
      level: 2
      basis: area
      because: A licence is still needed.
      evidence: [treaty-bars-sale]
  fear:
    - known: 2024
      level: 1
      basis: inferred
      because: No source mentions a rumour.
headlines:
  - known: 2024
    text: Hill barred the sale on 12 April 2023, and Fenwick agreed [treaty-bars-sale].
    evidence: [treaty-bars-sale]
open-questions:
  - known: 2024
    until: 2025-06
    criterion: law
    question: Who may have a licence?
"""


def test_check_rejects_claims_and_lists_arguments_without_a_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "an-area.yaml"
    path.write_text(AREA, encoding="utf-8")

    checked = check_paths([str(path)], str(ROOT / SMALL_PACK))

    assert [str(problem).partition("an-area.yaml:")[2] for problem in checked.problems] == [
        "10:16: unsupported-claim: no cited item contains 'Orr', '2021': cite one, or leave it out",
        "24:11: unsupported-claim: no cited item contains 'Fenwick': cite one, or leave it out",
    ]
    assert checked.notes[-1:] == ["an-area.yaml: no mark binds a clause to an item in law (2025)."]


def test_headlines_and_questions_hold_from_their_dates() -> None:
    pack = open_pack(str(ROOT / SMALL_PACK))
    area = read_area(pack, source.parse("x.yaml", AREA.encode()))
    (question,) = area.open_questions
    (headline,) = area.headlines
    days = [PartialDate.parse(text) for text in ("2023", "2024", "2025-05", "2025-06")]

    assert [area.headline(day) for day in days] == [None, headline, headline, headline]
    assert [question.is_open(day) for day in days] == [False, True, True, False]


def test_an_argument_of_the_older_form_still_loads() -> None:
    pack = open_pack(str(ROOT / SMALL_PACK))
    older = AREA.replace(
        "because: A licence is still needed.", "rationale: In 1950 nobody asked Fenwick [sic]."
    )
    area = read_area(pack, source.parse("x.yaml", older.encode()))

    new, old = area.ratings["law"]
    assert isinstance(new, Rating)
    assert isinstance(old, Rating)
    assert argument.of(old) == "In 1950 nobody asked Fenwick [sic]."
    assert argument.of(new) == "Hill asks Orr for a licence since 2021, so 2 and not 3."
