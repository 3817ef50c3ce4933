"""Whether the parts of a result belong together.

A type of a result has a method ``contradictions`` for what must hold of its own parts beyond the
shape of each. Whatever is read is held against it, part by part, innermost first.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from coopcli.model import MOST_LIGHTS
from coopcli.problems import quoted
from coopcli.results.shapes import Fault
from coopcli.results.values import AnyLight, LightId

Contradictions = Iterator[Fault]

ROUNDED = Fraction(MOST_LIGHTS, 10**12)
"""By how much rounded shares may miss their sum."""


def known(pointer: str, names: Iterable[str], among: Collection[str], what: str) -> Contradictions:
    """A fault for each name that is none of those of the result."""
    for name in names:
        if name not in among:
            yield Fault(pointer, f"{quoted(name)} is no {what} of this result")


def distinct(pointer: str, names: Iterable[Hashable]) -> Contradictions:
    """A fault for each name that stands more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(pointer, f"{quoted(name)} must not stand twice")


def same(pointer: str, value: object, needed: object) -> Contradictions:
    """A fault where a value is not the one that other parts of the result give."""
    if value != needed:
        found, other = (quoted(_plain(each)) for each in (value, needed))
        yield Fault(pointer, f"{found} must not stand here: other parts of the result give {other}")


def rising(pointer: str, *values: Any) -> Contradictions:
    """A fault where values fall."""
    if list(values) != sorted(values):
        yield Fault(pointer, f"{quoted([_plain(value) for value in values])} must not fall")


def ordered(
    pointer: str, *, best: LightId, worst: LightId, light: AnyLight | None = None
) -> Contradictions:
    """A fault where a light lies outside of its bounds, or where the bounds are upside down."""
    if worst.rank > best.rank:
        message = f"{quoted(worst)} must not stand here: it is better than the best light {best}"
        yield Fault(f"{pointer}/worst", message)
    elif isinstance(light, LightId) and not worst.rank <= light.rank <= best.rank:
        message = f"{quoted(light)} must not stand here: it lies between {best} and {worst}"
        yield Fault(f"{pointer}/light", message)


def tallied(pointer: str, counts: Mapping[Any, int], lights: Iterable[str]) -> Contradictions:
    """A fault where counts are not those of the lights of answers."""
    found = Counter(lights)
    needed = {light: found[light] for light in counts}
    yield from same(pointer, dict(counts), needed)


def shared(pointer: str, spans: Mapping[Any, tuple[Fraction, Fraction]]) -> Contradictions:
    """A fault where the shares of all lights cannot make a whole."""
    low, high = (sum(span[end] for span in spans.values()) for end in (0, 1))
    if low > 1 + ROUNDED or high < 1 - ROUNDED:
        yield Fault(pointer, "these shares must make 1 together")


def cited(evidence: Iterable[Any], sources: Iterable[Any]) -> Contradictions:
    """Faults of the items and documents of a result, with their citations."""
    items, documents = list(evidence), [source.id for source in sources]
    yield from distinct("/evidence", (item.id for item in items))
    yield from distinct("/sources", documents)
    yield from known("/evidence", (item.passage.source for item in items), documents, "source")


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | None) else str(value)
