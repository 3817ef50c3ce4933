"""The words by which a rubric sorts areas, evidence and documents, and what each means."""

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """What sort of evidence an item is.

    ``official``: it has official weight, where the cited document itself is the official one.
    ``declaration``: it says what shall be done, and shows nothing done. ``opinion``: one voice of
    it is less than two.
    """

    id: str
    official: bool = False
    declaration: bool = False
    opinion: bool = False


LEGAL_TEXT = Kind("legal-text", official=True)
OFFICIAL_STATEMENT = Kind("official-statement", official=True, declaration=True)
COMMENTARY = Kind("commentary", opinion=True)

FIRST_KINDS = (
    *(LEGAL_TEXT, OFFICIAL_STATEMENT),
    *(Kind("talks"), Kind("practice"), Kind("research")),
    COMMENTARY,
)
TALKS, PRACTICE, RESEARCH = FIRST_KINDS[2:5]


class Vocabulary(NamedTuple):
    """The words of a rubric; ``sources``: kinds of document, and whether each is official."""

    forms: tuple[str, ...]
    kinds: tuple[Kind, ...]
    sources: Mapping[str, bool]


FIRST_VOCABULARY = Vocabulary(
    ("dialogue", "shared-text", "joint-research", "standards", "binding-rule"),
    FIRST_KINDS,
    dict.fromkeys(("report", "article", "interview", "commentary"), False)
    | dict.fromkeys(("legal-text", "official-statement"), True),
)
"""The words of a rubric that names none."""

KINDS_MEAN = {
    "legal-text": "a law, an order or a list that binds",
    "official-statement": "what an authority says or accepts, without binding itself",
    "talks": "a meeting or a dialogue that took place",
    "practice": "what somebody did: a licence, a purchase, a refusal, a test",
    "research": "a finding of a study",
    "commentary": "a view or a claim of anybody else, as of an expert or of one lawmaker",
}
"""What the kinds of evidence of these words mean."""

FORMS_MEAN = {
    "dialogue": "the parties talk, officially or not, and bind themselves to nothing",
    "shared-text": "all accept one text, such as principles, a declaration or a glossary",
    "joint-research": "people of all parties work on results together, or share data for them",
    "standards": "the parties settle technical rules in a body for standards",
    "binding-rule": "the parties bind themselves, by a treaty, an agreement or like laws",
}
"""What the forms of these words mean."""
