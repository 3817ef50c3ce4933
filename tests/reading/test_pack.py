"""One change to the small pack for each defect of a rubric, a ledger or a list of sources."""

# ruff: noqa: E501 - the lines of the program are as long as they are
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcli.model import Anchor
from coopcli.packs.library import open_area, open_pack
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK

RUBRIC, LEDGER, SOURCES = "rubric.yaml", "evidence.yaml", "sources.yaml"
FEARS = (
    "[None., A rumour., A worry of one council., A charge by one council., "
    "Talks refused out of fear.]"
)

DEFECTS = {
    # file, what stands there, what is put there, what must be said
    "majority-as-float": (
        RUBRIC,
        "majority: 2/3",
        "majority: 0.667",
        [
            "29:13: wrong-form: a majority, as a fraction such as 2/3, is needed, not '0.667': write 2/3, which is meant and is not the same"
        ],
    ),
    "majority-of-a-half": (
        RUBRIC,
        "majority: 2/3",
        "majority: 1/2",
        [
            "29:13: majority-range: a majority is a share above 1/2, up to 1, not 1/2; for more than half of the weight write {more-than: 1/2}"
        ],
    ),
    "majority-above-one": (
        RUBRIC,
        "majority: 2/3",
        "majority: 4/3",
        ["29:13: wrong-form: a majority, as a fraction such as 2/3, is needed, not '4/3'"],
    ),
    "majority-over-zero": (
        RUBRIC,
        "majority: 2/3",
        "majority: 2/0",
        ["29:13: wrong-form: a majority, as a fraction such as 2/3, is needed, not '2/0'"],
    ),
    "lines-order": (
        RUBRIC,
        "lines: {green: 1, yellow: 2}",
        "lines: {green: 2, yellow: 2}",
        [
            "28:3: lines-order: the line of 'green' must lie below that of 'yellow', or at it with a larger majority; they are 2 and 2"
        ],
    ),
    "line-off-the-scale": (
        RUBRIC,
        "lines: {green: 1, yellow: 2}",
        "lines: {green: 1, yellow: 5}",
        ["28:29: wrong-form: a level, a whole number from 0 to 4, is needed, not '5'"],
    ),
    "cuts-order": (
        RUBRIC,
        "{green: 1.43, yellow: 2.17}",
        "{green: 2.5, yellow: 2.17}",
        [
            "32:3: cuts-order: the cut of 'green' must lie below that of 'yellow'; they are 2.5 and 2.17"
        ],
    ),
    "gate-order": (
        RUBRIC,
        "gate: {green: 3, yellow: 4}",
        "gate: {green: 4, yellow: 3}",
        [
            "61:9: veto-order: a veto must close 'green' no later than 'yellow'; it closes them from 4 and 3"
        ],
    ),
    "gate-line": (
        RUBRIC,
        "gate: {green: 3, yellow: 4}",
        "gate: {green: 1, yellow: 4}",
        ["61:23: veto-line: a veto must close 'green' above its line, which is 1, not from 1"],
    ),
    "majority-beyond-one": (
        RUBRIC,
        "majority: 2/3",
        "majority: {more-than: 1}",
        ["29:3: majority-range: 'more-than' takes a share from 1/2 to below 1, not 1"],
    ),
    "majority-of-no-light": (
        RUBRIC,
        "majority: 2/3",
        "majority: {grene: 2/3, yellow: {at-most: 1/2}}",
        [
            "29:14: unknown-key: a majority for each light has no 'grene'; did you mean 'green'?",
            "29:35: unknown-key: a majority has no 'at-most'; did you mean 'at-least'?",
        ],
    ),
    "veto-order": (
        RUBRIC,
        "gate: {green: 3, yellow: 4}",
        "veto: {green: 4, yellow: 3}",
        [
            "61:9: veto-order: a veto must close 'green' no later than 'yellow'; it closes them from 4 and 3"
        ],
    ),
    "veto-beside-gate": (
        RUBRIC,
        "gate: {green: 3, yellow: 4}",
        "gate: {green: 3, yellow: 4}\n        veto: {green: 3, yellow: 4}",
        ["62:9: repeated-key: 'veto' and 'gate' are one key; only one can stand here"],
    ),
    "veto-that-may-be-left-out": (
        RUBRIC,
        "gate: {green: 3, yellow: 4}",
        "gate: {green: 3, yellow: 4}\n        may-be-not-applicable: true",
        [
            "62:32: veto-left-out: a question with a veto can be left out only by 'applies-to'",
        ],
    ),
    "applies-to-no-form": (
        RUBRIC,
        "weight: 2",
        "weight: 2\n        applies-to: []",
        ["53:21: wrong-length: at least one item is needed, not none"],
    ),
    "applies-to-what-is-no-form": (
        RUBRIC,
        "weight: 2",
        "weight: 2\n        applies-to: [standarts]",
        [
            "53:22: not-a-choice: dialogue or shared-text or joint-research or standards or "
            "binding-rule is needed, not 'standarts'; did you mean 'standards'?"
        ],
    ),
    "applies-to-without-a-reason": (
        RUBRIC,
        "weight: 2",
        "weight: 2\n        applies-to: {forms: [standards], why: No.}",
        [
            "53:21: missing-key: what a question applies to needs 'because'",
            "53:42: unknown-key: what a question applies to has no 'why'; it has 'forms', 'because'",
        ],
    ),
    "may-be-not-applicable-perhaps": (
        RUBRIC,
        "weight: 2",
        "weight: 2\n        may-be-not-applicable: perhaps",
        ["53:32: not-a-choice: true or false is needed, not 'perhaps'"],
    ),
    "more-questions-than-there-are": (
        RUBRIC,
        "horizon-months: 24",
        "horizon-months: 24\n  minimum-questions: 6",
        ["32:22: too-few-questions: no area can have 6 questions that apply: the rubric asks 5"],
    ),
    "no-question-at-all": (
        RUBRIC,
        "horizon-months: 24",
        "horizon-months: 24\n  minimum-questions: 0",
        ["32:22: wrong-form: a whole number from 1 to 100 is needed, not '0'"],
    ),
    "weight-zero": (
        RUBRIC,
        "weight: 2",
        "weight: 0",
        ["52:17: wrong-form: a whole number from 1 to 1000 is needed, not '0'"],
    ),
    "weight-negative": (
        RUBRIC,
        "weight: 2",
        "weight: -1",
        ["52:17: wrong-form: a whole number from 1 to 1000 is needed, not '-1'"],
    ),
    "weight-fraction": (
        RUBRIC,
        "weight: 2",
        "weight: 1.5",
        ["52:17: wrong-form: a whole number from 1 to 1000 is needed, not '1.5'"],
    ),
    "firm-no-more-than-likely": (
        RUBRIC,
        "firm: 0.90, likely: 2/3",
        "firm: 2/3, likely: 2/3",
        [
            "42:3: words-order: the share of 'firm' must be above that of 'likely', and that above 'contested', not 2/3, 2/3 and 1/2"
        ],
    ),
    "likely-no-more-than-contested": (
        RUBRIC,
        "likely: 2/3, contested: 1/2",
        "likely: 2/3, contested: 2/3",
        [
            "42:3: words-order: the share of 'firm' must be above that of 'likely', and that above 'contested', not 9/10, 2/3 and 2/3"
        ],
    ),
    "four-anchors": (
        RUBRIC,
        "The same words., ",
        "",
        [
            "53:18: wrong-length: an anchor for each of the 5 levels is needed, not 4; where some levels do not occur, write {0: ..., 4: ...}"
        ],
    ),
    "label-of-seven-words": (
        RUBRIC,
        "[None., A rumour.,",
        "[{label: a b c d e f g, text: None.}, A rumour.,",
        ["62:27: wrong-form: a label of at most six words is needed, not 'a b c d e f g'"],
    ),
    "label-without-text": (
        RUBRIC,
        "[None., A rumour.,",
        "[{label: none}, A rumour.,",
        ["62:19: missing-key: an anchor needs 'text'"],
    ),
    "anchor-of-one-level": (
        RUBRIC,
        FEARS,
        "{4: Talks refused.}",
        ["62:18: wrong-length: at least two anchors are needed, not 1"],
    ),
    "anchor-off-the-scale": (
        RUBRIC,
        FEARS,
        "{0: None., 5: War.}",
        ["62:29: unknown-key: a set of anchors has no '5'"],
    ),
    "repeated-criterion": (
        RUBRIC,
        "id: gain",
        "id: words",
        [
            "91:13: repeated-id: 'words' stands twice",
            "107:17: out-of-reach: 'words' does not name 'letters' in its reach",
            "117:17: unknown-criterion: no criterion 'gain'",
        ],
    ),
    "repeated-dimension": (
        RUBRIC,
        "id: matters",
        "id: minds",
        ["68:9: repeated-id: 'minds' stands twice"],
    ),
    "unknown-avenue": (
        RUBRIC,
        "letters: {steps: 2, effort: 1}",
        "leters: {steps: 2, effort: 1}",
        [
            "56:11: unknown-avenue: no avenue 'leters'",
            "107:17: out-of-reach: 'words' does not name 'letters' in its reach",
        ],
    ),
    "nobody-can-move-it": (
        RUBRIC,
        "        beyond: Only the council of Hill can change its law.\n",
        "",
        ["80:9: missing-key: no avenue reaches 'law': 'beyond' must say who can move it"],
    ),
    "offer-moves-nothing-known": (
        RUBRIC,
        "moves: [words]",
        "moves: [wrods]",
        ["107:17: unknown-criterion: no criterion 'wrods'"],
    ),
    "offer-out-of-reach": (
        RUBRIC,
        "moves: [words]",
        "moves: [gain]",
        ["107:17: out-of-reach: 'gain' does not name 'letters' in its reach"],
    ),
    "unknown-document": (
        RUBRIC,
        "{document: treaty-2023, section: Article 1}",
        "{document: treaty-2032, section: Article 1}",
        [
            "79:30: unknown-source: no source 'treaty-2032'; did you mean 'treaty-2023' or 'talk-2022'?"
        ],
    ),
    "unknown-heading": (
        RUBRIC,
        "{document: treaty-2023, section: Article 1}",
        "{document: treaty-2023, section: Article 11}",
        [
            "79:52: unknown-section: treaty-2023 has no section 'Article 11'; did you mean 'Article 1'?"
        ],
    ),
    "paragraph-zero": (
        RUBRIC,
        "paragraph: 3",
        "paragraph: 0",
        ["64:76: wrong-form: a whole number from 1 to 999 is needed, not '0'"],
    ),
    "version": (
        RUBRIC,
        "version: 0.3.1",
        "version: 0.3",
        ["3:10: wrong-form: a version such as 1.0.0 is needed, not '0.3'"],
    ),
    "extends-nothing": (
        RUBRIC,
        "about: A small framework",
        "extends: []\nabout: A small framework",
        [
            "4:10: wrong-type: what a rubric extends is needed, not a list; it has 'rubric', 'version', 'questions'",
        ],
    ),
    "drops-nothing": (
        RUBRIC,
        "about: A small framework",
        "drop: []\nabout: A small framework",
        [
            "4:1: nothing-to-drop: 'drop' leaves out what is in the rubric that 'extends' names; name one"
        ],
    ),
    "kernel-of-two": (
        RUBRIC,
        "high: [0.90, 0.05, 0]",
        "high: [0.90, 0.05]",
        ["36:11: wrong-length: exactly 3 items are needed, not 2"],
    ),
    "half-life-of-nothing": (
        RUBRIC,
        "{default: 24,",
        "{default: 0,",
        ["34:31: wrong-form: a whole number from 1 to 1200 is needed, not '0'"],
    ),
    "unknown-kind": (
        RUBRIC,
        "legal-text: 48",
        "legal-texts: 48",
        [
            "34:35: unknown-key: a set of half-lives has no 'legal-texts'; did you mean 'legal-text'?"
        ],
    ),
    "unknown-source": (
        LEDGER,
        "source: treaty-2023",
        "source: treaty-2022",
        [
            "6:13: unknown-source: no source 'treaty-2022'; did you mean 'treaty-2023' or 'talk-2022'?"
        ],
    ),
    "unknown-section": (
        LEDGER,
        "section: What joins",
        "section: What join",
        [
            "16:14: unknown-section: river-2024 has no section 'What join'; did you mean 'What joins'?"
        ],
    ),
    "unknown-party": (
        LEDGER,
        "side: hill",
        "side: hil",
        [
            "10:11: unknown-party: harbour, hill, both or unstated is needed, not 'hil'; did you mean 'hill'?"
        ],
    ),
    "unknown-criterion": (
        LEDGER,
        "raises: [law]",
        "raises: [lawn]",
        ["11:14: unknown-criterion: no criterion 'lawn'; did you mean 'law'?"],
    ),
    "known-after-source": (
        LEDGER,
        "known: 2023-05-01",
        "known: 2023-05-02",
        [
            "5:12: known-after-source: treaty-2023 of 2023-05-01 cannot tell what became known on 2023-05-02"
        ],
    ),
    "known-before-event": (
        LEDGER,
        "event: 2023-04-12",
        "event: 2023-06",
        ["5:12: known-before-event: what happened on 2023-06 cannot be known on 2023-05-01"],
    ),
    "raises-and-lowers": (
        LEDGER,
        "raises: [law]",
        "raises: [law]\n    lowers: [law]",
        ["12:5: raises-and-lowers: an item cannot both raise and lower law"],
    ),
    "conflicts-with-itself": (
        LEDGER,
        "conflicts: [towns-read-alike]",
        "conflicts: [towns-fear-each-other]",
        ["28:17: points-to-itself: 'towns-fear-each-other' names itself"],
    ),
    "conflicts-with-unknown": (
        LEDGER,
        "conflicts: [towns-read-alike]",
        "conflicts: [towns-read-alik]",
        [
            "28:17: unknown-evidence: no evidence 'towns-read-alik'; did you mean 'towns-read-alike'?"
        ],
    ),
    "supersedes-later": (
        LEDGER,
        "lowers: [gain]",
        "lowers: [gain]\n    supersedes: [treaty-bars-sale]",
        ["47:18: supersedes-later: 'treaty-bars-sale' became known later, on 2023-05-01"],
    ),
    "repeated-evidence": (
        LEDGER,
        "id: market-gains",
        "id: promise-to-meet",
        ["40:9: repeated-id: 'promise-to-meet' stands twice"],
    ),
    "reported-not-official": (
        LEDGER,
        "kind: research",
        "kind: research\n    reported: true",
        [
            "18:15: reported-not-official: only legal-text and official-statement can be reported, research cannot"
        ],
    ),
    "wrong-digest": (
        LEDGER,
        "kind: research",
        'kind: research\n    passage-digest: "3F"',
        ["18:21: wrong-form: a digest of 12 digits and letters a to f is needed, not '3F'"],
    ),
    "wrong-evidence-kind": (
        LEDGER,
        "kind: legal-text",
        "kind: legal",
        [
            "9:11: not-a-choice: legal-text or official-statement or talks or practice or research or commentary is needed, not 'legal'; did you mean 'legal-text'?"
        ],
    ),
    "repeated-source": (
        SOURCES,
        "id: talk-2022",
        "id: river-2024",
        ["21:9: repeated-id: 'river-2024' stands twice"],
    ),
    "source-without-sections": (
        SOURCES,
        "    sections:\n      - heading: Article 1\n",
        "    sections: []\n",
        ["19:15: wrong-length: at least one item is needed, not none"],
    ),
    "wrong-source-kind": (
        SOURCES,
        "kind: report",
        "kind: book",
        [
            "7:11: not-a-choice: report or article or interview or commentary or legal-text or official-statement is needed, not 'book'"
        ],
    ),
    "untitled-perhaps": (
        SOURCES,
        "untitled: true",
        "untitled: yes",
        ["29:19: not-a-choice: true or false is needed, not 'yes'"],
    ),
    "no-sources": (
        SOURCES,
        "sources:\n",
        "source:\n",
        [
            "1:1: unknown-key: a list of sources has no 'source'; did you mean 'sources'?",
        ],
    ),
}


def copied(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_shown_with_its_place(name: str, tmp_path: Path) -> None:
    file, before, after, printed = DEFECTS[name]
    path = copied(tmp_path) / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) >= 1
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        open_pack(str(path.parent))

    assert [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems] == printed


def test_the_small_pack_is_sound(tmp_path: Path) -> None:
    pack = open_pack(str(copied(tmp_path)))

    assert (pack.rubric.id, len(pack.rubric.criteria), len(pack.ledger)) == ("two-towns", 5, 5)
    assert str(pack.newest()) == "2024-06-30"


def test_anchors_can_have_labels_and_leave_levels_out(tmp_path: Path) -> None:
    path = copied(tmp_path) / RUBRIC
    some = "{0: {label: no fear, text: None.}, 3: A charge., 4: {label: war, text: War.}}"
    path.write_text(path.read_text(encoding="utf-8").replace(FEARS, some), encoding="utf-8")

    pack = open_pack(str(path.parent))

    assert pack.rubric.criteria["fear"].anchors == {
        0: Anchor("None.", "no fear"),
        3: Anchor("A charge."),
        4: Anchor("War.", "war"),
    }
    # Ratings at a level without an anchor, also at an end of a range, claim nothing.
    with pytest.raises(InvalidInput) as caught:
        open_area(pack, "crowd-watching")
    (problem,) = caught.value.problems
    assert str(problem).endswith(
        "areas/crowd-watching.yaml:16:7: no-such-level: 'fear' has no level 2; its anchors are "
        "0, 3, 4"
    )


def test_every_passage_that_a_rubric_cites_is_looked_up(tmp_path: Path) -> None:
    rubric = copied(tmp_path) / RUBRIC
    text = rubric.read_text(encoding="utf-8").replace("section: ", "section: Not ")
    rubric.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        open_pack(str(rubric.parent))

    lines = [number for number, line in enumerate(text.splitlines(), 1) if "section: " in line]
    assert len(lines) == 16
    assert [problem.where.line for problem in caught.value.problems] == lines
    assert {problem.code for problem in caught.value.problems} == {"unknown-section"}


def test_what_the_ledger_says_arrives_with_its_line(tmp_path: Path) -> None:
    pack = open_pack(str(copied(tmp_path)))

    assert [item.line for item in pack.ledger.values()] == [2, 12, 19, 30, 40]
    assert [s.untitled for source in pack.rubric.sources.values() for s in source.sections] == [
        *(False, False, False, True)
    ]


def test_what_happens_may_be_known_on_the_same_day(tmp_path: Path) -> None:
    ledger = copied(tmp_path) / LEDGER
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace("event: 2023-04-12", "event: 2023-05-01"), encoding="utf-8")

    event = open_pack(str(ledger.parent)).ledger["treaty-bars-sale"].event
    assert str(event) == "2023-05-01"


def ledger_of(folder: Path, superseded: dict[str, str], known: int = 2021) -> Path:
    """A ledger with more items, each with those that it supersedes."""
    ledger = copied(folder) / LEDGER
    with ledger.open("a", encoding="utf-8") as file:
        for name, others in superseded.items():
            file.write(
                f"  - {{id: {name}, summary: So it was., known: {known}, source: river-2024,\n"
                f"     section: What joins, kind: research, supersedes: [{others}]}}\n"
            )
    return ledger


def test_two_lines_of_descent_to_one_item_are_no_circle(tmp_path: Path) -> None:
    items = {"oldest": "", "left": "oldest", "right": "oldest", "newest": "left, right"}
    ledger = ledger_of(tmp_path, items)

    assert open_pack(str(ledger.parent)).ledger["newest"].supersedes == ("left", "right")


def test_a_circle_is_shown_of_the_items_in_it_and_not_of_those_that_lead_to_it(
    tmp_path: Path,
) -> None:
    ledger = ledger_of(tmp_path, {"one": "two", "two": "three", "three": "four", "four": "three"})

    with pytest.raises(InvalidInput) as caught:
        open_pack(str(ledger.parent))

    assert [(problem.code, problem.message) for problem in caught.value.problems] == [
        ("circular", "'four' supersedes 'three' in turn"),
        ("circular", "'three' supersedes 'four' in turn"),
    ]
