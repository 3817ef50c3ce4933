"""Whether the rubric that a pack extends is still the one that it was written for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopcli.identity import question_digest
from coopcli.model import Fault, Rubric
from coopcli.packs.frameworks import extended
from coopcli.packs.library import Pack, pack_in
from coopcli.reading import source
from coopcli.reading.log import Log
from coopcli.reading.rubric import EXTENDS


def faults_of_base(pack: Pack) -> Iterator[Fault]:
    """The questions of the rubric below that are others than when the pack was written.

    By the digests that the pack has of them, else by what that rubric says of its earlier version.
    """
    document = source.read(str(pack.folder / "rubric.yaml"))
    if extended(document) is None or not pack.below:
        return
    said = EXTENDS.read(document.root["extends"], Log(document))  # type: ignore[call-overload,index]
    below = pack_in(pack.below[0]).rubric
    differing = _differing(below, said["questions"], said["version"])
    if differing is None:
        version, now = said["version"], below.version
        message = (
            f"written for {below.id} {version}; it is {now} now and does not say what changed. See "
            f"whether this still fits, then write 'version: {now}'"
        )
        yield Fault(("extends",), "base-changed", message)
    elif differing:
        names = ", ".join(differing)
        message = (
            f"{below.id} has other questions than this was written for: {names}. See whether this "
            "still fits, then write their state of today"
        )
        yield Fault(("extends",), "base-changed", message)


def _differing(below: Rubric, digests: Mapping[str, str], version: str | None) -> list[str] | None:
    """The ids of the questions that differ; ``None`` where that cannot be said."""
    if not digests:
        if version is None or version == below.version:
            return []
        earlier = next((one for one in below.earlier if one.version == version), None)
        if earlier is None:
            return None
        digests = {name: before.digest for name, before in earlier.questions.items()}
    now = {name: question_digest(criterion) for name, criterion in below.criteria.items()}
    every = dict.fromkeys([*digests, *now])
    return [name for name in every if digests.get(name) != now.get(name)]
