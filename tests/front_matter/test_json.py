"""JSON front matter and data files: values, places, and what is said of broken ones."""

import json as reference
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.front_matter import MAX_DEPTH, MAX_VALUES, json, pointer_token

BROKEN: dict[str, tuple[str, str]] = {
    # what: document with the place marked by ⟪⟫, the message
    "a comma too many": ('{"a": 1⟪⟫,}', "trailing ',' before '}'; remove it"),
    "a comma too many in a list": ('{"a": [1⟪⟫, ]}', "trailing ',' before ']'; remove it"),
    "no comma": ('{"a": 1⟪⟫ "b": 2}', "missing ',' or '}'"),
    "no colon": ('{"a"⟪⟫ 1}', "missing ':' after a name"),
    "a name without quotes": ("{⟪⟫a: 1}", "expected a name in double quotes"),
    "single quotes": ("{\"a\": ⟪⟫'x'}", "expected a value; text needs double quotes"),
    "text without quotes": ('{"a": ⟪⟫x}', "this is not a JSON value; text needs double quotes"),
    "a comment": ('{"a": ⟪⟫// x\n1}', "JSON does not allow comments; remove this one"),
    "an open quote": ('{"a": ⟪⟫"x', "a quote is never closed"),
    "a quote over two lines": ('{"a": ⟪⟫"x\n"}', "a quote is not closed on its line"),
    "a control character": ('{"a": "x⟪⟫\x01"}', "unescaped control character in a string"),
    "a backslash": (r'{"a": "C:⟪⟫\D"}', "invalid escape sequence"),
    "an open bracket": ('{"a": [1⟪⟫', "missing ',' or ']'"),
    "nothing": ("⟪⟫", "unexpected end of the JSON: a bracket is never closed"),
    "text behind the end": ('{"a": 1}\n⟪⟫x', "unexpected text after the end of the JSON"),
    "a list": ("⟪⟫[1]", "the front matter is a list, not a mapping"),
    "text": ('⟪⟫"x"', "the front matter is a single value, not a mapping"),
    "NaN": ('{"a": ⟪⟫NaN}', "NaN is not a JSON value"),
    "infinity": ('{"a": [⟪⟫-Infinity]}', "-Infinity is not a JSON value"),
    "half a character": (r'{"a": ⟪⟫"\ud83d!"}', "text contains a lone surrogate"),
    "10,000 digits": (f'{{"a": ⟪⟫{"9" * 10_000}}}', "a number is too large; put it in quotes"),
    "more than a double holds": ('{"a": ⟪⟫1e999}', "a number is too large; put it in quotes"),
    "a leading zero": ('{"a": ⟪⟫01}', "01 is not a JSON value; write 1, or text in double quotes"),
    "hexadecimal": ('{"a": ⟪⟫0x1F}', "0x1F is not a JSON value; write 31"),
    "no fraction": ('{"a": ⟪⟫100.}', "100. is not a JSON value; write 100"),
    "no integer part": ('{"a": ⟪⟫.5}', ".5 is not a JSON value; write 0.5"),
    "a plus sign": ('{"a": ⟪⟫+100}', "+100 is not a JSON value; write 100"),
    "Python's words": ('{"a": ⟪⟫True}', "True is not a JSON value; write true"),
    "Python's nothing": ('{"a": ⟪⟫None}', "None is not a JSON value; write null"),
    "YAML's words": ('{"a": ⟪⟫no}', "no is not a JSON value; write false"),
    "a comment before a name": ('{⟪⟫// x\n"a": 1}', "JSON does not allow comments"),
    "a comment after a value": ('{"a": 1 ⟪⟫# x\n}', "JSON does not allow comments"),
    "a quote inside": ('{"a": "Ferry "⟪⟫returns" now"}', 'write \\" for a quote inside'),
    "a quote inside, behind a bracket": (
        '{"a": "Ferry ("⟪⟫old") now"}',
        'write \\" for a quote inside',
    ),
    "no comma between texts": ('{"a": "x"⟪⟫ "b": "y"}', "missing ',' or '}'"),
    "two texts": ('{"a": "x"⟪⟫ + "y"}', "missing ',' or '}'"),
    "a comment behind the end": ('{"a": 1} ⟪⟫// x', "JSON does not allow comments"),
    "a comment right behind a number": ('{"a": 1⟪⟫// x\n}', "JSON does not allow comments"),
    "a decimal comma": ('{"a": ⟪⟫1,5}', "1,5 is not a JSON value; write 1.5, or text"),
    "a time": ('{"a": ⟪⟫12:30}', "this is not a JSON value; text needs double quotes"),
    "curly quotes": ('{"a": ⟪⟫“x”}', 'text needs straight double quotes (")'),
    "curly quotes around a name": ('{⟪⟫“a”: "x"}', 'expected a name in straight double quotes (")'),
    "two commas between fields": ('{"a": 1,⟪⟫, "b": 2}', "a field is missing between two commas"),
    "a comma before all fields": ('{⟪⟫, "a": 1}', "a field is missing before this comma"),
    "two commas in a list": ('{"a": [1,⟪⟫,2]}', "a value is missing between two commas"),
    "no value": (
        '{"a": ⟪⟫, "b": 2}',
        "there is no value after ':'; write null, or remove the field",
    ),
    "no last value": ('{"a":⟪⟫}', "there is no value after ':'; write null, or remove the field"),
    "a tab in text": (
        '{"a": "x⟪⟫\ty"}',
        "unescaped control character in a string (U+0009); write \\t",
    ),
    "deep nesting": ('{"a": ' + "[" * (MAX_DEPTH - 1) + "⟪⟫[[", "nested more than 64 deep"),
    "very deep nesting": ('{"a": ' + "[" * (MAX_DEPTH - 1) + "⟪⟫" + "[" * 100_000, "64 deep"),
    "too many values": (
        '{"a": [' + "0," * (MAX_VALUES - 2) + "⟪⟫0, 0]}",
        f"there are more than {MAX_VALUES} values",
    ),
}


@pytest.mark.parametrize(("document", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_said_at_its_place(document: str, message: str) -> None:
    parsed = json.parse(document.replace("⟪⟫", ""))
    assert parsed.data is None
    [fault] = parsed.faults
    assert message in fault.message
    assert fault.rule == "broken-front-matter"
    assert fault.start == document.index("⟪⟫")


INSTEAD = {
    "0100": 100,
    "-007": -7,
    "00": 0,
    "0x1F": 31,
    "0b11": 3,
    "0o17": 15,
    "1_000": 1000,
    "100.": 100,
    ".5": 0.5,
    "-.5": -0.5,
    "+100": 100,
    "1.e5": 1e5,
    "True": True,
    "OFF": False,
    "high": "high",
    "12:30": "12:30",
    "no": False,
    "None": None,
    "undefined": None,
    "NaN": None,
}


@pytest.mark.parametrize("word", INSTEAD)
def test_what_is_advised_can_be_read(word: str) -> None:
    (fault,) = json.parse(f'{{"a": {word}}}').faults
    advised = fault.message.partition("; write ")[2].partition(",")[0] or f'"{word}"'
    assert json.parse(f'{{"a": {advised}}}').data == {"a": INSTEAD[word]}


def test_fields_above_the_break_are_known() -> None:
    parsed = json.parse('{"title": "x", "a": [1], "b": {"c": 1,}}')
    assert parsed.recovered == {"title": "x", "a": [1]}


def test_a_repeated_name_is_a_fault_that_names_both_places() -> None:
    parsed = json.parse('{"a": 1, "b": {"a": 2}, "a": 3}')
    assert parsed.data == {"a": 3, "b": {"a": 2}}
    [fault] = parsed.faults
    assert (fault.rule, fault.start) == ("duplicate-key", 24)
    assert fault.note == ("first occurrence", 1, 4)


def test_every_value_has_its_place() -> None:
    text = '{"a": [1, {"b/~": "x"}], "é" : {},\r\n\t"n": null}'
    found = json.places(text)
    assert {
        pointer: (text[place.key_start : place.key_end], text[place.start : place.end])
        for pointer, place in found.items()
    } == {
        "/a": ('"a"', '[1, {"b/~": "x"}]'),
        "/a/0": ("1", "1"),
        "/a/1": ('{"b/~": "x"}', '{"b/~": "x"}'),
        "/a/1/b~1~0": ('"b/~"', '"x"'),
        "/é": ('"é"', "{}"),
        "/n": ('"n"', "null"),
    }


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ('{"a": 1}\nbody', 8),
        ('{"a": "}", "b": "\\"}"} {', 22),
        ('{"a": [{}, {"b": "{"}]}', 23),
        ("{}", 2),
        ('{"a": 1', None),
        ('{"a": "x}', None),
        ('{"a": "never closed\n}\nbody', 21),
    ],
)
def test_front_matter_ends_where_its_object_does(text: str, end: int | None) -> None:
    assert json.object_end(text, 0) == end


_names = st.text(st.characters(codec="utf-8"), max_size=6)
_scalars: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"))
)
_data = st.dictionaries(
    _names,
    st.recursive(
        _scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_names, inner, max_size=4),
    ),
)


@given(_data, st.booleans(), st.sampled_from([None, 0, 3]))
def test_it_reads_what_the_json_module_reads(
    data: dict[str, Any], ascii_only: bool, indent: int | None
) -> None:
    text = reference.dumps(data, ensure_ascii=ascii_only, indent=indent)
    parsed = json.parse(text)
    assert repr(parsed.data) == repr(reference.loads(text))
    assert not parsed.faults
    assert json.object_end(text + "\n{}", 0) == len(text)
    for pointer, place in json.places(text).items():
        value: Any = data
        for token in pointer[1:].split("/"):
            name = token.replace("~1", "/").replace("~0", "~")
            value = value[int(token)] if isinstance(value, list) else value[name]
        assert reference.loads(text[place.start : place.end]) == value
        assert pointer.endswith(pointer_token(token.replace("~1", "/").replace("~0", "~")))


_pieces = st.sampled_from([*'{}[]:,"\\ \n\t01-+.eE/', '"a"', "null", "true", '"a":', "\\u00", "é"])


@settings(max_examples=300)
@given(st.lists(_pieces, max_size=20).map("".join))
def test_it_accepts_what_the_json_module_accepts(text: str) -> None:
    parsed = json.parse(text)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in parsed.faults)
    try:
        expected = reference.loads(text)
    except ValueError:
        assert parsed.faults
    else:
        repeated = any(fault.rule == "duplicate-key" for fault in parsed.faults)
        assert parsed.data == expected if isinstance(expected, dict) else parsed.data is None
        assert repeated or bool(parsed.faults) != isinstance(expected, dict)
