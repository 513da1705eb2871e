"""The fast path reads plain YAML exactly as PyYAML does, and hands everything else over."""

import random
import sys
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newslint.front_matter import fast_yaml as plain
from newslint.front_matter import yaml as composer
from tests.front_matter.reference import difference, document, exact, load, misplaced, mutated

READ: dict[str, str] = {
    "text": "title: Ferry back in Arden\n",
    "text with marks": "title: It's 5% - yes, no#1 (or a:b), isn't it?\n",
    "curly quotes": "title: “Ferry” back\n",
    "other scripts": "title: Паром вернулся\n",
    "double quotes": 'title: "Ferry: back # again"\n',
    "escaped quotes": r'title: "The \"Ferry\" is back\\slash"' + "\n",
    "escapes": r'a: "\a\b\t\n\v\f\r\e\ \"\/\\\N\_\L\P\x41\u00e9"' + "\n",
    "escapes before digits": r'a: "d\xE9c\xE8s"' + "\n" + r'b: "\u00e9cole"' + "\n",
    "nothing but a null": r'a: "\x00"' + "\n" + r'b: "\u0000"' + "\nc:\n" + r'- "\x00"' + "\n",
    "single quotes": "title: 'It''s back'\n",
    "quotes within quotes": 'a: \'say "x" or "y"\'\nb: "it\'s"\nc: say "x"\nd: "z" \n',
    "quotes in comments": '# say "x"\na: "y" \n  # "z\n',
    "quotes in brackets": 'a: ["b", "c"]\nd: "e"\ng:\n- "f"\n',
    "a quote without its other": 'a: 5" pipe\nb: "c"\nd: \'e " f\'\n',
    "empty text": "a: ''\nb: \"\"\n",
    "trailing blanks": "title: Ferry   \nexcerpt: 'x'  \n",
    "integers": "a: 0\nb: 12\nc: -5\n",
    "decimals": "a: 1.5\nb: -0.25\nc: 010.5\n",
    "dates": "a: 2020-07-14\nb: 2020-07-14T19:45:00Z\nc: 2020-07-14 19:45:00.5 +02:00\n",
    "text that begins with a digit": "a: 5 ways to a better ferry\nb: 2022-07-27-news\nc: 3rd\n",
    "words": "a: true\nb: No\nc: OFF\nd: null\ne: y\nf: Nope\n",
    "nothing": "a:\nb: 1\nc:\n",
    "mapping": "provider:\n  name: x\n  domain: y\nz: 1\n",
    "deep mapping": "a:\n    b:\n          c: 1\n    d: 2\n",
    "list": "topics:\n  - AI\n  - 5\n  - 'x'\nz: 1\n",
    "list below its key": "topics:\n- AI\n- News\nz: 1\n",
    "list of mappings": "images:\n  - url: x\n    width: 1\n  - url: y\n",
    "list in a list of mappings": "r:\n- t: x\n  images:\n  - u: 1\n  - u: 2\n  z: 1\n- t: y\n",
    "nothing in a list": "r:\n- t:\n- t:\n  u: 1\n",
    "list in brackets": "tags: [AI, Cloud computing, R&D]\n",
    "mapping in braces": "a: {b: 1, c: 'x, y', d: https://a.example:80/b#c }\n",
    "collections in collections": 'a: [{b: [1, -2.5], c: {}}, [], {d: "x: {y}"}, [no, 5 y]]\n',
    "blanks in brackets": "a: [ b ,c, d  , {e:   f } ]  \n",
    "empty collections": "a: []\nb: {}\n",
    "comments and blank lines": "# x\na: 1\n\n   # y\nb:\n  # z\n  c: 1\n  \n",
    "comments behind values": "a: b # c\nd: 1  #e\nf: 2020-01-01 #\ni: no # 'j'\n",
    "comments behind quotes": 'a: \'b\' # c\nd: "e" # f "g" h\ni: \'j # k\' #\nl: "m # n"\n',
    "comments behind keys": "a: # b\nc: #\n  d: 1 # e\nf: # g\n- h # i\n- j: k # l\n",
    "signs that begin no comment": "a: b#c\nd: 'e #f'\ng: [h#i]\n",
    "text over several lines": "a: b\n  c#d -e\n\n\n  - f \ng:\n- h: i?\n   j\n  k: “l\n   m”\n",
    "double quotes over several lines": 'a: "b \n  c"\ng:\n- h: "\n    i\n   "\n',
    "single quotes over several lines": "a: 'b\n\n    it''s # f: ' \nc: '\n\n d'\n",
    "literal": 'a: |\n  b: "c\n\n   # d\n\ne: |-\n    f \n\n\ng: 1\n',
    "folded": "a: >\n  b\n  c \n\n\n  d\ne:\n- f: >-\n   g\n   - 'h'\n  i: 1\n",
    "keys in a literal": "a:\n  b: |\n    c: 1\n  c: 2\nd: |\n  e: 1\ne: 2\n",
    "no line end": "a: 1",
    "no fields": "\n# nothing\n",
}

HANDED_OVER: dict[str, str] = {
    "colon in text": "a: b: c\n",
    "text below its key": "a:\n  b\n",
    "field below text": "a: b\n  c: d\n",
    "blocks that keep their line breaks": "a: |+\n  b\n\n",
    "blocks that say their indentation": "a: |2\n   b\n",
    "blocks with a comment": "a: | # b\n  c\n",
    "blocks in a list": "a:\n- |\n  b\n",
    "blocks with nothing in them": "a: |\nb: 1\n",
    "blocks that begin with a blank line": "a: >\n\n  b\n",
    "blocks with a line of blanks": "a: |\n  b\n     \nc: 1\n",
    "folded lines that are indented": "a: >\n  b\n   c\n",
    "literal without a line end": "a: |\n  b",
    "literal that is not indented": "a:\n- b: |\n  c\n",
    "escapes over two lines": r'a: "b' + "\n" + r'  \" c"' + "\n",
    "comment in text over two lines": "a: b # c\n  d\n",
    "comment between two lines": "a: b\n  # c\n  d\n",
    "quote whose second line is not indented": 'a:\n  b: "c\n  d"\n',
    "number over two lines": "a: 1\n  2\n",
    "anchor": "a: &x b\n",
    "alias": "a: *x\n",
    "tag": "a: !!str 1\n",
    "merge": "<<: {a: 1}\n",
    "nothing in braces": "a: {b: }\n",
    "keys alone in braces": "a: {b, c}\n",
    "pair in brackets": "a: [b: 1]\n",
    "key written twice in braces": "a: {b: 1, b: 2}\n",
    "key in braces that is a word of YAML": "a: {on: 1}\n",
    "comma at the end": "a: [b, ]\n",
    "no comma": "a: [{b: 1} c]\n",
    "question mark in brackets": "a: [https://a.example/?b]\n",
    "brackets over two lines": "a: [b,\n  c]\n",
    "text behind brackets": "a: [b] c\n",
    "comment behind brackets": "a: [b] # c\n",
    "comment in brackets": "a: [b #c]\n",
    "colon without a blank in braces": "a: {b:1}\n",
    "quoted key in braces": 'a: {"b": 1}\n',
    "many brackets": f"a: {'[' * 60}{']' * 60}\n",
    "null in double quotes": r'a: "\0"' + "\n",
    "surrogates in double quotes": r'a: "\ud83d\ude00"' + "\n",
    "character beyond the BMP as an escape": r'a: "\U0001f600"' + "\n",
    "escape that YAML does not know": r'a: "\q"' + "\n",
    "comment behind a dash": "a:\n- # b\n",
    "comment without a space": 'a: "b"#c\n',
    "text behind a quote": 'a: "b" c\n',
    "quoted key": '"a": b\n',
    "key of two words": "a b: c\n",
    "key that is a word of YAML": "yes: 1\n",
    "key that is a number": "1: 2\n",
    "key written twice": "a: 1\na: 2\n",
    "key written twice in a list": "a:\n- b: 1\n  b: 2\n",
    "tab": "a:\tb\n",
    "carriage return": "a: b\r\n",
    "line separator": "a: b\u2028c\n",
    "byte order mark": "\ufeffa: b\n",
    "control character": "a: b\x07\n",
    "octal": "a: 017\n",
    "hexadecimal": "a: 0x1f\n",
    "underscores": "a: 1_000\n",
    "sexagesimal": "a: 1:30\n",
    "exponent": "a: 1.5e+3\n",
    "infinity": "a: .inf\n",
    "tilde": "a: ~\n",
    "equals sign": "a: =\n",
    "huge number": f"a: {'9' * 5_000}\n",
    "list in a list": "a:\n- - b\n",
    "wide dash": "a:\n-   b: 1\n    c: 2\n",
    "dash alone": "a:\n-\n  b: 1\n",
    "list at the top": "- a\n",
    "indented top": "  a: 1\n",
    "less than the first field": "a:\n    b: 1\n  c: 2\n",
    "list behind fields": "a: 1\n- b\n",
    "complex key": "? a\n: b\n",
    "document marker": "a: 1\n---\nb: 2\n",
    "colon without a blank": "a:b\n",
    "more values than one reads": "a:\n" + f"- [{', '.join(['x'] * 100)}]\n" * 700,
    "key longer than YAML allows": f"{'k' * 1_100}: 1\n",
}


def read(text: str) -> dict[str, Any] | None:
    """What the fast path reads; None if it hands the document over."""
    parsed = plain.parse(text)
    return None if parsed is None else parsed.data


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_what_is_plain_is_read_as_pyyaml_reads_it(text: str) -> None:
    assert exact(read(text)) == exact(load(text) or {})


@pytest.mark.parametrize("text", HANDED_OVER.values(), ids=HANDED_OVER)
def test_what_is_not_is_handed_over(text: str) -> None:
    assert read(text) is None
    assert difference(text) is None


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_values_are_found_where_the_full_parser_sees_them(text: str) -> None:
    assert misplaced(text) is None


@pytest.mark.parametrize(
    "pointer",
    [
        "",
        "/",
        "/b",
        "/a/x",
        "/a/2",
        "/a/00",
        "/a/²",
        "/a/0/u/v",
        "/a/1/w",
        "/c/b",
        "/c/a/0",
        "/d/0",
    ],
)
def test_what_is_not_there_has_no_place(pointer: str) -> None:
    text = "a:\n- u: 1\n- v:\n    w: 2\nc: {a: 1}\nd: x\n"
    parsed = plain.parse(text)
    assert parsed is not None
    assert parsed.places is not None
    assert parsed.places().get(pointer) == composer.places(text).get(pointer)


def test_a_reader_of_many_places_gets_all_at_once() -> None:
    parsed = plain.parse("".join(f"key{i}: text\n" for i in range(100)))
    assert parsed is not None
    assert parsed.places is not None
    places = parsed.places()
    alone = [places[f"/key{i}"] for i in range(100)]
    assert alone == list(places.values())


def test_values_are_not_shared_between_documents() -> None:
    text = "a: [b]\nc: {}\nd:\n- e\nf:\n  g: 1\n"
    first, second = read(text), read(text)
    assert first == second
    assert first is not None
    for value in first.values():
        value.clear()
    assert read(text) == second


def test_what_is_remembered_is_bounded() -> None:
    for i in range(3 * plain._MAX_CACHED):
        assert read(f"{'k' * (i % 80)}key{i}: text{i}\nother: 1\n") is not None
    for memory in (plain._ROWS, plain._BEGINNINGS):
        assert len(memory) <= plain._MAX_CACHED
        assert max(map(len, memory)) < plain._MAX_CACHED_LENGTH


def test_yaml_takes_whatever_python_prints() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    assert [c for c in every if c.isprintable() and plain._ODD.search(c)] == []


def test_an_article_is_read_on_the_fast_path() -> None:
    text = dedent("""\
        category: news
        title: "Ferry: back in Arden"
        publishedDateTime: 2026-07-14T19:45:00Z
        published: false

        provider:
          name: Arden Times
        topics:
          - Transport
        related:
          - title: "The ferry's new engine"
            images:
              - url: "https://arden-times.example/a.jpg"
                width: 1200
          - title: Storm
        """)
    assert read(text) == {
        "category": "news",
        "title": "Ferry: back in Arden",
        "publishedDateTime": "2026-07-14T19:45:00Z",
        "published": False,
        "provider": {"name": "Arden Times"},
        "topics": ["Transport"],
        "related": [
            {
                "title": "The ferry's new engine",
                "images": [{"url": "https://arden-times.example/a.jpg", "width": 1200}],
            },
            {"title": "Storm"},
        ],
    }


def test_most_real_documents_take_the_fast_path() -> None:
    assert sum(read(document(number)) is not None for number in range(200)) > 90


@pytest.mark.parametrize("loader", ["libyaml", "pure"])
def test_real_documents_are_read_as_pyyaml_reads_them(loader: str) -> None:
    for number in range(400 if loader == "libyaml" else 60):
        assert difference(document(number), loader) is None
        assert misplaced(document(number)) is None


def test_mutants_of_real_documents_are_read_as_pyyaml_reads_them() -> None:
    for number in range(4_000):
        text = mutated(document(number % 500), random.Random(number))
        assert difference(text) is None, text
        assert misplaced(text) is None, text


_words = st.sampled_from(
    [
        *"a title yes no on null true ~ 12 -3 1.5 0x1f 017 1_0 1:30 2020-01-01 .inf = <<".split(),
        *'- -- ? : # é “x” \'x\' "x" \'it\'\'s\' "a\\"b" "a\\n" [] {} [a] [a,b] {a:1}'.split(),
        *"&x *x !!str !x | > % @ ` , x:y x# 10:20 2020-01-01T10:20:30Z [ ] { } \\ 😀".split(),
        *("\xa0", "\u3000", "\t", ""),
    ]
)
_values = st.lists(_words, max_size=4).map(" ".join)
_lines = st.tuples(
    st.integers(0, 6).map(lambda n: " " * n),
    st.sampled_from(["", "", "- ", "- - ", "-"]),
    st.sampled_from(["a: ", "b: ", "key: ", "title:  ", "a:", "yes: ", '"q": ', "x y: ", "", "#"]),
    _values,
).map("".join)


@settings(max_examples=600)
@given(st.lists(_lines, max_size=8), st.sampled_from(["\n", "\n\n", "\r\n"]))
@example(["a:", "  b: 1", " c: 2"], "\n")
@example(["a:", "- b: 1", "  c:", "  - d", " e: 1"], "\n")
def test_lines_of_all_kinds_are_read_as_pyyaml_reads_them(lines: list[str], end: str) -> None:
    assert difference(end.join(lines)) is None
    assert misplaced(end.join(lines)) is None


_flow = st.recursive(
    st.one_of(_words, _words.map(lambda word: f"k: {word}"), st.sampled_from("ab")),
    lambda inner: st.builds(
        "{}{}{}".format,
        st.sampled_from(["[", "{", "b: [", "a: {"]),
        st.lists(inner, max_size=4).map(", ".join),
        st.sampled_from(["]", "}", " ]", "} ", "} x"]),
    ),
    max_leaves=8,
)


@settings(max_examples=600)
@given(st.lists(_flow, min_size=1, max_size=3))
def test_brackets_of_all_kinds_are_read_as_pyyaml_reads_them(values: list[str]) -> None:
    for value in values:
        for text in f"a: {value}", f"a:\n- {value}\n- b: {value}":
            assert difference(text) is None
            assert misplaced(text) is None


_scalars: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
)
_keys = st.text("abcdefgh_-", min_size=1, max_size=8) | st.text(min_size=1, max_size=3)
_data = st.dictionaries(
    _keys,
    st.recursive(
        _scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    ),
    max_size=6,
)


@settings(max_examples=200)
@given(_data, st.booleans(), st.integers(2, 6), st.sampled_from([20, 80, 10_000]))
def test_what_pyyaml_writes_is_read_as_pyyaml_reads_it(
    data: dict[str, Any], unicode: bool, indent: int, width: int
) -> None:
    import yaml

    text = yaml.safe_dump(
        data, allow_unicode=unicode, indent=indent, width=width, default_flow_style=False
    )
    assert difference(text) is None
