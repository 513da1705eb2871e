"""Coverage-guided fuzzing of all that reads and rewrites front matter; see harness."""

import random
from typing import Any

import atheris

with atheris.instrument_imports(include=["newslint.front_matter", "newslint.article"]):
    from newslint import front_matter
    from newslint.article import Article
    from newslint.front_matter import (
        Syntax,
        advice,
        decode,
        headers,
        json,
        rewrite,
        split,
        toml,
        yaml,
    )
    from newslint.front_matter import fast_yaml as plain

from newslint.finding import Change
from newslint.front_matter import Block
from tests.front_matter.reference import difference
from tests.front_matter.test_rewrite import changed
from tests.fuzz.harness import fuzz

SYNTAXES: tuple[Syntax, ...] = ("yaml", "toml", "json", "headers")
HEADER_NAMES = frozenset({"title", "a"})
PATHS = ("a.md", "a.yaml", "a.json", "a.html", "a")
VALUES = ("x", "a: b", "12", "it's", 'say "x"', "x\ny\n", "- x", "", "\u2028", None)


def check(source: bytes) -> None:
    """The promises that hold for any bytes; the first one chooses what is done with the rest."""
    chosen, rest = source[0] if source else 0, source[1:]
    check_article(PATHS[chosen % len(PATHS)], rest)
    text, _ = decode.decode(rest)
    for syntax in SYNTAXES:
        check_syntax(syntax, text, chosen)
    assert difference(text) is None


def check_article(path: str, source: bytes) -> None:
    """Whatever the file, there is an article, and every fault and value in it has a place."""
    article = Article.parse(path, source, header_names=HEADER_NAMES)
    assert article.has_fields or article.faults
    assert isinstance(article.title + article.summary + article.body, str)
    for fault in article.faults:
        span = article.span(fault.start, fault.end)
        assert 1 <= span.line <= article.text.count("\n") + 1
        assert 0 <= span.start <= span.end <= len(article.text)
        assert len(fault.message) < 400
    for pointer in list(article.places)[:50]:
        article.span_of(pointer)


def check_syntax(syntax: Syntax, text: str, chosen: int) -> None:
    """What is read has places; what is rewritten reads as it should."""
    parsed = front_matter.parse(syntax, text)
    assert parsed.data is not None or parsed.faults
    places = front_matter.places(syntax, text)
    assert all(0 <= p.key_start <= p.key_end <= len(text) for p in places.values())
    assert all(0 <= p.start <= p.end <= len(text) for p in places.values())
    if parsed.data is None or not places:
        return
    if not any(fault.rule == "duplicate-key" for fault in parsed.faults):
        assert set(pointers(parsed.data, "")) == set(places)
    field = sorted(places)[chosen % len(places)]
    change = Change(field, VALUES[chosen % len(VALUES)])
    block = Block(syntax, 0, len(text), len(text), HEADER_NAMES)
    edit = rewrite.Rewriter(text, block, places).edit(change)
    if edit is not None:
        after = front_matter.parse(syntax, text[: edit.start] + edit.text + text[edit.end :])
        assert len(after.faults) == len(parsed.faults)
        assert repr(after.data) == repr(changed(parsed.data, change.field, change.value))


def pointers(value: Any, pointer: str) -> list[str]:
    """The JSON Pointers of all values inside ``value``."""
    if isinstance(value, dict):
        entries = [(pointer + front_matter.pointer_token(key), v) for key, v in value.items()]
    elif isinstance(value, list):
        entries = [(f"{pointer}/{i}", v) for i, v in enumerate(value)]
    else:
        return []
    return [name for entry, v in entries for name in (entry, *pointers(v, entry))]


def mutate(source: bytes, max_size: int, seed: int) -> bytes:
    """Half of the mutations are libFuzzer's, the other half know the pieces of documents."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return bytes(atheris.Mutate(source, max_size))
    from tests.front_matter.reference import mutated

    text = mutated(source.decode(errors="replace"), chance)
    return text.encode("utf-8", "replace")[:max_size]


SEEDS = (
    "\x00---\ntitle: a\nr:\n- t: 'b'\n  i: [{u: \"c\"}, 1.5]\n---\nbody\n",
    "\x01title: |\n  a\n  b\nfold: >-\n  x\n\nm: &m {a: 1}\nn:\n  <<: *m\n? c\n: d # e\n",
    "\x00+++\na.b = 1 # c\nd = 2020-01-01\n[t]\nx = [1, {y = 'z'}]\n[[r]]\nm = '''\nn'''\n+++\n",
    "\x00a = 1\n'b' = \"c\\u00e9\"\n[[x.y]]\nk = inf\n[x.z]\nt = 07:32:00\n",
    "\x00---toml\na = 'b'\n---\n--- json\n{\"a\": 1}\n---\n",
    "\x00Title: a\nBase Level:2\n    more\n\tb: c\na: d\ntitle: e\n\nbody\n",
    '\x02{"a": [1, -2.5e3, null, true], "b/~": {"c": "d\\n\\ud83d\\ude00"}, "n": NaN}\n',
)


def main() -> None:
    modules = (advice, decode, headers, json, plain, rewrite, split, toml, yaml)
    assert all(module.__name__.startswith("newslint.front_matter") for module in modules)
    fuzz(check, SEEDS, custom_mutator=mutate)


if __name__ == "__main__":
    main()
