"""Prints every item of a ledger beside the passage that it cites, for a second reader.

    COOPCLI_SOURCES=texts python tests/reading/passages.py [--source ID] [--renew] [PACK]

With ``--renew`` the digest of each passage is written into the ledger instead. Do that only after
the items have been read against their passages.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from coopcli.model import Evidence
from coopcli.packs.library import Pack, open_pack
from coopcli.problems import InvalidInput
from coopcli.reading.passages import TEXTS, Sections, digest, sections_of, text_of

WIDTH = 100
ENDS = (".", "!", "?", ":", '"', "”", "*", ")", "]")
MARK = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
"""The mark of a note."""


def sections_in(pack: Pack, folder: Path) -> Sections:
    """The paragraphs of every section of every source that has a text."""
    found: Sections = {}
    for document in pack.rubric.sources.values():
        if document.text:
            found |= sections_of(document, folder)
    return found


def shown(item: Evidence, number: str, sections: Sections) -> str:
    """An item, who says it, where it stands, and the words that stand there."""
    place = item.passage
    facts = [item.kind.id + (", reported" if item.reported else "")]
    facts += [f"side {' '.join(item.side)}", f"event {item.event or '-'}", f"known {item.known}"]
    facts += [f"voice {', '.join(item.voice)}"] if item.voice else []
    where = f"{place.source}, {place.section}, {place.paragraph or 'all'}"
    lines = [f"{number} {item.id} ({'; '.join(facts)})", *filled(item.summary)]
    lines += filled(f"Note: {item.note}") if item.note else []
    words = [passage_of(item, sections), *endnotes_of(item, sections)]
    return "\n".join([*lines, where, *(row for text in words for row in filled(text, "| "))]) + "\n"


def passage_of(item: Evidence, sections: Sections) -> str:
    """The words of a passage; a sentence that a page break cut is shown whole."""
    place = item.passage
    text = text_of(place, sections) or "NOT FOUND"
    paragraphs = sections.get((place.source, place.section), [])
    if not paragraphs or place.paragraph is None or MARK.match(text):
        return text
    before = paragraphs[place.paragraph - 2] if place.paragraph > 1 else "."
    after = paragraphs[place.paragraph : place.paragraph + 1]
    first = "" if _ends(before) else f"{before} [...] "
    rest = "" if _ends(text) or not after else f" [...] {after[0]}"
    return first + text + rest


def endnotes_of(item: Evidence, sections: Sections) -> list[str]:
    """The notes of the same source that the marks in a passage lead to."""
    passage = passage_of(item, sections)
    marks = set(MARK.findall(passage)) - set(MARK.findall(passage[:3]))
    return [
        paragraph
        for (source, _), paragraphs in sections.items()
        if source == item.passage.source
        for paragraph in paragraphs
        if (mark := MARK.match(paragraph)) and mark[0] in marks
    ]


def _ends(text: str) -> bool:
    return MARK.sub("", text).endswith(ENDS)


def filled(text: str, before: str = "  ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=before, subsequent_indent=before)


def renewed(ledger: str, digests: Mapping[str, str]) -> str:
    """The text of a ledger with the digests of some items, by id, before their kind."""
    return "".join(
        _with_digest(entry, digests[name[1]])
        if (name := re.match(r"  - id: (\S+)\n", entry)) and name[1] in digests
        else entry
        for entry in re.split(r"^(?=  - id: )", ledger, flags=re.MULTILINE)
    )


def _with_digest(entry: str, value: str) -> str:
    bare = re.sub(r"^    passage-digest: .*\n", "", entry, flags=re.MULTILINE)
    line = f'    passage-digest: "{value}"\n' if value else ""
    return re.sub(r"^(?=    kind: )", line, bare, count=1, flags=re.MULTILINE)


def output(pack: Pack, folder: Path, source: str, *, renew: bool) -> Iterator[str]:
    """What the command prints; with ``renew`` the ledger is written."""
    sections = sections_in(pack, folder)
    items = [i for i in pack.ledger.values() if source in ("", i.passage.source)]
    if renew:
        path = pack.folder / "evidence.yaml"
        texts = {item.id: text_of(item.passage, sections) for item in items}
        digests = {name: digest(text) if text else "" for name, text in texts.items()}
        path.write_text(renewed(path.read_text(encoding="utf-8"), digests), encoding="utf-8")
        yield f"{len(items)} digests written."
        return
    for number, item in enumerate(items, 1):
        yield shown(item, f"{number}/{len(items)}", sections)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pack", nargs="?", default="rubrics/asia-society", help="folder of a pack")
    parser.add_argument("--source", default="", help="only the items of this source")
    parser.add_argument("--renew", action="store_true", help="write the digests into the ledger")
    given = parser.parse_args()
    folder = os.environ.get(TEXTS, "")
    if not folder:
        parser.error(f"{TEXTS} must name the folder with the texts of the sources")
    try:
        for text in output(open_pack(given.pack), Path(folder), given.source, renew=given.renew):
            print(text)
    except InvalidInput as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
