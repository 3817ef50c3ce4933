"""The files of a framework of one's own: the smallest that hold, to be rewritten bit by bit."""

from __future__ import annotations

from coopcli.authoring.area import names_of

_SOURCES = """\
# The documents of this pack. Evidence and the framework cite them by their id.
sources:
  - id: our-notes
    title: Notes on this framework
    authors: [We]
    date: 2025
    kind: report
    sections:
      - heading: Notes
"""

_EVIDENCE = """\
# Dated facts, each once, in your own words. An area can bring facts of its own as well.
evidence: []
"""

_RUBRIC = """\
# A framework in its smallest form: two parties, one family of barriers, two questions. Everything
# between here and the last line is yours to change. To check it: coopcli check {folder}
id: {id}
title: {name}
version: 0.1.0
about: What this framework judges, and for whom.
# The words before the name of an area in a title; leave them out where the name is enough.
subject: Joint work on
parties:
  - {{id: one, name: First party}}
  - {{id: other, name: Other party}}
source: {{document: our-notes, section: Notes}}

# The levels of every answer, the best first.
scale:
  - {{label: no barrier, meaning: Nothing stands in the way.}}
  - {{label: small, meaning: Ordinary care is enough.}}
  - {{label: middling, meaning: An arrangement comes first.}}
  - {{label: large, meaning: It must be lowered first.}}
  - {{label: closed, meaning: It stops cooperation by itself.}}

# The lights, the best first: how they look, what they say, and what must happen next.
lights:
  - id: green
    name: Green
    symbol: ●
    ascii: o
    colour: green
    meaning: The parties could begin now.
    next: Name partners and a date.
    wording: ours
    source: {{document: our-notes, section: Notes}}
  - id: yellow
    name: Yellow
    symbol: ▲
    ascii: ^
    colour: yellow
    meaning: Some barriers must fall first.
    next: Clear the yellow answers.
    wording: ours
    source: {{document: our-notes, section: Notes}}
  - id: red
    name: Red
    symbol: ■
    ascii: "#"
    colour: red
    meaning: Large barriers must fall first.
    next: Work on the red answers.
    wording: ours
    source: {{document: our-notes, section: Notes}}

# How answers become a light: up to which level an answer is green or yellow, the share of the
# weight that carries a light, and how much must be rated.
rule:
  lines: {{green: 1, yellow: 2}}
  majority: 2/3
  coverage: {{overall: 2/3, dimension: 1/2}}
  horizon-months: 24
  cross-check: {{green: 1.43, yellow: 2.17}}

# How evidence ages, and how far a rating of each confidence may be off.
confidence:
  half-life-months: {{default: 24}}
  kernels:
    high: [0.90, 0.05, 0]
    moderate: [0.80, 0.10, 0]
    low: [0.60, 0.20, 0]
    very-low: [0.40, 0.20, 0.10]
uncertainty:
  concentration: 4
  words: {{firm: 0.90, likely: 2/3, contested: 1/2}}

# The questions by family. An anchor says what must be true to claim its level.
dimensions:
  - id: trust
    name: Barriers of trust
    source: {{document: our-notes, section: Notes}}
    criteria:
      - id: open-conflict
        name: Open conflict
        question: Do the parties accuse each other in public?
        weight: 1
        veto: {{green: 3, yellow: 4}}
        anchors:
          - {{label: never, text: No accusation is known.}}
          - {{label: rarely, text: Single voices accuse the other party.}}
          - {{label: often, text: Accusations recur in the media.}}
          - {{label: officially, text: Officials accuse the other party.}}
          - {{label: broken off, text: Contact was broken off over accusations.}}
        sources: [{{document: our-notes, section: Notes}}]
        reach: {{}}
        beyond: Only the leaders of both parties can end it.
      - id: no-channel
        name: No channel
        question: Do the parties talk?
        weight: 1
        anchors:
          - {{label: regularly, text: They meet regularly and follow up.}}
          - {{label: yearly, text: They meet once a year.}}
          - {{label: now and then, text: They meet now and then.}}
          - {{label: only proposals, text: Meetings are only proposed.}}
          - {{label: refused, text: One party refuses to meet.}}
        sources: [{{document: our-notes, section: Notes}}]
        reach:
          talks: {{steps: 2, effort: 1}}

# Ways to lower barriers.
avenues:
  - id: talks
    name: Talks
    source: {{document: our-notes, section: Notes}}
"""


def pack_texts(folder: str) -> dict[str, str]:
    """The files of a new pack by their names in its folder.

    Raises: InvalidInput where the folder's name leaves nothing for an id.
    """
    own, name = names_of(folder)
    return {
        "sources.yaml": _SOURCES,
        "rubric.yaml": _RUBRIC.format(id=own, name=name, folder=folder),
        "evidence.yaml": _EVIDENCE,
    }
