"""Documents made to be long, in front matter and in data files."""

import math
from collections.abc import Callable

from tests.hostile.case import Case

BETWEEN, WHOLE = 250_000, 1_000_000
"""Characters of front matter, of a data file."""


def repeat(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def numbered(form: str, size: int, end: str = "\n") -> str:
    """``form`` with ``{i}`` counting up, for about ``size`` characters."""
    count = size // (len(form) + 4)
    return end.join(form.replace("{i}", str(i)) for i in range(count))


def bomb(levels: int) -> str:
    """Ten aliases of ten aliases of ten …"""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels)]
    return "\n".join(lines)


def staircase(size: int) -> str:
    steps = math.isqrt(2 * size)
    return "\n".join(" " * i + "a:" for i in range(steps))


YAML: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "a: " + repeat("[", n),
    "braces": lambda n: "a: " + repeat("{", n),
    "braces with keys": lambda n: "a: " + repeat("{b: ", n),
    "brackets with text": lambda n: "a: " + repeat("[x,", n),
    "question marks": lambda n: repeat("? ", n),
    "dashes": lambda n: repeat("- ", n),
    "question marks and dashes": lambda n: repeat("? - ", n),
    "staircase": staircase,
    "alias bomb": lambda n: bomb(30),
    "long text and many aliases": lambda n: (
        f"a: &a '{repeat('x', n // 2)}'\nb: [{repeat('*a,', n // 2)}]"
    ),
    "merge chain": lambda n: (
        "a0: &a0 {" + numbered("k{i}: 1", n // 2, ", ") + "}\n"
        + "\n".join(f"a{i}: &a{i}\n  <<: *a{i - 1}" for i in range(1, n // 60))
    ),
    "merge list": lambda n: "a: &a {k: 1}\nb:\n  <<: [" + repeat("*a, ", n) + "*a]",
    "merge after merge": lambda n: (
        "a: &a {" + numbered("k{i}: 1", n // 2, ", ") + "}\nb:\n" + repeat("  <<: *a\n", n // 2)
    ),
    "recursive anchor": lambda n: "a: &a\n  b: *a",
    "anchors": lambda n: numbered("k{i}: &a{i} x", n) + "\nb: *nope",
    "directives": lambda n: numbered("%TAG !a{i}! tag:x,2000:", n) + "\n--- {}",
    "documents": lambda n: repeat("--- a\n", n),
    "one field again and again": lambda n: repeat("a: 1\n", n),
    "CR": lambda n: repeat("a: 1\r", n),
    "values": lambda n: "a: [" + repeat("1,", n) + "]",
    "digits": lambda n: "a: " + repeat("9", n),
    "hexadecimal digits": lambda n: "a: 0x" + repeat("f", n),
    "sexagesimal": lambda n: "a: 1" + repeat(":59", n),
    "many long numbers": lambda n: "a:\n" + repeat("- 0x" + "f" * 300 + "\n", n),
    "a long name": lambda n: repeat("k", n) + ": 1",
    "a long name above many": lambda n: (
        "? " + repeat("k", n // 2) + "\n:\n" + numbered("  k{i}: 1", n // 2) + "\nb: *nope"
    ),
    "colons": lambda n: "a" + repeat(": ", n),
    "open quote": lambda n: 'a: "' + repeat("x\n  ", n),
    "quotes": lambda n: "a: '" + repeat("''", n),
    "tags": lambda n: "a: " + repeat("!a ", n),
    "NUL": lambda n: "a: " + repeat("\0", n),
    "tabs": lambda n: "a:\n" + repeat("\t", n) + "b",
}  # fmt: skip
"""By name: what makes the document, of about so many characters."""

HARMLESS: dict[str, Callable[[int], str]] = {
    "comments": lambda n: "a: 1\n" + repeat("# x\n", n),
    "blank lines": lambda n: "a: 1\n" + repeat("\n", n),
    "literal": lambda n: "a: |\n" + repeat("  x\n", n),
    "blank lines in a literal": lambda n: "a: |\n  x\n" + repeat(" \n", n),
    "folded": lambda n: "a: >\n" + repeat("  x\n\n", n),
    "lines in quotes": lambda n: 'a: "' + repeat("x\n  ", n) + '"',
    "escapes": lambda n: 'a: "' + repeat("\\x41", n) + '"',
    "line separators": lambda n: "a: '" + repeat("\u2028", n) + "'",
    "ignore comments": lambda n: "a: 1\n" + repeat("# newslint: ignore[x]\n", n),
    "astral characters": lambda n: "a: '" + repeat("😀", n) + "'",
}
"""Long, but nothing is wrong with it."""

TOML: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "a = " + repeat("[", n),
    "braces": lambda n: "a = " + repeat("{b = ", n),
    "dotted key": lambda n: repeat("a.", n) + "a = 1",
    "dotted table": lambda n: "[" + repeat("a.", n) + "a]",
    "a long table above many": lambda n: "[" + repeat("a", n // 2) + "]\n" + numbered("k{i}=1", n),
    "tables again and again": lambda n: repeat("[a]\n", n),
    "one key again and again": lambda n: repeat("a.b = 1\n", n),
    "digits": lambda n: "a = " + repeat("9", n),
    "quotes": lambda n: 'a = """' + repeat('"\\\n', n),
    "open quote": lambda n: "a = '" + repeat("x", n),
}

JSON: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: '{"a": ' + repeat("[", n),
    "objects": lambda n: repeat('{"a":', n),
    "values": lambda n: '{"a": [' + repeat("0,", n) + "0]}",
    "digits": lambda n: '{"a": ' + repeat("9", n) + "}",
    "half characters": lambda n: '{"a": "' + repeat("\\ud800", n) + '"}',
    "open quote": lambda n: '{"a": "' + repeat("x", n),
    "quotes": lambda n: "{" + repeat('"', n),
    "one name again and again": lambda n: "{" + repeat('"a":0,', n) + '"b":1}',
}


FENCES: dict[str, Callable[[int], str]] = {
    "fences that are none": lambda n: "---\na: 1\n" + repeat("---x\n", n),
    "never closed": lambda n: "---\n" + numbered("a{i}: 1", n),
    "without bounds": lambda n: "---\n" + numbered("a{i}: 1", n) + "\n---\n",
}

_REPEATED = (
    "CR",
    "one field again and again",
    "one key again and again",
    "one name again and again",
    "tables again and again",
)


def is_reported(name: str, path: str, text: str) -> Case:
    """A document that cannot be read, for the one reason or the other."""
    rule = "duplicate-key" if name in _REPEATED else "broken-front-matter"
    return Case({path: text}, ((path, rule, None),))


def read(path: str, text: str) -> Case:
    """A document that is read: then its fields are missed, and nothing else is said of its form."""
    return Case({path: text}, ((path, "missing-field", 1),))


CLASSES = {
    "long YAML": {
        name: is_reported(name, "h.md", f"---\n{make(BETWEEN)}\n---\nText.\n")
        for name, make in YAML.items()
    },
    "long YAML files": {
        name: is_reported(name, "h.yaml", make(WHOLE)) for name, make in YAML.items()
    },
    "long and harmless YAML": {
        name: read("h.md", f"---\n{make(BETWEEN)}\n---\nText.\n") for name, make in HARMLESS.items()
    },
    "long and harmless YAML files": {
        name: read("h.yaml", make(WHOLE)) for name, make in HARMLESS.items()
    },
    "long TOML": {
        name: is_reported(name, "h.md", f"+++\n{make(BETWEEN)}\n+++\nText.\n")
        for name, make in TOML.items()
    },
    "long JSON": {
        name: is_reported(name, "h.md", make(BETWEEN) + "\nText.\n") for name, make in JSON.items()
    },
    "long JSON between fences": {
        name: is_reported(name, "h.md", f"---json\n{make(BETWEEN)}\n---\nText.\n")
        for name, make in JSON.items()
    },
    "long JSON files": {
        name: is_reported(name, "h.json", make(WHOLE)) for name, make in JSON.items()
    },
    "long front matter": {
        name: is_reported(name, "h.md", make(WHOLE)) for name, make in FENCES.items()
    },
}
