"""Regular expressions: those of ordinary schemas, and hostile ones made from a few parts."""

from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

WILD = {
    "a slug": (r"^[a-z0-9]+(?:-[a-z0-9]+)*$", ["ferry-returns", "a"], ["Ferry", "a--b", "a-", ""]),
    "a web address": (
        r"^https?://[^\s/$.?#].[^\s]*$",
        ["https://a.example/x", "http://a.example"],
        ["ftp://a.example", "https:// a", "x"],
    ),
    "a path": (r"^\/(?:[\w\-]+\/)*$", ["/", "/news/2024/"], ["news/", "//"]),
    "a date": (
        r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
        ["2024-02-29"],
        ["2024-13-01", "24-1-1", "２０２４-01-01"],
    ),
    "a date and time": (
        r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$",
        ["2024-02-29T10:00:00Z", "2024-02-29T10:00:00.5+01:00"],
        ["2024-02-29", "2024-02-29 10:00:00Z"],
    ),
    "a colour": (r"^#(?:[0-9a-fA-F]{3}){1,2}$", ["#fff", "#A0b1C2"], ["fff", "#ffff", "#ggg"]),
    "a version": (
        r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)"
        r"(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
        r"(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$",
        ["1.0.0", "1.2.3-rc.1+build.5"],
        ["1.0", "01.0.0", "1.0.0-01"],
    ),
    "an e-mail address": (
        r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
        ["desk@tarn-times.example"],
        ["desk", "a b@c.d", "@c.d"],
    ),
    "an e-mail address in full": (
        r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
        r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
        ["a.b+c@tarn-times.example"],
        ["a@-b", "a@b_c"],
    ),
    "a UUID": (
        r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
        ["123e4567-e89b-12d3-a456-426614174000"],
        ["123e4567e89b12d3a456426614174000"],
    ),
    "an IPv4 address": (
        r"^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$",
        ["192.0.2.1"],
        ["256.0.0.1", "1.2.3"],
    ),
    "a language": (
        r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$",
        ["en", "en-GB", "zh-Hant-TW"],
        ["EN", "en-gb"],
    ),
    "not blank": (r"\S", ["a", " a "], ["", " \t\n"]),
    "no space around it": (r"^\S+(?:\s+\S+)*$", ["a b", "a"], [" a", "a ", ""]),
    "up to a length": (r"^.{1,100}$", ["a", "é" * 100], ["", "a" * 101]),
    "lines up to a length": (r"^[\s\S]{1,1000}$", ["a\nb"], ["", "a" * 1001]),
    "letters of all scripts": (r"^\p{L}[\p{L}' -]{0,40}$", ["Žofie", "Ó Súilleabháin"], ["1a", ""]),
    "a capital": (r"^\p{Lu}", ["Éa", "A"], ["a", "1"]),
    "a picture": (
        r"(?i)\.(?:jpe?g|png|webp|gif)$",
        ["a.jpg", "a.JPEG", "b.webp"],
        ["a.jpg.txt", "jpg"],
    ),
    "an escape of each kind": (r"^\u0041\x42\t\-\.\/\@$", ["AB\t-./@"], ["AB-./@"]),
    "a word": (r"\bferry\b", ["the ferry sails"], ["ferryman"]),
    "alternatives": (r"^(article|video|audio)$", ["video"], ["videos", ""]),
    "an id": (r"^[A-Z]{2,5}-\d{1,6}$", ["TARN-12"], ["tarn-12", "T-1"]),
}
"""Ordinary patterns, each with texts that match and texts that do not."""

WILD_SPECIAL = {
    "not a draft": (r"^(?!draft-)[a-z-]+$", ["ferry"], ["draft-ferry"]),
    "all of several": (
        r"^(?=.*[a-z])(?=.*\d)[a-z\d]{4,20}$",
        ["abc1", "1abcdefgh"],
        ["abcd", "1234", "a1"],
    ),
    "no space around it": (r"^(?!\s)(?!.*\s$).+$", ["a b"], [" a", "a "]),
    "no mark-up": (r"^(?:(?!<[a-z]).)*$", ["2 < 3", ""], ["a <b>"]),
    "no double hyphen": (r"^(?!.*--)[a-z-]+$", ["a-b"], ["a--b"]),
    "a word twice": (r"\b(\w+)\s+\1\b", ["the the ferry"], ["the ferry"]),
    "quotes that match": (r"^(['\"]).*\1$", ["'a'", '"a"'], ["'a\""]),
    "a number alone": (r"(?<!\d)\d{4}(?!\d)", ["in 2024"], ["20240", "x"]),
    "no full stop": (r"^.+(?<!\.)$", ["a"], ["a."]),
}
"""Ordinary patterns that take look-around or back-references."""

REPEATED = {
    "a class": "a+",
    "a group": "(a+)+",
    "nothing": "(a*)*",
    "alternatives": "(a|aa)+",
    "the same alternatives": "(a|a)*",
    "side by side": "a*a*a*",
    "anything": ".*.*",
    "lazily": "(a+?)+?",
    "a limit": "(a{1,30}){1,30}",
    "two limits": "[ab]{0,100}[ab]{0,100}",
    "a distance": "[ab]*a[ab]{40}",
    "options": "(?:a?){60}(?:a){60}",
    "a count": "a{2000}",
    "a count that is too large": "a{20000}",
    "counts of counts": "((a{100}){100}){100}",
    "many alternatives": "(?:" + "|".join("a" * n + "b" for n in range(1, 40)) + ")+",
    "letters of all scripts": r"\p{L}+\p{L}{20}",
}
AROUND = {
    "nothing": "%s",
    "a look-ahead": "(?=%s)",
    "a look-ahead that fails": "(?!%s)a",
    "a look-behind": "(?<=%s)",
    "a look-behind that fails": "(?<!%s)a",
    "a back-reference": r"(%s)\1",
    "a back-reference after a look-ahead": r"(?=(%s))\1",
    "a repeated back-reference": r"(%s)(?:\1)*",
    "a look-ahead in a loop": "(?:(?=%s)a)*",
    "look-aheads in loops": "(?=(?:(?=(?:(?=%s)a)*)a)*)",
    "many look-aheads": "(?=%s)(?=%s)(?=%s)(?=%s)",
    "a possessive repetition": "(?:%s)*+",
    "a group that is repeated": "(?:%s)+",
    "alternatives": "(?:%s|b%s)",
}
ENDS = ("", "c", "$")


def hostile() -> Iterator[tuple[str, str]]:
    """Patterns that take their time, each with a name: what is repeated, in what, how tied."""
    for (inner, repeated), (outer, around) in product(REPEATED.items(), AROUND.items()):
        for start, end in product(("", "^"), ENDS):
            pattern = start + around.replace("%s", repeated) + end
            yield f"{inner} in {outer}{', tied' * bool(start)} {end}", pattern


_atoms = st.sampled_from(["a", "b", "c", "[ab]", "[^a]", ".", r"\w", r"\d", "-", r"\.", "ab"])
_counts = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?"])
_anchors = st.sampled_from(["", "", "", "^", "$", r"\b"])


def _grown(inner: st.SearchStrategy[str], groups: list[str]) -> st.SearchStrategy[str]:
    grouped = st.builds(
        lambda group, content, count: group % content + count,
        st.sampled_from(groups),
        inner,
        _counts,
    )
    return st.lists(grouped | inner, min_size=1, max_size=3).map("".join)


def linear() -> st.SearchStrategy[str]:
    """Patterns that every engine knows, and understands alike."""
    items = st.builds(lambda *parts: "".join(parts), _anchors, _atoms, _counts)
    return st.recursive(
        items, lambda inner: _grown(inner, ["(%s)", "(?:%s)", "(?:%s|b)", "(a|%s)"]), max_leaves=6
    ).filter(lambda pattern: not any(f"{anchor}{c}" in pattern for anchor in "^$" for c in "*+?{"))


def special() -> st.SearchStrategy[str]:
    """Patterns with look-around."""
    items = st.builds(lambda *parts: "".join(parts), _atoms, _counts)
    groups = ["(?:%s)", "(?=%s)", "(?!%s)", "(?:%s|b)"]
    return st.recursive(items, lambda inner: _grown(inner, groups), max_leaves=6)
