"""YAML front matter beyond the plain: values, places, and what is said of broken documents."""

from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.front_matter import MAX_DEPTH, pointer_token, yaml
from tests.front_matter.reference import LOADERS, difference

BROKEN: dict[str, tuple[str, str]] = {
    # what: document with the place marked by ⟪⟫, what the message says
    "a colon in a title": ("title: Ferry⟪⟫: back\n", "put it in quotes"),
    "an open quote": ('title: ⟪⟫"Ferry\nexcerpt: x\n', "a quote is never closed"),
    "an open quote above a quoted value": (
        'title: ⟪⟫"Ferry\nexcerpt: "Back on Monday."\n',
        "a quote is not closed on its line",
    ),
    "quotes in double quotes": (
        'title: "The "⟪⟫Ferry" is back"\n',
        'write \\" for a quote inside',
    ),
    "an apostrophe in single quotes": ("title: 'It'⟪⟫s back'\n", "write '' for a quote inside"),
    "a tab in the indentation": ("provider:\n⟪⟫\tname: x\n", "use spaces"),
    "a tab below a value": ("title: x\n⟪⟫\ttype: y\n", "use spaces"),
    "a tab before a list": ("topics:\n⟪⟫\t- x\n", "use spaces"),
    "a backslash": (r'path: "C:⟪⟫\Domains"' + "\n", "use single quotes or write two"),
    "at sign": ("author: ⟪⟫@arden\n", "text starts with '@'; put it in quotes"),
    "percent": ("share: ⟪⟫%5\n", "text starts with '%'; put it in quotes"),
    "backtick": ("code: ⟪⟫`x`\n", "text starts with '`'; put it in quotes"),
    "star": ("note: ⟪⟫*new*\n", "text starts with '*'; put it in quotes"),
    "question mark": ("title: ⟪⟫? Who knows\n", "text starts with '?'; put it in quotes"),
    "ampersand": ("note: ⟪⟫& more\n", "text starts with '&'; put it in quotes"),
    "exclamation mark": ("note: ⟪⟫!new\n", "put text that starts with ! in quotes"),
    "closing bracket": ("note: ⟪⟫] x\n", "text starts with ']'; put it in quotes"),
    "no colon": (
        "title: x\n⟪⟫excerpt\ntype: y\n",
        "missing ':' after this name, or missing quotes",
    ),
    "no space behind the first colon": (
        "# x\ntitle:⟪⟫Ferry\nexcerpt: x\n",
        "a space is missing after this colon",
    ),
    "no space behind another colon": (
        "title: Ferry\nquality:⟪⟫80\n",
        "a space is missing after this colon",
    ),
    "no space before an address": (
        "title: Ferry\nwebUrl:⟪⟫https://a.example/\nquality: 1\n",
        "a space is missing after this colon",
    ),
    "a comment in a list": (
        "topics: [⟪⟫#local, Ferries]\nrelated:\n  - url: x\n",
        "'#' begins a comment here; put the text in quotes",
    ),
    "a comment later in a list": (
        "topics: [a, ⟪⟫#local]\nx: 1\n",
        "'#' begins a comment here; put the text in quotes",
    ),
    "a comment in braces": (
        "topics: {⟪⟫#local: 1}\nx: 1\n",
        "'#' begins a comment here; put the text in quotes",
    ),
    "a comment that takes the bracket": (
        "topics: [a, ⟪⟫# local]\nx: 1\n",
        "'#' begins a comment here; put the text in quotes",
    ),
    "a comment in a text of two lines": (
        "title: Storm closes pier ⟪⟫#5\n  for good\n",
        "'#' begins a comment here; put the text in quotes",
    ),
    "a comment in an item of two lines": (
        "topics:\n  - Pier ⟪⟫#5\n    for good\n",
        "'#' begins a comment here; put the text in quotes",
    ),
    "an indented field below a comment": (
        "title: Ferry # as printed\n  ⟪⟫type: x\n",
        "the indentation of this line does not match the lines above",
    ),
    "an anchor and more": ("title: ⟪⟫&Sons & Co\n", "text starts with '&'; put it in quotes"),
    "nothing but a field without a space": (
        "quality:⟪⟫50\n",
        "a space is missing after this colon",
    ),
    "fields without spaces": ("title:⟪⟫x\nquality:5\n", "a space is missing after this colon"),
    "an inner field without a space": (
        "provider:\n  name:⟪⟫x\n  domain: a.example\n",
        "a space is missing after this colon",
    ),
    "a field of an item without a space": (
        "related:\n  - title:⟪⟫x\n    webUrl: y\n",
        "a space is missing after this colon",
    ),
    "a name of two words without a space": (
        "title: x\nauthor name:⟪⟫Jane\n",
        "a space is missing after this colon",
    ),
    "no space behind hyphens": (
        "topics:\n-⟪⟫Local\n-Ferries\n",
        "a space is missing after this hyphen",
    ),
    "a comma before all": ("topics: [⟪⟫, a]\n", "a value is missing before this comma"),
    "two commas": ("topics: [Local,⟪⟫, Ferries]\n", "a value is missing between two commas"),
    "an apostrophe in a list": (
        "topics: [Local, 'Men⟪⟫'s']\nx: 1\n",
        "unexpected text after a closing quote; write '' for a quote inside",
    ),
    "text after a quote": (
        'title: "Ferry" ⟪⟫returns\n',
        "put the whole value in single quotes",
    ),
    "text after a single quote": (
        "title: 'Ferry' ⟪⟫returns\n",
        "put the whole value in double quotes",
    ),
    "text between quotes": (
        'title: "Ferry" ⟪⟫and "pier"\n',
        "put the whole value in single quotes",
    ),
    "text after a quote, with an apostrophe": (
        'title: "Ferry\'s" ⟪⟫pier\n',
        'put the whole value in double quotes and write \\" for a quote inside',
    ),
    "a quote inside, in a list": (
        'topics: ["The "⟪⟫old" pier", b]\n',
        'write \\" for a quote inside',
    ),
    "a colon after a quote": ('title: "Ferry"⟪⟫: back\n', "put it in single quotes"),
    "a colon and an apostrophe": ("title: Men's⟪⟫: back\n", "put it in double quotes"),
    "no comma between quotes": ("topics: ⟪⟫['a' 'b']\n", "missing comma after a value"),
    "a colon at the end": (
        "title: Ferry returns⟪⟫:\nx: 1\n",
        "the value ends with ':'; put it in quotes",
    ),
    "a wide colon": ("⟪⟫title：連絡船\nexcerpt: x\n", "missing ': ' on this line"),
    "a merge conflict": (
        "a: 1\n⟪⟫<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n",
        "unresolved merge conflict",
    ),
    "a first line that is indented": (" a: 1\n⟪⟫b: 2\n", "does not match the lines above"),
    "too little indentation": ("a:\n    b: 1\n  ⟪⟫c: 2\n", "does not match the lines above"),
    "too much indentation": ("a: 1\n  ⟪⟫b: 2\n", "check its indentation, or quote the text above"),
    "a list in a mapping": ("a: 1\n⟪⟫- b\n", "does not match the lines above"),
    "a list after a name": ("a: ⟪⟫- b\n", "or quote the text"),
    "an open bracket": ("tags: ⟪⟫[a, b\ntitle: x\n", "unclosed '[', or missing comma"),
    "an open brace": ("image: ⟪⟫{url: x\ntitle: y\n", "unclosed '{', or missing comma"),
    "text after a pipe": ("a: | ⟪⟫x\n", "put the value in quotes"),
    "text after an alias": ("a: &x 1\nb: *x ⟪⟫y\n", "put it in quotes"),
    "astral characters before the place": ("a: 😀😀⟪⟫: x\n", "put it in quotes"),
    "CR LF before the place": ("a: 1\r\nb: ⟪⟫@x\r\n", "put it in quotes"),
    "a second document": ("a: 1\n⟪⟫---\nb: 2\n", "unexpected second YAML document"),
    "an unknown tag": ("a: ⟪⟫!!python/object:os.system x\n", "!!python/object:os.system is not "),
    "an unknown anchor": ("a: ⟪⟫*nope\n", "alias *nope has no anchor"),
    "an anchor that is defined twice": ("a: &x 1\nb: ⟪⟫&x 2\n", "anchor &x is defined twice"),
    "an anchor that holds itself": ("a: &x [⟪⟫*x]\n", "refers to itself"),
    "a merge of text": ("a:\n  ⟪⟫<<: b\n", "'<<' can only merge mappings"),
    "a mapping as a name": ("? ⟪⟫{a: 1}\n: 2\n", "a field name cannot be a list or a mapping"),
    "a list": ("⟪⟫- a\n", "the front matter is a list, not a mapping"),
    "text": ("⟪⟫just text\n", "the front matter is a single value, not a mapping"),
    "NUL": ("a: b⟪⟫\x00c\n", "character U+0000 is not allowed here; remove it"),
    "half a character": ("a: ⟪⟫\ud800\n", "character U+D800 is not allowed here; remove it"),
    "a late byte order mark": ("⟪⟫\ufeffa: 1\n", "character U+FEFF is not allowed here; remove it"),
    "a number without digits": ("a: ⟪⟫0x_\n", "this is not of type int; put text in quotes"),
    "10,000 digits": (f"a: ⟪⟫{'9' * 10_000}\n", "a number is too large; put it in quotes"),
    "10,000 hexadecimal digits": (f"a: ⟪⟫0x{'f' * 10_000}\n", "a number is too large"),
    "more than a double holds": ("a: ⟪⟫1.0e+999\n", "a number is too large"),
    "an equals sign": ("a: ⟪⟫=\n", "'=' has a special meaning in YAML; put it in quotes"),
    "a merge sign": ("a: [⟪⟫<<]\n", "'<<' has a special meaning in YAML; put it in quotes"),
    "deep nesting": (
        "a: " + "[" * (MAX_DEPTH - 1) + "⟪⟫[[[",
        "values are nested more than 64 deep",
    ),
}


@pytest.mark.parametrize("loader", ["libyaml", "python"])
@pytest.mark.parametrize(("document", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_said_at_its_place(
    document: str, message: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if loader == "python":
        monkeypatch.setattr(yaml, "_Loader", pyyaml.SafeLoader)
    parsed = yaml.parse(document.replace("⟪⟫", ""))
    assert parsed.data is None
    [fault] = parsed.faults
    assert message in fault.message
    assert fault.rule == "broken-front-matter"
    assert fault.start == document.index("⟪⟫")


@pytest.mark.parametrize("loader", ["libyaml", "python"])
def test_fields_above_the_break_are_known(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if loader == "python":
        monkeypatch.setattr(yaml, "_Loader", pyyaml.SafeLoader)
    assert yaml.parse("title: x\ntopics: [a]\nexcerpt: y: z\nmore: 1\n").recovered == {
        "title": "x",
        "topics": ["a"],
    }


@pytest.mark.parametrize(
    ("document", "data", "message"),
    [
        ("yes: 1\n", {"yes": 1}, "the field name 'yes' is read as true; put it in quotes"),
        ("12: 1\n", {"12": 1}, "the field name '12' is read as 12; put it in quotes"),
        ("~: 1\n", {"~": 1}, "the field name '~' is read as nothing; put it in quotes"),
        ("2.50: 1\n", {"2.50": 1}, "the field name '2.50' is read as 2.5; put it in quotes"),
    ],
)
def test_a_name_that_is_not_text_is_a_fault_and_the_fields_are_read(
    document: str, data: dict[str, Any], message: str
) -> None:
    parsed = yaml.parse(document)
    assert parsed.data == data
    assert [(fault.start, fault.message) for fault in parsed.faults] == [(0, message)]


def test_a_repeated_name_is_a_fault_that_names_both_places() -> None:
    parsed = yaml.parse("title: x\na:\n  b: 1\n  b: 2\ntitle: y\n")
    assert parsed.data == {"title": "y", "a": {"b": 2}}
    assert [fault.rule for fault in parsed.faults] == ["duplicate-key"] * 2
    assert [(fault.start, fault.note) for fault in parsed.faults] == [
        (21, ("first occurrence", 14, 15)),
        (26, ("first occurrence", 0, 5)),
    ]


def test_a_second_merge_is_a_duplicate_key_and_counts() -> None:
    """PyYAML takes the one or the other, by chance."""
    parsed = yaml.parse("<<: {a: 1, b: 1}\n<<: {a: 2}\nc: 3\n")
    assert parsed.data == {"a": 2, "c": 3}
    (fault,) = parsed.faults
    assert (fault.rule, fault.start, fault.end) == ("duplicate-key", 17, 19)


@pytest.mark.parametrize(
    ("document", "data"),
    [
        ("a: 2020-07-14\nb: 2020-99-99\n", {"a": "2020-07-14", "b": "2020-99-99"}),
        ("a: !!timestamp 2020-07-14\n", {"a": "2020-07-14"}),
        ("a: yes\nb: 1:30\nc: 017\nd: 1_000\n", {"a": True, "b": 90, "c": 15, "d": 1000}),
        ("a: 'yes'\nb: '1:30'\n", {"a": "yes", "b": "1:30"}),
        ("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
        ("a: &x {b: 1}\nc:\n  b: 2\n  <<: *x\n", {"a": {"b": 1}, "c": {"b": 2}}),
        ("=: 1\n", {"=": 1}),
        ("a: |\n  x\n\n  y\nb: >-\n  x\n  y\n", {"a": "x\n\ny\n", "b": "x y"}),
        ("a: x\x85 y\u2028 z\n", {"a": "x y\u2028z"}),
        ("a: 1\rb: 2\r", {"a": 1, "b": 2}),
        ("--- # c\na: 1\n...\n", {"a": 1}),
        ("", {}),
        ("# nothing\n", {}),
        ("~", {}),
    ],
)
def test_values_are_what_pyyaml_makes_of_them_and_dates_are_text(
    document: str, data: dict[str, Any]
) -> None:
    assert yaml.parse(document)[:3] == (data, (), {})


FOUND_BY_FUZZING = ("! <<: ", "! <<: {a: 1}", "a: ! <<", "a: ! =", "! =: 1")


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", FOUND_BY_FUZZING)
def test_what_was_once_read_otherwise_is_read_as_pyyaml_reads_it(text: str, loader: str) -> None:
    assert difference(text, loader) is None


def places(text: str) -> dict[str, tuple[str, str]]:
    """What is written at the key and at the value of each pointer."""
    return {
        pointer: (text[place.key_start : place.key_end], text[place.start : place.end])
        for pointer, place in yaml.places(text).items()
    }


def test_every_value_has_its_place() -> None:
    text = (
        "title: Ferry # comment\n"
        '\'quoted\': "a \\"b\\""\n'
        "nothing:\n"
        "text: |\n  one\n  two\n\n"
        "😀: 😀 x\r\n"
        "related:\n  - images: [{url: u}, v]\n    more: two\n      lines\n"
        "a/b~c: 1\n"
    )
    assert places(text) == {
        "/title": ("title", "Ferry"),
        "/quoted": ("'quoted'", '"a \\"b\\""'),
        "/nothing": ("nothing", ""),
        "/text": ("text", "|\n  one\n  two"),
        "/😀": ("😀", "😀 x"),
        "/related": (
            "related",
            "- images: [{url: u}, v]\n    more: two\n      lines",
        ),
        "/related/0": ("images: [{url: u}, v]\n    more: two\n      lines",) * 2,
        "/related/0/images": ("images", "[{url: u}, v]"),
        "/related/0/images/0": ("{url: u}", "{url: u}"),
        "/related/0/images/0/url": ("url", "u"),
        "/related/0/images/1": ("v", "v"),
        "/related/0/more": ("more", "two\n      lines"),
        "/a~1b~0c": ("a/b~c", "1"),
    }


def test_the_place_of_an_alias_is_where_it_is_used() -> None:
    text = "a: &x {b: 1}\nc: *x\n"
    assert places(text)["/c"] == ("c", "*x")
    assert places(text)["/c/b"] == ("b", "1")


_names = st.text("abc/~ é😀", min_size=1, max_size=4)
_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12)
_data = st.dictionaries(
    _names,
    st.recursive(
        st.none() | st.booleans() | st.integers() | _texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    ),
    max_size=4,
)


def pointers(value: Any, pointer: str = "") -> dict[str, Any]:
    """All values inside ``value``, by JSON Pointer."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value)
        if isinstance(value, list) else ()
    )  # fmt: skip
    found: dict[str, Any] = {}
    for key, inner in entries:
        name = pointer + pointer_token(key)
        found |= {name: inner, **pointers(inner, name)}
    return found


@given(_data, st.sampled_from([True, False, None]), st.sampled_from([None, "'", '"', "|", ">"]))
def test_the_text_at_a_place_parses_to_the_value(
    data: dict[str, Any], flow: bool | None, style: str | None
) -> None:
    text = pyyaml.safe_dump(
        data, allow_unicode=True, default_flow_style=flow, default_style=style, width=30
    )
    parsed = yaml.parse(text)
    assert parsed.data == data
    found, expected = yaml.places(text), pointers(data)
    assert found.keys() == expected.keys()
    for pointer, value in expected.items():
        place = found[pointer]
        indent = place.start - (text.rfind("\n", 0, place.start) + 1)
        written = " " * indent + text[place.start : place.end]
        if not written.lstrip().startswith(("|", ">")):
            assert pyyaml.load(written, pyyaml.BaseLoader) == pyyaml.load(
                pyyaml.safe_dump(value, allow_unicode=True), pyyaml.BaseLoader
            )


@settings(max_examples=300)
@given(st.text(max_size=60) | st.text("a:-? \n[]{}|>&*!%@'\"#,<=\t\r0", max_size=40))
def test_no_text_makes_it_raise(text: str) -> None:
    parsed = yaml.parse(text)
    assert parsed.data is not None or parsed.faults
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in parsed.faults)
    assert all(0 <= p.start <= p.end <= len(text) for p in yaml.places(text).values())
