"""What an editor shows of a new area file: asked of the YAML language server itself.

The server is no part of the development tools. ``npm install yaml-language-server`` brings it;
COOPCLI_YAML_SERVER names the program where it is not on the path.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from coopcli.cli.main import run
from coopcli.reading.schemas import published
from tests.examples import ROOT, SMALL_PACK

SERVER = os.environ.get("COOPCLI_YAML_SERVER") or shutil.which("yaml-language-server")

pytestmark = pytest.mark.skipif(
    not SERVER, reason="needs yaml-language-server; COOPCLI_YAML_SERVER names it"
)

ANSWER = "    - known: 2025\n      level: 2\n      basis: general\n      because: So.\n"


class Editor:
    """A client that opens one file."""

    def __init__(self, path: Path) -> None:
        assert SERVER
        self.uri = path.resolve().as_uri()
        self.text = path.read_text()
        self.count = 0
        self.process = subprocess.Popen(
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._send({"method": "initialized", "params": {}})
        settings = {"yaml": {"hover": True, "completion": True, "validate": True}}
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()

    def opened(self, text: str) -> list[str]:
        """What is marked as wrong in the file with this text."""
        self.text, self.count = text, self.count + 1
        document = {"uri": self.uri, "languageId": "yaml", "version": self.count, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._read()
            if message.get("method") == "textDocument/publishDiagnostics":
                return [found["message"] for found in message["params"]["diagnostics"]]

    def hover(self, word: str) -> str:
        found = self.ask("textDocument/hover", self._at(word, 1))
        contents = found["contents"] if found else ""
        return contents["value"] if isinstance(contents, dict) else str(contents)

    def completed(self, after: str) -> set[str]:
        """What is offered behind the last words of a text in the file."""
        found = self.ask("textDocument/completion", self._at(after, len(after)))
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"] for item in items}

    def _at(self, word: str, offset: int) -> dict[str, Any]:
        before = self.text[: self.text.rindex(word) + offset]
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": self.uri}, "position": place}

    def ask(self, method: str, params: Any) -> Any:
        self.count += 1
        number = self.count
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                return message.get("result")

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:  # a question of the server
            answer = [None] if message["method"] == "workspace/configuration" else None
            self._send({"id": message["id"], "result": answer})
        return message


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("editor with a space")
    shutil.copytree(ROOT / SMALL_PACK, folder / "pack")
    with chdir(folder):
        assert run(["new", "weaving", "-r", "pack"]) == 0
    editor = Editor(folder / "pack" / "areas" / "weaving.yaml")
    yield editor
    editor.close()


@pytest.fixture
def text(editor: Editor) -> str:
    """The file as it was made."""
    return Path(editor.uri.removeprefix("file://").replace("%20", " ")).read_text()


def test_a_new_file_is_sound(editor: Editor, text: str) -> None:
    assert editor.opened(text) == []


def test_a_misspelt_question_is_marked(editor: Editor, text: str) -> None:
    misspelt = text.replace("ratings:\n", f"ratings:\n  feer:\n{ANSWER}", 1)
    right = text.replace("ratings:\n", f"ratings:\n  fear:\n{ANSWER}", 1)

    assert editor.opened(misspelt) == ["Property feer is not allowed."]
    assert editor.opened(right) == []


def test_a_level_without_an_anchor_is_marked(editor: Editor, text: str) -> None:
    answer = ANSWER.replace("level: 2", "level: 7")

    assert editor.opened(text.replace("ratings:\n", f"ratings:\n  fear:\n{answer}", 1))


def test_questions_levels_and_evidence_are_completed(editor: Editor, text: str) -> None:
    editor.opened(text.replace("ratings:\n", "ratings:\n  \n", 1))
    assert {"words", "fear", "law", "channel", "gain"} <= editor.completed("ratings:\n  ")

    answer = ANSWER.replace("level: 2", "level: ")
    editor.opened(text.replace("ratings:\n", f"ratings:\n  fear:\n{answer}", 1))
    assert {"0", "1", "2", "3", "4"} <= editor.completed("level: ")

    answer = f"{ANSWER}      evidence:\n        - \n"
    editor.opened(text.replace("ratings:\n", f"ratings:\n  fear:\n{answer}", 1))
    assert "towns-fear-each-other" in editor.completed("evidence:\n        - ")


def test_hovering_shows_question_and_anchors(editor: Editor, text: str) -> None:
    editor.opened(text.replace("ratings:\n", f"ratings:\n  fear:\n{ANSWER}", 1))

    shown = editor.hover("fear:\n    - known")
    assert "Does either town see the machines as a threat?" in shown
    assert "A worry of one council." in shown
    assert "A worry of one council." in editor.hover("2\n      basis")


@pytest.mark.parametrize("name", ["four/rubric.yaml", "view/rubric.yaml"])
def test_anchors_of_some_levels_and_a_rubric_on_another_are_sound(
    name: str, tmp_path: Path
) -> None:
    page = (ROOT / "docs/how-to/write-a-rubric.md").read_text(encoding="utf-8")
    text = page.split(f"<!-- file: {name} -->\n```yaml\n")[1].split("```")[0]
    (tmp_path / "schema.json").write_text(json.dumps(published("rubric")), encoding="utf-8")
    (tmp_path / "rubric.yaml").touch()
    editor = Editor(tmp_path / "rubric.yaml")
    head = "# yaml-language-server: $schema=schema.json\n"

    assert editor.opened(head + text) == []
    assert editor.opened(head + text + "mispelt: 1\n") == ["Property mispelt is not allowed."]
    editor.opened(head + text)
    assert "the framework" in editor.hover("title:")
    editor.close()
