"""From the name of a file, as seen from the working folder, to its name from a root."""

from __future__ import annotations

import os

from coopcli.paths import below


def from_root(name: str, root: str) -> str:
    """The name of a file from a root, with slashes; without a root it stays as it is.

    A file outside of the root keeps its whole path, or is named relative to the root where it was
    named relative to the working folder. What is in angle brackets is no file, or one of the
    program's own.
    """
    if not root or name.startswith("<") or name == "command line":
        return name
    inner = below(root, name)
    if not inner and os.path.isabs(name):
        return name
    return (inner or os.path.relpath(name, root)).replace(os.sep, "/")
