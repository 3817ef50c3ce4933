"""What holds for every input: no trace, no better light than the rule gives, nothing that acts.

The rule is written here a second time, from its definition and not from the code: a light is
reached when no veto closes it and the answers at or below its line weigh at least the majority; the
light is the worst over the levels that the answers allow.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.formats import TEXT_FORMATS
from coopcli.problems import acting
from tests.hostile.recipes import FILES, PACK, sound

EXAMPLES = int(os.environ.get("COOPCLI_EXAMPLES", "25"))
"""Examples of each property; raise it for a long search."""

searched = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="COOPCLI_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Outcome(NamedTuple):
    code: int
    out: str
    printed: str


def outcome(*arguments: str) -> Outcome:
    """A run in this process, and the rule that holds for all of them."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    printed = io.StringIO()
    with redirect_stdout(out), redirect_stderr(printed):
        code = run(list(arguments))
        out.flush()
    text = out.buffer.getvalue().decode()
    assert code in (Exit.OK, Exit.GATE_FAILED, Exit.INVALID, Exit.NOTHING), printed.getvalue()
    assert not acting(text)
    assert not acting(printed.getvalue())
    assert "Traceback" not in printed.getvalue()
    return Outcome(code, text, printed.getvalue())


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sound pack whose files the properties overwrite."""
    folder = tmp_path_factory.mktemp("pack") / "pack"
    shutil.copytree(PACK, folder)
    return folder


def put(pack: Path, **contents: bytes | str) -> None:
    """Writes the given files of the pack, and the sound ones in the place of the others."""
    for file, path in FILES.items():
        content = contents.get(file, sound(file))
        (pack / path).write_bytes(content.encode() if isinstance(content, str) else content)


class Rule(NamedTuple):
    weights: dict[str, int]
    vetoes: dict[str, tuple[int, int]]
    lines: tuple[int, int]
    majority: Fraction


SMALL = Rule({"trust": 2, "words": 1, "bans": 3}, {"bans": (3, 4)}, (1, 2), Fraction(2, 3))
ORDER = ["red", "yellow", "green"]


def light_by_definition(rule: Rule, levels: dict[str, int]) -> str:
    for light, place in (("green", 0), ("yellow", 1)):
        closed = any(levels[name] >= veto[place] for name, veto in rule.vetoes.items())
        support = sum(w for name, w in rule.weights.items() if levels[name] <= rule.lines[place])
        if not closed and Fraction(support, sum(rule.weights.values())) >= rule.majority:
            return light
    return "red"


def worst_by_definition(rule: Rule, result: dict[str, Any]) -> str:
    """The light of the highest levels that a result's answers allow."""
    answers = [a for part in result["dimensions"] for a in part["criteria"]]
    levels = {a["id"]: a["level"][1] if a["level"] else 4 for a in answers}
    return light_by_definition(rule, levels)


# What files are made of.

LEVELS = st.integers(0, 4) | st.tuples(st.integers(0, 4), st.integers(0, 4)).map(sorted)
"""A level, or a range of two."""


@st.composite
def answers(draw: st.DrawFn, criterion: str) -> list[dict[str, Any]]:
    """Dated answers to a question, oldest first."""
    made: list[dict[str, Any]] = []
    for year in sorted(draw(st.sets(st.integers(2023, 2026), min_size=1, max_size=3))):
        level = draw(LEVELS | st.none())
        if level is None:
            made.append({"known": str(year), "missing": "Nobody looked."})
            continue
        # A 4 on a question with a veto needs a passage that names the area.
        basis = {"basis": "area", "evidence": ["a-ban"]} if criterion == "bans" else {}
        rating = {"known": str(year), "level": level, "basis": "inferred", "rationale": "So."}
        trend = draw(st.sampled_from([{}, {"trend": "easing"}, {"trend": "hardening"}]))
        made.append(rating | basis | trend)
    return made


@st.composite
def areas(draw: st.DrawFn) -> dict[str, Any]:
    """An area with answers to any of the three questions."""
    asked = draw(st.sets(st.sampled_from(sorted(SMALL.weights))))
    ratings = {name: draw(answers(name)) for name in sorted(asked)}
    return {"id": "an-area", "name": "A", "scope": "S", "form": ["dialogue"], "ratings": ratings}


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any rule, sound or not."""
    level = st.integers(0, 4)
    majority = Fraction(draw(st.integers(0, 12)), draw(st.integers(1, 12)))
    return Rule(
        {name: draw(st.integers(1, 1000)) for name in SMALL.weights},
        {"bans": (draw(level), draw(level))},
        (draw(level), draw(level)),
        majority,
    )


def rubric_of(rule: Rule) -> str:
    text = sound("rubric")
    green, yellow = rule.vetoes["bans"]
    for old, new in (
        ("weight: 2", f"weight: {rule.weights['trust']}"),
        ("weight: 1", f"weight: {rule.weights['words']}"),
        ("weight: 3", f"weight: {rule.weights['bans']}"),
        ("green: 3\n          yellow: 4", f"green: {green}\n          yellow: {yellow}"),
        ("green: 1\n    yellow: 2", f"green: {rule.lines[0]}\n    yellow: {rule.lines[1]}"),
        ("majority: 2/3", f"majority: {rule.majority}"),
    ):
        marked = new.replace(":", "\0:")  # so that no later step changes it again
        text = text.replace(old, marked, 1)
    return text.replace("\0", "")


def sound_rule(rule: Rule) -> bool:
    (green, yellow), (closes_green, closes_yellow) = rule.lines, rule.vetoes["bans"]
    return (
        green < yellow
        and green < closes_green <= closes_yellow
        and yellow < closes_yellow
        and Fraction(1, 2) < rule.majority <= 1
    )


@st.composite
def mutated(draw: st.DrawFn, file: str) -> bytes:
    """A sound file after one to four accidents."""
    content = sound(file).encode()
    for _ in range(draw(st.integers(1, 4))):
        lines = content.split(b"\n")
        at = draw(st.integers(0, max(0, len(content) - 1)))
        line = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["flip", "insert", "drop", "repeat", "swap", "splice", "cut"])):
            case "flip" if content:
                flipped = content[at] ^ (1 << draw(st.integers(0, 7)))
                content = content[:at] + bytes([flipped]) + content[at + 1 :]
            case "insert":
                content = content[:at] + draw(st.binary(min_size=1, max_size=4)) + content[at:]
            case "drop":
                content = b"\n".join(lines[:line] + lines[line + 1 :])
            case "repeat":
                content = b"\n".join([*lines[: line + 1], *lines[line:]])
            case "swap":
                lines[line], lines[other] = lines[other], lines[line]
                content = b"\n".join(lines)
            case "splice":
                parts = sound(draw(st.sampled_from(sorted(FILES)))).encode().split(b"\n")
                begin = draw(st.integers(0, len(parts) - 1))
                content = b"\n".join([*lines[:line], *parts[begin : begin + 6], *lines[line:]])
            case _:
                content = content[:at]
    return content


TEXT = st.text(min_size=1, max_size=80).filter(lambda t: t.strip() and not acting(t))


# What holds.


@searched
@given(area=areas(), year=st.integers(2022, 2027))
def test_the_light_is_the_one_that_the_rule_gives(
    pack: Path, area: dict[str, Any], year: int
) -> None:
    put(pack, area=json.dumps(area))
    ran = outcome("assess", "-r", str(pack), "an-area", "-f", "json", "--as-of", str(year))
    assert ran.code == Exit.OK, ran.printed
    result = json.loads(ran.out)

    # The answer that counts is the newest of those known by the end of the year.
    levels = {}
    for name in SMALL.weights:
        known = [a for a in area["ratings"].get(name, ()) if int(a["known"]) <= year]
        level = known[-1].get("level", [0, 4]) if known else [0, 4]
        levels[name] = level if isinstance(level, list) else [level, level]
    worst = light_by_definition(SMALL, {name: high for name, (_, high) in levels.items()})
    best = light_by_definition(SMALL, {name: low for name, (low, _) in levels.items()})

    assert (result["best"], result["worst"]) == (best, worst)
    assert result["light"] in (worst, "undetermined")
    if best == worst:
        assert result["light"] == worst


@searched
@given(rule=rules(), levels=st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3)))
def test_any_rule_is_kept_or_refused(pack: Path, rule: Rule, levels: tuple[int, ...]) -> None:
    given_levels = dict(zip(SMALL.weights, levels, strict=True))
    rating = {"known": "2024", "basis": "inferred", "rationale": "So."}
    ratings = {name: [{**rating, "level": level}] for name, level in given_levels.items()}
    area = {"id": "an-area", "name": "A", "scope": "S", "form": ["dialogue"], "ratings": ratings}
    put(pack, rubric=rubric_of(rule), area=json.dumps(area))
    ran = outcome("assess", "-r", str(pack), "an-area", "-f", "json")

    assert ran.code == (Exit.OK if sound_rule(rule) else Exit.INVALID), ran.printed
    if ran.code == Exit.OK:
        assert json.loads(ran.out)["light"] == light_by_definition(rule, given_levels)


@searched
@given(area=areas(), name=st.sampled_from(sorted(SMALL.weights)))
def test_a_higher_barrier_never_betters_the_light(
    pack: Path, area: dict[str, Any], name: str
) -> None:
    put(pack, area=json.dumps(area))
    before = json.loads(outcome("assess", "-r", str(pack), "an-area", "-f", "json").out)
    for answer in area["ratings"].get(name, ()):
        if "level" in answer:
            answer["level"] = [4, 4] if name != "bans" else [3, 4]
    put(pack, area=json.dumps(area))
    after = json.loads(outcome("assess", "-r", str(pack), "an-area", "-f", "json").out)

    assert ORDER.index(after["worst"]) <= ORDER.index(before["worst"])


@pytest.mark.parametrize("file", FILES)
@searched
@given(data=st.data())
def test_an_accident_in_a_file_is_refused_or_harmless(
    pack: Path, file: str, data: st.DataObject
) -> None:
    put(pack, **{file: data.draw(mutated(file))})
    ran = outcome("assess", "-r", str(pack), "an-area", "-f", "json")
    checked = outcome("check", "-f", "json", str(pack))

    assert ran.code in (Exit.OK, Exit.INVALID)
    assert json.loads(checked.out)["problems"] or ran.code == Exit.OK, "check sees less"
    if ran.code == Exit.OK:
        result = json.loads(ran.out)
        rule = rule_of(result)
        assert result["worst"] == worst_by_definition(rule, result)
        assert result["light"] in (result["worst"], "undetermined")
        printed = {
            form: outcome("assess", "-r", str(pack), "an-area", "-f", form) for form in TEXT_FORMATS
        }
        assert MarkdownIt().parse(printed["markdown"].out)[1].content
        file_check = outcome("check", "-r", str(pack), str(pack / FILES["area"]))
        assert file_check.code == Exit.OK, "check and assess differ"
    else:
        assert ran.printed.strip()
        assert not ran.out


def rule_of(result: dict[str, Any]) -> Rule:
    """The rule as a result tells it."""
    printed = result["rule"]
    lines = printed["lines"]
    answered = [a for part in result["dimensions"] for a in part["criteria"]]
    return Rule(
        {a["id"]: a["weight"] for a in answered},
        {name: (veto["green"], veto["yellow"]) for name, veto in printed["vetoes"].items()},
        (lines["green"], lines["yellow"]),
        Fraction(printed["majority"]),
    )


@searched
@given(text=TEXT)
def test_any_text_is_carried_exactly_and_does_not_act(pack: Path, text: str) -> None:
    area, evidence = sound("area"), sound("evidence")
    written = json.dumps(text, ensure_ascii=False)
    area = area.replace("What is judged.", written).replace("A permit is needed.", written)
    put(pack, area=area, evidence=evidence.replace("A law forbids it.", written))
    for form in TEXT_FORMATS:
        ran = outcome("assess", "-r", str(pack), "an-area", "-v", "-f", form)
        assert ran.code == Exit.OK, ran.printed
        assert not any(line.lstrip().startswith("::") for line in ran.out.split("\n"))
        if form == "json":
            result = json.loads(ran.out)
            assert result["area"]["scope"] == text.strip()
            assert text.strip() in [item["summary"] for item in result["evidence"]]


@searched
@given(text=st.text(min_size=1, max_size=40))
def test_any_word_on_the_command_line_is_refused_or_meant(text: str) -> None:
    if "\0" in text or text.startswith("-"):
        text = f"x{text.replace(chr(0), '')}"
    for words in (["assess", text], ["explain", text], ["assess", "an-area", "--as-of", text]):
        assert outcome(*words, "-r", str(PACK)).code in (Exit.OK, Exit.INVALID)


@searched
@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused_as_an_area_and_as_a_result(pack: Path, content: bytes) -> None:
    put(pack, area=content)
    assert outcome("assess", "-r", str(pack), "an-area").code == Exit.INVALID
    assert outcome("render", str(pack / FILES["area"])).code == Exit.INVALID


@searched
@given(data=st.data())
def test_a_changed_result_is_refused_or_shown(pack: Path, data: st.DataObject) -> None:
    put(pack)
    result = json.loads(outcome("assess", "-r", str(pack), "an-area", "-f", "json").out)
    for _ in range(data.draw(st.integers(1, 3))):
        _change_one_part(result, data)
    path = pack.parent / "result.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    for form in TEXT_FORMATS:
        assert outcome("render", str(path), "-f", form).code in (Exit.OK, Exit.INVALID)


def _change_one_part(value: Any, data: st.DataObject) -> None:
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(value[key], dict | list) or data.draw(st.integers(0, 5)) == 0:
            break
        value = value[key]
    other = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.floats()
    words = st.sampled_from(["red", "green", "missing", "0", "1/0", "9999-12", "a-ban", "", [], {}])
    value[key] = data.draw(other | words)
