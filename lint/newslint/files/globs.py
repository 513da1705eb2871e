"""Match paths with globs of the configuration and of ignore files.

In both, ``*`` and ``?`` match characters other than ``/``, ``[...]`` one of several, and ``**`` as
a whole name any number of folders. A glob with a ``/`` before its end is relative to the root, one
without matches at any depth, and one that ends in ``/`` matches only folders.

Globs of the configuration (`Globs`) may also have alternatives (``{a,b}``) and contain ``./`` or
``//``; one that cannot match anything is an error. Ignore files (`IgnoreFile`) follow gitignore(5).

Globs may be hostile, so no match takes longer than the length of the glob times that of the path.
(The regular expressions of pathspec backtrack; some do not end on a deep path.) Each star takes the
nearest fit, which is enough, because anything may follow.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newslint.errors import ConfigError
from newslint.pattern import pattern

MAX_LENGTH = 4_096
"""Maximum characters of a glob of the configuration, the limit of paths on Linux."""
MAX_ALTERNATIVES = 256
"""Maximum globs without braces that a glob with braces may expand to."""

_FOLDERS = "**"
_Step = str | tuple[str, ...] | re.Pattern[str]
"""What matches one name of a path: the name itself or `_FOLDERS`, the texts between stars, or an
expression."""

_SPECIAL = frozenset("*?[\\")
_CLASS = r"\[[!^]?\]?(?:\[:[a-z]*:\]|\\.|[^\]\\])*+\]"
_TOKEN = pattern(rf"\\(.)|({_CLASS})|(\?)|(\*+)|([^\\\[])", re.DOTALL)
_MEMBER = pattern(r"\[:([a-z]*):\]|\\?(.)(?:-\\?(.))?", re.DOTALL)
_CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "blank": r" \t", "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9", "graph": "!-~", "lower": "a-z", "print": " -~", "punct": r"!-/:-@\[-`{-~",
    "space": r" \t\n\v\f\r", "upper": "A-Z", "xdigit": "0-9A-Fa-f",
}  # fmt: skip
_NOTHING = "(?!)"

_PIECE = pattern(rf"\\.|{_CLASS}|[^\\\[\]{{}},]+|.", re.DOTALL)
_ESCAPED = "[]{},!#"
"""Characters that a backslash may precede in a glob of the configuration. Before any other
character it is probably a Windows path separator."""
_ABSOLUTE = pattern(r"(?:[A-Za-z]:|~)[\\/]")
_RANGE = pattern(r"-?\w+\.\.-?\w+(?:\.\.-?\d+)?")


class GlobError(ConfigError):
    """A glob cannot match anything. The message says why, and what to write instead."""


class Plain(NamedTuple):
    """A normalised glob of the configuration, without alternatives."""

    names: tuple[str, ...]
    anywhere: bool
    """Whether it matches at any depth, not only from the root."""
    folder: bool
    """Whether it matches only folders."""


class Globs:
    """Several globs of the configuration, any of which may match. A match of a folder includes
    everything in it. Raise GlobError."""

    def __init__(self, globs: Iterable[str]) -> None:
        self._globs = tuple(globs)
        self._compiled = [
            (index, plain.folder, steps)
            for index, glob in enumerate(self._globs)
            for plain in plain_globs(glob)
            if (steps := _steps(plain.names, anywhere=plain.anywhere)) is not None
        ]

    def __repr__(self) -> str:
        return f"Globs({list(self._globs)})"

    def match(self, path: str, *, folder: bool = False) -> bool:
        """Return whether ``path`` (relative to the root, with ``/``) or a folder above it
        matches."""
        names = [name for name in path.split("/") if name != "."]
        return names[:1] != [".."] and self.first(names, folder=folder) is not None

    def first(self, names: Sequence[str], *, folder: bool, whole: bool = False) -> int | None:
        """Return the index of the first glob that matches the path with these names; without
        ``whole``, or a folder above it."""
        for index, folders_only, steps in self._compiled:
            if folders_only and not folder:
                if not whole and _match(steps, names[:-1], whole=False):
                    return index
            elif _match(steps, names, whole=whole):
                return index
        return None


def matches(glob: str, path: str) -> bool:
    """Return whether a glob in another tool's settings matches ``path``. A glob that `Globs`
    refuses matches nothing, and is not reported."""
    try:
        return Globs((glob,)).match(path)
    except GlobError:
        return False


def plain_globs(glob: str) -> list[Plain]:
    """Return the globs without alternatives for a glob of the configuration. Raise GlobError."""
    if len(glob) > MAX_LENGTH:
        raise GlobError(f"it has more than {MAX_LENGTH:,} characters; split it into several globs")
    if _ABSOLUTE.match(glob):
        raise GlobError("globs are relative to the folder of the configuration; write 'posts/**'")
    return list(dict.fromkeys(map(_plain, _alternatives(glob))))


def is_literal(name: str) -> bool:
    """Return whether a name of a glob matches only itself."""
    return _SPECIAL.isdisjoint(name)


def _alternatives(glob: str) -> list[str]:
    """Return the expansions of a glob with braces. Raise GlobError.

    A stack holds the text before each open brace, and its alternatives except the last.
    """
    stack: list[tuple[list[str], list[str]]] = []
    texts = [""]
    for match in _PIECE.finditer(glob):
        piece = match[0]
        if piece == "{":
            stack.append((texts, []))
            texts = [""]
        elif piece == "," and stack:
            stack[-1][1].extend(texts)
            texts = [""]
        elif piece == "}" and stack:
            before, others = stack.pop()
            if not others and (texts == [""] or _RANGE.fullmatch(texts[0])):
                raise GlobError(f"'{{{texts[0]}}}' is no list of alternatives; write '{{a,b}}'")
            texts = _joined(before, others + texts)
        else:
            _check_piece(piece, glob)
            texts = _joined(texts, [piece])
    if stack:
        raise GlobError("'{' is not closed; write '\\{' for the character itself")
    return texts


def _joined(befores: list[str], afters: list[str]) -> list[str]:
    if len(befores) * len(afters) > MAX_ALTERNATIVES:
        raise GlobError(f"it stands for more than {MAX_ALTERNATIVES} globs; write '*' for some")
    return [before + after for before in befores for after in afters]


def _check_piece(piece: str, glob: str) -> None:
    if piece[0] == "\\" and (len(piece) == 1 or piece[1] not in _ESCAPED):
        meant = re.sub(r"\\+", "/", glob)
        raise GlobError(f"'\\' does not separate folders; write '{meant}'")
    if piece in ("[", "[]", "[!]", "[^]", "]", "}"):
        why = "is not closed" if piece[0] == "[" else "closes nothing"
        raise GlobError(f"'{piece[0]}' {why}; write '\\{piece[0]}' for the character itself")
    if piece[0] != "[":
        return
    members = _members(piece[1:-1])
    if members is None:
        raise GlobError(f"'{piece}' names an unknown class; there are {', '.join(_CLASSES)}")
    if members == _NOTHING or "/" in piece:
        raise GlobError(f"'{piece}' stands for no character of a name; write such as '[a-z]'")


def _plain(text: str) -> Plain:
    """Return one alternative of a glob in parts. Raise GlobError."""
    if text.startswith("!"):
        raise GlobError(
            "a glob cannot take back what others match: make those narrower, or write "
            f"'\\{text}' for a name that begins with '!'"
        )
    if "\0" in text:
        raise GlobError("no name of a file holds a NUL")
    names = tuple(name for name in text.split("/") if name not in ("", "."))
    if ".." in names:
        from posixpath import normpath

        meant = normpath(text)
        better = "" if meant.startswith("..") else f"; write '{meant}'"
        raise GlobError(f"'..' never matches: a glob stays in the folder of its file{better}")
    if not names:
        raise GlobError("it names no file; write '**' for all files")
    anywhere = len(names) == 1 and not text.startswith(("/", "./"))
    return Plain(names, anywhere, text.endswith(("/", "/.")))


class IgnoreFile:
    """The patterns of an ignore file (gitignore(5)). The last one that matches decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._patterns: list[tuple[bool, bool, list[_Step]]] = []
        for line in lines:
            line = _trimmed(line)
            if not line or line.startswith("#"):
                continue
            again = line.startswith("!")
            glob = line[again:].removesuffix("/")
            names = glob.removeprefix("/").split("/")
            steps = _steps(names, anywhere="/" not in glob)
            if steps is not None:
                self._patterns.append((not again, line.endswith("/"), steps))
        self._patterns.reverse()

    def __len__(self) -> int:
        return len(self._patterns)

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Return whether ``path`` itself (relative to the file, with ``/``) is ignored; None if no
        pattern matches."""
        return self.verdict_of(path.split("/"), folder=folder)

    def verdict_of(self, names: Sequence[str], *, folder: bool) -> bool | None:
        """Return the same for the names of a path."""
        for ignored, folders_only, steps in self._patterns:
            if (folder or not folders_only) and _match(steps, names, whole=True):
                return ignored
        return None


def _trimmed(line: str) -> str:
    """Return a line of an ignore file without trailing spaces, except one after a backslash."""
    bare = line.removesuffix("\r").rstrip(" ")
    return bare + " " if bare.endswith("\\") and len(bare) < len(line) else bare


def _steps(names: Sequence[str], *, anywhere: bool) -> list[_Step] | None:
    """Return what the names of a path must match; None for a glob that matches nothing."""
    steps: list[_Step] = [_FOLDERS] if anywhere else []
    for name in names:
        step = name if name == _FOLDERS else _step(name)
        if step is None:
            return None
        if step != _FOLDERS or steps[-1:] != [_FOLDERS]:
            steps.append(step)
    return steps


def _step(part: str) -> _Step | None:
    """Return what matches one name; None if it is not a glob."""
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
    """Return the expression for ``[inside]``."""
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
        return "." if negated else _NOTHING
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
        position = name.find(text, at, end)
        if position < 0:
            return False
        at = position + len(text)
    return True


def _match(steps: Sequence[_Step], names: Sequence[str], *, whole: bool) -> bool:
    """Return whether the steps match a path to its end, or without ``whole`` up to a folder.

    Greedy with one step back: to the last ``**``, which takes one more folder.
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
