"""Draws sentences and arguments of a pack for an independent reading, each beside what it rests on.

    COOPCLI_SOURCES=texts python tests/reading/sample.py COMMIT [--plant FILE] [--key FILE] [PACK]

The hash of the frozen commit is the seed, so that nobody chooses what is read. ``--plant`` names a
YAML file of altered sentences: the text as drawn, and the text to show in its place. They show
whether the reader would notice. The key, which the reader must not have, says which were altered.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from coopcli.model import IssueArea, Rating
from coopcli.packs.library import Pack, area_files_of, open_area, open_pack
from coopcli.reading import argument
from coopcli.reading.passages import TEXTS, Sections
from tests.reading.passages import endnotes_of, filled, passage_of, sections_in, shown


class Drawn(NamedTuple):
    """One text to read: what it is, the words, and the words that it rests on."""

    kind: str
    place: str
    text: str
    rests_on: str


def sentences(pack: Pack, sections: Sections) -> Iterator[Drawn]:
    """Every sentence of the ledger, each beside its item's passage."""
    for item in pack.ledger.values():
        for sentence in argument.sentences(item.summary):
            words = [passage_of(item, sections), *endnotes_of(item, sections)]
            context = [] if sentence == item.summary else [f"(Whole item: {item.summary})"]
            yield Drawn("sentence", item.id, sentence, "\n".join([*context, *words]))


def arguments(pack: Pack, sections: Sections) -> Iterator[Drawn]:
    """Every argument and headline, each beside the anchors and the items that it cites."""
    for path in area_files_of(pack.folder):
        area = open_area(pack, path.stem)
        for name, ratings in area.ratings.items():
            criterion = pack.rubric.criteria[name]
            anchors = "\n".join(f"  {n}: {text}" for n, (text, _) in criterion.anchors.items())
            for rating in ratings:
                if isinstance(rating, Rating) and rating.because:
                    level = (
                        f"{rating.low}"
                        if rating.low == rating.high
                        else f"{rating.low}-{rating.high}"
                    )
                    asked = (
                        f"{criterion.name}: {criterion.question}\n{anchors}\nLevel given: {level}"
                    )
                    cited = _cited(area, rating.evidence, sections)
                    place = f"{area.id} {name} {rating.known}"
                    yield Drawn("argument", place, rating.because, f"{asked}\n{cited}")
        for line in area.headlines:
            cited = _cited(area, line.evidence, sections)
            yield Drawn("argument", f"{area.id} headline {line.known}", line.text, cited)


def _cited(area: IssueArea, names: tuple[str, ...], sections: Sections) -> str:
    return "\n".join(shown(area.evidence[name], "-", sections) for name in names) or "No item."


def sample(
    pack: Pack, sections: Sections, seed: str, count: int, planted: dict[str, str]
) -> list[tuple[Drawn, str]]:
    """Texts in the order of the sheet, each with what is shown; a planted one differs."""
    chance = random.Random(seed)
    drawn: list[Drawn] = []
    for found in (list(sentences(pack, sections)), list(arguments(pack, sections))):
        drawn += chance.sample(found, min(count, len(found)))
    extra = [
        one
        for one in (*sentences(pack, sections), *arguments(pack, sections))
        if one.text in planted and one not in drawn
    ]
    whole = [(one, one.text) for one in drawn] + [(one, planted[one.text]) for one in extra]
    chance.shuffle(whole)
    return whole


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("commit", help="the hash of the frozen commit")
    parser.add_argument("pack", nargs="?", default="rubrics/asia-society", help="folder of a pack")
    parser.add_argument("--count", type=int, default=100, help="of each kind")
    parser.add_argument("--plant", default="", help="a YAML file of altered texts")
    parser.add_argument("--key", default="", help="where to write which texts were altered")
    given = parser.parse_args()
    folder = os.environ.get(TEXTS, "")
    if not folder:
        parser.error(f"{TEXTS} must name the folder with the texts of the sources")
    pack = open_pack(given.pack)
    planted = yaml.safe_load(Path(given.plant).read_text(encoding="utf-8")) if given.plant else {}
    sheet = sample(pack, sections_in(pack, Path(folder)), given.commit, given.count, planted)
    for number, (one, text) in enumerate(sheet, 1):
        print(f"== {number} {one.kind}\n" + "\n".join(filled(text)) + f"\n{one.rests_on}\n")
    if given.key:
        key = {
            n: {"place": one.place, "altered": text != one.text, "text": text}
            for n, (one, text) in enumerate(sheet, 1)
        }
        Path(given.key).write_text(json.dumps(key, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
