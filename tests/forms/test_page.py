"""The form in a real Chromium: filled in by keyboard, reloaded, saved, and read back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopcli.forms.page import page
from coopcli.identity import receipt_of
from coopcli.model import Anchor, NoLevel, Rating, Sheet
from coopcli.packs.library import areas_of, open_pack
from coopcli.reading import source
from coopcli.reading.sheet import read_sheet
from coopcli.studies.questionnaire import Questionnaire, asked_area, questionnaire
from tests.browser import Page, browser, chromium, downloaded
from tests.examples import ROOT, SMALL_PACK, a_rubric, an_area, the_pack

PACK = open_pack(str(ROOT / SMALL_PACK))
AXE = os.environ.get("COOPCLI_AXE", "")

needs_chromium = pytest.mark.skipif(not chromium(), reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Path]]:
    """A page of a browser, and the folder of its downloads."""
    folder = tmp_path_factory.mktemp("browser")
    with browser(folder) as found:
        yield found, folder


def shown(window: tuple[Page, Path], name: str, content: str) -> Page:
    """The browser with a form that was opened from a file."""
    opened, folder = window
    opened.events.clear()
    (folder / name).write_text(content, encoding="utf-8")
    opened.open((folder / name).as_uri())
    return opened


def focus(opened: Page, selector: str) -> None:
    opened.run(f"document.querySelector({selector!r}).focus()")


def words(opened: Page, name: str) -> str:
    found: str = opened.run(f"document.getElementById({name!r}).textContent")
    return found


def read(path: Path) -> Sheet:
    return read_sheet(source.read(str(path)), date.max.replace(year=9998))


@needs_chromium
def test_a_sheet_is_filled_in_by_keyboard_continued_the_next_day_and_read_back(
    window: tuple[Page, Path],
) -> None:
    opened = shown(window, "form.html", page(questionnaire(PACK, ["fish-counting"])))
    focus(opened, "#rater")
    opened.type("Füchsin “F” # {x}: ثعلب\u200f")
    for _ in range(3):  # to the date, which has three parts
        opened.press("Tab")
    opened.run("document.querySelector('input[type=radio]').focus()")
    opened.press("2")
    focus(opened, ".reason")
    opened.type("Because: “no”,\n# said <b>she</b> \\n \u202e\x07and 'left'.")
    opened.press("Tab")  # to the facts of the next question, where a digit chooses as well
    opened.press("0")
    opened.press("ArrowDown")
    opened.press("Tab")  # to the range
    opened.press("Tab")
    assert opened.run("document.activeElement.id") == "fish-counting.fear-reason"
    assert words(opened, "count") == "2 of 5"
    assert words(opened, "status") == "Kept in this browser."

    opened.reload()

    # Who opens the form next on this machine sees a name, and no answer.
    assert opened.run("document.querySelectorAll('input:checked').length") == 0
    assert (
        words(opened, "drafts").strip() == "Continue the draft of Füchsin “F” # {x}: ثعلب, round 1"
    )
    focus(opened, "#drafts button")
    opened.press("Enter")
    assert words(opened, "count") == "2 of 5"
    focus(opened, "#next")
    opened.press("Enter")
    assert opened.run("document.activeElement.closest('.question').dataset.question") == "law"
    opened.run("document.querySelector('[id=\"fish-counting.law-unknown\"]').click()")
    opened.run("document.querySelector('[id=\"fish-counting.gain-not-applicable\"]').click()")
    opened.run("document.querySelector('.fact').click()")
    focus(opened, "#save")
    opened.press("Enter")

    path = downloaded(window[1], "answers-*.yaml")
    one = read(path)
    assert re.fullmatch(r"answers-Füchsin-F-x-ثعلب-round-1-[0-9a-f]{8}\.yaml", path.name)
    assert (one.rater, one.round, one.rubric) == ("Füchsin “F” # {x}: ثعلب", 1, "two-towns")
    answers = one.areas["fish-counting"]
    assert {name: answer.given for name, answer in answers.items()} == {
        "words": (2, 2),
        "fear": (1, 1),
        "law": NoLevel.UNKNOWN,
        "gain": NoLevel.NOT_APPLICABLE,
    }
    assert answers["words"].reason == "Because: “no”,\n# said <b>she</b> \\n and 'left'."
    assert answers["words"].evidence == ("towns-read-alike",)
    assert one.receipt == words(opened, "receipt") == receipt_of(path.read_text(encoding="utf-8"))
    assert opened.run("document.getElementById('sheet').value") == path.read_text(encoding="utf-8")

    # Another answer is another sheet: the old receipt is not shown beside it.
    opened.run("document.querySelector('[id=\"fish-counting.law-2\"]').click()")
    assert opened.run("document.getElementById('done').hidden")
    assert opened.complaints() == []
    assert [url for url in opened.requests() if not url.startswith(("file:", "data:"))] == []


@needs_chromium
def test_a_draft_file_goes_on_in_another_browser_and_leaves_out_what_reads_otherwise(
    window: tuple[Page, Path],
) -> None:
    opened = shown(window, "one.html", page(questionnaire(PACK, ["fish-counting"])))
    opened.run("localStorage.clear()")
    opened.reload()
    focus(opened, "#rater")
    opened.type("lynx")
    for name in ("words-1", "fear-3"):
        opened.run(f"document.querySelector('[id=\"fish-counting.{name}\"]').click()")
    opened.run("document.querySelector('#save-draft').click()")
    path = downloaded(window[1], "draft-lynx-*.json")
    opened.run("localStorage.clear()")

    rubric = PACK.rubric
    first, *rest = rubric.dimensions
    words_, *others = first.criteria
    edited = replace(words_, question="Do both towns mean the same by two counts?")
    changed = replace(rubric, dimensions=(replace(first, criteria=(edited, *others)), *rest))
    asked = questionnaire(PACK._replace(rubric=changed), ["fish-counting"])
    opened = shown(window, "two.html", page(asked))
    opened.choose_file("#load", path)
    opened.wait("document.getElementById('status').textContent.includes('otherwise')")

    assert words(opened, "status").startswith("1 answers are to questions that read otherwise")
    assert opened.run("document.getElementById('rater').value") == "lynx"
    assert opened.run("[...document.querySelectorAll('input:checked')].map(one => one.id)") == [
        "fish-counting.fear-3"
    ]

    (window[1] / "no.json").write_text("[1, 2", encoding="utf-8")
    opened.choose_file("#load", window[1] / "no.json")
    opened.wait("document.getElementById('status').textContent.includes('no draft')")
    assert words(opened, "count") == "1 of 5"


@needs_chromium
def test_who_comes_back_and_types_the_own_name_loses_nothing(window: tuple[Page, Path]) -> None:
    content = page(questionnaire(PACK, ["fish-counting"]))
    opened = shown(window, "back.html", content)
    opened.run("localStorage.clear()")
    opened.reload()
    focus(opened, "#rater")
    opened.type("lynx")
    opened.press("Tab")
    opened.run("document.querySelector('[id=\"fish-counting.words-3\"]').click()")
    opened.reload()

    focus(opened, "#rater")
    opened.type("lynx")
    assert words(opened, "count") == "0 of 5"  # somebody may be called lynxes
    opened.press("Tab")

    assert words(opened, "status") == "The draft goes on."
    assert words(opened, "count") == "1 of 5"
    assert opened.run("document.activeElement.closest('.question').dataset.question") == "fear"
    rounds = (
        "Object.keys(localStorage).map(name => name.split(':').slice(2).join(':')).sort().join()"
    )
    opened.run("document.querySelector('#round').value = '2'")
    opened.run("document.querySelector('#round').dispatchEvent(new Event('change'))")
    assert opened.run(rounds) == "1:lynx,2:lynx"  # another round takes no draft away

    later = page(questionnaire(PACK, ["fish-counting"], number=3))
    opened = shown(window, "back-3.html", later)
    buttons = "[...document.querySelectorAll('#drafts button')].map(one => one.innerText).join()"
    assert "lynx, round 2" in opened.run(buttons)
    opened.run("document.querySelector('#drafts button').click()")
    assert words(opened, "status").endswith("go on as those of round 3.")
    assert opened.run(rounds) == "1:lynx,2:lynx,3:lynx"
    # A sheet each, with a number of its own.
    nonces = "new Set(Object.values(localStorage).map(one => JSON.parse(one).nonce)).size"
    assert opened.run(nonces) == 3
    opened = shown(window, "back.html", content)

    # With answers on the page, those of another draft are neither overwritten nor mixed in.
    opened.reload()
    opened.run("document.querySelector('[id=\"fish-counting.law-1\"]').click()")
    focus(opened, "#rater")
    opened.type("lynx")
    opened.press("Tab")
    assert words(opened, "status").startswith("There is another draft of this name and round")
    opened.run("document.querySelector('[id=\"fish-counting.law-2\"]').click()")
    assert words(opened, "status").startswith("There is another draft of this name and round")
    key = "Object.keys(localStorage).find(name => name.endsWith('1:lynx'))"
    draft = f"JSON.parse(localStorage.getItem({key}))"
    assert opened.run(f"{draft}.areas['fish-counting'].words.given") == "3"
    assert opened.run(f"{draft}.areas['fish-counting'].law.given") == ""
    opened.type("es")
    opened.press("Tab")
    assert opened.complaints() == []


@needs_chromium
def test_a_range_and_answers_that_are_no_level_have_keys(window: tuple[Page, Path]) -> None:
    opened = shown(window, "range.html", page(questionnaire(PACK, ["fish-counting"])))
    opened.run("localStorage.clear()")
    opened.reload()
    focus(opened, "#rater")
    opened.type("owl")
    for name, key in (("words", "1"), ("fear", "?"), ("law", "n"), ("channel", "3")):
        focus(opened, f"[id='fish-counting.{name}-0']")
        opened.press(key)
    focus(opened, "[id='fish-counting.words-up-to']")
    opened.press("3")  # in the range a digit is no level
    assert opened.run("document.getElementById('fish-counting.words-1').checked")
    for name, value in (("words", "2"), ("fear", "3"), ("channel", "2")):
        opened.run(f"document.getElementById('fish-counting.{name}-up-to').value = '{value}'")
    opened.run(
        "document.querySelector('.up-to').dispatchEvent(new Event('input', {bubbles: true}))"
    )
    opened.reload()
    focus(opened, "#rater")
    opened.type("owl")
    opened.press("Tab")
    opened.run("document.querySelector('#save').click()")

    answers = read(downloaded(window[1], "answers-owl-*.yaml")).areas["fish-counting"]
    assert {name: answer.given for name, answer in answers.items()} == {
        "words": (1, 2),
        "fear": NoLevel.UNKNOWN,
        "law": NoLevel.NOT_APPLICABLE,
        "channel": (3, 3),  # up to a lower level is no range
    }


@needs_chromium
def test_a_name_is_asked_for_before_a_sheet_is_saved(window: tuple[Page, Path]) -> None:
    opened = shown(window, "name.html", page(questionnaire(PACK, ["cloud-naming"])))
    opened.run("localStorage.clear()")
    opened.reload()
    opened.run("document.querySelector('#save').click()")

    assert words(opened, "status") == "Fill in your name, the round and the date first."
    assert opened.run("document.activeElement.id") == "rater"
    opened.type("eel")
    opened.run("document.querySelector('#save').click()")
    assert words(opened, "status") == "Answer a question first."
    assert opened.run("document.getElementById('done').hidden")


HOSTILE = "</script><img src=x onerror=window.hit=1>\u202b<script>window.hit=1</script>&quot;'\"{0}"
ARABIC = "هل يتفق الطرفان على معنى واحد للكلمات؟"


def many(count: int) -> Questionnaire:
    """Two areas with so many questions in all, from right to left, with harmful text."""
    names = [f"q{number}" for number in range(count // 2)]
    rubric = a_rubric(criteria={"d": tuple(names)}, vetoes=())
    criteria = tuple(
        replace(
            criterion,
            name=ARABIC,
            question=HOSTILE,
            anchors={n: Anchor(f"{ARABIC} {HOSTILE}", HOSTILE[:30]) for n in range(5)},
        )
        for criterion in rubric.criteria.values()
    )
    rubric = replace(rubric, dimensions=(replace(rubric.dimensions[0], criteria=criteria),))
    found = []
    for name in ("one", "two"):
        area = replace(an_area(), id=name, name=ARABIC, scope=HOSTILE)
        found.append(asked_area(rubric, area))
    return Questionnaire(rubric, tuple(found), 2)


@needs_chromium
def test_two_hundred_questions_from_right_to_left_are_answered_and_nothing_acts(
    window: tuple[Page, Path],
) -> None:
    opened = shown(window, "many.html", page(many(200)))
    opened.run("localStorage.clear()")
    opened.reload()
    focus(opened, "#rater")
    opened.type("ثعلب")
    assert opened.run("typeof window.hit") == "undefined"
    assert opened.run("document.querySelectorAll('img').length") == 0
    heading = "document.querySelector('.question h3')"
    assert opened.run(f"getComputedStyle({heading}).direction") == "rtl"
    opened.run(
        "for (const one of document.querySelectorAll('.question')) {"
        "  one.querySelectorAll('input')[3].click();"
        "  one.querySelector('.reason').value = 'سبب '.repeat(100) + '😀';"
        "}"
        "document.querySelector('.reason').dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert words(opened, "count") == "200 of 200"
    opened.run("document.querySelector('#save').click()")

    one = read(downloaded(window[1], "answers-ثعلب-round-2-*.yaml"))
    assert [len(answers) for answers in one.areas.values()] == [100, 100]
    answer = one.areas["two"]["q99"]
    assert answer.given == (3, 3)
    assert answer.reason == "سبب " * 100 + "😀"
    assert opened.complaints() == []


@needs_chromium
@pytest.mark.skipif(not AXE, reason="COOPCLI_AXE names no axe.min.js of the package axe-core")
@pytest.mark.parametrize("asked", ["small", "many"])
def test_axe_finds_nothing(window: tuple[Page, Path], asked: str) -> None:
    content = page(many(20) if asked == "many" else questionnaire(PACK, ["fish-counting"]))
    opened = shown(window, f"axe-{asked}.html", content)
    opened.run("document.getElementById('done').hidden = false")
    opened.run(Path(AXE).read_text(encoding="utf-8"))

    found = opened.run(
        "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html)))"
    )
    assert found == []


def test_no_answer_and_no_light_of_anybody_is_in_a_form() -> None:
    pack = the_pack()
    area = next(area for area in areas_of(pack) if area.id == "facial-recognition")
    content = page(questionnaire(pack, [area.id]))

    for ratings in area.ratings.values():
        for rating in ratings:
            text = rating.because if isinstance(rating, Rating) else rating.reason
            assert text[-40:] not in content
    for headline in area.headlines:
        assert headline.text[-40:] not in content
    assert isinstance(next(iter(area.ratings.values()))[0], Rating)
    assert not re.search(
        r"\b(green|yellow|red)\b", re.sub("<style>.*?</style>", "", content, flags=re.S)
    )


def test_a_page_names_what_it_may_run_and_reaches_nothing() -> None:
    content = page(questionnaire(PACK, ["fish-counting"]))

    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', content)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not re.findall(r"unsafe|https?:|//[a-z]", policy)
    assert not re.findall(r"""(?:src|href|action)=["']?https?:""", content)
    assert content.count("<script") == 2


def test_facts_after_a_date_are_not_shown() -> None:
    asked = questionnaire(PACK, ["fish-counting"], as_of=None)
    earlier = questionnaire(
        PACK, ["fish-counting"], as_of=PACK.newest()._replace(last=date(2022, 12, 31))
    )

    facts = [fact.item.known.last for one in asked.areas[0].questions for fact in one.facts]
    before = [fact.item.known.last for one in earlier.areas[0].questions for fact in one.facts]
    assert max(facts) > date(2022, 12, 31)
    assert before
    assert max(before) <= date(2022, 12, 31)
