"""Matching paths with globs, those of the configuration and those of ignore files.

``*`` and ``?`` stand for characters other than ``/``, ``[...]`` for one of several, ``**`` for
any number of folders. A glob with a ``/`` before its end is tied to the root, one without matches
at any depth. A backslash takes the meaning from the character behind it.

Globs come from strangers, too: no match takes longer than the length of the glob times that of
the path. (The expressions that pathspec makes of them backtrack: some do not end on a deep path.)
Each star settles for the nearest fit, which is enough, as what follows may be anywhere.
"""

import re
from collections.abc import Iterable, Sequence

from newslint.pattern import pattern

_FOLDERS = "**"
_Step = str | tuple[str, ...] | re.Pattern[str]
"""What fits one name of a path: the name itself or `_FOLDERS`, the texts between stars, or an
expression."""

_SPECIAL = frozenset("*?[\\")
_TOKEN = pattern(
    r"\\(.)|(\[[!^]?\]?(?:\[:[a-z]*:\]|\\.|[^\]\\])*+\])|(\?)|(\*+)|([^\\\[])", re.DOTALL
)
_MEMBER = pattern(r"\[:([a-z]*):\]|\\?(.)(?:-\\?(.))?", re.DOTALL)
_CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "blank": r" \t", "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9", "graph": "!-~", "lower": "a-z", "print": " -~", "punct": r"!-/:-@\[-`{-~",
    "space": r" \t\n\v\f\r", "upper": "A-Z", "xdigit": "0-9A-Fa-f",
}  # fmt: skip


class Globs:
    """Several globs, any of which may match. What matches a folder matches all in it."""

    def __init__(self, globs: Iterable[str]) -> None:
        self._globs = tuple(globs)
        self._steps = [s for glob in self._globs if (s := _steps(_plain(glob))) is not None]

    def __repr__(self) -> str:
        return f"Globs({list(self._globs)})"

    def match(self, path: str) -> bool:
        """Whether ``path`` (relative to the root, with ``/``) or a folder above it matches."""
        if path.startswith("../"):
            return False
        names = [name for name in path.split("/") if name != "."]
        return any(_match(steps, names, whole=False) for steps in self._steps)


class IgnoreFile:
    """The patterns of an ignore file (gitignore(5)), of which the last that matches counts."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._patterns: list[tuple[bool, bool, list[_Step]]] = []
        for line in lines:
            line = _trimmed(line)
            if not line or line.startswith("#"):
                continue
            again = line.startswith("!")
            steps = _steps(line[again:])
            if steps is not None:
                self._patterns.append((not again, line.endswith("/"), steps))
        self._patterns.reverse()

    def __len__(self) -> int:
        return len(self._patterns)

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Whether ``path`` itself (relative to the file, with ``/``) is ignored; None when no
        pattern matches."""
        names = path.split("/")
        for ignored, folders_only, steps in self._patterns:
            if (folder or not folders_only) and _match(steps, names, whole=True):
                return ignored
        return None


def _trimmed(line: str) -> str:
    """A line of an ignore file without the blanks at its end, save one behind a backslash."""
    bare = line.removesuffix("\r").rstrip(" ")
    return bare + " " if bare.endswith("\\") and len(bare) < len(line) else bare


def _plain(glob: str) -> str:
    """A glob of the configuration without ``./`` and the like, which ignore files know not."""
    inner = "/".join(part for part in glob.split("/") if part not in ("", "."))
    return "/" + inner if "/" in glob.rstrip("/") else inner


def _steps(glob: str) -> list[_Step] | None:
    """What the names of a path must be; None for a glob that matches nothing."""
    glob = glob.removesuffix("/")
    parts = glob.removeprefix("/").split("/")
    if "/" not in glob:
        parts.insert(0, _FOLDERS)
    steps: list[_Step] = []
    for part in parts:
        step = part if part == _FOLDERS else _step(part)
        if step is None:
            return None
        if step != _FOLDERS or steps[-1:] != [_FOLDERS]:
            steps.append(step)
    return steps


def _step(part: str) -> _Step | None:
    """What fits one name; None for what is no glob."""
    if _SPECIAL.isdisjoint(part):
        return part
    if "?" not in part and "[" not in part and "\\" not in part:
        return tuple(re.split(r"\*+", part))
    pieces = [""]
    at = 0
    while at < len(part):
        token = _TOKEN.match(part, at)
        if token is None:
            return None
        at = token.end()
        escaped, among, any_one, stars, plain = token.groups()
        if stars:
            pieces.append("")
        elif among:
            members = _members(among[1:-1])
            if members is None:
                return None
            pieces[-1] += members
        else:
            pieces[-1] += "." if any_one else re.escape(escaped or plain)
    first, *others = pieces
    if others:
        # Atomic: once it fits, it is not tried anywhere else.
        first += "".join(f"(?>.*?{piece})" for piece in others[:-1]) + f".*{others[-1]}"
    return pattern(f"(?:{first})", re.DOTALL)


def _members(inside: str) -> str | None:
    """The expression for ``[inside]``."""
    negated = inside[:1] in ("!", "^")
    members = ""
    for name, low, high in _MEMBER.findall(inside[negated:]):
        if name and name not in _CLASSES:
            return None
        if name:
            members += _CLASSES[name]
        elif low <= (high or low):
            members += re.escape(low) + (f"-{re.escape(high)}" if high else "")
    if not members:
        return "." if negated else "(?!)"
    return f"[{'^' * negated}{members}]"


def _fits(step: _Step, name: str) -> bool:
    if isinstance(step, str):
        return step == name
    if not isinstance(step, tuple):
        return step.fullmatch(name) is not None
    first, *middle, last = step
    at, end = len(first), len(name) - len(last)
    if at > end or not (name.startswith(first) and name.endswith(last)):
        return False
    for text in middle:
        found = name.find(text, at, end)
        if found < 0:
            return False
        at = found + len(text)
    return True


def _match(steps: Sequence[_Step], names: Sequence[str], *, whole: bool) -> bool:
    """Whether the steps lead to the end of a path, or without ``whole`` to a folder in it.

    Greedy with one step back: to the last ``**``, which takes one folder more.
    """
    i = j = 0
    back: tuple[int, int] | None = None
    while i < len(steps) or (whole and j < len(names)):
        step = steps[i] if i < len(steps) else None
        if step == _FOLDERS:
            if i + 1 == len(steps):
                return j < len(names)
            i, back = i + 1, (i + 1, j)
        elif step is not None and j < len(names) and _fits(step, names[j]):
            i, j = i + 1, j + 1
        elif back is not None and back[1] < len(names):
            back = back[0], back[1] + 1
            i, j = back
        else:
            return False
    return True
