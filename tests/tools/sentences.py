"""How long the sentences of the program are: ``python -m tests.tools.sentences`` lists the longest.

Measured are the help of every command, and what every command prints on the small packs. So are all
texts of the source of which messages and reports are made, and the documentation. Texts of a pack,
which users write, and values count as one word.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import cache

from coopcli.cli.main import run
from coopcli.reading.argument import sentences
from coopcli.text import Report
from coopcli.text.blocks import (
    Block,
    Entries,
    Head,
    Items,
    Line,
    Panel,
    Paragraph,
    Table,
    Together,
    Verdict,
)
from coopcli.text.plain import plain
from tests.cli.registry import commands
from tests.examples import ROOT
from tests.kinds import NAMES, result
from tests.tools.prose import of_module, of_page

LONGEST = 25
"""Words of a sentence; longer ones are read by few (the house style of GOV.UK)."""

MEAN = 15
"""Words of a sentence on average."""


def lines_of(block: Block) -> Iterator[Line]:
    """The lines of prose in a block."""
    match block:
        case Verdict() as verdict:
            yield from verdict.facts
        case Head() as head:
            yield from head.lines
        case Paragraph(line):
            yield line
        case Items(lines):
            yield from lines
        case Entries(entries):
            yield from (line for entry in entries for line in entry.lines)
        case Table() as table:
            yield from (cell for row in table.rows for cell in row)
        case Panel() | Together():
            yield from (line for inner in block.blocks for line in lines_of(inner))


@cache
def texts() -> list[str]:
    """The texts of the pack, the longest first."""
    files = (ROOT / "tests" / "pack").rglob("*.yaml")
    found = [re.sub(r"\s+", " ", path.read_text(encoding="utf-8")) for path in files]
    parts = [
        part.strip(" '\"-[]{}") for text in found for part in re.split(r"[a-z-]+: |[>|]- ", text)
    ]
    whole = {part for part in parts if len(part.split()) > 3}
    whole |= {sentence for part in whole for sentence in sentences(part)}
    whole |= {sentence.removesuffix(".") for sentence in whole}
    return sorted(whole, key=len, reverse=True)


def without_texts(line: str) -> str:
    """A line with a word for each text of the pack."""
    for text in texts():
        if text in line:
            line = line.replace(text, "text.")
    return line


def words(sentence: str) -> int:
    """The words of a sentence; signs and numbers of notes are none."""
    return len(re.findall(r"[^\W_][\w'’.,/-]*", re.sub(r"\[\d+\]", "", sentence)))


def printed() -> Iterator[tuple[str, str]]:
    """Every sentence that reports print, with the name of its example."""
    for name in NAMES:
        for detail in (-1, 0, 1, 2):
            for block in Report(result(name), detail).blocks():
                for line in lines_of(block):
                    for sentence in sentences(without_texts(plain(line))):
                        if sentence.endswith((".", "?", "!")):
                            yield name, sentence


def helped() -> Iterator[tuple[str, str]]:
    """Every sentence of the help."""
    for line in ([], *(one.words for one in commands())):
        shown = io.StringIO()
        with redirect_stdout(shown):
            run([*line, "--help"])
        for paragraph in re.split(r"\n\s*\n|\n(?=\s+-)|\s{3,}", shown.getvalue()):
            for sentence in sentences(" ".join(paragraph.split())):
                if sentence.endswith((".", "?", "!")):
                    yield f"help {' '.join(line)}", sentence


_NO_PROSE = ("cli/shells.py", "authoring/pack.py", "formats/page.py", "formats/html_tables.py")
"""Modules whose texts are scripts, templates and markup."""


def worded() -> Iterator[tuple[str, str]]:
    """Every sentence in the source of the program: messages, reports, notes and prompts."""
    folder = ROOT / "src" / "coopcli"
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        if name not in _NO_PROSE:
            for sentence in of_module(path):
                if len(sentence.split()) >= FEWEST and not re.search(r"</|\{\{|=\"", sentence):
                    yield name, sentence


FEWEST = 4
"""Words from which a text of the source is looked at as a sentence."""

PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "rubrics").rglob("*.md")),
)
"""The documentation."""


def documented() -> Iterator[tuple[str, str]]:
    """Every sentence of the documentation."""
    for path in PAGES:
        for sentence in of_page(path.read_text(encoding="utf-8")):
            if sentence.endswith((".", "?", "!", ":")):
                yield path.relative_to(ROOT).as_posix(), sentence


SORTS = {"reports": printed, "help": helped, "source": worded, "documentation": documented}
"""What is measured, by sort."""


def measured(sort: str) -> dict[str, str]:
    """Every sentence of a sort once, with the name of its first example."""
    found: dict[str, str] = {}
    for name, sentence in SORTS[sort]():
        found.setdefault(sentence, name)
    return found


def main() -> None:
    """Prints the mean and the sentences that are too long."""
    for sort in SORTS:
        found = measured(sort)
        counts = {sentence: words(sentence) for sentence in found}
        print(
            f"{sort}: {len(found)} sentences, mean {sum(counts.values()) / len(counts):.1f} words"
        )
        for sentence in sorted(found, key=lambda one: -counts[one]):
            if counts[sentence] > LONGEST:
                print(f"{counts[sentence]:3} {found[sentence]}: {sentence}")


if __name__ == "__main__":
    main()
