"""TOML front matter and configuration: tomllib's values, dates as text, places, messages."""

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.front_matter import MAX_DEPTH, toml

BROKEN: dict[str, tuple[str, str]] = {
    # what: document with the place marked by ⟪⟫, the message
    "a time without seconds": ("at = ⟪⟫12:30\n", "a time needs seconds; write 12:30:00"),
    "a date with such a time": (
        "at = ⟪⟫2024-05-01 10:00\n",
        "a time needs seconds; write 2024-05-01 10:00:00",
    ),
    "such a time in a zone": (
        "at = ⟪⟫2024-05-01T10:00Z\n",
        "a time needs seconds; write 2024-05-01T10:00:00Z",
    ),
    "Python's words": ("a = ⟪⟫True\n", "True is not a TOML value; write true"),
    "YAML's words": ("a = ⟪⟫yes\n", "yes is not a TOML value; write true, or text in quotes"),
    "null": ("a = ⟪⟫null\n", "TOML has no empty value; remove the line"),
    "no value": ("a =⟪⟫\nb = 1\n", "there is no value after '='"),
    "a leading zero": ("a = ⟪⟫0100\n", "a number has no leading zero; write 100"),
    "text that never ends": ('b = 1\na = ⟪⟫"""\nx\n', "a quote is never closed"),
    "text without quotes": ("title = ⟪⟫Ferry\n", "this is not a TOML value; put text in quotes"),
    "a colon": ("title⟪⟫: 'x'\n", "missing '=' after a key"),
    "an open quote": ('a = 1\ntitle = "x⟪⟫\nb = 1\n', "a quote is not closed on its line"),
    "an open single quote": ("a = ⟪⟫'x\nb = 1\n", "a quote is not closed on its line"),
    "three open single quotes": ("a = ⟪⟫'''x\nb = 1\n", "a quote is never closed"),
    "open quotes behind closed ones": (
        'a = """x"""\nb = ⟪⟫"""y\nc = "z"\n',
        "a quote is never closed",
    ),
    "open quotes behind a comment": ('# """ c\nb = ⟪⟫"""y\n', "a quote is never closed"),
    "a time without seconds in a list": ("a = [⟪⟫12:30]\n", "a time needs seconds; write 12:30:00"),
    "YAML's words in a list": ("a = [1, ⟪⟫yes]\n", "yes is not a TOML value; write true"),
    "YAML's words in a list of lines": (
        "a = [\n  ⟪⟫yes\n]\n",
        "yes is not a TOML value; write true",
    ),
    "YAML's words in a table": ("a = {b = ⟪⟫yes}\n", "yes is not a TOML value; write true"),
    "null in a list": ("a = [⟪⟫null]\n", "TOML has no empty value; remove it"),
    "no value in a table": ("a = {b = ⟪⟫}\n", "there is no value after '='; write"),
    "no value, a comment": ("a = ⟪⟫# x\n", "there is no value after '='; write"),
    "a range of times": ("a = ⟪⟫12:30-13:00\n", "this is not a TOML value; put text in quotes"),
    "an hour too many, alone": ("a = ⟪⟫25:00:00\n", "this date or time does not exist"),
    "a percentage": ("a = ⟪⟫50%\n", "this is not a TOML value; put text in quotes"),
    "curly quotes": ("a = ⟪⟫“x”\n", "text needs straight quotes"),
    "two commas": ("a = [1,⟪⟫,2]\n", "a value is missing before this comma; remove it"),
    "a comma too many": ("a = {b = 1⟪⟫,}\n", "trailing ',' before '}'; remove it"),
    "a comma behind text": ('a = "x"⟪⟫,\n', "unexpected text after a value; remove the ','"),
    "a quote inside": ('a = "x "⟪⟫y" z"\n', 'write \\" for a quote inside'),
    "an apostrophe": ("a = 'It'⟪⟫s'\n", "put the text in double quotes"),
    "two fields on a line": ("a = 1 ⟪⟫b = 2\n", "begin a new line for each field"),
    "two equals signs": ("a =⟪⟫= 1\n", "there are two '='; write one"),
    "a comment of C": ("a = 1 ⟪⟫// x\n", "a comment begins with '#'"),
    "a line of comment of C": ("⟪⟫// x\na = 1\n", "a comment begins with '#'"),
    "a key of two words": ("my ⟪⟫title = 1\n", "put a key with spaces or other letters in quotes"),
    "a key with an accent": ("t⟪⟫ítulo = 1\n", "put a key with spaces or other letters in quotes"),
    "a field in an open list": ('a = ⟪⟫[\n"b",\nc = 1\n', "unclosed '[', or missing comma"),
    "a Windows path": ('a = "C:\\U⟪⟫sers"\n', "invalid escape in double quotes; use single"),
    "a month too many": ("a = 2020⟪⟫-13-01\n", "this date or time does not exist"),
    "an hour too many": ("a = 2020-01-01⟪⟫T25:00:00\n", "this date or time does not exist"),
    "a day too many": ("a = ⟪⟫2020-02-30\n", "this date or time does not exist"),
    "more behind a day": ("a = 2020-01-01⟪⟫,\n", "unexpected text after a value"),
    "an open table": ("[a⟪⟫\n", "missing ']' after a table name"),
    "a table where a list of them is": ("[[a]]\n[a⟪⟫]\n", "already used for something else"),
    "a merge conflict": ("⟪⟫<<<<<<< HEAD\na = 1\n=======\n", "unresolved merge conflict"),
    "more after a value": ("a = 1 ⟪⟫2\n", "unexpected text after a value"),
    "a backslash": ('a = "C:\\D⟪⟫"\n', "invalid escape in double quotes; use single"),
    "an open bracket": ("a = [1, 2⟪⟫", "unclosed '[', or missing comma"),
    "an open brace": ("a = {b = 1⟪⟫\nc = 2\n", "unclosed '{', or missing comma"),
    "no key": ("⟪⟫= 1\n", "this is neither a key with its value nor a [table]"),
    "half a character": ('a = "\\ud800⟪⟫"\n', "not a Unicode scalar value"),
    "CR LF before the place": ("a = 1\r\nb = ⟪⟫x\r\n", "this is not a TOML value"),
    "10,000 digits": (f"a = ⟪⟫{'9' * 10_000}\n", "this value is too long for a number"),
    "more than a double holds": ("a = ⟪⟫1e999\n", "a number is too large; put it in quotes"),
    "deep nesting": (f"a = {'[' * MAX_DEPTH}⟪⟫" + "[" * 60_000, "nested more than 64 deep"),
    "a long key": ("⟪⟫" + "a." * 30_000 + "a = 1\n", "a key has more than 64 parts"),
    "a long table": ("[⟪⟫" + "a." * 30_000 + "a]\n", "a key has more than 64 parts"),
    "names that add up": (f"⟪⟫[{'a' * 2_000}]\nb = 1\n", "more than 1000 characters in total"),
}


@pytest.mark.parametrize(("document", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_said_at_its_place(document: str, message: str) -> None:
    parsed = toml.parse(document.replace("⟪⟫", ""))
    assert parsed.data is None
    [fault] = parsed.faults
    assert message in fault.message
    assert fault.rule == "broken-front-matter"
    assert fault.start == document.index("⟪⟫")


INSTEAD: dict[str, Any] = {
    "True": True,
    "OFF": False,
    "0100": 100,
    "-012": -12,
    "+05": 5,
    "05.5": 5.5,
    "1.": 1.0,
    "0.": 0.0,
    ".5": 0.5,
    "-.5": -0.5,
    "1_000_": 1000,
    "1,5": 1.5,
    "0X1F": 31,
    "INF": float("inf"),
    "-Infinity": float("-inf"),
    "1:30:00": "01:30:00",
    "1:30": "01:30:00",
    "2024-1-1": "2024-01-01",
    "2024/01/31": "2024-01-31",
    "2024-01-01T1:30:00": "2024-01-01T01:30:00",
    "2024-01-01T12:30+0200": "2024-01-01T12:30:00+02:00",
    "2024-01-01 12:30:00 +02:00": "2024-01-01 12:30:00+02:00",
}


@pytest.mark.parametrize("word", INSTEAD)
@pytest.mark.parametrize("holder", ["a = {}\n", "a = {} # x\nb = 1\n"])
def test_what_is_advised_can_be_read(word: str, holder: str) -> None:
    (fault,) = toml.parse(holder.format(word)).faults
    advised = fault.message.partition("; write ")[2].partition(",")[0]
    data = toml.parse(holder.format(advised)).data
    assert data is not None
    assert (data["a"], fault.start) == (INSTEAD[word], 4)


@pytest.mark.parametrize(
    ("document", "first"),
    [
        ("a = 1\n⟪⟫a = 2\n", (0, 1)),
        ("[t]\nx = 1\n[⟪⟫t]\n", (1, 2)),
        ("a = {b = 1, ⟪⟫b = 2}\n", (5, 6)),
        ("a.b = 1\na.⟪⟫b = 2\n", (2, 3)),
        ("'a' = 1\n⟪⟫\"a\" = 2\n", (0, 3)),
    ],
)
def test_a_repeated_name_is_a_fault_that_names_both_places(
    document: str, first: tuple[int, int]
) -> None:
    parsed = toml.parse(document.replace("⟪⟫", ""))
    [fault] = parsed.faults
    assert (fault.rule, fault.start) == ("duplicate-key", document.index("⟪⟫"))
    assert fault.note == ("first occurrence", *first)


def test_dates_and_times_stay_the_text_that_was_written() -> None:
    text = (
        "a = 2020-07-14T19:45:00Z # c\nb = 2020-07-14 19:45:00.5-07:00\nc = 2020-07-14\n"
        "d = [07:32:00, {e = 2020-07-14}]\n[[f]]\ng = 2020-07-14T01:02:03\n"
    )
    assert toml.parse(text).data == {
        "a": "2020-07-14T19:45:00Z",
        "b": "2020-07-14 19:45:00.5-07:00",
        "c": "2020-07-14",
        "d": ["07:32:00", {"e": "2020-07-14"}],
        "f": [{"g": "2020-07-14T01:02:03"}],
    }


def test_every_value_has_its_place() -> None:
    text = (
        'title = "x" # c\n'
        "image . 'u r l' = 'y'\n"
        'text = """\nmany "lines\\" ""\n"""\n'
        "list = [1, [2.5, {a = true}], # c\n ]\n"
        "[urls]\ntimeout = 5\n"
        '[[overrides]]\nfiles = ["a"]\n[overrides.severity]\n"x/y" = 1\n'
        "[[overrides]]\r\n  ignore = []\r\n"
        "[tool.newslint]\nroots = [\n'a' ]\n"
    )
    found = {
        pointer: (text[place.key_start : place.key_end], text[place.start : place.end])
        for pointer, place in toml.places(text).items()
    }
    assert found == {
        "/title": ("title", '"x"'),
        "/image": ("image", ""),
        "/image/u r l": ("'u r l'", "'y'"),
        "/text": ("text", '"""\nmany "lines\\" ""\n"""'),
        "/list": ("list", "[1, [2.5, {a = true}], # c\n ]"),
        "/list/0": ("1", "1"),
        "/list/1": ("[2.5, {a = true}]", "[2.5, {a = true}]"),
        "/list/1/0": ("2.5", "2.5"),
        "/list/1/1": ("{a = true}", "{a = true}"),
        "/list/1/1/a": ("a", "true"),
        "/urls": ("urls", "[urls]"),
        "/urls/timeout": ("timeout", "5"),
        "/overrides": ("overrides", "[[overrides]]"),
        "/overrides/0": ("overrides", "[[overrides]]"),
        "/overrides/0/files": ("files", '["a"]'),
        "/overrides/0/files/0": ('"a"', '"a"'),
        "/overrides/0/severity": ("severity", "[overrides.severity]"),
        "/overrides/0/severity/x~1y": ('"x/y"', "1"),
        "/overrides/1": ("overrides", "[[overrides]]"),
        "/overrides/1/ignore": ("ignore", "[]"),
        "/tool": ("tool", "[tool.newslint]"),
        "/tool/newslint": ("newslint", "[tool.newslint]"),
        "/tool/newslint/roots": ("roots", "[\n'a' ]"),
        "/tool/newslint/roots/0": ("'a'", "'a'"),
    }


def written(value: Any) -> str:
    """``value`` in TOML, collections on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[ " + ", # ]\n ".join([*map(written, value), ""]) + "]"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value)


_texts = st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=10)
_scalars: st.SearchStrategy[Any] = (
    st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _texts.filter(lambda text: all(ord(c) < 0x10000 for c in text))  # json would write pairs
)
_names = st.text("ab.=[]#\"' é\n", max_size=4)
_data = st.dictionaries(
    _names,
    st.recursive(
        _scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    ),
    max_size=4,
)


@given(_data, _data, st.booleans())
def test_the_text_at_a_place_parses_to_the_value(
    top: dict[str, Any], table: dict[str, Any], repeated: bool
) -> None:
    lines = [f"{json.dumps(name)} = {written(value)}" for name, value in top.items()]
    header = "[[table]]" if repeated else "[table]"
    lines += [header, *(f"{json.dumps(name)} = {written(value)}" for name, value in table.items())]
    text = "\n".join(lines)
    data = tomllib.loads(text)
    assert repr(toml.parse(text).data) == repr(data)
    for pointer, place in toml.places(text).items():
        value: Any = data
        for token in pointer[1:].split("/"):
            name = token.replace("~1", "/").replace("~0", "~")
            value = value[int(token)] if isinstance(value, list) else value[name]
        if text[place.start : place.end] != header:
            assert tomllib.loads("x = " + text[place.start : place.end])["x"] == value


_pieces = st.sampled_from(
    [*"[]{}=.,#\"'\\\n\r -+_0159aeT:", "[[", "]]", '"""', "'''", "a = ", "2020-01-01", "true", "é"]
)


@settings(max_examples=400)
@given(st.lists(_pieces, max_size=20).map("".join))
def test_it_accepts_what_tomllib_accepts(text: str) -> None:
    parsed = toml.parse(text)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in parsed.faults)
    try:
        expected = tomllib.loads(text)
    except ValueError:
        assert parsed.data is None
        assert parsed.faults
    else:
        assert not parsed.faults
        assert parsed.data is not None
        assert parsed.data.keys() == expected.keys()
