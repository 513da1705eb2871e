"""A change of a field becomes an edit in the file's own style, or none where that is not safe."""

import json
import tomllib
from copy import deepcopy
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newslint import front_matter
from newslint.finding import Change
from newslint.front_matter import Block, Syntax, rewrite
from tests.front_matter.reference import load

NAMES = frozenset({"a"})
"""Of header lines one must have such a name."""


def rewritten(syntax: Syntax, text: str, field: str, value: str | None) -> str | None:
    """``text`` with the change made; None where no edit is offered."""
    block = Block(syntax, 0, len(text), len(text), NAMES)
    places = front_matter.places(syntax, text)
    edit = rewrite.Rewriter(text, block, places).edit(Change(field, value))
    return edit and text[: edit.start] + edit.text + text[edit.end :]


SET: dict[str, tuple[Syntax, str, str, str, str]] = {
    # what: syntax, before, field, value, after
    "plain": ("yaml", "a: x # c\nb: 1\n", "/a", "y z", "a: y z # c\nb: 1\n"),
    "plain that needs quotes": ("yaml", "a: x\n", "/a", "y: z", 'a: "y: z"\n'),
    "plain that would be a number": ("yaml", "a: x\n", "/a", "12", 'a: "12"\n'),
    "a date": ("yaml", "a: 2020-01-01\n", "/a", "2020-01-02", "a: 2020-01-02\n"),
    "text that looks like a date": ("yaml", "a: x\n", "/a", "2020-01-02", 'a: "2020-01-02"\n'),
    "a number": ("yaml", "a: 12\n", "/a", "twelve", "a: twelve\n"),
    "nothing": ("yaml", "a:\nb: 1\n", "/a", "x", "a: x\nb: 1\n"),
    "single quotes": ("yaml", "a: 'x'\n", "/a", "it's", "a: 'it''s'\n"),
    "double quotes": ("yaml", 'a: "x"\n', "/a", 'a "b" \\', 'a: "a \\"b\\" \\\\"\n'),
    "a line end in quotes": ("yaml", "a: 'x'\n", "/a", "y\nz", 'a: "y\\nz"\n'),
    "literal": ("yaml", "a: |\n  x\n\n  y\nb: 1\n", "/a", "p\n\nq\n", "a: |\n  p\n\n  q\nb: 1\n"),
    "literal without its line end": ("yaml", "a: |\n  x\n", "/a", "y", 'a: "y"\n'),
    "folded": ("yaml", "a: >-\n  x\n  y\n", "/a", "p\nq", "a: >-\n  p\n\n  q\n"),
    "CR LF": ("yaml", "a: |\r\n  x\r\nb: 1\r\n", "/a", "p\nq\n", "a: |\r\n  p\r\n  q\r\nb: 1\r\n"),
    "in a list": ("yaml", "a:\n- x\n- y # c\n", "/a/1", "z", "a:\n- x\n- z # c\n"),
    "in brackets": ("yaml", "a: [x, y]\n", "/a/0", "p, q", 'a: ["p, q", y]\n'),
    "nested": ("yaml", "r:\n- i:\n  - u: x\n", "/r/0/i/0/u", "y", "r:\n- i:\n  - u: y\n"),
    "an alias": ("yaml", "a: &x 1\nb: *x\n", "/b", "y", "a: &x 1\nb: y\n"),
    "control characters": (
        "yaml",
        'a: "x"\n',
        "/a",
        "\x07\x85\u2028",
        'a: "\\u0007\\u0085\\u2028"\n',
    ),
    "JSON": ("json", '{"a": "x", "b": 1}', "/a", 'é"\n', '{"a": "é\\"\\n", "b": 1}'),
    "JSON number": ("json", '{"a": [1, 2]}', "/a/1", "x", '{"a": [1, "x"]}'),
    "TOML": ("toml", 'a = "x" # c\n', "/a", 'y"', 'a = "y\\"" # c\n'),
    "TOML literal": ("toml", "a = 'x'\n", "/a", "y\\", "a = 'y\\'\n"),
    "TOML literal that cannot be": ("toml", "a = 'x'\n", "/a", "it's", 'a = "it\'s"\n'),
    "TOML lines": ("toml", 'a = """\nx\ny"""\n', "/a", "p\nq", 'a = """\np\nq"""\n'),
    "TOML date": ("toml", "a = 2020-01-01\n", "/a", "2020-01-02", "a = 2020-01-02\n"),
    "TOML number": ("toml", "a = 1\n", "/a", "2", 'a = "2"\n'),
    "TOML table": (
        "toml",
        "[[t]]\n[[t]]\na.b = 'x'\n",
        "/t/1/a/b",
        "y",
        "[[t]]\n[[t]]\na.b = 'y'\n",
    ),
    "header": ("headers", "A: x\nB: y\n", "/a", "z: # 'z'", "A: z: # 'z'\nB: y\n"),
    "header without text": ("headers", "A:\nB: y\n", "/a", "x", "A: x\nB: y\n"),
    "header without text, CR LF": ("headers", "A:\r\n", "/a", "x", "A: x\r\n"),
    "header, continued": ("headers", "A: x\n    y\nB: y\n", "/a", "z", "A: z\nB: y\n"),
    "header, continued only": ("headers", "A:\n    x\n", "/a", "z", "A:\n    z\n"),
    "header to nothing": ("headers", "A: x\nB: y\n", "/b", "", "A: x\nB: \n"),
}

REMOVED: dict[str, tuple[Syntax, str, str, str]] = {
    # what: syntax, before, field, after
    "a field": ("yaml", "a: 1\nb: 2 # c\nc: 3\n", "/b", "a: 1\nc: 3\n"),
    "a mapping": ("yaml", "a:\n  b: 1\n  c: 2\nd: 3\n", "/a", "d: 3\n"),
    "a literal": ("yaml", "a: |\n  x\n\n  y\nd: 3\n", "/a", "d: 3\n"),
    "the last field": ("yaml", "a: 1\nb: 2", "/b", "a: 1\n"),
    "the only field": ("yaml", "p:\n  n: x\nq: 1\n", "/p/n", "p: {}\nq: 1\n"),
    "an entry": ("yaml", "a:\n  - b: 1\n    c: 2\n  - d\n", "/a/0", "a:\n  - d\n"),
    "the last entry": ("yaml", "a:\n- b\n- c # d\ne: 1\n", "/a/1", "a:\n- b\ne: 1\n"),
    "the only entry": ("yaml", "a:\n- b\ne: 1\n", "/a/0", "a: []\ne: 1\n"),
    "first behind a dash": ("yaml", "a:\n  - b: 1\n    c: 2\n", "/a/0/b", "a:\n  - c: 2\n"),
    "first in brackets": ("yaml", "a: [b, c]\n", "/a/0", "a: [c]\n"),
    "last in brackets": ("yaml", "a: [b, c]\n", "/a/1", "a: [b]\n"),
    "only in brackets": ("yaml", "a: [b]\n", "/a/0", "a: []\n"),
    "in braces": ("yaml", "a: {b: 1, c: 2}\n", "/a/b", "a: {c: 2}\n"),
    "JSON": ("json", '{\n  "a": 1,\n  "b": 2\n}\n', "/a", '{\n  "b": 2\n}\n'),
    "JSON last": ("json", '{\n  "a": 1,\n  "b": 2\n}\n', "/b", '{\n  "a": 1\n}\n'),
    "JSON only": ("json", '{"a": [1]}', "/a/0", '{"a": []}'),
    "TOML": ("toml", "a = 1 # c\nb = 2\n", "/a", "b = 2\n"),
    "TOML in a table": ("toml", "[t]\na = 1\n[u]\n", "/t/a", "[t]\n[u]\n"),
    "TOML table": ("toml", "[t]\na = 1\n\n[u]\nb = 1\n", "/t", "\n[u]\nb = 1\n"),
    "TOML entry": ("toml", "[[t]]\na = 1\n[t.b]\nc = 1\n[[t]]\n", "/t/0", "[[t]]\n"),
    "TOML in brackets": ("toml", "a = [\n  1,\n  2, # c\n]\n", "/a/0", "a = [\n  2, # c\n]\n"),
    "TOML in braces": ("toml", "a = {b = 1, c = 2}\n", "/a/c", "a = {b = 1}\n"),
    "header": ("headers", "A: x\nB c: y\nD: z\n", "/bc", "A: x\nD: z\n"),
    "the first header": ("headers", "B: x\n    y\nA: z\n", "/b", "A: z\n"),
    "the last header": ("headers", "A: x\nB: y", "/b", "A: x\n"),
}

REFUSED: dict[str, tuple[Syntax, str, str, str | None]] = {
    # what: syntax, text, field, value
    "a field that is not there": ("yaml", "a: 1\n", "/b", "x"),
    "a mapping": ("yaml", "a:\n  b: 1\n", "/a", "x"),
    "a list": ("json", '{"a": [1]}', "/a", "x"),
    "an anchor that is used": ("yaml", "a: &x 1\nb: *x\n", "/a", None),
    "what an alias repeats": ("yaml", "a: &x {b: 1}\nc: *x\n", "/a/b", "y"),
    "a merged field": ("yaml", "a: &x {b: 1}\nc:\n  <<: *x\n", "/c/b", "y"),
    "a name that stands there twice": ("yaml", "a: 1\na: 2\n", "/a", None),
    "a broken document": ("yaml", "a: 1\nb: c: d\n", "/a", "x"),
    "half a character": ("yaml", "a: 1\n", "/a", "\ud800"),
    "the only TOML entry": ("toml", "[[t]]\na = 1\n", "/t/0", None),
    "lines in a header": ("headers", "A: x\n", "/a", "y\nz"),
    "white space around a header's text": ("headers", "A: x\n", "/a", " y"),
    "the only header": ("headers", "A: x\n", "/a", None),
    "the header that tells them from prose": ("headers", "A: x\nB: y\n", "/a", None),
    "a header that occurs twice": ("headers", "A: x\nB: y\na: z\n", "/a", None),
}


@pytest.mark.parametrize(("syntax", "before", "field", "value", "after"), SET.values(), ids=SET)
def test_a_value_is_written_in_the_style_of_the_old_one(
    syntax: Syntax, before: str, field: str, value: str, after: str
) -> None:
    assert rewritten(syntax, before, field, value) == after


@pytest.mark.parametrize(("syntax", "before", "field", "after"), REMOVED.values(), ids=REMOVED)
def test_a_field_goes_with_its_lines_or_its_comma(
    syntax: Syntax, before: str, field: str, after: str
) -> None:
    assert rewritten(syntax, before, field, None) == after


@pytest.mark.parametrize(("syntax", "text", "field", "value"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_safe_is_not_done(
    syntax: Syntax, text: str, field: str, value: str | None
) -> None:
    assert rewritten(syntax, text, field, value) is None


def test_an_edit_stays_inside_the_front_matter_and_says_whether_it_is_safe() -> None:
    text = "---\na: x\nb: y\n---\na: x\n"
    block = Block("yaml", 4, 14, 18)
    places = {name: p.moved(4) for name, p in front_matter.places("yaml", text[4:14]).items()}
    edit = rewrite.Rewriter(text, block, places).edit(Change("/b", None, safe=False))
    assert edit is not None
    assert (edit.start, edit.end, edit.text, edit.safe) == (9, 14, "", False)


def test_a_document_is_read_again_so_many_times_and_no_more() -> None:
    text = "\n".join(f"k{i}: {'x' * 9_000}" for i in range(20))
    block = Block("yaml", 0, len(text), len(text))
    rewriter = rewrite.Rewriter(text, block, front_matter.places("yaml", text))
    edits = [rewriter.edit(Change(f"/k{i}", "y")) for i in range(20)]
    proved = -(-rewrite.MAX_READ // len(text))
    assert [edit is not None for edit in edits] == [i < proved for i in range(20)]


def changed(data: Any, field: str, value: str | None) -> Any:
    """What ``data`` ought to be after the change."""
    copy = deepcopy(data)
    holder, *names = copy, *field[1:].split("/")
    *above, last = (name.replace("~1", "/").replace("~0", "~") for name in names)
    for name in above:
        holder = holder[int(name)] if isinstance(holder, list) else holder[name]
    key: Any = int(last) if isinstance(holder, list) else last
    if value is None:
        del holder[key]
    else:
        holder[key] = value
    return copy


_names = st.text("abc/~ é", min_size=1, max_size=3)
_texts = st.text(st.characters(codec="utf-8"), max_size=10) | st.sampled_from(
    [
        "12",
        "yes",
        "a: b",
        "- x",
        "#",
        " x ",
        "it's",
        '"',
        "\\",
        "x\n",
        "x\n\ny",
        "{",
        "a,b",
        "2020-01-01",
    ]
)
_data = st.dictionaries(
    _names,
    st.recursive(
        st.booleans() | st.integers(-99, 99) | _texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150)
@given(st.data(), _data, st.sampled_from([None, 1, 4]))
def test_json_changes_that_field_and_nothing_else(
    draw: st.DataObject, data: dict[str, Any], indent: int | None
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    field = draw.draw(st.sampled_from(sorted(front_matter.places("json", text))))
    value = draw.draw(st.none() | _texts)
    after = rewritten("json", text, field, value)
    if after is None:
        assert value is not None  # a list or mapping is not set to text
        return
    assert json.loads(after) == changed(data, field, value)


@settings(max_examples=150)
@given(
    st.data(),
    _data,
    st.sampled_from([True, False, None]),
    st.sampled_from([None, None, "'", '"', "|", ">"]),
    st.integers(2, 4),
)
def test_yaml_changes_that_field_and_nothing_else(
    draw: st.DataObject, data: dict[str, Any], flow: bool | None, style: str | None, indent: int
) -> None:
    text = pyyaml.safe_dump(
        data, allow_unicode=True, default_flow_style=flow, default_style=style, indent=indent
    )
    assume(load(text) == data)
    field = draw.draw(st.sampled_from(sorted(front_matter.places("yaml", text))))
    value = draw.draw(st.none() | _texts)
    after = rewritten("yaml", text, field, value)
    if after is not None:
        assert (load(after) or {}) == changed(data, field, value)


@settings(max_examples=150)
@given(
    st.data(), st.dictionaries(st.text("abc é", min_size=1), st.integers(0, 9) | _texts, min_size=1)
)
def test_toml_changes_that_field_and_nothing_else(
    draw: st.DataObject, data: dict[str, Any]
) -> None:
    text = "".join(f"{json.dumps(k)} = {toml_value(v)}\n" for k, v in data.items())
    assume(front_matter.parse("toml", text).data == data)
    field = draw.draw(st.sampled_from(sorted(front_matter.places("toml", text))))
    value = draw.draw(st.none() | _texts)
    after = rewritten("toml", text, field, value)
    assert after is not None
    assert tomllib.loads(after) == changed(data, field, value)


_lines = st.lists(
    st.sampled_from(["A: x", "a:", "B: y # z", "C d:e", "    more", "\tmore", "e:   f  "]),
    max_size=6,
)


@settings(max_examples=150)
@given(st.data(), _lines)
def test_headers_change_that_field_and_nothing_else(draw: st.DataObject, lines: list[str]) -> None:
    text = "\n".join(["A: first", *lines])
    before = front_matter.parse("headers", text)
    assert before.data is not None
    field = draw.draw(st.sampled_from(sorted(front_matter.places("headers", text))))
    value = draw.draw(st.none() | _texts)
    after = rewritten("headers", text, field, value)
    if after is not None:
        again = front_matter.parse("headers", after)
        assert again.data == changed(before.data, field, value)
        assert len(again.faults) == len(before.faults)
        assert "/a" in front_matter.places("headers", after)


def toml_value(value: Any) -> str:
    if isinstance(value, str) and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value)
