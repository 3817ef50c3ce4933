"""Every input has a bound: of size, of what a message quotes of it, and of the work it makes."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coopcli.analysis.acceptability import entropy_bits
from coopcli.cli.config import MOST_PARTS, settings
from coopcli.cli.listing import LONGEST_NAME, MOST_NAMES, names_in
from coopcli.cli.main import run
from coopcli.cli.robustness import MOST_DRAWS, MOST_SEED
from coopcli.packs import library
from coopcli.problems import (
    LONGEST_MESSAGE,
    LONGEST_QUOTE,
    InvalidInput,
    Location,
    Problem,
    quoted,
)
from coopcli.reading.area import MOST_RATINGS
from coopcli.reading.rubric import MOST_QUESTIONS
from coopcli.studies.batching import MOST_UNKNOWN
from coopcli.studies.compare import MOST_AREAS
from tests.examples import GREEN, RED, ROOT
from tests.hostile.recipes import PACK

Captured = pytest.CaptureFixture[str]
ASSESS = ("assess", "-r", str(PACK), "an-area")


# Messages.


@pytest.mark.parametrize(
    "value",
    ["x" * 10_000, "\x1b" * 10_000, ["x"] * 10_000, 1 << 100_000, {"a": "\u202e" * 500}],
    ids=["text", "escapes", "list", "number", "mapping"],
)
def test_what_is_quoted_is_short_and_does_not_act(value: object) -> None:
    text = quoted(value)

    assert len(text) <= 10 * LONGEST_QUOTE  # an escape is written with up to ten characters
    assert text.isprintable()


def test_a_problem_is_short_whatever_it_says() -> None:
    problem = Problem(Location("p" * 5_000, 1, 1), "code", "m" * 50_000)

    assert len(problem.message) == LONGEST_MESSAGE
    assert len(problem.where.path) == LONGEST_MESSAGE
    assert problem.message.endswith("mmm...")


LONG = "k" * 50_000


@pytest.mark.parametrize(
    "words",
    [
        ("assess", LONG),
        ("assess", f"{LONG}.yaml"),
        ("assess", "an-area", "-r", LONG),
        ("assess", "an-area", "-r", str(PACK), "--as-of", LONG),
        ("assess", "an-area", "-r", str(PACK), "-f", LONG),
        ("assess", "an-area", "-r", str(PACK), "-o", f"{LONG}.json"),
        ("assess", "an-area", "-r", str(PACK), "--color", LONG),
        ("batch", "--all", "-r", str(PACK), "--fail-on", LONG),
        ("batch", "--all", "-r", str(PACK), "--min-coverage", "9" * 5_000),
        ("batch", "--all", "-r", str(PACK), "--workers", "9" * 5_000),
        ("batch", "--all", "-r", str(PACK), "--baseline", f"{LONG}.json"),
        ("robustness", "an-area", "-r", str(PACK), "--seed", "9" * 5_000),
        ("robustness", "an-area", "-r", str(PACK), "--draws", "9" * 5_000),
        ("what-if", "an-area", "-r", str(PACK), "--set", f"{LONG}={LONG}"),
        ("what-if", "an-area", "-r", str(PACK), "--set", f"trust={LONG}"),
        ("explain", LONG),
        ("render", LONG),
        ("check", LONG),
        (LONG,),
    ],
    ids=lambda words: " ".join(word[:20] for word in words),
)
def test_no_word_of_the_command_line_is_repeated_in_full(
    words: tuple[str, ...], capsys: Captured
) -> None:
    code = run(list(words))
    out, err = capsys.readouterr()

    assert code in (1, 2, 3)
    assert err or out
    assert max(map(len, (out + err).splitlines())) <= 4_000


def test_a_long_key_is_not_repeated_in_full(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.yaml"
    for text in (f"{LONG}: 1\n{LONG}: 2\n", f"{LONG}: 1\n"):
        text = text.replace(LONG, f"? {LONG}\n")  # a key of more than 1024 characters
        path.write_text(text, encoding="utf-8")
        assert run(["assess", str(path), "-r", str(PACK)]) == 2
        assert max(map(len, capsys.readouterr().err.splitlines())) < 1_000


# The configuration.


def refused(text: str, folder: Path) -> list[str]:
    (folder / "coopcli.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        settings({}, folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


DEEP = ".".join(["a"] * 20_000)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{DEEP} = 1\n", "coopcli.toml:1:1: too-deep: a key has at most 32 parts"),
        (f"x = 1\n[{DEEP}]\n", "coopcli.toml:2:2: too-deep: a key has at most 32 parts"),
        (
            "x = {" + " . ".join(['"a b"'] * 20_000) + " = 1}\n",
            "coopcli.toml:1:6: too-deep: a key has at most 32 parts",
        ),
        ("x = " + "[" * 100_000, "coopcli.toml: too-deep: lists and tables nest too deep"),
        ("x = " + "9" * 5_000, "coopcli.toml: not-toml: this is no TOML: KEY = VALUE is needed"),
        ("x = 1\ny z\n", "coopcli.toml:2:3: not-toml: this is no TOML: KEY = VALUE is needed"),
    ],
    ids=["key", "table", "quoted", "lists", "digits", "words"],
)
def test_a_configuration_is_bounded(text: str, message: str, tmp_path: Path) -> None:
    assert refused(text, tmp_path) == [message]


def test_a_key_may_have_as_many_parts_as_the_bound(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(".".join(["a"] * MOST_PARTS) + " = 1\n")

    assert settings({}, tmp_path)["workers"].origin == "default"


def test_few_problems_of_a_configuration_are_reported(tmp_path: Path) -> None:
    lines = refused("".join(f"key-{number} = 1\n" for number in range(3_000)), tmp_path)

    assert len(lines) == 21
    assert lines[-1].endswith(
        "too-many-problems: after 20 problems the rest of the file is not looked at"
    )


@pytest.mark.parametrize(
    "text",
    [
        f'{LONG} = "{LONG}"',
        f'format = "{LONG}"',
        f'fail-on = ["{LONG}"]',
        "fail-on = [" + '"red", ' * 101 + "]",
        "workers = 0x" + "f" * 50_000,
        "min-coverage = 0x" + "f" * 50_000,
        "min-coverage = nan",
        "min-coverage = inf",
    ],
    ids=lambda text: text[:20],
)
def test_a_value_of_a_configuration_is_bounded(text: str, tmp_path: Path) -> None:
    (line,) = refused(text, tmp_path)

    assert len(line) <= 400


# The list on standard input.


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"a.yaml\nb.yaml\r\n\n  \n", ["a.yaml", "b.yaml"]),
        (b"a.yaml\0b c.yaml\0", ["a.yaml", "b c.yaml"]),
        (b"\xef\xbb\xbfa\n", ["a"]),
        (b"\xff\n", ["\udcff"]),
        (b"a\nb\n", ["a", "b"]),
        (b"", []),
    ],
)
def test_a_list_has_a_name_a_line_or_before_each_nul(content: bytes, names: list[str]) -> None:
    assert names_in(content) == names


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    "text", ["/x/a.yaml\n/x/b.yaml\n", "/areas", "ärea.yaml\r\n", "区域.yaml\n"]
)
def test_a_list_in_utf_16_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(InvalidInput, match="not-utf-8: UTF-8 is needed, this looks like UTF-16"):
        names_in(text.encode(encoding))


def test_a_list_is_bounded() -> None:
    with pytest.raises(InvalidInput, match=f"too-many-names: at most {MOST_NAMES} names"):
        names_in(b"a\n" * (MOST_NAMES + 1))
    with pytest.raises(InvalidInput, match=f"too-long: a name has at most {LONGEST_NAME} bytes"):
        names_in(b"a" * (LONGEST_NAME + 1))


# Surroundings.


@pytest.mark.parametrize("columns", ["000099999999", "99999999999", "1001", "9" * 5_000])
def test_no_line_is_wider_than_the_bound(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    assert run(list(ASSESS)) == 0
    widest = capsys.readouterr().out

    monkeypatch.setenv("COLUMNS", columns)
    assert run(list(ASSESS)) == 0
    assert capsys.readouterr().out == widest


@pytest.mark.parametrize(("columns", "same"), [("00040", "40"), ("0000", "80")])
def test_zeros_before_a_width_do_not_count(
    columns: str, same: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    made = []
    for value in (columns, same):
        monkeypatch.setenv("COLUMNS", value)
        assert run(list(ASSESS)) == 0
        made.append(capsys.readouterr().out)

    assert made[0] == made[1]


def test_a_share_below_the_smallest_number_has_no_logarithm() -> None:
    least = Fraction(1, 10**400)

    assert entropy_bits({RED: least, GREEN: 1 - least}) == 0


# Counted work: what took minutes is worked out, or refused with a bound.


def a_pack(folder: Path, questions: int, *, areas: int = 0) -> str:
    """A pack with many questions of various weights, and areas with open answers."""
    shutil.copytree(PACK, folder / "pack")
    rubric = (PACK / "rubric.yaml").read_text(encoding="utf-8")
    head, rest = rubric.split("      - id: words\n", 1)
    words, tail = rest.split("  - id: laws\n", 1)
    many = "".join(
        f"      - id: q{number}\n" + words.replace("weight: 1", f"weight: {1 + number % 9}")
        for number in range(questions - 3)
    )
    one = f"      - id: words\n{words}"
    text = f"{head}{one}{many}  - id: laws\n{tail}"
    (folder / "pack" / "rubric.yaml").write_text(text, encoding="utf-8")
    for number in range(areas):
        area = (PACK / "areas" / "an-area.yaml").read_text(encoding="utf-8")
        area = area.replace("id: an-area", f"id: area-{number}").replace("An area", f"A {number}")
        area = area.replace("some area", f"alias {number}").split("expect:")[0]
        path = folder / "pack" / "areas" / f"area-{number}.yaml"
        path.write_text(area, encoding="utf-8")
    return str(folder / "pack")


def test_a_rubric_has_a_bounded_number_of_questions(tmp_path: Path, capsys: Captured) -> None:
    pack = a_pack(tmp_path, MOST_QUESTIONS + 1)

    assert run(["assess", "an-area", "-r", pack]) == 2
    assert "too-many-questions: at most 100 questions are read, not 101" in capsys.readouterr().err


def test_a_question_has_a_bounded_number_of_ratings(tmp_path: Path, capsys: Captured) -> None:
    area = (PACK / "areas" / "an-area.yaml").read_text(encoding="utf-8")
    first = "    - known: 2022\n      missing: Nobody had looked.\n"
    assert first in area
    path = tmp_path / "a.yaml"
    path.write_text(area.replace(first, first * MOST_RATINGS), encoding="utf-8")

    assert run(["timeline", str(path), "-r", str(PACK)]) == 2
    assert "wrong-length: 1 to 200 items are needed, not 201" in capsys.readouterr().err


def test_the_largest_rubric_is_worked_out(tmp_path: Path, capsys: Captured) -> None:
    pack = a_pack(tmp_path, MOST_QUESTIONS)

    assert run(["rubric", "audit", "-r", pack]) == 0
    assert run(["batch", "--all", "-r", pack, "--fail-on-outlook", "negative"]) in (0, 4)
    assert "undecided" in capsys.readouterr().out


def test_majorities_of_their_own_have_a_bounded_number_of_votes(
    tmp_path: Path, capsys: Captured
) -> None:
    """Three lights of the pack have majorities of their own; its weights add up to 6."""
    pack = tmp_path / "tides"
    shutil.copytree(ROOT / "tests" / "tides", pack)
    rubric = (pack / "rubric.yaml").read_text(encoding="utf-8")
    assert rubric.count("weight: 2\n") == 1

    def heavy(votes: int) -> int:
        text = rubric.replace("weight: 2\n", f"weight: {votes - 4}\n")
        (pack / "rubric.yaml").write_text(text, encoding="utf-8")
        return run(["rubric", "audit", "-r", str(pack)])

    assert heavy(82) == 0
    assert heavy(83) == 2
    assert (
        "3 lights with majorities of their own need weights that add up to at most 82, not to "
        in (capsys.readouterr().err)
    )


def test_few_unknown_names_are_looked_up(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"no-area-{number}" for number in range(MOST_UNKNOWN + 50)]
    looked_up = []
    real = library.area_path

    def counted(*given: Any) -> str:
        looked_up.append(given)
        return real(*given)

    monkeypatch.setattr(library, "area_path", counted)

    assert run(["batch", "-r", str(PACK), *names, "-o", str(tmp_path / "x.json")]) == 2
    assert len(looked_up) == MOST_UNKNOWN + 1
    assert capsys.readouterr().err.endswith(
        "too-many-problems: after 100 unknown names the rest is not looked up\n"
    )


def test_seed_and_draws_are_bounded(capsys: Captured) -> None:
    for words in (("--seed", str(MOST_SEED + 1)), ("--draws", str(MOST_DRAWS + 1))):
        assert run(["robustness", "an-area", "-r", str(PACK), *words]) == 2
        assert "is not in the range" in capsys.readouterr().err
    assert run(["robustness", "an-area", "-r", str(PACK), "--seed", str(MOST_SEED)]) == 0


def test_few_problems_of_a_saved_result_are_looked_for(tmp_path: Path, capsys: Captured) -> None:
    assert run(["assess", "-r", str(PACK), "an-area", "-f", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    result |= {"k" * 50_000 + str(number): 1 for number in range(1_000)}
    (tmp_path / "x.json").write_text(json.dumps(result), encoding="utf-8")

    assert run(["render", str(tmp_path / "x.json")]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 20
    assert max(map(len, lines)) < 1_000


def test_no_more_areas_are_compared_than_the_bound(capsys: Captured) -> None:
    assert run(["compare", "-r", str(PACK), *["an-area"] * (MOST_AREAS + 1)]) == 2
    assert "too-many-areas: at most 300 areas are compared" in capsys.readouterr().err
