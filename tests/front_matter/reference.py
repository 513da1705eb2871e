"""What the YAML readers are measured against: PyYAML's safe loader, dates left as text.

Also the documents to measure with: articles of real shape, and what mutation makes of them.
"""

import random
from typing import Any
from unittest.mock import patch

import yaml

from benchmarks.collection import Writer

_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _without_timestamps(loader: Any) -> Any:
    made: Any = type(
        loader.__name__,
        (loader,),
        {
            "yaml_implicit_resolvers": {
                first: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
                for first, pairs in loader.yaml_implicit_resolvers.items()
            }
        },
    )
    made.add_constructor("tag:yaml.org,2002:timestamp", loader.construct_yaml_str)
    return made


LOADERS = {"libyaml": _without_timestamps(_FAST), "pure": _without_timestamps(yaml.SafeLoader)}
"""With libyaml where there is one, and in Python alone. The two differ on tabs and a few others."""
_PARSERS = {"libyaml": _FAST, "pure": yaml.SafeLoader}


class Refused(Exception):
    """PyYAML cannot read the document."""


def load(text: str, loader: str = "libyaml") -> Any:
    """What PyYAML reads; raises Refused for all the ways in which it fails."""
    try:
        return yaml.load(text, LOADERS[loader])
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise Refused(str(error)) from error


def exact(value: Any) -> str:
    """A text that is equal for equal values only: types and the order of keys count too."""
    return repr(value)


_EXTRAS = (
    "locale: en-GB",
    "draft: no",
    "weight: 3.25",
    "pages: 12_000",
    "length: 1:30",
    "code: 0o17",
    "mode: 0755",
    "note: 'it''s quoted'",
    'note: "say \\"yes\\" twice"',
    'note: "tab\\there"',
    'note: "caf\\u00e9, \\x41 and \\e"',
    'note: "quoted" # with a "comment"',
    "note: 'quoted # twice' # with a comment",
    "when: 2022-07-27-news",
    "list: # of two\n- one # first\n- two",
    "note: It's plain, isn't it? 100% - yes",
    "note: plain # with a comment",
    "note: plain#without a comment",
    "when: 2020-07-14",
    "when: 2020-07-14 19:45:00 +02:00",
    "when: 10:30 in the morning",
    "tags: [AI, Cloud computing, News]",
    "tags: []",
    "more: {}",
    "author: {name: A. Writer, id: 7}",
    "outlet: {name: 'Arden Times', address: https://arden-times.example/news}",
    "pictures: [{url: https://arden-times.example/a.jpg, width: 1200}, {url: b.jpg}]",
    "empty:",
    "nothing: ~",
    "nothing: null",
    "ampWebUrl: null",
    "text: |\n  first line\n  second line",
    "text: >-\n  folded\n  line",
    "text: >\n    folded\n\n    in paragraphs\n\n\n    of one line \n",
    "list:\n- text: |-\n    key: 'value'\n\n    # no comment\n  key: other",
    "text: plain text\n  that goes on\n\n  - and on",
    'text: "quoted text\n\n  that goes on"',
    "list:\n  - text: 'it''s text: \n      that goes on'\n    key: value",
    "# a comment on its own",
    "  # an indented comment",
    "",
    "list:\n- one\n- two",
    "list:\n  - one\n  - key: value\n    other: value",
    "quote: “curly” text — with dashes…",
    "temperature: -5",
    "title2: Ça va: non",
    "address: http://example.org/a:b#c",
    "spaced:    value   ",
    "base: &base\n  a: 1",
    "copy: *base",
    "merged:\n  <<: *base\n  b: 2",
    "yes: 1",
    "12: number",
    "? complex\n: value",
    "nbsp: a\xa0b",
    "tagged: !!str 12",
)


def document(number: int) -> str:
    """A front matter of real shape; the same number gives the same one."""
    chance = random.Random(number)
    related = chance.choice((0, 0, 1, 2))
    article = Writer(number).article(related=related, body=0)
    lines = article.split("---\n")[1].splitlines()
    tops = [at for at, line in enumerate(lines) if line[:1].isalpha()]
    for _ in range(chance.choice((0, 0, 0, 1, 2, 4))):
        lines.insert(chance.choice(tops), chance.choice(_EXTRAS))
        tops = [at for at, line in enumerate(lines) if line[:1].isalpha()]
    return "\n".join(lines) + "\n" * chance.choice((1, 1, 1, 0, 2))


_PIECES = (
    *"-:#'\"|>&*!%@`?,[]{}~=<\\/.+_0159axyné \n\t\r",
    *("- ", ": ", " #", "\n\n", "''", '\\"', "---", "...", "<<: ", "&a ", "*a", "!!str ", "? "),
    *("yes", "no", "on", "null", "true", "0x1f", "0b1", "1e3", "1.5e+3", ".inf", ".nan", "1:30"),
    *(
        "\x00",
        "\x07",
        "\x7f",
        "\x85",
        "\xa0",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
        "😀",
        "\u3000",
    ),
    *("2020-01-01", "10:20", "[]", "{}", "[a, b]", "{a: 1}", "  ", "    ", "|\n  x", ">\n x"),
)


def mutated(text: str, chance: random.Random) -> str:
    """``text`` with one to three small changes."""
    for _ in range(chance.choice((1, 1, 1, 1, 2, 3))):
        lines = text.split("\n")
        at, line = chance.randrange(len(text) + 1), chance.randrange(len(lines))
        match chance.randrange(10):
            case 0 | 1 | 2:
                text = text[:at] + chance.choice(_PIECES) + text[at:]
            case 3 | 4:
                text = text[:at] + text[at + chance.randint(1, 3) :]
            case 5:
                text = text[:at] + chance.choice(_PIECES) + text[at + 1 :]
            case 6:
                lines[line] = " " * chance.randint(1, 4) + lines[line]
                text = "\n".join(lines)
            case 7:
                lines[line] = lines[line][chance.randint(1, 4) :]
                text = "\n".join(lines)
            case 8:
                lines.insert(line, chance.choice(lines))
                text = "\n".join(lines)
            case _:
                key = lines[line].partition(":")[0]
                lines[line] = key + ": " + chance.choice(_PIECES)
                text = "\n".join(lines)
    return text


def difference(text: str, loader: str = "libyaml") -> str | None:
    """What newslint reads otherwise than the reference, in words; None where it agrees.

    The fast path must agree wherever it does not hand over; the composer wherever it reports
    no fault, and a document that the reference refuses must have a fault.
    """
    from newslint.front_matter import fast_yaml as plain
    from newslint.front_matter import yaml as composer

    with patch.object(composer, "_Loader", _PARSERS[loader]):
        quick, full = plain.parse(text), composer.parse(text)
    fast = None if quick is None else quick.data
    try:
        expected = load(text, loader)
    except Refused as error:
        if fast is not None:
            return f"the fast path reads {fast!r} where PyYAML says: {error}"
        return None if full.faults else f"no fault where PyYAML says: {error}"
    expected = {} if expected is None else expected
    if fast is not None and exact(fast) != exact(expected):
        return f"the fast path reads {fast!r}, PyYAML {expected!r}"
    if fast is not None and full.faults:
        return f"the fast path reads what has faults: {full.faults!r}"
    if "<<" in text and ("[" in text or "- " in text):
        return None  # PyYAML 6.0.4 takes the last of several merged mappings in place of the first
    if not full.faults and exact(full.data) != exact(expected):
        return f"the composer reads {full.data!r}, PyYAML {expected!r}"
    return None


def misplaced(text: str) -> str | None:
    """What the fast path places otherwise than libyaml, in words; None where all places agree.

    Every value is looked for in both ways: as the only one, and after all others.
    """
    from newslint.front_matter import fast_yaml as plain
    from newslint.front_matter import yaml as composer

    for pointer, place in composer.places(text).items():
        parsed = plain.parse(text)
        if parsed is None:
            return None
        assert parsed.places is not None
        found = parsed.places().get(pointer)
        if found != place:
            return f"the fast path finds {pointer} at {found}, libyaml at {place}"
    return None
