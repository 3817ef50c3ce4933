"""Text that tries to act is shown as it stands: no format gains or loses a part by it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from coopcli.cli.main import run
from coopcli.formats import FORMATS
from coopcli.problems import acting
from tests.hostile.recipes import PACK, SHOWN

PLAIN = "A plain word"

SLOTS = {
    "areas/an-area.yaml": (
        *("An area", "What is judged.", "What is not.", "Only a law could.", "They met."),
        *("Nobody says otherwise.", "A permit is needed.", "Nobody had looked."),
    ),
    "rubric.yaml": (
        *("A small rubric", "United States", "Go on.", "Take care.", "Talk.", "Partly", "Mostly"),
        *("People barriers", "Do they trust each other?", "The law makers.", "A forum"),
        *("A yearly round of talks.", "Dialogue", "Words", "Trust", "Bans", "Free"),
    ),
    "evidence.yaml": (
        *("A law forbids it.", "Both sides met.", "Carla Reporter"),
        "The date is that of the report.",
    ),
    "sources.yaml": ("A paper", "Ann Author", "A house", "Another house"),
}
"""Every kind of text that a report can hold, by file."""


def filled(folder: Path, text: str) -> Path:
    """A pack with one text in every slot; what is asked stays sound."""
    pack = folder / "pack"
    shutil.copytree(PACK, pack)
    for file, slots in SLOTS.items():
        content = (pack / file).read_text(encoding="utf-8")
        for slot in slots:
            written = json.dumps(text, ensure_ascii=False)
            content = re.sub(
                rf"(: |- |\[|, ){re.escape(slot)}(?=\n|,|\])",
                lambda m, w=written: m[1] + w,
                content,
            )
        (pack / file).write_text(content, encoding="utf-8")
    return pack


def told(pack: Path, form: str, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = run([*(words or ("assess", "an-area", "-v")), "-r", str(pack), "-f", form])
    out, problems = capsys.readouterr()
    assert code == 0, problems
    return out


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("plain"), PLAIN)


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_shown_and_does_not_act(
    name: str, tmp_path: Path, plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = filled(tmp_path, SHOWN[name])
    calm = told_plainly(plain, capsys)
    for form in FORMATS:
        _is_calm(told(pack, form, capsys), calm[form], form)
    for form in ("text", "markdown"):
        _is_calm(told(pack, form, capsys, "explain", "trust"), calm[f"{form} explained"], form)


_PLAIN: dict[str, str] = {}


def told_plainly(plain: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The reports of the plain pack, made once."""
    if not _PLAIN:
        for form in FORMATS:
            _PLAIN[form] = told(plain, form, capsys)
        for form in ("text", "markdown"):
            _PLAIN[f"{form} explained"] = told(plain, form, capsys, "explain", "trust")
    return _PLAIN


def _is_calm(out: str, calm: str, form: str) -> None:
    assert not acting(out)
    assert not re.search(r"##(\[|[a-z]+\[)", out), f"{form}: Azure or TeamCity takes a command"
    if form != "github":
        assert not re.search(r"^\s*::", out, re.MULTILINE), f"{form}: GitHub takes a command"
    if structure := STRUCTURES.get(form):
        assert structure(out) == structure(calm), form


def test_json_carries_every_text_exactly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, text in enumerate(SHOWN.values()):
        pack = filled(tmp_path / str(number), text)
        result = json.loads(told(pack, "json", capsys))
        assert result["area"]["name"] == result["area"]["scope"] == text.strip()
        assert result["evidence"][0]["summary"] == text.strip()


def test_the_light_does_not_hang_on_words(
    tmp_path: Path, plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calm = json.loads(told(plain, "json", capsys))
    for number, text in enumerate(SHOWN.values()):
        result = json.loads(told(filled(tmp_path / str(number), text), "json", capsys))
        assert (result["light"], result["outlook"]) == (calm["light"], calm["outlook"])


def _markdown(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds: list[str] = []
    for token in tokens:
        kinds.append(token.type)
        for child in token.children or ():
            # Text may be parted, and an empty comment parts what a page would take up.
            if child.type == "html_inline" and child.content == "<!-- -->":
                continue
            if child.type not in ("text", "text_special", "softbreak"):
                kinds.append(child.type)
    return kinds


def _json(text: str) -> Any:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(item) for key, item in value.items()}
        return [shape(item) for item in value] if isinstance(value, list) else type(value).__name__

    return shape(json.loads(text))


def _html(text: str) -> list[Any]:
    found: list[Any] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, [key for key, _ in attrs]))

        def handle_endtag(self, tag: str) -> None:
            found.append(f"/{tag}")

        def handle_comment(self, _data: str) -> None:
            found.append("comment")

    Reader().feed(text)
    return found


def _csv(text: str) -> list[int]:
    rows = list(csv.reader(io.StringIO(text), strict=True))
    for row in rows:
        for cell in row:
            assert not re.match(r"\s*[=+@\t\r＝＋＠－]|\s*-(?![\d.]*$)", cell), "a formula"
    return [len(row) for row in rows]


def _xml(text: str) -> list[Any]:
    return [(e.tag, sorted(e.attrib)) for e in ElementTree.fromstring(text).iter()]


def _lines(text: str) -> int:
    return len(re.findall(r"^\s*::", text, re.MULTILINE))


STRUCTURES: dict[str, Any] = {
    "markdown": _markdown,
    "json": _json,
    "csl": _json,
    "jsonl": lambda text: [_json(line) for line in text.splitlines()],
    "html": _html,
    "csv": _csv,
    "junit": _xml,
    "sarif": _json,
    "github": _lines,
}
"""What a report is made of, by format, without its texts."""
