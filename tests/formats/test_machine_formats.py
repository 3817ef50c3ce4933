from __future__ import annotations

import csv
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from coopcli.formats import FORMATS, Style, github, junit, markdown, render, sarif
from coopcli.formats import csv as csv_format
from coopcli.results.parts import FileProblem
from coopcli.studies.check import Check
from coopcli.text import Report
from tests.formats.hostile import PAYLOADS, a_batch

SCHEMAS = Path(__file__).parents[1] / "standards"
DATA = a_batch()


def printed(name: str, **style: Any) -> str:
    return render(Report(DATA), name, Style(**style))


@pytest.mark.parametrize(
    "name", [name for name, f in FORMATS.items() if f.takes("batch") and not f.extra]
)
def test_no_format_lets_a_control_character_out(name: str) -> None:
    text = printed(name)

    assert text.endswith("\n")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("name", ["text", "github", "markdown"])
def test_no_line_is_a_command_to_a_runner(name: str) -> None:
    for line in printed(name).splitlines():
        if name != "github":
            assert not line.strip().startswith("::")
        assert "##[" not in line


def test_the_one_area_has_the_light_and_the_bad_input_a_line() -> None:
    assert printed("light") == "red\nunread\n"


def test_junit_is_what_the_published_schema_asks_for() -> None:
    text = printed("junit")

    for name in ("junit-10.xsd", "junit.xsd"):
        xmlschema.XMLSchema(SCHEMAS / name).validate(text)
    suites = ElementTree.fromstring(text)
    assert [suite.get("name") for suite in suites] == ["an-area", "bad\\x1b[31m.yaml"]
    area = suites[0]
    assert len(area.findall("testcase")) == 15
    assert area.get("skipped") == "1"
    assert int(area.get("failures", "0")) == len(area.findall("testcase/failure")) > 0
    assert suites[1].find("testcase/error") is not None


@given(st.text())
def test_xml_keeps_every_character_that_it_can_hold(text: str) -> None:
    made = junit._attributes({"a": text})
    back = ElementTree.fromstring(f"<x{made}/>").get("a")

    assert back is not None
    assert len(back) == len(junit.legal(text))
    kept = [(a, b) for a, b in zip(text, back, strict=True) if a != b]
    assert all(b == "\ufffd" for a, b in kept)
    assert not any(
        ord(a) >= 0x20 and not 0xD800 <= ord(a) <= 0xDFFF and ord(a) < 0xFFFE for a, _ in kept
    )


def test_sarif_is_of_the_standard_and_points_at_ratings() -> None:
    log = json.loads(printed("sarif"))

    for name in ("sarif-2.1.0-rtm.5.json", "sarif-subset.json"):
        jsonschema.validate(log, json.loads((SCHEMAS / name).read_text(encoding="utf-8")))
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert places[0]["artifactLocation"]["uri"] == "areas/a%20b%2Cc%25%3A%C3%BC.yaml"
    rated = [r for r in run["results"] if r["ruleId"] == "legal-restrictions"]
    assert [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in rated] == [7]
    told_of = next(r for r in run["results"] if "javascript" in r["message"]["text"])
    assert "\\[x\\](javascript:1) {{0}} \\\\" in told_of["message"]["text"]


@pytest.mark.parametrize(("count", "errors"), [(10, 10), (11, 10), (300, 10)])
def test_github_gets_ten_annotations_of_a_kind_and_the_log_all_with_the_total(
    count: int, errors: int
) -> None:
    problems = (FileProblem("x.yaml", n, 2, "wrong", "::no") for n in range(1, count + 1))
    result = Check(files=("x.yaml",), problems=tuple(problems), notes=())

    lines = render(Report(result), "github", Style()).splitlines()

    commands = [line for line in lines if line.startswith("::")]
    assert sum(line.startswith("::error ") for line in commands) == errors
    assert [line for line in lines if not line.startswith("::")] == [
        f"x.yaml:{number}:2: error: wrong: ::no" for number in range(11, count + 1)
    ]
    total = [line for line in commands if line.startswith("::notice ")]
    assert len(total) == (count > 10)
    assert all(f"{count - 10} of them stand in the log" in line for line in total)


@pytest.mark.parametrize("name", ["sarif", "github"])
def test_places_are_named_from_the_root(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "repo" / "sub"
    (inner / "areas").mkdir(parents=True)
    (tmp_path / "outer").mkdir()
    os.symlink(inner / "areas", inner / "linked")
    os.symlink(tmp_path / "outer", inner / "away")
    os.symlink(tmp_path / "repo", tmp_path / "other-name")
    monkeypatch.chdir(tmp_path / "other-name" / "sub")
    absolute = f"{tmp_path}/outer/ä b.yaml"
    places = {
        "areas/a b.yaml": "sub/areas/a b.yaml",
        "./areas/../x.yaml": "sub/x.yaml",
        "../x.yaml": "x.yaml",
        "linked/x.yaml": "sub/areas/x.yaml",  # a repository holds no file behind a linked folder
        "away/x.yaml": "sub/away/x.yaml",
        f"{tmp_path}/other-name/sub/x.yaml": "sub/x.yaml",
        "../../outer/ä b.yaml": "../outer/ä b.yaml",
        absolute: absolute,
        "<stdin>": "<stdin>",
        "command line": "command line",
    }
    problems = tuple(FileProblem(path, 1, 2, "c", "m") for path in places)
    report = Report(Check(files=(), problems=problems, notes=()))

    text = render(report, name, Style(root=str(tmp_path / "repo")))

    if name == "github":
        found = [line.split("file=")[1].split(",")[0] for line in text.splitlines()]
    else:
        log = json.loads(text)
        jsonschema.validate(log, json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text()))
        uris = [
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for result in log["runs"][0]["results"]
        ]
        assert all(uri.isascii() and " " not in uri for uri in uris)
        assert uris[7].startswith("file:///")
        found = [unquote(uri.removeprefix("file://")) for uri in uris]
    assert found == list(places.values())


def test_sarif_text_is_neither_link_nor_placeholder() -> None:
    assert sarif.literal("[x](y) {0} \\") == "\\[x\\](y) {{0}} \\\\"


def test_an_annotation_holds_one_command_a_line() -> None:
    lines = printed("github").splitlines()

    assert all(re.match(r"::(error|warning) (file=[^,:]*,)", line) for line in lines)
    assert "file=areas/a b%2Cc%25%3Aü.yaml,line=7" in lines[0] + lines[1]
    assert str(github.in_property("a,b:c%\n")) == "a%2Cb%3Ac%25%0A"
    assert str(github.in_data("##[error]")) == "#\\#[error]"


@pytest.mark.parametrize("long", [False, True])
def test_csv_reads_back_and_holds_no_formula(long: bool) -> None:
    text = printed("csv", long=long)
    rows = list(csv.reader(StringIO(text)))

    assert len({len(row) for row in rows}) == 1
    assert len(rows) == (17 if long else 3)
    for row in rows:
        for cell in row:
            assert not re.match(r"\s*[=+\-@＝＋－＠]", cell)
    if long:
        rationales = [row[rows[0].index("rationale")] for row in rows[1:]]
        assert f"'{PAYLOADS[0]}" in rationales
        assert f"'{PAYLOADS[1]}" in rationales


def test_a_break_in_a_text_is_a_space_in_csv() -> None:
    row = DATA.results[0]
    first, *others = row.criteria
    broken = first._replace(rationale="One.\n\n=Two,\tthree \n four.")
    data = replace(DATA, results=(replace(row, criteria=(broken, *others)),))

    lines = render(Report(data), "csv", Style(long=True)).splitlines()

    assert len(lines) == 17
    assert '"One. =Two, three four."' in lines[1]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1", "'=1"), ("  -1", "'  -1"), ("＠x", "'＠x"), ("1-1", "1-1"), ("", "")],
)
def test_a_cell_that_begins_like_a_formula_is_guarded(cell: str, safe: str) -> None:
    assert csv_format.guarded(cell) == safe


def test_html_holds_no_element_of_the_input_and_runs_nothing() -> None:
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, _attributes: object) -> None:
            seen.append(tag)

    text = printed("html")
    Tags().feed(text)
    assert "script" not in seen
    assert "table" in seen
    assert "default-src 'none'" in text


def test_markdown_is_cut_with_a_note_below_the_limit_of_a_job_summary() -> None:
    row = DATA.results[0]
    rows = [replace(row, area=row.area._replace(id=f"area-{n}")) for n in range(12000)]
    long = replace(DATA, results=tuple(rows))

    text = render(Report(long), "markdown", Style())

    assert len(text.encode()) <= 1 << 20
    assert "more lines are in the full report" in text
    assert markdown.LONGEST < 1 << 20


def test_every_line_of_json_lines_is_a_result() -> None:
    kinds = [json.loads(line)["kind"] for line in printed("jsonl").splitlines()]

    assert kinds == ["row", "unread"]
