"""The passages that evidence cites, in the texts of the sources."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from coopcli import files
from coopcli.model import Passage, Section, Source
from coopcli.problems import InvalidInput, Location, Problem

TEXTS = "COOPCLI_SOURCES"
"""The environment variable that names the folder with the texts of the sources."""

Sections = dict[tuple[str, str], list[str]]
"""The paragraphs below a heading, by the id of the source and the heading."""


def sections_of(document: Source, folder: Path) -> Sections:
    """The paragraphs of each section of a source, from its text in a folder.

    A paragraph is a block between blank lines, with single spaces. A section that the text does not
    have is empty.

    Raises: InvalidInput when the text cannot be read.
    """
    text = _text(folder, document.text)
    headings = {section.heading for section in document.sections if not section.untitled}
    blocks = list(_blocks(text, headings))
    return {
        (document.id, section.heading): _below(section, blocks, headings)
        for section in document.sections
    }


def text_of(passage: Passage, sections: Mapping[tuple[str, str], list[str]]) -> str:
    """The paragraph of a passage, or its whole section if it names none; empty if not there."""
    paragraphs = sections.get((passage.source, passage.section), [])
    if passage.paragraph is None:
        return " ".join(paragraphs)
    return "".join(paragraphs[passage.paragraph - 1 : passage.paragraph])


def digest(text: str) -> str:
    """A short hash of a text: 12 hexadecimal digits, the same however its lines are broken."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def _text(folder: Path, name: str) -> str:
    path = str(folder / name)
    # A pack comes from anybody: it must not have files read that lie elsewhere.
    if Path(name).name != name:
        message = f"the name of a file in {TEXTS} is needed, not {name!r}"
        raise InvalidInput([Problem(Location(path), "not-a-name", message)])
    return files.read_bytes(path, 16 * files.MAX_BYTES).decode(errors="replace")


def _below(section: Section, blocks: list[str], headings: Container[str]) -> list[str]:
    """The blocks of a section: up to the next heading."""
    for start, block in enumerate(blocks):
        if section.untitled and block.startswith(section.after):
            return list(_until_heading(blocks[start:], headings))
        if not section.untitled and _bare(block) == section.heading:
            return list(_until_heading(blocks[start + 1 :], headings))
    return []


def _until_heading(blocks: Iterable[str], headings: Container[str]) -> Iterator[str]:
    for block in blocks:
        if _bare(block) in headings:
            return
        yield block


def _bare(block: str) -> str:
    """A heading without the marks around it."""
    return block.strip("*# ")


def _blocks(text: str, headings: Container[str]) -> Iterator[str]:
    """The paragraphs and headings of a text, each on one line.

    A heading is one even where the text leaves no blank line before or after it.
    """
    lines: list[str] = []
    for line in (" ".join(line.split()) for line in [*text.splitlines(), ""]):
        alone = _bare(line) in headings
        if lines and (alone or not line):
            yield " ".join(lines)
            lines = []
        if alone:
            yield line
        elif line:
            lines.append(line)
