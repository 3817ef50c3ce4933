"""The files of a git repository as they were at a revision, read through git itself."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from typing import NamedTuple

from coopcli.problems import refuse

_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Variables that a hook is run with; the folder that is checked decides which repository it is."""

_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
"""Settings that keep git from asking the network, the terminal or a lock for anything."""


class Blob(NamedTuple):
    """A regular file of a revision: its name below the folder asked for, and what git calls it."""

    name: str
    id: str
    size: int


class Revision:
    """A revision of the repository around a folder."""

    def __init__(self, folder: str, name: str) -> None:
        """The revision of a name, a tag or a digest.

        Raises: InvalidInput when the folder is in no repository, or that has no such revision.
        """
        self._folder = folder
        asked = f"{name}^{{commit}}"
        # A name that begins with a hyphen would be taken for an option.
        sound = bool(name) and not name.startswith("-") and name.isprintable()
        found = _git(folder, "rev-parse", "--verify", "--quiet", asked) if sound else None
        if not found:
            refuse(
                "unknown-revision",
                f"--against needs a saved result or a git revision of the repository around "
                f"{folder or '.'!r}, not {name!r}",
            )
        self._commit = found.decode("ascii").strip()

    def files(self) -> list[Blob]:
        """The regular files below the folder, by name; a link is none."""
        listed = _git(self._folder, "ls-tree", "-r", "-l", "-z", self._commit) or b""
        found = []
        for entry in filter(None, listed.split(b"\0")):
            # Ended by NUL, no name is quoted.
            about, _, name = entry.partition(b"\t")
            mode, _, digest, size = about.split()
            if mode in (b"100644", b"100755"):
                found.append(Blob(os.fsdecode(name), digest.decode("ascii"), int(size)))
        return found

    def contents(self, blobs: Iterable[Blob]) -> list[bytes]:
        """The bytes of files, in their order."""
        blobs = list(blobs)
        asked = "".join(f"{blob.id}\n" for blob in blobs).encode("ascii")
        answer = _git(self._folder, "cat-file", "--batch", stdin=asked) or b""
        found, position = [], 0
        for blob in blobs:
            begin = answer.index(b"\n", position) + 1
            found.append(answer[begin : begin + blob.size])
            position = begin + blob.size + 1
        return found


def _git(folder: str, *words: str, stdin: bytes = b"") -> bytes | None:
    """What git answers, or nothing where it fails; no shell is between.

    Raises: InvalidInput when there is no git.
    """
    rest = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and words that are no options
            [_program(), "-C", folder or ".", *words],
            input=stdin,
            capture_output=True,
            check=False,
            env=rest | _QUIET,
        )
    except OSError:
        refuse("no-git", "--against with a revision needs git, which cannot be run here")
    return done.stdout if done.returncode == 0 else None


def _program() -> str:
    """The program git of the search path; never one of the working folder, which may be foreign."""
    name = "git.exe" if os.name == "nt" else "git"
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    paths = (os.path.join(folder, name) for folder in folders if os.path.isabs(folder))
    found = next((path for path in paths if os.access(path, os.X_OK)), None)
    if found is None:
        refuse("no-git", "--against with a revision needs git, which is not on the search path")
    return found
